"""CSV and JSON Lines as people really save them, and any bytes at all."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.capture.models import Kind
from bot.importing.opening import open_source
from bot.importing.source import BadRow, CannotImport, Item, LeftOut, Said

HEADER = "id,ts,channel,author,hub,thread,text"
ROW = 'm1,2025-07-06T10:35:44+01:00,Hub leads,u1,Calder,,"Who runs it, and how?"'


def read(path: Path) -> list[Item]:
    source = open_source(path)
    try:
        return list(source.items())
    finally:
        source.close()


def write(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def only(items: list[Item]) -> Said:
    (item,) = items
    assert isinstance(item, Said), item
    return item


def test_a_row_becomes_a_message(tmp_path: Path) -> None:
    said = only(read(write(tmp_path, f"{HEADER}\n{ROW}\n")))
    assert said.key == ("import", "import", "hub-leads", "m1")
    assert (said.thread, said.hub, said.kind) == ("m1", "Calder", None)
    assert said.text == "Who runs it, and how?"
    assert said.posted_at == datetime(2025, 7, 6, 9, 35, 44, tzinfo=UTC)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_whatever_a_spreadsheet_saved(tmp_path: Path, encoding: str, delimiter: str) -> None:
    values = ["m1", "1751794544", "café", "Siân", "", "", "It’s £38, isn’t it?"]
    text = delimiter.join(HEADER.split(",")) + "\r\n"
    text += delimiter.join(f'"{value}"' for value in values) + "\r\n"
    said = only(read(write(tmp_path, text, encoding)))
    assert (said.channel, said.author.name, said.text) == ("café", "Siân", "It’s £38, isn’t it?")


@pytest.mark.parametrize(
    ("ts", "seen"),
    [
        ("2025-07-06T09:35:44Z", "2025-07-06T09:35:44+00:00"),
        ("1751794544", "2025-07-06T09:35:44+00:00"),
        ("1751794544.5", "2025-07-06T09:35:44.500000+00:00"),
        ("1751794544500", "2025-07-06T09:35:44.500000+00:00"),
    ],
)
def test_times_with_a_zone_or_since_1970(tmp_path: Path, ts: str, seen: str) -> None:
    row = {"id": 1, "ts": ts, "channel": "c", "author": "a", "text": "t"}
    said = only(read(write(tmp_path, json.dumps(row), name="t.jsonl")))
    assert said.posted_at.isoformat() == seen


def test_bad_rows_are_told_by_file_and_line(tmp_path: Path) -> None:
    text = "\n".join(
        [
            HEADER,
            ROW,
            "m2,2025-07-06T10:35:44,c,a,,,no zone",
            "m3,yesterday,c,a,,,no time",
            "m4,1751794544,c,a",
            ",1751794544,c,a,,,no id",
            "m6,1751794544,c,a,,,",
            ROW.replace("Who", "Twice"),
            'm7,1751794544,c,a,,,"two',
            'lines"',
            "m8,0001-01-01T00:00:00+14:00,c,a,,,out of time",
        ]
    )
    items = read(write(tmp_path, text))
    assert [str(item) for item in items if isinstance(item, BadRow)] == [
        "t.csv, line 3: “ts” has no time zone: end it with Z or +01:00",
        "t.csv, line 4: “ts” is not a time such as 2026-07-06T10:35:00+01:00",
        "t.csv, line 5: it has 4 values for 7 columns",
        "t.csv, line 6: “id” is empty",
        "t.csv, line 8: the id “m1” is used twice; the first row with it is kept",
        "t.csv, line 11: “ts” is not a time that anybody lived in",
    ]
    assert [item.text for item in items if isinstance(item, Said)] == [
        "Who runs it, and how?",
        "two\nlines",
    ]
    assert [item for item in items if isinstance(item, LeftOut)] == [LeftOut("without words")]


def test_an_unclosed_quote_is_told(tmp_path: Path) -> None:
    text = f'{HEADER}\n{ROW}\nm2,1751794544,c,a,,,"{"never closed " * 20_000}\n'
    bad = [item for item in read(write(tmp_path, text)) if isinstance(item, BadRow)]
    assert bad[0].line == 3
    assert "never closed" in bad[0].what


def test_json_lines_give_kinds_and_programmes(tmp_path: Path) -> None:
    row = {"id": "m1", "ts": "1751794544", "channel": "c", "author": "a", "text": "t"}
    lines = [
        {**row, "kind": "lesson", "platform": "Teams", "programme": "raa", "thread": None},
        {**row, "id": "m2", "kind": "poem"},
    ]
    text = "\n".join(json.dumps(line) for line in lines) + "\n\n[1]\n{oops\n" + "[" * 5000
    said, *bad = read(write(tmp_path, text, name="t.jsonl"))
    assert isinstance(said, Said)
    assert (said.kind, said.platform, said.programme) == (Kind.LESSON, "teams", "raa")
    assert [item.line for item in bad if isinstance(item, BadRow)] == [2, 4, 5, 6]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("t.csv", b"", "“id”, “ts”, “channel”, “author”, “text” are missing"),
        ("t.csv", b"id,ts,channel,author\n", "“text” is missing"),
        ("t.csv", b'"' + b"a" * 900_000, "can't be used as a table"),
        ("t.docx", b"words", "no kind that can be imported"),
        ("t.zip", b"words", "not a zip file"),
        ("t.zip", b"PK\x03\x04words", "not a zip file"),
    ],
)
def test_an_unusable_file_is_refused_clearly(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CannotImport, match=says):
        open_source(path)


def test_a_missing_file_is_refused_clearly(tmp_path: Path) -> None:
    with pytest.raises(CannotImport, match="There is no file"):
        open_source(tmp_path / "none.csv")


_ROWS = st.lists(
    st.dictionaries(
        st.sampled_from([*HEADER.split(","), "kind", "platform"]),
        st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.none(), st.lists(st.text())),
    ),
    max_size=5,
).map(lambda rows: "\n".join(json.dumps(row) for row in rows).encode())


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data),
        st.text(max_size=200).map(lambda text: f"{HEADER}\n{text}".encode(errors="replace")),
        _ROWS,
    ),
    st.sampled_from([".csv", ".jsonl", ".zip", ".txt", ""]),
)
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    with TemporaryDirectory() as folder, suppress(CannotImport):
        path = Path(folder) / f"any{suffix}"
        path.write_bytes(data)
        for item in read(path):
            assert isinstance(item, Said | LeftOut | BadRow)
