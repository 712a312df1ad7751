"""From the settings to the channels that they name."""

from collections.abc import Mapping
from pathlib import Path

from plainstatus.model.channel import Channel, OutboxChannel
from plainstatus.notify.channels.channel import OpenChannel


def open_channel(channel: Channel, root: Path, environment: Mapping[str, str]) -> OpenChannel:
    """`channel` ready to send; a folder is found from `root`, a secret in `environment`. Connects to nobody yet."""
    if isinstance(channel, OutboxChannel):
        from plainstatus.notify.channels.outbox import Outbox

        return Outbox(channel, root / channel.outbox)
    from plainstatus.notify.channels.smtp import Smtp

    return Smtp(channel, environment)
