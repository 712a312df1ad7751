"""Whether this machine's clock goes as the one of a server: requests to AWS are refused by one that does not."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime

from plainstatus.doctor.diagnosis import Diagnosis, fault, ok, warning
from plainstatus.model.length import in_words

#: Gives epoch seconds.
Clock = Callable[[], float]

#: An answer takes seconds, and its moment has no fractions. Signatures are refused after fifteen minutes.
_RIGHT, _BEARABLE = timedelta(seconds=15), timedelta(minutes=5)
_SET_IT = "Let this machine take its time from the network."


def told_by_clock(headers: Mapping[str, str], clock: Clock) -> Iterator[Diagnosis]:
    """Compare by the `date` and `age` (RFC 9111) of an answer that came just now. Names are in lower case."""
    try:
        there = parsedate_to_datetime(headers["date"]).timestamp() + int(headers.get("age") or 0)
    except (KeyError, ValueError):
        return
    apart = timedelta(seconds=abs(clock() - there))
    if apart <= _RIGHT:
        yield ok("this machine's clock agrees with the server's")
    elif apart <= _BEARABLE:
        yield warning(f"this machine's clock and the server's are {in_words(apart)} apart", _SET_IT)
    else:
        yield fault(f"this machine's clock and the server's are {in_words(apart)} apart", _SET_IT)
