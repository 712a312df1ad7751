"""The pages that people read, and what stands in them."""

import re
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]

#: README first: it is where everybody begins.
PAGES = tuple(
    path.relative_to(CHECKOUT).as_posix()
    for path in (
        *(CHECKOUT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "scripts/README.md")),
        *sorted((CHECKOUT / "docs").glob("*.md")),
    )
)

_FENCED = re.compile(r"^(`{3,}).*?^\1$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<(https?://[^>\s]+)>")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def text_of(page: str) -> str:
    return (CHECKOUT / page).read_text(encoding="utf-8")


def links_of(page: str) -> Iterator[str]:
    """The targets of all links and pictures of `page`, but for those in code."""
    for found in _LINK.finditer(_CODE.sub("", _FENCED.sub("", text_of(page)))):
        yield found[1] or found[2]


def anchors_of(page: str) -> set[str]:
    """The anchors that a forge gives to the headings of `page`."""
    headings = _HEADING.findall(_FENCED.sub("", text_of(page)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
