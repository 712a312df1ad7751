"""The wall between audiences, at every way out: sites, what commands print, and each kind of channel.

Each list here is compared with what there is, so that a new command, channel or kind of file cannot go unlooked at.
"""

from collections.abc import Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner

from plainstatus.commands.notifying import open_desk
from plainstatus.commands.program import COMMANDS, program
from plainstatus.model.aws_channel import AwsChannel, SesChannel, SmsChannel, TopicChannel
from plainstatus.model.channel import Channel, OutboxChannel, SmtpChannel
from plainstatus.model.web_channel import FolderChannel, WebChannel, WebKind
from plainstatus.notify.plan import RevisionPast, plan_of
from plainstatus.reading.site import read_site

from ..planted import MARKS, NEVER, PLACES, config_of, everything_in, in_mail, opened, site_dir, tree
from ..site.built import contents, write_files
from ..timeline.building import at

NOW = "2026-11-24 12:00"
#: The moments at which words, reminders to the team, and the clock of a maintenance have something to say.
MOMENTS = {
    "words": NOW,
    "a promise that is due": "2026-11-24 12:31",
    "a reminder": "2026-11-25 00:01",
    "a start": "2026-11-25 01:01",
    "an end": "2026-11-25 02:01",
}
#: Site → the marks that it must not show.
BEYOND = {
    "public": (*MARKS.values(), NEVER),
    "partners": (MARKS["internal"], NEVER),
}

#: What each command prints or writes for the readers of one audience, by its arguments.
TELLS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "status": ((), ("--format", "json")),
    "export": (("csv",), ("jsonl",), ("statuspage",)),
    "report": (("2026-11",), ("2026-11", "--format", "json"), ("2026-11", "--format", "markdown")),
    "publish": (("--plan",), ()),
}
#: Why nobody but those who write can see what a command shows.
SILENT = {
    "init": "it writes a new site",
    "import": "it brings words in",
    "new": "it writes for the author",
    "update": "it writes for the author",
    "resolve": "it writes for the author",
    "check": "it shows the author his own lines",
    "build": "what it makes is looked at as a site",
    "serve": "it serves what `build` makes",
    "each": "it does other commands",
    "notify": "it prints for those who send; what it sends is looked at by channel, and in its folders",
    "tick": "it does what `publish` and `notify` do",
    "templates": "it shows the author what he can begin with",
    "doctor": "it knows settings and published files, and no words",
    "aws": "it knows the settings alone",
    "drill": "its words are its own, and it is played in a copy",
    "runbook": "it knows settings and templates, for the team, and no incident",
    "subscribers": "it is the list of the operator",
    "signup": "it knows the components of the public alone: tests/signup, and the page on the site",
    "propose": "it writes for the author",
    "errors": "it knows the settings alone",
    "schema": "it helps the author's editor",
}

_SIGNED = {"webhook": {"secrets_env": ["WEBHOOK_SECRET"]}}
_TO = {"smtp": "mail.example.com", "from": "status@example.com"}
#: A channel of each kind, for an audience `{a}`. Two of one class differ in what they are told by.
CHANNELS: tuple[tuple[type, dict[str, Any]], ...] = (
    (OutboxChannel, {"outbox": "outbox-{a}", "to": ["{a}@example.com", "subscribers"]}),
    (SmtpChannel, {**_TO, "to": ["{a}-list@example.com", "subscribers"]}),
    *(
        (WebChannel, {f"{kind}_url_env": f"{kind.upper()}_{{a}}", **_SIGNED.get(kind, {})})
        for kind in get_args(WebKind)
    ),
    (WebChannel, {"discord_url_env": "FORUM_{a}", "forum": True}),
    *((FolderChannel, {"folder": f"{kind}-{{a}}", "form": kind}) for kind in get_args(WebKind)),
    (SesChannel, {"ses": ["eu-south-1"], "from": "status@example.com", "to": ["{a}-ses@example.com", "subscribers"]}),
    (TopicChannel, {"sns": ["arn:aws:sns:eu-south-1:111122223333:{a}"]}),
    (SmsChannel, {"sms": ["eu-south-1"], "to": "subscribers", "every_update": True}),
    (FolderChannel, {"folder": "team-{a}", "form": "slack", "hears": ["updates", "promises"]}),
)


def channels() -> dict[str, Any]:
    """Each of `CHANNELS` for each audience."""
    return {
        f"{audience}-{number}": {**_filled(fields, audience), "audience": audience}
        for audience in ("public", *MARKS)
        for number, (_, fields) in enumerate(CHANNELS)
    }


def _filled(value: Any, audience: str) -> Any:
    if isinstance(value, dict):
        return {key: _filled(each, audience) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, audience) for each in value]
    if not isinstance(value, str):
        return value
    # The names of variables are in capital letters.
    return value.replace("{a}", audience.upper() if value.partition("_{")[0].isupper() else audience)


def targets() -> dict[str, Any]:
    return {
        f"{audience}-{kind}": {kind: f"out-{audience}{end}", "audience": audience}
        for audience in ("public", *MARKS)
        for kind, end in (("directory", ""), ("artifact", ".tar.gz"))
    }


def made(folder: Path, *narrow: str) -> Path:
    """The tree with the words for `narrow`, with the sites of all audiences, which were all told of before."""
    write_files(folder, tree(*narrow, channels=channels(), targets=targets()))
    for audience in ("public", *MARKS):
        built = run(folder, "build", "-f", config_of(audience))
        assert built.startswith("Built "), built
        run(folder, "notify", "-f", config_of(audience), now="2026-11-24 08:00")
    return folder


def run(folder: Path, *arguments: str, now: str = NOW) -> str:
    """All that a command says."""
    with chdir(folder):
        result = CliRunner().invoke(program, arguments, env={"SOURCE_DATE_EPOCH": f"{at(now).timestamp():.0f}"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("planted"), *MARKS)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same tree without any word that is not for everybody."""
    return made(tmp_path_factory.mktemp("plain"))


def told(folder: Path, audience: str) -> Iterator[tuple[str, bytes]]:
    """What every command tells the readers of `audience`, and every file that is left for them."""
    run(folder, "notify", "-f", config_of(audience))
    for name, ways in TELLS.items():
        for arguments in ways:
            yield f"{name} {' '.join(arguments)}", run(folder, name, "-f", config_of(audience), *arguments).encode()
    for place in sorted(folder.glob(f"*-{audience}*")):
        if place.name == f"out-{audience}.tar.gz":
            yield place.name, opened(place.name, place.read_bytes())
        elif place.is_dir() and place.name != site_dir(audience):
            yield f"{place.name}/", everything_in(place)


def sent(folder: Path, audience: str, now: str, *, by: str = "") -> dict[str, bytes]:
    """Every message that the channels for `audience` would send at `now`, to the byte.

    `by` is whose site sends them: the public one sends on narrower channels of its own settings, too.
    """
    reading = read_site(folder / config_of(by or audience))
    desk = open_desk(reading, at(now))
    nothing: dict[str, frozenset[str]] = {each: frozenset() for each in desk.news}
    plan = plan_of(desk.speakers, desk.news, RevisionPast(at(now), nothing), "", at(now))
    found = {}
    for each in plan.deliveries:
        if each.channel.audience == audience:
            key = f"{each.channel.name} {each.recipient.mailbox} {each.key.update}"
            found[key] = b"\n".join((key.encode(), each.letter.shown.encode(), _laid_open(each.letter.data)))
    for mailing in plan.mailings:
        if mailing.audience == audience:
            for language in (None, "it"):
                form = mailing.write((language, None, False))
                to = "+390612345678" if mailing.kind == "sms" else "ada@example.com"
                key = f"{mailing.channel} {language} {mailing.update}"
                body = _laid_open(form.filled(to, at(now)))
                found[key] = b"\n".join((key.encode(), mailing.subject.encode(), repr(mailing.interest).encode(), body))
    return found


def _laid_open(data: bytes) -> bytes:
    return in_mail(data) if b"\nMIME-Version:" in data[:4000] or b"\r\nMIME-Version:" in data[:4000] else data


def leaks(audience: str, found: Mapping[str, bytes]) -> list[str]:
    """The ways out on which a word got that the readers of `audience` may not read."""
    return [
        f"{way}: {mark}" for way, said in found.items() for mark in BEYOND[audience] if mark.encode() in said.lower()
    ]


def test_every_command_is_looked_at_or_has_a_reason_not_to_be() -> None:
    assert sorted([*TELLS, *SILENT]) == sorted(COMMANDS)


def test_every_kind_of_channel_is_looked_at() -> None:
    kinds = {kind for each in get_args(Channel) for kind in (get_args(each) or (each,))}

    assert {kind for kind, _ in CHANNELS} == kinds
    assert set(get_args(AwsChannel)) <= kinds


@pytest.mark.parametrize("audience", list(BEYOND))
def test_no_byte_of_a_site_is_for_others(planted: Path, audience: str) -> None:
    assert leaks(audience, {"site": everything_in(planted / site_dir(audience))}) == []


def test_the_sites_have_all_that_is_for_them(planted: Path) -> None:
    """So the search can find each of the words."""
    inside, partners = (everything_in(planted / site_dir(audience)) for audience in ("internal", "partners"))

    assert [place for place in PLACES for mark in MARKS.values() if f"{mark}{place}".encode() not in inside] == []
    assert [place for place in PLACES if f"{MARKS['partners']}{place}".encode() not in partners] == []
    assert NEVER.encode() not in inside


@pytest.mark.parametrize("audience", list(BEYOND))
def test_no_command_tells_what_is_for_others(planted: Path, audience: str) -> None:
    assert leaks(audience, dict(told(planted, audience))) == []


def test_every_command_tells_what_is_for_its_readers(planted: Path) -> None:
    """But for those that tell of files and of moments, and never of words."""
    found = dict(told(planted, "internal"))
    without = [way for way, said in found.items() if MARKS["internal"].encode() not in said.lower()]

    assert [way for way in without if not way.startswith(("publish ", "report"))] == []
    assert {f"{place}/" for place in ("outbox-internal", "out-internal", "slack-internal")} <= set(found)


@pytest.mark.parametrize("audience", list(BEYOND))
@pytest.mark.parametrize("moment", list(MOMENTS))
def test_no_message_on_any_channel_has_a_word_for_others(planted: Path, audience: str, moment: str) -> None:
    for by in {audience, "public"}:
        found = sent(planted, audience, MOMENTS[moment], by=by)
        silent = {f"{audience}-{number}" for number in range(len(CHANNELS))} - {way.partition(" ")[0] for way in found}

        assert leaks(audience, found) == []
        assert silent == set(), "each of the channels has something to say"


def test_every_channel_brings_internal_words_to_internal_readers(planted: Path) -> None:
    found = sent(planted, "internal", NOW)
    heard = {way.partition(" ")[0] for way, said in found.items() if MARKS["internal"].encode() in said.lower()}

    assert heard == {f"internal-{number}" for number in range(len(CHANNELS))}


def test_the_public_hears_and_sees_what_a_tree_without_anything_narrower_has(planted: Path, plain: Path) -> None:
    """So nothing narrower has a part in any figure, moment or order either."""
    assert contents(planted / "site") == contents(plain / "site")
    for moment in MOMENTS.values():
        assert sent(planted, "public", moment) == sent(plain, "public", moment)
    for name in ("status", "export", "report"):
        for arguments in TELLS[name]:
            assert run(planted, name, *arguments) == run(plain, name, *arguments), (name, arguments)


def test_the_hub_and_the_form_of_the_public_are_no_part_of_another_site(planted: Path) -> None:
    """Both are inherited."""
    for audience in MARKS:
        everything = everything_in(planted / site_dir(audience))
        assert b"127.0.0.1:9" not in everything
        assert b"signup.example" not in everything


def test_no_page_of_a_further_site_asks_to_be_found_by_a_search(planted: Path) -> None:
    asks = {
        audience: [
            b'name="robots" content="noindex"' in page.read_bytes()
            for page in (planted / site_dir(audience)).rglob("index.html")
        ]
        for audience in ("public", *MARKS)
    }

    assert not any(asks["public"])
    assert all(asks["partners"] + asks["internal"])


def test_the_runbook_is_on_the_internal_site_alone(planted: Path) -> None:
    assert [
        audience for audience in ("public", *MARKS) if (planted / site_dir(audience) / "runbook/index.html").exists()
    ] == ["internal"]
