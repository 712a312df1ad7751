"""Templates for what is made outside MkDocs. An owner's file takes the place of the theme's of the same name."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import jinja2


def environment(themes: Sequence[Path]) -> jinja2.Environment:
    """The environment of the folders `themes`, the owner's first: everything is escaped, and nothing may be missing."""
    return _environment(tuple(themes))


@lru_cache(maxsize=4)
def _environment(themes: tuple[Path, ...]) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(themes),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
