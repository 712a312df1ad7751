"""Documents of an invented page, as the API v2 of Statuspage gives them out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PAGE = {
    "id": "p4g3q7zk9m2x",
    "name": "Lantern Post",
    "url": "https://status.lantern.example",
    "time_zone": "Europe/Rome",
    "updated_at": "2026-05-04T10:00:00.000+02:00",
}


def component(code: str, name: str, position: int, **more: Any) -> dict[str, Any]:
    return {
        "id": code,
        "name": name,
        "status": "operational",
        "created_at": "2025-01-01T00:00:00.000+01:00",
        "updated_at": "2025-01-01T00:00:00.000+01:00",
        "position": position,
        "description": None,
        "showcase": True,
        "start_date": None,
        "group_id": None,
        "page_id": PAGE["id"],
        "group": False,
        "only_show_if_degraded": False,
        **more,
    }


EUROPE, ASIA = "g1rp8k2xq5vt", "g2sq9l3yr6wz"
COMPONENTS = [
    component(EUROPE, "Europe", 1, group=True, showcase=False, components=["c1bfvt6m2hks", "c2cgwz7n3jlt"]),
    component("c1bfvt6m2hks", "API", 1, group_id=EUROPE, description="Letters & parcels", start_date="2025-02-03"),
    component("c3dhxb8p4kmv", "API", 1, group_id=ASIA),
    component(ASIA, "Asia", 2, group=True, showcase=False, components=["c3dhxb8p4kmv"]),
    component("c2cgwz7n3jlt", "Web", 2, group_id=EUROPE, showcase=False),
    component("c4fjzc9q5lnw", "Mail", 3),
]
_NAMES = {"c1bfvt6m2hks": "Europe - API", "c2cgwz7n3jlt": "Europe - Web", "c3dhxb8p4kmv": "Asia - API"}


def update(code: str, status: str, at: str, body: str, **affected: tuple[str, str]) -> dict[str, Any]:
    """`affected` maps the code of a component to what it was before and after."""
    listed = [
        {"code": each, "name": _NAMES.get(each, "Mail"), "old_status": old, "new_status": new}
        for each, (old, new) in affected.items()
    ]
    return {
        "id": code,
        "status": status,
        "body": body,
        "created_at": at,
        "updated_at": at,
        "display_at": at,
        "affected_components": listed or None,
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
    }


def incident(code: str, name: str, impact: str, components: list[str], *updates: dict[str, Any], **more: Any) -> Any:
    """An entry of a list; `updates` are oldest first."""
    return {
        "id": code,
        "name": name,
        "status": updates[-1]["status"],
        "created_at": updates[0]["created_at"],
        "updated_at": updates[-1]["updated_at"],
        "monitoring_at": None,
        "resolved_at": None,
        "impact": impact,
        "shortlink": f"https://stspg.example/{code}",
        "started_at": updates[0]["created_at"],
        "page_id": PAGE["id"],
        "incident_updates": [{**each, "incident_id": code} for each in reversed(updates)],
        "components": [each for each in COMPONENTS if each["id"] in components],
        "reminder_intervals": None,
        **more,
    }


_OK, _SLOW, _PART, _DOWN, _WORK = (
    "operational",
    "degraded_performance",
    "partial_outage",
    "major_outage",
    "under_maintenance",
)
API, WEB, ASIAN, MAIL = "c1bfvt6m2hks", "c2cgwz7n3jlt", "c3dhxb8p4kmv", "c4fjzc9q5lnw"

INCIDENTS = [
    incident(
        "n6sxthbnd2qz",
        "Post is late & lost",
        "major",
        [API, WEB],
        update("v1bcdfghjklm", "investigating", "2026-05-04T09:00:01.250+02:00", "We *look*.", **{API: (_OK, _PART)}),
        update("v2bcdfghjklm", "investigating", "2026-05-04T09:20:00.001+02:00", "Still.\r\n# not a heading"),
        update(
            "v3bcdfghjklm",
            "identified",
            "2026-05-04T09:40:00.000+02:00",
            'See <a href="https://lantern.example/a_b_c">our page</a>.<br /><br />Thanks.',
            **{API: (_PART, _SLOW), WEB: (_OK, _DOWN)},
        ),
    ),
    incident(
        "n5fthbcdfghj",
        "Mail waits",
        "critical",
        [MAIL],
        update("w1bcdfghjklm", "investigating", "2026-04-02T08:00:00.000+02:00", "It waits.", **{MAIL: (_OK, _SLOW)}),
        update(
            "w2bcdfghjklm", "monitoring", "2026-04-02T08:30:00.000+02:00", "1. It\n2. moves", **{MAIL: (_SLOW, _OK)}
        ),
        update("w3bcdfghjklm", "resolved", "2026-04-02T09:00:00.000+02:00", "It moved.", **{MAIL: (_OK, _OK)}),
        update("w4bcdfghjklm", "postmortem", "2026-04-05T09:00:00.000+02:00", "We had <x> & snake_case_names."),
    ),
    incident(
        "n4bcdfghjklm",
        "Nothing of note",
        "none",
        [],
        update("x1bcdfghjklm", "investigating", "2026-03-01T10:00:00.000+01:00", "Hm."),
        update("x2bcdfghjklm", "resolved", "2026-03-01T10:05:00.000+01:00", "False alarm."),
    ),
    incident(
        "n3bcdfghjklm",
        "Asia is away, twice",
        "critical",
        [ASIAN],
        update("y1bcdfghjklm", "investigating", "2026-02-01T10:00:00.000+01:00", "Away.", **{ASIAN: (_OK, _DOWN)}),
        update("y2bcdfghjklm", "resolved", "2026-02-01T11:00:00.000+01:00", "Back.", **{ASIAN: (_DOWN, _SLOW)}),
        update("y3bcdfghjklm", "investigating", "2026-02-01T12:00:00.000+01:00", "Away again."),
        update("y4bcdfghjklm", "resolved", "2026-02-01T13:00:00.000+01:00", "Back again.", **{ASIAN: (_SLOW, _OK)}),
    ),
    incident(
        "n2bcdfghjklm",
        "Told late",
        "minor",
        [WEB],
        update(
            "z1bcdfghjklm", "resolved", "2026-01-05T10:00:00.000+01:00", "It was slow since nine.", **{WEB: (_OK, _OK)}
        ),
        started_at="2026-01-05T09:00:00.000+01:00",
    ),
    incident(
        "n1bcdfghjklm",
        "An old outage",
        "major",
        [WEB],
        update("q1bcdfghjklm", "investigating", "2025-07-05T10:00:00.000+02:00", "Out."),
        update("q2bcdfghjklm", "resolved", "2025-07-05T10:30:00.000+02:00", "In."),
    ),
]

MAINTENANCES = [
    incident(
        "m2bcdfghjklm",
        "New racks",
        "maintenance",
        [API],
        update("k1bcdfghjklm", "scheduled", "2026-05-01T10:00:00.000+02:00", "We move racks.", **{API: (_OK, _OK)}),
        scheduled_for="2026-06-10T23:00:00.000+02:00",
        scheduled_until="2026-06-11T01:00:00.000+02:00",
    ),
    incident(
        "m1bcdfghjklm",
        "New cables",
        "maintenance",
        [MAIL],
        update("r1bcdfghjklm", "scheduled", "2026-03-10T10:00:00.000+01:00", "Soon.", **{MAIL: (_OK, _OK)}),
        update("r2bcdfghjklm", "in_progress", "2026-03-12T22:00:00.500+01:00", "Now.", **{MAIL: (_OK, _WORK)}),
        update("r3bcdfghjklm", "in_progress", "2026-03-12T22:30:00.000+01:00", "Half of it."),
        update("r4bcdfghjklm", "verifying", "2026-03-12T23:00:00.000+01:00", "Looking."),
        update("r5bcdfghjklm", "completed", "2026-03-12T23:20:00.000+01:00", "Done.", **{MAIL: (_WORK, _OK)}),
        scheduled_for="2026-03-12T22:00:00.000+01:00",
        scheduled_until="2026-03-12T23:30:00.000+01:00",
    ),
]


def documents() -> dict[str, Any]:
    """The documents of the page by the name of their file."""
    return {
        "components.json": {"page": PAGE, "components": COMPONENTS},
        "incidents.json": {"page": PAGE, "incidents": INCIDENTS},
        "scheduled-maintenances.json": {"page": PAGE, "scheduled_maintenances": MAINTENANCES},
    }


def write_page(folder: Path, files: Mapping[str, Any] | None = None) -> Path:
    """Write the documents into `folder`; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in (files or documents()).items():
        text = document if isinstance(document, str) else json.dumps(document)
        (folder / name).write_text(text, "utf-8")
    return folder
