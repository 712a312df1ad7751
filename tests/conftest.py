import pytest

pytest.register_assert_rewrite("tests.browser", "tests.aws.strict")

from .aws.server import aws, aws_server  # noqa: E402 - after asserts are made to explain themselves
from .browser import browser, served, visits  # noqa: E402
from .corpus import corpus  # noqa: E402
from .evidence import pytest_collection_modifyitems, pytest_terminal_summary  # noqa: E402

__all__ = [
    "aws",
    "aws_server",
    "browser",
    "corpus",
    "pytest_collection_modifyitems",
    "pytest_terminal_summary",
    "served",
    "visits",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--refresh-golden` writes the kept outputs of the golden tests anew."""
    parser.addoption("--refresh-golden", action="store_true", help="write the kept outputs of sites anew")
