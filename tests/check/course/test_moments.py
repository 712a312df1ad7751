"""How times are told in what `check` finds: as the files of the site have them."""

from datetime import UTC, datetime

import pytest

from plainstatus.check.course.moments import told
from plainstatus.model.component import Catalog
from plainstatus.model.settings import Settings
from plainstatus.timeline.timeline import timeline_of


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        (datetime(2026, 11, 24, 14, 5, tzinfo=UTC), "UTC", "2026-11-24 14:05 UTC"),
        (datetime(2026, 11, 24, 14, 5, tzinfo=UTC), "Europe/Rome", "2026-11-24 15:05 Europe/Rome"),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "Europe/Rome", "2026-11-25 00:30 Europe/Rome"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Rome", "2026-10-25 01:30 UTC"),
    ],
)
def test_a_moment_is_told_in_the_zone_of_the_site_as_a_field_may_hold_it(
    moment: datetime, zone: str, words: str
) -> None:
    assert told(moment, timeline_of(Catalog({}), (), Settings(timezone=zone), moment)) == words
