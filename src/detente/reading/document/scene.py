"""A sentence in its document: the parse, the actors named in it, and the words of any of its tokens as spans of the document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.languages.grammar import Grammar, load
from detente.records import Sentence, Span, Token
from detente.world.actors import Mention

# What belongs to the phrase of a noun that names somebody; clauses and places after *in* do not.
INSIDE = frozenset(
    {"det", "amod", "compound", "flat", "flat:foreign", "appos", "nmod:poss", "nummod", "fixed", "dep", "obl:npmod"}
)


@dataclass(frozen=True, slots=True)
class Scene:
    """`base` is where the parsed text begins in the document: token offsets are relative to it."""

    sentence: Sentence
    base: int
    text: str  # of the whole document
    number: int  # of the sentence in the document
    mentions: tuple[Mention, ...]  # spans relative to the document
    block: int  # the number of its block in the prose
    named: dict[int, Mention] = field(init=False)
    span: Span = field(init=False)
    words: str = field(init=False)

    def __post_init__(self) -> None:
        span = Span(self.base + self.sentence.begin, self.base + self.sentence.stop)
        object.__setattr__(self, "span", span)
        object.__setattr__(self, "words", self.text[span.begin : span.stop])
        covered: dict[int, Mention] = {}
        for mention in self.mentions:
            for token in self.sentence.tokens:
                if self.base + token.begin < mention.stop and mention.begin < self.base + token.stop:
                    covered.setdefault(token.index, mention)
        object.__setattr__(self, "named", covered)

    @property
    def grammar(self) -> Grammar:
        """The closed-class words of the sentence's language."""
        return load(self.sentence.language)

    def token(self, index: int) -> Token:
        return self.sentence.tokens[index]

    def span_of(self, indices: Iterable[int]) -> Span:
        """The stretch of the document from the first to the last of some tokens."""
        tokens = [self.sentence.tokens[i] for i in indices]
        return Span(self.base + min(t.begin for t in tokens), self.base + max(t.stop for t in tokens))

    def case_of(self, index: int) -> str | None:
        """The preposition of a noun, as a lower-case lemma."""
        for child in self.sentence.children(index):
            token = self.sentence.tokens[child]
            if token.relation == "case":
                return token.lemma.lower()
        return None

    def phrase(self, index: int, language: str) -> list[int]:
        """The tokens of the noun phrase that a token heads: its article, adjectives, names, apposition and owner; no clause,
        no preposition before it, no second conjunct, no place or time after it."""
        tokens = self.sentence.tokens
        found, waiting = [], [index]
        owner = {*self.grammar.genitive, *self.grammar.origin}
        while waiting:
            here = waiting.pop()
            found.append(here)
            for child in self.sentence.children(here):
                relation = tokens[child].relation
                if relation in INSIDE or (relation == "nmod" and self.case_of(child) in owner):
                    waiting.append(child)
                elif relation == "case" and here != index:
                    found.append(child)
        return sorted(found)
