"""Writes stories as a site of plainstatus."""

from collections.abc import Iterable
from pathlib import Path

from scripts.benchmark.corpus import GROUPS, Story, Update, slug

MKDOCS = """\
site_name: Benchmark
site_url: https://status.example.com/
docs_dir: incidents
theme:
  name: plainstatus
plugins:
  plainstatus: {%s}
"""


def write_site(folder: Path, stories: Iterable[Story], settings: str = "") -> None:
    """A whole site in `folder`: `settings` (YAML, on one line), components and one file per story."""
    (folder / "incidents").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MKDOCS % settings, encoding="utf-8")
    (folder / "components.yml").write_text(_components(), encoding="utf-8")
    for story in stories:
        path = folder / "incidents" / f"{story.path}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(markdown(story), encoding="utf-8")


def markdown(story: Story) -> str:
    """One incident file."""
    head = ["---", f"title: '{story.title}'"]
    if story.start and story.end:
        head += ["kind: maintenance", f"components: [{', '.join(map(slug, story.components))}]", "scheduled:"]
        head += [f"  start: {story.start:%Y-%m-%d %H:%M} UTC", f"  end: {story.end:%Y-%m-%d %H:%M} UTC"]
        head += [f"  repeat: {story.repeat}"] if story.repeat else []
    else:
        head += ["components:", *(f"  {slug(name)}: {story.status}" for name in story.components)]
    return "\n".join([*head, "---", "", *map(_section, story.updates)])


def _section(update: Update) -> str:
    heading = f"## {update.status.capitalize()} — {update.at:%Y-%m-%d %H:%M} UTC"
    return "\n".join([heading, *update.fields, "", update.text, ""])


def _components() -> str:
    lines = ["groups:"]
    for group, names in GROUPS.items():
        lines += [f"  - id: {slug(group)}-group", f"    name: {group}", "    components:"]
        lines += [f"      - {{id: {slug(name)}, name: {name}}}" for name in names]
    return "\n".join(lines) + "\n"
