"""The targets in `mkdocs.yml`: a name for each, and what it is by the field that says where it is."""

from collections.abc import Mapping
from typing import Any

import yaml

from plainstatus.model.target import ArtifactTarget, BucketTarget, DirectoryTarget, Target
from plainstatus.reading.buckets import BUCKET, ENDPOINT, PREFIX, REGION, with_slash
from plainstatus.reading.fields import Entries, Field, Record
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Identifier, Pattern, Schema, Text
from plainstatus.reading.yaml_nodes import is_empty

_ACCOUNT = Pattern(r"\d{12}", "the number of an account: twelve digits", "'111122223333'", "account")
_DISTRIBUTION = Pattern(r"[A-Z0-9]{8,32}", "the id of a distribution", "E2EXAMPLE7K3QX", "distribution")
_CACHE_TAG = Pattern(r"[A-Za-z0-9_-]{1,64}", "a cache tag", "status", "cache-tag")

_AUDIENCE = Field("audience", Identifier(), "Whose site may be published there; `public` where it is not said.")
_BY_PLACE: Mapping[str, Record] = {
    "directory": Record(
        Field("directory", Text(longest=4096), "A folder, relative to `mkdocs.yml`.", required=True),
        _AUDIENCE,
        what="a target with a directory",
    ),
    "bucket": Record(
        Field("bucket", BUCKET, "A bucket of Amazon S3, or of a store that speaks S3.", required=True),
        Field("prefix", PREFIX, "What the keys begin with; nothing where it is not said."),
        Field("region", REGION, "The region of the bucket; else the one of the environment."),
        Field("endpoint_url", ENDPOINT, "Where another store than Amazon's answers."),
        Field("account", _ACCOUNT, "The account that has to own the bucket and the credentials."),
        Field("distribution", _DISTRIBUTION, "The CloudFront distribution before the bucket, to be refreshed."),
        Field("cache_tag", _CACHE_TAG, "The tag by which the distribution knows all files of the site."),
        _AUDIENCE,
        what="a target with a bucket",
    ),
    "artifact": Record(
        Field("artifact", Text(longest=4096), "A packed file (.tar.gz) for GitHub Pages.", required=True),
        _AUDIENCE,
        what="a target with an artifact",
    ),
}


class OneTarget:
    """A target, without its name."""

    def read(self, node: yaml.Node, scope: Scope) -> Any:
        """The values of its fields, or None after a fault."""
        if not isinstance(node, yaml.MappingNode) or is_empty(node):
            message = "a target consists of `field: value` lines"
            scope.fault(node, "wrong-shape", message, "Write for example `{directory: /srv/status}`.")
            return None
        named = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        places = [name for name in _BY_PLACE if name in named]
        if len(places) != 1:
            message = "a target is one place" if places else "a target has no place"
            either = "`directory`, `bucket` or `artifact`"
            hint = f"Keep one of {either}; write another target for the other." if places else f"Write {either}."
            scope.fault(node, "target-place", message, hint)
            return None
        before = len(scope.faults.found)
        entries = _BY_PLACE[places[0]].read(node, scope)
        return None if entries is None or len(scope.faults.found) > before else entries

    def schema(self) -> Schema:
        return {"oneOf": [record.schema() for record in _BY_PLACE.values()]}


class Targets:
    """A mapping of names to targets, in the order in which they are published."""

    def read(self, node: yaml.Node, scope: Scope) -> tuple[Target, ...] | None:
        if not isinstance(node, yaml.MappingNode) or not node.value:
            scope.fault(
                node, "wrong-shape", "targets have names", "Write for example `main: {directory: /srv/status}`."
            )
            return None
        found: list[Target] = []
        before = len(scope.faults.found)
        for name, key, value in scope.pairs(node):
            read = OneTarget().read(value, scope)
            if Identifier().read(key, scope) is not None and read is not None:
                found.append(_target(name, read))
        return tuple(found) if len(scope.faults.found) == before else None

    def schema(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": Identifier().schema(),
            "additionalProperties": OneTarget().schema(),
        }


def _target(name: str, entries: Entries) -> Target:
    values = entries.values
    if "directory" in values:
        return DirectoryTarget(name, **values)
    if "artifact" in values:
        return ArtifactTarget(name, **values)
    return BucketTarget(name, **{**values, "prefix": with_slash(values.get("prefix", ""))})
