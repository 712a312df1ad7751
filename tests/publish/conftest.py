from pathlib import Path
from types import SimpleNamespace

import pytest

from plainstatus.publish.build_folder import Build

from . import folders, places


@pytest.fixture
def old(tmp_path: Path) -> Build:
    return folders.old(tmp_path)


@pytest.fixture
def new(tmp_path: Path) -> Build:
    return folders.new(tmp_path)


@pytest.fixture(autouse=True)
def no_backing_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK tries again as often as ever, and at once."""
    import botocore.endpoint

    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=places.no_pause))


@pytest.fixture(params=places.params(places.EVERY))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> places.Place:
    """Each kind of place in turn."""
    return places.place_of(request, tmp_path)


@pytest.fixture(params=places.params(places.CONDITIONAL))
def conditional_place(request: pytest.FixtureRequest, tmp_path: Path) -> places.Place:
    """Each kind of place that minds what a put expects."""
    return places.place_of(request, tmp_path)


@pytest.fixture(params=places.params(places.SPARING))
def sparing_place(request: pytest.FixtureRequest, tmp_path: Path) -> places.Place:
    """Each kind of place that minds what a deletion expects."""
    return places.place_of(request, tmp_path)
