"""Bytes to characters: which encoding it is, and what had to be decided."""

from __future__ import annotations

import re
from typing import NamedTuple

from detente.errors import BinaryDocument, EmptyDocument, UndecodableDocument

SIGNATURES = {
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"PK\x03\x04": "a zip archive",
    b"%PDF": "a PDF",
    b"OggS": "an Ogg recording",
    b"ID3": "an MP3 recording",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"SQLite format 3": "a SQLite database",
    b"PAR1": "a Parquet table",
}
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
SINGLE = ("cp1252", "cp1251")
MOJIBAKE = re.compile(
    r"[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ]|â€[™œ\u009d“”¦˜\u0080-\u00bf]|Ð[°-¿\u0080-\u00bf]|ï¿½"
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
BROKEN_AT_MOST = 0.001  # of the bytes of a text that is otherwise UTF-8
SAMPLE = 200_000


class Decoded(NamedTuple):
    """The characters of a file, untouched, and what was decided to get them."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(data: bytes, source: str, *, declared: str | None = None) -> Decoded:
    """Decode a file: UTF-8, UTF-16, UTF-32, cp1252 or cp1251 are recognised; `declared` is tried after UTF-8.

    Raises EmptyDocument, BinaryDocument or UndecodableDocument.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise EmptyDocument(f"{source} is empty: give a file, a URL or a text with something to read")
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise BinaryDocument(
                f"{source} is {what}, not a text: give its text, or a format that `detente read` knows"
            )
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), None) or _wide(data)
    if encoding:
        return _checked(_strictly(data, encoding, source), encoding, source, (f"decoded as {encoding}",))
    try:
        return _checked(data.decode("utf-8"), "utf-8", source, ())
    except UnicodeDecodeError as error:
        first = error
    mended = _mostly_utf8(data, first.start)
    if mended is not None:
        return _checked(mended, "utf-8", source, (f"{mended.count(chr(0xFFFD))} broken UTF-8 bytes were replaced",))
    for name in [declared, *SINGLE] if declared else SINGLE:
        text = _plausible(data, name)
        if text is not None:
            return _checked(text, name, source, (f"not UTF-8: decoded as {name}",))
    if CONTROL.search(data[:SAMPLE].decode("latin-1")):
        raise BinaryDocument(f"{source} is binary (control characters all over), not a text")
    raise UndecodableDocument(
        f"{source} cannot be decoded: byte {data[first.start]:#04x} at position {first.start} is neither UTF-8, UTF-16, "
        "cp1252 nor cp1251; convert it to UTF-8 first (iconv -t utf-8)"
    )


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of Latin text is zero."""
    head = data[:4000]
    if len(head) < 4 or head.count(0) < len(head) * 0.3:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.6 * len(head) / 2 and even < 0.1 * len(head) / 2:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * len(head) / 2 and odd < 0.1 * len(head) / 2 else None


def _strictly(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableDocument(
            f"{source} begins like {encoding} but breaks at byte {error.start}; convert it to UTF-8 first (iconv -t utf-8)"
        ) from None


def _mostly_utf8(data: bytes, first: int) -> str | None:
    """A UTF-8 text in which a few bytes are broken, with U+FFFD in their places; None where it is no such text."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = sum(character > "\x7f" for character in text[:SAMPLE]) - text[:SAMPLE].count("\ufffd")
    return text if broken <= max(1, BROKEN_AT_MOST * len(data)) and beyond >= 4 * broken else None


def _plausible(data: bytes, encoding: str) -> str | None:
    """The text in a single-byte encoding when it looks like one: letters where letters belong."""
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    sample = text[:SAMPLE]
    if CONTROL.search(sample):
        return None
    beyond = [character for character in sample if character > "\x7f"]
    letters = sum(map(str.isalpha, beyond))
    common = sum(character in "«»’‘“”–—…€ °§©·•№£" for character in beyond)
    if letters + common < 0.9 * len(beyond):
        return None
    if encoding == "cp1251":
        lower = sum("а" <= character <= "я" for character in beyond)
        return text if lower > 0.7 * len(beyond) else None
    return text if len(beyond) < 0.25 * len(sample) else None


def _checked(text: str, encoding: str, source: str, notes: tuple[str, ...]) -> Decoded:
    sample = text[:SAMPLE]
    control = len(CONTROL.findall(sample))
    if control > 0.02 * len(sample) or "\x00" in sample:
        raise BinaryDocument(f"{source} is binary (control characters all over), not a text")
    broken = len(MOJIBAKE.findall(sample))
    if broken >= 3 or (broken and broken > 0.001 * len(sample)):
        notes = (*notes, f"mojibake: {broken} sequences such as {MOJIBAKE.search(sample)[0]!r} "  # type: ignore[index]
                 "show that the text was decoded wrongly before it came here")  # fmt: skip
    return Decoded(text, encoding, notes)
