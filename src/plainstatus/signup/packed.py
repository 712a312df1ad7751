"""The sign-up as one file for a function in the cloud: our code, the templates, and what it needs to know of its site.

It holds no secret, and the same bytes come out for the same input.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from plainstatus.model.aws_channel import SesChannel
from plainstatus.model.channel import SmtpChannel
from plainstatus.model.subscriber_place import SesListPlace
from plainstatus.signup.place import Place, place_from
from plainstatus.wording.words import compiled

#: What the function finds beside its code.
FILE, THEME = "signup.json", "theme"
#: Parts of this package that it needs, and libraries that are written in Python alone.
_PARTS = ("aws", "model", "notify", "signup", "site", "subscribers", "timeline", "wording", "writing")
_LIBRARIES = ("jinja2", "markupsafe")
#: Parts of the theme.
_TEMPLATES = ("assets/style.css", "messages/mail.css", "partials/signup_form.html", "signup/*")
#: The earliest moment that an archive can name; that of the making would make each one another.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Packed:
    """What the function needs to know."""

    place: Place
    channel: SmtpChannel | SesChannel
    subscribers: SesListPlace

    def as_text(self) -> str:
        """As it is kept."""
        kind = "ses" if isinstance(self.channel, SesChannel) else "smtp"
        kept = {
            "place": self.place.as_json(),
            "channel": {kind: asdict(self.channel)},
            "subscribers": asdict(self.subscribers),
        }
        return json.dumps(kept, ensure_ascii=False, indent=1)


def unpacked(text: str) -> Packed:
    """What `as_text` made."""
    kept = json.loads(text)
    ((kind, values),) = kept["channel"].items()
    channel: type[SmtpChannel | SesChannel] = SesChannel if kind == "ses" else SmtpChannel
    return Packed(place_from(kept["place"]), channel(**_tuples(values)), SesListPlace(**kept["subscribers"]))


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def archive(packed: Packed, themes: Sequence[Path]) -> bytes:
    """The zip file; `themes` are folders of templates, the owner's first."""
    files = dict((*_code(), *_theme(themes), (FILE, packed.as_text().encode())))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Lambda runs as somebody else than who made the file.
            entry.external_attr = 0o644 << 16
            out.writestr(entry, content)
    return made.getvalue()


def _code() -> Iterator[tuple[str, bytes]]:
    package = _folder("plainstatus")
    yield "plainstatus/__init__.py", (package / "__init__.py").read_bytes()
    for part in _PARTS:
        yield from _modules(package / part, f"plainstatus/{part}")
    for library in _LIBRARIES:
        yield from _modules(_folder(library), library)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent


def _modules(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*.py"):
        yield f"{name}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _theme(themes: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for folder in reversed(themes):
        for pattern in _TEMPLATES:
            for path in folder.glob(pattern):
                yield f"{THEME}/{path.relative_to(folder).as_posix()}", path.read_bytes()
    for source in themes[-1].glob("locales/*/plainstatus.po"):
        # Compiled here: what reads the source is larger than all the rest.
        yield f"{THEME}/locales/{source.parent.name}/plainstatus.mo", compiled(source)
