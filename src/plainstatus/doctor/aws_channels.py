"""Whether services of AWS take what a channel would send, in every region that it names. Nothing is sent."""

from collections.abc import Iterator
from typing import Any

from plainstatus.aws.clients import client
from plainstatus.aws.faults import code_of, is_of_aws, told
from plainstatus.doctor.diagnosis import Diagnosis, fault, ok, unknown, warning
from plainstatus.model.aws_channel import AwsChannel, SesChannel

_DENIED = frozenset({"AccessDenied", "AccessDeniedException"})


def look_at_aws_channel(channel: AwsChannel) -> Iterator[Diagnosis]:
    """Look at a channel. Of topics and text messages nothing can be asked with the rights that sending needs."""
    if isinstance(channel, SesChannel):
        for region in channel.regions:
            yield _ses(region)
    else:
        yield unknown(f"whether {channel.place} answers is known once something is sent")


def _ses(region: str) -> Diagnosis:
    try:
        account: dict[str, Any] = client("sesv2", "doctor", region=region).get_account()
    except Exception as error:
        if not is_of_aws(error):
            raise
        if code_of(error) in _DENIED:
            return unknown(
                f"what SES in {region} grants cannot be asked", "Give the role `MailFrom`, or ask as yourself."
            )
        return fault(f"SES in {region}: {told(error)}", "Mail goes from another region until that is in order.")
    if not account.get("SendingEnabled", True):
        return fault(f"SES in {region} sends nothing: sending is switched off", "Look at the account's health at AWS.")
    if not account.get("ProductionAccessEnabled", True):
        words = f"SES in {region} is in the sandbox: only verified addresses get mail"
        return warning(words, "Ask AWS for production access in that region.")
    quota = account.get("SendQuota", {})
    rate, left = quota.get("MaxSendRate", 0), quota.get("Max24HourSend", 0) - quota.get("SentLast24Hours", 0)
    return ok(f"SES in {region} takes {rate:g} mails a second, and {left:,.0f} more today")
