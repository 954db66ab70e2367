"""Packed files are read piece by piece, and one that unfolds without end is refused."""

import gzip
import zipfile
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.exchange import chunks, unpack


def packed(path: Path, form: str, data: bytes) -> Path:
    if form == "gzip":
        path.write_bytes(gzip.compress(data))
    elif form == "two members":
        path.write_bytes(gzip.compress(data[: len(data) // 2]) + gzip.compress(data[len(data) // 2 :]))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.csv", data)
        if form == "cut zip":
            path.write_bytes(path.read_bytes()[:-10])
    return path


@pytest.mark.parametrize("form", ["gzip", "two members", "zip", "cut zip"])
def test_a_bomb_is_refused_before_it_unfolds(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "FREE", 2 << 20)
    path = packed(tmp_path / "a", form, b"\0" * (64 << 20))
    (member,) = unpack.members(path)
    size = 0
    with pytest.raises(InputError, match="unfolds"):
        for block in member.blocks():
            assert len(block) <= unpack.PIECE
            size += len(block)
    assert size <= (2 << 20) + unpack.PIECE


@pytest.mark.parametrize("form", ["gzip", "two members", "zip"])
def test_a_table_comes_out_whole(tmp_path: Path, form: str) -> None:
    data = b"".join(b"%d\tCHL\tPER\t%d\n" % (number, number * 7919 % 10007) for number in range(200_000))
    (member,) = unpack.members(packed(tmp_path / "a", form, data))
    assert b"".join(member.blocks()) == data


def test_a_row_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "LONGEST", 1 << 16)
    with pytest.raises(InputError, match="line 2 is longer"):
        list(chunks.cut([b"a\n", *[b"x" * 4096] * 40], quoted=False, size=1 << 12))
