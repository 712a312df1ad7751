"""From the settings of a target to the target."""

from pathlib import Path

from plainstatus.model import target as settings
from plainstatus.publish.targets.interface import Target


def open_target(wanted: settings.Target, root: Path) -> Target:
    """The target that `wanted` means; paths are below `root`, the folder of `mkdocs.yml`. Touches nothing."""
    match wanted:
        case settings.DirectoryTarget():
            from plainstatus.publish.targets.directory import DirectoryTarget

            return DirectoryTarget(root / wanted.directory)
        case settings.ArtifactTarget():
            from plainstatus.publish.targets.artifact import ArtifactTarget

            return ArtifactTarget(root / wanted.artifact)
        case settings.BucketTarget():
            from plainstatus.publish.targets.bucket import BucketTarget

            return BucketTarget(wanted)
