"""Brings a folder of built files to a target. It has not heard of incidents."""
