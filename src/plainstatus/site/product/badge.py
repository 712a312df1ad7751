"""The state of the site or of one component as a small picture, and as data for shields.io."""

from typing import Any
from unicodedata import east_asian_width

from markupsafe import Markup

from plainstatus.model.status import ComponentStatus
from plainstatus.site.product.looks import LOOKS

#: The ground of the name, which white words are readable on.
_GROUND = "#1c1c1a"
#: How wide letters are at 11 pixels in a wide font; what is in no list is as wide as `_OTHERS`.
_WIDTHS = {letter: 4.0 for letter in "ijlftrI.,:;!|'()[] -"} | {letter: 10.5 for letter in "mwMW@%—…"}
_OTHERS, _CAPITAL, _IDEOGRAPH = 6.8, 7.8, 11.5
#: No name is longer in the picture; its title has it whole.
_LONGEST = 40

_SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" lang="{language}">'
    "<title>{title}</title>"
    '<rect width="{width}" height="20" rx="3" fill="{ground}"/>'
    '<path d="M{middle} 0h{right}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-{right}z" fill="{colour}"/>'
    '<rect x=".5" y=".5" width="{inner}" height="19" rx="2.5" fill="none" stroke="#767670"/>'
    '<g transform="translate({shape_at} 4.5) scale(.6875)" fill="none" stroke="#fff" stroke-width="2.2" '
    'stroke-linecap="round" stroke-linejoin="round"><path d="{shape}"/></g>'
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">'
    '<text x="7" y="14" textLength="{name_width}">{name}</text>'
    '<text x="{word_at}" y="14" textLength="{word_width}">{word}</text></g></svg>\n'
)
_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="{}" fill="none" stroke="#fff" '
    'stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg>'
)


def badge_svg(name: str, status: ComponentStatus, word: str, language: str) -> bytes:
    """A picture that says `name` and the `word` for `status`, with its shape and colour.

    It asks for nothing, no font either, and stands on light and dark pages alike.
    """
    shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
    name_width, word_width = _width(shown), _width(word)
    middle = name_width + 14
    right = word_width + 29
    look = LOOKS[status]
    return _SVG.format(
        width=middle + right,
        inner=middle + right - 1,
        language=language,
        title=f"{name}: {word}",
        ground=_GROUND,
        middle=middle,
        right=right - 3,
        colour=look.colour,
        shape_at=middle + 6,
        shape=look.shape,
        name_width=name_width,
        name=shown,
        word_at=middle + 22,
        word_width=word_width,
        word=word,
    ).encode()


def shields_badge(name: str, status: ComponentStatus, word: str) -> dict[str, Any]:
    """The same as shields.io asks for it of an endpoint, in version 1 of its schema."""
    look = LOOKS[status]
    return {
        "schemaVersion": 1,
        "label": name,
        "message": word,
        "labelColor": _GROUND,
        "color": look.colour,
        "logoSvg": _LOGO.format(look.shape),
        "cacheSeconds": 300,
    }


def _width(text: str) -> int:
    return max(round(sum(map(_letter_width, text))), 1)


def _letter_width(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return _IDEOGRAPH
    return _WIDTHS.get(letter, _CAPITAL if letter.isupper() else _OTHERS)
