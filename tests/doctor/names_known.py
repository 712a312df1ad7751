"""DNS as tests want it: records in a mapping, and a server on this machine that gives them out."""

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

from plainstatus.doctor.names import NamesFault

Records = Mapping[tuple[str, str], list[str]]


@dataclass
class Known:
    """`records` by name and kind; `trouble` is why nothing can be asked."""

    records: Records = field(default_factory=dict)
    trouble: str = ""

    def ask(self, name: str, kind: str) -> list[str] | None:
        if self.trouble:
            raise NamesFault(self.trouble)
        found = self.records.get((name, kind))
        if found is None and not any(each == name for each, _ in self.records):
            return None
        return found or []


@contextmanager
def dns_server(records: Records, rcode: dns.rcode.Rcode = dns.rcode.NOERROR) -> Iterator[int]:
    """The port of a server for `records`, in the words of a zone file. It answers all with `rcode` if that is none."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data, socket = self.request
            query = dns.message.from_wire(data)
            question = query.question[0]
            name, kind = question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)
            answer = dns.message.make_response(query)
            answer.flags |= dns.flags.RA
            answer.set_rcode(rcode)
            if found := records.get((name, kind)):
                answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *found))
            elif rcode == dns.rcode.NOERROR and not any(each == name for each, _ in records):
                answer.set_rcode(dns.rcode.NXDOMAIN)
            socket.sendto(answer.to_wire(), self.client_address)

    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
