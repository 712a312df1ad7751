"""What a program prints when it fails: it tells a customer nothing, and others how the program is built."""

from collections.abc import Iterator

from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.phrases import compiled
from plainstatus.check.words.remarks import remark, worded
from plainstatus.model.checks import Checks

#: A mark that always stands in it, and a line of it, by kind of program.
_LINES = (
    ("Traceback (most", r"Traceback \(most recent call last\)"),
    ('File "', r'File "[^"\n]{1,300}", line \d+'),
    (".java:", r"at [\w.$<>/]{1,300}\([\w$]{1,100}\.java:\d+\)"),
    ("Exception in thread", r'Exception in thread "'),
    ("Caused by:", r"Caused by: (?:\w{1,60}\.){1,12}\w{1,80}(?:Exception|Error)"),
    (" at ", r"(?m:(?<=^)[ \t]{0,20}at [^\n()]{1,200}\(?[^\s()]{1,300}:\d{1,7}:\d{1,7}\)?$)"),
    ("at ", r"(?m:(?<=^)at [^\n()]{1,200}\([^\s()]{1,300}:\d{1,7}:\d{1,7}\)$)"),
    ("goroutine ", r"goroutine \d{1,9} \["),
    (":in `", r"\w{1,80}\.rb:\d{1,7}:in `"),
    ("Stack trace:", r"Stack trace:\s{0,5}#0 "),
    (":line ", r"at [\w.<>`]{1,300}\([^()\n]{0,300}\) in [^\n]{1,300}:line \d+"),
)

_HINT = {
    "en": "Say what a customer sees instead: “Reports cannot be opened.”",
    "it": "Scrivi invece che cosa vede un cliente: “I rapporti non si aprono.”",
}


def _look(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if passage.audience != "public":
        return
    text = passage.text
    spans = [
        match.span()
        for mark, pattern in _LINES
        if mark in text
        for match in compiled(f"(?-i:{pattern})").finditer(text)
    ]
    if spans:
        start, end = min(start for start, _ in spans), max(end for _, end in spans)
        message = "this is what a program of yours printed, and readers can do nothing with it"
        yield remark(passage, start, end, message, worded(_HINT, passage))


RULE = WordRule("stack-trace", "error", "what a program prints when it fails", _look)
