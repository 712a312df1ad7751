"""A new incident file made of a template: its fields set, its other words and placeholders left as they are.

A template is an incident file with `<<placeholders>>`; of these only `<<time>>` is filled in here.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from plainstatus.writing.values import block_statuses, scalar, time_text

_FRONT = re.compile(r"(\A\s*---[ \t]*\n)(.*?)(^---[ \t]*$)", re.DOTALL | re.MULTILINE)
_TIME = re.compile(r"<<\s*time\s*>>", re.IGNORECASE)


def filled_template(
    text: str,
    name: str,
    *,
    at: datetime,
    zone: str,
    title: str | None = None,
    components: Mapping[str, str] | None = None,
) -> str:
    """`text` with `<<time>>` written as `at`, with `title` and `components` where they are given, and its `template`.

    A text without front matter is given back with its times alone.
    """
    text = _TIME.sub(time_text(at, zone), text.replace("\r\n", "\n"))
    match = _FRONT.search(text)
    if match is None:
        return text
    fields = match[2]
    if title is not None:
        fields = _with_field(fields, "title", f"title: {scalar(title)}\n")
    if components:
        fields = _with_field(fields, "components", f"components:{block_statuses(components)}\n")
    fields = _with_field(fields, "template", f"template: {scalar(name)}\n")
    return f"{text[: match.start()]}{match[1]}{fields}{match[3]}{text[match.end() :]}"


def _with_field(fields: str, name: str, written: str) -> str:
    """`fields` with the one called `name`, and the lines that belong to it, replaced by `written`."""
    pattern = re.compile(rf"^{name}:[^\n]*\n(?:[ \t]+[^\n]*\n|-[ \t][^\n]*\n)*", re.MULTILINE)
    replaced, count = pattern.subn(lambda _: written, fields, count=1)
    return replaced if count else fields + written
