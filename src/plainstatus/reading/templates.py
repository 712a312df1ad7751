"""The templates of a site: the files in `_templates/` below the folder of the incidents."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from plainstatus.model.finding import Finding
from plainstatus.model.template import Template
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.template import read_template, read_template_words
from plainstatus.reading.translation import language_fault

FOLDER = "_templates"


def template_names(incidents: Path) -> tuple[str, ...]:
    """The names of the templates below the folder of the incidents, sorted."""
    return tuple(sorted(path.stem for path in _files(incidents, "*.md") if "." not in path.stem))


def read_named_template(
    incidents: Path, name: str, context: ReadingContext, *, display: str
) -> tuple[Template | None, list[Finding]]:
    """The template called `name` in all languages, None after an error in its own file; and all faults.

    `display` is how the folder of the incidents is shown in findings. Raises OSError.
    """
    folder, shown = incidents / FOLDER, f"{display}/{FOLDER}"
    template, findings = read_template((folder / f"{name}.md").read_bytes(), name, f"{shown}/{name}.md", context)
    if template is None:
        return None, findings
    for path in _files(incidents, f"{name}.*.md"):
        language = path.stem.removeprefix(f"{name}.")
        if fault := language_fault(language, f"{shown}/{path.name}", context):
            # A site made of this one may well have fewer languages; what it does not speak is no fault of a template.
            if language == context.settings.languages[0]:
                findings.append(fault)
            continue
        template, found = read_template_words(path.read_bytes(), f"{shown}/{path.name}", template, language, context)
        findings += found
    return template, findings


def read_templates(
    incidents: Path, context: ReadingContext, *, display: str
) -> tuple[Mapping[str, Template], list[Finding]]:
    """Every template that has no error, by its name, and all faults of all of them."""
    read: dict[str, Template] = {}
    findings: list[Finding] = []
    for name in template_names(incidents):
        template, found = read_named_template(incidents, name, context, display=display)
        findings += found
        if template is not None:
            read[name] = template
    return read, findings


def _files(incidents: Path, pattern: str) -> Iterator[Path]:
    """The files of templates; a link that leads out of the folder of the incidents is none."""
    base = incidents.resolve()
    for path in sorted((incidents / FOLDER).glob(pattern)):
        if path.is_file() and path.resolve().is_relative_to(base):
            yield path
