"""Where subscribers are kept, in `mkdocs.yml`: `plainstatus.reading.subscriber_places`."""

from pathlib import Path

import pytest

from plainstatus.model.settings import Settings
from plainstatus.model.subscriber_place import SesListPlace, SqlitePlace

from .test_channels import read


@pytest.mark.parametrize(
    ("written", "place", "shown"),
    [
        ("{sqlite: ../people.db}", SqlitePlace("../people.db"), "../people.db"),
        ("{ses_list: parcels}", SesListPlace("parcels"), "ses:parcels"),
        (
            "{ses_list: parcels, region: eu-south-1, topics: incidents-}",
            SesListPlace("parcels", "eu-south-1", "incidents-"),
            "ses:parcels",
        ),
    ],
)
def test_subscribers_are_in_a_file_or_in_a_list_of_ses(tmp_path: Path, written: str, place: object, shown: str) -> None:
    settings, faults = read(tmp_path, f"subscribers: {written}")

    assert faults == []
    assert (settings.subscribers, settings.subscribers.place) == (place, shown)


def test_a_site_that_says_nothing_has_a_file_beside_the_ledger() -> None:
    assert Settings().subscribers == SqlitePlace(".plainstatus/subscribers.db")


@pytest.mark.parametrize(
    "written", ["{sqlite: a.db, ses_list: b}", "{sqlite: a.db, region: eu-west-1}", "{region: eu-west-1}"]
)
def test_two_places_or_none_are_a_fault(tmp_path: Path, written: str) -> None:
    _, (fault,) = read(tmp_path, f"subscribers: {written}")

    assert fault == (
        "5:19: error: subscribers are kept in one place\n"
        "    Write either `sqlite`, or `ses_list` with its `region` and `topics`."
    )


def test_a_field_that_is_not_known_is_told_with_the_nearest(tmp_path: Path) -> None:
    _, (fault,) = read(tmp_path, "subscribers: {sqllite: a.db}")

    assert fault.endswith("“sqllite” is not a field of `subscribers`\n    Did you mean `sqlite`?")
