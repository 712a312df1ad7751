"""Every update once, to everybody: `plainstatus.notify.plan` and `plainstatus.notify.sending`."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from plainstatus.model.incident import Incident
from plainstatus.notify.channels.channel import NotDeliveredError
from plainstatus.notify.ledger.directory import LedgerInDirectory
from plainstatus.notify.ledger.ledger import Entry, Key, Ledger, LedgerFault, State
from plainstatus.notify.plan import Plan
from plainstatus.notify.recipients import hash_of

from ..timeline.building import at, incident, said
from .desk import LATER, REFUSED, UNCLEAR, Desk, Listener, channel, desk

FIRST, SECOND = said("2026-11-24 14:05", "investigating"), said("2026-11-24 14:25", "identified")
ONE, BOTH = incident(FIRST), incident(FIRST, SECOND)
KEYS = ["outage/2026-11-24T14:05:00Z", "outage/2026-11-24T14:25:00Z"]
ANNA, BEN = "anna@list.example", "Ben <ben@list.example>"


def listener(desk: Desk, name: str = "mail") -> Listener:
    heard = desk.channels[name]
    assert isinstance(heard, Listener)
    return heard


def entry(desk: Desk, key: str, mailbox: str = "list@otter.example") -> Entry:
    found = desk.ledger.get(Key(key, "mail", hash_of(mailbox, "")))
    assert found is not None
    return found


def test_an_update_is_sent_once(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())

    assert here.notify(ONE) == ["sent"]
    assert here.notify(ONE) == []
    assert here.notify(BOTH) == ["sent"]
    assert listener(here).heard == [("list@otter.example", key) for key in KEYS]


def test_every_recipient_of_every_channel_gets_a_message(tmp_path: Path) -> None:
    here = desk(tmp_path, channel("mail", ANNA, BEN), channel("box"))

    assert here.notify(BOTH) == ["sent"] * 6
    assert listener(here).heard == [(who, key) for who in (ANNA, BEN) for key in KEYS]
    assert listener(here, "box").heard == [("list@otter.example", key) for key in KEYS]


def test_the_first_run_sends_nothing_of_what_is_there(tmp_path: Path) -> None:
    here = Desk(LedgerInDirectory(tmp_path), {}, desk(tmp_path / "other", channel()).settings)
    here.channels["mail"] = Listener(channel())

    plan = here.plan(ONE)
    assert ([each.updates for each in plan.beginnings], plan.deliveries) == ([1], [])
    here.carry_out(plan)
    assert here.notify(BOTH) == ["sent"]
    assert listener(here).heard == [("list@otter.example", KEYS[1])]


def test_a_new_recipient_is_told_of_what_comes_and_not_of_what_was(tmp_path: Path) -> None:
    here = desk(tmp_path, channel("mail", ANNA))
    here.notify(ONE)
    here.settings = replace(here.settings, channels=(channel("mail", ANNA, BEN),))

    assert here.notify(ONE) == []
    assert here.notify(BOTH) == ["sent", "sent"]
    assert listener(here).heard == [(ANNA, KEYS[0]), (ANNA, KEYS[1]), (BEN, KEYS[1])]


def test_a_longer_bound_brings_back_nothing_from_before_the_first_run(tmp_path: Path) -> None:
    old = incident(said("2026-11-01 10:00", "investigating"), id="old")
    here = Desk(LedgerInDirectory(tmp_path), {"mail": Listener(channel())}, desk(tmp_path / "x", channel()).settings)
    here.notify(old, ONE)
    here.settings = replace(here.settings, notify_within=at("2026-11-24 00:00") - at("2026-10-01 00:00"))

    assert here.notify(old, ONE) == []


def test_another_way_to_write_an_address_is_no_other_recipient(tmp_path: Path) -> None:
    here = desk(tmp_path, channel("mail", "Anna <anna@list.example>"))
    here.notify(ONE)
    here.settings = replace(here.settings, channels=(channel("mail", "ANNA@list.example"),))

    assert here.notify(BOTH) == ["sent"]


def test_no_address_is_in_the_ledger(tmp_path: Path) -> None:
    here = desk(tmp_path, channel("mail", ANNA, BEN))
    here.notify(BOTH)

    kept = b"".join(str(path).encode() + path.read_bytes() for path in (tmp_path / "ledger").rglob("*.json"))
    assert b"list.example" not in kept
    assert hash_of(ANNA, "").encode() in kept
    assert hash_of(ANNA, "a key") != hash_of(ANNA, "")


def test_no_address_is_in_the_ledger_though_a_server_repeats_it(tmp_path: Path) -> None:
    here = desk(tmp_path, channel("mail", ANNA, BEN))
    listener(here).troubles[ANNA] = [NotDeliveredError("550 <Anna@List.example>: nobody here")]

    here.notify(ONE)

    assert entry(here, KEYS[0], ANNA).detail == "550 <…>: nobody here"


def test_what_was_refused_is_tried_again_and_keeps_nothing_from_the_others(tmp_path: Path) -> None:
    here = desk(tmp_path, channel("mail", ANNA, BEN))
    listener(here).troubles[ANNA] = [REFUSED]

    assert here.notify(ONE) == ["failed", "sent"]
    assert (entry(here, KEYS[0], ANNA).state, entry(here, KEYS[0], ANNA).detail) == ("failed", "550 no")
    assert here.notify(ONE) == ["sent"]
    assert listener(here).heard == [(BEN, KEYS[0]), (ANNA, KEYS[0])]


def test_a_later_update_never_arrives_before_one_that_failed_for_now(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())
    listener(here).troubles["list@otter.example"] = [LATER]

    assert here.notify(BOTH) == ["failed", "waits"]
    assert here.notify(BOTH) == ["sent", "sent"]
    assert [key for _, key in listener(here).heard] == KEYS


def test_what_nobody_can_tell_is_held_and_told_again_until_somebody_asks_for_it(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())
    listener(here).troubles["list@otter.example"] = [UNCLEAR]

    assert here.notify(ONE) == ["unknown"]
    assert here.notify(ONE) == ["held"]
    assert listener(here).heard == [("list@otter.example", KEYS[0])]
    assert here.notify(ONE, retry=True) == ["sent"]
    assert here.notify(ONE) == []


def test_a_run_that_was_killed_leaves_mail_unknown_once_its_lease_has_ended(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())
    (delivery,) = here.plan(ONE).deliveries
    here.ledger.claim(delivery.key, "killed", here.now, at("2026-11-24 00:10") - at("2026-11-24 00:00"))

    assert (here.notify(ONE), len(here.plan(ONE).under_way)) == ([], 1)
    here.wait(10)
    assert here.notify(ONE) == ["held"]
    assert entry(here, KEYS[0]).state == "unknown"
    assert listener(here).heard == []


def test_a_channel_whose_receiver_knows_what_it_has_is_sent_again(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())
    listener(here).holds_unclear = False
    listener(here).troubles["list@otter.example"] = [UNCLEAR]

    assert (here.notify(ONE), here.notify(ONE)) == (["unknown"], ["sent"])


def test_two_runs_at_once_send_nothing_twice(tmp_path: Path) -> None:
    to = [f"list{number}@otter.example" for number in range(10)]
    here = desk(tmp_path, channel("mail", *to))
    plans = [here.plan(BOTH) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        outcomes = [outcome for told in pool.map(here.carry_out, plans) for outcome in told]

    assert sorted(listener(here).heard) == sorted((who, key) for who in to for key in KEYS)
    assert sorted({outcome.result for outcome in outcomes}) in (["elsewhere", "sent"], ["sent"])


class Failing(LedgerInDirectory):
    """A ledger that cannot be written from a given moment on."""

    def __init__(self, folder: Path, *states: State) -> None:
        super().__init__(folder)
        self.states = states

    def _write(self, entry: Entry, before: Entry | None) -> Entry | None:
        if entry.state in self.states:
            raise LedgerFault("out of reach")
        return super()._write(entry, before)


def test_what_was_sent_and_could_not_be_written_down_is_never_sent_again(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())
    whole: Ledger = here.ledger
    here.ledger = Failing(tmp_path / "ledger", "sent")

    (outcome,) = here.carry_out(here.plan(ONE))

    assert (outcome.result, outcome.detail) == ("unknown", "sent, but the ledger does not know it: out of reach")
    here.ledger = whole
    here.wait(10)
    assert here.notify(ONE) == ["held"]
    assert len(listener(here).heard) == 1


def test_nothing_is_sent_that_could_not_be_claimed(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())
    here.ledger = Failing(tmp_path / "ledger", "claimed")
    plan: Plan = here.plan(ONE)

    try:
        here.carry_out(plan)
    except LedgerFault:
        assert listener(here).heard == []
    else:
        raise AssertionError("the ledger was out of reach")


def test_an_update_that_came_too_late_is_not_sent(tmp_path: Path) -> None:
    here = desk(tmp_path, channel())
    here.wait(60 * 24)
    late: Incident = incident(FIRST)

    assert here.notify(late) == []
