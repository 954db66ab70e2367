"""Names as one piece: what the parser hung elsewhere of a name hangs on its head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.records import Sentence, Span, Token

# How the parser may hang a piece of a name elsewhere (*Macron* as an adverb of the verb behind *Emmanuel Macron*).
LOOSE = frozenset({"nmod", "appos", "obl", "amod", "dep", "compound", "advmod", "obj", "nsubj", "obl:arg", "xcomp"})


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
