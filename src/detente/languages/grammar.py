"""The closed-class words of a language that the engine must know: `languages/XX/grammar.tsv`, columns word, kind, value.

The kinds are the fields of `Grammar`. A language has those that it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from detente.errors import DataError
from detente.languages import folder_of
from detente.text import tables

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Words of each kind, each with its value (itself where the file gives none)."""

    # Pronouns and determiners.
    relative: Words  # a relative pronoun; value: the preposition it holds
    personal: Words  # a personal pronoun
    possessive: Words  # a possessive
    reflexive: Words  # a reflexive pronoun
    speaking: Words  # of the first person: the speaker of the quotation; value owner: a possessive
    demonstrative: Words  # a determiner that points back
    article: Words  # definite; masculine, feminine, plural; capital: names that begin with it are written with one too, *The Hague*
    indefinite: Words  # an indefinite article
    partitive: Words  # an article of a part; value plural
    elision: Words  # of its value before a vowel
    none: Words  # a word by which a noun is none: *no*, *aucun*, *neither*
    ordinal: Words  # *the first to recognise*: the infinitive is done
    leader: Words  # who is one without a title
    answer: Words  # value: yes or no
    prefix: Words  # of a name or an office, value: what it says of it; *pro-Russian*, *ex-minister*
    binder: Words  # a small word within names; value place or person: in their names only
    joint: Words  # by which several do a deed with one another: *hold joint drills*, *each other*
    time: Words  # a noun of time: no recipient
    measure: Words  # behind figures that are no score: *5-10 years*
    factual: Words  # a noun whose clause is a fact: *the news that*
    # Prepositions.
    preposition: Words  # a contracted form; value: the preposition it stands for
    genitive: Words  # whose something is
    origin: Words  # where somebody is from, part of the name: *the minister from Chad*
    seat: Words  # where somebody sits: *the court in Lima*
    agent: Words  # of the doer under a passive
    dative: Words  # that a bare indirect object stands for
    between: Words  # of mutual nouns
    beneficiary: Words  # for whom, and what is asked: *insiste pour que*
    toward: Words  # where a recipient may hang for want of a better place
    inner: Words  # the second of two that make a place: *in favour of*
    lead: Words  # the first of two words, of which the last counts: *according to*
    giving: Words  # to whom, as well as where: *à la Russie*, *à Moscou*
    company: Words  # with whom
    particle: Words  # those that are a particle of a verb too
    source: Words  # of attribution; value front: only before a name that opens the sentence
    opinion: Words  # a noun or infinitive that names whose view it is: *aux dires de*, *à en croire*
    # Clauses.
    conjunction: Words  # between two of a kind
    either: Words  # a conjunction under which a negation is shared
    excepting: Words  # takes a conjunct out: *but not Chad*
    condition: Words  # a conjunction of a condition
    inverted: Words  # an auxiliary that opens a condition: *had he come*
    complement: Words  # a mark that opens a complement, not an adverbial clause
    clause: Words  # opens a clause; undone: *without signing*; aim; supposed; object, a deed of the object above: *blamed Chad for shelling*
    infinitive: Words  # the mark of an infinitive
    # Verbs and adverbs.
    negation: Words  # value: not, or stop for *no longer*
    modal: Words  # an auxiliary, or a verb over an infinitive; value: future, possible, necessity, hearsay, plain
    likelihood: Words  # an adverb or phrase; value: probable, possible, hearsay
    speech: Words  # a verb of saying; report: it tells what is planned; quote: it says only beside a quotation
    perfect: Words  # an auxiliary of the perfect
    unreal: Words  # an auxiliary that with a perfect tells what did not happen: *would have*
    passive: Words  # a reflexive verb that makes the infinitive below it passive: *se voir refuser*
    brings: Words  # brings about the infinitive below it: *forced X to leave*
    copula: Words  # its rows stand under their first word in the graph: *être aux côtés de*, *faire sauter*
    # Endings.
    ending: Words  # of a verb; value: that of its lemma
    future: Words  # of the future tense
    gerund: Words  # of a gerund
    plural: Words  # of a noun; value: that of its singular
    agreement: Words  # of an adjective with its noun
    cut: Words  # what the stem of a word that is searched for does without, in the order of the trial
    # The language as a whole.
    trait: Words  # head-first: the head of a noun phrase stands before what qualifies it
    letters: Words  # that tell it from other languages
    # Derived.
    cues: frozenset[str] = frozenset()  # words without which no source is named
    endings: tuple[tuple[str, str], ...] = ()  # each ending with each of its values, the longest first

    @property
    def head_first(self) -> bool:
        """Whether the head of a noun phrase stands before what qualifies it."""
        return "head-first" in self.trait

    def singulars(self, word: str) -> Iterator[str]:
        """What a word may be the plural of, the shortest ending taken off first."""
        for ending in sorted(self.plural, key=len):
            if word.endswith(ending[1:]):
                yield word[: 1 - len(ending)] + self.plural[ending][1:]

    def agreed(self, form: str) -> Iterator[str]:
        """A form of an adjective, and the same without the marks of gender and number."""
        yield form
        for ending in self.agreement:
            yield form.removesuffix(ending[1:])


def spoken(words: Iterable[str]) -> str:
    """A pattern of any of some words and the blank behind it; one that is elided (*d'*) has none, and either apostrophe."""
    found = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(
        re.escape(word[:-1]) + "['’]" if word.endswith("'") else re.escape(word).replace(r"\ ", r"\s+") + r"\s+"
        for word in found
    )


@lru_cache(maxsize=16)
def load(language: str) -> Grammar:
    """The closed-class words of a language, read once; empty where the language has no file. Raises DataError."""
    path = folder_of(language) / "grammar.tsv"
    found: dict[str, dict[str, str]] = {
        kind: {} for kind in Grammar.__dataclass_fields__ if kind not in ("endings", "cues")
    }
    for number, (word, kind, value) in tables.lines(path, ("word", "kind", "value")):
        if kind not in found:
            raise DataError(f"{path}:{number}: kind {kind!r}; expected one of {', '.join(found)}")
        found[kind][word] = value or word
    pairs = [(ending, other) for ending, others in found["ending"].items() for other in others.split("|")]
    pairs.sort(key=lambda pair: -len(pair[0]))
    named = (*found["opinion"], *(word for word, value in found["source"].items() if value != "front"))
    cues = frozenset(word.replace("’", "'").rpartition("'")[2] for word in named)
    return Grammar(
        **found,
        cues=cues,
        endings=tuple((ending.removeprefix("-"), other.removeprefix("-")) for ending, other in pairs),
    )
