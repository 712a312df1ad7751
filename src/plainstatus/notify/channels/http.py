"""A receiver that is reached over HTTP: a webhook, or a chat.

Whether something arrived that was not answered, nobody can tell. It is sent again, by this run and by the next: a
webhook has an id by which its receiver knows what it has, and a chat bears a line twice better than none.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus

from plainstatus.model.web_channel import WebChannel, WebKind
from plainstatus.notify.channels.channel import Letter, NoMoreError, NotDeliveredError, UnclearError
from plainstatus.notify.messages import Message
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.voice import Voice
from plainstatus.notify.web.addresses import AddressFault, allowed_addresses, place_of
from plainstatus.notify.web.hosts import Hosts
from plainstatus.notify.web.letters import web_letter
from plainstatus.notify.web.patience import TooLongError, Waiting, tried
from plainstatus.notify.web.request import Answer, Network, UnansweredError, UnsentError, post, told
from plainstatus.notify.web.signature import key_of, signed_headers

#: Slack takes one message a second.
_SECONDS_BETWEEN: Mapping[WebKind, float] = {"slack": 1.0}
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_LONGEST_WORD = 60


class Http:
    """The receiver of `channel`, whose address and secrets are looked up in `environment`.

    `hosts` is shared by all channels of a run.
    """

    holds_unclear = False

    def __init__(
        self,
        channel: WebChannel,
        environment: Mapping[str, str],
        hosts: Hosts,
        network: Network | None = None,
        waiting: Waiting | None = None,
    ) -> None:
        self._channel, self._environment, self._hosts = channel, environment, hosts
        self._network, self._waiting = network or Network(), waiting or Waiting()
        self._closed: NotDeliveredError | None = None
        self._is_first = True

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        return web_letter(self._channel.kind, message, voice)

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        answer = self.tried(letter.data, key)
        self.judge(answer)
        return str(answer.status)

    def tried(self, body: bytes, key: str, query: str = "") -> Answer:
        """The answer to `body` at the address with `query` added. Raises NotDeliveredError or UnclearError."""
        if self._closed is not None:
            # Each further message would hear the same.
            raise self._closed
        url, host, keys = self._secrets()
        if query:
            url += f"{'&' if '?' in url else '?'}{query}"
        self._keep_pace()
        try:
            return tried(lambda: self._posted(url, keys, body, key), host, self._hosts, self._waiting)
        except UnsentError as fault:
            raise NotDeliveredError(f"the receiver {host}: {fault}", lasting=fault.lasting) from None
        except UnansweredError as fault:
            raise UnclearError(f"the receiver {host}: {fault} after the message was sent") from None
        except TooLongError as fault:
            asked = timedelta(seconds=round(fault.seconds))
            self._closed = NotDeliveredError(f"the receiver {host} asks to be left alone for {asked}")
            raise self._closed from None

    def judge(self, answer: Answer) -> None:
        """Raise what an answer means that is no yes: NotDeliveredError or UnclearError."""
        status = answer.status
        if 200 <= status < 300:
            return
        said = f"the receiver {self._secrets()[1]} says {status}{_phrase(status)}"
        if status == HTTPStatus.GONE:
            wish = "it wants no more: delete the channel, or renew its address"
            self._closed = NoMoreError(f"{said}, {wish}")
            raise self._closed
        if 300 <= status < 400:
            raise NotDeliveredError(f"{said}, and nobody is followed elsewhere: renew the address", lasting=True)
        if status >= 500 and status != HTTPStatus.SERVICE_UNAVAILABLE:
            raise UnclearError(said)
        for_now = status in _BUSY or status == HTTPStatus.REQUEST_TIMEOUT
        fault = NotDeliveredError(f"{said}{_word(answer.body)}", lasting=not for_now)
        if status in _BUSY:
            # It had every pause that it asked for: other messages would but wait as long.
            self._closed = fault
        raise fault

    def look(self) -> str:
        """The host of the receiver, once all is there that `send` needs. Sends nothing. Raises NotDeliveredError."""
        url, host, _ = self._secrets()
        network = self._network
        try:
            allowed_addresses(
                place_of(url), network.resolve, network.limits.connect, allow_private=self._channel.allow_private
            )
        except AddressFault as fault:
            raise NotDeliveredError(f"the receiver {host}: {fault}", lasting=True) from None
        except OSError as error:
            raise NotDeliveredError(f"the receiver {host}: {told(error)}") from None
        return host

    def close(self) -> None:
        """Nothing stays open."""

    def _posted(self, url: str, keys: list[bytes], body: bytes, key: str) -> Answer:
        headers = {"Content-Type": "application/json"}
        if keys:
            headers |= signed_headers(self._id(key), int(self._waiting.now().timestamp()), body, keys)
        return post(url, body, headers, self._network, allow_private=self._channel.allow_private)

    def _id(self, key: str) -> str:
        """The same in every try; with no full stop, which would part it from the time."""
        return f"msg_{sha256(f'{self._channel.name}/{key}'.encode()).hexdigest()[:32]}"

    def _secrets(self) -> tuple[str, str, list[bytes]]:
        """The address, its host, and the keys that sign."""
        url = self._looked_up(self._channel.url_env, "the address")
        try:
            host = place_of(url).host
        except AddressFault as fault:
            raise NotDeliveredError(f"the variable {self._channel.url_env} is not right: {fault}") from None
        keys = []
        for name in self._channel.secrets_env:
            try:
                keys.append(key_of(self._looked_up(name, "a secret")))
            except ValueError:
                form = "`whsec_` and base64 of 24 to 64 bytes"
                raise NotDeliveredError(f"the variable {name} holds no secret of a webhook: that is {form}") from None
        return url, host, keys

    def _looked_up(self, name: str, what: str) -> str:
        value = self._environment.get(name, "").strip()
        if not value:
            raise NotDeliveredError(f"the variable {name} is not set: it holds {what}")
        return value

    def _keep_pace(self) -> None:
        seconds = _SECONDS_BETWEEN.get(self._channel.kind, 0.0)
        if seconds and not self._is_first:
            self._waiting.sleep(seconds)
        self._is_first = False


def _phrase(status: int) -> str:
    """The usual words for a status. Those of the receiver are not repeated: there may be anything in them."""
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""


def _word(body: bytes) -> str:
    """The one word by which Slack says what is wrong."""
    word = body.decode("ascii", "replace").strip()
    return f" ({word})" if word.isascii() and word.replace("_", "").isalpha() and len(word) <= _LONGEST_WORD else ""
