"""Whether those who sign up are told anything. The program that answers the form is not asked."""

from collections.abc import Iterator, Mapping

from plainstatus.doctor.diagnosis import Diagnosis, fault, ok, warning
from plainstatus.model.settings import Settings


def look_at_signup(settings: Settings, environment: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Look for a channel that brings mail to public subscribers, and for the key in `environment` that signs links."""
    from plainstatus.signup.post import channel_for_mail
    from plainstatus.signup.tokens import KeyFault, keys_in

    channel = channel_for_mail(settings.channels)
    if channel is not None:
        yield ok(f"subscribers are told by {channel.name}")
    else:
        words = "no channel tells subscribers, so the form of the site leads nowhere"
        yield fault(words, "Write `to: [subscribers]` in one that sends mail, or take `signup` away.")
    try:
        keys_in(environment)
    except KeyFault as error:
        yield warning(f"{error}", "Where `notify` runs without it, no subscriber is told.")
    else:
        yield ok("the key that signs links is set")
