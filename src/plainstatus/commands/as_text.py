"""Data as text that people read: YAML or JSON."""

from typing import Any, Literal

Form = Literal["yaml", "json"]


def as_text(value: dict[str, Any], form: Form) -> str:
    """`value` in the order that it has, ending in a line break. Text of several lines stays so in YAML."""
    if form == "json":
        import json

        return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes what stands in two places twice: not every reader of YAML knows references."""

        def ignore_aliases(self, data: Any) -> bool:
            return True

    def text(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", words, style="|" if "\n" in words else None)

    Dumper.add_representer(str, text)
    made: str = yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=110)
    return made
