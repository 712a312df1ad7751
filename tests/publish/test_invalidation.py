import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainstatus.publish.invalidation import FEW, items_of


def test_a_page_is_forgotten_by_its_folder_and_by_its_name() -> None:
    assert items_of(["index.html", "incidents/a/index.html", "live.json"], "", None) == [
        "/",
        "/incidents/a/",
        "/incidents/a/index.html",
        "/index.html",
        "/live.json",
    ]


def test_a_prefix_stands_before_every_path() -> None:
    assert items_of(["index.html"], "status/", None) == ["/status/", "/status/index.html"]


def test_with_a_tag_all_are_forgotten_by_it() -> None:
    assert items_of(["index.html", "a.json"], "status/", "brightwater") == ["#brightwater"]


def test_many_paths_are_forgotten_at_once() -> None:
    some_paths = [f"{number}.json" for number in range(FEW)]

    assert len(items_of(some_paths, "", None)) == FEW
    assert items_of([*some_paths, "more.json"], "", None) == ["/*"]
    assert items_of([*some_paths, "more.json"], "status/", None) == ["/status/*"]


def test_a_star_in_a_name_is_no_pattern() -> None:
    assert items_of(["a*b.txt", "ä ö.txt"], "", None) == ["/a%2Ab.txt", "/%C3%A4%20%C3%B6.txt"]


@pytest.mark.proves("model")
@given(some.lists(some.text(some.characters(exclude_categories=["Cs", "Cc"]), min_size=1), min_size=1, max_size=20))
def test_every_item_is_one_that_cloudfront_takes(paths: list[str]) -> None:
    items = items_of(paths, "", None)

    assert 1 <= len(items) <= FEW
    assert all(re.fullmatch(r"/[A-Za-z0-9\-_.~!$&'()+,;=:@%/]*\*?", item) for item in items)
    assert all("*" not in item or item == "/*" for item in items)
