"""What a build says of itself to whoever publishes it."""

import json
from pathlib import Path
from typing import Any

from plainstatus.model.incident import Incident
from plainstatus.publish.build_folder import read_build
from plainstatus.site.build_record import build_record

from ..timeline.building import incident, maintenance, said, window
from .built import built
from .in_memory import site_of

NOW = "2026-11-24 12:00"
COMPONENTS = "components:\n  - {id: api, name: API}\n"
OUTAGE = """\
---
title: Errors
components: {api: partial_outage}
---

## Investigating - 2026-11-24 10:05 UTC

We look into it.
"""


def record(*incidents: Incident, languages: tuple[str, ...] = ("en",)) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(build_record(site_of(*incidents, now=NOW, languages=languages)))
    return said


def test_a_build_says_whose_site_it_is_and_as_of_when() -> None:
    said = record()

    assert (said["version"], said["url"], said["audience"], said["built_at"]) == (
        1,
        "https://status.example/",
        "public",
        "2026-11-24T12:00:00Z",
    )


def test_what_is_open_is_named_with_its_page_and_nothing_else() -> None:
    going_on = incident(said("2026-11-24 10:00", "investigating"), id="going-on")
    over = incident(said("2026-11-24 10:00", "investigating"), said("2026-11-24 11:00", "resolved"), id="over")
    disks = maintenance(
        said("2026-11-20 10:00", "scheduled"), window=window("2026-12-01 22:00", "2026-12-02 00:00"), id="disks"
    )

    assert record(going_on, over, disks)["open"] == {"going-on": "incidents/going-on/index.html"}


def test_each_language_has_its_front_page_its_feeds_and_what_is_live() -> None:
    assert record(languages=("en", "it"))["whole"] == [
        "404.html",
        "index.html",
        "history.atom",
        "history.rss",
        "live.json",
        "it/index.html",
        "it/history.atom",
        "it/history.rss",
        "it/live.json",
    ]


def test_every_file_that_the_record_names_is_in_a_build(tmp_path: Path) -> None:
    folder = built(tmp_path, now=NOW, components=COMPONENTS, incidents={"errors": OUTAGE}, languages=["en", "it"])

    build = read_build(folder)

    said = json.loads((folder / "build.json").read_bytes())
    assert {*said["whole"], *said["open"].values()} <= build.files.keys()
    assert build.open == {"errors": "incidents/errors/index.html"}
