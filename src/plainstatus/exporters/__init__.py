"""All that a site has said so far, in forms that other programs take over.

Each form is a function from what one audience may read to bytes. Nothing here knows where they go.
"""
