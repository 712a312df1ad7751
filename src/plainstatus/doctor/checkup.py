"""Everything that is looked at for one site, in the order in which it is told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from plainstatus.doctor.addresses import look_at_addresses
from plainstatus.doctor.clock import Clock
from plainstatus.doctor.diagnosis import Diagnosis, Examination, fault, ok, unknown, warning
from plainstatus.doctor.ledger import look_at_ledger
from plainstatus.doctor.machine import look_at_machine
from plainstatus.doctor.mail import look_at_channel
from plainstatus.doctor.names import Names
from plainstatus.doctor.published import manifest_at
from plainstatus.doctor.signup import look_at_signup
from plainstatus.doctor.targets import look_at_target, opened
from plainstatus.doctor.website import look_at_website
from plainstatus.model.aws_channel import SesChannel
from plainstatus.model.channel import BucketLedger, SmtpChannel, TableLedger
from plainstatus.model.finding import Finding
from plainstatus.model.settings import Settings
from plainstatus.model.target import BucketTarget
from plainstatus.model.web_channel import WebChannel
from plainstatus.publish.manifest import Manifest, ManifestFault
from plainstatus.publish.targets.interface import TargetFault


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where and when the site is looked at.

    `root` is the folder of `mkdocs.yml`; `now` is the moment from which ages count, and `clock` is this machine's.
    """

    root: Path
    now: datetime
    clock: Clock
    environment: Mapping[str, str]
    names: Names


def examinations(settings: Settings, findings: Iterable[Finding], here: Circumstances) -> list[Examination]:
    """All that there is to look at. `findings` are those of the settings, faulty ones of which count as not set."""
    root, now, clock = here.root, here.now, here.clock
    return [
        Examination("this machine", partial(look_at_machine, root)),
        Examination("settings", partial(_settings, settings, list(findings))),
        *(
            Examination(
                f"target {target.name} ({target.place})",
                partial(look_at_target, target, root, settings, now, clock),
                far=isinstance(target, BucketTarget),
            )
            for target in settings.targets
        ),
        Examination(
            "the site",
            partial(look_at_website, settings, partial(_manifests, settings, root), now, clock),
            far=True,
        ),
        Examination("its name", partial(look_at_addresses, settings.site_url, here.names), far=True),
        *(
            Examination(
                f"channel {channel.name} ({channel.place})",
                partial(look_at_channel, channel, root, here.environment, here.names),
                far=isinstance(channel, SmtpChannel | SesChannel | WebChannel),
            )
            for channel in settings.channels
        ),
        *(
            [Examination(f"sign-up ({settings.signup})", partial(look_at_signup, settings, here.environment))]
            if settings.signup and settings.audience == "public"
            else []
        ),
        Examination(
            f"the ledger ({settings.ledger.place})",
            partial(look_at_ledger, settings, root, here.environment, clock),
            far=isinstance(settings.ledger, BucketLedger | TableLedger),
        ),
    ]


def _settings(settings: Settings, findings: list[Finding]) -> Iterator[Diagnosis]:
    for finding in findings:
        make = fault if finding.severity == "error" else warning
        yield make(f"{finding.path}:{finding.line}:{finding.column}: {finding.message}", finding.hint)
    if not findings:
        yield ok("mkdocs.yml has no faults")
    elif any(finding.severity == "error" for finding in findings):
        yield unknown("what is faulty counts as not set in what follows")
    if not any(target.audience == settings.audience for target in settings.targets):
        words = f"no target is for the audience of this site, “{settings.audience}”"
        yield warning(words, "Add one, or mend `audience`.")


def _manifests(settings: Settings, root: Path) -> dict[str, Manifest]:
    """What the targets for the site's audience hold, as far as they can be read; those are told of by themselves."""
    found = {}
    for target in settings.targets:
        try:
            if target.audience == settings.audience and (manifest := manifest_at(opened(target, root))):
                found[target.name] = manifest
        except (TargetFault, ManifestFault):
            continue
    return found
