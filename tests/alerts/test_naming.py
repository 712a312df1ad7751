"""Which components the names in an alert stand for."""

import pytest

from plainstatus.alerts.alert import Trouble
from plainstatus.alerts.naming import components_of
from plainstatus.model.component import Catalog, Component

COMPONENTS = (
    Component("api", {"": "Mail API"}, aliases=("rest gateway",), regions=("eu-south-1",), external_id="p-77"),
    Component("web", {"en": "Web mail", "it": "Posta web"}, regions=("eu-south-1",)),
    Component("push-eu", {"": "Push"}, regions=("eu-west-1",)),
    Component("push-us", {"": "Push"}, regions=("us-east-1",)),
    Component("fax", {"": "Fax"}, retired=True),
)
CATALOG = Catalog({each.id: each for each in COMPONENTS}, ungrouped=("api", "web", "push-eu", "push-us"))


def found(*names: str, regions: tuple[str, ...] = (), status: str = "partial_outage") -> list[str]:
    return list(components_of([Trouble(names, status, regions)], CATALOG))


@pytest.mark.parametrize("name", ["api", "API", "mail_api", "Mail  API", "mail-api", "Rest-Gateway", "P-77"])
def test_a_component_is_named_by_its_id_name_alias_or_external_id(name):
    assert found(name) == ["api"]


def test_a_component_is_named_in_any_language():
    assert found("posta-web") == ["web"]


def test_the_first_name_that_is_one_counts_alone():
    assert found("unheard-of", "web", "api") == ["web"]


def test_a_whole_name_counts_before_one_among_words():
    assert found("prod-api-5xx", "web") == ["web"]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("prod-api-5xx", ["api"]),
        ("Errors of the REST gateway", ["api"]),
        ("capital-webinar", []),
        ("AWS/ApiGateway", []),
        ("web mail and api", ["web"]),
    ],
)
def test_the_longest_name_among_the_words_counts(name, ids):
    assert found(name) == ids


def test_where_several_have_the_name_the_region_tells():
    assert found("Push") == ["push-eu", "push-us"]
    assert found("Push", regions=("us-east-1",)) == ["push-us"]
    assert found("Push", regions=("mars",)) == ["push-eu", "push-us"]


def test_a_region_alone_counts_where_it_has_one_component():
    assert found("unheard-of", regions=("eu-west-1",)) == ["push-eu"]
    assert found("unheard-of", regions=("eu-south-1",)) == []


def test_what_is_retired_is_named_by_nothing():
    assert found("fax") == []


def test_the_worst_status_counts_in_the_order_of_the_page():
    troubles = [
        Trouble(("web",), "degraded_performance"),
        Trouble(("api",), "degraded_performance"),
        Trouble(("mail-api",), "partial_outage"),
    ]

    assert components_of(troubles, CATALOG) == {"api": "partial_outage", "web": "degraded_performance"}


@pytest.mark.parametrize("name", ["", "-", "—", "x" * 1_000, "a-" * 500])
def test_strange_names_are_nobody_s(name):
    assert found(name) == []
