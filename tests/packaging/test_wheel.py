"""The built wheel, in an environment of its own, makes the same site as the checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
SITE = ("mkdocs.yml", "components.yml", "incidents")
MOMENT = "1764000000"


def run(folder: Path, python: Path | str, *arguments: str) -> str:
    """Runs Python in `folder` with a fixed moment and nothing of the caller's Python settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    environment |= {"SOURCE_DATE_EPOCH": MOMENT, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run([python, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def bare_site(folder: Path) -> Path:
    """The repository's own site without the engine's source and theme."""
    folder.mkdir()
    for name in SITE:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy(source, folder)
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def fresh_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the wheel installed, and borrows the wheel's dependencies from this environment."""
    work = tmp_path_factory.mktemp("wheel")
    run(CHECKOUT, sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(work))
    (wheel,) = work.glob("*.whl")
    environment = work / "environment"
    venv.create(environment, symlinks=os.name != "nt")
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(work, sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel))
    packages = Path(run(work, python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # A folder named in a .pth file gives its packages, and its own .pth files (the editable install) are not read.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "borrowed.pth").write_text("\n".join(sorted(borrowed)) + "\n", encoding="utf-8")
    return python


@pytest.fixture(scope="module")
def from_checkout(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the checkout's engine makes of the repository's own site."""
    site = bare_site(tmp_path_factory.mktemp("checkout") / "site-of-the-checkout")
    run(site, sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")
    return files_of(site / "site")


def test_the_wheel_is_used_and_not_the_checkout(fresh_python: Path, tmp_path: Path) -> None:
    said = run(
        tmp_path, fresh_python, "-c", "import plainstatus, sys; print(plainstatus.__file__, *sys.path, sep='\\n')"
    )
    module, *search_path = said.splitlines()

    assert Path(module).is_relative_to(fresh_python.parents[1])
    assert str(CHECKOUT / "src") not in search_path


@pytest.mark.parametrize(
    "build",
    [
        ("mkdocs", "build", "--strict", "--quiet"),
        ("properdocs", "build", "--strict", "--quiet", "-f", "mkdocs.yml"),
        ("plainstatus", "build"),
    ],
    ids=lambda build: build[0],
)
def test_the_wheel_builds_the_same_bytes_as_the_checkout(
    build: tuple[str, ...], fresh_python: Path, from_checkout: dict[str, bytes], tmp_path: Path
) -> None:
    site = bare_site(tmp_path / "bare")

    run(site, fresh_python, "-m", *build)

    built = files_of(site / "site")
    assert built.keys() == from_checkout.keys()
    assert [path for path, content in built.items() if content != from_checkout[path]] == []


def test_the_wheel_gives_a_new_site_the_templates_of_the_checkout(fresh_python: Path, tmp_path: Path) -> None:
    run(tmp_path, fresh_python, "-m", "plainstatus", "init", "status")

    given = files_of(tmp_path / "status" / "incidents" / "_templates")
    agreed = files_of(CHECKOUT / "incidents" / "_templates")
    assert given == {name: text for name, text in agreed.items() if name.count(".") == 1}
    assert given


def test_the_wheel_explains_the_rules_as_the_docs_do(fresh_python: Path, tmp_path: Path) -> None:
    said = run(tmp_path, fresh_python, "-m", "plainstatus", "check", "--explain", "jargon")

    assert said == (CHECKOUT / "docs/rules/jargon.md").read_text(encoding="utf-8")


def test_the_wheel_carries_no_tests_and_no_incidents(fresh_python: Path) -> None:
    said = run(
        fresh_python.parent,
        fresh_python,
        "-c",
        "from importlib.metadata import files; print(*files('plainstatus'), sep='\\n')",
    )

    tops = {path.split("/")[0] for path in said.splitlines() if not path.startswith("..")}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"plainstatus"}
