"""The words of an update as HTML: `plainstatus.wording.text`."""

import re
import string
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plainstatus.wording.text import SITE, Renderer, linked_from, plain

PAGE = "2026/outage.md"
FILES = {
    "2026/outage.md": "incidents/outage/",
    "2025/older.md": "incidents/older/",
    "2026/graph.png": "2026/graph.png",
    "2026/two words.png": "2026/two words.png",
    "assets/plan.pdf": "assets/plan.pdf",
    "pages/about.md": "about/",
}


@pytest.fixture
def renderer() -> Renderer:
    return Renderer(FILES)


def html(markdown: str) -> str:
    """What a page two folders below the root shows of `markdown`."""
    return linked_from(Renderer(FILES).html(markdown, PAGE), "../../")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("One\ntwo.\n\nThree.", "<p>One\ntwo.</p>\n<p>Three.</p>"),
        ("*a* **b** `c < d`", "<p><em>a</em> <strong>b</strong> <code>c &lt; d</code></p>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("~~gone~~", "<p><del>gone</del></p>"),
        ("```sh\ncurl <host>\n```", "<pre><code>curl &lt;host&gt;\n</code></pre>"),
        ("see https://a.example/b.", '<p>see <a href="https://a.example/b">https://a.example/b</a>.</p>'),
        ("ask us@a.example", '<p>ask <a href="mailto:us@a.example">us@a.example</a></p>'),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("", ""),
    ],
)
def test_markdown_is_commonmark_with_the_usual_additions(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


def test_a_table_can_be_scrolled_by_keyboard() -> None:
    made = html("| Port | Open |\n|---|---|\n| Genoa | no |")

    assert made.startswith('<div class="table" tabindex="0"><table>\n<thead>\n<tr>\n<th>Port</th>')
    assert made.endswith("<td>no</td>\n</tr>\n</tbody>\n</table></div>")


def test_headings_stay_below_those_of_the_page() -> None:
    made = html("# One\n\n## Two\n\n### Three\n\n#### Four")

    assert made == "<h3>One</h3>\n<h3>Two</h3>\n<h3>Three</h3>\n<h4>Four</h4>"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a <script>alert(1)</script>b", "<p>a b</p>"),
        ("a <style>p { color: red }</style>b", "<p>a b</p>"),
        ("a <b onclick='x()' style='color: red' class='card'>b</b>", "<p>a <b>b</b></p>"),
        ("a <!-- not for you -->b", "<p>a b</p>"),
        ("a <button formaction='/x'>b</button><input name=q>", "<p>a b</p>"),
        ("[a](javascript:alert(1)) [b](data:text/html,x) [c](ftp://x.example/)", "<p><a>a</a> <a>b</a> <a>c</a></p>"),
        ("<a href='JavaScript&colon;alert(1)'>a</a>", "<p><a>a</a></p>"),
        ("<kbd>Ctrl</kbd> <abbr title='hour'>h</abbr>", '<p><kbd>Ctrl</kbd> <abbr title="hour">h</abbr></p>'),
        ("<img src='2.png' onerror='alert(1)' alt='two'>", "two"),
        ("<div id='main'>a", "a"),
    ],
)
def test_raw_html_is_sanitised(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[older](../2025/older.md)", '<a href="../../incidents/older/">older</a>'),
        ("[itself](outage.md#update-2)", '<a href="../../incidents/outage/#update-2">itself</a>'),
        ("[about](../pages/about.md?from=here)", '<a href="../../about/?from=here">about</a>'),
        ("[plan](../assets/plan.pdf)", '<a href="../../assets/plan.pdf">plan</a>'),
        ("[file](two%20words.png)", '<a href="../../2026/two%20words.png">file</a>'),
        ("[file](<two words.png>)", '<a href="../../2026/two%20words.png">file</a>'),
        ("[named]\n\n[named]: ./graph.png", '<a href="../../2026/graph.png">named</a>'),
        ("[history](/history/)", '<a href="../../history/">history</a>'),
        ("[root](/)", '<a href="../../">root</a>'),
        ("[below](#causes)", '<a href="#causes">below</a>'),
        ("[away](https://a.example/?b=1&c=2#d)", '<a href="https://a.example/?b=1&amp;c=2#d">away</a>'),
        ("[call](tel:+390100)", '<a href="tel:+390100">call</a>'),
        ("x <a href='../2025/older.md'>older</a>", 'x <a href="../../incidents/older/">older</a>'),
    ],
)
def test_a_link_leads_where_its_target_stands_on_the_site(markdown: str, expected: str) -> None:
    assert html(markdown) == f"<p>{expected}</p>"


def test_links_that_lead_nowhere_are_collected_and_lose_their_target(renderer: Renderer) -> None:
    made = renderer.html(
        "[a](gone.md) [b](/somewhere) <img src='no%20picture.png'> ![words](é.png) [c](http://[x)", PAGE
    )

    assert renderer.broken == {(PAGE, "gone.md"), (PAGE, "no picture.png"), (PAGE, "é.png")}
    assert linked_from(made, "./") == '<p><a>a</a> <a href="./somewhere">b</a>  words <a>c</a></p>'


def test_a_target_is_looked_up_from_the_file_that_names_it(renderer: Renderer) -> None:
    renderer.html("[a](graph.png)", PAGE)
    assert not renderer.broken

    renderer.html("[a](graph.png)", "2025/older.md")
    assert renderer.broken == {("2025/older.md", "graph.png")}


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("![The load](graph.png)", '<img src="../../2026/graph.png" alt="The load">'),
        ("![](graph.png)", '<img src="../../2026/graph.png" alt="">'),
        ('![a > "b"](graph.png)', '<img src="../../2026/graph.png" alt="a &gt; &quot;b&quot;">'),
        ("![The load](https://a.example/load.png)", '<a href="https://a.example/load.png">The load</a>'),
        ("![](//a.example/load.png)", '<a href="//a.example/load.png">//a.example/load.png</a>'),
    ],
)
def test_a_picture_is_shown_from_this_site_and_linked_from_another(markdown: str, expected: str) -> None:
    assert html(markdown) == f"<p>{expected}</p>"


def test_a_raw_picture_without_words_gets_empty_ones_and_keeps_its_size() -> None:
    made = html("a <img src='graph.png' width='40'>")

    assert 'src="../../2026/graph.png"' in made
    assert 'alt=""' in made
    assert 'width="40"' in made


@pytest.mark.parametrize("written", ["plainstatus:/admin", "PlainStatus:/admin", "plainstatus&colon;/admin"])
def test_a_scheme_of_our_name_means_nothing(written: str) -> None:
    for markdown in (f"[a]({written})", f"<a href='{written}'>a</a>", f"[a]\n\n[a]: {written}"):
        assert html(markdown) == "<p><a>a</a></p>"


def test_words_that_look_like_a_scheme_are_left_as_they_are() -> None:
    assert (
        html("Read `plainstatus:/` and plainstatus:/ too")
        == "<p>Read <code>plainstatus:/</code> and plainstatus:/ too</p>"
    )


@pytest.mark.parametrize("written", ["&#2;/x", "&#x02;/x", "\x02/x"])
def test_nobody_can_write_the_mark_of_a_link_into_the_words(written: str) -> None:
    for markdown in (
        written,
        f"<b>{written}</b>",
        f"`{written}`",
        f"<b title='{written}'>b</b>",
        f"![{written}](graph.png)",
    ):
        made = Renderer(FILES).html(markdown, PAGE)
        assert SITE not in made.replace(f'src="{SITE}', "")


@pytest.mark.parametrize("reference", ["&#x202e;", "&#8238;", "&#x2066;", "&#1;", "&#x7f;", "&#x81;", "&#xfffe;"])
def test_a_reference_to_a_character_that_hides_or_turns_text_is_dropped(reference: str) -> None:
    assert html(f"a{reference}b") == "<p>ab</p>"
    assert html(f"a <b title='c{reference}d'>{reference}e</b>") == '<p>a <b title="cd">e</b></p>'


def test_a_reference_that_is_written_about_stays() -> None:
    assert html("`&#x202e;` and &amp;#1; and &#233;") == "<p><code>&amp;#x202e;</code> and &amp;#1; and é</p>"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("<p>One</p>\n<p>two</p>", "One two"),
        ("<ul>\n<li>a</li>\n<li>b</li></ul>", "a b"),
        ("a<br>\nb", "a b"),
        ("un<b>bro</b>ken &lt;b&gt; &amp; so on", "unbroken <b> & so on"),
        ('<td>a</td><td title="x">b</td>', "a b"),
        ("", ""),
    ],
)
def test_plain_is_the_text_on_one_line(words: str, expected: str) -> None:
    assert plain(words) == expected


def test_plain_is_cut_at_a_word() -> None:
    said = "<p>Mail is late, and we know why.</p>"

    assert plain(said, 40) == "Mail is late, and we know why."
    assert plain(said, 30) == "Mail is late, and we know why."
    assert plain(said, 29) == "Mail is late, and we know…"
    assert plain(said, 15) == "Mail is late…"


def test_plain_is_cut_in_no_tag_and_in_no_reference() -> None:
    long = "".join(f'<a href="https://a.example/{n}">w{n} &amp; x</a> ' for n in range(200))

    made = plain(long, 60)

    assert plain(f'<a href="https://a.example/{"x" * 100}">w</a> ' * 20, 30) == "w"
    assert len(made) <= 60
    assert re.fullmatch(r"(w\d+ & x )*(w\d+( &)?)…|(w\d+ & x )*w\d+ & x…", made), made


def elements(made: str) -> list[Element]:
    """All elements of a page around `made`; html5lib refuses what is no valid HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return list(parser.parse(f"<!DOCTYPE html><title>t</title><body>{made}").iter())


def is_harmless(element: Element) -> bool:
    if element.tag in ("script", "style", "iframe", "object", "form", "link", "meta", "base", "svg", "math"):
        return False
    for name, value in element.attrib.items():
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", value, re.IGNORECASE)
        if name.startswith("on") or name == "style":
            return False
        if name in ("href", "src") and scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel"):
            return False
    return True


_PIECES = st.sampled_from(
    [
        *("<script>", "</script>", "<style>", "<svg>", "<math>", "<title>", "<textarea>", "<noscript>", "<!--", "-->"),
        *("<img src=x onerror=alert(1)>", "<a href='", "javascript:alert(1)", "javascript&colon;x", "data:text/html,"),
        *("[", "]", "(", ")", "](", "![", "`", "```\n", "\n\n", "\n", "# ", "> ", "- ", "1. ", "| a |\n|---|\n", "~~"),
        *("&#0;", "&#x202e;", "&#60;script&#62;", "&lt;", "'", '"', "<", ">", "<table>", "<td>", "</p>", "<h1>", "<b "),
        *("graph.png", "//a.example", "plainstatus:/", "\x02/", "onclick=x", "style=x", "mailto:", "www.a.example"),
    ]
)


#: Without what the reader refuses in a file, or takes no notice of.
_TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\t"), max_size=8)


@given(st.lists(_PIECES | _TEXT, max_size=12).map("".join))
@example("<a href='javascript&colon;alert(1)' onclick=x>a</a>")
@example("<svg><style><img src=x onerror=alert(1)>")
@example("![a](http://a.example/&quot;onerror=alert(1)//)")
def test_any_text_gives_harmless_html(text: str) -> None:
    body = elements(linked_from("<main>" + Renderer(FILES).html(text, PAGE) + "</main>", "../"))

    made = body[[element.tag for element in body].index("main") :]
    assert [element for element in made if not is_harmless(element)] == []
    assert all(element.get("src", "../").startswith("../") for element in made)


_WORD = st.text(string.ascii_letters + string.digits + "éßЖ日", min_size=1, max_size=9)


@given(st.lists(st.lists(_WORD, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=5))
def test_no_text_is_lost(paragraphs: list[str]) -> None:
    made = Renderer({}).html("\n\n".join(paragraphs), PAGE)

    assert plain(made) == " ".join(paragraphs)
