"""How words that not everybody may read are marked, for those who may. Knows audiences by their names alone."""

from markupsafe import Markup

from plainstatus.wording.words import Words

#: One for all: most words of thousands of pages have none.
_NO_MARK = Markup("")


def mark_of(audience: str, words: Words) -> Markup:
    """What stands beside words for `audience`; "" where everybody may read them."""
    if audience == "public":
        return _NO_MARK
    return words.text("Internal") if audience == "internal" else words.text("Only for {audience}", audience=audience)
