"""Writes stories as a Hugo site with a minimal layout (the folder `hugo_layout/` beside this file).

It makes what a status site needs at the least: a page per incident, a front page with
what is open and the latest incidents, a page and a feed per component, a page per
month, and one feed of fifty. It computes no uptime and no state at a moment.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from scripts.benchmark.corpus import NOW, Story, Update, slug

LAYOUT = Path(__file__).parent / "hugo_layout"


def write_site(folder: Path, stories: Iterable[Story]) -> None:
    """A whole Hugo site in `folder`."""
    shutil.copytree(LAYOUT, folder)
    content = folder / "content" / "incidents"
    content.mkdir(parents=True)
    for story in stories:
        (content / f"{story.id}.md").write_text(markdown(story), encoding="utf-8")


def markdown(story: Story) -> str:
    """One content file: the same words, newest update first, as Hugo shows them."""
    newest = story.updates[-1]
    is_open = newest.status != "resolved" and (story.start is None or story.start <= NOW)
    head = [
        "---",
        f"title: '{story.title}'",
        f"date: {story.updates[0].at:%Y-%m-%dT%H:%M:%SZ}",
        f"lastmod: {newest.at:%Y-%m-%dT%H:%M:%SZ}",
        f"kind: {story.kind}",
        f"status: {newest.status}",
        f"impact: {story.status}",
        f"open: {str(is_open).lower()}",
        f"components: [{', '.join(map(slug, story.components))}]",
        f"months: [{story.updates[0].at:%Y-%m}]",
        "---",
        "",
    ]
    return "\n".join([*head, *map(_section, reversed(story.updates))])


def _section(update: Update) -> str:
    return f"## {update.status.capitalize()} — {update.at:%Y-%m-%d %H:%M} UTC\n\n{update.text}\n"
