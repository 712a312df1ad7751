"""Any bytes give a value or a list of faults: never an exception, never a hang."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plainstatus.model.settings import Settings
from plainstatus.reading.components import read_components
from plainstatus.reading.incident import read_incident
from plainstatus.reading.settings import read_configuration, settings_from_options
from plainstatus.reading.translation import read_translation
from tests.reading.files import CONTEXT, FRONT, IN_ROME, MAINTENANCE, OPENING, read
from tests.reading.test_components import WHOLE as COMPONENTS
from tests.reading.test_incident import WHOLE as INCIDENT
from tests.reading.test_settings import WHOLE as MKDOCS

BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}, *{before}]\n"
    for before, name in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
)
DEEP = [
    "[" * 50_000,
    "{a: " * 50_000,
    "- " * 50_000,
    "? " * 50_000,
    "\n".join(" " * number + "a:" for number in range(2_000)),
]
HOSTILE = [
    BOMB,
    *DEEP,
    "a" * 500_000,
    "\0",
    "\ufeff\ufeff",
    "a: \ud7ff\ufffe",
    "%YAML 9.9\n---\na: b",
    "--- a\n--- b",
    "!!binary x",
    "*a",
    "<<: *a",
    "? [a]: b\n: c",
]

STRUCTURED = st.lists(
    st.sampled_from(
        [
            *INCIDENT.splitlines(keepends=True),
            *MAINTENANCE.splitlines(keepends=True),
            "---\n",
            "## ",
            "## Resolved — ",
            "2026-10-25 02:30 Europe/Rome",
            "scheduled: {start: 2026-12-01 22:00 Europe/Rome, end: 2h, repeat: ",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;BYSETPOS=9}\n",
            "components:",
            " {",
            "[",
            "&a ",
            "*a",
            "```\n",
            "<!--",
            "<<a>>",
            "\r",
            "\t",
            "\u202e",
            "&#8238;",
            "# ",
            ": ",
            "'",
            '"',
            "\n",
        ]
    )
    | st.text(max_size=5),
    max_size=40,
).map("".join)


def mutated(text: str) -> st.SearchStrategy[bytes]:
    """`text` with a part of it replaced by any bytes."""
    data = text.encode()
    cut = st.tuples(st.integers(0, len(data)), st.integers(0, 20), st.binary(max_size=8))
    return cut.map(lambda part: data[: part[0]] + part[2] + data[part[0] + part[1] :])


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=300) | STRUCTURED.map(str.encode) | mutated(INCIDENT) | mutated(MAINTENANCE + OPENING))
@example(b"---")
@example(b"---\n---")
@example(b"\n \n---\n\n---\n##")
def test_any_bytes_are_an_incident_or_a_list_of_faults(data: bytes) -> None:
    for context in (CONTEXT, IN_ROME):
        incident, findings = read_incident(data, "a.md", context)
        assert (incident is None) == any(finding.severity == "error" for finding in findings)
        assert all(str(finding).encode() and finding.message and finding.code for finding in findings)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | STRUCTURED.map(str.encode))
def test_any_bytes_are_a_translation_or_a_list_of_faults(data: bytes) -> None:
    original = read(INCIDENT)
    translated, findings = read_translation(data, "a.it.md", original, "it", CONTEXT)
    assert translated == original or not findings


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300)
    | mutated(COMPONENTS)
    | st.text(alphabet="-:{}[]&*!|>?'\"# \n\tab", max_size=60).map(str.encode)
)
def test_any_bytes_are_components_or_a_list_of_faults(data: bytes) -> None:
    catalog, findings = read_components(data, "components.yml", Settings())
    # Nothing but an empty mapping, or empty lists in one, says that there are none.
    assert catalog.components or catalog.groups or findings or b":" in data or b"{" in data
    assert all(component.name for component in catalog.components.values())


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | mutated(MKDOCS))
def test_any_bytes_are_settings_or_a_list_of_faults(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        config_file = Path(folder, "mkdocs.yml")
        config_file.write_bytes(data)
        configuration = read_configuration(config_file)
    assert isinstance(configuration.settings, Settings)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["links", "colors", "uptime", "audiences", "remind", "timezone", "x"]) | st.text(max_size=5),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.dates(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
            max_leaves=8,
        ),
    )
)
def test_any_options_are_settings_or_a_list_of_faults(options: dict[str, object]) -> None:
    assert isinstance(settings_from_options(options, name="x", site_url="", config_file=None)[0], Settings)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_yaml_is_a_fault_wherever_it_stands(text: str, tmp_path: Path) -> None:
    data = text.encode(errors="surrogatepass")
    assert read_components(data, "components.yml", Settings())[1]
    assert read_incident(b"---\n" + data + b"\n---\n" + OPENING.encode(), "a.md", CONTEXT)[1]
    assert read_incident((FRONT + OPENING).encode() + b"components: " + data, "a.md", CONTEXT)[1]
    (tmp_path / "mkdocs.yml").write_bytes(data)
    assert read_configuration(tmp_path / "mkdocs.yml").findings


def test_aliases_in_our_options_do_not_multiply(tmp_path: Path) -> None:
    lines = BOMB.replace("\n", "\n      ")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\nplugins:\n  - plainstatus:\n      {lines}\n      links: *q\n")
    findings = read_configuration(tmp_path / "mkdocs.yml").findings
    assert [finding.code for finding in findings] == ["too-long"]


@pytest.mark.parametrize("url", ["mailto:" + "@" * 900_000 + " x", "https://" + "a" * 900_000, "/" * 900_000])
def test_an_address_without_end_is_refused(url: str) -> None:
    text = f"components: [{{id: a, name: A, url: '{url}'}}]"
    assert [finding.code for finding in read_components(text.encode(), "c.yml", Settings())[1]] == ["address"]


def test_a_line_of_ten_megabytes_is_told_and_not_read() -> None:
    for text in (FRONT + OPENING + "x" * 10_000_000, "---\ntitle: " + "x" * 10_000_000):
        assert [finding.code for finding in read_incident(text.encode(), "a.md", CONTEXT)[1]] == ["too-large"]


@pytest.mark.parametrize(
    "body",
    [
        "```\n" * 300_000,
        "<!--" * 200_000,
        "`" * 900_000,
        "<<" * 400_000,
        "#" * 900_000,
        "## \n" * 200_000,
        "## a - 1\n" * 90_000,
        "## " + "- " * 400_000,
        "a: " * 300_000,
        "next_update: " + "1" * 900_000,
        "components: {" + "a: b, " * 100_000 + "}",
        " " * 900_000,
        "&#" * 400_000,
        "`a" * 400_000,
        "<!--\n" * 150_000,
        "## " + "-" * 900_000,
        "## a" + " " * 900_000 + "#b",
        "".join("`" * number + "<<" for number in range(1, 1300)),
        "next_update: 1w" + " " * 60_000 + "x",
        "expected_recovery: '" + " 1d" * 20_000 + "'",
        "components:\n  a: [b\n c: x" + " " * 60_000 + "y",
        "# a" + " -" * 400_000,
        "a" + " " * 900_000 + ": b",
    ],
    ids=range(23),
)
def test_a_megabyte_of_one_thing_is_read_in_time_that_grows_with_its_length(body: str) -> None:
    """It would take hours where anything were quadratic; the runner's own limit ends it then."""
    for text in (FRONT + OPENING + body, FRONT + body):
        read_incident(text.encode()[:1_000_000], "a.md", CONTEXT)
