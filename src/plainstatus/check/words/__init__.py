"""Rules about words: each goes over one passage at a time. RULES in `rules.py` lists them."""
