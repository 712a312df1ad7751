"""The site's own colours: `plainstatus.site.brand`."""

import re

import pytest

from plainstatus.look import theme_folder
from plainstatus.model.settings import Settings
from plainstatus.site.brand import contrast, faint_colours, stylesheet


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        # The two ends, and greys and colours whose ratios are commonly published for WCAG.
        ("#000000", "#ffffff", 21.0),
        ("#fff", "#fff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#949494", "#ffffff", 3.03),
        ("#959595", "#ffffff", 3.00),
        ("#595959", "#ffffff", 7.00),
        ("#333333", "#000000", 1.66),
        ("#ff0000", "#ffffff", 4.00),
        ("#00ff00", "#ffffff", 1.37),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_three_digits_are_six() -> None:
    assert contrast("#06c", "#fff") == contrast("#0066CC", "#FFFFFF")


def test_a_faint_accent_is_told_with_what_it_would_need() -> None:
    assert faint_colours(Settings(accent="#ffd700", accent_dark="#1a1a2e")) == [
        "colors.accent #ffd700 has a contrast of 1.4 to 1 on #ffffff; it needs 3 to be seen",
        "colors.accent_dark #1a1a2e has a contrast of 1.1 to 1 on #121211; it needs 3 to be seen",
    ]


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(accent="#949494"),
        Settings(accent="#0b5d66", accent_dark="#5cc3ce"),
        Settings(accent="rebeccapurple"),
    ],
)
def test_an_accent_that_stands_out_or_cannot_be_measured_is_no_fault(settings: Settings) -> None:
    assert faint_colours(settings) == []


def test_an_accent_is_one_line_of_css_for_each_scheme() -> None:
    assert stylesheet(Settings(accent="#0b5d66", accent_dark="#5cc3ce")) == (
        ":root { --accent: #0b5d66; }\n@media (prefers-color-scheme: dark) { :root { --accent: #5cc3ce; } }\n"
    )
    assert stylesheet(Settings(accent="#456")).count("#456") == 2
    assert stylesheet(Settings()) == ""


def test_contrast_is_measured_on_the_paper_of_the_stylesheet() -> None:
    style = (theme_folder() / "assets" / "style.css").read_text("utf-8")
    papers = re.findall(r"--paper:\s*(#\w+)", style)

    assert {
        fault.split(" on ")[1].split(";")[0] for fault in faint_colours(Settings(accent="#fff", accent_dark="#000"))
    } <= set(papers)
