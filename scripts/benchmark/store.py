"""moto as a store of files in a process of its own, the same for all that are measured."""

import hashlib
import logging
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.benchmark.serving import free_port

REGION, BUCKET = "eu-south-1", "bench"
PATIENCE = 60.0
#: What a process needs in its environment to be let in, and to look for nothing elsewhere.
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}


class Store:
    """A running server."""

    def __init__(self, port: int, process: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._process = process

    def busy(self) -> float:
        """Seconds of processor time that the server has needed until now."""
        fields = Path(f"/proc/{self._process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def empty(self) -> None:
        """An empty bucket, and nothing else."""
        for method, path in (("POST", "/moto-api/reset"), ("PUT", f"/{BUCKET}")):
            urllib.request.urlopen(urllib.request.Request(self.url + path, method=method), timeout=PATIENCE).close()

    def hold(self, site: Path, paths: list[str]) -> None:
        """Raises RuntimeError where these files of `site` are not all there."""
        there = self._tags()
        for path in paths:
            if there.get(path) != hashlib.md5((site / path).read_bytes(), usedforsecurity=False).hexdigest():
                raise RuntimeError(f"{path} was not published")

    def _tags(self) -> dict[str, str]:
        import boto3

        pages = boto3.client("s3", endpoint_url=self.url).get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
        return {each["Key"]: each["ETag"].strip('"') for page in pages for each in page.get("Contents", ())}


@contextmanager
def running(latency: float = 0) -> Iterator[Store]:
    """A server with an empty bucket; meanwhile, processes that are started are let in.

    Each request takes `latency` seconds more than it needs, as if the store were far away.
    """
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    port = free_port()
    command = [sys.executable, "-m", "scripts.benchmark.store", str(port), str(latency)]
    try:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                store = Store(port, server.pid)
                _wait_for(store, server)
                yield store
            finally:
                server.terminate()
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _wait_for(store: Store, server: "subprocess.Popen[bytes]") -> None:
    patient_until = time.perf_counter() + PATIENCE
    while True:
        try:
            return store.empty()
        except OSError:
            if server.poll() is not None or time.perf_counter() > patient_until:
                raise
            time.sleep(0.05)


def put_one_by_one(url: str, site: str, names: str, listed: bool) -> None:
    """The bare loop: list the bucket if asked to, then put each file whose path is a line of the file `names`."""
    import boto3

    s3 = boto3.client("s3", endpoint_url=url)
    if listed:
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
            page.get("Contents")
    for path in Path(names).read_text(encoding="utf-8").splitlines():
        s3.put_object(Bucket=BUCKET, Key=path, Body=Path(site, path).read_bytes())


def _serve(port: int, latency: float) -> None:
    from moto import backends
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import run_simple

    # It looks through its own folders with each request, which took a quarter of its time.
    modules = list(backends.list_of_moto_modules())
    known: Any = backends
    known.list_of_moto_modules = lambda: modules
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    moto = DomainDispatcherApplication(create_backend_app)

    def far_away(environ: Any, start: Any) -> Any:
        # Each request has a thread of its own.
        time.sleep(latency)
        return moto(environ, start)

    run_simple("127.0.0.1", port, far_away, threaded=True, request_handler=MotoRequestHandler)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [port, latency]:
            _serve(int(port), float(latency))
        case [url, site, names, *listed]:
            put_one_by_one(url, site, names, bool(listed))
