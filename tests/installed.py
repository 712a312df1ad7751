"""What some tests need besides Python: without it they are skipped, or fail where it was promised to be there."""

import os

import pytest


def missing(reason: str, variable: str) -> None:
    """Skip the test for `reason`; fail where the environment sets `variable` to 1, as CI does."""
    if os.environ.get(variable) == "1":
        pytest.fail(reason)
    pytest.skip(reason)
