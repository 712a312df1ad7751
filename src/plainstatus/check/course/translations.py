"""Words that a language of the site lacks: a whole file, or what was said since somebody translated it."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from plainstatus.check.course.still_read import still_read
from plainstatus.check.place import Place
from plainstatus.check.rule import CourseRule, Remark, Scene
from plainstatus.model.incident import Incident


def _missing(scene: Scene) -> Iterator[Remark]:
    """A remark for each file and language in which there is not a word of it."""
    for incident, language in _to_translate(scene):
        if not _is_begun(incident, language):
            yield Remark(
                Place(incident, "title", None, None, 0, len(incident.title)),
                f"this has no words in `{language}`: who reads that language sees those in `{scene.languages[0]}`",
                f"Write `{_file(incident, language)}` beside it.",
            )


def _behind(scene: Scene) -> Iterator[Remark]:
    """A remark for each translation that lacks words which the file has: at the first of them."""
    for incident, language in _to_translate(scene):
        if not _is_begun(incident, language):
            continue
        if incident.summary and not incident.summaries.get(language):
            place = Place(incident, "summary", None, None, 0, len(incident.summary))
            yield _remark(place, language, "the summary", _file(incident, language))
        lacking = [n for n, each in enumerate(incident.updates) if each.text and not each.translations.get(language)]
        if lacking:
            count = len(lacking)
            what = "this update" if count == 1 else f"{count} updates, the first of them this one,"
            yield _remark(Place(incident, "heading", lacking[0]), language, what, _file(incident, language))


def _to_translate(scene: Scene) -> Iterator[tuple[Incident, str]]:
    others = scene.languages[1:]
    if others:
        for course in still_read(scene.timeline):
            for language in others:
                yield course.incident, language


def _is_begun(incident: Incident, language: str) -> bool:
    return bool(incident.titles.get(language) or incident.summaries.get(language)) or any(
        language in update.translations for update in incident.updates
    )


def _file(incident: Incident, language: str) -> str:
    return PurePosixPath(incident.path).with_suffix(f".{language}.md").name


def _remark(place: Place, language: str, what: str, file: str) -> Remark:
    message = f"the words in `{language}` are older than the file: {what} cannot be read in that language"
    return Remark(place, message, f"Add the words to `{file}`, under a heading with the same time.")


NOT_TRANSLATED = CourseRule("not-translated", "notice", "a file without a word in a language of the site", _missing)
TRANSLATION_BEHIND = CourseRule(
    "translation-behind", "warning", "a translation that lacks words of its original", _behind
)
