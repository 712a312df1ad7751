"""Lets readers of a static site come, choose and leave by themselves: what is asked over HTTP, and what is answered.

It keeps nothing of somebody who has not confirmed, and tells nobody whether an address is known. It has not heard of
updates, nor of how it is reached.
"""
