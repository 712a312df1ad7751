"""The drawings: `plainstatus.site.strip`."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from plainstatus.model.status import COMPONENT_STATUSES
from plainstatus.site.strip import course_bar, days_strip

_DAY = st.sampled_from([None, *COMPONENT_STATUSES])


def drawn(svg: Markup) -> ElementTree.Element:
    """The drawing as XML, which is stricter than what a page needs."""
    return ElementTree.fromstring(svg)


def days_of(svg: Markup) -> list[str]:
    """The state of each day from the left, read back from the lines of the drawing: 3 wide, 1 apart."""
    found: dict[int, str] = {}
    for path in drawn(svg):
        for start, length in re.findall(r"M(\d+) [\d.]+h(\d+)", path.attrib["d"]):
            for day in range(int(start) // 4, (int(start) + int(length) + 1) // 4):
                assert day not in found
                found[day] = path.attrib["class"].removeprefix("is-")
    return [found[day] for day in range(len(found))]


@given(st.lists(_DAY, min_size=1, max_size=90))
def test_every_day_is_drawn_once_with_today_at_the_right(days: list[str | None]) -> None:
    svg = days_strip(days, "label")

    assert days_of(svg) == [day or "unknown" for day in days]
    assert drawn(svg).attrib["viewBox"] == f"0 0 {len(days) * 4 - 1} 24"


@given(st.lists(_DAY, max_size=90))
def test_there_is_one_path_for_each_state(days: list[str | None]) -> None:
    classes = [path.attrib["class"] for path in drawn(days_strip(days, "label"))]

    assert sorted(classes) == sorted({f"is-{day or 'unknown'}" for day in days})


def test_a_run_of_days_is_one_line() -> None:
    (path,) = drawn(days_strip(["operational"] * 90, "label"))

    assert path.attrib["d"] == "M0 19h359"


def test_a_heavier_state_stands_higher_and_every_bar_on_the_ground() -> None:
    heights = []
    for state in (None, *COMPONENT_STATUSES):
        (path,) = drawn(days_strip([state], "label"))
        height = float(path.attrib["stroke-width"])
        middle = float(re.findall(r"M0 ([\d.]+)h", path.attrib["d"])[0])
        assert middle + height / 2 == 24
        heights.append(height)

    assert heights == sorted(set(heights))
    assert heights[-1] == 24


def test_the_label_is_read_out_and_escaped() -> None:
    label = 'Café & "bar" <deck 2>'
    svg = drawn(days_strip(["operational"], label))

    assert (svg.attrib["role"], svg.attrib["aria-label"]) == ("img", label)


@pytest.mark.parametrize("svg", [days_strip(["operational", None], "x"), course_bar([(0, 1, "major_outage")])])
def test_no_style_stands_in_a_drawing(svg: Markup) -> None:
    """The content security policy would refuse it."""
    assert "style=" not in svg


def test_a_course_is_drawn_from_its_beginning_to_its_end() -> None:
    svg = drawn(course_bar([(0, 0.25, "partial_outage"), (0.25, 1, "degraded_performance")]))

    assert [(rect.attrib["class"], rect.attrib["x"], rect.attrib["width"]) for rect in svg] == [
        ("is-partial_outage", "0", "250"),
        ("is-degraded_performance", "250", "750"),
    ]
    assert svg.attrib["aria-hidden"] == "true"


def test_the_shortest_state_can_be_seen() -> None:
    (rect,) = drawn(course_bar([(0.5, 0.5001, "major_outage")]))

    assert rect.attrib["width"] == "4"
