"""What a spaCy pipeline says of each word, without asking it twice.

The last components of both models, the rules that settle parts of speech and the lemmatiser, look at one word at a time: at its
letters, its tag and its relation. They take a third of the parser's time, and say of a word what they said of it before; so
they are left out of the pipeline and asked once for each word, tag and relation. The few rules on two words in a row (*gon na*,
*there is*) are seen coming, and such a sentence goes through the components as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from detente.languages.universal import Draft

RULES = ("attribute_ruler", "lemmatizer")  # what is left out of the pipeline and asked here
LIMIT = 200_000  # words remembered; then the memory starts anew


class Word(NamedTuple):
    """What is said of a word, wherever it stands."""

    form: str
    lemma: str
    upos: str
    relation: str
    features: Mapping[str, str]


class Words:
    """The words of parsed sentences. `corrections` maps (lower-case form, UPOS or "*") to the lemma that the model gets wrong."""

    def __init__(self, nlp: Any, corrections: Mapping[tuple[str, str], str]):
        from spacy import attrs

        self.corrections = corrections
        self.rules = [nlp.get_pipe(name) for name in RULES]
        self.columns = [attrs.ORTH, attrs.LOWER, attrs.DEP, attrs.TAG, attrs.POS, attrs.MORPH]
        self.places = [attrs.IDX, attrs.HEAD, attrs.IS_SPACE]
        self.pairs = frozenset(pair_marks(self.rules[0].patterns, nlp.vocab.strings))
        self.known: dict[tuple[int, ...], Word] = {}
        self.features: dict[int, Mapping[str, str]] = {}

    def draft(self, doc: Any) -> Draft:
        """A sentence as spaCy parsed it, before the rules, as a draft without white-space tokens."""
        keys = list(map(tuple, doc.to_array(self.columns).tolist()))
        rows = doc.to_array(self.places).view("int64").tolist()
        if any(key[1] in self.pairs or key[2] in self.pairs for key in keys):
            words = [self.word(token) for token in self.ruled(doc)]
        else:
            if len(self.known) >= LIMIT:
                self.known.clear()
            fresh = {key: doc[i].text for i, key in enumerate(keys) if key not in self.known}
            if fresh:
                self.learn(doc.vocab, fresh)
            words = [self.known[key] for key in keys]
        kept = [i for i, row in enumerate(rows) if not row[2]]
        if len(kept) == len(rows):
            heads = [i + row[1] for i, row in enumerate(rows)]
        else:
            place = {i: number for number, i in enumerate(kept)}
            heads = [place.get(solid_head(rows, i), place[i]) for i in kept]
            words = [words[i] for i in kept]
        return Draft(
            [rows[i][0] for i in kept],
            [word.form for word in words],
            [word.lemma for word in words],
            [word.upos for word in words],
            heads,
            [word.relation for word in words],
            [word.features for word in words],
        )

    def learn(self, vocab: Any, fresh: Mapping[tuple[int, ...], str]) -> None:
        """Ask the rules about words in a row: as no rule on two words can apply to them, about each by itself."""
        import numpy as np
        from spacy.tokens import Doc

        row = Doc(vocab, words=list(fresh.values()))
        row.from_array(self.columns[2:], np.array([key[2:] for key in fresh], dtype="uint64"))
        self.known.update(zip(fresh, map(self.word, self.ruled(row)), strict=True))

    def ruled(self, doc: Any) -> Any:
        """A sentence after the rules."""
        for rule in self.rules:
            doc = rule(doc)
        return doc

    def word(self, token: Any) -> Word:
        """What is said of a token after the rules."""
        features = self.features.get(token.morph.key)
        if features is None:
            features = self.features[token.morph.key] = token.morph.to_dict()
        form, upos, relation = token.text, token.pos_, token.dep_
        lemma = corrected(form, upos, token.lemma_, self.corrections)
        return Word(form, lemma, upos, "root" if relation == "ROOT" else relation, features)


def solid_head(rows: list[list[int]], index: int) -> int:
    """The nearest word above that is no white space; rows hold the distance to the head, and whether a token is space."""
    head = index + rows[index][1]
    while rows[head][2] and rows[head][1]:
        head += rows[head][1]
    return head


def pair_marks(patterns: list[dict[str, Any]], strings: Any) -> Iterator[int]:
    """What gives away that a rule on several words may apply: for each, a relation or lower-case words, by their numbers."""
    for rule in patterns:
        for pattern in rule["patterns"]:
            if len(pattern) > 1:
                values = [
                    (name, *literals(part[name])) for name in ("DEP", "LOWER") for part in pattern if name in part
                ]
                found = next(value for value in values if len(value) > 1)
                yield from (strings.add(word) for word in found[1:])


def literals(value: Any) -> list[str]:
    """The words that a condition of a rule allows; none where it is no list of words."""
    return [value] if isinstance(value, str) else value.get("IN", [])


def corrected(form: str, upos: str, lemma: str, lemmas: Mapping[tuple[str, str], str]) -> str:
    """The lemma, after the language's list of corrections; lower-case but for names."""
    low = form.lower()
    found = lemmas.get((low, upos)) or lemmas.get((low, "*"))
    if found:
        return found
    return lemma if upos == "PROPN" else lemma.lower()
