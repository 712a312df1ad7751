"""The page of the report: how well the last twelve months were told, for those whom the site lets see it.

It changes with words and with the end of a day, not with every build.
"""

from typing import NamedTuple

from markupsafe import Markup

from plainstatus.report.report import Report, joined
from plainstatus.report.telling import Telling
from plainstatus.report.uptime import summed
from plainstatus.site.components import counts_uptime, last_whole_day, percent_of
from plainstatus.site.head import Head, head_of
from plainstatus.site.plots import columns
from plainstatus.site.report_sections import Section, Writer
from plainstatus.site.site import Site
from plainstatus.timeline.uptime import Uptime
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition

#: So many incidents that owe a postmortem, and so many components with downtime, are named.
_NAMED = 20


class Figure(NamedTuple):
    name: Markup
    value: str


class Owing(NamedTuple):
    when: str
    href: str
    title: str
    lang: str | None


class Down(NamedTuple):
    """A component with downtime, and how much of each month it was."""

    href: str
    name: str
    percent: str
    drawing: Markup
    months: tuple[str, ...]


class UptimeView(NamedTuple):
    """`well` is how many components had no downtime, `more` how many with some are not named."""

    until: str
    down: tuple[Down, ...]
    well: int
    more: int
    working: str | None


class ReportView(NamedTuple):
    first: str
    last: str
    months: tuple[str, ...]
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    owing: tuple[Owing, ...]
    owing_more: int
    uptime: UptimeView | None


def report_view(site: Site, edition: Edition, here: str) -> ReportView:
    """`here` leads from the page to the edition's root."""
    months = site.months_told
    whole = joined(months)
    writer = Writer(months, whole, edition)
    names = tuple(writer.month(month) for month in months)
    owing = whole.owing[::-1]
    return ReportView(
        first=edition.moments.month(months[0].period.first),
        last=edition.moments.month(months[-1].period.first),
        months=names,
        figures=tuple(_figures(whole, writer, edition)),
        sections=tuple(writer.sections()),
        owing=tuple(_owing(telling, edition, here) for telling in owing[:_NAMED]),
        owing_more=max(len(owing) - _NAMED, 0),
        uptime=_uptime(months, writer, site, edition, here) if counts_uptime(site) else None,
    )


def report_head(site: Site, edition: Edition) -> Head:
    title = edition.words.plain("How well we kept you informed – {name}", name=site.settings.name)
    described = edition.words.plain("How soon, how often and how truly we told of incidents and maintenance.")
    return head_of(site, edition, addresses.REPORT, title, described)


def _figures(whole: Report, writer: Writer, edition: Edition) -> list[Figure]:
    """The four that say most."""
    text, figures = edition.words.text, whole.figures
    return [
        Figure(text("To the first words"), writer.length(figures.first_words.median)),
        Figure(text("Promises kept"), _percent(figures.promises.kept.part, figures.promises.kept.whole)),
        Figure(text("Estimates right"), _percent(figures.recovery.close.part, figures.recovery.close.whole)),
        Figure(text("To the all-clear"), writer.length(figures.all_clear.median)),
    ]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part // whole}\u202f%" if whole else "–"


def _owing(telling: Telling, edition: Edition, here: str) -> Owing:
    incident = telling.course.incident
    return Owing(
        when=edition.moments.day(telling.day),
        href=here + addresses.incident(telling.course.id),
        title=edition.title(incident),
        lang=edition.title_language(incident),
    )


def _uptime(months: tuple[Report, ...], writer: Writer, site: Site, edition: Edition, here: str) -> UptimeView:
    known = site.timeline.catalog.components
    by_component = {id: [month.uptime[id] for month in months] for id in months[0].uptime}
    down = {
        id: stretches for id, stretches in by_component.items() if any(each and each.downtime for each in stretches)
    }
    worst = sorted(down, key=lambda id: _lost(down[id]), reverse=True)
    top = max((int(each.downtime) for stretches in down.values() for each in stretches if each), default=0)

    def told(id: str) -> Down:
        name, whole = edition.name(known[id]), summed(down[id])
        lost = [int(each.downtime) if each else 0 for each in down[id]]
        percents = tuple("–" if each is None else percent_of(each, edition) for each in down[id])
        said = "; ".join(
            f"{writer.month(month)}: {percent}"
            for month, percent, seconds in zip(months, percents, lost, strict=True)
            if seconds
        )
        drawing = columns(
            [(seconds, 0) for seconds in lost],
            top,
            f"down-{id}",
            edition.words.plain("{component}: counted downtime by month", component=name),
            said,
        )
        percent = percent_of(whole, edition) if whole else "–"
        return Down(here + addresses.component(id), name, percent, drawing, percents)

    return UptimeView(
        until=last_whole_day(site, edition),
        down=tuple(map(told, worst[:_NAMED])),
        well=sum(summed(stretches) is not None for stretches in by_component.values()) - len(down),
        more=max(len(worst) - _NAMED, 0),
        working=here + addresses.UPTIME if site.settings.for_programs else None,
    )


def _lost(stretches: list[Uptime | None]) -> float:
    whole = summed(stretches)
    return float(1 - whole.ratio) if whole else 0.0
