"""A site whose every word tries to be more than a word. Whatever runs sets `window.pwned`, or asks another host."""

import json
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
from playwright.sync_api import expect

from plainstatus.look import theme_folder

from ..timeline.building import at
from .built import built

NOW = "2026-11-24 12:00"

#: Leaves a tag, an attribute, a title, a script, a CDATA section and a template, each if it is let.
WAYS_OUT = "</title></script>]]>--><script>window.pwned=1</script>"
TITLE = WAYS_OUT + "<img src=//evil.example onerror=pwned=2>'\" {{ 7*7 }} &lt;b&gt;"
NAME = WAYS_OUT + "'\" onclick='x' &"
GROUP = "</h3><svg onload=window.pwned=4>'\"&amp;"
SITE = "</title><script>window.pwned=5</script>'\"&"

WORDS = r"""
<script>window.pwned=10</script><ScRiPt src=https://evil.example/2></sCrIpT >
<img src=x onerror="window.pwned=11"><img src="https://evil.example/3" alt="picture">
<svg/onload=window.pwned=12><script>window.pwned=13</script><a xlink:href="javascript:window.pwned=14">x</a></svg>
<math><mtext><table><mglyph><style><!--</style>
<img title="--&gt;&lt;img src=1 onerror=window.pwned=15&gt;"></table></math>

<iframe src="https://evil.example/4" srcdoc="<script>parent.pwned=16</script>"></iframe>
<object data="https://evil.example/5"></object><embed src="https://evil.example/6">
<video src="https://evil.example/7" autoplay onloadstart=window.pwned=17></video>
<audio src=https://evil.example/8></audio>

<style>@import "https://evil.example/9"; * { background: url(https://evil.example/10) }</style>
<link rel=stylesheet href="https://evil.example/11"><meta http-equiv=refresh content="0;url=https://evil.example/12">
<base href="https://evil.example/"><form action="https://evil.example/13">
<button autofocus onfocus=window.pwned=18>b</button></form>
<p style="background:url(https://evil.example/14)" class="skip" id="main" onclick="window.pwned=19">styled</p>
<details ontoggle="window.pwned=20" open><summary>sum</summary>text</details>
<div data-live='{"incidents":[]}' data-component="api" data-sentence>pretends</div>

[one](javascript:window.pwned=30) [two](JaVaScRiPt:window.pwned=31)
[five](data:text/html,<script>window.pwned=34</script>)
[six](vbscript:window.pwned=35) [seven](<javascript:window.pwned=36> "'\" onmouseover=window.pwned=37 x=\"")
[eight](javascript&colon;window.pwned=38) [nine](plainstatus:x)
[eleven](&Tab;javascript:window.pwned=40) [twelve](view-source:javascript:window.pwned=41) <javascript:window.pwned=42>
[quoted](https://evil.example/?"'><script>window.pwned=43</script>) <https://evil.example/?a='"><b>>
![alt" onerror="window.pwned=44](https://evil.example/15 "t\" onerror=window.pwned=45 x=\"")
![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)
<a href="javascript&Tab;:window.pwned=46" onclick="window.pwned=47" target=_top>html</a>
<a href=" &NewLine; javascript:window.pwned=48">html</a> 

`</code><script>window.pwned=50</script>` &lt;script&gt;window.pwned=51&lt;/script&gt; ]]> <!-- -->

```"><script>window.pwned=52</script>
</code></pre><script>window.pwned=53</script>
```

| <script>window.pwned=54</script> | '"><img src=x onerror=window.pwned=55> |
|---|---|
| </table><script>window.pwned=56</script> | **[x](javascript:window.pwned=57)** |
"""
#: These need another way through the sanitiser.
REFERENCES = r"""
[three](java&#10;script:window.pwned=32) [four](&#106;avascript&#58;window.pwned=33)
<a href="&#106;avascript:window.pwned=58">html</a>
[ten](plainstatus:/javascript:window.pwned=39) <a href="plainstatus://evil.example/">html</a>
&#60;script&#62;window.pwned=59&#60;/script&#62; <img src=x title="&#34;&#62;&#60;script&#62;" onerror=window.pwned=64>
"""
LONG = "x" * 3000


def incident(update, **front):
    fields = "".join(f"{name}: {json.dumps(value)}\n" for name, value in front.items())
    return f"---\n{fields}---\n\n{WORDS}\n\n## {update}\n\n{WORDS}\n\n{LONG}\n"


INCIDENTS = {
    "open": incident(
        "Investigating — 2026-11-24 11:00 UTC\nnext_update: 2026-11-24 13:00",
        title=TITLE,
        components={"api": "major_outage"},
    ),
    "closed": incident("Investigating — 2026-11-20 10:00 UTC", title=TITLE, components={"api": "partial_outage"})
    + f"\n## Resolved — 2026-11-20 11:00 UTC\n\n{REFERENCES}{WORDS}\n"
    + f"\n## Postmortem — 2026-11-21 11:00 UTC\n\n{WORDS}\n",
    "works": incident(
        "Scheduled — 2026-11-20 10:00 UTC",
        title=TITLE,
        kind="maintenance",
        components=["web"],
        scheduled={"start": "2026-12-01 10:00 UTC", "end": "2026-12-01 11:00 UTC"},
    ),
    "notice": incident("Notice — 2026-11-23 10:00 UTC", title=TITLE, kind="notice", components={}),
}
COMPONENTS = {
    "groups": [
        {
            "id": "all",
            "name": GROUP,
            "description": NAME,
            "components": [
                {"id": "api", "name": NAME, "description": NAME, "since": "2026-01-01"},
                {"id": "web", "name": GROUP, "url": "https://evil.example/?a&lt=1&quot;onmouseover=1"},
            ],
        }
    ]
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return built(
        tmp_path_factory.mktemp("hostile"),
        now=NOW,
        components=json.dumps(COMPONENTS),
        incidents=INCIDENTS,
        mkdocs={"site_name": SITE, "repo_url": "https://evil.example/?'\"><script>window.pwned=61</script>"},
        description=NAME,
        footer=WORDS,
        links=[{"name": GROUP, "url": "https://evil.example/?a&lt=1&quot;onmouseover=1"}],
        contact={"name": GROUP, "url": "mailto:a@evil.example?subject=a&lt=1&quot;onmouseover=1"},
        languages=["en", "it"],
        stale_after="30d",
    )


def pages_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


# What stands in the files

NEVER = {
    *("iframe", "object", "embed", "video", "audio", "form", "button", "base", "style", "template", "math"),
    *("portal", "frame", "frameset", "applet", "noscript", "textarea"),
}
OURS = {"svg", "symbol", "use", "path", "circle", "rect"}


def faults_of(markup, *, page):
    """What should not stand in HTML. A `page` may have our own scripts and drawings, and a fragment may not."""
    tree = html5lib.parse(markup, namespaceHTMLElements=False)
    return [
        (fault, element.tag, dict(element.attrib))
        for element in tree.iter()
        if isinstance(element.tag, str)
        for fault in faults_of_element(element, page)
    ]


def faults_of_element(element, page):
    tag = element.tag.rpartition("}")[2].lower()
    attributes = {str(name): value for name, value in element.attrib.items()}
    if tag in NEVER or (tag in OURS and not page):
        yield "never"
    if tag == "script" and not (page and re.fullmatch(r"(\.\./|\./|/)*assets/[\w.-]+\.js", attributes["src"])):
        yield "script"
    if tag == "meta" and "refresh" in attributes.get("http-equiv", "").lower():
        yield "refresh"
    badge = page and re.fullmatch(r"(\.\./)+(it/)?badge\.svg", attributes.get("src", ""))
    if (tag == "img" or "srcset" in attributes or ("src" in attributes and tag != "script")) and not badge:
        yield "picture"
    for name, value in attributes.items():
        if name.lower().startswith("on") or name in ("style", "srcdoc", "formaction", "target"):
            yield "attribute"
        if name.endswith("href") and urlsplit(value.strip()).scheme not in ("", "http", "https", "mailto", "tel"):
            yield "scheme"


def without_own_parts(file):
    """The HTML of a page; an error page, which is one file for all, without the style and the icon that it brings."""
    style = (theme_folder() / "errors/page.css").read_text("utf-8")
    page = file.read_text("utf-8").replace(f"<style>{style.rstrip()}</style>", "", 1)
    return page.replace('<link rel="icon" href="data:,">', "", 1)


def test_every_page_has_our_own_elements_and_nothing_else(hostile):
    pages = pages_of(hostile)

    found = {path: faults_of(without_own_parts(hostile / path), page=True) for path in pages}

    assert len(pages) > 20
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_no_name_or_role_of_ours_is_taken_by_words(hostile):
    tree = html5lib.parse((hostile / "incidents/open/index.html").read_text(), namespaceHTMLElements=False)
    marked = [dict(each.attrib) for words in tree.iterfind(".//div[@class='words']") for each in words.iter()][1:]

    assert len(marked) > 50
    assert {name for each in marked for name in each} <= {"href", "title", "class", "tabindex", "role", "aria-label"}
    assert {each["class"] for each in marked if "class" in each} <= {"words", "table"}


@pytest.mark.parametrize("name", ["history.atom", "history.rss", "updates.atom"])
def test_the_html_in_feeds_is_as_clean(hostile, name):
    root = ElementTree.parse(hostile / name).getroot()
    texts = [text for element in root.iter() for text in (element.text, *element.attrib.values()) if text]
    markup = [text for text in texts if "<p>" in text]

    assert len(markup) > 3
    assert [fault for text in markup for fault in faults_of(text, page=False)] == []


def test_titles_reach_every_output_letter_by_letter(hostile):
    def texts(path, tag):
        return [
            each.text for each in html5lib.parse((hostile / path).read_text(), namespaceHTMLElements=False).iter(tag)
        ]

    atom = ElementTree.parse(hostile / "history.atom").getroot()
    index = json.loads((hostile / "search.json").read_text())

    assert texts("incidents/open/index.html", "h1") == [TITLE]
    assert any(TITLE in title and SITE in title for title in texts("incidents/open/index.html", "title"))
    assert any(TITLE in (each.text or "") for each in atom.iter("{http://www.w3.org/2005/Atom}title"))
    assert {row[1] for row in index["incidents"]} == {TITLE}


def test_scripts_and_data_cannot_be_left(hostile):
    for path in [*hostile.rglob("*.js"), *hostile.rglob("*.html")]:
        text = path.read_text()
        if path.suffix == ".js":
            assert "</script" not in text and "<!--" not in text, path
        for live in re.findall(r"data-live='([^']*)'", text):
            assert not set("<'") & set(live)


# What a browser makes of it


@pytest.fixture(params=[False, True], ids=["under the policy", "without the policy"])
def opened(request, visits, served, hostile):
    """Opens the pages of the hostile site; the policy must have nothing to refuse, and nothing must need it."""
    page = visits.page(bypass_csp=request.param, timezone_id="Asia/Tokyo", viewport={"width": 320, "height": 700})
    page.clock.set_fixed_time(at(NOW))
    page.dialogs = []
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    page.add_init_script("window.before = new Set(Object.getOwnPropertyNames(window))")
    url = served(hostile).url

    def open(path):
        page.goto(url + path)
        return page

    return open


ADDED = """
() => Object.getOwnPropertyNames(window)
    .filter((name) => !before.has(name) && !['before', 'plainstatus', 'plainstatusWords'].includes(name))
"""
LINKS = "() => [...document.querySelectorAll('a[href], area')].map((each) => each.protocol)"


@pytest.mark.browser
def test_nothing_runs_asks_or_moves(opened, hostile):
    for path in pages_of(hostile):
        page = opened(path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        page.locator("body").dispatch_event("mouseover")
        page.wait_for_load_state("networkidle")

        assert page.evaluate(ADDED) == [], path
        assert page.dialogs == []
        assert set(page.evaluate(LINKS)) <= {"http:", "https:", "mailto:", "tel:"}
        assert page.url.endswith(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.browser
def test_the_search_shows_words_as_words(opened):
    page = opened("history/")

    page.get_by_role("searchbox").fill("pwned")

    found = page.locator(".search li")
    expect(found).to_have_count(4)
    assert set(found.locator("a").all_text_contents()) == {TITLE}
    expect(found.locator("img, script, svg, b")).to_have_count(0)
    assert page.evaluate(ADDED) == []


@pytest.mark.browser
def test_the_page_script_has_the_names_letter_by_letter(opened):
    page = opened("")

    names = page.evaluate("JSON.parse(document.body.dataset.live).names")

    assert names == {"api": NAME, "web": GROUP}
    assert NAME in page.title() and SITE in page.title()
    expect(page.locator("h1 span")).to_contain_text(NAME)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate(ADDED) == []
