"""What monitoring sends when something fails, told from its content and read into one form.

Pure functions from bytes to plain data. Knows nothing of files, of git, nor of what becomes of an alert.
"""
