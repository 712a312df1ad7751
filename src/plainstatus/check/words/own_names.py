"""Names that a site keeps to itself, and addresses of the people who work there."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plainstatus.check.rule import Passage, Remark, WordRule
from plainstatus.check.words.remarks import remark
from plainstatus.model.checks import Checks


def _names(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if passage.audience != "public":
        return
    lower = passage.text.lower()
    for name in checks.never:
        if name.lower() in lower:
            for match in _pattern(name).finditer(passage.text):
                message = f"{match[0]} is one of the names that no public reader may see"
                hint = "Write what readers know it by; `checks: never` in mkdocs.yml lists these names."
                yield remark(passage, *match.span(), message, hint)


@lru_cache(maxsize=1024)
def _pattern(name: str) -> re.Pattern[str]:
    """One word with a capital is found so, or in capitals: “Rose” is a person, and rates rose."""
    words = r"\s+".join(map(re.escape, name.split()))
    if name.islower() or not name.isalpha():
        return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    return re.compile(rf"(?<!\w)(?:{words}|{words.upper()})(?!\w)")


_IN_ADDRESS = re.compile(r"://[^\s/]*$")
#: Addresses of no single person: those of RFC 2142, and the like.
_ROLES = re.compile(
    r"(?:[\w-]+[.+-])?(?:info|marketing|sales|support|help|helpdesk|abuse|noc|security|privacy|legal|press|jobs|billing|"
    r"accounts|contact|hello|status|feedback|news|newsletter|service|services|customers?|customer-?(?:care|service|support)|"
    r"care|office|postmaster|hostmaster|webmaster|no-?reply|do-?not-?reply|notifications?|"
    r"assistenza|aiuto|supporto|sicurezza|fatture|fatturazione|amministrazione|clienti|servizio-?clienti|contatti|"
    r"stampa|segreteria|ordini|orders|pec)(?:[.+-][\w-]+)?",
    re.IGNORECASE,
)


def _people(passage: Passage, checks: Checks) -> Iterator[Remark]:
    if passage.audience != "public" or "@" not in passage.text or not checks.mail_domains:
        return
    allowed = {each.lower() for each in checks.addresses}
    for match in _addresses_at(checks.mail_domains).finditer(passage.text):
        # The same signs in the address of a site are a name and the machine that it opens.
        if _IN_ADDRESS.search(passage.text, max(match.start() - 200, 0), match.start()):
            continue
        if match[0].lower() not in allowed and not _ROLES.fullmatch(match[0].partition("@")[0]):
            message = f"{match[0]} is the address of one of your own people, and readers see it"
            hint = "Give an address that is for readers; those of `checks: addresses` in mkdocs.yml are."
            yield remark(passage, *match.span(), message, hint)


@lru_cache(maxsize=4)
def _addresses_at(domains: tuple[str, ...]) -> re.Pattern[str]:
    places = "|".join(re.escape(each.lower().lstrip("@")) for each in domains)
    return re.compile(
        rf"(?<![\w.+%-])[\w.+%-]{{1,64}}@(?:[a-z0-9-]{{1,63}}\.){{0,4}}(?:{places})(?![\w-]|\.\w)", re.IGNORECASE
    )


NAME_RULE = WordRule("internal-name", "error", "a name of `checks: never`", _names)
PERSON_RULE = WordRule("personal-address", "error", "a mail address of an employee (`checks: mail_domains`)", _people)
