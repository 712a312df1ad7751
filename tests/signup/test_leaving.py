"""Choosing anew, leaving and being forgotten, by all three ways."""

import re
from dataclasses import replace

import pytest

from plainstatus.model.subscriber import Subscriber, Wishes
from plainstatus.signup.links import leave_link

from .house import ADA, NOW, URL, Ask, House

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
BOTH = Subscriber("a1", "mail", "ada@example.com", Wishes(("api",)), since=NOW)


def leaving(house: House, address: str = "ada@example.com") -> str:
    return house.office.links.leave(address)


def managing(house: House, address: str = "ada@example.com") -> str:
    return house.office.links.manage(address, house.now)


def test_one_click_of_a_mail_program_is_enough(ask: Ask, house: House) -> None:
    house.store.save(BOTH)

    answer = ask.post(leaving(house), ONE_CLICK)

    assert answer.status == 200
    assert not {"location", "set-cookie"} & answer.headers.keys()
    assert [(each.state, each.why) for each in house.all()] == [("left", "by the link in a message")]


def test_a_mail_program_may_send_its_click_in_parts(ask: Ask, house: House) -> None:
    house.store.save(BOTH)
    body = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'

    assert ask.post(leaving(house), body, "multipart/form-data; boundary=x").status == 200
    assert [each.state for each in house.all()] == ["left"]


@pytest.mark.parametrize(
    "body",
    [
        b"--x\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 1000,
        b"--x\r\nContent-Disposition: " + b"(" * 16_000 + b"\r\n\r\n--x--\r\n",
        b"--x\r\nContent-Disposition: form-data" + b"; a=b" * 6_000 + b"\r\n\r\n--x--\r\n",
        b"--x\r\n" * 5_000,
    ],
)
def test_parts_that_are_nested_or_endless_are_refused_like_any_other(ask: Ask, house: House, body: bytes) -> None:
    house.store.save(BOTH)

    assert ask.post(leaving(house), body, "multipart/form-data; boundary=x").status == 400
    assert [each.state for each in house.all()] == ["active"]


@pytest.mark.parametrize("given", ["", "; boundary=", '; boundary="x', "; boundary=" + "x" * 71])
def test_parts_without_a_boundary_are_refused(ask: Ask, house: House, given: str) -> None:
    assert ask.post(leaving(house), b"--x", f"multipart/form-data{given}").status == 400


def test_the_answer_to_one_click_is_the_same_for_whoever_it_is(ask: Ask, house: House) -> None:
    def answer() -> tuple[int, str]:
        made = ask.post(leaving(house), ONE_CLICK, languages="it")
        return made.status, made.text

    unknown = answer()
    house.store.save(BOTH)
    active, gone = answer(), answer()
    house.store.set_state("a1", "bounced")

    assert unknown == active == gone == answer()
    assert [each.state for each in house.all()] == ["bounced"]


def test_a_link_to_leave_counts_for_ever(ask: Ask, house: House) -> None:
    house.store.save(BOTH)
    link = leaving(house)
    house.later(days=3650)

    assert ask.post(link, ONE_CLICK).status == 200
    assert [each.state for each in house.all()] == ["left"]


def test_a_reader_leaves_by_the_button_of_the_page(ask: Ask, house: House) -> None:
    house.store.save(replace(BOTH, language="it"))
    page = ask.get(leaving(house))
    (action,) = re.findall(r'action="([^"]+)"', page.text)

    answer = ask.post(action, {name: page.hidden(name) for name in ("List-Unsubscribe", "page")})

    assert "Non arriveranno altri messaggi." in answer.text
    assert [each.state for each in house.all()] == ["left"]


@pytest.mark.parametrize("form", [{}, {"List-Unsubscribe": "no"}, {"unsubscribe": "One-Click"}])
def test_another_post_to_the_link_changes_nothing(ask: Ask, house: House, form: dict[str, str]) -> None:
    house.store.save(BOTH)

    assert ask.post(leaving(house), form or b"x=").status == 400
    assert house.all() == [BOTH]


def test_programs_that_follow_every_link_change_nothing(ask: Ask, house: House) -> None:
    house.store.save(BOTH)
    ask.post(f"{URL}subscribe", {**ADA, "components": "web"})
    waiting, seen = [house.link, leaving(house), managing(house), URL], set()
    while waiting:
        link = waiting.pop()
        if link.partition("?")[0] in seen:
            continue
        seen.add(link.partition("?")[0])
        page = ask.get(link)
        ask.head(link)
        waiting += [*page.links(""), *re.findall(rf'action="({URL}[^"]*)"', page.text)]

    assert len(seen) >= 6
    assert house.all() == [BOTH]
    assert len(house.mails) == 1


def test_no_reader_of_a_list_leaves_for_all(ask: Ask, house: House) -> None:
    team = house.store.save(Subscriber("t1", "mail", "team@example.com", is_list=True))

    answers = [
        ask.get(leaving(house, "team@example.com")),
        ask.post(leaving(house, "team@example.com"), ONE_CLICK),
        ask.get(managing(house, "team@example.com")),
    ]

    for answer in answers:
        assert "Please ask whoever runs the list." in answer.text
        assert "mailto:help@otter.example" in answer.text
    assert house.all() == [team]


def test_a_mail_to_a_list_has_no_link_to_leave_nor_has_any_without_a_sign_up(house: House) -> None:
    links = house.office.links

    assert leave_link(links)(BOTH) == leaving(house)
    assert leave_link(links)(Subscriber("t1", "mail", "team@example.com", is_list=True)) is None
    assert leave_link(links)(Subscriber("s1", "sms", "+390511234567")) is None
    assert leave_link(None)(BOTH) is None


def test_who_chooses_anew_is_asked_what_they_chose_before(ask: Ask, house: House) -> None:
    house.store.save(BOTH)
    page = ask.get(managing(house))

    assert 'value="api" checked' in page.text
    assert 'value="web" checked' not in page.text
    assert "ada@example.com" not in page.text
    assert "a…@example.com" in page.text

    form = {"t": page.hidden("t"), "kinds": "maintenance", "components": ["web"], "language": "it", "zone": ""}
    answer = ask.post(f"{URL}manage", form)

    assert "Le tue scelte sono salvate." in answer.text
    (kept,) = house.all()
    assert (kept.wishes, kept.language, kept.since) == (Wishes(("web",), ("maintenance",)), "it", NOW)


def test_a_fault_in_new_choices_changes_nothing(ask: Ask, house: House) -> None:
    house.store.save(BOTH)
    token = ask.get(managing(house)).hidden("t")

    answer = ask.post(f"{URL}manage", {"t": token, "components": "web", "zone": "Mars"})

    assert answer.status == 422
    assert "Nothing was changed." in answer.text
    assert 'value="web" checked' in answer.text
    assert house.all() == [BOTH]


def test_who_had_left_hears_again_by_choosing_anew(ask: Ask, house: House) -> None:
    house.store.save(BOTH)
    left = ask.post(leaving(house), ONE_CLICK)
    house.later(hours=2)
    page = ask.get(left.links("manage")[0])

    ask.post(f"{URL}manage", {"t": page.hidden("t"), "kinds": "incident"})

    assert [(each.state, each.since) for each in house.all()] == [("active", house.now)]


def test_who_is_forgotten_leaves_no_trace(ask: Ask, house: House) -> None:
    house.store.save(BOTH)
    page = ask.get(managing(house))

    assert ask.post(f"{URL}erase", {"t": page.hidden("t")}).status == 200

    assert house.all() == []
    house.store.close()
    assert b"ada@" not in house.file.read_bytes()
    assert "Nothing is known here of this address any more." in ask.get(managing(house)).text
    assert ask.post(f"{URL}manage", {"t": page.hidden("t"), "kinds": "incident"}).status == 200
    assert house.all() == []


def test_a_link_to_choose_anew_counts_for_a_day(ask: Ask, house: House) -> None:
    house.store.save(BOTH)
    link = managing(house)
    house.later(hours=24)

    assert ask.get(link).status == 410


def test_a_page_for_a_reader_is_in_the_language_that_they_chose(ask: Ask, house: House) -> None:
    house.store.save(Subscriber("a1", "mail", "ada@example.com", language="it"))

    for link in (leaving(house), managing(house)):
        assert '<html lang="it">' in ask.get(link, languages="en").text
