"""Somebody of the house who has a part in an outage: `team` in `mkdocs.yml`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """`role` is the part, `does` what it asks for; `name` and `reach` are those of whoever has it."""

    role: str
    name: str = ""
    reach: str = ""
    does: str = ""
