"""The gate before the parser: a sentence that cannot yield an event is not parsed.

An event needs somebody (named in the sentence, or carried into it by a word such as *they* or *the two countries* once
the document has named somebody) and a row of the lexicon that states a deed: its head and the words and classes that it
asks for. The gate looks at forms only and is generous: what it refuses, the coder could not have coded.
`python -m evaluation.gate` measures what it loses and what it saves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from detente.codebook import compose
from detente.languages import folder_of, pack
from detente.reading.rules import lexicon as lexicons
from detente.reading.rules.lexicon import Row
from detente.text import tables

WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 3  # letters of a stem
LONGEST_ENDING = 7  # letters that an ending may add to a stem: *-issaient*
WEAK = 4  # words of a row shorter than this are particles: they are not asked for


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


class Gate:
    """What a language's sentences must hold to be worth a parse."""

    def __init__(self, language: str):
        self.language = language
        lexicon = lexicons.load(language)
        self.objects = {fold(lemma): classes for lemma, classes in lexicon.objects.items()}
        for last, phrases in lexicon.phrases.items():
            names = frozenset(name for _, name in phrases)
            self.objects[fold(last)] = self.objects.get(fold(last), frozenset()) | names
        self.rows: dict[str, list[tuple[frozenset[str], tuple[str, ...]]]] = {}
        for row in lexicon.rows:
            if row.deed is not None or compose(row.operators, None).event:
                self.rows.setdefault(fold(row.head), []).append(needs(row))
        for lemma, classes in self.objects.items():  # what judges is said of somebody (*the raid was a crime*)
            if classes & lexicons.JUDGING:
                self.rows.setdefault(lemma, []).append((frozenset(), ()))
        asked = {word for rows in self.rows.values() for words, _ in rows for word in words}
        self.endings = tuple(fold(row[0]) for row in tables.rows(folder_of(language) / "endings.tsv", ("ending",)))
        self.stems: dict[str, list[tuple[str, str]]] = {}
        for lemma in self.rows.keys() | asked | self.objects.keys():
            stem = self.stem(lemma)
            self.stems.setdefault(stem[:SHORTEST], []).append((stem, lemma))
        self.irregular = irregular(language, self.rows.keys())
        self.anaphors = anaphors(language)
        self.lemmas = lru_cache(maxsize=200_000)(self._lemmas)

    def stem(self, lemma: str) -> str:
        """A lemma without its ending, never shorter than three letters."""
        ending = next((end for end in self.endings if lemma.endswith(end) and len(lemma) - len(end) >= SHORTEST), "")
        return lemma[: len(lemma) - len(ending)] if ending else lemma

    def _lemmas(self, form: str) -> frozenset[str]:
        """Lemmas of the lexicon that a folded form may be of."""
        near = self.stems.get(form[:SHORTEST], ())
        found = {lemma for stem, lemma in near if form.startswith(stem) and len(form) <= len(stem) + LONGEST_ENDING}
        return frozenset(found | self.irregular.get(form, frozenset()))

    def passes(self, text: str, *, named: bool, known: bool) -> bool:
        """Whether a sentence can yield an event: `named`, somebody is named in it; `known`, somebody was before it."""
        forms = {fold(word) for word in WORD.findall(text)}
        if not named and not (known and not self.anaphors.isdisjoint(forms)):
            return False
        present = frozenset().union(*map(self.lemmas, forms))
        classes = {name for lemma in present & self.objects.keys() for name in self.objects[lemma]}
        return any(
            words <= present and all(name in classes for name in wanted)
            for lemma in present & self.rows.keys()
            for words, wanted in self.rows[lemma]
        )


def needs(row: Row) -> tuple[frozenset[str], tuple[str, ...]]:
    """What must stand beside the head of a row: content words and classes."""
    return frozenset(fold(word) for word in row.words if len(word) >= WEAK), row.classes


def irregular(language: str, lemmas: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Forms of the lexicon's words that do not begin with their stem (*struck*, *tiendra*), by the model's own tables."""
    wanted, found = set(lemmas), dict[str, set[str]]()
    lemmatizer = pack(language).nlp.get_pipe("lemmatizer")
    if "lemma_exc" in lemmatizer.lookups.tables:
        strings = lemmatizer.vocab.strings
        for table in lemmatizer.lookups.get_table("lemma_exc").values():
            for form, lemmas_of in table.items():
                for lemma in lemmas_of:
                    if fold(lemma) in wanted:
                        found.setdefault(fold(form if isinstance(form, str) else strings[form]), set()).add(fold(lemma))
    for form, _, lemma in tables.rows(folder_of(language) / "lemmas.tsv", ("form", "upos", "lemma")):
        if fold(lemma) in wanted:
            found.setdefault(fold(form), set()).add(fold(lemma))
    return {form: frozenset(names) for form, names in found.items()}


def anaphors(language: str) -> frozenset[str]:
    """Words that can carry an actor into a sentence: the last words of anaphoric phrases, possessives, and what describes a party."""
    phrases = tables.rows(folder_of(language) / "anaphora.tsv", ("words", "kind"))
    last = {fold(WORD.findall(words)[-1]) for words, kind in phrases if kind not in ("thing", "nobody")}
    owners = tables.rows(folder_of(language) / "owners.tsv", ("word",))
    described = tables.rows(folder_of(language) / "descriptions.tsv", ("word", "kind"))
    heads = {fold(word) for word, kind in described if not kind.startswith(("size", "another", "pair"))}
    return frozenset(last | heads | {fold(row[0]) for row in owners})


@cache
def gate(language: str) -> Gate:
    """The gate of a language, built once a process."""
    return Gate(language)


__all__ = ["Gate", "gate"]
