"""The bytes of a file as text, and what must not be in anybody's words."""

from plainstatus.reading.faults import Faults
from plainstatus.reading.sections import Parts
from plainstatus.reading.words import has_hidden, note_hidden, note_placeholders, note_written_out

LARGEST = 1_000_000


def decode(data: bytes, faults: Faults) -> str | None:
    """The text of a file with lines that end in newlines alone; None after a fault that makes it no text."""
    if len(data) > LARGEST:
        faults.add("too-large", 0, 0, "the file is larger than 1 MB", "Shorten it; link to long logs instead.")
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode(errors="replace")) + 1
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        faults.add("encoding", line, column, message, "Save the file as UTF-8.")
        return None
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if has_hidden(data):
        note_hidden(text, faults)
    return None if "\0" in text else text


def note_words(text: str, parts: Parts, faults: Faults) -> None:
    """Faults for placeholders and written-out hidden characters, wherever they are no code."""
    if "<" not in text and "&" not in text and not parts.unclosed_code:
        return
    if parts.unclosed_code:
        message = "the code block or comment that begins here is never closed"
        faults.add(
            "unclosed-code", parts.unclosed_code, 1, message, "Close it with the same marks on a line of their own."
        )
    for number, line in enumerate(text.split("\n"), 1):
        if number not in parts.code:
            note_placeholders(line, number, faults)
            note_written_out(line, number, faults)
