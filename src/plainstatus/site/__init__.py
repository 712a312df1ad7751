"""Every public byte: pages, feeds and data, made from a timeline and the settings.

One module per kind of output, each from data to text. It reads no incident file,
asks no clock, and does not know MkDocs.
"""
