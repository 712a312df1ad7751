"""What AWS answers when it refuses, in words of ours: what is wrong and what to do about it."""

from typing import Any

#: What answers in a way that no service of AWS does: most likely a page for people.
NO_STORE = "what answers there is no store that speaks S3: look at `endpoint_url`"

#: Code of an answer → what it means. The words behind a colon say what to do.
_CODES = {
    "ExpiredToken": "the credentials have expired: sign in again, or run the job again",
    "ExpiredTokenException": "the credentials have expired: sign in again, or run the job again",
    "RequestExpired": "the credentials have expired, or this machine's clock is wrong",
    "RequestTimeTooSkewed": "this machine's clock is wrong: set it",
    "InvalidAccessKeyId": "the access key is not known: look at AWS_ACCESS_KEY_ID or the profile",
    "SignatureDoesNotMatch": "the secret key does not belong to the access key",
    "InvalidClientTokenId": "the credentials are not known: look at the environment or the profile",
    "UnrecognizedClientException": "the credentials are not known: look at the environment or the profile",
    "AccessDenied": "the credentials may not do this: compare the role with `plainstatus aws template edge`",
    "AccessDeniedException": "the credentials may not do this: compare the role with `plainstatus aws template edge`",
    "AuthorizationError": "the credentials may not do this: compare the role with `plainstatus aws template edge`",
    "OptInRequired": "the account has not switched this on, or not in this region",
    "AccountSuspendedException": "AWS has suspended sending for this account: look into its mail from AWS",
    "SendingPausedException": "sending is paused, for the account or the configuration set: switch it on again",
    "MailFromDomainNotVerifiedException": "the domain for bounces (MAIL FROM) is not verified in this region",
    "AllAccessDisabled": "the account is closed or suspended",
    "NoSuchBucket": "there is no such bucket: make it with `plainstatus aws template storage`, or mend its name",
    "PermanentRedirect": "the bucket is in another region: mend `region`",
    "TemporaryRedirect": "the bucket is in another region: mend `region`",
    "IllegalLocationConstraintException": "the bucket is in another region: mend `region`",
    "AuthorizationHeaderMalformed": "the bucket is in another region: mend `region`",
    "301": f"{NO_STORE} and `region`",
    "NoSuchDistribution": "there is no such distribution: mend `distribution`",
    "TooManyInvalidationsInProgress": "too many invalidations are under way",
    "ProvisionedThroughputExceededException": "the store asks to be slower: run this again in a minute",
    "ThrottlingException": "the store asks to be slower: run this again in a minute",
    "SlowDown": "the store asks to be slower: run this again in a minute",
    "ServiceUnavailable": "the store does not answer for now: run this again in a minute",
    "InternalError": "the store failed by itself: run this again in a minute",
    "503": "the store does not answer for now: run this again in a minute",
}


#: Names that several services give to different things → by operation, what it means there.
_ABSENT = {
    **dict.fromkeys(
        ("GetItem", "PutItem", "Scan"),
        "there is no such table: make it with `plainstatus aws template storage`, or mend its name",
    ),
    "Publish": "there is no such topic: make it with `plainstatus aws template messaging`, or mend its ARN",
    "SendEmail": "there is no such contact list, topic or configuration set: mend its name",
    "SendTextMessage": "there is no such sender or configuration set in this region: mend `from`, or what is named",
}
_IS_ABSENT = frozenset({"ResourceNotFoundException", "NotFoundException", "NotFound"})


#: Characters of what AWS says in its own words.
_LONGEST = 300


def code_of(error: Exception) -> str:
    """The code of a botocore ClientError, such as `NoSuchKey` or `412`; "" of any other error."""
    answer: dict[str, Any] = getattr(error, "response", None) or {}
    return str(answer.get("Error", {}).get("Code", ""))


def is_of_aws(error: BaseException) -> bool:
    """Whether `error` says that a call failed, and not that the program is wrong."""
    from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
    from botocore.parsers import ResponseParserError

    return isinstance(error, ClientError | BotoCoreError | HTTPClientError | ResponseParserError)


def told(error: Exception) -> str:
    """What went wrong in a call, as a phrase that follows a colon. Holds no secret."""
    from botocore import exceptions
    from botocore.parsers import ResponseParserError

    match error:
        case ResponseParserError():
            return NO_STORE
        case exceptions.NoCredentialsError() | exceptions.PartialCredentialsError():
            return "there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role"
        case exceptions.ProfileNotFound():
            return f"{error}: look at AWS_PROFILE"
        case exceptions.NoRegionError():
            return "no region is named: set `region`"
        case exceptions.TokenRetrievalError() | exceptions.UnauthorizedSSOTokenError() | exceptions.SSOTokenLoadError():
            return "the sign-in has ended: run `aws sso login`"
        case exceptions.ConnectTimeoutError() | exceptions.EndpointConnectionError():
            return f"{_host(error)} cannot be reached: look at the network, and at `region` or `endpoint_url`"
        case exceptions.ReadTimeoutError():
            return f"{_host(error)} did not answer in time: run this again in a minute"
        case exceptions.ConnectionClosedError() | exceptions.HTTPClientError():
            return f"{_host(error)} broke off the connection: run this again in a minute"
        case exceptions.ClientError():
            code = code_of(error)
            said = " ".join(str(error.response.get("Error", {}).get("Message", "")).split())[:_LONGEST]
            if code in _IS_ABSENT and error.operation_name in _ABSENT:
                return _ABSENT[error.operation_name]
            return _CODES.get(code) or f"{error.operation_name} was refused: {said or code}"
        case _:
            return str(error)


def _host(error: Exception) -> str:
    from urllib.parse import urlsplit

    url = str(getattr(error, "kwargs", {}).get("endpoint_url") or "")
    return urlsplit(url).netloc or "the store"
