"""The state of a site for a person at a terminal. Colours only help: every state is said in words."""

from collections.abc import Iterator
from datetime import datetime

from rich.console import Console
from rich.text import Text

from plainstatus.commands.state import component_name
from plainstatus.model.length import in_short
from plainstatus.timeline.course import Course
from plainstatus.timeline.timeline import Timeline

_STYLES = {
    "operational": "green",
    "under_maintenance": "blue",
    "degraded_performance": "yellow",
    "partial_outage": "dark_orange",
    "major_outage": "bold red",
}
_OVERALL = {
    "operational": "All components are operational.",
    "under_maintenance": "Maintenance is under way.",
    "degraded_performance": "Some components are slower than usual.",
    "partial_outage": "Some components are partly out.",
    "major_outage": "Some components are out.",
}


def print_state(timeline: Timeline) -> None:
    """Print the state on standard output; in colour on a terminal, unless NO_COLOR says otherwise."""
    console = Console(highlight=False, soft_wrap=True, emoji=False, markup=False)
    for line in state_lines(timeline):
        console.print(line)


def state_lines(timeline: Timeline) -> Iterator[Text]:
    """The state, line by line."""
    settings = timeline.settings
    yield Text(f"{settings.name}, {_clock(timeline, timeline.now)}", style="bold")
    yield Text(_overall(timeline), style=_STYLES[timeline.overall])
    for title, courses, told in (
        ("Open incidents", timeline.open, _incident),
        ("Maintenance under way", timeline.under_way, _maintenance),
        ("Maintenance to come", _next_windows(timeline.coming), _maintenance),
        ("Notices", timeline.notices, _notice),
    ):
        if courses:
            yield Text()
            yield Text(title, style="bold")
            for course in courses:
                yield from told(timeline, course)
    yield Text()
    yield Text("Components", style="bold")
    names = {id: component_name(timeline, id) for id in timeline.components}
    width = max(map(len, names.values()), default=0)
    for id, status in timeline.components.items():
        yield Text(f"  {names[id]:{width}}  ").append(_spoken(status), style=_STYLES[status])


def _next_windows(coming: tuple[Course, ...]) -> list[Course]:
    """`coming` with the next window alone of each maintenance that repeats."""
    first: dict[str, Course] = {}
    for course in coming:
        first.setdefault(course.incident.path, course)
    return list(first.values())


def _overall(timeline: Timeline) -> str:
    if timeline.overall == "operational" and timeline.open:
        return "All components are operational, but an incident is open."
    return _OVERALL[timeline.overall]


def _incident(timeline: Timeline, course: Course) -> Iterator[Text]:
    age = in_short(timeline.now - timeline.started(course))
    yield Text(f"  {course.incident.title}  ").append(course.id, style="dim")
    yield Text(f"    {_spoken(timeline.state(course).status)}, for {age}, {timeline.impact(course)} impact")
    promised = timeline.next_update(course)
    if promised is None:
        yield Text("    No next update is promised.", style="yellow")
    elif timeline.overdue(course):
        late = in_short(timeline.now - promised)
        yield Text(
            f"    The next update is overdue by {late}: it was promised for {_clock(timeline, promised)}.", "red"
        )
    else:
        left = in_short(promised - timeline.now)
        yield Text(f"    The next update is due in {left}, at {_clock(timeline, promised)}.")
    recovery = timeline.expected_recovery(course)
    if isinstance(recovery, datetime):
        yield Text(f"    Service is expected back at {_clock(timeline, recovery)}.")


def _maintenance(timeline: Timeline, course: Course) -> Iterator[Text]:
    window = timeline.state(course).window
    yield Text(f"  {course.incident.title}  ").append(course.id, style="dim")
    if window is not None:
        yield Text(f"    {_clock(timeline, window.start)} to {_clock(timeline, window.end)}")
    names = ", ".join(component_name(timeline, id) for id in timeline.components_of(course))
    if names:
        yield Text(f"    {names}")


def _notice(timeline: Timeline, course: Course) -> Iterator[Text]:
    yield Text(f"  {course.incident.title}  ").append(course.id, style="dim")
    if course.incident.until is not None:
        yield Text(f"    until {_clock(timeline, course.incident.until)}")


def _clock(timeline: Timeline, moment: datetime) -> str:
    return f"{moment.astimezone(timeline.zone):%Y-%m-%d %H:%M} {timeline.settings.timezone}"


def _spoken(status: str) -> str:
    return status.replace("_", " ").capitalize()
