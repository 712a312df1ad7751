from collections.abc import Iterator
from pathlib import Path

import pytest

from .house import WAYS, Ask, House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.store.close()


@pytest.fixture(params=WAYS)
def ask(request: pytest.FixtureRequest, house: House) -> Iterator[Ask]:
    with WAYS[request.param](house) as made:
        yield made
