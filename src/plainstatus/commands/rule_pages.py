"""The pages about the rules of `check`: inside the package when installed, in `docs/` of a checkout otherwise."""

from pathlib import Path

import click

_PACKAGE = Path(__file__).parents[1]
#: Where they are: as installed, and in a checkout.
FOLDERS = (_PACKAGE / "rules", _PACKAGE.parents[1] / "docs" / "rules")


def page_of(code: str) -> str | None:
    """The page about the rule `code`, in Markdown; None where there is none."""
    for folder in FOLDERS:
        if (folder / f"{code}.md").is_file():
            return (folder / f"{code}.md").read_text(encoding="utf-8")
    return None


def explain(ctx: click.Context, parameter: click.Parameter, code: str | None) -> None:
    """Print the page about the rule `code`, and end."""
    if code is None or ctx.resilient_parsing:
        return
    from plainstatus.check.rules import RULES
    from plainstatus.reading.faults import instead

    known = [rule.code for rule in RULES]
    page = page_of(code) if code in known else None
    if page is None:
        raise click.BadParameter(f"There is no rule “{code}”. {instead(code, known)}", ctx, parameter)
    click.echo(page, nl=False)
    ctx.exit()


def list_rules(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    """Print every rule with its usual weight and what it looks for, and end."""
    if not wanted or ctx.resilient_parsing:
        return
    from plainstatus.check.rules import RULES

    width = max(len(rule.code) for rule in RULES)
    for rule in RULES:
        click.echo(f"{rule.code:<{width}}  {rule.severity:<7}  {rule.summary}")
    ctx.exit()
