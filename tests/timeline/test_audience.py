from dataclasses import replace

import pytest

from plainstatus.model.component import Catalog, Component, Group
from plainstatus.model.settings import Settings
from plainstatus.timeline.audience import for_audience

from .building import incident, said

PUBLIC = Settings()
INTERNAL = Settings(audience="internal")

CATALOG = Catalog(
    {
        "api": Component("api", {"": "API"}, group="platform"),
        "queue": Component("queue", {"": "Queue"}, group="platform", audience="internal"),
        "vault": Component("vault", {"": "Vault"}, group="back", audience="internal"),
        "ledger": Component("ledger", {"": "Ledger"}, group="secret"),
        "web": Component("web", {"": "Web"}),
        "old": Component("old", {"": "Old"}, retired=True),
        "older": Component("older", {"": "Older"}, retired=True, audience="internal"),
    },
    (
        Group("platform", {"": "Platform"}, ("api", "queue")),
        Group("back", {"": "Back office"}, ("vault",)),
        Group("secret", {"": "Secret"}, ("ledger",), audience="internal"),
        Group("empty", {"": "To come"}),
    ),
    ("web",),
)
OUTAGE = incident(
    said("2026-11-24 10:00", "investigating", {"queue": "major_outage"}),
    said("2026-11-24 11:00", "update", {"api": "degraded_performance", "older": "major_outage"}, audience="internal"),
    said("2026-11-24 12:00", "resolved", {"api": "degraded_performance", "queue": "operational"}),
    components={"api": "partial_outage", "vault": "major_outage", "old": "partial_outage"},
)


def test_the_public_sees_no_narrower_component_and_no_group_that_has_only_such():
    readable, _ = for_audience(CATALOG, (), PUBLIC)

    assert list(readable.components) == ["api", "web", "old"]
    assert [(group.id, group.components) for group in readable.groups] == [("platform", ("api",)), ("empty", ())]
    assert [component.id for component in readable.current] == ["api", "web"]


def test_a_narrower_group_takes_its_components_with_it():
    in_group_only = replace(CATALOG, components={**CATALOG.components, "ledger": Component("ledger", {"": "Ledger"})})

    assert "ledger" not in for_audience(CATALOG, (), PUBLIC)[0].components
    assert "ledger" not in for_audience(in_group_only, (), PUBLIC)[0].components


def test_a_component_does_not_name_a_group_that_vanished():
    orphan = Component("orphan", {"": "Orphan"}, group="back", retired=True)

    readable, _ = for_audience(replace(CATALOG, components={**CATALOG.components, "orphan": orphan}), (), PUBLIC)

    assert readable.components["orphan"].group is None


def test_a_narrower_update_and_the_hidden_components_of_the_others_vanish():
    _, (outage,) = for_audience(CATALOG, [OUTAGE], PUBLIC)

    assert outage.components == {"api": "partial_outage", "old": "partial_outage"}
    assert [(update.status, update.components) for update in outage.updates] == [
        ("investigating", {}),
        ("resolved", {"api": "degraded_performance"}),
    ]


def test_the_readers_it_was_written_for_see_everything():
    assert for_audience(CATALOG, [OUTAGE], INTERNAL) == (CATALOG, (OUTAGE,))


@pytest.mark.parametrize(
    "narrow",
    [
        replace(OUTAGE, audience="internal"),
        replace(OUTAGE, updates=OUTAGE.updates[1:2]),
        replace(OUTAGE, audience="partners"),
    ],
    ids=["of a narrower audience", "with narrower updates only", "of an audience this site does not know"],
)
def test_an_incident_of_which_nothing_is_left_vanishes(narrow):
    wide = replace(OUTAGE, id="wide")

    _, kept = for_audience(CATALOG, [narrow, wide], PUBLIC)

    assert [each.id for each in kept] == ["wide"]


def test_an_audience_reads_what_those_it_belongs_to_may_read():
    settings = Settings(audience="staff", audiences={"staff": ("partners",), "partners": ()})
    of_partners = replace(OUTAGE, audience="partners")

    _, kept = for_audience(CATALOG, [of_partners, replace(OUTAGE, id="other", audience="board")], settings)

    assert [each.id for each in kept] == [of_partners.id]
