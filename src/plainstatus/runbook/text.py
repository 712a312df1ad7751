"""The words of the runbook, as Markdown: `theme/runbook/LANGUAGE.md`, or the owner's file of the same name."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import jinja2

from plainstatus.runbook.facts import Facts

#: Whatever could mean something to Markdown (CommonMark, section 2.4), in a table too.
_MEANINGFUL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")


def escaped(text: str) -> str:
    """`text` on one line, so that Markdown shows it as it is."""
    return _MEANINGFUL.sub(r"\\\1", " ".join(text.split()))


def runbook_text(facts: Facts, language: str, themes: Sequence[Path]) -> str:
    """The runbook in `language`, in English where the folders `themes`, the owner's first, do not have it."""
    template = _environment(tuple(themes)).select_template([f"{language}.md", f"{language[:2]}.md", "en.md"])
    return template.render(vars(facts))


@lru_cache(maxsize=4)
def _environment(themes: tuple[Path, ...]) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([theme / "runbook" for theme in themes]),
        # Markdown is made here, and not HTML: the renderer of all words judges what comes of it.
        autoescape=False,  # noqa: S701
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = escaped
    return environment
