import pytest

from plainstatus.aws.clients import NotAllowedError, client
from plainstatus.aws.faults import code_of, told

from .sent import answer, timeout
from .server import Aws


@pytest.mark.proves("moto")
def test_a_client_does_what_its_purpose_needs_and_nothing_else(aws: Aws) -> None:
    bucket = aws.bucket("purposes")
    s3 = client("s3", "ledger")

    s3.put_object(Bucket=bucket, Key="a", Body=b"1")

    with pytest.raises(NotAllowedError, match="s3:DeleteObject is not among the operations for ledger"):
        s3.delete_object(Bucket=bucket, Key="a")
    assert aws.wire.operations() == ["PutObject"]


@pytest.mark.proves("model")
def test_the_guard_refuses_what_the_model_of_a_service_does_not_allow(aws: Aws) -> None:
    s3 = client("s3", "publish")

    with pytest.raises(AssertionError, match="'BANANA' is none of"):
        s3.put_object(Bucket="purposes", Key="a", Body=b"", ChecksumAlgorithm="BANANA")
    with pytest.raises(AssertionError, match="is out of"):
        s3.put_object(Bucket="purposes", Key="", Body=b"")


@pytest.mark.proves("fake")
@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (answer(400, "ExpiredToken"), "the credentials have expired: sign in again, or run the job again"),
        (answer(403, "AccessDenied"), "the credentials may not do this: compare the role with"),
        (answer(404, "NoSuchBucket"), "there is no such bucket: make it with `plainstatus aws template storage`"),
        (answer(418, "Teapot", "I am short"), "PutObject was refused: I am short"),
        (answer(418, "Teapot", "I am\n  short " + "and stout " * 99), "refused: I am short and stout and stout"),
        (timeout, "did not answer in time"),
    ],
)
def test_a_refusal_is_told_with_what_to_do(aws: Aws, trouble: object, words: str) -> None:
    aws.wire.trouble = lambda operation, number, request: trouble(request)  # type: ignore[operator]

    with pytest.raises(Exception) as refused:
        client("s3", "publish").put_object(Bucket="purposes", Key="a", Body=b"")

    assert words in told(refused.value)


@pytest.mark.proves("fake")
def test_without_credentials_the_words_say_where_they_are_looked_for(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    with pytest.raises(Exception) as refused:
        client("s3", "publish").list_objects_v2(Bucket="purposes")

    assert "set AWS_ACCESS_KEY_ID" in told(refused.value)
    assert code_of(refused.value) == ""
