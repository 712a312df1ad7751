"""Coming: the form, the mail, and the button behind its link. Until that is pressed, nothing is kept.

The store is not asked before, so that nobody can learn, not even from the clock, whether an address is in it.
"""

from dataclasses import replace

from plainstatus.model.subscriber import Subscriber
from plainstatus.notify.channels.channel import NotDeliveredError, UnclearError
from plainstatus.signup.exchange import (
    Fields,
    RefusedError,
    Request,
    Response,
    fields_of_form,
    fields_of_query,
    first,
)
from plainstatus.signup.limits import network_of
from plainstatus.signup.links import Asked
from plainstatus.signup.office import MAILS, Office
from plainstatus.signup.post import mail_to_confirm
from plainstatus.signup.reading import Filled, read_form
from plainstatus.site.signup_form import SignupForm
from plainstatus.subscribers.store import new_id, normal

#: A field that people do not see. Programs fill it in, and no browser does by itself, as it would an address.
_TRAP = "subject"


def show_form(request: Request, office: Office) -> Response:
    """The form, as the site has it."""
    language = office.look.place.language_for(first(fields_of_query(request), "page"), request.languages)
    return office.look.page("form.html", language, form=form(office, language))


def form(office: Office, language: str) -> SignupForm:
    """The empty form."""
    place = office.look.place
    return SignupForm(f"{place.url}subscribe", language, place.languages, place.zone, place.offered[language])


def subscribe(request: Request, office: Office) -> Response:
    """Send the link to whoever asked, and say the same to everybody."""
    fields = fields_of_form(request)
    look = office.look
    language = look.place.language_for(first(fields, "page"), request.languages)
    words = look.words(language)
    if not office.limits.network.allows(network_of(request.client)):
        raise RefusedError(429, Retry_After=str(office.limits.network.seconds))
    filled = read_form(fields, look.place, words)
    if filled.faults:
        return look.page("form.html", language, 422, form=_again(filled, form(office, language)))
    if _is_to_be_sent(fields, filled.asked, office):
        _send(filled.asked, language, office)
    said = (
        words.text("A message is on its way to the address that you gave. It has a link: open it within a day."),
        words.text("When none comes, look among unwanted mail, or see whether the address was written right."),
    )
    return look.page("said.html", language, title=words.text("Please look into your mail"), said=said)


def _again(filled: Filled, empty: SignupForm) -> SignupForm:
    """The form as it was sent, with its faults."""
    asked = filled.asked
    return empty._replace(
        address=asked.address,
        kinds=asked.wishes.kinds,
        components=asked.wishes.components,
        incident=asked.wishes.incident or "",
        wished_language=asked.language or "",
        wished_zone=asked.zone or "",
        faults=filled.faults,
    )


def _is_to_be_sent(fields: Fields, asked: Asked, office: Office) -> bool:
    """Whether a person asked, and not too often. Nobody learns that it was not so."""
    if first(fields, _TRAP) or not office.limits.address.allows(_mailbox(asked.address)):
        return False
    if not office.limits.all.allows(""):
        office.log(f"mail: no more than {MAILS} are sent in an hour: somebody asks for more")
        return False
    return True


def _mailbox(address: str) -> str:
    """Where mail to `address` ends up as far as one can see: what stands behind a plus is the reader's own matter."""
    name, _, host = normal("mail", address).rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def _send(asked: Asked, language: str, office: Office) -> None:
    """Send the mail. Raises RefusedError where no mail gets out at all."""
    look, now = office.look, office.clock()
    link = office.links.confirm(asked, now)
    words = look.words(asked.language or language)
    mail = mail_to_confirm(asked, link, look.place, office.sender.mailbox, words, look.filled, now)
    try:
        office.sender.send(asked.address, mail)
    except (NotDeliveredError, UnclearError) as fault:
        office.log(f"mail: {str(fault).replace(asked.address, '…')}")
        if isinstance(fault, NotDeliveredError) and not fault.lasting:
            raise RefusedError(503, Retry_After="300") from None


def show_confirm(request: Request, office: Office) -> Response:
    """What would become true, with the button. Programs that follow links in mails end here. Raises TokenFault."""
    token = first(fields_of_query(request), "t")
    asked = office.links.asked_in(token, office.clock())
    look = office.look
    language = look.place.language_for(asked.language or "", request.languages)
    words = look.words(language)
    said = [words.text("Messages will come to {address}.", address=asked.address)]
    if asked.wishes.incident:
        said.append(words.text("They will be about one incident alone."))
    button = (f"{look.place.url}confirm", token, words.text("Confirm"))
    return look.page("said.html", language, title=words.text("One more step"), said=said, button=button)


def confirm(request: Request, office: Office) -> Response:
    """Let what was asked for become true. Raises TokenFault."""
    asked = office.links.asked_in(first(fields_of_form(request), "t"), office.clock())
    look = office.look
    language = look.place.language_for(asked.language or "", request.languages)
    words = look.words(language)
    known = office.store.find("mail", asked.address)
    if known is not None and known.is_list:
        return of_a_list(language, office)
    if known is not None and known.state == "active" and asked.wishes.incident and known.wishes.incident is None:
        said = [words.text("This address has messages already, about more than one incident. Nothing was changed.")]
        title = words.text("You hear of it already")
    else:
        known = office.store.save(_confirmed(asked, known, language, office))
        said = [words.text("From now on, messages come to {address}.", address=asked.address)]
        title = words.text("Done")
    links = [(office.links.manage(known.address, office.clock()), words.text("Choose what you hear of"))]
    return look.page("said.html", language, title=title, said=said, links=links)


def _confirmed(asked: Asked, known: Subscriber | None, language: str, office: Office) -> Subscriber:
    """The subscriber as of now. What an operator has granted stays."""
    now = office.clock()
    agreed = f"confirmed by link {now:%Y-%m-%d %H:%M} UTC, form in {asked.language or language}"
    fresh = Subscriber(new_id(), "mail", asked.address) if known is None else known
    return replace(
        fresh,
        address=asked.address,
        wishes=asked.wishes,
        language=asked.language,
        zone=asked.zone,
        state="active",
        since=fresh.since if fresh.state == "active" and fresh.since else now,
        source="sign-up",
        consent=agreed,
        why="",
    )


def of_a_list(language: str, office: Office) -> Response:
    """The page for readers of a list, none of whom decides for all."""
    words, contact = office.look.words(language), office.look.place.contact
    said = [words.text("Many people read at this address, and one of them cannot decide for all. Nothing was changed.")]
    said.append(words.text("Please ask whoever runs the list."))
    links = [(contact.url, contact.name)] if contact else []
    return office.look.page("said.html", language, title=words.text("This is a list"), said=said, links=links)
