"""Measures whole builds of seeded sites against Hugo and against a bare writer of the same files."""
