"""A new incident file made of a template: its fields set, its other words and placeholders left as they are.

A template is an incident file with `<<placeholders>>`; of these only `<<time>>` is filled in here.
"""

import re
from collections.abc import Mapping
from datetime import datetime

import yaml

from plainstatus.writing.values import block_statuses, scalar, time_text

_FRONT = re.compile(r"(\A\s*---[ \t]*\n)(.*?)(^---[ \t]*$)", re.DOTALL | re.MULTILINE)
_TIME = re.compile(r"<<\s*time\s*>>", re.IGNORECASE)
_TITLE = re.compile(r"^title:[ \t]*(\S[^\n]*)$", re.MULTILINE)


def filled_template(
    text: str,
    name: str,
    *,
    at: datetime,
    zone: str,
    title: str | None = None,
    components: Mapping[str, str] | None = None,
    started: datetime | None = None,
    audience: str = "public",
) -> str:
    """`text` with `<<time>>` written as `at`, with the fields that are given, and its `template`.

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
    if started is not None:
        fields = _with_field(fields, "started", f"started: {time_text(started, zone)}\n")
    if audience != "public":
        fields = _with_field(fields, "audience", f"audience: {audience}\n")
    fields = _with_field(fields, "template", f"template: {scalar(name)}\n")
    return f"{text[: match.start()]}{match[1]}{fields}{match[3]}{text[match.end() :]}"


def agreed_title(text: str) -> str | None:
    """The title that stands in a template; None where it is left to the author."""
    match = _FRONT.search(text.replace("\r\n", "\n"))
    written = _TITLE.search(match[2]) if match else None
    if written is None or "<<" in written[1]:
        return None
    try:
        title = yaml.safe_load(written[1])
    except yaml.YAMLError:
        return None
    return title if isinstance(title, str) else None


def _with_field(fields: str, name: str, written: str) -> str:
    """`fields` with the one called `name`, and the lines that belong to it, replaced by `written`."""
    pattern = re.compile(rf"^{name}:[^\n]*\n(?:[ \t]+[^\n]*\n|-[ \t][^\n]*\n)*", re.MULTILINE)
    replaced, count = pattern.subn(lambda _: written, fields, count=1)
    return replaced if count else fields + written
