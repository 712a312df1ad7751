"""All rules of `check` on one site. Does not know who reads the findings."""

from collections.abc import Callable, Iterator
from typing import cast

from plainstatus.check.course.rules import RULES as COURSE_RULES
from plainstatus.check.locating import Locator
from plainstatus.check.passages import passages_of
from plainstatus.check.rule import CourseRule, Remark, Scene, WordRule
from plainstatus.check.words.rules import RULES as WORD_RULES
from plainstatus.model.checks import Weight
from plainstatus.model.finding import Finding
from plainstatus.model.incident import Incident

RULES: tuple[WordRule | CourseRule, ...] = (*WORD_RULES, *COURSE_RULES)


def remarks(scene: Scene) -> Iterator[tuple[WordRule | CourseRule, Remark]]:
    """What each rule that is not `off` has to say, rule by rule within an incident, then course by course."""
    site = scene.checks.rules
    usual = [rule for rule in WORD_RULES if site.get(rule.code) != "off"]
    for incident in scene.incidents:
        own = incident.checks
        rules = [rule for rule in WORD_RULES if _weight(rule, incident, scene) != "off"] if own else usual
        for passage in passages_of(incident, scene.languages[0]) if rules else ():
            for rule in rules:
                for remark in rule.look(passage, scene.checks):
                    yield rule, remark
    wanted = {code for incident in scene.incidents for code, weight in incident.checks.items() if weight != "off"}
    for course_rule in COURSE_RULES:
        if site.get(course_rule.code) != "off" or course_rule.code in wanted:
            for remark in course_rule.look(scene):
                if _weight(course_rule, remark.place.incident, scene) != "off":
                    yield course_rule, remark


def findings(scene: Scene, read: Callable[[str], str | None]) -> list[Finding]:
    """What readers would wonder about, in the order of files and lines; paths are those of the incidents.

    `read` gives the text of a file by its path, with newlines alone; it is asked for files with a remark only.
    """
    locator = Locator(read, scene.timeline.settings.timezone)
    found = (_finding(rule, remark, scene, locator) for rule, remark in remarks(scene))
    return sorted(dict.fromkeys(found))


def _finding(rule: WordRule | CourseRule, remark: Remark, scene: Scene, locator: Locator) -> Finding:
    spot = locator.spot(remark.place)
    weight = _weight(rule, remark.place.incident, scene)
    assert weight != "off"
    return Finding(
        spot.path,
        spot.line,
        spot.column,
        remark.message,
        remark.hint,
        rule.code,
        weight,
        spot.end_line,
        spot.end_column,
        remark.replacement if spot.verbatim else None,
    )


def _weight(rule: WordRule | CourseRule, incident: Incident, scene: Scene) -> Weight:
    """What a finding of `rule` about `incident` weighs: as its file says, else as the site does."""
    said = incident.checks.get(rule.code)
    return cast(Weight, said) if said else scene.checks.rules.get(rule.code, rule.severity)
