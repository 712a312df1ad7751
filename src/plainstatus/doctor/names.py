"""Asks DNS. Answers are texts; the rules about them stand elsewhere."""

from collections.abc import Sequence
from typing import Any, Protocol

#: Seconds for one question, over all servers and tries.
_LIFETIME = 6.0


class NamesFault(Exception):
    """DNS could not be asked: `str()` is a phrase that says why."""


class Names(Protocol):
    """The way to DNS."""

    def ask(self, name: str, kind: str) -> list[str] | None:
        """The records of `kind` (A, AAAA, TXT) at `name`; none is an empty list, no such name None.

        Raises NamesFault.
        """


class Dns:
    """The servers of this machine's settings; or `servers` at `port`."""

    def __init__(self, servers: Sequence[str] = (), port: int = 53) -> None:
        self._servers, self._port = servers, port

    def ask(self, name: str, kind: str) -> list[str] | None:
        from dns import exception, resolver

        try:
            answer: Any = self._resolver().resolve(name, kind, lifetime=_LIFETIME, search=False)
        except resolver.NXDOMAIN:
            return None
        except resolver.NoAnswer:
            return []
        except resolver.NoResolverConfiguration:
            raise NamesFault("this machine names no server for DNS") from None
        except exception.Timeout:
            raise NamesFault("no server answered in time") from None
        except exception.DNSException as error:
            raise NamesFault(str(error)) from None
        if kind == "TXT":
            return [b"".join(record.strings).decode(errors="replace") for record in answer]
        return [record.to_text() for record in answer]

    def _resolver(self) -> Any:
        from dns.resolver import Resolver

        made = Resolver(configure=not self._servers)
        if self._servers:
            made.nameservers, made.port = list(self._servers), self._port
        return made
