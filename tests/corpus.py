"""Real incident data by other people, where it is at hand. Tests that read it carry the marker `corpus`."""

import os
from pathlib import Path

import pytest

CORPUS = Path(os.environ.get("PLAINSTATUS_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the data; skips where it is not there."""
    if not CORPUS.is_dir():
        pytest.skip(f"{CORPUS} is not there; PLAINSTATUS_CORPUS says where it is")
    return CORPUS
