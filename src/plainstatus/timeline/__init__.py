"""What the model means at a moment that is handed in.

Nothing here reads a file, asks the clock, or knows of HTML. The order is
`audience` (who may read it), `occurrences` (repeats laid out), `course` (how one
incident unfolds), `timeline` (the whole site as of `now`), `live` (the same for the page).
"""
