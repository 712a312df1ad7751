import ast
from collections.abc import Iterator
from pathlib import Path

import plainstatus

PACKAGE = Path(plainstatus.__file__).parent

#: What each stage may import besides itself: nothing that comes after it, and no neighbour.
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "reading": {"model"},
    "aws": set(),
    "publish": {"model", "aws"},
    "subscribers": {"model", "reading", "aws", "writing"},
    "doctor": {"model", "aws", "publish", "notify", "signup"},
    "writing": {"model", "reading"},
    "timeline": {"model"},
    "check": {"model", "reading", "timeline", "wording"},
    "wording": {"model"},
    "report": {"model", "timeline", "json_schema"},
    "runbook": {"model", "wording"},
    "site": {"model", "timeline", "wording", "report", "runbook"},
    "alerts": {"model"},
    "importers": {"model", "reading", "writing"},
    "exporters": {"model", "timeline", "wording", "site", "json_schema"},
    "infrastructure": set(),
    "starter": set(),
    "look": set(),
    "beside": set(),
    "json_schema": set(),
    "on_demand": set(),
    "notify": {"model", "aws", "writing", "timeline", "wording", "subscribers"},
    "signup": {"model", "aws", "wording", "site", "subscribers", "notify"},
    "building": {"model", "reading", "timeline", "wording", "runbook", "site"},
    "plugin": {"model", "reading", "timeline", "wording", "site", "building", "look", "beside", "on_demand"},
}
#: These stand above everything and are imported by nothing.
ON_TOP = {"commands", "drill", "__main__"}


def modules() -> dict[str, Path]:
    """Every module of the package by its full name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(["plainstatus", *(part for part in parts if part != "__init__")])] = path
    return found


def imports_of(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """The modules of this package that a module imports, anywhere in it but under TYPE_CHECKING."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the whole name of the module"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in known:
                    yield inner
                elif node.module in known:
                    yield node.module


def stage_of(module: str) -> str:
    """The folder or file right under the package that a module belongs to."""
    return module.split(".")[1] if "." in module else ""


KNOWN = modules()


def test_a_stage_imports_only_what_comes_before_it() -> None:
    stages = {stage_of(name) for name in KNOWN} - {"", *ON_TOP}
    assert stages == set(MAY_IMPORT), "every stage says in this test what it may import"

    strangers = [
        f"{module} imports {name}"
        for module, path in KNOWN.items()
        if (stage := stage_of(module)) in stages
        for name in imports_of(path, KNOWN)
        if stage_of(name) not in {"", stage, *MAY_IMPORT[stage]}
    ]

    assert strangers == []


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {name: set(imports_of(path, KNOWN)) - {name} for name, path in KNOWN.items()}
    done: set[str] = set()

    def follow(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " → ".join([*way[way.index(name) :], name])
        if name not in done:
            for further in sorted(graph[name]):
                follow(further, (*way, name))
            done.add(name)

    for name in graph:
        follow(name, ())


def test_mkdocs_is_known_to_the_plugin_alone() -> None:
    acquainted = [
        module
        for module, path in KNOWN.items()
        if stage_of(module) not in {"plugin", *ON_TOP} and {"mkdocs", "properdocs"} & set(foreign_packages(path))
    ]

    assert acquainted == []


def foreign_packages(path: Path) -> Iterator[str]:
    """The first word of everything that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]
