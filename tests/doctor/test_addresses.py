import dns.rcode
import pytest

from plainstatus.doctor.addresses import look_at_addresses
from plainstatus.doctor.names import Dns, NamesFault

from .names_known import Known, Records, dns_server

HOST, URL = "status.example.com", "https://status.example.com/"
FOUR, SIX = {(HOST, "A"): ["192.0.2.1"]}, {(HOST, "AAAA"): ["2001:db8::1"]}


@pytest.mark.parametrize(
    ("records", "level", "words"),
    [
        (FOUR | SIX, "ok", f"{HOST} has addresses"),
        (SIX, "ok", f"{HOST} has addresses"),
        (FOUR, "warning", f"{HOST} has no address of IPv6 (AAAA), which some readers have alone"),
        ({(HOST, "TXT"): ["hello"]}, "fault", f"{HOST} has no address"),
        ({}, "fault", f"there is no name {HOST}"),
    ],
)
def test_the_host_of_the_site_has_addresses(records: Records, level: str, words: str) -> None:
    (found,) = look_at_addresses(URL, Known(records))

    assert found[:2] == (level, words)


@pytest.mark.parametrize("url", ["", "http://localhost:8000/", "http://192.0.2.1/", "http://[::1]/"])
def test_an_address_without_a_name_cannot_be_looked_for(url: str) -> None:
    (found,) = look_at_addresses(url, Known(trouble="nobody is to be asked"))

    assert found[:2] == ("unknown", "the site has no name to look for")


def test_without_dns_it_cannot_be_told() -> None:
    (found,) = look_at_addresses(URL, Known(trouble="no server answered in time"))

    assert found[:2] == ("unknown", "DNS cannot be asked: no server answered in time")


def test_dns_gives_records_nothing_or_no_such_name() -> None:
    long = '"v=spf1 ip4:192.0.2.0/24 " "-all"'
    with dns_server(FOUR | {(HOST, "TXT"): [long]}) as port:
        names = Dns(["127.0.0.1"], port)

        assert names.ask(HOST, "A") == ["192.0.2.1"]
        assert names.ask(HOST, "AAAA") == []
        assert names.ask(HOST, "TXT") == ["v=spf1 ip4:192.0.2.0/24 -all"]
        assert names.ask("nowhere.example.com", "A") is None


def test_a_server_for_dns_that_refuses_is_told() -> None:
    with dns_server({}, dns.rcode.REFUSED) as port, pytest.raises(NamesFault, match="REFUSED"):
        Dns(["127.0.0.1"], port).ask(HOST, "A")
