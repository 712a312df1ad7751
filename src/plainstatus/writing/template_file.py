"""A template turned round: its translation becomes the file in the first language of a site that speaks no other."""

import re

from plainstatus.reading import sections
from plainstatus.reading.updates import part_fields

_WORDS_OF_FRONT = ("title", "when", "ask")
_FIELD = re.compile(r"^([a-z_]+):[^\n]*\n(?:[ \t]+[^\n]*\n)*", re.MULTILINE)
_SAME = re.compile(r"^[ \t]+same: true\n", re.MULTILINE)


def in_first_language(original: str, translation: str) -> str:
    """The text of a template with the structure of `original` and the words and questions of `translation`.

    Both are templates without faults, with as many updates.
    """
    theirs, ours = sections.split(original), sections.split(translation)
    kept = "".join(match[0] for match in _FIELD.finditer(theirs.front or "") if match[1] not in _WORDS_OF_FRONT)
    written = {match[1]: match[0] for match in _FIELD.finditer(ours.front or "")}
    front = f"{written.get('when', '')}{written.get('title', '')}{kept}{_SAME.sub('', written.get('ask', ''))}"
    blocks = [f"---\n{front}---", *filter(None, [sections.words_of(ours.summary)])]
    for their, our in zip(theirs.sections, ours.sections, strict=True):
        fields, _ = part_fields(their.body)
        blocks.append(f"## {their.heading}\n{fields}\n{our.body.strip()}")
    return "\n\n".join(blocks) + "\n"
