"""Coming, by all three ways."""

from dataclasses import replace
from typing import Any

import pytest

from plainstatus.model.subscriber import Subscriber, Wishes
from plainstatus.notify.channels.channel import NotDeliveredError, UnclearError
from plainstatus.signup.limits import Limit
from plainstatus.signup.links import Links
from plainstatus.signup.tokens import Keys

from .house import ADA, NOW, URL, Ask, House


def subscribed(ask: Ask, house: House, **form: Any) -> None:
    """Go the whole way of somebody who fills in the form."""
    assert ask.post(f"{URL}subscribe", {**ADA, **form}).status == 200
    page = ask.get(house.link)
    assert ask.press(page, f"{URL}confirm").status == 200


def test_who_confirms_is_kept_with_all_that_they_chose(ask: Ask, house: House) -> None:
    subscribed(
        ask,
        house,
        kinds=["incident", "maintenance"],
        components=["platform", "website"],
        language="it",
        zone="Asia/Tokyo",
    )

    (kept,) = house.all()

    assert kept == Subscriber(
        kept.id,
        "mail",
        "ada@example.com",
        Wishes(("platform", "website")),
        language="it",
        zone="Asia/Tokyo",
        since=NOW,
        source="sign-up",
        consent="confirmed by link 2026-11-25 12:00 UTC, form in it",
    )


def test_nothing_is_kept_before_the_button_is_pressed(ask: Ask, house: House) -> None:
    ask.post(f"{URL}subscribe", ADA)
    ask.get(house.link)
    ask.head(house.link)

    assert house.all() == []
    assert not house.file.exists()


def test_the_mail_speaks_the_language_that_was_chosen_and_goes_to_nobody_else(ask: Ask, house: House) -> None:
    ask.post(f"{URL}subscribe", {**ADA, "language": "it"})

    (mail,) = house.mails
    assert mail["To"] == "ada@example.com"
    assert mail["From"] == "Otter status <status@status.otter.example>"
    assert mail["Subject"] == "Conferma: messaggi da Otter status"
    assert mail["Content-Language"] == "it"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_known_address_and_an_unknown_one_get_the_same_answer_and_the_same_mail(ask: Ask, house: House) -> None:
    unknown = ask.post(f"{URL}subscribe", ADA)
    ask.press(ask.get(house.link), f"{URL}confirm")
    assert len(house.all()) == 1

    known = ask.post(f"{URL}subscribe", ADA)

    assert (known.status, known.text) == (unknown.status, unknown.text)
    first, second = house.mails
    assert first.as_bytes() == second.as_bytes()


def test_the_store_is_not_even_asked_before_the_button_is_pressed(ask: Ask, house: House) -> None:
    """So there is no time to be measured that could tell of it."""
    house.change(store=None)

    assert ask.post(f"{URL}subscribe", ADA).status == 200
    assert ask.get(house.link).status == 200


def test_asking_again_soon_makes_the_same_mail_and_later_another_one(ask: Ask, house: House) -> None:
    ask.post(f"{URL}subscribe", ADA)
    house.later(minutes=14)
    ask.post(f"{URL}subscribe", ADA)
    house.later(minutes=2)
    ask.post(f"{URL}subscribe", ADA)

    first, second, third = (mail["Message-ID"] for mail in house.mails)
    assert first == second != third


def test_a_program_that_fills_in_everything_gets_the_same_answer_and_no_mail(ask: Ask, house: House) -> None:
    wanted = ask.post(f"{URL}subscribe", ADA)
    house.mails.clear()

    answer = ask.post(f"{URL}subscribe", {**ADA, "subject": "https://spam.example/"})

    assert (answer.status, answer.text) == (wanted.status, wanted.text)
    assert house.mails == []


def test_one_address_gets_three_mails_in_an_hour_and_nobody_learns_of_it(ask: Ask, house: House) -> None:
    answers = [ask.post(f"{URL}subscribe", {**ADA, "address": address}) for address in ["ada@example.com"] * 4]
    assert len(house.mails) == 3
    assert len({(answer.status, answer.text) for answer in answers}) == 1

    for same in ("ADA@Example.COM", "ada+status@example.com", "ada+1+2@example.com"):
        ask.post(f"{URL}subscribe", {**ADA, "address": same})
    assert len(house.mails) == 3

    house.later(hours=1)
    ask.post(f"{URL}subscribe", ADA)
    assert len(house.mails) == 4


def test_one_network_asks_twenty_times_in_an_hour(ask: Ask, house: House) -> None:
    def asked(number: int, client: str) -> int:
        return ask.post(f"{URL}subscribe", {**ADA, "address": f"a{number}@example.com"}, client=client).status

    assert [asked(number, f"192.0.2.{number}") for number in range(20)] == [200] * 20
    refused = ask.post(f"{URL}subscribe", ADA, client="192.0.2.99")
    assert (refused.status, refused.headers["retry-after"]) == (429, "3600")
    assert asked(21, "198.51.100.1") == 200
    assert asked(22, "2001:db8::1") == 200


def test_however_many_ask_only_so_many_mails_are_sent(ask: Ask, house: House) -> None:
    usual = house.office.limits
    house.change(limits=replace(usual, all=Limit(1, 3600, lambda: 0)))

    answers = [ask.post(f"{URL}subscribe", {**ADA, "address": f"a{number}@example.com"}) for number in range(2)]

    assert answers[0].text == answers[1].text
    assert len(house.mails) == 1
    assert house.said == ["mail: no more than 2000 are sent in an hour: somebody asks for more"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"address": "nobody"}, "This is no e-mail address that a message can be sent to."),
        ({"address": "ada@example.com\r\nBcc: all@example.com"}, "This is no e-mail address"),
        ({"address": "=?utf-8?q?a=0D=0ABcc=3A_b=40c.example?=@example.com"}, "This is no e-mail address"),
        ({"kinds": ""}, "Tick at least one."),
        ({"zone": "Europe/Rom"}, "There is no such time zone. Did you mean Europe/Rome?"),
        ({"zone": "Mars"}, "There is no such time zone. Write it as in Europe/Rome, or leave it empty."),
        ({"components": "gone"}, "None of these is there any more. Please choose again."),
        ({"address": "nobody", "page": "it"}, "Non è un indirizzo e-mail a cui si possa scrivere."),
        ({"kinds": "", "page": "it"}, "Scegline almeno uno."),
    ],
)
def test_a_fault_is_told_in_the_language_of_the_page_and_the_form_stays_filled_in(
    ask: Ask, house: House, form: dict[str, str], said: str
) -> None:
    answer = ask.post(f"{URL}subscribe", {**ADA, **form})

    assert answer.status == 422
    assert said in answer.text
    assert f'lang="{form.get("page", "en")}"' in answer.text
    assert 'value="incident" checked' in answer.text or "kinds" in form
    assert house.mails == []


def test_a_component_that_has_gone_since_the_page_was_made_is_no_fault_beside_others(ask: Ask, house: House) -> None:
    subscribed(ask, house, components=["gone", "api"])

    assert [each.wishes.components for each in house.all()] == [("api",)]


def test_somebody_may_hear_of_one_incident_alone(ask: Ask, house: House) -> None:
    form = {"address": "ada@example.com", "incident": "2026-11-24-api", "page": "it"}
    ask.post(f"{URL}subscribe", form)
    page = ask.get(house.link, languages="it")

    assert "Riguarderanno un solo incidente." in page.text
    ask.press(page, f"{URL}confirm")
    assert [each.wishes for each in house.all()] == [Wishes(incident="2026-11-24-api")]


def test_one_incident_takes_nothing_from_who_hears_of_more(ask: Ask, house: House) -> None:
    subscribed(ask, house, components=["api"])
    before = house.all()
    ask.post(f"{URL}subscribe", {"address": "ada@example.com", "incident": "2026-11-24-api"})

    answer = ask.press(ask.get(house.link), f"{URL}confirm")

    assert "about more than one incident. Nothing was changed." in answer.text
    assert house.all() == before


def test_who_comes_back_keeps_their_id_and_what_an_operator_granted(ask: Ask, house: House) -> None:
    house.store.save(Subscriber("a1", "mail", "ada@example.com", audience="internal", state="left", why="by hand"))

    subscribed(ask, house)

    (kept,) = house.all()
    assert (kept.id, kept.audience, kept.state, kept.why, kept.since) == ("a1", "internal", "active", "", NOW)


def test_no_reader_of_a_list_decides_for_all(ask: Ask, house: House) -> None:
    team = house.store.save(Subscriber("t1", "mail", "ada@example.com", Wishes(("web",)), is_list=True))
    ask.post(f"{URL}subscribe", ADA)

    answer = ask.press(ask.get(house.link), f"{URL}confirm")

    assert "mailto:help@otter.example" in answer.text
    assert house.all() == [team]


def test_who_confirms_twice_is_there_once(ask: Ask, house: House) -> None:
    subscribed(ask, house)
    (before,) = house.all()
    house.later(hours=1)
    ask.press(ask.get(house.link), f"{URL}confirm")

    assert house.all() == [replace(before, consent="confirmed by link 2026-11-25 13:00 UTC, form in en")]


def test_a_mail_server_that_is_away_is_told_of_and_the_log_names_no_address(ask: Ask, house: House) -> None:
    house.fault = NotDeliveredError("mail.example: it cannot take <ada@example.com> now")

    answer = ask.post(f"{URL}subscribe", ADA)

    assert (answer.status, answer.headers["retry-after"]) == (503, "300")
    assert house.said == ["mail: mail.example: it cannot take <…> now"]


@pytest.mark.parametrize("fault", [NotDeliveredError("no such mailbox", lasting=True), UnclearError("it broke off")])
def test_whether_a_mailbox_takes_mail_is_told_to_nobody(ask: Ask, house: House, fault: Exception) -> None:
    wanted = ask.post(f"{URL}subscribe", ADA)
    house.fault = fault

    answer = ask.post(f"{URL}subscribe", ADA)

    assert (answer.status, answer.text) == (wanted.status, wanted.text)
    assert house.said == [f"mail: {fault}"]


def test_a_link_counts_for_a_day(ask: Ask, house: House) -> None:
    ask.post(f"{URL}subscribe", ADA)
    page = ask.get(house.link)
    house.later(hours=24)

    answer = ask.press(page, f"{URL}confirm")

    assert answer.status == 410
    assert "Please ask for a new one." in answer.text
    assert house.all() == []


def test_a_link_that_was_changed_counts_for_nothing(ask: Ask, house: House) -> None:
    ask.post(f"{URL}subscribe", ADA)
    token = ask.get(house.link).hidden("t")

    answers = [
        ask.post(f"{URL}confirm", {"t": changed})
        for changed in (token[:-1], token[1:], f"x{token}", token.replace(".", ""), "", "." * 9, f"{token}=")
    ]

    assert {answer.status for answer in answers} == {400}
    assert house.all() == []


def test_a_link_for_one_thing_counts_for_no_other(ask: Ask, house: House) -> None:
    subscribed(ask, house)
    before = house.all()
    links = house.office.links
    tokens = {
        link.partition("?t=")[2]
        for link in (house.link, links.manage("ada@example.com", NOW), links.leave("ada@example.com"))
    }
    confirming, managing, leaving = (house.link, links.manage("ada@example.com", NOW), links.leave("ada@example.com"))
    for page, right in (("confirm", confirming), ("manage", managing), ("erase", managing)):
        for token in tokens - {right.partition("?t=")[2]}:
            assert ask.post(f"{URL}{page}", {**ADA, "t": token}).status == 400
    for token in tokens - {leaving.partition("?t=")[2]}:
        assert ask.post(f"{URL}unsubscribe?t={token}", {"List-Unsubscribe": "One-Click"}).status == 400

    assert house.all() == before


def test_links_of_the_old_key_count_until_it_is_gone(ask: Ask, house: House) -> None:
    ask.post(f"{URL}subscribe", ADA)
    page, old = ask.get(house.link), house.office.links.keys.current
    new = b"n" * 32

    house.change(links=Links(URL, Keys(new)))
    assert ask.press(page, f"{URL}confirm").status == 400
    house.change(links=Links(URL, Keys(new, old)))
    assert ask.press(page, f"{URL}confirm").status == 200

    ask.post(f"{URL}subscribe", ADA)
    house.change(links=Links(URL, Keys(new)))
    assert ask.get(house.link).status == 200


def test_a_store_that_is_away_is_told_of(ask: Ask, house: House) -> None:
    ask.post(f"{URL}subscribe", ADA)
    page = ask.get(house.link)
    house.file.write_text("no file of subscribers, and longer than a hundred bytes, as such a file is " * 9)

    answer = ask.press(page, f"{URL}confirm")

    assert answer.status == 503
    assert len(house.said) == 1
    assert house.said[0].startswith("subscribers: ")
    assert "ada@" not in house.said[0]


def test_a_host_of_letters_beyond_ascii_is_written_as_mail_knows_it(ask: Ask, house: House) -> None:
    subscribed(ask, house, address="ada@bücher.example")

    assert [each.address for each in house.all()] == ["ada@xn--bcher-kva.example"]


def test_too_many_components_by_name_are_asked_to_be_fewer(house: House) -> None:
    from plainstatus.signup.reading import MOST_COMPONENTS, read_form
    from plainstatus.site.signup_form import Choice, ChoiceGroup

    many = tuple(Choice(f"c{number}", f"C {number}") for number in range(MOST_COMPONENTS + 1))
    large = replace(house.office.look.place, offered={"en": (ChoiceGroup("", "", many),)})
    fields = {"address": ["ada@example.com"], "kinds": ["incident"], "components": [each.id for each in many]}

    faults = read_form(fields, large, house.office.look.words("en")).faults

    assert faults == {"components": "Tick at most 60, or whole groups, or none for all."}
