"""Makes the parts of README and docs that follow from the code, and the picture of the front page."""
