"""What CloudFront is asked to forget after a publish. Being right never depends on it: caches ask again anyway."""

from collections.abc import Iterable

#: More paths than these are not worth naming: all are forgotten at once, which counts as one.
FEW = 14


def items_of(paths: Iterable[str], prefix: str, tag: str | None) -> list[str]:
    """The items of one invalidation for `paths`, files below the root of the site that have changed.

    `prefix` is what their keys begin with; `tag` is the cache tag that all carry, if any.
    """
    if tag:
        return [f"#{tag}"]
    wanted = sorted({f"/{prefix}{form}" for path in paths for form in _forms(path)})
    if len(wanted) > FEW:
        return [f"/{prefix}*"]
    return [_quoted(path) for path in wanted]


def _forms(path: str) -> Iterable[str]:
    """A page is asked for by its folder, and kept under one name or the other."""
    yield path
    if path == "index.html" or path.endswith("/index.html"):
        yield path.removesuffix("index.html")


def _quoted(path: str) -> str:
    """As CloudFront takes it: characters out of RFC 1738's safe ones are escaped, and `*` would be a pattern."""
    from urllib.parse import quote

    return quote(path, safe="/-_.~!$&'()+,;=:@")
