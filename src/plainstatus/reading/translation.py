"""The words of an incident in another language, from the file `ID.LANG.md` beside it."""

from dataclasses import replace
from datetime import datetime

from plainstatus.model.finding import Finding
from plainstatus.model.incident import Incident, Update
from plainstatus.reading import sections
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.definitions import TRANSLATED_FRONT_MATTER
from plainstatus.reading.faults import Faults, TooManyFaultsError, quoted
from plainstatus.reading.source import decode, note_words
from plainstatus.reading.updates import part_fields, translated_time
from plainstatus.reading.yaml_nodes import LONGEST_FRONT_MATTER, compose


def read_translation(
    data: bytes, path: str, original: Incident, language: str, context: ReadingContext
) -> tuple[Incident, list[Finding]]:
    """`original` with the words in `data` added under `language`, and every fault of the translated file.

    Updates are matched by time. After a fault that is an error, `original` comes back as it was.
    """
    faults = Faults(path)
    try:
        translated = _read(data, original, language, context, faults)
    except TooManyFaultsError:
        translated = None
    return (original if translated is None or faults.failed else translated), faults.found


def _read(data: bytes, original: Incident, language: str, context: ReadingContext, faults: Faults) -> Incident | None:
    text = decode(data, faults)
    if text is None:
        return None
    parts = sections.split(text)
    note_words(text, parts, faults)
    title = _title(parts, context, faults)
    summary = sections.words_of(parts.summary)
    words = _words(parts, original, context, faults)
    return replace(
        original,
        titles={**original.titles, language: title} if title else original.titles,
        summaries={**original.summaries, language: summary} if summary else original.summaries,
        updates=tuple(_with_words(update, language, words.get(update.at, "")) for update in original.updates),
    )


def _with_words(update: Update, language: str, words: str) -> Update:
    return replace(update, translations={**update.translations, language: words}) if words else update


def _title(parts: sections.Parts, context: ReadingContext, faults: Faults) -> str | None:
    if parts.unclosed_front:
        hint = "Put a line `---` below the fields."
        faults.add("front-matter", parts.front_line - 1, 1, "the front matter is never closed", hint)
    node = None
    if parts.front is not None:
        node = compose(parts.front, faults, parts.front_line, longest=LONGEST_FRONT_MATTER)
    entries = TRANSLATED_FRONT_MATTER.read(node, context.scope(faults, parts.front_line)) if node else None
    return None if entries is None else entries["title"]


def _words(parts: sections.Parts, original: Incident, context: ReadingContext, faults: Faults) -> dict[datetime, str]:
    """The translated words by the time of their update."""
    times = {update.at for update in original.updates}
    found: dict[datetime, str] = {}
    for section in parts.sections:
        fields, body = part_fields(section.body)
        if fields:
            hint = "Delete it here; a blank line above makes words of it."
            faults.add("misplaced-field", section.line + 1, 1, f"fields are read from `{original.path}` alone", hint)
        at = translated_time(section, context.settings.timezone, faults)
        if at is None:
            continue
        if at not in times:
            message = f"`{original.path}` has no update at {at:%Y-%m-%d %H:%M} UTC"
            faults.add("unknown-update", section.line, 1, message, "Write the heading's time as it stands there.")
        elif at in found:
            faults.add("same-time", section.line, 1, "two updates have the same time", "Delete one of them.")
        else:
            found[at] = sections.words_of(body)
    return found


def language_fault(language: str, path: str, context: ReadingContext) -> Finding | None:
    """What is wrong with a translation into `language`, before its words are looked at."""
    languages = context.settings.languages
    if language == languages[0]:
        message = f"{quoted(language)} is the language of the incident files themselves"
        return Finding(path, 0, 0, message, "Put the words into the file without it in the name.", "language")
    if language not in languages:
        hint = f"The languages of this site are {', '.join(languages)}; set `languages` in `mkdocs.yml`."
        return Finding(path, 0, 0, f"{quoted(language)} is not a language of this site", hint, "language")
    return None
