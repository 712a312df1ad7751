"""Makes a mailing of something that is to be told: who wishes for it, and how it is written for each of them."""

from datetime import datetime

from plainstatus.model.aws_channel import SesChannel, SmsChannel
from plainstatus.model.channel import SubscriberChannel
from plainstatus.model.subscriber import kind_wished
from plainstatus.notify.mail import address_of
from plainstatus.notify.mail_form import MailForm, form_of
from plainstatus.notify.mailing.interest import Interest, with_groups
from plainstatus.notify.mailing.mailing import LeaveLink, Mailing, Variant, nobody_leaves
from plainstatus.notify.mailing.text_form import TextForm
from plainstatus.notify.messages import Message, message_of
from plainstatus.notify.occasion import Occasion
from plainstatus.notify.short_text import short_text
from plainstatus.notify.voice import Voices
from plainstatus.subscribers.store import normal
from plainstatus.timeline.timeline import Timeline


def mailing_of(
    channel: SubscriberChannel,
    said: Occasion,
    timeline: Timeline,
    message: Message,
    voices: Voices,
    leave_link: LeaveLink,
    now: datetime,
) -> Mailing:
    """What brings `said`, of which `message` is the form in the words of `channel`, to all subscribers."""
    by_text = isinstance(channel, SmsChannel)

    def write(variant: Variant) -> MailForm | TextForm:
        language, zone, leaves = variant
        voice = voices.of(language, zone)
        own = message if voice is voices.own else message_of(said, timeline, voice)
        if by_text:
            return TextForm(short_text(own).text)
        return form_of(own, voice, channel.sender, channel.name, now, leaves=leaves)

    return Mailing(
        message.update,
        message.thread,
        channel.name,
        channel.audience,
        message.subject,
        _interest(said, message, timeline, channel),
        write,
        nobody_leaves if _has_its_own_way_out(channel) else leave_link,
        "sms" if by_text else "mail",
    )


def _has_its_own_way_out(channel: SubscriberChannel) -> bool:
    """Whether readers leave by what the channel itself offers: an answer to a text, or a header that SES adds."""
    return isinstance(channel, SmsChannel) or (isinstance(channel, SesChannel) and channel.contact_list is not None)


def _interest(said: Occasion, message: Message, timeline: Timeline, channel: SubscriberChannel) -> Interest:
    id = said.course.id
    incidents = frozenset((id, id.partition("/")[0], said.course.incident.id))
    touched = with_groups(message.tags.components, timeline.catalog.groups)
    by_text = isinstance(channel, SmsChannel)
    named = frozenset(normal("sms", each) if by_text else normal("mail", address_of(each)) for each in channel.to)
    return Interest(said.public_from, kind_wished(said.course.incident), incidents, touched, named)
