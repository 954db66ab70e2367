"""Files as streams of bytes: plain, gzip, or the members of a zip; a file that breaks off gives what it still holds."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import IO

from detente.errors import InputError, MissingSource

BLOCK = 1 << 20
PIECE = 4 << 20  # bytes that are unpacked at a time
FREE = 256 << 20  # bytes that any file may unfold to
TIMES = 100  # times its size that a larger one may: tables of events come to some ten
GZIP, ZIP, XLSX = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"


@dataclass(frozen=True, slots=True)
class Member:
    """One table in a file: the file itself, or a member of a zip."""

    name: str
    blocks: Callable[[], Iterator[bytes]]  # its bytes from the start; raises Broken at the end of one that breaks off


class Broken(Exception):
    """The packed file ends too early; all bytes before it were given."""


def digest(path: Path) -> str:
    """Name of a file by its content."""
    total = blake2b(digest_size=12)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            total.update(block)
    return total.hexdigest()


def members(path: Path) -> list[Member]:
    """What a file holds. Raises MissingSource, InputError."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except FileNotFoundError as error:
        raise MissingSource(f"{path} does not exist: give the path of a file") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    if head[:2] == GZIP:
        return [Member(path.name, lambda: gunzip(path))]
    if head != ZIP:
        return [Member(path.name, lambda: plain(path))]
    try:
        with zipfile.ZipFile(path) as packed:
            names = [info.filename for info in packed.infolist() if not info.is_dir()]
        return [Member(name, lambda name=name: unzip(path, name)) for name in names]  # type: ignore[misc]
    except zipfile.BadZipFile:  # the list of members stands at the end: it was cut off
        return [Member(path.name, lambda: rest_of_zip(path))]


def plain(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def gunzip(path: Path) -> Iterator[bytes]:
    """All gzip members in turn; whatever can be unpacked before the file breaks off is given first."""
    with path.open("rb") as file:
        yield from inflate(file, b"", 31, path)


def check_unfolding(taken: int, given: int, path: Path) -> None:
    """Raise InputError where packed bytes unfold to more than any table does."""
    if given > FREE and given > TIMES * taken:
        raise InputError(
            f"{path} unfolds to more than {TIMES} times its size ({given >> 20} MB so far): no table of events does; "
            "unpack it by hand if it is one"
        )


def inflate(file: IO[bytes], held: bytes, bits: int, path: Path) -> Iterator[bytes]:
    """Deflated bytes unpacked. `bits`: 31 for gzip members one after another, -15 for a raw stream."""
    engine = zlib.decompressobj(bits)
    taken = given = 0
    while True:
        data = held or file.read(BLOCK)
        held = b""
        if not data:
            break
        taken += len(data)
        while data and not engine.eof:
            try:
                piece = engine.decompress(data, PIECE)
            except zlib.error as error:
                raise Broken(f"{path} is damaged: {error}") from error
            data = engine.unconsumed_tail
            given += len(piece)
            check_unfolding(taken, given, path)
            if piece:
                yield piece
        if engine.eof:
            held = engine.unused_data.lstrip(b"\0")
            taken -= len(held)
            if bits < 0 or not held:
                return
            engine = zlib.decompressobj(bits)
    yield engine.flush()
    if not engine.eof:
        raise Broken(f"{path} is cut off: fetch it again")


def unzip(path: Path, name: str) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(path) as packed, packed.open(name) as file:
            given, taken = 0, packed.getinfo(name).compress_size
            while block := file.read(BLOCK):
                given += len(block)
                check_unfolding(taken, given, path)
                yield block
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Broken(f"{path}: {name}: {error}") from error


def rest_of_zip(path: Path) -> Iterator[bytes]:
    """The first member of a zip whose end is missing, as far as it goes."""
    with path.open("rb") as file:
        head = file.read(30)
        if len(head) < 30:
            raise Broken(f"{path} is cut off: fetch it again")
        method, name, extra = (*struct.unpack("<H", head[8:10]), *struct.unpack("<HH", head[26:30]))
        file.seek(name + extra, 1)
        if method == 8:
            yield from inflate(file, b"", -15, path)
        elif method == 0:
            while block := file.read(BLOCK):
                yield block
    raise Broken(f"{path} is cut off: its list of members is missing; fetch it again")


__all__ = ["Broken", "Member", "digest", "members"]
