"""Rules about what was said when: each goes over a whole scene. RULES in `rules.py` lists them."""
