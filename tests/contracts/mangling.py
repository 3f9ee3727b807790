"""What no platform sends, but what may come one day: bodies that are not JSON, and odd JSON."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

NOT_JSON = (
    b"",
    b"{",
    b"null",
    b"1",
    b'"words"',
    b"[]",
    b"{}",
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"\xff\xfe",
    b"\x00",
    b'{"type": NaN}',
    b"1" * 10_000,
)
ODD: tuple[Any, ...] = (None, 7, "x", "a\x00b", "\ud800", "y" * 5_000, [], [None], {}, {"a": "b"})


AT_ONCE = 2
"""How many of the odd values each part is tried with; the next part gets the next ones."""


def mangled(body: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Return what was changed and the body with it: each part left out, and each made odd."""
    odd = itertools.cycle(ODD)
    for path in _paths(body):
        where = ".".join(map(str, path))
        yield f"without {where}", _with(body, path)
        for value in itertools.islice(odd, AT_ONCE):
            yield f"{where} = {ascii(value)[:20]}", _with(body, path, value)


def _paths(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    parts = value.items() if isinstance(value, dict) else []
    parts = enumerate(value) if isinstance(value, list) else parts
    for name, part in parts:
        yield (*above, name)
        yield from _paths(part, (*above, name))


def _at(body: Any, path: tuple[Any, ...]) -> Any:
    for name in path:
        body = body[name]
    return body


def _with(body: dict[str, Any], path: tuple[Any, ...], *odd: Any) -> bytes:
    """Return the body with something else at the path, or nothing."""
    copy = json.loads(json.dumps(body))
    above = _at(copy, path[:-1])
    if odd:
        above[path[-1]] = odd[0]
    else:
        del above[path[-1]]
    return json.dumps(copy).encode()
