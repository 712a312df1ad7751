"""How things are said: the words of each language, times, Markdown as HTML and as text, addresses to link to.

Pages, feeds and messages share it. It knows none of them.
"""
