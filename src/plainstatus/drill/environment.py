"""The little that a drill keeps of this process's environment: no credential, and no address of anything real."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

#: All that commands are told of the world: no credential is among them.
_KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "TMPDIR", "SYSTEMROOT")


def kept_environment() -> dict[str, str]:
    """The variables of this process that tell of no credential and no address."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ}


@contextmanager
def only_kept_environment() -> Iterator[None]:
    """Meanwhile nothing else stands in the environment, so that no setting can read a secret from there."""
    before = dict(os.environ)
    kept = kept_environment()
    os.environ.clear()
    os.environ.update(kept)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
