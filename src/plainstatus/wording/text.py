"""The words of an update: CommonMark in, sanitised HTML out, the same for every output.

Links that stay on the site carry the prefix `SITE` in the HTML that is made here;
`linked_from` sets in what a page or a feed needs.
"""

import html
import posixpath
import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    import comrak

#: Stands for the address of the site's root until an output knows its own place. No author can write
#: it: the control character is taken out of their words before the first link is set.
SITE = "\x02/"

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "dfn", "dl", "dt", "em"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q"),
    *("s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th"),
    *("thead", "tr", "ul", "var"),
}
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_RULES: dict[str, Any] = {
    "tags": _TAGS,
    "clean_content_tags": {"script", "style", "template", "iframe", "object", "svg", "math", "textarea", "title"},
    "attributes": _ATTRIBUTES,
    "url_schemes": {"http", "https", "mailto", "tel"},
    "link_rel": None,
    "strip_comments": True,
}

_TABLE_OR_CODE = re.compile(r'<div class="table".*?</div>|<pre.*?</pre>', re.DOTALL)
_BLOCK_TAG = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|br|hr|div|pre|blockquote|t[adhr]\w*|d[dlt]|details|summary)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")
_TOP_HEADING = re.compile(r"<(/?)h[12]\b")
_IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'(src|alt)="([^"]*)"')
# What the reader refuses in a file can still come in as a numeric reference: what XML 1.0
# (section 2.2) forbids even when escaped, and what turns the direction of text around.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

#: No text is read further than so many times its limit: what is cut off would not be shown.
_MARKUP = 8


def _extensions() -> "comrak.ExtensionOptions":
    import comrak

    options = comrak.ExtensionOptions()
    options.table = True
    options.strikethrough = True
    options.autolink = True
    return options


def _unsafe_rendering() -> "comrak.RenderOptions":
    import comrak

    options = comrak.RenderOptions()
    # Raw HTML passes the renderer, so that one sanitiser judges everything.
    options.unsafe_ = True
    return options


class Renderer:
    """Makes HTML of Markdown. `broken` collects the targets that lead nowhere.

    `files` maps each linkable path below the incident folder (`2026/x.md`,
    `2026/graph.png`) to its path on the site.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        # Who only counts characters, or takes marks out of a text, needs neither.
        import comrak
        import nh3

        self._files = files
        self._folder = ""
        self._path = ""
        self.broken: set[tuple[str, str]] = set()
        # Links are set while the sanitiser looks at them anyway: so those of raw HTML are, too.
        self._linker = nh3.Cleaner(**_RULES, attribute_filter=self._linked)
        self._sanitiser = nh3.Cleaner(**_RULES)
        self._rendered = partial(
            comrak.render_markdown, extension_options=_extensions(), render_options=_unsafe_rendering()
        )

    def html(self, markdown: str, path: str) -> str:
        """The HTML of `markdown`, which stands in the file `path` (relative to the incident folder)."""
        if not markdown:
            return ""
        self._path = path
        self._folder = posixpath.dirname(path)
        made = self._rendered(markdown)
        if "&#" in markdown or SITE in markdown:
            # The references of raw HTML are only resolved by the sanitiser.
            made = _UNWANTED.sub("", self._sanitiser.clean(made))
        return _finished(self._linker.clean(made))

    def _linked(self, tag: str, attribute: str, value: str) -> str | None:
        """The value that an attribute gets; None takes it away."""
        return self._address(value) if attribute in ("href", "src") else value

    def _address(self, target: str) -> str | None:
        try:
            parts = urlsplit(target)
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not parts.path:
            return target
        tail = target[len(parts.path) :]
        if parts.path.startswith("/"):
            return SITE + parts.path.lstrip("/") + tail
        place = self._files.get(posixpath.normpath(posixpath.join(self._folder, unquote(parts.path))))
        if place is None:
            self.broken.add((self._path, _readable(target)))
            return None
        return SITE + quote(place) + tail


def _readable(target: str) -> str:
    decoded = unquote(target)
    return decoded if decoded.isprintable() else target


def _finished(made: str) -> str:
    """What the sanitiser cannot do: heading levels, pictures from elsewhere, wide tables."""
    if "<h1" in made or "<h2" in made:
        made = _TOP_HEADING.sub(r"<\1h3", made)
    if "<img" in made:
        made = _IMAGE.sub(_local_image, made)
    if "<table" in made:
        made = made.replace("<table", '<div class="table" tabindex="0"><table').replace("</table>", "</table></div>")
    return made.strip()


def _local_image(found: re.Match[str]) -> str:
    """A picture from another host becomes a link: a page makes no request to anybody else."""
    attributes = dict(_ATTRIBUTE.findall(found[0]))
    source, words = attributes.get("src", ""), attributes.get("alt", "")
    if source.startswith(SITE):
        return found[0] if "alt" in attributes else found[0].replace("<img", '<img alt=""')
    return f'<a href="{source}">{words or source}</a>' if source else words


def linked_from(words: str, root: str) -> str:
    """`words` with the site's own links set in below `root`, which ends in a slash."""
    return words.replace(SITE, root) if SITE in words else words


def plain(words: str, limit: int | None = None) -> str:
    """The text of HTML on one line; cut at a word with an ellipsis where it is longer than `limit`.

    What is cut to a length tells no tables and no code, unless there is nothing else.
    """
    if limit is not None and ("<pre" in words or "<table" in words):
        words = _TABLE_OR_CODE.sub(" ", words).strip() or words
    if limit is not None and len(words) > _MARKUP * limit:
        words = words[: _MARKUP * limit].rpartition("<")[0]
    text = _SPACES.sub(" ", html.unescape(_TAG.sub("", _BLOCK_TAG.sub(" ", words)))).strip()
    if limit is None or len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
