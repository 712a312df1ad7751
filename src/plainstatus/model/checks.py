"""What a site wishes of `plainstatus check`: `checks` in `mkdocs.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

#: How much a finding of a rule weighs on a site or in a file; `off`: the rule is not asked.
Weight = Literal["error", "warning", "notice", "off"]

#: Every rule, by its code: what a site may name. A test holds that each is there in `check`.
CODES: tuple[str, ...] = (
    "future-update",
    "overdue-update",
    "broken-promise",
    "no-next-update",
    "no-expected-recovery",
    "past-recovery",
    "long-silence",
    "nothing-new",
    "back-without-words",
    "no-component",
    "left-down",
    "no-closing-words",
    "no-postmortem",
    "announced-late",
    "never-completed",
    "overlapping-maintenance",
    "not-translated",
    "translation-behind",
    "secret",
    "internal-address",
    "internal-host",
    "loopback-address",
    "cloud-id",
    "internal-ticket",
    "stack-trace",
    "internal-name",
    "personal-address",
    "unfilled",
    "impact-unsaid",
    "blame",
    "all-caps",
    "exclamation-mark",
    "jargon",
    "vague-time",
    "vague-share",
    "empty-apology",
    "long-title",
    "long-opening",
    "long-sentence",
    "hard-to-read",
)


@dataclass(frozen=True, slots=True)
class Checks:
    """`rules` has the weight of each rule, by its code, that is not to have its usual one.

    `never` are words that no public reader may see: names of people, of projects. `jargon` are words of the house,
    each with what to say instead, "" where nothing is suggested. `hosts` are patterns of internal hosts
    (`*.corp.example`), `tickets` the beginnings of the ids of internal tickets (`OPS` of `OPS-123`), and
    `mail_domains` those of which no person's address may stand there. `addresses` are the exceptions: mailboxes of
    those domains that readers may write to.
    """

    rules: Mapping[str, Weight] = field(default_factory=dict)
    never: tuple[str, ...] = ()
    jargon: Mapping[str, str] = field(default_factory=dict)
    hosts: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()
    mail_domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    #: so long after the all-clear a major incident has its postmortem
    postmortem_within: timedelta = timedelta(days=14)
    #: so long before its start a maintenance is announced
    announce_before: timedelta = timedelta(days=2)
    #: in characters, where a card, a subject or a chat would cut it off
    title_length: int = 80
