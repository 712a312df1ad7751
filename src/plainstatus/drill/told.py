"""A drill for people: a line for each step as it goes, and a report in Markdown."""

from collections.abc import Iterator
from itertools import groupby

from plainstatus.drill.record import Record
from plainstatus.drill.step import Step, Verdict

_SIGNS: dict[Verdict, str] = {
    "passed": "ok",
    "late": "late",
    "failed": "failed",
    "unverified": "?",
    "untried": "not tried",
}
_WIDTH = max(map(len, _SIGNS.values()))


def line_of(step: Step) -> str:
    """One step, as it is told while the drill goes on; the lines below say why it is not well."""
    sign, first = _SIGNS[step.verdict], step.said.partition("\n")[0]
    line = f"{sign:{_WIDTH}}  {step.part}: {step.name}, {step.seconds:.1f} s"
    if step.verdict == "passed":
        return f"{line} ({first})" if first else line
    why = f"It took longer than {step.objective} s." if step.verdict == "late" else ""
    return "\n".join([line, *(f"{'':{_WIDTH}}  {each}" for each in (why, *step.said.split("\n")) if each)])


def summary(record: Record) -> str:
    """How it went, in a sentence or two."""
    counts = [
        (record.count("passed"), "passed"),
        (record.count("late"), "took too long"),
        (record.count("failed"), "failed"),
        (record.count("untried"), "could not be tried"),
        (record.count("unverified"), "could not be verified"),
    ]
    told = ", ".join(f"{number} {what}" for number, what in counts if number)
    verdict = "The drill went well" if record.is_good else "The drill did not go well"
    return f"{verdict}: of {len(record.steps)} steps, {told}, in {record.seconds:.1f} s."


def as_markdown(record: Record) -> str:
    """The report: what did not go well and what nobody can tell first, then every step with its objective."""
    places = ", ".join(f"{what}: {where}" for what, where in record.places.items())
    lines = [
        f"# Drill of {record.began:%Y-%m-%d %H:%M} UTC: {record.scenario}",
        "",
        summary(record),
        "",
        f"Played in {', '.join(record.languages)}. Where: {places}.",
        *_chapter("What did not go well", record.bad),
        *_chapter("What could not be verified", [step for step in record.steps if step.verdict == "unverified"]),
        "",
        "## Every step",
    ]
    for part, steps in groupby(record.steps, lambda step: step.part):
        lines += ["", f"### {part}", "", "| step | seconds | at the most | | |", "|---|---:|---:|---|---|"]
        lines += [_row(step) for step in steps]
    return "\n".join(lines) + "\n"


def _chapter(title: str, steps: list[Step]) -> Iterator[str]:
    if not steps:
        return
    yield from ("", f"## {title}", "")
    for step in steps:
        why = step.said or (f"It took {step.seconds:.1f} s." if step.verdict == "late" else "")
        first, *others = why.replace("```", "'''").split("\n")
        yield f"- **{step.part}: {step.name}** ({_SIGNS[step.verdict]}). {first}".rstrip()
        if others:
            yield from ("", "  ```text", *(f"  {line}" for line in others), "  ```", "")


def _row(step: Step) -> str:
    most = "" if step.objective is None else str(step.objective)
    said = step.said.partition("\n")[0].replace("|", "\\|")
    return f"| {step.name} | {step.seconds:.1f} | {most} | {_SIGNS[step.verdict]} | {said} |"
