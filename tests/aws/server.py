"""A stand-in for AWS on loopback, and clients that are held to the model of each service."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
import botocore.loaders
import botocore.session
import pytest

from plainstatus.infrastructure import storage

from . import strict
from .sent import Wire

REGION = "eu-south-1"


@dataclass
class Aws:
    """`url` is where the stand-in answers; `wire` is what the program's clients send it."""

    url: str
    wire: Wire

    def client(self, service: str, region: str = REGION) -> Any:
        """A client of a test's own, whose calls are no part of the record."""
        session = boto3.session.Session(botocore_session=_session())
        return session.client(service, region_name=region, endpoint_url=self.url)

    def bucket(self, name: str) -> str:
        """A new bucket."""
        self.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        return name

    def table(self, name: str, region: str = REGION) -> str:
        """A new table for a ledger, as the template of `storage` makes it."""
        properties = {**storage.template()["Resources"]["Table"]["Properties"], "TableName": name}
        asked = ("TableName", "BillingMode", "KeySchema", "AttributeDefinitions")
        self.client("dynamodb", region).create_table(**{each: properties[each] for each in asked})
        return name

    def objects(self, bucket: str, prefix: str = "") -> dict[str, bytes]:
        """The bytes of every object, by key."""
        client = self.client("s3")
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        keys = [each["Key"] for page in pages for each in page.get("Contents", ())]
        return {key: client.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}


@pytest.fixture(scope="session")
def aws_server() -> Iterator[str]:
    """The address of a server that stays for all tests of this process; each begins with it empty."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def aws(aws_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    """AWS as the program meets it: by environment variables, with the strict guard and a record of what is sent."""
    import urllib.request

    urllib.request.urlopen(urllib.request.Request(f"{aws_server}/moto-api/reset", method="POST")).close()
    for name, value in environment(aws_server).items():
        monkeypatch.setenv(name, value)
    with hooked() as wire:
        yield Aws(aws_server, wire)


def environment(url: str) -> dict[str, str]:
    """What a process needs in its environment to take the server at `url` for AWS."""
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    }


@contextmanager
def hooked() -> Iterator[Wire]:
    """Let all clients that the program makes meanwhile be strict, and be recorded."""
    wire = Wire()
    boto3.setup_default_session(botocore_session=_session())
    events = boto3.DEFAULT_SESSION.events
    strict.register(events)
    wire.register(events)
    try:
        yield wire
    finally:
        boto3.DEFAULT_SESSION = None


#: The descriptions of services are large, and read once for all tests.
_DESCRIPTIONS = botocore.loaders.create_loader()


def _session() -> botocore.session.Session:
    session = botocore.session.Session()
    session.register_component("data_loader", _DESCRIPTIONS)
    return session
