"""The part of SMTP that every message needs, over a connection that is open already.

Where the server lets commands follow one another without an answer between them (PIPELINING, RFC 2920), an
envelope is one packet, and the next one travels with the text before it.
"""

import smtplib

from plainstatus.notify.channels.channel import NotDeliveredError

READY, DONE, LASTING, LEAVING = 354, 250, 500, 421
_REFUSED = 400
#: Forwarded, or taken without a look: both are promises to deliver.
_TAKEN = frozenset({DONE, 251, 252})


class Talk:
    """A talk with `server` about mail from the bare address `sender`."""

    def __init__(self, server: smtplib.SMTP, sender: str) -> None:
        self._server = server
        self._mail = f"MAIL FROM:<{sender}>\r\n"
        self.pipelined = server.has_extn("pipelining")
        #: Whether the server said that it takes no more on this connection.
        self.is_over = False
        self._reset_first = False

    def offer(self, address: str) -> bytes:
        """The envelope of a mail to `address`, to be sent in one go where the server lets us."""
        reset, self._reset_first = "RSET\r\n" if self._reset_first else "", False
        return f"{reset}{self._mail}RCPT TO:<{address}>\r\nDATA\r\n".encode("ascii")

    def hand_over_envelope(self, envelope: bytes, *, is_sent: bool) -> None:
        """Come to the moment at which the server waits for the text; `is_sent` where the envelope travels already.

        Raises NotDeliveredError where the server does not want the mail, and what smtplib and sockets raise.
        """
        commands = envelope.split(b"\r\n")[:-1]
        if self.pipelined and not is_sent:
            self._server.send(envelope)
        refused: NotDeliveredError | None = None
        code = 0
        for command in commands:
            if not self.pipelined:
                self._server.send(command + b"\r\n")
            code, words = self._server.getreply()
            if code not in ((READY,) if command == b"DATA" else _TAKEN):
                refused = refused or refusal(code, words)
                self.is_over = code == LEAVING
                if self.is_over or not self.pipelined:
                    break
        if refused is None:
            return
        if code == READY:
            # It waits for a text although it refused the only reader: an empty one is refused too.
            self._server.send(b".\r\n")
            self._server.getreply()
        self._reset_first = True
        raise refused

    def send_text(self, data: bytes, following: bytes = b"") -> None:
        """Send the text of a mail, and the envelope that follows it."""
        # A line of one dot would end the text (RFC 5321, section 4.5.2).
        text = data.replace(b"\n.", b"\n..")
        self._server.send((b"." if text.startswith(b".") else b"") + text + b".\r\n" + following)

    def answer_to_text(self) -> str:
        """What the server says to a text. Raises NotDeliveredError where it does not take it."""
        code, words = self._server.getreply()
        if code >= _REFUSED:
            self.is_over = code == LEAVING
            raise refusal(code, words)
        if not DONE <= code < READY:
            raise smtplib.SMTPResponseException(code, words)
        return one_line(words)


def refusal(code: int, words: bytes) -> NotDeliveredError:
    """A refusal for good or for now, as the code says."""
    return NotDeliveredError(f"the mail server says {code} {one_line(words)}", lasting=code >= LASTING)


def one_line(words: bytes | str) -> str:
    """What a server says, fit to be shown."""
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    shown = " ".join(text.split())[:200]
    return "".join(char if char.isprintable() else "?" for char in shown)
