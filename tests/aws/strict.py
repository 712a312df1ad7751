"""What botocore lets pass in a call and AWS would refuse: values out of an enum, too long, or of another pattern."""

import re
from collections.abc import Iterator
from typing import Any


def register(events: Any) -> None:
    """Let every client that is made with these `events` refuse what the model of its service does not allow."""
    events.register("provide-client-params.*.*", _refuse)


def _refuse(params: dict[str, Any], model: Any, **_: Any) -> None:
    if model.input_shape is not None:
        faults = list(_faults(model.input_shape, params, model.name))
        assert not faults, "; ".join(faults)


def _faults(shape: Any, value: Any, place: str) -> Iterator[str]:
    if shape.type_name == "structure" and isinstance(value, dict):
        for name, inner in value.items():
            if name in shape.members:
                yield from _faults(shape.members[name], inner, f"{place}.{name}")
    elif shape.type_name == "list" and isinstance(value, list | tuple):
        yield from _size(shape, len(value), place)
        for index, inner in enumerate(value):
            yield from _faults(shape.member, inner, f"{place}[{index}]")
    elif shape.type_name == "map" and isinstance(value, dict):
        yield from _size(shape, len(value), place)
        for name, inner in value.items():
            yield from _faults(shape.key, name, f"{place} key")
            yield from _faults(shape.value, inner, f"{place}.{name}")
    elif isinstance(value, str):
        yield from _size(shape, len(value), place)
        if shape.enum and value not in shape.enum:
            yield f"{place}: {value!r} is none of {shape.enum}"
        pattern = shape.metadata.get("pattern")
        if pattern and not re.fullmatch(pattern, value):
            yield f"{place}: {value!r} does not match {pattern}"
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from _size(shape, value, place)


def _size(shape: Any, size: int, place: str) -> Iterator[str]:
    if size > shape.metadata.get("max", size) or size < shape.metadata.get("min", size):
        yield f"{place}: {size} is out of {shape.metadata.get('min')}–{shape.metadata.get('max')}"
