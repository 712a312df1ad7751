"""How buckets are named in `mkdocs.yml`: the forms of the fields that targets and the ledger share."""

from plainstatus.reading.values import ListOf, Pattern

#: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
BUCKET = Pattern(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "the name of a bucket", "example-status-dublin", "bucket")
PREFIX = Pattern(r"[A-Za-z0-9!_.*'()-]+(?:/[A-Za-z0-9!_.*'()-]+)*/?", "a prefix of keys", "status/", "prefix")
REGION = Pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*", "a region", "eu-west-1", "region")
REGIONS = ListOf(REGION, "[eu-south-1, eu-west-1]", least=1)
ENDPOINT = Pattern(r"https?://[^\s/?#<>\"'@]+(?:/[^\s?#<>\"'@]*)?", "an endpoint", "https://s3.example.com", "endpoint")


def with_slash(prefix: str) -> str:
    """`prefix` so that a key can follow it: "" or with a slash at its end."""
    return prefix if not prefix or prefix.endswith("/") else f"{prefix}/"
