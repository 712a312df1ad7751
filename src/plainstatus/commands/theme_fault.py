"""What is said of a fault in a template of the theme, which is most often one that the site's owner wrote."""

import os
import sys
import traceback
from pathlib import Path


def theme_fault(error: Exception) -> str | None:
    """Where in which template `error` arose, and why; None where it is of another kind."""
    if "jinja2" not in sys.modules:
        return None
    import jinja2

    if not isinstance(error, jinja2.TemplateError):
        return None
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{_shown(error.filename or error.name or 'a template')}:{error.lineno}: {error.message}"
    if isinstance(error, jinja2.TemplateNotFound):
        return f"There is no template {error.message}."
    frames = [each for each in traceback.extract_tb(error.__traceback__) if not each.filename.endswith(".py")]
    place = f"{_shown(frames[-1].filename)}:{frames[-1].lineno}: " if frames else ""
    return f"{place}{error.message}"


def _shown(path: str) -> str:
    return os.path.relpath(path) if Path(path).is_absolute() else path
