"""Where MkDocs meets the status site. Nothing outside this folder and `commands` knows MkDocs."""

from plainstatus.plugin.events import StatusPlugin

__all__ = ["StatusPlugin"]
