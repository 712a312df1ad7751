"""The pages of the sign-up: templates of the theme, its stylesheet, and headers that keep them to themselves."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from markupsafe import Markup

from plainstatus.signup.exchange import Response
from plainstatus.signup.place import Place
from plainstatus.wording.templates import environment
from plainstatus.wording.words import Words

_STYLE = "assets/style.css"


@dataclass(frozen=True)
class Look:
    """`themes` are folders of templates, the owner's first."""

    place: Place
    themes: tuple[Path, ...]
    _words: dict[str, Words] = field(default_factory=dict, repr=False)

    def words(self, language: str) -> Words:
        """The words of one language of the site."""
        if language not in self._words:
            self._words[language] = Words(language, self.themes[-1] / "locales")
        return self._words[language]

    def page(self, template: str, language: str, status: int = 200, **values: Any) -> Response:
        """The page that a template of `signup/` shows."""
        html = self.filled(f"signup/{template}", **self._common(language), **values)
        return self.answer(status, html)

    def answer(self, status: int, html: str, **headers: str) -> Response:
        """`html` as an answer that nobody keeps, frames, or learns an address from."""
        return Response(status, {"Content-Type": "text/html; charset=utf-8", **self._headers, **headers}, html.encode())

    def filled(self, template: str, **values: Any) -> str:
        """A template with its values, as text."""
        return environment(self.themes).get_template(template).render(**values)

    def _common(self, language: str) -> dict[str, Any]:
        return {
            "place": self.place,
            "language": language,
            "_": self.words(language).text,
            "style": Markup(self._style),  # noqa: S704 - the theme's own
        }

    @cached_property
    def _style(self) -> str:
        """The stylesheet of the site, which stands in each page: an answer needs no second one."""
        folder = next(folder for folder in self.themes if (folder / _STYLE).is_file())
        # An end tag within would end the element; CSS has no use for it.
        return f"{(folder / _STYLE).read_text(encoding='utf-8')}\n{self.place.accent}".replace("</", "<\\/")

    @cached_property
    def _headers(self) -> Mapping[str, str]:
        digest = base64.b64encode(sha256(self._style.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        )
        return {
            "Cache-Control": "no-store",
            "Content-Security-Policy": policy,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "Strict-Transport-Security": "max-age=31536000",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "X-Robots-Tag": "noindex, nofollow",
        }
