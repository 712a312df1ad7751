"""What a status site is made of, as plain frozen data.

Nothing here knows of files, MkDocs, the network or the time of day.
Every moment is a timezone-aware `datetime` in UTC.
"""
