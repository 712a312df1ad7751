"""From the settings to the channels that they name."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from plainstatus.model.aws_channel import SesChannel, SmsChannel, TopicChannel
from plainstatus.model.channel import Channel, OutboxChannel
from plainstatus.model.web_channel import FolderChannel, WebChannel
from plainstatus.notify.channels.channel import OpenChannel
from plainstatus.notify.web.hosts import Hosts


def open_channel(
    channel: Channel, root: Path, environment: Mapping[str, str], hosts: Hosts | None = None
) -> OpenChannel:
    """`channel` ready to send; a folder is found from `root`, a secret in `environment`. Connects to nobody yet.

    `hosts` is what channels over HTTP have in common in a run.
    """
    if isinstance(channel, OutboxChannel):
        from plainstatus.notify.channels.outbox import Outbox

        return Outbox(channel, root / channel.outbox)
    if isinstance(channel, FolderChannel):
        from plainstatus.notify.channels.folder import Folder

        return Folder(channel, root / channel.folder)
    if isinstance(channel, WebChannel) and channel.is_forum:
        from plainstatus.notify.channels.forum import Forum

        return Forum(channel, environment, hosts or Hosts())
    if isinstance(channel, WebChannel):
        from plainstatus.notify.channels.http import Http

        return Http(channel, environment, hosts or Hosts())
    if isinstance(channel, SesChannel):
        from plainstatus.notify.channels.ses import Ses

        return Ses(channel)
    if isinstance(channel, TopicChannel):
        from plainstatus.notify.channels.sns import Sns

        return Sns(channel)
    if isinstance(channel, SmsChannel):
        from plainstatus.notify.channels.sms import Sms

        return Sms(channel)
    from plainstatus.notify.channels.smtp import Smtp

    return Smtp(channel, environment)


def opener_of(
    channel: Channel, root: Path, environment: Mapping[str, str], hosts: Hosts | None = None
) -> Callable[[], OpenChannel]:
    """How `channel` is opened by each of those who send on it at the same time. What they share is made once."""
    if isinstance(channel, SesChannel):
        from plainstatus.notify.channels.ses import Accounts, Ses, regions_of

        return partial(Ses, channel, regions_of(channel), Accounts())
    return partial(open_channel, channel, root, environment, hosts)
