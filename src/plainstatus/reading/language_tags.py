"""How languages are named in `mkdocs.yml`: by tags (BCP 47), such as `it` or `pt-BR`."""

from plainstatus.reading.values import Pattern


def language_tag(example: str) -> Pattern:
    """The tag of a language; who writes something else is shown `example`."""
    return Pattern(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}", "a language", example, "language")
