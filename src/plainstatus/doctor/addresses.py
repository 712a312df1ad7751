"""Whether the host of the site has addresses."""

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from plainstatus.doctor.diagnosis import Diagnosis, fault, ok, unknown, warning
from plainstatus.doctor.names import Names, NamesFault

_RECORDS = "Add an A and an AAAA record, or an alias of the distribution."


def look_at_addresses(site_url: str, names: Names) -> Iterator[Diagnosis]:
    """Look for the host of `site_url`."""
    host = urlsplit(site_url).hostname or ""
    if not host or host == "localhost" or _is_address(host):
        yield unknown("the site has no name to look for", "Set `site_url` to the address that readers know.")
        return
    try:
        four, six = names.ask(host, "A"), names.ask(host, "AAAA")
    except NamesFault as trouble:
        yield unknown(f"DNS cannot be asked: {trouble}", "")
        return
    if not four and not six:
        words = f"there is no name {host}" if four is None else f"{host} has no address"
        yield fault(words, _RECORDS)
    elif not six:
        words = f"{host} has no address of IPv6 (AAAA), which some readers have alone"
        yield warning(words, _RECORDS)
    else:
        yield ok(f"{host} has addresses")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
