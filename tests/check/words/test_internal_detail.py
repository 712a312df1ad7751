"""What must not be public: addresses, hosts, ids, tickets, traces, names, and the addresses of people."""

import pytest

from plainstatus.model.checks import Checks

from .saying import marked, passage, remarks

OWN = Checks(
    never=("Project Heron", "Rose", "mangle"),
    hosts=("*.ops.otter.example", "db-*"),
    tickets=("OPS", "inc"),
    mail_domains=("otter.example",),
    addresses=("Help@otter.example",),
)

INTERNAL = [
    ("internal-address", "10.2.14.7 does not answer", ["10.2.14.7"]),
    ("internal-address", "see [it](http://192.168.7.20:8080/x)", ["192.168.7.20"]),
    ("internal-address", "`172.16.0.9`, 172.31.255.1 and 172.32.0.1", ["172.16.0.9", "172.31.255.1"]),
    ("internal-address", "169.254.10.1 or 100.100.1.1", ["169.254.10.1", "100.100.1.1"]),
    ("internal-address", "fd12:3456::9 and fe80::1ff:fe23 fail", ["fd12:3456::9", "fe80::1ff:fe23"]),
    ("loopback-address", "127.0.0.1:5432 and Localhost refuse", ["127.0.0.1", "Localhost"]),
    ("internal-host", "db1.corp fails", ["db1.corp"]),
    ("internal-host", "https://wiki.lan/page is slow", ["wiki.lan"]),
    ("internal-host", "q.default.svc.cluster.local.", ["q.default.svc.cluster.local"]),
    ("internal-host", "ip-10-0-3-4.eu-west-1.compute.internal", ["ip-10-0-3-4.eu-west-1.compute.internal"]),
    ("internal-host", "Queue3.ops.otter.example and db-7", ["Queue3.ops.otter.example", "db-7"]),
    ("cloud-id", "arn:aws:s3:::otter-files/key.", ["arn:aws:s3:::otter-files/key"]),
    ("cloud-id", "(arn:aws-cn:sqs:cn-north-1:123456789012:q)", ["arn:aws-cn:sqs:cn-north-1:123456789012:q"]),
    ("cloud-id", "AWS account ID: 123456789012", ["123456789012"]),
    ("cloud-id", "account 1234-5678-9012", ["1234-5678-9012"]),
    ("cloud-id", "i-0a1b2c3d4e5f67890, subnet-0a1b2c3d", ["i-0a1b2c3d4e5f67890", "subnet-0a1b2c3d"]),
    ("internal-ticket", "see OPS-123, ops-9 and INC0012345", ["OPS-123", "ops-9", "INC0012345"]),
    ("internal-name", "Project\nHeron, project heron", ["Project\nHeron", "project heron"]),
    ("internal-name", "Mangle and Rose and ROSE", ["Rose", "ROSE", "Mangle"]),
    ("personal-address", "jo.field@otter.example", ["jo.field@otter.example"]),
    ("personal-address", "<mailto:x@mail.Otter.example>", ["x@mail.Otter.example"]),
]

HARMLESS = [
    ("internal-address", "version 10.0.0.1, v10.12.0.4 and 10.12.0.4.1"),
    ("internal-address", "8.8.8.8, 172.32.0.1, 100.128.0.1 and 10.300.1.1"),
    ("internal-address", "open 10.0.0.0/8 and 192.168.0.0/16 in your firewall"),
    ("internal-address", "an address, for example 10.1.2.3, became ::ffff:10.1.2.3"),
    ("internal-address", "at 10:20:30 feed: fe80 or fd12"),
    ("loopback-address", "localhosts, localhost.example and my-localhost"),
    ("internal-host", "~/.local/share, .env.local, System.Net.Internal, settings.local.php"),
    ("internal-host", "local and internal mail, host.docker.internal, example.com"),
    ("internal-host", "ops.otter.example.com and adb-7x"),
    ("cloud-id", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    ("cloud-id", "order 123456789012, phone 1234-5678-9012"),
    ("cloud-id", "vpc-12345, i-abcdefab, sub-0a1b2c3d"),
    ("internal-ticket", "UTF-8, SHA-256, OPS, XOPS-1, OPS-1a"),
    ("internal-name", "prices rose, Roses, mangled, Project and Heron"),
    ("personal-address", "help@otter.example, HELP@OTTER.EXAMPLE, jo@otter.example.org, jo@other.example"),
]


@pytest.mark.parametrize(("code", "text", "parts"), INTERNAL)
def test_internal_detail_is_found_where_it_stands(code: str, text: str, parts: list[str]) -> None:
    assert sorted(marked(code, text, checks=OWN)) == sorted(parts)


@pytest.mark.parametrize(("code", "text"), HARMLESS)
def test_what_only_looks_internal_is_left_alone(code: str, text: str) -> None:
    assert marked(code, text, checks=OWN) == []


@pytest.mark.parametrize(("code", "text"), [each[:2] for each in INTERNAL])
def test_words_for_a_narrower_audience_may_hold_internal_detail(code: str, text: str) -> None:
    assert marked(code, text, checks=OWN, audience="internal") == []


@pytest.mark.parametrize(
    "text",
    [
        'Traceback (most recent call last):\n  File "/srv/a.py", line 3, in run',
        "```\njava.lang.IllegalStateException\n\tat org.otter.Login.open(Login.java:88)\n```",
        'Exception in thread "main"',
        "Caused by: org.otter.login.SessionException",
        "It says:\n\n    at open (/srv/login/index.js:10:5)",
        "goroutine 12 [running]:",
        "from app/models/user.rb:12:in `save'",
        "at Otter.Login.Open(String name) in /srv/Login.cs:line 12",
        "PHP Stack trace:\n#0 /srv/index.php(3)",
    ],
)
def test_what_a_program_printed_is_found_in_every_language(text: str) -> None:
    assert len(marked("stack-trace", text)) == 1
    assert marked("stack-trace", text, audience="internal") == []


@pytest.mark.parametrize(
    "text",
    ["We met at 10:05:30 (UTC)", "at the office (Rome)", "The file “index.js” is late", "an exception to the rule"],
)
def test_prose_is_no_stack_trace(text: str) -> None:
    assert marked("stack-trace", text) == []


def test_what_to_say_instead_is_in_the_language_of_the_words() -> None:
    assert "The API does not answer" in remarks("internal-address", passage("10.2.14.7"))[0].hint
    assert "Le API non rispondono" in remarks("internal-address", passage("10.2.14.7", "it"))[0].hint
