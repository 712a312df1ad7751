"""A packed file for GitHub Pages, which its own action brings there: made anew as a whole with each manifest.

The same files give the same bytes. What was published last is read from the file that is there.
"""

import gzip
import os
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from plainstatus.publish.build_folder import OURS
from plainstatus.publish.manifest import MANIFEST
from plainstatus.publish.plan import Absent
from plainstatus.publish.targets.interface import Lease, Stored, TargetFault, Upload
from plainstatus.publish.targets.local import insist, tag_from, tag_of
from plainstatus.publish.targets.lock_file import locked


class ArtifactTarget:
    """`file` is the packed file (.tar.gz), which need not be there yet."""

    parallel = 1
    headers = ""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._old: dict[str, bytes] | None = None
        self._new: dict[str, Upload] = {}

    def check(self) -> None:
        if self._file.is_dir():
            raise TargetFault(f"{self._file} is a folder: name a file in `artifact`")

    @contextmanager
    def hold(self, owner: str) -> Iterator[Lease]:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._old, self._new = None, {}
            with locked(self._file.with_name(f".{self._file.name}.lock"), owner) as lease:
                yield lease
        except OSError as error:
            raise TargetFault(f"{error.filename or self._file}: {error.strerror or error}") from None

    def read(self, path: str) -> Stored | None:
        body = self._new[path].read() if path in self._new else self._packed().get(path)
        return None if body is None else Stored(body, tag_of(body))

    def listing(self) -> dict[str, str]:
        new = {path: tag_from(upload.md5) for path, upload in self._new.items()}
        old = {path: tag_of(body) for path, body in self._packed().items() if path not in new}
        return {path: tag for path, tag in {**old, **new}.items() if not path.startswith(OURS)}

    def put(self, upload: Upload, expect: str | Absent | None) -> str:
        insist(self.read, upload.path, expect)
        self._new[upload.path] = upload
        if upload.path == MANIFEST:
            self._pack()
        return tag_from(upload.md5)

    def delete(self, path: str, expect: str | None) -> None:
        if expect is not None and self.read(path) is not None:
            insist(self.read, path, expect)
        self._new.pop(path, None)
        self._packed().pop(path, None)

    def refresh(self, paths: list[str], reference: str) -> str | None:
        return None

    def _packed(self) -> dict[str, bytes]:
        """What is in the file, by path."""
        if self._old is None:
            self._old = {}
            try:
                with tarfile.open(self._file, "r:gz") as packed:
                    for member in packed:
                        opened = packed.extractfile(member) if member.isreg() else None
                        if opened is not None:
                            self._old[member.name.removeprefix("./")] = opened.read()
            except FileNotFoundError:
                pass
            except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
                raise TargetFault(f"{self._file} cannot be read: {error}. Delete it") from None
        return self._old

    def _pack(self) -> None:
        """Write all that there is into a fresh file, which takes the place of the old one."""
        old = self._packed()
        handle, name = tempfile.mkstemp(prefix=f".{self._file.name}.", dir=self._file.parent)
        try:
            with (
                os.fdopen(handle, "wb") as raw,
                # Neither names nor moments, so that the same files give the same bytes.
                gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as squeezed,
                tarfile.open(mode="w", fileobj=squeezed, format=tarfile.PAX_FORMAT) as packed,
            ):
                for path in sorted({*old, *self._new}):
                    body = self._new[path].read() if path in self._new else old[path]
                    member = tarfile.TarInfo(path)
                    member.size, member.mode = len(body), 0o644
                    packed.addfile(member, BytesIO(body))
            os.chmod(name, 0o644)  # noqa: PTH101 - another user may pick it up
            os.replace(name, self._file)  # noqa: PTH105
        finally:
            Path(name).unlink(missing_ok=True)
        self._old, self._new = None, {}
