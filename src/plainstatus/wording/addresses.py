"""Where everything stands: paths relative to the site's root, without a leading slash."""

from datetime import date


def incident(id: str) -> str:
    return f"incidents/{id}/"


def component(id: str) -> str:
    return f"components/{id}/"


def month(day: date) -> str:
    return month_of(day.year, day.month)


def month_of(year: int, month: int) -> str:
    return f"history/{year:04}-{month:02}/"


HISTORY = "history/"
SUBSCRIBE = "subscribe/"
#: The words of the page's script in one language.
WORDS = "words.js"
#: The name of a feed without its ending, below the page that it belongs to.
FEED = "history"
UPDATES = "updates.atom"
#: JSON Feed and calendar: at the root of an edition, and below the page that they belong to.
JSON_FEED = "feed.json"
CALENDAR = "maintenance.ics"
#: The working behind uptime: its page, and beside that of the root what programs read.
UPTIME = "uptime/"
UPTIME_JSON = "uptime/uptime.json"
UPTIME_CSV = "uptime/uptime.csv"
UPTIME_INCIDENTS_CSV = "uptime/incidents.csv"
#: How well incidents and maintenance were told.
REPORT = "report/"
RUNBOOK = "runbook/"
SEARCH = "search.json"
LIVE = "live.json"
#: Where existing clients of Statuspage look.
API = "api/v2/"
API_OWN = "api/plainstatus.json"
API_OWN_SCHEMA = "api/plainstatus.schema.json"
#: What the product shows while it is down.
ERRORS = "errors/"


#: How to have it in a product: the page, and what that has you copy.
EMBED = "embed/"
EMBED_SCRIPT = "embed.js"
#: The data of the banner in the first language; in each, it is also at `embed_data`.
EMBED_DATA = "embed.json"
#: At the root of an edition, and below the page of a component.
BADGE = "badge.svg"
BADGE_DATA = "badge.json"


def embed_data(language: str) -> str:
    return f"embed.{language}.json"


def file_of(address: str) -> str:
    """The file that answers at `address`."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def root_from(address: str) -> str:
    """The way from the page at `address` back to the root: `../../`, or `./` at the top."""
    return "../" * address.count("/") or "./"
