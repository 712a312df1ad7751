"""The site's own colours as a small stylesheet, and whether they can be read."""

import re

from plainstatus.model.settings import Settings

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
#: The paper of the stylesheet, light and dark.
_PAPER = {"accent": "#ffffff", "accent_dark": "#121211"}
#: WCAG 2.2, 1.4.11: graphics that carry meaning.
LEAST_CONTRAST = 3.0


def stylesheet(settings: Settings) -> str:
    """CSS that sets the accent; "" where the site has none of its own."""
    rules = []
    if settings.accent:
        rules.append(f":root {{ --accent: {settings.accent}; }}")
    dark = settings.accent_dark or settings.accent
    if dark:
        rules.append(f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}")
    return "\n".join(rules) + "\n" if rules else ""


def faint_colours(settings: Settings) -> list[str]:
    """What is wrong with the accents, in words; empty where each stands out from the paper behind it."""
    faults = []
    for key, paper in _PAPER.items():
        colour = getattr(settings, key)
        if colour and _HEX.fullmatch(colour) and contrast(colour, paper) < LEAST_CONTRAST:
            faults.append(
                f"colors.{key} {colour} has a contrast of {contrast(colour, paper):.1f} to 1 on {paper}; "
                f"it needs {LEAST_CONTRAST:g} to be seen"
            )
    return faults


def contrast(one: str, other: str) -> float:
    """The contrast of two colours written `#rgb` or `#rrggbb`, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(digits[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
