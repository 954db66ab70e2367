"""Bytes to characters: which encoding it is, and what had to be decided."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from detente.errors import BinaryDocument, EmptyDocument, UndecodableDocument
from detente.text import tables

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
# Encodings of one byte a character that are tried where none is declared or the declared one does not fit.
SINGLE = ("cp1252", "iso8859-15", "cp1251", "cp1250", "iso8859-2", "mac-roman", "koi8-r", "cp850", "iso8859-5", "cp866")
MANY_BYTES = frozenset(("utf-8", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "cp949"))
LATIN_ENDS = "\u024f"
DECLARED, UNDECLARED = 0.5, 0.75  # likeness to writing from which an encoding is believed
CLEARLY = 0.003  # by how much a rarer encoding must fit better than one before it
BEYOND = re.compile(r"[^\x00-\x7f]+")
LATIN_RUN = re.compile(
    "[àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝŸąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽőűŐŰăâîșțşţ’]+"
)
SIGN_RUN = re.compile("[«»’‘“”„–—…€\u00a0°§©®™·•№£†‹›¿¡ªº]+")
NEVER_IN_WORDS, NEVER = (
    frozenset("½¼¾¤¦¨´¸") | frozenset(map(chr, range(0x80, 0xA0))),
    5.0,
)  # and how much one speaks against a reading
STANDS_ALONE = frozenset("àÀéóíáèòùêÉÈøØ’")
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
    """Decode a file: UTF-8, UTF-16, UTF-32 and the single-byte encodings of `SINGLE` are recognised.

    `declared` is a label as a page or a server writes it; it is tried after UTF-8, and where its bytes do not bear it out the
    encoding that fits best is taken. Raises EmptyDocument, BinaryDocument or UndecodableDocument.
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
    codec = codec_of(declared)
    found = _declared(data, codec) if codec and codec not in SINGLE and codec != "utf-8" else _likeliest(data, codec)
    if found is None and codec not in SINGLE:
        found = _likeliest(data, None)
    if found is not None:
        text, name = found
        called = f", which its label {declared} means" if codec == name and declared != name else ""
        return _checked(text, name, source, (f"not UTF-8: decoded as {name}{called}",))
    if CONTROL.search(data[:SAMPLE].decode("latin-1")):
        raise BinaryDocument(f"{source} is binary (control characters all over), not a text")
    raise UndecodableDocument(
        f"{source} cannot be decoded: byte {data[first.start]:#04x} at position {first.start} is neither UTF-8, UTF-16 "
        "nor an encoding of one byte a character that makes words of it; convert it to UTF-8 first (iconv -t utf-8)"
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


def codec_of(label: str | None) -> str | None:
    """The codec that a declared label means, None where it means nothing that is known (`encodings.tsv`)."""
    return _labels().get((label or "").strip(" \t\r\n\"';").lower())


@cache
def _labels() -> dict[str, str]:
    rows = tables.rows(Path(__file__).with_name("encodings.tsv"), ("codec", "labels"))
    return {label: codec for codec, labels in rows for label in labels.split()}


def _declared(data: bytes, codec: str) -> tuple[str, str] | None:
    """The text in the encoding that was declared, and its name, where its bytes bear it out."""
    if codec in MANY_BYTES:
        text = data.decode(codec, "replace")
        return (text, codec) if text.count("\ufffd") <= max(1, BROKEN_AT_MOST * len(data)) else None
    single = _decoded(data, codec)
    return (single, codec) if single is not None and likeness(single) >= DECLARED else None


def _decoded(data: bytes, codec: str) -> str | None:
    """The text in an encoding of one byte a character, None where a byte means nothing in it or controls come out."""
    try:
        text = data.decode(codec)
    except (UnicodeError, LookupError):
        return None
    return None if CONTROL.search(text[:SAMPLE]) else text


def _likeliest(data: bytes, declared: str | None) -> tuple[str, str] | None:
    """The text in the encoding that fits best, and its name; of equals the one that is declared, then the commoner one."""
    found: tuple[float, str, str] | None = None
    for codec in sorted(SINGLE, key=lambda each: each != declared):
        text = _decoded(data, codec)
        if text is None:
            continue
        value = likeness(text)
        if value >= UNDECLARED and (found is None or value > found[0] + CLEARLY):
            found = value, text, codec
    return found[1:] if found else None


def likeness(text: str) -> float:
    """How much the characters beyond ASCII look like writing: the share of them that stand where such characters do.

    Letters that words of the news' languages have, beside other letters of their script; signs that stand between words.
    """
    sample = text[:SAMPLE]
    good = total = 0.0
    for match in BEYOND.finditer(sample):
        run = match[0]
        before, after = sample[match.start() - 1 : match.start()], sample[match.end() : match.end() + 1]
        beside = before + after
        total += len(run)
        beside_letter = any(map(str.isalpha, beside))
        if LATIN_RUN.fullmatch(run):
            lone = not beside_letter and len(run) == 1 and run not in STANDS_ALONE
            shouts = run.isupper() and before.islower() and before.isalpha()
            good += len(run) * (0.4 if lone or shouts or len(run) > 3 else 1.0)
        elif SIGN_RUN.fullmatch(run):
            good += len(run)
        elif any(letter.isalpha() and letter.isascii() for letter in beside):
            good -= NEVER * sum(map(NEVER_IN_WORDS.__contains__, run))
        elif run.isalpha() and min(run) > LATIN_ENDS:
            good += len(run) * (
                1.0 if run[1:].islower() or (run.isupper() and len(run) > 3) else 0.3 if len(run) > 1 else 0.9
            )
    return good / total if total else 1.0


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
