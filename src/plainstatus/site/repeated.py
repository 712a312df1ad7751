"""The parts that thousands of pages have alike: rendered once for a language, a depth and a section."""

from collections.abc import Callable

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup


def same_everywhere() -> Callable[[Context, str], Markup]:
    """A function for templates that renders a template by name, once for all pages that share its surroundings.

    Such a template may draw on `ui`, `root`, `here`, `head.section` and what is the same for a whole build,
    and on nothing else of a page.
    """
    made: dict[tuple[str, str, str, str], Markup] = {}

    @jinja2.pass_context
    def rendered(context: Context, name: str) -> Markup:
        key = (name, context["ui"].language, context["root"], context["head"].section)
        known = made.get(key)
        if known is None:
            template = context.environment.get_template(name)
            known = made[key] = Markup(template.render(context.get_all()).strip())  # noqa: S704 - escaped in it
        return known

    return rendered
