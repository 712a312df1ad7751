import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what the test of chaos counted."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "chaos" and report.when == "call":
                terminalreporter.section("chaos")
                terminalreporter.line(str(value))
