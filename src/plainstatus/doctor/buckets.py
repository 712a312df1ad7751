"""Whether a bucket answers, is private and keeps old versions, and whether a distribution before it serves the site."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from plainstatus.aws.clients import client
from plainstatus.aws.faults import code_of, is_of_aws, told
from plainstatus.doctor.clock import Clock, told_by_clock
from plainstatus.doctor.diagnosis import Diagnosis, fault, ok, unknown, warning
from plainstatus.model.channel import BucketLedger
from plainstatus.model.target import BucketTarget

_STORAGE = "Compare the bucket with `plainstatus aws template storage`."
#: HeadBucket gives a number alone.
_HEAD = {
    "404": ("there is no such bucket", "Make it with `plainstatus aws template storage`, or mend its name."),
    "403": ("the bucket is not for these credentials", "Take others, or mend the name of the bucket or `account`."),
    "301": ("the bucket is in another region", "Mend `region`."),
    "400": ("the credentials or the region are wrong", "Look at the environment and at `region`."),
}
_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "403"})


def look_at_bucket(target: BucketTarget, site_url: str, clock: Clock) -> Iterator[Diagnosis]:
    """Look at the bucket of `target`, and at the distribution before it."""
    amazons = target.endpoint_url is None
    if amazons:
        yield from _credentials(target)
    account = target.account if amazons else None
    yield from look_into(target, account, clock)
    if target.distribution:
        yield from _distribution(target, urlsplit(site_url).hostname or "")


def look_into(place: BucketTarget | BucketLedger, account: str | None, clock: Clock) -> Iterator[Diagnosis]:
    """Look at a bucket that ought to be of `account`. Another store than Amazon's is only asked whether it is there."""
    made = _asked(lambda: client("s3", "doctor", region=place.region, endpoint_url=place.endpoint_url))
    if isinstance(made, Diagnosis):
        yield made
        return
    bucket = {"Bucket": place.bucket, **({"ExpectedBucketOwner": account} if account else {})}
    answer = _asked(lambda: made.head_bucket(**bucket))
    if isinstance(answer, Diagnosis):
        yield answer
        return
    yield ok("the bucket answers")
    yield from told_by_clock(answer["ResponseMetadata"]["HTTPHeaders"], clock)
    if place.endpoint_url is None:
        yield _private(_asked(lambda: made.get_public_access_block(**bucket)))
        yield _versioned(_asked(lambda: made.get_bucket_versioning(**bucket)))


def _credentials(target: BucketTarget) -> Iterator[Diagnosis]:
    identity = _asked(lambda: client("sts", "doctor", region=target.region).get_caller_identity())
    if isinstance(identity, Diagnosis):
        yield identity
        return
    given = identity["Account"]
    if target.account is None:
        remedy = f"Set `account: '{given}'` on the target if it is the right one: nobody else's bucket is then taken."
        yield warning(f"the credentials are of the account {given}, and the target names none", remedy)
    elif given != target.account:
        words = f"the credentials are of the account {given}, and the target is in {target.account}"
        yield fault(words, "Take others, or mend `account`.")
    else:
        yield ok(f"the credentials are of the account {given}")


def _private(answer: Any) -> Diagnosis:
    if isinstance(answer, Diagnosis) and "NoSuchPublicAccessBlock" not in answer.words:
        return answer
    block = {} if isinstance(answer, Diagnosis) else answer["PublicAccessBlockConfiguration"]
    wanted = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    if all(block.get(each) for each in wanted):
        return ok("the bucket cannot be opened to everybody")
    return warning("the bucket could be opened to everybody", f"Block all public access. {_STORAGE}")


def _versioned(answer: Any) -> Diagnosis:
    if isinstance(answer, Diagnosis):
        return answer
    if answer.get("Status") == "Enabled":
        return ok("old versions are kept")
    return warning("old versions are not kept, so what is overwritten is gone", f"Switch versioning on. {_STORAGE}")


def _distribution(target: BucketTarget, host: str) -> Iterator[Diagnosis]:
    def ask() -> Any:
        cloudfront = client("cloudfront", "doctor", region=target.region)
        return cloudfront.get_distribution(Id=target.distribution)["Distribution"]

    found = _asked(ask)
    if isinstance(found, Diagnosis):
        yield found
        return
    config = found["DistributionConfig"]
    names = {found["DomainName"], *config.get("Aliases", {}).get("Items", ())}
    if not config["Enabled"]:
        yield fault("the distribution is switched off", "Switch it on.")
    elif found["Status"].lower() != "deployed":
        yield warning("the distribution is being changed", "Look again in some minutes.")
    else:
        yield ok("the distribution is switched on")
    if host and host not in names:
        yield fault(f"the distribution does not answer as {host}", "Add it to its aliases, with a certificate.")


def _asked(ask: Callable[[], Any]) -> Any:
    """What `ask` gives, or the diagnosis where a call failed."""
    try:
        return ask()
    except Exception as error:
        if not is_of_aws(error):
            raise
        code = code_of(error)
        name = getattr(error, "operation_name", "")
        if name == "HeadBucket" and code in _HEAD:
            return fault(*_HEAD[code])
        if code in _DENIED:
            remedy = "Compare the role with `plainstatus aws template edge`."
            return unknown(f"the credentials must not ask for it ({name})", remedy)
        if code == "NoSuchPublicAccessBlockConfiguration":
            return unknown(code)
        words, _, remedy = told(error).partition(": ")
        return fault(words, f"{remedy[:1].upper()}{remedy[1:]}." if remedy else "")
