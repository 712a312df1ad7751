"""The course of a drill: every turn of a scenario is written, checked, built, published, sent, and looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from plainstatus.drill.cast import Role, Stage
from plainstatus.drill.commands import Commands
from plainstatus.drill.looking import Expected, Reader, Words
from plainstatus.drill.receipts import News, Receipts, not_sent
from plainstatus.drill.regions import Regions
from plainstatus.drill.scenario import Desk, Scenario
from plainstatus.drill.step import FailedError, Log, Step, UnverifiedError
from plainstatus.model.channel import SmtpChannel
from plainstatus.model.incident import Incident
from plainstatus.model.rehearsal import Objectives
from plainstatus.model.settings import Settings
from plainstatus.model.web_channel import WebChannel
from plainstatus.reading.site import read_site

#: Minutes between what is said, so that a note for other readers has its own in between.
_BETWEEN = 3
#: Seconds between two looks at a page that does not have the words yet.
_AGAIN = 0.25
_SOON = 1.0
#: The turn during which a region fails: the second, so that the first shows how fast it goes when all is well.
_FAILING = 1
#: Whoever broke off the last drill left its incident open at the targets.
_ALLOWED = ("--allow", "lost-incident", "--allow", "older", "--allow", "deletions")


@dataclass
class Course:
    """One drill. `now` is the moment at which it begins, in UTC."""

    scenario: Scenario
    desk: Desk
    config: Path
    settings: Settings
    cast: Sequence[Role]
    stage: Stage
    regions: Regions
    reader: Reader
    objectives: Objectives
    log: Log
    now: datetime
    _receipts: Receipts = field(init=False)
    _told: int = 0

    def __post_init__(self) -> None:
        self._receipts = Receipts(self.settings)

    @property
    def commands(self) -> Commands:
        return self.desk.commands

    def run(self) -> None:
        """Play it to its end, whatever fails on the way."""
        part, most = "Before", self.objectives
        self.log.do(part, "Check", most.check, lambda: self._do("check"))
        built = self.log.do(part, "Build the site as it is", most.build, lambda: self._do("build"))
        self.log.do(part, "Publish it", most.publish, self._publish, needs=built)
        self.log.do(part, "Take what was said before for known", most.notify, self._notify)
        written: Step | None = None
        for number, name in enumerate(self.scenario.turns):
            written = self._turn(number, name, needs=written)
        self._look_again(needs=written)
        self.log.do("After", "The whole drill", most.whole, lambda: None, since=self.log.began)

    def _turn(self, number: int, name: str, *, needs: Step | None) -> Step:
        part, most, fails = name, self.objectives, number == _FAILING
        began = self.log.clock()
        at = self.now - timedelta(minutes=_BETWEEN * (len(self.scenario.turns) - number))
        write = partial(self.scenario.write, number, self.desk, at)
        written = self.log.do(part, "Write the words", most.write, write, needs=needs)
        if not written.went_on:
            return written
        self.log.do(part, "Check", most.check, lambda: self._do("check"))
        built = self.log.do(part, "Build", most.build, lambda: self._do("build"))
        if fails:
            self._fail()
        elif number == _FAILING + 1:
            self.regions.mend()
        publish = self._publish_at_the_second if fails else self._publish
        published = self.log.do(part, "Publish", most.publish, publish, needs=built)
        until = most.words if number else most.first_words
        wait = partial(self._wait, until, began, fails)
        shown = self.log.do(part, "See the words on the page", until, wait, needs=published, since=began)
        sent = self.log.do(part, "Notify", most.notify, lambda: self._notify(fails))
        if self.stage.sink.refused or fails:
            self._notify_again(part, needs=sent)
        self._look(part, published, shown, began + until)
        self._receive(part, began, fails=number >= _FAILING)
        return written

    def _look(self, part: str, published: Step, shown: Step, until: float) -> None:
        """Look at all outputs besides the pages, even where these do not have the words."""
        if shown.verdict == "unverified" or not published.went_on:
            return
        incident = self._incident()
        for look in self.reader.looks(self._expected(incident)) if incident else ():
            objective = self.objectives.look if self.regions.front is not None else None
            self.log.do(part, look.name, objective, partial(self._patiently, look.at, until))

    def _receive(self, part: str, began: float, *, fails: bool) -> None:
        """See what came to each receiver of what this turn has said."""
        incident = self._incident()
        news = News(incident, incident.updates[self._told :]) if incident else None
        self._told = len(incident.updates) if incident else self._told
        for role in self.cast:
            if role.written is None or self._receipts.channel_of(role) is not None:
                look = partial(self._receive_by, role, news, fails)
                self.log.do(part, f"Receive it by {role.shown}", self.objectives.message, look, since=began)

    def _receive_by(self, role: Role, news: News | None, fails: bool) -> str:
        channel = self._receipts.channel_of(role)
        if channel is None:
            raise UnverifiedError("Nobody can stand in beside a real one: name a channel for it in `rehearsal`.")
        if news is None:
            raise FailedError("The incident of the drill cannot be read.")
        return self._receipts.look(role, channel, news, region_failed=fails)

    def _look_again(self, *, needs: Step | None) -> None:
        """See the site once more from each region, after all."""
        for name, choose in self.regions.views():

            def look(choose: Callable[[], None] = choose) -> None:
                choose()
                self.reader.page_says(self._expected(self._incident()))

            self.log.do("After", f"Read the page from {name}", self.objectives.look, look, needs=needs)

    def _do(self, command: str, *arguments: str) -> None:
        self.commands.run(command, *arguments)

    def _publish(self) -> str:
        self.commands.run("publish", *_ALLOWED)
        return ""

    def _publish_at_the_second(self) -> str:
        if not self.regions.can_fail:
            self._publish()
            raise UnverifiedError("There is one target only: that another one takes over cannot be seen.")
        self.commands.run("publish", *_ALLOWED, ends_with=(3,))
        return "the first target failed, the others have it"

    def _fail(self) -> None:
        """Have the first of everything fail: the target, the regions of AWS, a try at the mail server and a webhook."""
        self.regions.fail()
        channels = {channel.name: channel for channel in self.settings.channels}
        mine = [role for role in self.cast if role.receiver is not None and role.name in channels]
        for role in mine:
            if role.regions:
                self.stage.stand_ins.failed_regions.add(role.regions[0])
            if role.kind is WebChannel and not self.stage.stand_ins.busy:
                self.stage.stand_ins.busy.add(role.name)
        self.stage.sink.refusals = int(any(role.kind is SmtpChannel for role in mine))

    def _notify(self, may_fail: bool = False) -> str:
        code, told = self.commands.tell("notify")
        self._receipts.note(told)
        if code not in ((0, 3) if may_fail else (0,)):
            raise FailedError("\n".join((f"plainstatus notify ended with {code}:", *not_sent(told))))
        return ""

    def _notify_again(self, part: str, *, needs: Step) -> None:
        refused = self.stage.sink.refused
        self.stage.sink.refused = 0

        def again() -> str:
            self._notify()
            return "a mail server had refused a message at first" if refused else "nothing was left to be sent"

        self.log.do(part, "Notify again", self.objectives.notify, again, needs=needs)

    def _wait(self, patience: int, began: float, fails: bool) -> str:
        if fails and not self.regions.knows_the_way:
            raise UnverifiedError("The address may lead to the target that was to fail.")
        expected = self._expected(self._incident())
        self._patiently(lambda: self.reader.page_says(expected), began + patience)
        return "from the second target" if fails and self.regions.can_fail else ""

    def _patiently(self, look: Callable[[], None], until: float) -> None:
        """Look again and again, until `until` by the clock of the log, for caches give out what was for a while."""
        if self.regions.front is not None:
            # Of a folder of this machine, nothing comes later than at once.
            until = min(until, self.log.clock() + _SOON)
        while True:
            try:
                look()
                return
            except FailedError:
                if self.log.clock() >= until or self.log.left <= 0:
                    raise
                self.log.pause(_AGAIN)

    def _incident(self) -> Incident | None:
        id = self.desk.file.stem if self.desk.file else ""
        return next((each for each in read_site(self.config).incidents if each.id == id), None)

    def _expected(self, incident: Incident | None) -> Expected:
        if incident is None:
            raise FailedError("The incident of the drill cannot be read.")
        public = [update for update in incident.updates if update.audience in self.settings.readers_of]
        last, first = public[-1], self.settings.languages[0]
        words = [
            Words(
                language,
                "" if language == first else f"{language}/",
                incident.titles.get(language, incident.title),
                last.translations.get(language, last.text),
            )
            for language in self.settings.languages
        ]
        secrets = [update.text for update in incident.updates if update.audience not in self.settings.readers_of]
        is_open = not any(update.status in _CLOSING for update in public)
        is_maintenance = incident.kind == "maintenance"
        return Expected(incident.id, words, is_open, secrets, self.settings.for_programs, is_maintenance)


_CLOSING = frozenset({"resolved", "completed", "postmortem"})
