"""What stands in the words alone, where neither the page nor a reminder can find it: times, and that it works again."""

import re

#: A moment or a span: `in 30 minutes`, `by 15:00`, `within the next hour`; `entro un'ora`, `alle 15:00`.
_WHEN = (
    r"(?:in|within|by|at|before|tra|fra|entro|alle|per\sle)\s(?:the\snext\s|another\s|about\s|approximately\s|circa\s|le\s)?"
    r"(?:\d|an?\s(?:\w+\s)?hour|half|one\s|two\s|hour|un['’]?\s?or|mezz)"
)
_NEXT = re.compile(rf"(?:update|write|report|aggiorn|scriv)[^.!?\n]{{0,60}}?\s{_WHEN}", re.IGNORECASE)
_BACK = re.compile(
    r"(?:expect|should|will|estimat|anticipat|prev[ei]|dovrebbe|sarà|torner)(?![^.!?\n]{0,20}\s(?:update|aggiorn))"
    rf"[^.!?\n]{{0,100}}?\s{_WHEN}|(?<!\w)ETA(?!\w)[^.!?\n]{{0,40}}?\d",
    re.IGNORECASE,
)
#: Said in earnest, that nobody knows.
_UNKNOWN = re.compile(
    r"(?:\bno|\bnot(?:\s(?:yet|currently))?\shave\san?|n['’]t(?:\s(?:yet|currently))?\shave\san?)\s(?:\w+\s){0,2}?"
    r"(?:estimate\b|estimated\s(?:time|recovery)|ETA\b)|"
    r"(?:not|n['’]t|cannot)\s(?:yet\s)?(?:know|say|tell|estimate)\s(?:yet\s)?(?:when|how\slong)|"
    r"non\s(?:abbiamo|c['’]è)\s(?:ancora\s)?(?:una?\s)?(?:stima|previsione|orario)|"
    r"non\s(?:sappiamo|possiamo\sdire|è\snoto)\s(?:ancora\s)?quando",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"(?:operating|functioning|working|running)\s(?:as\s)?(?:normal(?:ly)?|expected)\b|back\sto\snormal\b|"
    r"(?:(?:is|are|has|have|was|were|been|now|fully|completely)\s){1,4}(?:resolved|recovered|restored|mitigated|fixed)\b|"
    r"(?:full|normal)\savailability\b|(?:works?|available)\sagain\b|healthy\slevels?\b|fully\soperational\b|"
    r"(?:declar\w+|confirm\w*|reached|see|seen|seeing)\s(?:a\s)?full\srecovery\b|"
    r"no\slonger\s(?:see|seeing|encounter|experience)\b|"
    r"funziona(?:no)?\s(?:di\snuovo|regolarmente|normalmente)|tornat[oaie]\s(?:alla\snormalità|a\sfunzionare)|"
    r"(?:è|sono)\s(?:stat[oaie]\s)?(?:risolt|ripristinat)[oaie]\b",
    re.IGNORECASE,
)
#: Beside one of these, something works again and something does not, or nobody is sure.
_NOT_ALL = re.compile(
    r"\b(?:not|but|however|although|though|still|some|once|until|when|whether|if|partial\w*|almost|nearly|most\w*|except|"
    r"expect\w*|hope\w*|should(?!\s(?:now\s)?(?:see|no\slonger))|(?:may|might)(?!\shave)|validat\w*|verif\w*|waiting|"
    r"non|ma|però|tuttavia|ancora|alcun[ie]|dovrebbe\w*|quando|appena|fino|finché|se|quasi|parzial\w*|tranne|attend\w*)\b|"
    r"n['’]t\b",
    re.IGNORECASE,
)


def tells_next_update(text: str) -> bool:
    """Whether `text` says when the next words come."""
    return _NEXT.search(text) is not None


def tells_recovery(text: str) -> bool:
    """Whether `text` says when service is expected back."""
    return _BACK.search(text) is not None


def tells_recovery_unknown(text: str) -> bool:
    """Whether `text` says that nobody knows when service is back."""
    return _UNKNOWN.search(text) is not None


def tells_it_works(text: str) -> bool:
    """Whether `text` says that what failed works again, and nothing that takes it back."""
    return _WORKS.search(text) is not None and _NOT_ALL.search(text) is None
