"""Many mails over one connection: `plainstatus.notify.channels.smtp`."""

from collections.abc import Iterator

import pytest

from plainstatus.model.channel import SmtpChannel
from plainstatus.notify.channels.channel import Answer, NotDeliveredError, Parcel, UnclearError, sent_in_turn
from plainstatus.notify.channels.smtp import Smtp

from .pipelining import Peer, pipelining

READERS = [f"reader{number}@list.example" for number in range(1, 6)]


def parcels(*addresses: str) -> list[Parcel]:
    return [
        Parcel(each, str(at), "key", f"To: {each}\r\n\r\n.\r\n..two\r\n".encode()) for at, each in enumerate(addresses)
    ]


def sent(peer: Peer, *addresses: str, timeout: float = 5) -> list[str]:
    """What became of a mail to each of `addresses`."""
    smtp = Smtp(SmtpChannel("mail", "127.0.0.1", "status@otter.example", (), port=peer.port, tls="none"), {}, timeout)
    told = [_told(answer) for answer in sent_in_turn(smtp, parcels(*addresses))]
    smtp.close()
    return told


def _told(answer: Answer) -> str:
    if isinstance(answer, str):
        return answer
    return "unclear" if isinstance(answer, UnclearError) else "refused" if answer.lasting else "later"


@pytest.mark.parametrize("offers", [True, False])
def test_every_mail_arrives_as_it_was_written(offers: bool) -> None:
    with pipelining(Peer(offers=offers)) as peer:
        assert sent(peer, *READERS) == ["taken"] * 5

    assert peer.received == [(each.address, each.data) for each in parcels(*READERS)]
    assert peer.sessions == 1


def test_an_envelope_travels_with_the_text_before_it() -> None:
    """The server answers nothing before it has the whole of what can be sent without an answer."""
    with pipelining(Peer(insists=True, last=5)) as peer:
        assert sent(peer, *READERS) == ["taken"] * 5


def test_a_server_that_did_not_offer_it_gets_one_command_at_a_time() -> None:
    asked: list[str] = []

    def watched() -> Iterator[Parcel]:
        for each in parcels(*READERS):
            asked.append(each.address)
            yield each

    with pipelining(Peer(offers=False, insists=True)) as peer:
        smtp = Smtp(SmtpChannel("mail", "127.0.0.1", "a@b.example", (), port=peer.port, tls="none"), {}, 0.2)
        first = next(sent_in_turn(smtp, watched()))
        smtp.close()

    assert isinstance(first, NotDeliveredError)
    assert asked == READERS[:1]
    assert [command.partition(":")[0] for command in peer.commands] == ["ehlo b.example", "MAIL FROM"]


@pytest.mark.parametrize("waits_for_text", [True, False])
@pytest.mark.parametrize("offers", [True, False])
@pytest.mark.parametrize(("answer", "told"), [("550 nobody", "refused"), ("451 later", "later")])
def test_who_is_refused_keeps_nothing_from_the_others(
    answer: str, told: str, offers: bool, waits_for_text: bool
) -> None:
    refused = dict.fromkeys(READERS[1:3], answer)
    with pipelining(Peer(refused=refused, offers=offers, waits_for_text=waits_for_text)) as peer:
        assert sent(peer, *READERS) == ["taken", told, told, "taken", "taken"]

    assert [reader for reader, _ in peer.received] == [READERS[0], *READERS[3:]]
    assert peer.sessions == 1


def test_a_text_that_is_refused_was_not_delivered_and_the_next_one_is() -> None:
    with pipelining(Peer(texts={2: "554 looks like spam", 3: "452 full"})) as peer:
        assert sent(peer, *READERS) == ["taken", "refused", "later", "taken", "taken"]


def test_a_connection_that_breaks_after_a_text_leaves_that_one_in_doubt_and_no_other() -> None:
    with pipelining(Peer(texts={2: "", 4: ""})) as peer:
        assert sent(peer, *READERS) == ["taken", "unclear", "taken", "unclear", "taken"]

    assert [reader for reader, _ in peer.received] == READERS
    assert peer.sessions == 3


@pytest.mark.parametrize("answer", ["nonsense", "199 what", "354 more"])
def test_an_answer_to_a_text_that_says_nothing_leaves_it_in_doubt(answer: str) -> None:
    with pipelining(Peer(texts={1: answer})) as peer:
        assert sent(peer, *READERS[:2]) == ["unclear", "taken"]


def test_a_server_that_has_had_enough_is_asked_on_a_new_connection() -> None:
    with pipelining(Peer(refused={READERS[1]: "421 enough for today"}, texts={2: "421 closing"})) as peer:
        assert sent(peer, *READERS) == ["taken", "later", "later", "taken", "taken"]

    # The one that is refused so is tried on a connection of its own.
    assert peer.sessions == 4
    assert [reader for reader, _ in peer.received] == [READERS[0], *READERS[2:]]


def test_a_server_that_takes_few_mails_on_a_connection_gets_them_all() -> None:
    with pipelining(Peer(most=2)) as peer:
        assert sent(peer, *READERS) == ["taken"] * 5

    assert peer.sessions == 3
    assert [reader for reader, _ in peer.received] == READERS


def test_what_nobody_asked_for_was_not_sent() -> None:
    """One mail after the one that is being sent is asked for, and no more."""
    asked: list[str] = []

    def until_three() -> Iterator[Parcel]:
        for each in parcels(*READERS):
            asked.append(each.address)
            yield each

    with pipelining(Peer()) as peer:
        smtp = Smtp(SmtpChannel("mail", "127.0.0.1", "a@b.example", (), port=peer.port, tls="none"), {})
        answers = sent_in_turn(smtp, until_three())
        for number in range(1, 4):
            assert next(answers) == "taken"
            assert (len(asked), len(peer.received)) == (number + 1, number)
        smtp.close()

    assert [reader for reader, _ in peer.received] == READERS[:3]
