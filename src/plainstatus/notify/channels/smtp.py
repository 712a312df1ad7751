"""A mail server that takes messages by SMTP (RFC 5321), over a connection that is private unless it was forbidden.

Until the server has said that it waits for the text, it is certain that nothing was delivered. From
there on to its last answer nobody can tell.
"""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Mapping
from datetime import datetime

from plainstatus.model.channel import SmtpChannel
from plainstatus.notify.channels.channel import Letter, NotDeliveredError, UnclearError
from plainstatus.notify.channels.mail_letter import mail_letter
from plainstatus.notify.mail import address_of
from plainstatus.notify.messages import Message
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.voice import Voice

#: Seconds that the server may take for each answer.
_TIMEOUT = 30.0
_READY, _DONE, _LASTING, _LEAVING = 354, 250, 500, 421
_DOT = re.compile(rb"^\.", re.MULTILINE)


class Smtp:
    """The mail server of `channel`. The password is looked up in `environment`."""

    holds_unclear = True

    def __init__(self, channel: SmtpChannel, environment: Mapping[str, str], timeout: float = _TIMEOUT) -> None:
        self._channel, self._environment, self._timeout = channel, environment, timeout
        self._server: smtplib.SMTP | None = None
        self._unreachable: NotDeliveredError | None = None

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        return mail_letter(message, voice, self._channel.sender, recipient, self._channel.name, now)

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        was_open = self._server is not None
        try:
            self._hand_over_envelope(self._connected(), recipient)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._drop()
            if not was_open:
                raise NotDeliveredError(_told(error)) from None
            # The server got tired of a connection that was open for long.
            return self.send(letter, recipient, key)
        return self._hand_over_text(letter)

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
        self._server = None

    def _connected(self) -> smtplib.SMTP:
        if self._unreachable is not None:
            # Each further message would wait as long for the same answer.
            raise self._unreachable
        if self._server is None:
            try:
                self._server = self._connect()
            except (smtplib.SMTPException, OSError) as error:
                self._unreachable = NotDeliveredError(f"{self._channel.place}: {_told(error)}")
            except NotDeliveredError as error:
                self._unreachable = error
            if self._server is None:
                assert self._unreachable is not None
                raise self._unreachable
        return self._server

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
        return server

    def _password(self) -> str:
        if self._channel.password_env is None:
            return ""
        password = self._environment.get(self._channel.password_env)
        if not password:
            raise NotDeliveredError(f"the variable {self._channel.password_env} is not set: it holds the password")
        return password

    def _hand_over_envelope(self, server: smtplib.SMTP, recipient: Recipient) -> None:
        """Everything up to the moment at which the server waits for the text."""
        code, words = server.mail(address_of(self._channel.sender))
        if code == _DONE:
            code, words = server.rcpt(address_of(recipient.mailbox))
            if code in (_DONE, 251):
                code, words = server.docmd("DATA")
        if code != _READY:
            self._reset(code)
            raise _refused(code, words)

    def _hand_over_text(self, letter: Letter) -> str:
        assert self._server is not None
        try:
            # A line of one dot would end the text (RFC 5321, section 4.5.2).
            self._server.send(_DOT.sub(b"..", letter.data) + b".\r\n")
            code, words = self._server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise UnclearError(f"{self._channel.place}: {_told(error)} after the text was sent") from None
        if code != _DONE:
            self._reset(code)
            raise _refused(code, words)
        return _one_line(words)

    def _reset(self, code: int) -> None:
        """Make the connection ready for another message after a refusal."""
        try:
            if code == _LEAVING or self._server is None or self._server.rset()[0] != _DONE:
                self._drop()
        except (smtplib.SMTPException, OSError):
            self._drop()


def _refused(code: int, words: bytes) -> NotDeliveredError:
    return NotDeliveredError(f"the mail server says {code} {_one_line(words)}", lasting=code >= _LASTING)


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
            return f"it says {error.smtp_code} {_one_line(error.smtp_error)}"
        case ssl.SSLCertVerificationError():
            return f"its certificate does not hold: {error.verify_message}"
        case ssl.SSLError():
            return f"no private connection came about: {error.reason or error}"
        case OSError():
            return f"it cannot be reached: {error.strerror or error}"
        case _:
            return str(error)


def _one_line(words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    shown = " ".join(text.split())[:200]
    return "".join(char if char.isprintable() else "?" for char in shown)
