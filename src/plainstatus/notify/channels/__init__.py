"""The ways on which messages go: one module for each, which the rest does not name."""
