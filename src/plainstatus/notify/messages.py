"""What a message says of one update: what is wrong, how bad it is, when it will be back.

It tells what was known when the update was said, and nothing that came later. Whether it goes by
mail or otherwise, and to whom, it does not know.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from plainstatus.model.status import Kind, worst
from plainstatus.notify.voice import Voice
from plainstatus.timeline.course import CLOSED_STATES, Course
from plainstatus.timeline.said import Said, as_it_was_said, is_of_series, key_around, update_key
from plainstatus.timeline.timeline import Timeline
from plainstatus.wording.plain_text import plain_lines
from plainstatus.wording.templates import environment
from plainstatus.wording.text import linked_from, plain
from plainstatus.wording.words import N_

#: How long the line may be that a mail program shows behind the subject.
_PREVIEW = 110

_LASTED = N_("after {length}")
_BACK = N_("expected back {time}")
_NEXT = N_("next update {time}")
_UNTIL = N_("until {time}")


@dataclass(frozen=True)
class Tags:
    """What programs choose messages by: the same in every language. `components` are ids.

    `state` is the status of the update; `opens` tells that nothing of it was open before.
    """

    kind: Kind
    state: str
    impact: str
    components: tuple[str, ...]
    opens: bool


@dataclass(frozen=True)
class Message:
    """One update in one language. `update` is its key and `thread` that of its incident.

    `subject` says all of it in one line. `facts` are labels with their values, as plain text.
    `words` is sanitised HTML, `lines` the same as plain text.
    """

    update: str
    thread: str
    subject: str
    state: str
    status: str
    title: str
    title_language: str | None
    words: str
    lines: str
    words_language: str | None
    facts: tuple[tuple[str, str], ...]
    link: str
    tags: Tags

    @property
    def preview(self) -> str:
        """The beginning of the words, for lists of messages."""
        return plain(self.words, _PREVIEW)


def message_of(said: Said, timeline: Timeline, voice: Voice) -> Message:
    """The message of `said`, an update of `timeline`."""
    then = as_it_was_said(said, timeline)
    (course,) = then.known
    edition, incident = voice.edition, said.course.incident
    html = linked_from(voice.renderer.html(edition.text(said.update), incident.path), voice.settings.site_url)
    state = str(edition.words.update(said.update.status))
    title = edition.title(incident)
    more = ", ".join(_in_short(said, course, then, voice))
    return Message(
        update=update_key(said),
        thread=key_around(said),
        subject=f"{state}: {title} – {more}" if more else f"{state}: {title}",
        state=state,
        status=_status(course, then),
        title=title,
        title_language=edition.title_language(incident),
        words=html,
        lines=plain_lines(html, voice.settings.site_url),
        words_language=edition.text_language(said.update),
        facts=tuple(_facts(said, course, then, voice)),
        link=voice.address(said.course.id.partition("/")[0] if is_of_series(said.course, said.update) else course.id),
        tags=_tags(said, course, then),
    )


def in_html(message: Message, voice: Voice, foot: str, leave: str | None = None) -> str:
    """`message` as a whole page of HTML, with `foot` at its end, and `leave`: where its reader leaves the list."""
    return _filled("messages/mail.html", message, voice, foot, leave)


def in_text(message: Message, voice: Voice, foot: str, leave: str | None = None) -> str:
    """The same as plain text."""
    return _filled("messages/mail.txt", message, voice, foot, leave)


def _filled(template: str, message: Message, voice: Voice, foot: str, leave: str | None) -> str:
    words = voice.edition.words
    return (
        environment(voice.themes)
        .get_template(template)
        .render(
            message=message,
            words=Markup(message.words),  # noqa: S704 - sanitised
            language=voice.edition.language,
            site=voice.settings,
            home=voice.address(""),
            all_of_it=words.plain("All of it, as it is now:"),
            foot=foot,
            unsubscribe=words.plain("Unsubscribe"),
            leave=leave,
        )
    )


def _in_short(said: Said, course: Course, then: Timeline, voice: Voice) -> Iterator[str]:
    """How bad it is and when it will be back, as parts of the subject."""
    words, moments, state = voice.edition.words, voice.edition.moments, then.state(course)
    if said.update.status == "postmortem" or course.kind == "notice":
        return
    if course.kind == "maintenance":
        if state.window and state.status == "scheduled":
            yield _window(said, course, then, voice)
        elif state.window and state.status not in CLOSED_STATES:
            yield words.plain(_UNTIL, time=moments.text(state.window.end))
        return
    if state.status in CLOSED_STATES:
        yield words.plain(_LASTED, length=_lasted(course, then, voice))
        return
    present = worst(state.components.values())
    if present != "operational":
        yield str(words.status(present))
    recovery, promised = then.expected_recovery(course), then.next_update(course)
    if isinstance(recovery, datetime):
        yield words.plain(_BACK, time=moments.text(recovery))
    elif promised is not None:
        yield words.plain(_NEXT, time=moments.text(promised))


def _facts(said: Said, course: Course, then: Timeline, voice: Voice) -> Iterator[tuple[str, str]]:
    words, moments, state = voice.edition.words, voice.edition.moments, then.state(course)
    known = then.catalog.components
    named = {id: voice.edition.name(known[id]) for id in then.components_of(course) if id in known}
    over = state.status in CLOSED_STATES
    if course.kind == "incident" and not over:
        for id, name in named.items():
            if state.components[id] != "operational":
                yield name, str(words.status(state.components[id]))
        recovery = then.expected_recovery(course)
        known_by = moments.text(recovery) if isinstance(recovery, datetime) else words.plain("Not known yet")
        yield words.plain("Expected back"), known_by
    else:
        if course.kind == "maintenance" and state.window and not over:
            yield words.plain("When"), _window(said, course, then, voice)
        if course.kind == "incident":
            yield words.plain("Lasted"), _lasted(course, then, voice)
        if named:
            yield words.plain("Affected"), ", ".join(named.values())
    if (promised := then.next_update(course)) is not None:
        yield words.plain("Next update"), moments.text(promised)


def _window(said: Said, course: Course, then: Timeline, voice: Voice) -> str:
    window = then.state(course).window
    assert window is not None
    shown = plain(voice.edition.moments.window(window.start, window.end))
    if not is_of_series(said.course, said.update):
        return shown
    return voice.edition.words.plain("for the first time {window}", window=shown)


def _lasted(course: Course, then: Timeline, voice: Voice) -> str:
    return plain(voice.edition.moments.duration(then.duration(course).total_seconds()))


def _tags(said: Said, course: Course, then: Timeline) -> Tags:
    before = [update for update in course.incident.updates if update.at < said.at]
    was_over = not before or before[-1].status in {*CLOSED_STATES, "postmortem"}
    return Tags(
        kind=course.kind,
        state=said.update.status,
        impact=then.impact(course),
        components=tuple(then.components_of(course)),
        opens=was_over and then.state(course).status not in CLOSED_STATES,
    )


def _status(course: Course, then: Timeline) -> str:
    """What gives a message its colour."""
    if course.kind == "maintenance":
        return "under_maintenance"
    return worst(then.state(course).components.values())
