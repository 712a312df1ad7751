"""What the stand-in for S3 holds, read and changed behind its back, so that a test of many steps stays quick."""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import formatdate
from functools import cache
from typing import Any

from botocore.awsrequest import AWSResponse

from ..aws.sent import Raw

_ACCOUNT = "123456789012"


class Peek:
    """The bucket `name` of the stand-in that runs in this process."""

    def __init__(self, name: str) -> None:
        self.name = name

    def contents(self) -> dict[str, bytes]:
        return {key: found.value for key, found in self._keys().items()}

    def kept(self) -> dict[str, tuple[bytes, dict[str, str]]]:
        """All there is, to be brought back later."""
        return {key: (found.value, dict(found.metadata)) for key, found in self._keys().items()}

    def bring_back(self, kept: Mapping[str, tuple[bytes, dict[str, str]]]) -> None:
        for key in self._keys():
            self._bucket().keys.pop(key)
        for key, (value, metadata) in kept.items():
            self._backend().put_object(self.name, key, value).set_metadata(metadata)

    def put(self, key: str, value: bytes) -> None:
        """As somebody would who knows nothing of us."""
        self._backend().put_object(self.name, key, value)

    def age(self, key: str, seconds: float) -> None:
        """Let an object be older, if it is there."""
        found = self._bucket().keys.get(key)
        if found is not None:
            found.last_modified -= timedelta(seconds=seconds)

    def _keys(self) -> dict[str, Any]:
        keys = self._bucket().keys
        return {key: keys[key] for key in list(keys)}

    def _bucket(self) -> Any:
        return self._backend().get_bucket(self.name)

    def _backend(self) -> Any:
        from moto.s3.models import s3_backends

        return s3_backends[_ACCOUNT]["aws"]


def at_hand(request: Any) -> AWSResponse:
    """The answer of the stand-in, without the way through a socket: where a test asks thousands of times."""
    from werkzeug.test import EnvironBuilder, run_wsgi_app

    body = request.body.read() if hasattr(request.body, "read") else request.body
    headers = [(name, value.decode() if isinstance(value, bytes) else value) for name, value in request.headers.items()]
    asked = EnvironBuilder(request.url, method=request.method, headers=headers, data=body or b"")
    given, status, heads = run_wsgi_app(_stand_in(), asked.get_environ(), buffered=True)
    heads["date"] = formatdate(usegmt=True)
    return AWSResponse(request.url, int(status.split()[0]), dict(heads), Raw(b"".join(given)))


@cache
def _stand_in() -> Any:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    return DomainDispatcherApplication(create_backend_app)
