"""The function of the distribution, really run, over all kinds of addresses."""

from collections.abc import Iterator

import pytest

from .edge_function import EdgeFunction
from .stacks import MADE

pytestmark = pytest.mark.proves("fake")


@pytest.fixture(scope="module")
def function() -> Iterator[EdgeFunction]:
    with EdgeFunction(MADE["edge"]["Resources"]["Addresses"]["Properties"]["FunctionCode"]) as made:
        yield made


@pytest.mark.parametrize(
    ("uri", "key"),
    [
        ("/", "/index.html"),
        ("/it/", "/it/index.html"),
        ("/incidents/2026-11-24-groups/", "/incidents/2026-11-24-groups/index.html"),
        ("/caf%C3%A9/", "/caf%C3%A9/index.html"),
        ("/index.html", "/index.html"),
        ("/live.json", "/live.json"),
        ("/history.atom", "/history.atom"),
        ("/assets/style.0123abcd.css", "/assets/style.0123abcd.css"),
        ("/errors/503.html", "/errors/503.html"),
        ("/it%2F", "/it%2Findex.html"),
        ("/100%/", "/100%/index.html"),
        ("/_publisher/", "/_publisher/index.html"),
        ("//", "//index.html"),
    ],
)
def test_an_address_that_ends_in_a_slash_is_the_index_of_a_folder_and_others_stay(
    function: EdgeFunction, uri: str, key: str
) -> None:
    assert function(uri)["uri"] == key


@pytest.mark.parametrize(
    ("uri", "query", "location"),
    [
        ("/it", "", "/it/"),
        ("/incidents/2026-11-24-groups", "", "/incidents/2026-11-24-groups/"),
        ("/incidents/v1.2-is-slow", "", "/incidents/v1.2-is-slow/"),
        ("/incidents/1.2", "", "/incidents/1.2/"),
        ("/history", "q=e%26mail&q=b&all", "/history/?q=e%26mail&q=b&all"),
        ("/caf%C3%A9", "", "/caf%C3%A9/"),
        ("/%2Fevil.example%2Fx", "", "/%2Fevil.example%2Fx/"),
        ("/a%0d%0aset-cookie:b", "", "/a%0d%0aset-cookie:b/"),
    ],
)
def test_a_folder_without_its_slash_is_sent_to_it_with_all_that_was_asked(
    function: EdgeFunction, uri: str, query: str, location: str
) -> None:
    answer = function(uri, query)

    assert (answer["statusCode"], answer["headers"]["location"]) == (301, {"value": location})


@pytest.mark.parametrize(
    "uri", ["//evil.example/x", "//evil", "/\\evil", "///evil", "/\\/evil"], ids=lambda uri: repr(uri)
)
def test_nobody_is_sent_to_another_host(function: EdgeFunction, uri: str) -> None:
    assert function(uri)["uri"] == uri, "it goes to the bucket, where nothing is called so"


@pytest.mark.parametrize(
    "uri",
    [
        *("/_publish", "/_publish/", "/_publish/manifest.json", "//_publish/manifest.json"),
        *("/%5Fpublish/manifest.json", "/_publish%2Fmanifest.json", "/_%70ublish/", "/%2F_publish/manifest.json"),
    ],
)
def test_what_publish_keeps_for_itself_is_not_there(function: EdgeFunction, uri: str) -> None:
    assert function(uri)["uri"] == "/_"


def test_a_malformed_address_does_no_harm(function: EdgeFunction) -> None:
    assert function("/%E0%A4%A.html")["uri"] == "/%E0%A4%A.html"
