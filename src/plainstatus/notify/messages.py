"""What a message says: what is wrong, how bad it is, when it will be back, when it begins or ends.

It tells what was known at the moment of its occasion, and nothing that came later. Whether it goes by
mail or otherwise, and to whom, it does not know.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from plainstatus.model.incident import Update
from plainstatus.model.status import STATELESS_STATUSES, Kind, worst
from plainstatus.notify.facts import facts, in_short, names
from plainstatus.notify.occasion import Occasion
from plainstatus.notify.own_words import is_late, sentences
from plainstatus.notify.prompting import mending_address, prompt_facts, prompt_in_short, prompt_state, prompt_words
from plainstatus.notify.standing import Standing, standing_of
from plainstatus.notify.voice import Voice
from plainstatus.timeline.course import CLOSED_STATES, UNDER_WAY_STATES, Course
from plainstatus.timeline.said import as_it_was
from plainstatus.timeline.timeline import Timeline
from plainstatus.wording.plain_text import plain_lines
from plainstatus.wording.readers import mark_of
from plainstatus.wording.templates import environment
from plainstatus.wording.text import linked_from, plain

#: How long the line may be that a mail program shows behind the subject.
_PREVIEW = 110


@dataclass(frozen=True)
class Tags:
    """What programs choose messages by: the same in every language. `components` are ids.

    `state` is the status of the update, or `reminder`. `opens` tells that nothing of it was open before, and
    `begins` that a maintenance has begun of which no words said so before. `prompts` marks what is for the team.
    """

    kind: Kind
    state: str
    impact: str
    components: tuple[str, ...]
    opens: bool
    begins: bool = False
    prompts: bool = False


@dataclass(frozen=True)
class Message:
    """One occasion in one language. `update` is its key and `thread` that of its incident.

    `subject` says all of it in one line. `facts` are labels with their values, as plain text.
    `words` is sanitised HTML, `lines` the same as plain text. `short` is what the subject says behind the
    title: how bad it is, then when it will be back, begins or ends. `late` says that it goes out late; its
    words say so too. `mend` is where the words can be written that the team owes; "" for any other message.
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
    standing: Standing
    short: tuple[str, ...] = ()
    late: str = ""
    mend: str = ""

    @property
    def preview(self) -> str:
        """The beginning of the words, for lists of messages."""
        return plain(self.words, _PREVIEW)


def message_of(occasion: Occasion, timeline: Timeline, voice: Voice) -> Message:
    """The message of an occasion of `timeline`."""
    then = as_it_was(occasion.course, occasion.at, timeline)
    (course,) = then.known
    edition, title = voice.edition, voice.edition.title(course.incident)
    state = _marked(str(_state(occasion, voice)), occasion, voice)
    short = _short(occasion, then, voice)
    html, language = _words(occasion, timeline.now, then, voice)
    return Message(
        update=occasion.key,
        thread=occasion.thread,
        subject=f"{state}: {title} – {', '.join(short)}" if short else f"{state}: {title}",
        state=state,
        status=_status(course, then),
        title=title,
        title_language=edition.title_language(course.incident),
        words=html,
        lines=plain_lines(html, voice.settings.site_url),
        words_language=language,
        facts=(*_facts(occasion, then, voice), *_readers(timeline.settings.audience, voice)),
        link=voice.address(course.file_id if occasion.is_of_series else course.id),
        tags=_tags(occasion, course, then),
        standing=standing_of(then, voice),
        short=short,
        late=voice.edition.words.plain("sent late") if is_late(occasion, timeline.now) else "",
        mend=mending_address(course, voice) if occasion.prompt else "",
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


def _marked(state: str, occasion: Occasion, voice: Voice) -> str:
    """`state` with a mark before it where not everybody may read the words."""
    audience = occasion.update.audience if occasion.update else occasion.course.incident.audience
    mark = mark_of(audience, voice.edition.words)
    return f"[{mark}] {state}" if mark else state


def _readers(audience: str, voice: Voice) -> Iterator[tuple[str, str]]:
    """Whose message it is: even public words stand there beside components and times that are not."""
    if audience != "public":
        words = voice.edition.words
        yield words.plain("Only for"), words.plain("{audience}; please do not pass it on", audience=audience)


def _state(occasion: Occasion, voice: Voice) -> Markup:
    if occasion.prompt is not None:
        return prompt_state(occasion.prompt, voice)
    if occasion.kind == "reminder":
        return voice.edition.words.text("Reminder")
    return voice.edition.words.update(occasion.status)


def _short(occasion: Occasion, then: Timeline, voice: Voice) -> tuple[str, ...]:
    if occasion.prompt is not None:
        return (prompt_in_short(occasion.prompt, voice),)
    return tuple(in_short(occasion, then, voice))


def _facts(occasion: Occasion, then: Timeline, voice: Voice) -> tuple[tuple[str, str], ...]:
    if occasion.prompt is not None:
        affected = tuple(names(occasion.course, then, voice).values())
        return tuple(prompt_facts(occasion.prompt, affected, voice))
    return tuple(facts(occasion, then, voice))


def _words(occasion: Occasion, now: datetime, then: Timeline, voice: Voice) -> tuple[str, str | None]:
    """The words as HTML, and their language where it is not that of the message."""
    (course,) = then.known
    if occasion.prompt is not None:
        return linked_from(prompt_words(occasion.prompt, course, voice), voice.settings.site_url), None
    window = then.state(course).window
    own = sentences(occasion, now, window.start if window else None, voice)
    made = "\n".join(f"<p>{escape(sentence)}</p>" for sentence in own)
    update = _latest(then.updates(course)) if occasion.kind == "reminder" else occasion.update
    if update is None:
        return made, None
    html = voice.renderer.html(voice.edition.text(update), course.incident.path)
    html, language = linked_from(html, voice.settings.site_url), voice.edition.text_language(update)
    if not made:
        return html, language
    # The sentences are in the language of the message, whatever the author's are in.
    return f'{made}\n<div lang="{language}">{html}</div>' if language else f"{made}\n{html}", None


def _latest(updates: Sequence[Update]) -> Update | None:
    """The last words that were told: a reminder brings them again, for they say what a maintenance means."""
    return next((update for update in reversed(updates) if update.notify), None)


def _tags(occasion: Occasion, course: Course, then: Timeline) -> Tags:
    before = [update for update in course.incident.updates if update.at < occasion.at]
    was_over = not before or before[-1].status in {*CLOSED_STATES, "postmortem"}
    status, state = occasion.status, then.state(course).status
    said = next((update.status for update in reversed(before) if update.status not in STATELESS_STATUSES), None)
    return Tags(
        kind=course.kind,
        state=status,
        impact=then.impact(course),
        components=tuple(then.components_of(course)),
        opens=occasion.update is not None and was_over and state not in CLOSED_STATES,
        begins=status in UNDER_WAY_STATES and said not in UNDER_WAY_STATES,
        prompts=occasion.prompt is not None,
    )


def _status(course: Course, then: Timeline) -> str:
    """What gives a message its colour."""
    if course.kind == "maintenance":
        return "under_maintenance"
    return worst(then.state(course).components.values())
