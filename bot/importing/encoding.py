"""What a text file is written in: spreadsheets still save UTF-16 and Windows' own code page."""

import codecs
from pathlib import Path

SAMPLE = 4096


def encoding_of(path: Path) -> str:
    """Return the encoding: by its mark, by its zeros, UTF-8 when all of it is, else cp1252."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if even + odd > len(start) // 4:
        return "utf-16-be" if even > odd else "utf-16-le"
    return "utf-8" if _is_utf8(path) else "cp1252"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
