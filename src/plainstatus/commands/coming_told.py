"""What the clock will do, in words for those who run the site."""

from plainstatus.notify.occasion import Occasion
from plainstatus.timeline.coming import Coming, ComingKind

_TOLD: dict[ComingKind, str] = {
    "day": "the day turns",
    "publication": "“{title}” appears",
    "words": "words of “{title}” appear",
    "start": "the maintenance “{title}” begins",
    "end": "the maintenance “{title}” ends",
    "leaves": "the notice “{title}” leaves the front page",
    "promise": "the update promised for “{title}” is due",
}


def told(coming: Coming) -> str:
    """As part of a sentence: `the maintenance “Database move” begins`."""
    return _TOLD[coming.kind].format(title=coming.course.incident.title if coming.course else "")


def told_of(occasion: Occasion) -> str:
    """The same of a message that the clock sends."""
    title = occasion.course.incident.title
    if occasion.prompt is not None:
        return f"the team is told that “{title}” waits for words"
    if occasion.kind == "reminder":
        return f"readers are reminded of “{title}”"
    return f"readers are told of “{title}”"
