"""Tells those who asked for it what is new: every update once, on every channel.

It has not heard of the site, and works when the site cannot be published.
"""
