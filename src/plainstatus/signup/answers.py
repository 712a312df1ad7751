"""What is answered to each request. A GET changes nothing, whoever follows the links of a mail; a POST does."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from plainstatus.signup.asking import confirm, show_confirm, show_form, subscribe
from plainstatus.signup.exchange import RefusedError, Request, Response
from plainstatus.signup.leaving import erase, leave, manage, show_leave, show_manage
from plainstatus.signup.office import Office
from plainstatus.signup.tokens import TokenFault
from plainstatus.subscribers.store import StoreFault
from plainstatus.wording.words import N_

_Answer = Callable[[Request, Office], Response]
#: Last part of the path → what answers to GET, and to POST.
_PAGES: Mapping[str, tuple[_Answer | None, _Answer | None]] = {
    "": (show_form, None),
    "subscribe": (show_form, subscribe),
    "confirm": (show_confirm, confirm),
    "manage": (show_manage, manage),
    "unsubscribe": (show_leave, leave),
    "erase": (None, erase),
}
_SAID = {
    404: (N_("There is no such page"), N_("Links in our messages are long: see that yours is whole.")),
    405: (N_("This cannot be asked for so"), ""),
    429: (N_("Too much at once"), N_("Please try again in an hour.")),
    503: (N_("Not possible for now"), N_("Nothing was changed. Please try again in a few minutes.")),
}
_ELSE = (N_("This was not understood"), N_("Please go back, and send the form again."))


def answer(request: Request, office: Office) -> Response:
    """The answer to a request. Raises nothing."""
    try:
        made = _handler(request, office)(request, office)
    except RefusedError as refused:
        made = _said(refused.status, request, office)
        made = replace(made, headers={**made.headers, **refused.headers})
    except TokenFault as fault:
        made = _stale(fault, request, office)
    except StoreFault as fault:
        office.log(f"subscribers: {fault}")
        made = _said(503, request, office)
    return Response(made.status, made.headers) if request.method == "HEAD" else made


def _handler(request: Request, office: Office) -> _Answer:
    base = urlsplit(office.look.place.url).path.strip("/")
    path = request.path.strip("/")
    on_get, on_post = _PAGES.get("" if path == base else path.rpartition("/")[2], (None, None))
    ways = {"GET": on_get, "HEAD": on_get, "POST": on_post}
    if on_get is on_post is None:
        raise RefusedError(404)
    handler = ways.get(request.method)
    if handler is None:
        raise RefusedError(405, Allow=", ".join(method for method, each in ways.items() if each))
    return handler


def _said(status: int, request: Request, office: Office) -> Response:
    language = office.look.place.language_for("", request.languages)
    title, told = _SAID.get(status, _ELSE)
    words = office.look.words(language)
    return office.look.page(
        "said.html", language, status, title=words.text(title), said=[words.text(told)] if told else []
    )


def _stale(fault: TokenFault, request: Request, office: Office) -> Response:
    """The page for a link that counts no more, or never did."""
    look = office.look
    language = look.place.language_for("", request.languages)
    words = look.words(language)
    if fault.expired:
        title, said = words.text("This link is too old"), words.text("Please ask for a new one.")
    else:
        title = words.text("This link is not whole")
        said = words.text("Please open it from the message once more, or copy all of it.")
    links = [(look.place.url, words.text("To the form"))]
    return look.page("said.html", language, 410 if fault.expired else 400, title=title, said=[said], links=links)
