"""The targets in `mkdocs.yml`: a name for each, and what it is by the field that says where it is."""

from collections.abc import Mapping

import yaml

from plainstatus.model.target import ArtifactTarget, BucketTarget, DirectoryTarget, Target
from plainstatus.reading.buckets import BUCKET, ENDPOINT, PREFIX, REGION, with_slash
from plainstatus.reading.faults import nearest
from plainstatus.reading.fields import Entries, Field, Record
from plainstatus.reading.named import Named, OneOf
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Identifier, Pattern, Text

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
_FIELDS = frozenset(name for record in _BY_PLACE.values() for name in record.by_name)


def _tell_place(node: yaml.Node, named: Mapping[str, yaml.Node], places: list[str], scope: Scope) -> None:
    message = "a target is one place" if places else "a target has no place"
    either = "`directory`, `bucket` or `artifact`"
    meant = next((near for name in named if name not in _FIELDS and (near := nearest(name, _BY_PLACE))), None)
    if places:
        hint = f"Keep one of {either}; write another target for the other."
    else:
        hint = f"Did you mean `{meant}`?" if meant else f"Write {either}."
    scope.fault(node, "target-place", message, hint)


def _target(name: str, entries: Entries) -> Target:
    values = entries.values
    if "directory" in values:
        return DirectoryTarget(name, **values)
    if "artifact" in values:
        return ArtifactTarget(name, **values)
    return BucketTarget(name, **{**values, "prefix": with_slash(values.get("prefix", ""))})


#: What `targets` may say, in the order in which they are published.
TARGETS = Named(
    OneOf(_BY_PLACE, "a target", "{directory: /srv/status}", _tell_place),
    _target,
    "targets",
    "main: {directory: /srv/status}",
)
