"""Where a site is published, as `targets` in `mkdocs.yml` says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DirectoryTarget:
    """A folder that some server of files serves. `directory` is relative to `mkdocs.yml` where it is not absolute."""

    name: str
    directory: str
    audience: str = "public"

    @property
    def place(self) -> str:
        return self.directory


@dataclass(frozen=True, slots=True)
class BucketTarget:
    """A bucket of Amazon S3, or, with `endpoint_url`, of another store that speaks S3.

    `prefix` is "" or ends with a slash. `account` owns the bucket. `distribution` is the CloudFront
    distribution before it, whose objects carry `cache_tag` where one is set.
    """

    name: str
    bucket: str
    prefix: str = ""
    region: str | None = None
    endpoint_url: str | None = None
    account: str | None = None
    distribution: str | None = None
    cache_tag: str | None = None
    audience: str = "public"

    @property
    def place(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}"


@dataclass(frozen=True, slots=True)
class ArtifactTarget:
    """A packed file for GitHub Pages, relative to `mkdocs.yml` where it is not absolute."""

    name: str
    artifact: str
    audience: str = "public"

    @property
    def place(self) -> str:
        return self.artifact


Target = DirectoryTarget | BucketTarget | ArtifactTarget

#: Where a site goes that names no target.
DEFAULT = DirectoryTarget("local", "published")
