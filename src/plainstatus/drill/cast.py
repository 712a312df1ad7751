"""Who plays which channel: for each real one a stand-in of its own kind, or the channel of the rehearsal."""

import base64
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plainstatus.drill.mail_sink import MailSink
from plainstatus.drill.receivers import AtAws, Mailbox, MailFolder, MessageFolder, Receiver, WebAddress
from plainstatus.drill.stand_ins import StandIns
from plainstatus.model.aws_channel import SesChannel, SmsChannel, TopicChannel
from plainstatus.model.channel import Channel, OutboxChannel, SmtpChannel
from plainstatus.model.rehearsal import Rehearsal
from plainstatus.model.settings import Settings
from plainstatus.model.web_channel import FolderChannel, WebChannel, WebKind

_FROM = "DRILL <drill@drill.invalid>"
_REGIONS = ("eu-south-1", "eu-west-1")
#: The part of AWS behind each kind of channel → the variable that names its endpoint.
_ENDPOINTS: Mapping[type, str] = {
    SesChannel: "AWS_ENDPOINT_URL_SESV2",
    TopicChannel: "AWS_ENDPOINT_URL_SNS",
    SmsChannel: "AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A channel of the drill: `written` is what stands for it in the settings, None where nobody can play it.

    `receiver` can tell what came, and is None where only people can. `regions` are those of a stand-in.
    """

    name: str
    written: Mapping[str, Any] | None
    receiver: Receiver | None = None
    regions: tuple[str, ...] = ()
    kind: type = OutboxChannel
    label: str = ""

    @property
    def shown(self) -> str:
        """Its name for people."""
        return self.label or self.name


@dataclass
class Stage:
    """Where stand-ins stand: `place` is a folder for theirs, `environment` gets what the commands must know."""

    place: Path
    sink: MailSink
    stand_ins: StandIns
    url: str
    environment: dict[str, str] = field(default_factory=dict)


def cast_of(settings: Settings, rehearsal: Rehearsal, written: Mapping[str, Any], stage: Stage) -> list[Role]:
    """Every channel of the drill. `written` are the channels of the rehearsal as its settings have them.

    A site that names no channels for its rehearsal has one of each kind, so that each is tried.
    """
    own = {channel.name: channel for channel in rehearsal.channels}
    real = [channel for channel in settings.channels if channel.name not in own]
    at_aws = {type(channel) for channel in rehearsal.channels}
    roles = [_own_role(channel, written[channel.name]) for channel in rehearsal.channels]
    wanted: Sequence[Channel] = real if rehearsal.channels else (*real, *_of_each_kind(settings, real))
    for number, channel in enumerate(wanted):
        if type(channel) in at_aws and type(channel) in _ENDPOINTS:
            # The commands know one endpoint for each service, and it is the real one.
            roles.append(Role(channel.name, None, kind=type(channel)))
        else:
            roles.append(_stand_in(channel, number, stage))
    stage.environment.update(_aws(rehearsal, roles, stage))
    return roles


def _own_role(channel: Channel, written: Mapping[str, Any]) -> Role:
    receiver: Receiver | None = None
    if isinstance(channel, OutboxChannel):
        receiver = MailFolder(Path(written["outbox"]))
    elif isinstance(channel, FolderChannel):
        receiver = MessageFolder(Path(written["folder"]))
    # The clock of the team is no part of a drill: who hears of promises hears of updates here.
    kept = {name: value for name, value in written.items() if name != "hears"}
    return Role(channel.name, kept, receiver, kind=type(channel))


def _stand_in(channel: Channel, number: int, stage: Stage) -> Role:
    name = channel.name
    reach: dict[str, Any] = {"audience": channel.audience}
    if channel.language is not None:
        reach["language"] = channel.language
    mailbox = f"{name}@drill.invalid"
    post: dict[str, Any] = {"from": _FROM, "to": [mailbox]}
    match channel:
        case OutboxChannel():
            folder = stage.place / "outboxes" / name
            return Role(name, {"outbox": str(folder), **reach}, MailFolder(folder), kind=OutboxChannel)
        case SmtpChannel():
            written = {"smtp": f"127.0.0.1:{stage.sink.port}", "tls": "none", **post, **reach}
            return Role(name, written, Mailbox(stage.sink, mailbox), kind=SmtpChannel)
        case FolderChannel():
            folder = stage.place / "folders" / name
            written = {"folder": str(folder), "form": channel.form, **reach}
            return Role(name, written, MessageFolder(folder), kind=FolderChannel)
        case WebChannel():
            return _web_role(channel, reach, stage)
        case SesChannel():
            written = {"ses": list(channel.regions), **post, **reach}
            return Role(name, written, AtAws(stage.stand_ins, (mailbox,)), channel.regions, SesChannel)
        case TopicChannel():
            topics = [_topic(each, name) for each in channel.topics]
            regions = tuple(each.split(":")[3] for each in topics)
            return Role(name, {"sns": topics, **reach}, AtAws(stage.stand_ins, topics), regions, TopicChannel)
        case SmsChannel():
            # Numbers that the British authority keeps free for films.
            telephone = f"+4477009{number:05d}"
            written = {"sms": list(channel.regions), "to": [telephone], "every_update": channel.every_update, **reach}
            return Role(name, written, AtAws(stage.stand_ins, (telephone,)), channel.regions, SmsChannel)


def _web_role(channel: WebChannel, reach: Mapping[str, Any], stage: Stage) -> Role:
    variable = f"DRILL_{channel.name.upper().replace('-', '_')}"
    stage.environment[f"{variable}_URL"] = f"{stage.url}/{channel.name}"
    written = {f"{channel.kind}_url_env": f"{variable}_URL", "allow_private": True, **reach}
    secret = ""
    if channel.kind == "webhook":
        secret = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
        stage.environment[f"{variable}_SECRET"] = secret
        written["secrets_env"] = [f"{variable}_SECRET"]
    if channel.is_forum:
        written["forum"] = True
    return Role(channel.name, written, WebAddress(stage.stand_ins, channel.name, secret), kind=WebChannel)


def _topic(arn: str, name: str) -> str:
    """A topic of nobody in the region of the real one, and in order where that is."""
    return f"arn:aws:sns:{arn.split(':')[3]}:000000000000:drill-{name}{'.fifo' if arn.endswith('.fifo') else ''}"


def _of_each_kind(settings: Settings, real: Sequence[Channel]) -> Iterator[Channel]:
    """A channel of each kind that is not among `real`, and mail in each language that none of them speaks."""
    names = {channel.name for channel in real}
    spoken = {channel.language or settings.languages[0] for channel in real} | {settings.languages[0]}
    audience = settings.audience

    def free(name: str) -> str:
        return f"{name}-of-the-drill" if name in names else name

    if not any(isinstance(each, OutboxChannel) for each in real):
        yield OutboxChannel(free("outbox"), "", audience=audience)
    if not any(isinstance(each, SmtpChannel) for each in real):
        yield SmtpChannel(free("mail"), "", "", (), audience=audience)
    for language in settings.languages:
        if language not in spoken:
            yield SmtpChannel(free(f"mail-{language.lower()}"), "", "", (), audience=audience, language=language)
    kinds: tuple[WebKind, ...] = ("webhook", "slack", "teams", "discord")
    for kind in kinds:
        if not any(isinstance(each, WebChannel) and each.kind == kind for each in real):
            yield WebChannel(free(kind), kind, "", audience=audience)
    if not any(isinstance(each, SesChannel) for each in real):
        yield SesChannel(free("ses"), _REGIONS, "", (), audience=audience)
    if not any(isinstance(each, TopicChannel) for each in real):
        topics = tuple(f"arn:aws:sns:{region}:000000000000:drill" for region in _REGIONS)
        yield TopicChannel(free("topic"), topics, audience=audience)
    if not any(isinstance(each, SmsChannel) for each in real):
        yield SmsChannel(free("sms"), _REGIONS, (), audience=audience)


def _aws(rehearsal: Rehearsal, roles: Sequence[Role], stage: Stage) -> dict[str, str]:
    """What the commands are told of AWS: the stand-ins, and no credential but those of the rehearsal."""
    played = {role.kind for role in roles if role.regions}
    found = {variable: stage.url for kind, variable in _ENDPOINTS.items() if kind in played}
    if not rehearsal.variables:
        found["AWS_EC2_METADATA_DISABLED"] = "true"
        found |= {"AWS_ACCESS_KEY_ID": "drill", "AWS_SECRET_ACCESS_KEY": "drill", "AWS_ENDPOINT_URL": stage.url}
        found |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    return found
