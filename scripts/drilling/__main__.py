"""The command line of the drill."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from scripts.drilling.course import Drill, Step
from scripts.drilling.rehearsal_site import NoRehearsal, rehearsal_site

from plainstatus.commands.clock import now_from


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nobody reads the log of a drill."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of `folder`, which need not be there yet, for this machine alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def summary(drill: Drill, went_well: bool) -> str:
    """What happened, in Markdown."""
    told = "went well" if went_well else "**failed**"
    steps = "1 step" if len(drill.steps) == 1 else f"{len(drill.steps)} steps"
    lines = [
        f"## {drill.title} UTC",
        "",
        f"It {told}: {steps} in {sum(step.seconds for step in drill.steps):.1f} s.",
        "",
        "| step | seconds | |",
        "|---|---:|---|",
        *(f"| {step.name} | {step.seconds:.1f} | {'failed' if step.fault else 'ok'} |" for step in drill.steps),
    ]
    lines += [_faulty(step) for step in drill.steps if step.fault]
    return "\n".join(lines) + "\n"


def _faulty(step: Step) -> str:
    fault = step.fault.replace("```", "'''")
    return f"\n{step.name}:\n\n```text\n{fault}\n```"


def main(root: Path) -> int:
    parser = argparse.ArgumentParser(prog="scripts/drill", description="Rehearse an incident where nobody is reached.")
    parser.add_argument("--summary", type=Path, metavar="FILE", help="write what happened there, in Markdown")
    parser.add_argument("--site", type=Path, default=root, metavar="DIR", help="whose site; that of this checkout")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plainstatus-drill-") as name:
        place = Path(name).resolve()
        with served(place / "published") as url:
            try:
                site = rehearsal_site(chosen.site.resolve(), place, url)
            except NoRehearsal as fault:
                print(f"drill: {fault}", file=sys.stderr)
                return 1
            drill = Drill(site, url, now_from(None).replace(second=0))
            went_well = drill.run()
    said = summary(drill, went_well)
    print(said, end="")
    if chosen.summary:
        chosen.summary.parent.mkdir(parents=True, exist_ok=True)
        chosen.summary.write_text(said, encoding="utf-8")
    return 0 if went_well else 1


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2]))
