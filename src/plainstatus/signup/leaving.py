"""Choosing anew, leaving, and being forgotten: for whoever has a link that was sent to them."""

from dataclasses import replace

from plainstatus.model.subscriber import Subscriber
from plainstatus.signup.asking import form, of_a_list
from plainstatus.signup.exchange import RefusedError, Request, Response, fields_of_form, fields_of_query, first
from plainstatus.signup.office import Office
from plainstatus.signup.reading import read_form
from plainstatus.site.signup_form import SignupForm

#: What a mail program sends (RFC 8058), and the button of our page too.
ONE_CLICK = ("List-Unsubscribe", "One-Click")


def show_leave(request: Request, office: Office) -> Response:
    """The button by which a reader leaves. Raises TokenFault."""
    token = first(fields_of_query(request), "t")
    address = office.links.address_in("leave", token, office.clock())
    subscriber = office.store.find("mail", address)
    language = _language(subscriber, request, office)
    if subscriber is not None and subscriber.is_list:
        return of_a_list(language, office)
    look, words = office.look, office.look.words(language)
    return look.page(
        "leave.html",
        language,
        action=f"{look.place.url}unsubscribe?t={token}",
        one_click=ONE_CLICK,
        title=words.text("Unsubscribe"),
        links=[(office.links.manage(address, office.clock()), words.text("Choose what you hear of instead"))],
    )


def leave(request: Request, office: Office) -> Response:
    """Take a reader off, at one click of a mail program or by our page. Raises TokenFault.

    The answer is the same for whoever it is.
    """
    fields = fields_of_form(request, in_parts=True)
    if first(fields, ONE_CLICK[0]) != ONE_CLICK[1]:
        raise RefusedError(400)
    address = office.links.address_in("leave", first(fields_of_query(request), "t"), office.clock())
    subscriber = office.store.find("mail", address)
    if subscriber is not None and subscriber.is_list:
        return of_a_list(_language(subscriber, request, office), office)
    if subscriber is not None and subscriber.state == "active":
        office.store.save(replace(subscriber, state="left", why="by the link in a message"))
    # Of whose language it is, the answer must not depend: the page of the button says it, and no mail program does.
    language = office.look.place.language_for(first(fields, "page"), request.languages)
    words = office.look.words(language)
    links = [(office.links.manage(address, office.clock()), words.text("Have the address forgotten too"))]
    said = [words.text("No more messages will come.")]
    return office.look.page("said.html", language, title=words.text("You have left"), said=said, links=links)


def show_manage(request: Request, office: Office) -> Response:
    """The choices of somebody who is known. Raises TokenFault."""
    token = first(fields_of_query(request), "t")
    known = _known(token, request, office)
    if isinstance(known, Response):
        return known
    language = _language(known, request, office)
    return _manage_page(_filled(known, token, language, office), known, language, office)


def manage(request: Request, office: Office) -> Response:
    """Change the choices of somebody who is known, who hears again where they had left. Raises TokenFault."""
    fields = fields_of_form(request)
    token = first(fields, "t")
    known = _known(token, request, office)
    if isinstance(known, Response):
        return known
    language = _language(known, request, office)
    words = office.look.words(language)
    filled = read_form(fields, office.look.place, words, address=known.address)
    asked = filled.asked
    changed = replace(known, wishes=asked.wishes, language=asked.language, zone=asked.zone)
    if filled.faults:
        again = _filled(changed, token, language, office)._replace(faults=filled.faults)
        return _manage_page(again, changed, language, office, 422)
    if known.state != "active":
        changed = replace(changed, state="active", since=office.clock(), why="")
    office.store.save(changed)
    language = office.look.place.language_for(changed.language or "", request.languages)
    words = office.look.words(language)
    said = [words.text("Your choices are saved.")]
    links = [(office.links.manage(known.address, office.clock()), words.text("Look at them again"))]
    return office.look.page("said.html", language, title=words.text("Done"), said=said, links=links)


def erase(request: Request, office: Office) -> Response:
    """Forget somebody, so that nothing tells that they were here. Raises TokenFault."""
    known = _known(first(fields_of_form(request), "t"), request, office)
    if isinstance(known, Response):
        return known
    office.store.erase(known.kind, known.address)
    return _forgotten(_language(known, request, office), office)


def _known(token: str, request: Request, office: Office) -> Subscriber | Response:
    """Who chooses by a token; or what is answered where nobody may. Raises TokenFault."""
    subscriber = office.store.find("mail", office.links.address_in("manage", token, office.clock()))
    if subscriber is not None and not subscriber.is_list:
        return subscriber
    language = _language(subscriber, request, office)
    return _forgotten(language, office) if subscriber is None else of_a_list(language, office)


def _language(subscriber: Subscriber | None, request: Request, office: Office) -> str:
    return office.look.place.language_for((subscriber and subscriber.language) or "", request.languages)


def _filled(subscriber: Subscriber, token: str, language: str, office: Office) -> SignupForm:
    wishes, place = subscriber.wishes, office.look.place
    return form(office, language)._replace(
        action=f"{place.url}manage",
        token=token,
        incident=wishes.incident or "",
        kinds=wishes.kinds,
        components=wishes.components,
        wished_language=subscriber.language or place.tags[0],
        wished_zone=subscriber.zone or "",
    )


def _manage_page(
    filled: SignupForm, subscriber: Subscriber, language: str, office: Office, status: int = 200
) -> Response:
    words, url = office.look.words(language), office.look.place.url
    said = [words.text("Messages to {address}.", address=_hidden(subscriber.address))]
    if subscriber.state != "active":
        said = [words.text("No messages go to {address}. Save, and they will.", address=_hidden(subscriber.address))]
    if filled.incident:
        said.append(words.text("They are about one incident alone."))
    return office.look.page(
        "manage.html", language, status, said=said, form=filled, erase=(f"{url}erase", filled.token)
    )


def _hidden(address: str) -> str:
    """An address that its owner knows again: a forwarded message has the link in it too."""
    name, _, host = address.rpartition("@")
    return f"{name[:1]}…@{host}"


def _forgotten(language: str, office: Office) -> Response:
    words = office.look.words(language)
    said = [words.text("Nothing is known here of this address any more.")]
    return office.look.page("said.html", language, title=words.text("Forgotten"), said=said)
