"""Ids for what had names only, each given once. Knows nothing of where names come from."""

import re
import unicodedata


def slug(name: str, otherwise: str) -> str:
    """The id that comes nearest to `name`; `otherwise` where none of its characters can be in one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100].rstrip("-") or otherwise


class Ids:
    """Ids that are taken."""

    def __init__(self, taken: set[str] | None = None) -> None:
        self.taken = set(taken or ())

    def take(self, wanted: str) -> str:
        """`wanted`, or with a number behind it where it is taken: `api`, `api-2`, `api-3`."""
        id, number = wanted, 1
        while id in self.taken:
            number += 1
            id = f"{wanted}-{number}"
        self.taken.add(id)
        return id
