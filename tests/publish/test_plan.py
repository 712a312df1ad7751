from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as some

from plainstatus.publish.plan import ABSENT, CHANGED, GRACE, NEW, Delete, Plan, Put, plan_of
from plainstatus.publish.served import Phase, served

from .folders import NOW
from .in_words import build, manifest, tag, tags

DAY = 86_400
PATHS = (
    "404.html",
    "a",
    "a/b",
    "assets/style.0123abcd.css",
    "assets/logo.svg",
    "errors/500.html",
    "feed.json",
    "history/index.html",
    "incidents/a/index.html",
    "incidents/b/index.html",
    "index.html",
    "it/index.html",
    "live.json",
)
words = some.sampled_from(["one", "two", "three"])
sites = some.dictionaries(some.sampled_from(PATHS), words).filter(lambda files: not {"a", "a/b"} <= files.keys())
moments = some.integers(NOW - 2 * DAY, NOW + DAY)
since = some.dictionaries(some.sampled_from(PATHS), moments)


def carried_out(plan: Plan, there: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """What a target holds after `plan`; it minds what is expected."""
    holds = dict(there)
    for delete in plan.in_the_way:
        assert delete.expect in (None, tag(holds[delete.path]))
        del holds[delete.path]
    for put in plan.puts:
        there_now = holds.get(put.path)
        assert put.expect is ABSENT if there_now is None else put.expect == tag(there_now)
        holds[put.path] = wanted[put.path]
    for delete in plan.deletes:
        assert delete.expect in (None, tag(holds[delete.path]))
        del holds[delete.path]
    return holds


@given(sites, sites, since)
def test_afterwards_a_target_holds_the_build_and_what_is_leaving(
    wanted: dict[str, str], old: dict[str, str], leaving: dict[str, int]
) -> None:
    leaving = {path: then for path, then in leaving.items() if path not in old and path not in wanted}
    there = {**old, **dict.fromkeys(leaving, "left")}

    plan = plan_of(build(wanted), manifest(old, leaving=leaving), None, NOW)

    assert carried_out(plan, there, wanted) == {**{path: there[path] for path in plan.leaving}, **wanted}
    assert wanted.keys() == plan.kept.keys() | {put.path for put in plan.puts}


@given(sites, sites, sites, since, some.sets(some.sampled_from(PATHS)))
def test_where_a_manifest_cannot_be_relied_on_the_target_itself_is_asked(
    wanted: dict[str, str], listed: dict[str, str], there: dict[str, str], leaving: dict[str, int], begun: set[str]
) -> None:
    """Whatever is there: strangers stay, all else is as the build wants it."""
    lost = begun & there.keys() - listed.keys() - leaving.keys()
    known = listed.keys() | leaving.keys() | lost
    remote = manifest(listed, leaving=leaving)

    plan = plan_of(build(wanted), remote, tags(there), NOW, lost=lost)
    holds = carried_out(plan, there, wanted)

    assert {path: holds[path] for path in wanted} == wanted
    assert holds.keys() - wanted.keys() == plan.leaving.keys() | (there.keys() - known - wanted.keys())
    assert all(holds[path] == words for path, words in there.items() if path not in wanted and path not in known)


@given(sites, sites)
def test_nothing_travels_that_is_there_already(wanted: dict[str, str], old: dict[str, str]) -> None:
    same = {path for path, words in wanted.items() if old.get(path) == words}

    by_manifest = plan_of(build(wanted), manifest(old), None, NOW)
    by_listing = plan_of(build(wanted), None, tags(old), NOW)

    for plan in (by_manifest, by_listing):
        assert {put.path for put in plan.puts} == wanted.keys() - same
        assert plan.kept.keys() == same


@given(sites, sites)
def test_what_is_needed_travels_before_what_needs_it(wanted: dict[str, str], old: dict[str, str]) -> None:
    plan = plan_of(build(wanted), manifest(old), None, NOW)
    rounds = [put for puts in plan.rounds() for put in puts]

    assert rounds == list(plan.puts)
    assert [put.phase for put in rounds] == sorted(served(put.path).phase for put in rounds)
    leaves = [put.why for put in rounds if put.phase is Phase.LEAVES]
    assert leaves == sorted(leaves, key=[NEW, CHANGED].index), "a page that is there links to none that is not"
    front = [put.path.endswith("live.json") for put in rounds if put.phase is Phase.FRONT]
    assert front == sorted(front), "nobody is sent to a front page that is not there yet"


@given(sites, sites, moments)
def test_a_second_publish_of_the_same_build_has_nothing_to_put(
    wanted: dict[str, str], old: dict[str, str], then: int
) -> None:
    first = plan_of(build(wanted), manifest(old), None, then)

    second = plan_of(build(wanted), manifest(wanted, leaving=first.leaving), None, then)

    assert second.puts == ()
    assert second.leaving == first.leaving


def test_each_put_says_what_it_expects_to_replace() -> None:
    plan = plan_of(
        build({"index.html": "new", "feed.json": "same", "404.html": "first"}),
        manifest({"index.html": "old", "feed.json": "same"}),
        None,
        NOW,
    )

    assert plan.puts == (
        Put(Phase.ERRORS, "404.html", 5, ABSENT, NEW),
        Put(Phase.FRONT, "index.html", 3, tag("old"), CHANGED),
    )


def test_an_object_with_another_kind_of_tag_is_put_once_more_where_the_manifest_cannot_be_relied_on() -> None:
    """A bucket that encrypts by KMS gives tags that are no digests; they are compared, and never computed."""
    remote = manifest({"index.html": "same"})
    of_kms = {"index.html": '"0f0f"'}

    assert plan_of(build({"index.html": "same"}), remote, of_kms, NOW).puts[0].expect == '"0f0f"'


def test_what_the_site_lets_go_of_stays_for_its_grace() -> None:
    remote = manifest({"index.html": "x", "incidents/a/index.html": "a", "assets/style.0123abcd.css": "s"})
    wanted = build({"index.html": "x"})

    plan = plan_of(wanted, remote, None, NOW)

    assert plan.leaving == {"incidents/a/index.html": NOW, "assets/style.0123abcd.css": NOW}
    assert (plan.deletes, plan.dropped) == ((), 2)
    assert plan_of(wanted, remote, None, NOW, at_once=True).deletes == (
        Delete("incidents/a/index.html", None),
        Delete("assets/style.0123abcd.css", None),
    )


def test_a_page_goes_after_minutes_and_a_style_after_a_day_and_never_before_the_page() -> None:
    leaving = {"assets/style.0123abcd.css": NOW, "incidents/a/index.html": NOW}
    remote = manifest({"index.html": "x"}, leaving=leaving)

    def deleted(seconds: int) -> list[str]:
        return [each.path for each in plan_of(build({"index.html": "x"}), remote, None, NOW + seconds).deletes]

    assert deleted(GRACE[Phase.LEAVES] - 1) == []
    assert deleted(GRACE[Phase.LEAVES]) == ["incidents/a/index.html"]
    assert deleted(GRACE[Phase.ASSETS]) == ["incidents/a/index.html", "assets/style.0123abcd.css"]


def test_a_clock_that_was_ahead_keeps_nothing_for_longer() -> None:
    remote = manifest({"index.html": "x"}, leaving={"incidents/a/index.html": NOW + 365 * DAY})

    plan = plan_of(build({"index.html": "x"}), remote, None, NOW)

    assert plan.leaving == {"incidents/a/index.html": NOW}


def test_a_page_that_comes_back_does_not_leave() -> None:
    remote = manifest({"index.html": "x"}, leaving={"incidents/a/index.html": NOW - DAY})

    plan = plan_of(build({"index.html": "x", "incidents/a/index.html": "a"}), remote, None, NOW)

    assert (plan.leaving, plan.deletes) == ({}, ())


def test_a_file_goes_first_where_a_folder_takes_its_place() -> None:
    remote = manifest({"a": "file", "b/c": "file", "b/d/e": "file"})

    plan = plan_of(build({"a/b": "file", "b": "file"}), remote, None, NOW)

    assert [delete.path for delete in plan.in_the_way] == ["a", "b/c", "b/d/e"]
    assert plan.leaving == {}


def test_what_a_broken_off_publish_made_leaves_where_it_is_not_wanted() -> None:
    there = {"index.html": "x", "incidents/z/index.html": "never to be said"}

    plan = plan_of(
        build({"index.html": "x"}), manifest({"index.html": "x"}), tags(there), NOW, lost=["incidents/z/index.html"]
    )

    assert plan.leaving == {"incidents/z/index.html": NOW}
