"""From the model back to files, in the form that the reader reads.

Makes and edits the text of incident files, and puts text on the disk whole or not at all.
"""
