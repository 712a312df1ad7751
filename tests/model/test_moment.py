"""Moments as programs read them."""

from datetime import UTC, datetime

import pytest

from plainstatus.model.moment import rfc3339


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        ("2026-11-24 14:05", "2026-11-24T14:05:00Z"),
        ("2026-11-24 14:05:59.999999", "2026-11-24T14:05:59Z"),
        ("0900-01-02 03:04", "0900-01-02T03:04:00Z"),
    ],
)
def test_a_moment_for_machines_is_rfc_3339_to_the_second(moment: str, written: str) -> None:
    assert rfc3339(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == written
