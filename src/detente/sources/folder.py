"""A folder, recursively: each file in the order of its name. What leads out of the folder is not followed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from detente.errors import DetenteError, EmptyDocument, MissingSource
from detente.records import Document
from detente.sources.formats import read_path
from detente.sources.request import Request


def read_folder(folder: Path, request: Request) -> Iterator[Document]:
    """The documents of all files of a folder; hidden files are passed over, links out of the folder are refused.

    A file that cannot be read is reported (`Request.fail`) and the rest is read.
    """
    root = folder.resolve()
    found = False
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or path.is_dir():
            continue
        found = True
        name = str(path)
        try:
            if not path.resolve().is_relative_to(root):
                raise MissingSource(f"{name!r} is a link that leads out of {str(folder)!r}: name its target to read it")
            if not path.is_file():
                raise MissingSource(f"{name!r} is no ordinary file")
            yield from read_path(path, request.at(name, addresses=False, depth=request.depth + 1))
        except DetenteError as error:
            request.fail(name, error)
    if not found:
        raise EmptyDocument(f"the folder {str(folder)!r} holds no file to read")
