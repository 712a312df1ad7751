"""A reader in front of a page: their clock, and what the page asks for and is answered."""

import json
from contextlib import contextmanager

from ...timeline.building import at

LISTEN = """
() => {
  const original = window.fetch;
  window.answers = [];
  window.fetch = (...asked) => {
    const answer = original(...asked);
    window.answers.push(answer.then((each) => each.clone().text()));
    return answer;
  };
}
"""


def asked(page):
    """How often the page has asked, once the answers are there."""
    return page.evaluate("Promise.all(window.answers).then((all) => all.length)")


def pass_time(page, minutes):
    # In steps that are shorter than the patience of a request.
    for _ in range(minutes * 3):
        page.clock.run_for(20_000)
        asked(page)


@contextmanager
def answering(folder, live):
    """While it lasts, `live.json` of a site says `live`; it is not there where that is None."""
    file = folder / "live.json"
    kept = file.read_text()
    file.unlink()
    if live is not None:
        file.write_text(json.dumps(live))
    try:
        yield
    finally:
        file.write_text(kept)


def go_to(page, clock):
    page.clock.pause_at(at(clock))


def second(page):
    page.clock.run_for(1_000)
