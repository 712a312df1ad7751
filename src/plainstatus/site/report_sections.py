"""The parts of the page of the report: each with its figures by month, as a drawing and as a table."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from markupsafe import Markup

from plainstatus.report.figures import Figures, Share, Spread
from plainstatus.report.report import Report
from plainstatus.site.plots import columns, ranges
from plainstatus.site.scale import Scale, scale_for, shares_of
from plainstatus.wording.edition import Edition

_MINUTE = timedelta(minutes=1)
_NOTHING = Markup("–")


class Line(NamedTuple):
    """One drawing with its name at its side and its number at its end."""

    name: Markup
    drawing: Markup
    number: str


class Section(NamedTuple):
    """`said` is what came out, in words. `marks` stand beside the drawing, the topmost first. Without `header`
    there is nothing to draw.
    """

    id: str
    title: Markup
    meaning: Markup
    said: Markup
    marks: tuple[Markup, ...] = ()
    drawing: Markup = Markup("")
    lines: tuple[Line, ...] = ()
    header: tuple[Markup, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Writer:
    """Writes the sections about `months`, the oldest first, and `whole`, all of them together, in one language."""

    def __init__(self, months: Sequence[Report], whole: Report, edition: Edition) -> None:
        self._months = months
        self._figures = [month.figures for month in months]
        self._whole = whole.figures
        self._edition = edition
        self.text = edition.words.text

    def sections(self) -> Iterator[Section]:
        text = self.text
        yield self._impacts()
        yield self._spread(
            "first-words",
            text("From the start to the first words"),
            text("How long readers had nothing from us. It is known where the file says when it began."),
            lambda figures: figures.first_words,
            out_of=self._whole.incidents,
        )
        yield self._spread(
            "updates",
            text("Between two updates"),
            text("How long nothing was said while an incident was open, night and weekend included."),
            lambda figures: figures.gaps,
        )
        yield self._promises()
        yield self._recovery()
        yield self._spread(
            "all-clear",
            text("From the start to the all-clear"),
            text("How long an incident lasted, as it was told. An open one is not in it."),
            lambda figures: figures.all_clear,
        )
        yield self._postmortems()
        yield self._maintenance()

    def month(self, report: Report) -> str:
        name = self._edition.moments.month(report.period.first)
        return name[:1].upper() + name[1:]

    def share(self, share: Share) -> str:
        """`4 of 7 (57 %)`, the percentage cut; a dash of nothing."""
        if share.ratio is None:
            return str(_NOTHING)
        percent = f"{int(share.ratio * 100)}\u202f%"
        return str(self.text("{part} of {whole} ({percent})", part=share.part, whole=share.whole, percent=percent))

    def length(self, time: timedelta | None) -> Markup:
        if time is None:
            return _NOTHING
        if time < _MINUTE:
            return self.text("under a minute")
        return self._edition.moments.duration(time.total_seconds())

    def error(self, time: timedelta | None) -> Markup:
        if time is None:
            return _NOTHING
        if abs(time) < _MINUTE:
            return self.text("to the minute")
        said = self.length(abs(time))
        return (
            self.text("{length} later", length=said)
            if time > timedelta(0)
            else self.text("{length} sooner", length=said)
        )

    def _impacts(self) -> Section:
        words = self._edition.words
        top = max((number for figures in self._figures for number in figures.impacts.values()), default=0)
        lines, impacts = [], tuple(self._whole.impacts)
        for impact in impacts:
            numbers = [figures.impacts[impact] for figures in self._figures]
            drawing = columns(
                [(number, 0) for number in numbers],
                top,
                f"impact-{impact}",
                words.plain("{impact}, by month", impact=words.impact(impact)),
                self._described([str(number) if number else "" for number in numbers]),
            )
            lines.append(Line(words.impact(impact), drawing, str(sum(numbers))))
        header = (self.text("Month"), *(words.impact(impact) for impact in impacts))
        made = Section(
            "impacts",
            self.text("Incidents by impact"),
            self.text("Each incident counts in the month in which it began, at the worst that it ever was."),
            words.count("{n} incident began.", "{n} incidents began.", self._whole.incidents),
        )
        if not self._whole.incidents:
            return made
        return made._replace(
            lines=tuple(lines),
            header=header,
            rows=self._rows(lambda each: tuple(str(each.impacts[impact]) for impact in impacts)),
        )

    def _promises(self) -> Section:
        text, promises = self.text, self._whole.promises
        said = [text("Kept: {share}.", share=self.share(promises.kept))] if promises.kept.whole else []
        if promises.lateness.measured:
            late = self._of(promises.lateness, promises.lateness.most, self.length)
            said.append(text("Where words came too late, it was by {length}.", length=late))
        if promises.silent.whole:
            said.append(text("Incidents that promised nothing: {share}.", share=self.share(promises.silent)))
        made = Section(
            "promises",
            text("Promised updates that came by then"),
            text("An update may say when the next one comes. Words a second later are late; the all-clear counts too."),
            Markup(" ").join(said) or text("No update was promised."),
        )
        if not promises.kept.whole:
            return made
        kept = [figures.promises.kept for figures in self._figures]
        drawing = columns(
            [(each.part, each.whole - each.part) for each in kept],
            max(each.whole for each in kept),
            "promises-drawing",
            self._edition.words.plain("Promised updates by month: full where they were kept, an outline where not"),
            self._described([self.share(each) if each.whole else "" for each in kept]),
        )
        header = (text("Month"), text("Kept"), text("Typically late by"))
        return made._replace(
            drawing=drawing,
            header=header,
            rows=self._rows(
                lambda each: (self.share(each.promises.kept), str(self.length(each.promises.lateness.median)))
            ),
        )

    def _recovery(self) -> Section:
        text, recovery = self.text, self._whole.recovery
        said = []
        if recovery.close.whole:
            said.append(text("Right within a quarter: {share}.", share=self.share(recovery.close)))
            said.append(text("Service was back by then: {share}.", share=self.share(recovery.by_then)))
        if recovery.never.whole:
            said.append(text("Incidents that gave no time: {share}.", share=self.share(recovery.never)))
        made = self._spread(
            "recovery",
            text("When service was back, against what was expected"),
            text("Each expected recovery beside the moment at which service was back."),
            lambda figures: figures.recovery.error,
            signed=True,
        )
        return made._replace(said=Markup(" ").join((made.said, *said)))

    def _postmortems(self) -> Section:
        made = self._spread(
            "postmortems",
            self.text("From the all-clear to the postmortem"),
            self.text("After a major or critical incident, readers are owed what was learnt."),
            lambda figures: figures.postmortem,
        )
        share = self._whole.postmortems
        if not share.whole:
            return made
        told = self.text("Major and critical incidents with a postmortem: {share}.", share=self.share(share))
        return made._replace(said=Markup(" ").join((made.said, told)))

    def _maintenance(self) -> Section:
        text, works = self.text, self._whole.maintenance
        made = self._spread(
            "maintenance",
            text("Maintenance: how long before it was announced"),
            text("From the words that named its window to its beginning."),
            lambda figures: figures.maintenance.notice,
            shortest_is_worst=True,
        )
        if not works.within.whole:
            return made
        told = text("Within its window: {share}.", share=self.share(works.within))
        return made._replace(said=Markup(" ").join((made.said, told)))

    def _spread(
        self,
        id: str,
        title: Markup,
        meaning: Markup,
        of: Callable[[Figures], Spread],
        *,
        signed: bool = False,
        shortest_is_worst: bool = False,
        out_of: int = 0,
    ) -> Section:
        """A section with a dot for the middle of each month, on a line from its least to its most.

        Where fewer were measured than `out_of`, it says so.
        """
        text, whole = self.text, of(self._whole)
        told = self.error if signed else self.length
        if not whole.measured:
            return Section(id, title, meaning, text("Nothing of it is known."))
        by_month = [of(figures) for figures in self._figures]
        scale = scale_for(time for each in by_month for time in (each.least, each.most) if time is not None)
        worst = whole.least if shortest_is_worst else whole.worst
        said = [text("Typically {length}.", length=self._of(whole, worst, told))]
        if whole.measured < out_of:
            said.append(text("Known of {part} of {whole} incidents.", part=whole.measured, whole=out_of))
        header = (text("Month"), text("Measured"), text("Typical"), text("Least"), text("Most"))
        return Section(
            id=id,
            title=title,
            meaning=meaning,
            said=Markup(" ").join(said),
            marks=tuple(told(timedelta(seconds=mark)) for mark in reversed(scale.marks)),
            drawing=self._ranges(
                f"{id}-drawing",
                title,
                by_month,
                scale,
                self._described([str(told(each.median)) if each.measured else "" for each in by_month]),
                signed=signed,
            ),
            header=header,
            rows=self._rows(
                lambda each: (
                    str(of(each).measured),
                    *(str(told(time)) for time in (of(each).median, of(each).least, of(each).most)),
                )
            ),
        )

    def _ranges(
        self, id: str, title: Markup, by_month: Sequence[Spread], scale: Scale, described: str, *, signed: bool
    ) -> Markup:
        return ranges(
            [_point(each, scale) for each in by_month],
            shares_of(scale),
            id,
            self._edition.words.plain(
                "{title}, by month: a dot for the typical one, a line from the least to the most", title=title
            ),
            described,
            zero=scale.place(timedelta(0)) if signed else None,
        )

    def _of(self, spread: Spread, worst: timedelta | None, told: Callable[[timedelta | None], Markup]) -> Markup:
        """The one in the middle, and the worst where there is another."""
        if spread.measured == 1:
            return told(spread.median)
        return self.text("{length}, at worst {worst}", length=told(spread.median), worst=told(worst))

    def _rows(self, cells: Callable[[Figures], tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (self.month(month), *cells(figures)) for month, figures in zip(self._months, self._figures, strict=True)
        )

    def _described(self, values: Sequence[str]) -> str:
        """What a drawing shows, month by month, without those that have nothing."""
        return "; ".join(
            f"{self.month(month)}: {value}" for month, value in zip(self._months, values, strict=True) if value
        )


def _point(spread: Spread, scale: Scale) -> tuple[float, float, float] | None:
    if spread.least is None or spread.median is None or spread.most is None:
        return None
    return scale.place(spread.least), scale.place(spread.median), scale.place(spread.most)
