"""The draft that an alert becomes: the site's own words, with placeholders for what a person has to say.

Nothing of an alert's own words gets into it, but for an internal update where that is wished, and but for
the words that a plain alert has for customers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from plainstatus.alerts.alert import Alert
from plainstatus.alerts.naming import components_of
from plainstatus.alerts.severity import USUAL
from plainstatus.commands.new_files import OpenSite, template_called
from plainstatus.look import theme_folder
from plainstatus.model.component import Component, in_language
from plainstatus.model.incident import Incident, Update
from plainstatus.model.status import worst
from plainstatus.reading.templates import template_names
from plainstatus.timeline.audience import for_audience
from plainstatus.wording.words import Words
from plainstatus.writing.answered import answered_drafts
from plainstatus.writing.incident import incident_text, update_text
from plainstatus.writing.template import agreed_title, first_draft, usual_answers

_USUAL_TEMPLATE = "outage"
_LONGEST_TITLE = 120
_LONGEST_FACTS = 8_000
_MOST_CANDIDATES = 60


@dataclass(frozen=True)
class Touched:
    """The components that an alert is about, with their statuses, and the audience that may know of them."""

    components: Mapping[str, str]
    audience: str = "public"


@dataclass(frozen=True)
class Draft:
    """The text of a new incident file. `title` is "" where it is for a person to write."""

    title: str
    text: str


def touched_by(alert: Alert, site: OpenSite) -> Touched:
    """The components that `alert` names.

    Those that everybody may know of stand alone, where there are any: a public file names no other.
    """
    catalog, settings = site.context.catalog, site.context.settings
    found = components_of(alert.troubles, catalog)
    everybody, _ = for_audience(catalog, (), replace(settings, audience="public"))
    public = {id: status for id, status in found.items() if id in everybody.components}
    if public or not found:
        return Touched(public)
    narrow = {group.id: group.audience for group in catalog.groups if group.audience != "public"}
    audiences = {id: _audience(catalog.components[id], narrow) for id in found}
    audience = next(iter(audiences.values()))
    return Touched({id: status for id, status in found.items() if audiences[id] == audience}, audience)


def _audience(component: Component, narrow_groups: Mapping[str, str]) -> str:
    return component.audience if component.audience != "public" else narrow_groups.get(component.group or "", "public")


def drafted(
    alert: Alert, touched: Touched, site: OpenSite, at: datetime, *, template: str | None, internal: str | None
) -> Draft:
    """The draft of an incident that is first told at `at`, to the minute.

    It is made of the alert's own template, of `template`, of that called `outage`, or of none: the first that
    there is. With `internal`, what the alert says goes into an update for that audience. Raises click.UsageError.
    """
    words = Words(site.context.settings.languages[0], theme_folder() / "locales")
    title = alert.title or _title(touched, site, words)
    began = alert.started.replace(second=0) if alert.started is not None else at
    started = began if began < at else None
    named = alert.template or template
    usual = _USUAL_TEMPLATE if _USUAL_TEMPLATE in template_names(site.files.incidents) else None
    chosen = None if alert.message else named or usual
    if chosen is None:
        text, said = _skeleton(alert, touched, site, at, started, title, words), 1
    else:
        agreed = template_called(site, chosen)
        title = alert.title or agreed_title(agreed) or title
        # A template that was asked for may well be about certain components; the usual one cannot know them.
        components = touched.components or (None if named else _unknown(alert))
        draft = first_draft(
            agreed,
            at,
            site.zone,
            site.context.audiences,
            title=title or None,
            components=components,
            started=started,
            audience=touched.audience,
        )
        said = len(draft.updates)
        step, language = agreed.steps[0], agreed.language
        answers = {language: usual_answers(agreed, step, language)}
        text = answered_drafts(agreed, step, {language: draft}, answers)[language].text(site.zone)
    text = _with_candidates(text, site)
    if internal is not None:
        audience = touched.audience if touched.audience != "public" else internal
        note = Update(at + timedelta(seconds=said), "update", _facts(alert), audience=audience)
        text = f"{text.rstrip()}\n\n{update_text(note, audience=touched.audience, zone=site.zone)}\n"
    return Draft(title, text)


def _title(touched: Touched, site: OpenSite, words: Words) -> str:
    known = site.context.catalog.components
    names = [in_language(known[id].name, words.language) for id in touched.components]
    if not names:
        return ""
    title = words.plain("Problems with {names}", names=words.list(names))
    return title if len(title) <= _LONGEST_TITLE else words.plain("Problems with several components")


def _skeleton(
    alert: Alert,
    touched: Touched,
    site: OpenSite,
    at: datetime,
    started: datetime | None,
    title: str,
    words: Words,
) -> str:
    asked = words.plain("What do customers see? What still works? What are you doing?")
    incident = Incident(
        id="",
        path="",
        title=title or f"<<{words.plain('What does not work, as a customer would say it')}>>",
        components=touched.components or _unknown(alert),
        started=started,
        audience=touched.audience,
        updates=(Update(at, "investigating", alert.message or f"<<{asked}>>", audience=touched.audience),),
    )
    return incident_text(incident, zone=site.zone)


_COMPONENT = "<<component>>"


def _unknown(alert: Alert) -> Mapping[str, str]:
    return {_COMPONENT: worst(trouble.status for trouble in alert.troubles) if alert.troubles else USUAL}


def _with_candidates(text: str, site: OpenSite) -> str:
    """`text` with the ids to choose from above the placeholder of a component."""
    everybody, _ = for_audience(site.context.catalog, (), replace(site.context.settings, audience="public"))
    ids = [component.id for component in everybody.current]
    shown = ", ".join(ids[:_MOST_CANDIDATES]) + (", …" if len(ids) > _MOST_CANDIDATES else "")
    return text.replace(f"components:\n  {_COMPONENT}:", f"components:\n  # {shown}\n  {_COMPONENT}:", 1)


def _facts(alert: Alert) -> str:
    """What the monitoring says, as code: nothing in it is Markdown, or a placeholder."""
    lines = [f"source: {alert.source}", *(f"{name}: {words}" for name, words in alert.facts if words)]
    said = "\n".join(lines)
    cut = said if len(said) <= _LONGEST_FACTS else f"{said[:_LONGEST_FACTS]} …"
    return f"```text\n{cut}\n```"
