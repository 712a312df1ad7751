"""What RFC 4287 (Atom) and RSS 2.0 require of a feed, and what we add: each breach in words."""

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import html5lib
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"

#: RFC 4151: an authority, a date at which it held the name, and something of its own.
TAG_URI = re.compile(r"tag:[\w.@-]+,\d{4}(-\d\d(-\d\d)?)?:[\w.~!$&'()*+,;=:@/?%-]*")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
#: RFC 822 with the year in four digits and the zone as a number.
_RFC822 = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
#: Attributes of HTML that make a reader fetch something or go somewhere.
_LEADING = {"href", "src", "srcset", "action", "poster", "data"}
_ACTIVE = {"script", "style", "iframe", "object", "embed", "form", "base", "meta", "link", "svg"}


def atom_faults(document: bytes, address: str) -> list[str]:
    """What is wrong with an Atom feed that is served at `address`."""
    return list(_atom(etree.fromstring(document), address))


def rss_faults(document: bytes, address: str) -> list[str]:
    """What is wrong with an RSS feed that is served at `address`."""
    return list(_rss(etree.fromstring(document), address))


def _atom(feed: etree._Element, address: str) -> Iterator[str]:
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
    if not feed.get(f"{XML}lang"):
        yield "the feed has no xml:lang"
    yield from _once(feed, f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated")
    if not [name.text for name in feed.findall(f"{ATOM}author/{ATOM}name") if name.text]:
        yield "the feed has no author with a name"
    if _links(feed, "self") != [address]:
        yield f"the feed calls itself {_links(feed, 'self')}, and is at {address}"
    if len(_links(feed, "alternate")) != 1:
        yield "the feed leads to no page, or to several"
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        yield from _atom_entry(entry)
    yield from _twice([entry.findtext(f"{ATOM}id") for entry in entries])
    for element in feed.iter(f"{ATOM}id"):
        if not TAG_URI.fullmatch(element.text or ""):
            yield f"the id {element.text} is no tag URI"
    for element in feed.iter(f"{ATOM}link"):
        yield from _absolute(element.get("href"))
    for element in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
        if not _RFC3339.fullmatch(element.text or ""):
            yield f"{element.text} is no date of RFC 3339"
    latest = max((entry.findtext(f"{ATOM}updated") for entry in entries), default=None)
    if latest and feed.findtext(f"{ATOM}updated") != latest:
        yield "the feed was changed at another time than its newest entry"


def _atom_entry(entry: etree._Element) -> Iterator[str]:
    yield from _once(entry, f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated", f"{ATOM}published", f"{ATOM}content")
    if len(_links(entry, "alternate")) != 1:
        yield "an entry leads to no page, or to several"
    published, updated = (datetime.fromisoformat(entry.findtext(f"{ATOM}{name}")) for name in ("published", "updated"))
    if published > updated:
        yield "an entry was changed before it was published"
    if entry.find(f"{ATOM}content").get("type") != "html":
        yield "an entry does not say that it is HTML"
    yield from content_faults(entry.findtext(f"{ATOM}content"))
    for category in entry.findall(f"{ATOM}category"):
        if not category.get("term"):
            yield "a category has no term"
        yield from _absolute(category.get("scheme"))


def _rss(root: etree._Element, address: str) -> Iterator[str]:
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1:
        yield "the root is not one channel of RSS 2.0"
    channel = root[0]
    yield from _once(channel, "title", "link", "description", "language", "lastBuildDate")
    yield from _absolute(channel.findtext("link"))
    if _links(channel, "self") != [address]:
        yield f"the channel calls itself {_links(channel, 'self')}, and is at {address}"
    items = channel.findall("item")
    for item in items:
        yield from _rss_item(item)
    yield from _twice([item.findtext("guid") for item in items])
    for element in channel.iter("pubDate", "lastBuildDate"):
        if not _RFC822.fullmatch(element.text or ""):
            yield f"{element.text} is no date of RFC 822 with a year of four digits"
    dates = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]
    if dates and parsedate_to_datetime(channel.findtext("lastBuildDate")) != max(dates):
        yield "the channel was built at another time than its newest item changed"


def _rss_item(item: etree._Element) -> Iterator[str]:
    yield from _once(item, "title", "link", "description", "guid", "pubDate")
    yield from _absolute(item.findtext("link"))
    if item.find("guid").get("isPermaLink") != "false":
        yield "a guid passes for an address"
    for category in item.findall("category"):
        if not category.text:
            yield "a category is empty"
        yield from _absolute(category.get("domain"))
    yield from content_faults(item.findtext("description"))


def content_faults(words: str) -> Iterator[str]:
    """What must not stand in the HTML of an entry."""
    fragment = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(words)
    for element in fragment.iter():
        if element.tag in _ACTIVE:
            yield f"an entry has an element {element.tag}"
        for name, value in element.attrib.items():
            if name.startswith("on") or name == "style":
                yield f"an entry has an attribute {name}"
            if name in _LEADING and urlsplit(value).scheme not in ("https", "http", "mailto", "tel"):
                yield f"an entry leads to {value}"


def _once(element: etree._Element, *names: str) -> Iterator[str]:
    for name in names:
        found = element.findall(name)
        if len(found) != 1 or not (found[0].text or "").strip():
            yield f"{element.tag} has not exactly one {name} with words"


def _twice(ids: list[str | None]) -> Iterator[str]:
    yield from (f"{id} stands for two entries" for id in {each for each in ids if ids.count(each) > 1})


def _links(element: etree._Element, relation: str) -> list[str]:
    links = element.findall(f"{ATOM}link")
    return [link.get("href", "") for link in links if link.get("rel", "alternate") == relation]


def _absolute(address: str | None) -> Iterator[str]:
    parts = urlsplit(address or "")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        yield f"{address} is no absolute address"
