"""A sentence in its document: the parse, the actors named in it, and the words of any of its tokens as spans of the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from detente.records import Sentence, Span, Token
from detente.world.actors import Mention

# What belongs to the phrase of a noun that names somebody; clauses and places after *in* do not.
INSIDE = frozenset({"det", "amod", "compound", "flat", "flat:foreign", "appos", "nmod:poss", "nummod", "fixed", "dep"})
# How the parser may hang a piece of a name elsewhere (*Macron* as an adverb of the verb behind *Emmanuel Macron*).
LOOSE = frozenset({"nmod", "appos", "obl", "amod", "dep", "compound", "advmod", "obj", "nsubj", "obl:arg", "xcomp"})


@dataclass(frozen=True, slots=True)
class Scene:
    """`base` is where the parsed text begins in the document: token offsets are relative to it."""

    sentence: Sentence
    base: int
    text: str  # of the whole document
    number: int  # of the sentence in the document
    mentions: tuple[Mention, ...]  # spans relative to the document
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
        owner = ("de", "du", "of", "'s", "’s", "from")
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


def knit(sentence: Sentence, spans: Iterable[Span]) -> Sentence:
    """The sentence with each name as one piece: what the parser hung elsewhere of it (the *Nord* of *Corée du Nord*) hangs on its head.

    `spans` are those of the names, in the same offsets as the tokens.
    """
    tokens = list(sentence.tokens)
    changed = False
    for begin, stop in spans:
        inside = [t.index for t in tokens if begin <= t.begin and t.stop <= stop]
        heads = [i for i in inside if tokens[i].head not in inside or tokens[i].head == i]
        for index in inside:
            if tokens[index].upos == "X":  # *Xi Jinping*: foreign words to the tagger, a name to us
                tokens[index], changed = replace(tokens[index], upos="PROPN"), True
        if heads and tokens[heads[0]].relation in ("dep", "advmod") and _lacks_object(tokens, heads[0]):
            tokens[heads[0]], changed = replace(tokens[heads[0]], relation="obj"), True
        for index in heads[1:]:
            if (
                tokens[index].relation in LOOSE or (tokens[index].relation == "det" and tokens[index].upos == "PROPN")
            ) and not _below(tokens, heads[0], index):
                tokens[index] = replace(tokens[index], head=heads[0], relation="flat")
                changed = True
        for token in tokens:
            lost = (
                token.relation in ("conj", "nmod", "appos", "acl", "acl:relcl")
                and token.head in inside
                and token.index not in inside
            )
            if (
                heads
                and lost
                and not _below(tokens, heads[0], token.index)
                and token.head != heads[0]
                and tokens[token.head].relation in ("flat", "amod", "compound", "nmod")
            ):
                tokens[token.index] = replace(token, head=heads[0])
                changed = True
    return Sentence(sentence.begin, sentence.stop, sentence.language, tuple(tokens)) if changed else sentence


def _below(tokens: Sequence[Token], index: int, above: int) -> bool:
    """Whether a token hangs, by whatever steps, on another: hanging that one on it would close a ring."""
    while tokens[index].head != index:
        index = tokens[index].head
        if index == above:
            return True
    return False


def _lacks_object(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token follows a verb that it hangs on and that has no object, with no preposition before it."""
    verb = tokens[index].head
    if tokens[verb].upos != "VERB" or index < verb:
        return False
    below = [token.relation for token in tokens if token.head == verb and token.index != verb]
    cased = any(token.head == index and token.relation == "case" for token in tokens)
    return not cased and "obj" not in below and "ccomp" not in below
