"""The templates of a site: the files in `_templates/` below the folder of the incidents."""

from collections.abc import Mapping
from pathlib import Path

from plainstatus.model.finding import Finding
from plainstatus.model.template import Template
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.template import read_template, read_template_words
from plainstatus.reading.translation import language_fault

FOLDER = "_templates"


def template_names(incidents: Path) -> tuple[str, ...]:
    """The names of the templates below the folder of the incidents, sorted."""
    folder = incidents / FOLDER
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.stem for path in folder.glob("*.md") if "." not in path.stem and path.is_file()))


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
    for path in sorted(folder.glob(f"{name}.*.md")):
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
