"""From the files of a site to the model, with every fault of every file.

Nothing here raises for something that a person wrote: each reader returns what it
could read and a list of findings. It does not know what the words mean at a moment.
"""
