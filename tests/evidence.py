"""What a test of AWS rests on, since nothing here ever meets AWS itself: `@pytest.mark.proves("moto")`.

The run ends with how many passed tests rest on what.
"""

from collections import Counter

import pytest

#: What a test may rest on → what it shows, and so what it does not.
LEVELS = {
    "moto": "moto's HTTP server answers as AWS does, where it is known to be faithful",
    "model": "requests are as botocore's description of the service asks",
    "stub": "answers are prepared here; the code does the right thing with them",
    "fake": "a small server that acts on our reading of the manual",
    "lint": "templates are as CloudFormation's own description asks",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a level that is not in the list, and keep the right ones where the report finds them."""
    for item in items:
        for mark in item.iter_markers("proves"):
            if not mark.args or not LEVELS.keys() >= set(mark.args):
                raise pytest.UsageError(f"{item.nodeid}: proves{mark.args} is none of {', '.join(LEVELS)}")
            item.user_properties += [("proves", level) for level in mark.args]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the counts; nothing where no such test ran."""
    passed = [report for report in terminalreporter.getreports("passed") if report.when == "call"]
    counts = Counter(level for report in passed for name, level in report.user_properties if name == "proves")
    if not counts:
        return
    terminalreporter.section("evidence about AWS")
    for level in filter(counts.__contains__, LEVELS):
        terminalreporter.line(f"{counts[level]:5}  {level:<6} {LEVELS[level]}")
