"""A text message for many: the same for each of them who reads in one language and zone."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TextForm:
    """`text` is all that is sent. There is no way out in it: whoever answers STOP hears no more, as carriers ask."""

    text: str

    def filled(self, address: str, now: datetime, leave: str | None = None) -> bytes:
        """What is sent to the number `address`."""
        return self.text.encode()
