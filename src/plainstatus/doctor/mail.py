"""Whether messages of a channel can be sent, and whether those who get them have reason to believe the sender."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from plainstatus.doctor.diagnosis import Diagnosis, fault, ok, unknown, warning
from plainstatus.doctor.names import Names, NamesFault
from plainstatus.doctor.targets import may_be_written
from plainstatus.model.channel import Channel, OutboxChannel, SmtpChannel
from plainstatus.model.web_channel import FolderChannel, WebChannel

#: Seconds that a mail server may take for each answer.
_TIMEOUT = 10.0


def look_at_channel(channel: Channel, root: Path, environment: Mapping[str, str], names: Names) -> Iterator[Diagnosis]:
    """Look at one channel. Nothing is sent. `root` is the folder of `mkdocs.yml`."""
    if isinstance(channel, OutboxChannel):
        yield may_be_written(root / channel.outbox)
    elif isinstance(channel, SmtpChannel):
        yield from _server(channel, environment)
        yield from _sender(channel, names)
    elif isinstance(channel, FolderChannel):
        yield may_be_written(root / channel.folder)
    elif isinstance(channel, WebChannel):
        yield _receiver(channel, environment)
    else:
        from plainstatus.doctor.aws_channels import look_at_aws_channel

        yield from look_at_aws_channel(channel)


def _server(channel: SmtpChannel, environment: Mapping[str, str]) -> Iterator[Diagnosis]:
    from plainstatus.notify.channels.channel import NotDeliveredError
    from plainstatus.notify.channels.smtp import Smtp

    server = Smtp(channel, environment, _TIMEOUT)
    try:
        server.greet()
    except NotDeliveredError as error:
        yield fault(f"{error}", "Messages of this channel wait until that is in order.")
        return
    signed_in = f", and takes the sign-in of {channel.username}" if channel.username else ""
    yield ok(f"the mail server answers{signed_in}")
    if channel.tls == "none":
        yield warning("the connection is not private", "Leave out `tls: none` unless the network is your own.")


def _receiver(channel: WebChannel, environment: Mapping[str, str]) -> Diagnosis:
    from plainstatus.notify.channels.channel import NotDeliveredError
    from plainstatus.notify.channels.http import Http
    from plainstatus.notify.web.hosts import Hosts

    try:
        host = Http(channel, environment, Hosts()).look()
    except NotDeliveredError as error:
        return fault(f"{error}", "Messages of this channel wait until that is in order.")
    return ok(f"{host} is known; whether it answers shows once something is sent")


def _sender(channel: SmtpChannel, names: Names) -> Iterator[Diagnosis]:
    from plainstatus.notify.mail import address_of

    domain = address_of(channel.sender).rpartition("@")[2].lower()
    try:
        yield _spf(domain, names)
        yield _dmarc(domain, names)
    except NamesFault as trouble:
        yield unknown(f"DNS cannot be asked about {domain}: {trouble}")


def _spf(domain: str, names: Names) -> Diagnosis:
    """RFC 7208, sections 3.2 and 4.5."""
    found = [text for text in names.ask(domain, "TXT") or () if text.lower().split(" ")[0] == "v=spf1"]
    if not found:
        return warning(f"{domain} does not say who may send its mail (SPF)", "Add the TXT record of your mail server.")
    if len(found) > 1:
        return fault(f"{domain} has {len(found)} SPF records, so none counts", "Make them one.")
    if {"+all", "all"} & set(found[0].lower().split()):
        return fault(f"{domain} lets everybody send its mail (SPF)", "End the record with `~all` or `-all`.")
    return ok(f"{domain} says who may send its mail (SPF)")


def _dmarc(domain: str, names: Names) -> Diagnosis:
    """RFC 7489, section 6.6.3; without a list of public suffixes, the nearest record above counts."""
    labels = domain.split(".")
    for first in range(max(len(labels) - 1, 1)):
        above = ".".join(labels[first:])
        found = [text for text in names.ask(f"_dmarc.{above}", "TXT") or () if text.startswith("v=DMARC1")]
        if len(found) == 1:
            return ok(f"{above} says what becomes of forged mail (DMARC)")
    remedy = "Add a TXT record at `_dmarc`, `v=DMARC1; p=none` to begin with: large mail services ask for one."
    return warning(f"{domain} does not say what becomes of forged mail (DMARC)", remedy)
