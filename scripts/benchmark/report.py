"""What the figures say: each bar with what was measured, and the tables of the README."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from scripts.benchmark.measure import Spread

#: Between these comments of the README stand the last results.
BEGIN, END = "<!-- scripts/bench --readme -->", "<!-- end of scripts/bench -->"


@dataclass(frozen=True, slots=True)
class Bar:
    """A promise: `what` stays at or below `limit` (in `unit`). `measured` is None where it could not be measured."""

    what: str
    limit: float
    unit: str
    measured: Spread | None

    @property
    def verdict(self) -> str:
        if self.measured is None:
            return "not measured"
        return "met" if self.measured.median <= self.limit else "missed"

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "verdict": self.verdict}


def tables(results: dict[str, Any]) -> str:
    """The results as Markdown: the bars, then the sizes."""
    told = [*_bars(bars_of(results)), "", *_sizes(results["sizes"]), "", _circumstances(results), ""]
    if "publishing" in results:
        told += [_of_publishing(results["publishing"]), ""]
    if "notify" in results:
        told += [*_of_notifying(results["notify"]), ""]
    return "\n".join(told)


def bars_of(results: dict[str, Any]) -> list[dict[str, Any]]:
    """Every bar, with what was measured."""
    parts = (results, *(results.get(name, {}) for name in ("publishing", "notify", "check")))
    return [bar for part in parts for bar in part.get("bars", [])]


def with_tables(text: str, results: dict[str, Any]) -> str:
    """`text` with the results between the lines that mark their place; raises ValueError where these are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the places {BEGIN} and {END} are missing")
    return f"{before}{begin}\n\n{tables(results)}\n{end}{after}"


def _bars(bars: list[dict[str, Any]]) -> Iterator[str]:
    yield "| what | measured (least–greatest) | bar | |"
    yield "|---|---|---|---|"
    for bar in bars:
        yield f"| {bar['what']} | {_measured(bar)} | ≤ {bar['limit']:g}{bar['unit']} | {bar['verdict']} |"


def _measured(bar: dict[str, Any]) -> str:
    figures = bar["measured"]
    if figures is None:
        return "–"
    median, least, greatest = (_short(figures[name]) for name in ("median", "least", "greatest"))
    return f"{median}{bar['unit']} ({least}–{greatest})"


def _sizes(sizes: dict[str, dict[str, Any]]) -> Iterator[str]:
    names = [name for name in next(iter(sizes.values()))["programs"]]
    yield f"| incidents | files | MB | {' | '.join(f'{name}, s' for name in names)} | peak memory of plainstatus, MiB |"
    yield f"|{'---|' * (len(names) + 4)}"
    for size, figures in sizes.items():
        programs = figures["programs"]
        walls = " | ".join(_short(programs[name]["wall"]["median"]) if name in programs else "–" for name in names)
        peak = figures["peak"]["median"]
        yield f"| {int(size):,} | {figures['files']:,} | {figures['bytes'] / 1e6:.1f} | {walls} | {peak:.0f} |"


def _circumstances(results: dict[str, Any]) -> str:
    machine = results["machine"]
    hugo = f"Hugo {machine['hugo']}" if machine["hugo"] else "no Hugo"
    return (
        f"Whole processes of `{results['command']}`, medians of {results['pairs']} rounds in which the programs take "
        f"turns ({results['pairs_at_largest']} at the largest size). {machine['cores']} cores, "
        f"Python {machine['python']}, {hugo}, the bare writer in {machine['writer']}, on {machine['file_system']}."
    )


def _of_publishing(figures: dict[str, Any]) -> str:
    def took(what: str, whose: str = "ours") -> str:
        return f"{_short(figures['seconds'][what][whose]['median'])} s"

    kinds = ", ".join(f"{number} {kind}" for kind, number in figures["changed"].items())
    return (
        f"Whole processes of `publish` for {figures['incidents']:,} incidents ({figures['files']:,} files) to moto's "
        "server on the same machine, over plain HTTP, as a store that speaks S3; medians of "
        f"{figures['first_rounds']} first publishes and of {figures['rounds']} after one more update. After the "
        f"update: {took('change')} (bare loop {took('change', 'bare')}). First, with {figures['latency']} more a "
        f"request: {took('from far')} (bare loop {took('from far', 'bare')}, told by one file in "
        f"{figures['one_in']}). First, without: {took('first')} (bare loop {took('first', 'bare')}); moto itself is "
        f"at work for {took('first', 'busy')} of it, on the one core that it can use, and nobody could be quicker. "
        f"The update sends: {kinds}."
    )


def _of_notifying(figures: dict[str, Any]) -> Iterator[str]:
    yield "| subscribers | by SMTP, mails a second | MiB | into an outbox, mails a second | MiB |"
    yield "|---|---|---|---|---|"
    for size, each in figures["sizes"].items():
        cells = " | ".join(f"{each[name]['rate']:,.0f} | {each[name]['peak']:.0f}" for name in ("smtp", "outbox"))
        yield f"| {int(size):,} | {cells} |"
    rate = {name: f"{each['median']:,.0f}" for name, each in figures["rates"].items()}
    yield ""
    yield (
        "`notify` as a whole process, with subscribers in SQLite, a signed link to leave in each mail, a ledger in a "
        "folder and eight connections, to a mail server in Python on the same machine. In turn with a bare loop of "
        f"`smtplib` over one connection (medians of {figures['rounds']}): {rate['near']} mails a second against "
        f"{rate['near, bare']} where the server answers at once, and {rate['far']} against {rate['far, bare']} where "
        "every answer takes 20 ms."
    )


def _short(figure: float) -> str:
    """Three significant digits, never in scientific form; a count as it is."""
    if isinstance(figure, int):
        return f"{figure:,}"
    digits = 0 if figure >= 100 else 1 if figure >= 10 else 2 if figure >= 1 else 3
    return f"{figure:.{digits}f}"
