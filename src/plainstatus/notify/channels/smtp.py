"""A mail server that takes messages by SMTP (RFC 5321), over a connection that is private unless it was forbidden.

Until the server has said that it waits for the text, it is certain that nothing was delivered. From
there on to its last answer nobody can tell.
"""

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from plainstatus.model.channel import SmtpChannel
from plainstatus.notify.channels.channel import Answer, Letter, NoMoreError, NotDeliveredError, Parcel, UnclearError
from plainstatus.notify.channels.mail_letter import mail_letter
from plainstatus.notify.channels.smtp_talk import Talk, one_line
from plainstatus.notify.mail import address_of
from plainstatus.notify.messages import Message
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.voice import Voice
from plainstatus.subscribers.refusals_of_mail import is_about_the_address

#: Seconds that the server may take for each answer.
_TIMEOUT = 30.0


class Smtp:
    """The mail server of `channel`. The password is looked up in `environment`."""

    holds_unclear = True

    def __init__(self, channel: SmtpChannel, environment: Mapping[str, str], timeout: float = _TIMEOUT) -> None:
        self._channel, self._environment, self._timeout = channel, environment, timeout
        self._server: smtplib.SMTP | None = None
        self._talk: Talk | None = None
        self._unreachable: NotDeliveredError | None = None

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        return mail_letter(message, voice, self._channel.sender, recipient, self._channel.name, now)

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        (answer,) = self.send_each((Parcel(address_of(recipient.mailbox), recipient.hash, key, letter.data),))
        if isinstance(answer, str):
            return answer
        if isinstance(answer, NotDeliveredError) and answer.lasting and is_about_the_address(str(answer)):
            # Whoever looks after the settings hears of it; asked again, the server says the same.
            raise NoMoreError(str(answer))
        raise answer

    def send_each(self, parcels: Iterable[Parcel]) -> Iterator[Answer]:
        waiting = iter(parcels)
        parcel = next(waiting, None)
        # One that travels already, with the text before it.
        envelope: bytes | None = None
        try:
            while parcel is not None:
                try:
                    talk = self._hand_over_envelope(parcel, envelope)
                except NotDeliveredError as fault:
                    envelope = None
                    yield fault
                    parcel = next(waiting, None)
                    continue
                following = next(waiting, None)
                envelope = talk.offer(following.address) if following and talk.pipelined else None
                answer = self._hand_over_text(talk, parcel, envelope or b"")
                if self._talk is None:
                    envelope = None
                yield answer
                parcel = following
        finally:
            if envelope is not None:
                # The server waits for a text that nobody wants to send any more.
                self._drop()

    def greet(self) -> None:
        """Connect and sign in, and hand over nothing. Raises NotDeliveredError."""
        self._connected()
        self.close()

    def close(self) -> None:
        if self._server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._server.quit()
        self._drop()

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
        self._server = self._talk = None

    def _connected(self) -> Talk:
        if self._unreachable is not None:
            # Each further message would wait as long for the same answer.
            raise self._unreachable
        if self._talk is None:
            try:
                self._server = self._connect()
                self._talk = Talk(self._server, address_of(self._channel.sender))
            except (smtplib.SMTPException, OSError) as error:
                self._unreachable = NotDeliveredError(f"{self._channel.place}: {_told(error)}")
            except NotDeliveredError as error:
                self._unreachable = error
            if self._talk is None:
                assert self._unreachable is not None
                raise self._unreachable
        return self._talk

    def _connect(self) -> smtplib.SMTP:
        channel = self._channel
        password = self._password()
        # Of itself the library would ask the network for this machine's name.
        own_name = address_of(channel.sender).rpartition("@")[2]
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if channel.tls == "implicit":
            server = smtplib.SMTP_SSL(channel.host, channel.port, own_name, timeout=self._timeout, context=context)
        else:
            server = smtplib.SMTP(channel.host, channel.port, own_name, timeout=self._timeout)
        try:
            if channel.tls == "starttls":
                server.starttls(context=context)
            if channel.username is not None:
                server.login(channel.username, password)
            else:
                server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        if server.sock is not None:
            # Whatever is sent is whole: to wait for more would only cost time.
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return server

    def _password(self) -> str:
        if self._channel.password_env is None:
            return ""
        password = self._environment.get(self._channel.password_env)
        if not password:
            raise NotDeliveredError(f"the variable {self._channel.password_env} is not set: it holds the password")
        return password

    def _hand_over_envelope(self, parcel: Parcel, envelope: bytes | None) -> Talk:
        """Everything up to the moment at which the server waits for the text; `envelope` is one that travels."""
        was_open = self._talk is not None
        talk = self._connected()
        try:
            talk.hand_over_envelope(envelope or talk.offer(parcel.address), is_sent=envelope is not None)
        except NotDeliveredError:
            if not talk.is_over:
                raise
            self._drop()
            if not was_open:
                raise
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            if not was_open:
                raise NotDeliveredError(_told(error)) from None
        else:
            return talk
        # The server got tired of a connection that was open for long, or takes only so many mails on each.
        return self._hand_over_envelope(parcel, None)

    def _hand_over_text(self, talk: Talk, parcel: Parcel, following: bytes) -> Answer:
        try:
            talk.send_text(parcel.data, following)
            return talk.answer_to_text()
        except NotDeliveredError as fault:
            if talk.is_over:
                self._drop()
            return fault
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return UnclearError(f"{self._channel.place}: {_told(error)} after the text was sent")


def _told(error: Exception) -> str:
    """What went wrong on the way to the server, and what to do where we know it."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"it refuses the sign-in ({error.smtp_code}): look at `username` and the password"
        case smtplib.SMTPNotSupportedError() if "STARTTLS" in str(error):
            return "it knows no STARTTLS: set `tls: implicit`, or `tls: none` where the network is your own"
        case smtplib.SMTPNotSupportedError() | smtplib.SMTPHeloError():
            return f"it cannot do what is asked of it: {error}"
        case smtplib.SMTPServerDisconnected() if not isinstance(error.__context__, TimeoutError):
            return "it broke off the connection"
        case TimeoutError() | smtplib.SMTPServerDisconnected():
            return "it does not answer in time"
        case smtplib.SMTPResponseException():
            return f"it says {error.smtp_code} {one_line(error.smtp_error)}"
        case ssl.SSLCertVerificationError():
            return f"its certificate does not hold: {error.verify_message}"
        case ssl.SSLError():
            return f"no private connection came about: {error.reason or error}"
        case OSError():
            return f"it cannot be reached: {error.strerror or error}"
        case _:
            return str(error)
