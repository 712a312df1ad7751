"""An exercise: what a person does, from a fresh clone, with the README and the runbook."""
