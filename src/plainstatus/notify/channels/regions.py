"""The regions of a channel of AWS, in the order in which they are tried.

The next one is tried on what is certain to be no delivery, and on nothing else: where an answer was lost, the
message may have arrived.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Literal, TypeVar

from plainstatus.aws.clients import client
from plainstatus.aws.faults import code_of, is_of_aws, told
from plainstatus.notify.channels.channel import NotDeliveredError, UnclearError
from plainstatus.notify.recipients import without_address

T = TypeVar("T")

#: `busy`: it may do in a moment. `elsewhere`: this region cannot, and another one may. `refused`: none will, or
#: none should be asked. `unclear`: nobody can tell whether the message was taken.
Verdict = Literal["busy", "elsewhere", "refused", "unclear"]

#: Seconds to wait before a region that is busy is asked again; after the last it has been asked often enough.
_WAITS = (0.5, 1.0)
#: So many may send at the same time without waiting for a connection.
_CONNECTIONS = 64
#: So many seconds a region is left alone that cannot be reached, and one that is busy.
_REST, _BREATH = 60.0, 5.0

_BUSY = frozenset({"TooManyRequestsException", "Throttling", "ThrottlingException", "Throttled", "KMSThrottling"})
#: What is set up, or switched on, or still free of a quota, in one region and not in another.
_ELSEWHERE = frozenset(
    {
        *("UnrecognizedClientException", "InvalidClientTokenId", "OptInRequired"),
        *("AccessDenied", "AccessDeniedException", "AuthorizationError"),
        *("MessageRejected", "MailFromDomainNotVerifiedException", "NotFoundException", "LimitExceededException"),
        *("NotFound", "KMSDisabled", "KMSInvalidState", "KMSNotFound", "KMSOptInRequired", "KMSAccessDenied"),
        "ResourceNotFoundException",
    }
)
#: What is wrong with the message or its recipient, so that the next try will hardly do better.
_LASTING = frozenset(
    {"BadRequestException", "ValidationException", "InvalidParameter", "ParameterValueInvalid", "ConflictException"}
)


def verdict(error: Exception) -> Verdict:
    """What an error of a call tells about the message that was handed over with it."""
    from botocore import exceptions

    match error:
        case exceptions.ClientError():
            return _verdict_of_answer(error)
        case (
            exceptions.EndpointConnectionError() | exceptions.ConnectTimeoutError() | exceptions.ProxyConnectionError()
        ):
            return "elsewhere"
        case exceptions.SSLError() if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return "elsewhere"
        case (
            exceptions.NoCredentialsError()
            | exceptions.PartialCredentialsError()
            | exceptions.CredentialRetrievalError()
        ):
            return "refused"
        case exceptions.NoRegionError() | exceptions.ProfileNotFound() | exceptions.ParamValidationError():
            return "refused"
        case exceptions.TokenRetrievalError() | exceptions.UnauthorizedSSOTokenError() | exceptions.SSOTokenLoadError():
            return "refused"
    return "unclear"


def _verdict_of_answer(error: Any) -> Verdict:
    code, status = code_of(error), error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _BUSY or status == 429:
        return "busy"
    if status >= 500:
        # Without a word of the service itself, it may be somebody before it who gave up waiting.
        return "busy" if status in (500, 503) and not code.isdigit() and code else "unclear"
    if code in _ELSEWHERE and not error.response.get("Reason"):
        return "elsewhere"
    return "refused"


@dataclass
class Regions:
    """Clients of `service` for `purpose`, one for each of `names`, which are tried in their order.

    With `repeatable`, a region knows a message that it has already, so that it may be asked again after an answer
    that was lost; no other region knows that. `connect` gives the client of a region. `clock` gives seconds, and
    `sleep` lets some pass. May be used by several threads at once.
    """

    service: str
    purpose: str
    names: Sequence[str]
    repeatable: bool = False
    connect: Callable[[str], Any] | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _clients: dict[str, Any] = field(default_factory=dict)
    _resting: dict[str, tuple[float, str]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def call(self, hand_over: Callable[[Any, str], T], private: str) -> tuple[T, str]:
        """The answer of the first region that takes what `hand_over` gives to its client, and the name of that region.

        `private` is an address that stands in no reason. Raises NotDeliveredError and UnclearError.
        """
        reasons = []
        for region in self.names:
            resting = self._resting.get(region)
            if resting is not None and self.clock() < resting[0]:
                reasons.append(resting[1])
                continue
            try:
                return self._patiently(hand_over, region), region
            except Exception as error:
                if not is_of_aws(error):
                    raise
                found = verdict(error)
                reason = without_address(private, f"{region}: {_told(error, found)}")
                if found == "unclear":
                    raise UnclearError(reason) from None
                reasons.append(reason)
                if found == "refused":
                    raise NotDeliveredError("; ".join(reasons), lasting=code_of(error) in _LASTING) from None
                if (rest := _rest_after(error, found)) is not None:
                    self._resting[region] = (self.clock() + rest, reason)
        raise NotDeliveredError("; ".join(reasons))

    def _patiently(self, hand_over: Callable[[Any, str], T], region: str) -> T:
        """The answer of one region, which is asked again while it is busy."""
        lost: Exception | None = None
        for wait in (*_WAITS, None):
            try:
                return hand_over(self._client(region), region)
            except Exception as error:
                found = verdict(error)
                if found == "unclear" and self.repeatable:
                    lost = error
                if wait is None or found not in (("busy", "unclear") if self.repeatable else ("busy",)):
                    # Whatever came after it, the answer that was lost may have been a yes.
                    raise lost or error from None
            self.sleep(wait * random.uniform(1, 1.5))  # noqa: S311 - no secret hangs on it
        raise AssertionError("the last try neither gave nor raised anything")

    def _client(self, region: str) -> Any:
        with self._lock:
            if region not in self._clients:
                connect = self.connect or self._connected
                self._clients[region] = connect(region)
            return self._clients[region]

    def _connected(self, region: str) -> Any:
        return client(self.service, self.purpose, region=region, connections=_CONNECTIONS, once=True)

    def close(self) -> None:
        """Let go of all connections."""
        for made in self._clients.values():
            made.close()
        self._clients.clear()


def _rest_after(error: Exception, found: Verdict) -> float | None:
    """For how many seconds nobody else need ask; None where it was this message that could not be sent there."""
    from botocore.exceptions import ClientError

    if found == "busy":
        return _BREATH
    return None if isinstance(error, ClientError) else _REST


def _told(error: Exception, found: Verdict) -> str:
    from botocore.exceptions import ClientError, ReadTimeoutError

    if found != "unclear":
        return told(error)
    if isinstance(error, ClientError):
        return f"it answered {error.response['ResponseMetadata']['HTTPStatusCode']} after the message was sent"
    if isinstance(error, ReadTimeoutError):
        return "it did not answer in time after the message was sent"
    return "the connection broke after the message was sent"
