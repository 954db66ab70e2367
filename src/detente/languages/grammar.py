"""The closed-class words of a language that the engine must know: `languages/XX/grammar.tsv`, columns word, kind, value.

Kinds: relative, personal, possessive, reflexive (pronouns); preposition (a contracted form, value: the preposition it stands
for); negation (value: not, or stop for *no longer*); modal (an auxiliary, or a verb over an infinitive; value: future, possible,
necessity, hearsay, plain); likelihood (an adverb or phrase; value: probable, possible, hearsay); condition (a conjunction);
speech (a verb of saying; value report: it tells what is planned; value quote: it says only beside a quotation); speaking (a pronoun
or, value owner, a possessive of the first person: the speaker of the quotation); source (a preposition of attribution; value front: only before a name that opens the sentence); opinion (a noun or
infinitive that names whose view it is: *aux dires de*, *à en croire*); passive (a reflexive verb that makes the infinitive below it
passive: *se voir refuser*); between (the preposition of mutual nouns); ending (of a verb, value: the ending of its lemma), future (an ending of the future tense); copula (a verb whose
rows stand under their first word in the graph: *être aux côtés de*, *faire sauter*); time (a noun of time: no recipient); complement (a mark that opens a complement, not an adverbial clause); agent (the preposition of the doer under a passive);
dative (the preposition that a bare indirect object stands for); clause (a word that opens a clause; value: undone, what it
opens was not done, *without signing*; aim, it is only aimed at; supposed, only supposed; object, a gerund behind it is the deed of
the object above, *blamed Chad for shelling*); ordinal (*the first to recognise*: the infinitive is done); brings (a verb that
brings about the infinitive below it, *forced X to leave*); factual (a noun whose clause is a fact: *the news that*); excepting (a word that takes a conjunct out: *but not Chad*); either (a conjunction under which a negation is shared); inverted (an auxiliary that
opens a condition, *had he come*); unreal (an auxiliary that with a perfect tells what did not happen, *would have*); joint (a word by which several do a deed with one another, *hold joint drills*, *each other*); none (a word by which a noun is none: *no*, *aucun*, *neither*).

Of prepositions: genitive (whose something is), origin (where somebody is from, part of the name: *the minister from Chad*), seat
(where somebody sits: *the court in Lima*), beneficiary (for whom, and what is asked: *insiste pour que*), inner (the second of two
that make a place: *in favour of*), toward (where a recipient may hang for want of a better place), particle (those that are a
particle of a verb too), lead (the first of two words, of which the last counts: *according to*), giving (to whom, as well as
where: *à la Russie*, *à Moscou*), company (with whom). Further: demonstrative (a
determiner that points back), perfect (an auxiliary of the perfect), infinitive (its mark), measure (a word behind figures that are
no score: *5-10 years*), conjunction (between two of a kind), article (definite; value capital: a name that begins with it is also
written with a capital, *The Hague*; masculine, feminine, plural), indefinite, partitive (articles), elision
(of a word, its value, before a vowel), binder (a small word within names; value place or person: in their names only), leader (who is
one without a title), answer (value: yes or no), prefix (of a name or an office, value: what it says of it; *pro-Russian*, *ex-minister*). Endings: plural (of a
noun, value: that of its singular), agreement (of an adjective with its noun), gerund, cut (what the stem of a word that is searched
for does without, in the order of the trial). Of the language as a whole: letters (that tell it from others), trait (head-first: the head of
a noun phrase stands before what qualifies it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from detente.errors import DataError
from detente.languages import folder_of
from detente.text import tables


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Words of each kind, each with its value (itself where the file gives none)."""

    relative: Mapping[str, str]
    personal: Mapping[str, str]
    possessive: Mapping[str, str]
    reflexive: Mapping[str, str]
    preposition: Mapping[str, str]
    negation: Mapping[str, str]
    modal: Mapping[str, str]
    likelihood: Mapping[str, str]
    condition: Mapping[str, str]
    speech: Mapping[str, str]
    speaking: Mapping[str, str]
    excepting: Mapping[str, str]
    source: Mapping[str, str]
    opinion: Mapping[str, str]
    passive: Mapping[str, str]
    between: Mapping[str, str]
    ending: Mapping[str, str]
    future: Mapping[str, str]
    copula: Mapping[str, str]
    time: Mapping[str, str]
    complement: Mapping[str, str]
    agent: Mapping[str, str]
    dative: Mapping[str, str]
    clause: Mapping[str, str]
    ordinal: Mapping[str, str]
    brings: Mapping[str, str]
    factual: Mapping[str, str]
    none: Mapping[str, str]
    either: Mapping[str, str]
    inverted: Mapping[str, str]
    unreal: Mapping[str, str]
    joint: Mapping[str, str]
    genitive: Mapping[str, str]
    origin: Mapping[str, str]
    seat: Mapping[str, str]
    demonstrative: Mapping[str, str]
    perfect: Mapping[str, str]
    beneficiary: Mapping[str, str]
    inner: Mapping[str, str]
    toward: Mapping[str, str]
    particle: Mapping[str, str]
    infinitive: Mapping[str, str]
    lead: Mapping[str, str]
    measure: Mapping[str, str]
    conjunction: Mapping[str, str]
    giving: Mapping[str, str]
    company: Mapping[str, str]
    article: Mapping[str, str]
    partitive: Mapping[str, str]
    elision: Mapping[str, str]
    indefinite: Mapping[str, str]
    binder: Mapping[str, str]
    leader: Mapping[str, str]
    answer: Mapping[str, str]
    prefix: Mapping[str, str]
    plural: Mapping[str, str]
    agreement: Mapping[str, str]
    gerund: Mapping[str, str]
    cut: Mapping[str, str]
    trait: Mapping[str, str]
    letters: Mapping[str, str]
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
