"""What a language brings: its model, its normaliser and its data files."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from detente.errors import MissingPart
from detente.languages import grammar
from detente.languages.quick import one_thread, quickened
from detente.languages.repair import repair
from detente.languages.sentences import split
from detente.languages.universal import Draft
from detente.languages.words import RULES, Words
from detente.records import Sentence, Span
from detente.text import tables

BATCH = 64  # sentences handed to the parser at once

# Characters that taggers were not trained on, each replaced by one of the same length so that offsets hold.
PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\n": " ",
        "\t": " ",
        "\r": " ",
        "‑": "-",
    }
)


def load(name: str) -> Any:
    """A spaCy pipeline by the name of its package, without its entity recogniser: names are the gazetteer's work."""
    import spacy

    return spacy.load(name, exclude=["ner"])


@dataclass(frozen=True)
class Pack:
    """A language: `parse` turns texts into sentences; the model is loaded at the first call.

    `normalise` turns the labels of the model into our dialect of Universal Dependencies, in place; `load` loads the model.
    """

    code: str
    model: str
    folder: Path
    normalise: Callable[[Draft], None]
    load: Callable[[str], Any] = load

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words whose full stop ends no sentence, lower-case."""
        return frozenset(row[0].lower() for row in tables.rows(self.folder / "abbreviations.tsv", ("abbreviation",)))

    @cached_property
    def lemmas(self) -> dict[tuple[str, str], str]:
        """Corrections of the model's lemmas: (lower-case form, UPOS or "*") to lemma."""
        return {
            (form, upos): lemma
            for form, upos, lemma in tables.rows(self.folder / "lemmas.tsv", ("form", "upos", "lemma"))
        }

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Lemmas that the rows of the language's lexicon know as verbs."""
        return frozenset(
            cells[0].split()[0]
            for path in sorted((self.folder / "lexicon").glob("*.tsv"))
            for _, cells in tables.lines(path, None)
            if len(cells) > 2 and cells[1] == "v"
        )

    @cached_property
    def nlp(self) -> Any:
        """The spaCy pipeline."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the model's minor version differs from spaCy's; the hash is pinned
                return quickened(self.load(self.model))
        except OSError as error:
            raise MissingPart(
                f"the {self.code} model {self.model} is not installed: `make setup` installs it"
            ) from error

    @cached_property
    def words(self) -> Words:
        """What the model's rules and lemmatiser say of each word."""
        return Words(self.nlp, self.lemmas)

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Spans of the sentences of a text, by its punctuation: no model is loaded."""
        return split(text, self.abbreviations)

    def parse(
        self,
        texts: Iterable[str],
        keep: Callable[[int, int, int], bool] | None = None,
        names: Callable[[int, int], Iterable[Span]] | None = None,
    ) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each text, in order, normalised and repaired; offsets count from the start of that text.

        `keep` is asked of each sentence (number of the text, begin, stop); what it refuses comes back without tokens.
        `names` gives the spans of actors' names in a sentence (number of the text, begin), in the text's offsets.
        """
        texts = list(texts)
        spans = [self.sentences(text) for text in texts]
        kept = [
            [keep is None or keep(number, begin, stop) for begin, stop in found] for number, found in enumerate(spans)
        ]
        flat = [
            texts[number][begin:stop].translate(PLAIN)
            for number, found in enumerate(spans)
            for (begin, stop), wanted in zip(found, kept[number], strict=True)
            if wanted
        ]
        parsed = self.piped(flat)
        for number, (found, row) in enumerate(zip(spans, kept, strict=True)):
            yield tuple(
                self.parsed(self.words.draft(next(parsed)), begin, stop, names(number, begin) if names else ())
                if wanted
                else Sentence(begin, stop, self.code, ())
                for (begin, stop), wanted in zip(found, row, strict=True)
            )

    def piped(self, sentences: Sequence[str]) -> Iterator[Any]:
        """spaCy's parse of each sentence, without the rules that `words` asks."""
        for begin in range(0, len(sentences), BATCH):
            nlp = self.nlp  # loads numpy, whose threads are meant
            with one_thread():
                docs = list(nlp.pipe(sentences[begin : begin + BATCH], batch_size=BATCH, disable=RULES))
            yield from docs

    def parsed(self, draft: Draft, begin: int, stop: int, names: Iterable[Span] = ()) -> Sentence:
        """A draft in our dialect, repaired."""
        self.normalise(draft)
        return repair(draft.sentence(begin, stop, self.code), grammar.load(self.code), self.verbs, names)
