"""What thousands of pages have alike, made once: the macros of the theme, and whole parts of a page."""

from collections.abc import Callable

import jinja2
from jinja2.runtime import Context, Macro
from markupsafe import Markup

#: The templates whose macros every other template may call by name, each after those that it calls itself.
MACROS = ("shape", "card", "component_row", "lately")


def share_parts(env: jinja2.Environment) -> None:
    """Let the templates of `env` use the macros, and `same_everywhere`.

    An import in each template would look every macro up again for every page.
    """
    env.globals["same_everywhere"] = _same_everywhere()
    for name in MACROS:
        module = env.get_template(f"partials/{name}.html").module
        env.globals.update({key: value for key, value in vars(module).items() if isinstance(value, Macro)})


def _same_everywhere() -> Callable[[Context, str], Markup]:
    """A function for templates that renders a template by name, once for all pages that share its surroundings.

    Such a template may draw on `ui`, `root`, `here`, `head.section`, on `as_of`, which is None or the moment of the
    build, and on what is the same for a whole build: on nothing else of a page.
    """
    made: dict[tuple[str, str, str, str, bool], Markup] = {}

    @jinja2.pass_context
    def rendered(context: Context, name: str) -> Markup:
        key = (name, context["ui"].language, context["root"], context["head"].section, context["as_of"] is not None)
        known = made.get(key)
        if known is None:
            template = context.environment.get_template(name)
            known = made[key] = Markup(template.render(context.get_all()).strip())  # noqa: S704 - escaped in it
        return known

    return rendered
