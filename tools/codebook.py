"""`python -m tools.codebook`: writes docs/codebook.md from the TOML files of the codebook, so that it never says anything else."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from detente.codebook import Codebook, Deed, Operator, compose, load

TARGET = Path(__file__).parent.parent / "docs" / "codebook.md"
HEAD = """# The codebook
Written by `python -m tools.codebook` from `src/detente/codebook/`; a test holds that it is up to date.

A text states a **deed** (what is or would be done) and often an **operator** over it (what is said of the deed: promised, refused,
ended, ...). Operators nest. This page lists the types of PLOVER with their deeds, the operators, and what an operator over a deed comes
to. The words of a language that state them are in `src/detente/languages/XX/lexicon/`; `detente lexicon` searches them.

Types, modes and contexts are those of PLOVER (Open Event Data Alliance, manual of February 2024). Where documents disagree, the
conversion table from CAMEO of 2021 decides. **Intensity** is the Goldstein score of the CAMEO code (Goldstein, *Journal of Conflict
Resolution* 36, 1992, as extended to CAMEO), from -10 to 10, or that of the deed's own category where `intensities.tsv` gives one. **Quad** classes: 1 verbal cooperation, 2 material cooperation, 3 verbal
conflict, 4 material conflict. Besides its type an event has a status, a likelihood and a speaker, which PLOVER has not.
"""


def write() -> str:
    """The page."""
    book = load()
    return "\n".join((HEAD, *types(book), *operators(book), *table(book), *narrow(book)))


def types(book: Codebook) -> Iterator[str]:
    """A section a type, a row a deed."""
    of_type: dict[str, list[Deed]] = defaultdict(list)
    for deed in book.deeds.values():
        of_type[deed.type].append(deed)
    yield "## Types and deeds\n"
    for kind in sorted(book.quads, key=lambda name: (book.quads[name], name)):
        yield f"### {kind}\n\n{book.names[kind]['en']} (*{book.names[kind]['fr']}*), quad {book.quads[kind]}.\n"
        yield "| deed | in words | en français | mode | contexts | CAMEO | intensity |\n|---|---|---|---|---|---|---|"
        for deed in of_type[kind]:
            contexts = ", ".join(deed.contexts)
            yield (
                f"| `{deed.name}` | {deed.en} | {deed.fr} | {deed.mode or ''} | {contexts} | {deed.cameo} |"
                f" {compose((), deed.name).intensity:+.1f} |"
            )
        yield ""


def operators(book: Codebook) -> Iterator[str]:
    """A row an operator."""
    yield "## Operators\n"
    yield (
        "*Alone* is what the operator states when no deed stands under it. *Whose deed*: `same` where the one who speaks would act"
        " (promise), `recipient` where the one spoken to would (ask).\n"
    )
    yield "| operator | in words | en français | alone | status | whose deed |\n|---|---|---|---|---|---|"
    for each in book.operators.values():
        alone = f"`{each.alone}`" if each.alone else ""
        yield f"| `{each.name}` | {each.en} | {each.fr} | {alone} | {each.status} | {each.roles} |"
    yield ""


def table(book: Codebook) -> Iterator[str]:
    """Operator by type: the type that most deeds of the type come to."""
    yield "## What an operator makes of a type\n"
    yield "Of the deeds of a type, what most come to; a dot where the type stays. Single deeds that differ are listed below.\n"
    kinds = sorted(book.quads, key=lambda name: (book.quads[name], name))
    yield "| operator | " + " | ".join(kinds) + " |\n" + "|---" * (1 + len(kinds)) + "|"
    for each in book.operators.values():
        cells = []
        for kind in kinds:
            usual = most(book, each, kind)
            cells.append("·" if usual == kind else usual)
        yield f"| `{each.name}` | " + " | ".join(cells) + " |"
    yield ""


def narrow(book: Codebook) -> Iterator[str]:
    """What differs from the table, deed by deed."""
    yield "## Deeds that differ from their type\n"
    yield "| chain | type | mode |\n|---|---|---|"
    for each in book.operators.values():
        for deed in book.deeds.values():
            found = compose((each.name,), deed.name)
            if found.event != most(book, each, deed.type):
                yield f"| `{found.chain}` | {found.event} | {found.mode or ''} |"
    yield ""


def most(book: Codebook, operator: Operator, kind: str) -> str:
    """The type that an operator gives over most deeds of a type; of equals the first by name."""
    found = [compose((operator.name,), deed.name).event for deed in book.deeds.values() if deed.type == kind]
    return min(set(found), key=lambda name: (-found.count(name), name))


def main() -> int:
    TARGET.write_text(write(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
