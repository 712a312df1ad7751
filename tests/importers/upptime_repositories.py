"""Upptime repositories and their issues made for the tests, about a company that does not exist."""

import json
from pathlib import Path

from plainstatus.importers.upptime import import_upptime
from plainstatus.reading.site import read_site

CONFIG = """\
owner: heron-press
repo: status
sites:
  - name: Shop
    url: https://shop.heron.example
  - name: PrintQueue
    url: $QUEUE_ADDRESS
  - name: Mail
    url: mail.heron.example
    slug: post
status-website:
  cname: status.heron.example
  name: Heron Press status
  theme: dark
  navbar:
    - title: Status
      href: /
    - title: Code
      href: https://github.com/$OWNER/$REPO
"""
HISTORY = """\
url: https://shop.heron.example
status: up
code: 200
responseTime: 160
lastUpdated: 2025-03-09T23:07:56.794Z
startTime: Mon Aug 10 2020 23:54:39 GMT+0000 (Coordinated Universal Time)
generator: Upptime
"""
DOWN = "In [`7ac91e2`](https://code.example/7a), Shop (https://shop.heron.example) was **down**:\r\n- HTTP code: 0\r\n"
UP = "**Resolved:** Shop is back up in [`81fe00c`](https://code.example/81fe00c) after 35 minutes."
BLOCK = "<!--\nstart: 2025-03-08T22:00:00.22+00:00\nend: 2025-03-09T02:00:00+00:00\n{}-->\n"


def issue(number: int = 7, **fields: object) -> dict[str, object]:
    """An issue as the API gives it out, with `fields` over those of one that was opened and closed by itself."""
    return {
        "number": number,
        "title": "🛑 Shop is down",
        "body": DOWN,
        "state": "closed",
        "created_at": "2025-03-01T10:00:05Z",
        "closed_at": "2025-03-01T10:35:40Z",
        "labels": [{"name": "status"}, {"name": "shop"}],
        "html_url": f"https://code.example/issues/{number}",
        "comments": 1,
        **fields,
    }


def comment(number: int, body: str = UP, at: str = "2025-03-01T10:35:38Z", id: int = 901) -> dict[str, object]:
    """A comment on the issue `number` as the API gives it out."""
    address = f"https://api.code.example/repos/heron-press/status/issues/{number}"
    return {"id": id, "issue_url": address, "body": body, "created_at": at}


def maintenance(lines: str = "expectedDown: shop\n", **fields: object) -> dict[str, object]:
    """An issue that announces maintenance from 22:00 to 02:00, with further `lines` in its comment block."""
    written = {
        "title": "Disks are swapped",
        "body": f"{BLOCK.format(lines)}\nWe swap disks.",
        "labels": ["maintenance"],
        "created_at": "2025-03-05T09:00:00Z",
        "closed_at": "2025-03-09T02:03:00Z",
    }
    return issue(20, **{**written, **fields})


def repository(folder: Path, config: str = CONFIG, **histories: str) -> Path:
    """A repository in `folder` with `histories` by slug."""
    (folder / "history").mkdir(parents=True)
    (folder / ".upptimerc.yml").write_text(config)
    for slug, text in histories.items():
        (folder / "history" / f"{slug}.yml").write_text(text)
    return folder


def imported(source: Path, *issues: object, comments: object = None, zone: str = "UTC"):
    """The report of an import of `source` with `issues`, the site that was made beside it, its incidents by title."""
    target = source.parent / "new"
    target.mkdir(exist_ok=True)
    files = {"issues": issues or None, "comments": comments}
    given = {name: source.parent / f"{name}.json" for name, content in files.items() if content is not None}
    for name, path in given.items():
        path.write_text(json.dumps(files[name]))
    report = import_upptime(source, target, zone=zone, **given)
    reading = read_site(target / "mkdocs.yml")
    faults = [finding for finding in reading.findings if finding.severity == "error"]
    assert [str(fault) for fault in faults if fault.code != "missing-folder"] == []
    return report, reading, {each.external_id: each for each in reading.incidents}
