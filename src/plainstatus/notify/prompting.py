"""What a message to the team says: what was promised and by which words, what readers see, and how it is mended."""

from collections.abc import Iterator
from urllib.parse import quote

from markupsafe import Markup, escape

from plainstatus.notify.voice import Voice
from plainstatus.timeline.course import Course
from plainstatus.timeline.prompts import Prompt, PromptKind
from plainstatus.wording.words import N_

_STATES: dict[PromptKind, str] = {
    "update_near": N_("Update due soon"),
    "update_due": N_("Update due"),
    "update_missed": N_("Update overdue"),
    "recovery_missed": N_("Not back as expected"),
    "start_missed": N_("Maintenance not begun"),
    "end_missed": N_("Maintenance not ended"),
}
_PROMISED = N_("promised for {time}")
_SHORT: dict[PromptKind, str] = {
    "recovery_missed": N_("was expected back {time}"),
    "start_missed": N_("was to begin {time}"),
    "end_missed": N_("was to end {time}"),
}
_WHAT: dict[PromptKind, str] = {
    "update_near": N_("We have promised the next update for {time}. Nobody has written it yet."),
    "update_due": N_("We have promised the next update for {time}. It is due now, and nobody has written it yet."),
    "update_missed": N_("We promised an update for {time}, and nobody has written it. Readers wait for it."),
    "recovery_missed": N_("We expected service back {time}, and have not said since that it is, or when it will be."),
    "start_missed": N_("This maintenance was to begin {time}, and nobody has said that it has."),
    "end_missed": N_("This maintenance was to end {time}, and nobody has said that it has."),
}
_LATE = N_("The page says meanwhile: “{words}”")
_SEEN: dict[PromptKind, str] = {
    "recovery_missed": N_("The page still says: expected back {time}."),
    "start_missed": N_("The page still shows it among what is to come."),
    "end_missed": N_("The page still shows it as under way."),
}
_COMMANDS: dict[PromptKind, str] = {
    "recovery_missed": "plainstatus update {id} update --expected-recovery 1h",
    "start_missed": "plainstatus update {id} in-progress",
    "end_missed": "plainstatus update {id} completed",
}
_COMMAND = "plainstatus update {id} update --next-update 30m"


def prompt_state(prompt: Prompt, voice: Voice) -> Markup:
    """What stands before the title."""
    return voice.edition.words.text(_STATES[prompt.kind])


def prompt_in_short(prompt: Prompt, voice: Voice) -> str:
    """What was promised, in the fewest words."""
    return voice.edition.words.plain(_SHORT.get(prompt.kind, _PROMISED), time=_time(prompt, voice))


def prompt_facts(prompt: Prompt, affected: tuple[str, ...], voice: Voice) -> Iterator[tuple[str, str]]:
    """Labels with their values, as plain text; `affected` are the names of the components."""
    words, moments = voice.edition.words, voice.edition.moments
    yield words.plain("Promised for"), _time(prompt, voice)
    if prompt.words is not None:
        yield words.plain("By the words of"), moments.text(prompt.words.at)
    if affected:
        yield words.plain("Affected"), ", ".join(affected)


def prompt_words(prompt: Prompt, course: Course, voice: Voice) -> str:
    """Sanitised HTML: what is owed, what readers see, how it is mended, and the words that promised it."""
    words = voice.edition.words
    parts = [_paragraph(words.plain(_WHAT[prompt.kind], time=_time(prompt, voice)))]
    if seen := _seen(prompt, voice):
        parts.append(_paragraph(seen))
    command = _COMMANDS.get(prompt.kind, _COMMAND).format(id=course.file_id)
    parts += [_paragraph(words.plain("To write it:")), f"<pre><code>{escape(command)}</code></pre>"]
    if file := mending_address(course, voice):
        parts.append(_link(words.plain("Or edit the file:"), file))
    if form := voice.settings.promises.form:
        parts.append(_link(words.plain("Or use the form:"), form))
    if prompt.words is not None and prompt.words.text:
        said = words.plain("The words of {time}:", time=voice.edition.moments.text(prompt.words.at))
        quoted = voice.renderer.html(voice.edition.text(prompt.words), course.incident.path)
        language = voice.edition.text_language(prompt.words)
        mark = f' lang="{language}"' if language else ""
        parts += [_paragraph(said), f"<blockquote{mark}>{quoted}</blockquote>"]
    return "\n".join(parts)


def mending_address(course: Course, voice: Voice) -> str:
    """Where the file of the incident is edited; "" where the settings do not say."""
    base = voice.settings.edit_url
    return f"{base}{quote(course.incident.path)}" if base else ""


def _seen(prompt: Prompt, voice: Voice) -> str:
    words = voice.edition.words
    if prompt.kind in ("update_due", "update_missed"):
        return words.plain(_LATE, words=words.plain("This update is late."))
    seen = _SEEN.get(prompt.kind)
    return words.plain(seen, time=_time(prompt, voice)) if seen else ""


def _time(prompt: Prompt, voice: Voice) -> str:
    return voice.edition.moments.text(prompt.promised)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _link(before: str, address: str) -> str:
    return f'<p>{escape(before)} <a href="{escape(address)}">{escape(address)}</a></p>'
