"""Names that a cloud gives to accounts and resources: a map of the house for whoever looks for a way in."""

import re
from collections.abc import Iterator

from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.remarks import remark, shown, worded
from plainstatus.model.checks import Checks

#: What AWS itself owns names no account: `arn:aws:iam::aws:policy/ReadOnlyAccess`.
_ARN = re.compile(
    r"(?<!\w)arn:aws[a-z-]{0,12}:[a-z0-9-]{1,40}:[a-z0-9-]{0,30}:(?!aws:)\d{0,12}:[^\s\"'`<>)\]]{1,300}(?<![.,;:!?])"
)
_RESOURCE = re.compile(
    r"(?<![\w.-])(?:i|vpc|subnet|sg|eni|vol|igw|nat|rtb|eipalloc|eipassoc|tgw|vpce|acl|pcx|fs|lt|snap)-"
    r"(?=[0-9a-f]*\d)(?:[0-9a-f]{17}|(?=\d*[a-f])[0-9a-f]{8})(?![\w-])"
)
_RESOURCE_MARK = re.compile(r"-[0-9a-f]{8}")
_ACCOUNT = re.compile(
    r"(?<!\w)(?:accounts?|aws)(?:\W{1,3}(?:ids?|number|numero|aws|no)){0,2}\W{1,4}(\d{12}|\d{4}-\d{4}-\d{4})(?![\w-])",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"\d{12}|\d{4}-\d{4}-\d")

_HINT = {
    "en": "Say what customers use of it: “Uploads fail”, “the API in Europe”.",
    "it": "Scrivi che cosa ne usano i clienti: “I caricamenti non riescono”, “le API in Europa”.",
}


def _look(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if passage.audience != "public":
        return
    for start, end, what in sorted(_ids(passage.text)):
        message = f"{shown(passage.text[start:end])} is {what}, and readers see it"
        yield remark(passage, start, end, message, worded(_HINT, passage))


def _ids(text: str) -> Iterator[tuple[int, int, str]]:
    if "arn:aws" in text:
        yield from ((*match.span(), "the name of a resource at AWS") for match in _ARN.finditer(text))
    if "-" in text and _RESOURCE_MARK.search(text):
        # The id within an ARN is told with it.
        for match in _RESOURCE.finditer(text):
            yield (*match.span(), "the id of a resource at AWS")
    if _is_named(text.lower()) and _LONG_NUMBER.search(text):
        yield from ((*match.span(1), "the number of an account at AWS") for match in _ACCOUNT.finditer(text))


def _is_named(lower: str) -> bool:
    """Whether an account can be meant at all."""
    return "account" in lower or "aws" in lower


RULE = WordRule("cloud-id", "error", "ARNs, and ids of accounts and resources at AWS", _look)
