"""All rules of `check` on one site. Does not know who reads the findings."""

from collections.abc import Iterable
from datetime import datetime

from plainstatus.check.course.rules import RULES as COURSE_RULES
from plainstatus.check.future import future_updates
from plainstatus.check.promises import broken_promises
from plainstatus.check.rule import CourseRule, WordRule
from plainstatus.check.words.rules import RULES as WORD_RULES
from plainstatus.model.component import Catalog
from plainstatus.model.finding import Finding
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.timeline.timeline import timeline_of

RULES: tuple[WordRule | CourseRule, ...] = (*WORD_RULES, *COURSE_RULES)


def doubts(catalog: Catalog, incidents: Iterable[Incident], settings: Settings, now: datetime) -> list[Finding]:
    """What readers would wonder about at `now`; paths are those of the incidents."""
    incidents = tuple(incidents)
    timeline = timeline_of(catalog, incidents, settings, now)
    return sorted([*future_updates(incidents, now), *broken_promises(timeline)])
