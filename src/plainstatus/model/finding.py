"""A fault or a remark about a file, in the words of the person who wrote it."""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Where something is wrong, what is wrong, and what to write instead.

    `path` is relative to the folder the command was started in, or as it was given.
    `line` and `column` count from 1; 0 means the file as a whole. `code` is stable.
    `end_line` and `end_column` are those behind the last character it is about, 0 where only its beginning is
    known. `replacement` may take the place of all between them.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    code: str = ""
    severity: Severity = "error"
    end_line: int = 0
    end_column: int = 0
    replacement: str | None = field(default=None, compare=False)

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        text = f"{place}: {self.severity}: {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text
