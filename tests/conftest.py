import pytest

pytest.register_assert_rewrite("tests.browser")

from .browser import browser, served, visits  # noqa: E402 - after its asserts are made to explain themselves

__all__ = ["browser", "served", "visits"]
