"""A name knitted into one piece: on any tree, with any names, what comes out is a tree again."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.languages.names import knit
from detente.records import Sentence, Span, Token
from tests.parses import sentence

RELATIONS = (
    "nsubj",
    "obj",
    "obl",
    "nmod",
    "advmod",
    "flat",
    "appos",
    "conj",
    "acl:relcl",
    "dep",
    "det",
    "amod",
    "xcomp",
)


@st.composite
def trees(draw: st.DrawFn) -> Sentence:
    """A sentence of words of one letter, hung together at random."""
    size = draw(st.integers(2, 9))
    order = draw(st.permutations(range(size)))
    heads = {order[0]: order[0]} | {order[at]: order[draw(st.integers(0, at - 1))] for at in range(1, size)}
    tokens = [
        Token(
            index,
            2 * index,
            2 * index + 1,
            "x",
            "x",
            draw(st.sampled_from(("PROPN", "NOUN", "VERB", "X"))),
            heads[index],
            "root" if heads[index] == index else draw(st.sampled_from(RELATIONS)),
        )
        for index in range(size)
    ]
    return Sentence(0, 2 * size - 1, "fr", tuple(tokens))


RING = sentence("Ana x PROPN 3 nmod; Ruiz x PROPN 4 nsubj; amie x NOUN 2 nmod; parle x VERB 0 root", "fr")


@settings(max_examples=400)
@example(RING, [(0, 4)])
@given(trees(), st.lists(st.tuples(st.integers(0, 8), st.integers(1, 4)), min_size=1, max_size=3))
def test_no_ring_is_closed(parse: Sentence, names: list[tuple[int, int]]) -> None:
    """`names`: the first word of each, and how many."""
    knitted = knit(parse, [Span(2 * first, 2 * (first + length) - 1) for first, length in names])
    for token in knitted.tokens:
        seen, here = set(), token.index
        while knitted.tokens[here].head != here:
            assert here not in seen, "a token hangs on itself"
            seen.add(here)
            here = knitted.tokens[here].head


def test_the_pieces_of_a_name_hang_on_its_first() -> None:
    parse = sentence("Ana Ana PROPN 3 nsubj; Ruiz ruiz ADV 3 advmod; parle parler VERB 0 root", "fr")
    assert [token.head for token in knit(parse, [Span(0, 8)]).tokens] == [2, 0, 2]
