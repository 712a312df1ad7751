"""Sending in shards: `plainstatus.notify.mailing`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from plainstatus.model.subscriber import Subscriber, Wishes
from plainstatus.notify.channels.channel import Answer, NotDeliveredError, Parcel, UnclearError
from plainstatus.notify.ledger.directory import LedgerInDirectory
from plainstatus.notify.ledger.ledger import Entry, LedgerFault
from plainstatus.notify.mailing import shard as shards
from plainstatus.notify.mailing.journal import Journal
from plainstatus.notify.pace import Pace
from plainstatus.subscribers.store import StoreFault, shard_of

from .people import Office, Receiver, Store, mailing, office, people, person

GONE = NotDeliveredError("550 nobody of that name", lasting=True)
LATER = NotDeliveredError("451 later")
LOST = UnclearError("it broke off")


@pytest.fixture
def batches_of_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "BATCH", 10)


def test_everybody_who_wishes_for_it_hears_once(tmp_path: Path) -> None:
    others = [person(number, wishes=Wishes(("web",))) for number in range(5000, 5050)]
    gone = [person(number, state="left") for number in range(6000, 6010)]
    inside = [person(number, audience="internal") for number in range(7000, 7010)]
    here = office(tmp_path, [*people(300), *others, *gone, *inside])

    (outcome,) = here.send()

    assert Counter(here.receiver.ids()) == Counter(each.id for each in people(300))
    assert (outcome.result, outcome.sent, outcome.unclear, outcome.left) == ("done", 300, 0, 0)


def test_what_all_have_heard_costs_later_runs_one_look(tmp_path: Path) -> None:
    here = office(tmp_path, people(40))
    here.send()

    entry = here.ledger.get(mailing().key)
    assert entry is not None
    assert entry.state == "sent"
    (again,) = here.send()
    assert (again.result, again.sent) == ("done", 0)
    assert len(here.receiver.heard) == 40


def test_the_ledger_grows_with_shards_and_not_with_subscribers(tmp_path: Path) -> None:
    here = office(tmp_path, people(2000))
    here.send()

    names = [path for path in (tmp_path / "ledger").rglob("*.json")]
    assert len(names) <= 64 * 4
    assert sum(path.stat().st_size for path in names) < 64 * 4 * 4000
    kept = b"".join(path.read_bytes() for path in names)
    assert b"@" not in kept


@pytest.mark.usefixtures("batches_of_ten")
def test_a_shard_is_held_for_longer_with_every_batch(tmp_path: Path) -> None:
    """Sending takes longer than one lease, and no other run can come in between."""
    here = office(tmp_path, people(100, 0))

    def slow(parcels: Iterator[Parcel]) -> Iterator[Answer]:
        for parcel in parcels:
            here.wait(1)
            rival = Office(here.store, here.ledger, Receiver(), now=here.now)
            assert [each.result for each in rival.send()] == ["elsewhere"]
            here.receiver.heard.append((parcel.key, parcel.id))
            yield "taken"

    here.receiver.send_each = slow  # type: ignore[assignment, method-assign]
    (outcome,) = here.send()

    assert (outcome.result, outcome.sent) == ("done", 100)


@pytest.mark.usefixtures("batches_of_ten")
def test_a_run_that_was_killed_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    here = office(tmp_path, people(100, 0))

    class Killed(BaseException):
        pass

    def die(parcels: Iterator[Parcel]) -> Iterator[Answer]:
        for parcel in parcels:
            if len(here.receiver.heard) == 34:
                raise Killed
            here.receiver.heard.append((parcel.key, parcel.id))
            yield "taken"

    here.receiver.send_each = die  # type: ignore[assignment, method-assign]
    with pytest.raises(Killed):
        here.send()
    rival = Office(here.store, here.ledger, Receiver(), now=here.now)
    assert [each.result for each in rival.send()] == ["elsewhere"]

    rival.wait(10)
    (outcome,) = rival.send()

    in_flight = [each.id for each in people(100, 0)[30:40]]
    assert (outcome.result, outcome.sent, outcome.unclear) == ("unclear", 60, 10)
    assert rival.journals()[0].unclear == tuple(in_flight)
    assert [*here.receiver.ids()[:30], *rival.receiver.ids()] == [
        each.id for each in people(100, 0) if each.id not in in_flight
    ]


@pytest.mark.usefixtures("batches_of_ten")
def test_of_whom_nobody_can_tell_is_asked_for_by_a_person_alone(tmp_path: Path) -> None:
    here = office(tmp_path, people(30, 0))
    first, second = (each.id for each in people(2, 0))
    here.receiver.answers = {first: [LOST], second: [LOST]}

    assert [(each.result, each.sent, each.unclear) for each in here.send()] == [("unclear", 28, 2)]
    assert [(each.result, each.sent, each.unclear) for each in here.send()] == [("unclear", 0, 2)]
    assert [(each.result, each.sent, each.unclear) for each in here.send(retry=True)] == [("done", 2, 0)]
    assert here.receiver.repeated == [first, second]
    assert [(each.result, each.sent) for each in here.send()] == [("done", 0)]


def test_a_receiver_that_knows_what_it_has_is_sent_it_again(tmp_path: Path) -> None:
    here = office(tmp_path, people(5, 0), receiver=Receiver(holds_unclear=False))
    first = people(1, 0)[0].id
    here.receiver.answers = {first: [LOST]}

    assert [(each.result, each.left, each.unclear) for each in here.send()] == [("left", 1, 0)]
    assert [(each.result, each.sent) for each in here.send()] == [("done", 1)]
    assert here.receiver.repeated == [first]


def test_who_cannot_be_reached_for_now_is_tried_by_the_next_run(tmp_path: Path) -> None:
    here = office(tmp_path, people(30, 0))
    late = people(3, 0)[2].id
    here.receiver.answers = {late: [LATER, LATER]}

    assert [(each.result, each.sent, each.left, each.reason) for each in here.send()] == [("left", 29, 1, "451 later")]
    assert [(each.result, each.sent) for each in here.send()] == [("left", 0)]
    assert [(each.result, each.sent) for each in here.send()] == [("done", 1)]
    assert here.receiver.ids()[-1] == late


def test_who_is_refused_for_good_is_told_of_and_not_tried_again(tmp_path: Path) -> None:
    here = office(tmp_path, people(10, 0))
    gone = people(4, 0)[3]
    here.receiver.answers = {gone.id: [GONE]}
    told: list[tuple[Subscriber, str]] = []

    (outcome,) = here.send(refused=lambda who, fault: told.append((who, str(fault))))

    assert (outcome.result, outcome.sent, outcome.refused) == ("done", 9, 1)
    assert told == [(gone, "550 nobody of that name")]
    assert here.send()[0].sent == 0


def test_an_address_that_no_mail_can_go_to_keeps_nothing_from_the_others(tmp_path: Path) -> None:
    broken = replace(people(2, 0)[1], address="a@b.example>\r\nBcc: x@y.example")
    here = office(tmp_path, [*people(5, 0), broken])

    (outcome,) = here.send()

    assert (outcome.result, outcome.sent, outcome.refused) == ("done", 4, 1)
    assert outcome.reason == "an address is written so that nothing can be sent to it"
    assert broken.id not in here.receiver.ids()


def test_whoever_left_since_is_not_tried_again(tmp_path: Path) -> None:
    here = office(tmp_path, people(5, 0))
    late = people(1, 0)[0].id
    here.receiver.answers = {late: [LATER]}
    here.send()
    here.store.set_state(late, "left")

    assert [(each.result, each.sent) for each in here.send()] == [("done", 0)]


def test_a_later_update_never_arrives_before_one_that_failed_for_now(tmp_path: Path) -> None:
    here = office(tmp_path, people(20, 0))
    late = people(2, 0)[1].id
    here.receiver.answers = {late: [LATER, "taken", "taken"]}
    first, second = mailing("late/1"), mailing("late/2")

    outcomes = here.send(first, second)

    assert [(each.sent, each.left) for each in outcomes] == [(19, 1), (19, 1)]
    assert [each.sent for each in here.send(first, second)] == [1, 1]
    assert [key for key, id in here.receiver.heard if id == late] == ["late/1", "late/2"]
    assert Counter(here.receiver.heard) == Counter(
        (key, each.id) for key in ("late/1", "late/2") for each in people(20, 0)
    )


def test_a_shard_that_another_run_is_at_waits_with_all_that_follows(tmp_path: Path) -> None:
    here = office(tmp_path, people(40))
    at_work = shard_of(people(1)[0].id)
    first, second = mailing("late/1"), mailing("late/2")
    here.ledger.claim(first.key_of(at_work), "another", here.now, timedelta(minutes=10))

    assert [each.result for each in here.send(first, second)] == ["elsewhere", "waits"]
    assert not [id for _, id in here.receiver.heard if shard_of(id) == at_work]


def test_a_receiver_that_takes_nothing_is_left_in_peace(tmp_path: Path) -> None:
    here = office(tmp_path, people(300, 0, 1))
    here.receiver.answers = {each.id: [LATER] * 50 for each in people(300, 0, 1)}

    (outcome,) = here.send()

    assert (outcome.result, outcome.sent) == ("left", 0)
    tries = sum(50 - len(left) for left in here.receiver.answers.values())
    assert tries == shards.PATIENCE * 4
    assert here.slept == [1.0, 5.0, 20.0]
    assert here.receiver.opened == here.receiver.closed == 4

    here.receiver.answers = {}
    assert [(each.result, each.sent) for each in here.send()] == [("done", 300)]
    assert set(Counter(here.receiver.ids()).values()) == {1}


def test_a_shard_with_too_much_left_goes_no_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MOST_LEFT", 30)
    everybody = people(200, 0)
    here = office(tmp_path, everybody)
    here.receiver.answers = {each.id: [LATER] for each in everybody[::2]}

    (outcome,) = here.send()

    assert (outcome.result, outcome.left) == ("left", 30)
    while here.send()[0].result != "done":
        pass
    assert Counter(here.receiver.ids()) == Counter(each.id for each in everybody)


def test_a_run_that_is_asked_to_end_leaves_nothing_in_doubt(tmp_path: Path) -> None:
    here = office(tmp_path, people(200, 0, 1, 2))

    (outcome,) = here.send(is_over=lambda: len(here.receiver.heard) >= 70)

    assert (outcome.result, outcome.sent, outcome.unclear) == ("left", 70, 0)
    assert [(each.result, each.sent) for each in here.send()] == [("done", 130)]


class Failing(LedgerInDirectory):
    """A ledger that cannot be written for the given times, counted from 1."""

    def __init__(self, folder: Path, *times: int) -> None:
        super().__init__(folder)
        self.times, self.writes = times, 0

    def _write(self, entry: Entry, before: Entry | None) -> Entry | None:
        self.writes += 1
        if self.writes in self.times:
            raise LedgerFault("out of reach")
        return super()._write(entry, before)


@pytest.mark.usefixtures("batches_of_ten")
@pytest.mark.parametrize("number", range(1, 8))
def test_a_ledger_that_is_out_of_reach_for_once_costs_a_batch_at_the_most(tmp_path: Path, number: int) -> None:
    here = office(tmp_path, people(50, 0))
    whole, here.ledger = here.ledger, Failing(tmp_path / "ledger", number)
    with pytest.raises(LedgerFault, match="out of reach"):
        here.send()

    here.ledger = whole
    here.wait(10)
    (outcome,) = here.send()

    assert set(Counter(here.receiver.ids()).values()) == {1}
    assert len(here.receiver.heard) + outcome.unclear >= 50
    assert outcome.unclear in ((0,) if number < 3 else (10,))


def test_a_store_that_breaks_off_leaves_nothing_in_doubt(tmp_path: Path) -> None:
    class Breaking(Store):
        def shard(self, *args: object, **kinds: object) -> Iterator[Subscriber]:
            for number, each in enumerate(super().shard(*args, **kinds)):  # type: ignore[arg-type]
                if number == 70:
                    raise StoreFault("the disk is gone")
                yield each

    here = office(tmp_path, people(100, 0))
    whole, here.store = here.store, Breaking(here.store.all.values())
    with pytest.raises(StoreFault, match="the disk is gone"):
        here.send()
    assert here.journals()[0] == Journal(after=people(50, 0)[-1].id, sent=50)

    here.store = whole
    assert [(each.result, each.sent) for each in here.send()] == [("done", 50)]


def test_many_workers_and_several_runs_share_the_shards(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    here = office(tmp_path, people(1000), parallel=4)

    with ThreadPoolExecutor(3) as pool:
        outcomes = list(pool.map(lambda _: here.send(), range(3)))

    assert Counter(here.receiver.ids()) == Counter(each.id for each in people(1000))
    assert sum(outcome.sent for (outcome,) in outcomes) == 1000


def test_nobody_sends_faster_than_the_pace(tmp_path: Path) -> None:
    here = office(tmp_path, people(10, 0))
    seconds = [0.0]

    def sleep(time: float) -> None:
        here.slept.append(time)
        seconds[0] += time

    here.send(pace=Pace(4, lambda: seconds[0], sleep))

    assert len(here.receiver.heard) == 10
    assert sum(here.slept) == pytest.approx(9 / 4)
