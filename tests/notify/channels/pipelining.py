"""A mail server on this machine that lets commands follow one another (RFC 2920), and misbehaves where a test wants."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Peer:
    """`refused` maps an address to the answer it gets, `texts` a number of a mail, from 1 on, to that for its text.

    "" in the place of an answer breaks off the connection. With `insists`, it answers nothing before it has the
    whole of an envelope, and the text of a mail only once it has the next envelope, up to the mail of number `last`.
    `waits_for_text` makes it ask for a text even where it refused the reader, and on one connection it takes `most`
    mails.
    """

    refused: dict[str, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    insists: bool = False
    last: int = 0
    waits_for_text: bool = False
    most: int = 1000
    offers: bool = True
    received: list[tuple[str, bytes]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    sessions: int = 0
    mails: int = 0
    port: int = 0

    def serve(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            self.sessions += 1
            # Whoever has heard enough just goes.
            with connection, contextlib.suppress(OSError):
                _Talk(self, connection).hold()


class _Talk:
    def __init__(self, peer: Peer, connection: socket.socket) -> None:
        self.peer, self.connection = peer, connection
        self.lines = connection.makefile("rb")
        self.kept: list[str] = []
        self.reader = ""
        self.accepted = False
        self.mails = 0

    def hold(self) -> None:
        self.say("220 here")
        with self.lines:
            while (line := self.lines.readline()) and self.heard(line.decode().strip()):
                pass

    def say(self, *answers: str) -> bool:
        """Whether the talk goes on."""
        if "" in answers:
            return False
        self.connection.sendall("".join(f"{answer}\r\n" for answer in answers).encode())
        return True

    def heard(self, line: str) -> bool:
        peer, verb = self.peer, line.split(":")[0].upper()
        peer.commands.append(line)
        if verb == "MAIL FROM" and self.mails == peer.most:
            self.say("421 that is enough")
            return False
        if verb.startswith("EHLO"):
            return self.say("250-here", "250-PIPELINING", "250 8BITMIME") if peer.offers else self.say("250 here")
        if verb == "QUIT":
            self.say("221 bye")
            return False
        if verb == "RCPT TO":
            self.reader = line.partition("<")[2].rstrip(">")
            self.accepted = self.reader not in peer.refused
            return self.answer(peer.refused.get(self.reader, "250 fine"))
        if verb == "DATA":
            if not self.accepted and not peer.waits_for_text:
                return self.answer("503 nobody to read it", whole=True)
            return self.answer("354 go on", whole=True) and self.text()
        return self.answer("250 fine")

    def answer(self, answer: str, *, whole: bool = False) -> bool:
        self.kept.append(answer)
        if self.peer.insists and not whole:
            return True
        kept, self.kept = self.kept, []
        return self.say(*kept)

    def text(self) -> bool:
        lines = []
        while (line := self.lines.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line[1:] if line.startswith(b".") else line)
        if not self.accepted:
            return self.say("554 nobody to read it")
        self.peer.mails += 1
        self.mails += 1
        self.peer.received.append((self.reader, b"".join(lines)))
        answer = self.peer.texts.get(self.peer.mails, "250 taken")
        if answer and self.peer.insists and self.peer.mails < self.peer.last:
            self.kept.append(answer)
            return True
        return self.say(answer)


@contextmanager
def pipelining(peer: Peer) -> Iterator[Peer]:
    """`peer` at a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        peer.port = listening.getsockname()[1]
        thread = threading.Thread(target=peer.serve, args=(listening,))
        thread.start()
        try:
            yield peer
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            listening.close()
            thread.join()
