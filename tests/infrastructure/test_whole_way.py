"""From the templates to a page: a site is published with the rights of the role alone, and read at the distribution.

Buckets and rights are moto's, which decides by the policies of a role when it is told to. The distribution is ours.
"""

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from plainstatus.aws.faults import code_of
from plainstatus.commands.program import program
from plainstatus.publish.build_folder import RECORD

from ..aws.server import Aws
from ..site.built import built, contents
from .fake_edge import Answer, fake_edge
from .resolving import resolved
from .stacks import MADE, WHOLE_EDGE

pytestmark = pytest.mark.proves("moto")

FIRST, SECOND, LEDGER = (WHOLE_EDGE[name] for name in ("FirstBucket", "SecondBucket", "LedgerBucket"))
NOW = "2026-11-24 16:00"
INCIDENT = """\
---
title: {title}
components: {{shop: partial_outage}}
---

## Investigating — 2026-11-24 {time} UTC

One in five orders fails.
"""
INCIDENTS = {
    "slow": INCIDENT.format(title="Orders are slow", time="14:00"),
    "orders": INCIDENT.format(title="Orders fail", time="15:50"),
}
TARGETS = {"milan": {"bucket": FIRST}, "dublin": {"bucket": SECOND, "cache_tag": "status"}}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small site that is built, and whose targets and ledger are the buckets of the templates."""
    folder = tmp_path_factory.mktemp("small") / "site of the test"
    built(
        folder,
        now=NOW,
        components="components: [{id: shop, name: Shop}]",
        incidents=INCIDENTS,
        languages=["en", "it"],
        targets=TARGETS,
        ledger={"bucket": LEDGER},
    )
    return folder


@pytest.fixture
def buckets(aws: Aws) -> Iterator[None]:
    """The buckets of the templates, and one of somebody else."""
    s3 = aws.client("s3")
    for name in (FIRST, SECOND, LEDGER, "somebody-elses"):
        aws.bucket(name)
        made = resolved(MADE["storage"], Bucket=name)["Site"]["Properties"]
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=made["VersioningConfiguration"])
        s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=made["PublicAccessBlockConfiguration"])
    yield
    _decide_by_policies(aws, False)


def _decide_by_policies(aws: Aws, yes: bool) -> None:
    asked = urllib.request.Request(
        f"{aws.url}/moto-api/reset-auth",
        data=b"0" if yes else b"inf",
        headers={"Content-Type": "text/plain"},
        method="POST",
    )
    urllib.request.urlopen(asked).close()


@pytest.fixture
def as_role(aws: Aws, buckets: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """From here on the environment has the credentials of the role, without the rights that are named."""

    def become(*without: str) -> None:
        role = resolved(MADE["edge"], **WHOLE_EDGE)["Role"]["Properties"]
        iam = aws.client("iam")
        arn = iam.create_role(RoleName="status", AssumeRolePolicyDocument=json.dumps(role["AssumeRolePolicyDocument"]))[
            "Role"
        ]["Arn"]
        for policy in role["Policies"]:
            document = policy["PolicyDocument"]
            for statement in document["Statement"]:
                statement["Action"] = [action for action in statement["Action"] if action not in without]
            document["Statement"] = [each for each in document["Statement"] if each["Action"]]
            iam.put_role_policy(RoleName="status", PolicyName=policy["PolicyName"], PolicyDocument=json.dumps(document))
        lent = aws.client("sts").assume_role_with_web_identity(
            RoleArn=arn, RoleSessionName="workflow", WebIdentityToken="not.looked.at"
        )["Credentials"]
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", lent["AccessKeyId"])
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", lent["SecretAccessKey"])
        monkeypatch.setenv("AWS_SESSION_TOKEN", lent["SessionToken"])
        _decide_by_policies(aws, True)

    return become


def run(site: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, [*arguments, "-f", str(site / "mkdocs.yml")])


def _from(aws: Aws, bucket: str) -> Callable[[str], Answer]:
    """What the bucket answers to CloudFront: objects with the headers that they were put with."""
    s3 = aws.client("s3")

    def fetch(key: str) -> Answer:
        try:
            found = s3.get_object(Bucket=bucket, Key=key)
        except s3.exceptions.NoSuchKey:
            return Answer(404)
        headers = {"Content-Type": found["ContentType"], "Cache-Control": found.get("CacheControl", "")}
        headers |= {f"x-amz-meta-{name}": value for name, value in found["Metadata"].items()}
        return Answer(200, headers, found["Body"].read())

    return fetch


def test_with_the_rights_of_the_role_a_site_is_published_and_read_in_both_regions(
    site: Path, aws: Aws, as_role: Callable[..., None]
) -> None:
    as_role()
    done = run(site, "publish")
    assert done.exit_code == 0, done.output
    _decide_by_policies(aws, False)

    resources = resolved(MADE["edge"], **WHOLE_EDGE)
    with fake_edge(resources, first=_from(aws, FIRST), second=_from(aws, SECOND)) as edge:
        for path, content in contents(site / "site").items():
            if path != RECORD:
                assert edge.answer(f"/{path}")[::2] == (200, content)
        edge.down["first/*"] = 503
        page = edge.answer("/it/")
        assert page.body == (site / "site/it/index.html").read_bytes()
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        tag = resources["Distribution"]["Properties"]["DistributionConfig"]["CacheTagConfig"]["HeaderName"]
        assert page.headers[tag] == "status"
        assert edge.answer("/_publish/manifest.json").status == 404


def test_with_the_rights_of_the_role_what_is_new_is_sent_once(site: Path, as_role: Callable[..., None]) -> None:
    as_role()

    for time in ("15:00", "16:00", "16:10"):
        done = run(site, "notify", "--now", f"2026-11-24 {time} UTC")
        assert done.exit_code == 0, done.output

    (message,) = (site / "outbox" / "new").iterdir()
    assert "Orders fail" in message.read_text("utf-8")


@pytest.mark.parametrize("right", ["s3:GetObject", "s3:PutObject", "s3:ListBucket"])
def test_without_one_of_its_rights_nothing_is_published_and_the_role_is_named(
    site: Path, as_role: Callable[..., None], right: str
) -> None:
    as_role(right)

    done = run(site, "publish")

    assert done.exit_code == 1, done.output
    assert "the credentials may not do this" in done.output


def test_the_role_reaches_nothing_of_somebody_else(aws: Aws, as_role: Callable[..., None]) -> None:
    as_role()
    s3 = aws.client("s3")
    refused: dict[str, Callable[[], Any]] = {
        "write elsewhere": lambda: s3.put_object(Bucket="somebody-elses", Key="index.html", Body=b""),
        "read elsewhere": lambda: s3.get_object(Bucket="somebody-elses", Key="index.html"),
        "list elsewhere": lambda: s3.list_objects_v2(Bucket="somebody-elses"),
        "open the bucket": lambda: s3.delete_public_access_block(Bucket=FIRST),
        "change its policy": lambda: s3.delete_bucket_policy(Bucket=FIRST),
        "delete the bucket": lambda: s3.delete_bucket(Bucket=FIRST),
        "forget what was sent": lambda: s3.delete_object(Bucket=LEDGER, Key="ledger/a"),
        "make another role": lambda: aws.client("iam").create_user(UserName="another"),
    }
    for what, call in refused.items():
        with pytest.raises(Exception) as refusal:
            call()
        assert code_of(refusal.value) in {"AccessDenied", "AccessDeniedException"}, what
