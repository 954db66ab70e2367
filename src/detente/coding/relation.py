"""The one relation that a sentence states between a marked actor and a marked recipient.

Every chain of the sentence is weighed by how its actor and recipient sit in the marked spans; the best one is composed by the
codebook. Where no chain reaches the spans, graded fallbacks answer, and the rule says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from detente.coding import codebook, grammar, lexicon
from detente.coding.chain import innermost
from detente.coding.fallback import chances, masked
from detente.coding.graph import Graph
from detente.coding.join import Marked, Verdict, firm, weigh
from detente.coding.lexicon import Lexicon
from detente.coding.predications import Reader
from detente.records import Relation, Sentence, Span

Pair = tuple[int, int] | Span
FIRM, LOOSE = 2.45, 1.5  # log-odds of a verdict whose parse is firm, and of any other
JOINED = 3.0  # below this score a chain does not join actor and recipient: measured, vectors are right more often there


def judge(sentence: Sentence, words: Lexicon, actor: Pair, recipient: Pair) -> tuple[Verdict | None, Graph]:
    """The best chain between two character spans of a sentence, or None where the lexicon knows no word of it."""
    first, second = _tokens(sentence, actor), _tokens(sentence, recipient)
    graph = Graph(sentence, grammar.load(sentence.language), first | second, words.verbs)
    readings = Reader(graph, words).all()
    verdicts = weigh(readings, Marked(graph, first, second))
    return (verdicts[0] if verdicts else None), graph


def _tokens(sentence: Sentence, span: Pair) -> frozenset[int]:
    begin, stop = span
    return frozenset(
        token.index for token in sentence.tokens if token.begin < stop and token.stop > begin and token.upos != "PUNCT"
    )


def relation_in(sentence: Sentence, actor: Pair, recipient: Pair) -> Relation | None:
    """The relation in one parsed sentence, or None where no row of the lexicon joins the two.

    The spans count in the same text as the sentence's tokens. Its `confidence` is in log-odds until `relations` settles it.
    """
    verdict, graph = judge(sentence, lexicon.load(sentence.language), actor, recipient)
    if verdict is None or verdict.score < JOINED:
        return None
    reading = verdict.reading
    target = verdict.group.target if verdict.group is not None else False
    deed = reading.deed
    together = verdict.group is None and verdict.recipient >= 3.0
    if together and deed is not None:  # actor and recipient do it side by side
        deed = codebook.load().deeds[deed].mutual or deed
    composed = codebook.compose(reading.operators, deed, target)
    rule = (
        innermost(reading).row.name if reading.inner is None else f"{reading.row.name}; {innermost(reading).row.name}"
    )
    tokens = graph.tokens
    spans = tuple(Span(tokens[index].begin, tokens[index].stop) for index in sorted(set(reading.triggers)))
    confidence = FIRM if firm(verdict, graph) else LOOSE
    return Relation(composed.event, composed.mode, composed.quad, composed.chain, confidence, rule, spans)


def _pick(sentences: Sequence[Sentence], actor: Pair, recipient: Pair) -> Sentence:
    """The sentence that holds most of the two spans."""

    def overlap(sentence: Sentence, span: Pair) -> int:
        return max(0, min(sentence.stop, span[1]) - max(sentence.begin, span[0]))

    return max(
        sentences,
        key=lambda one: (
            (overlap(one, actor) > 0) + (overlap(one, recipient) > 0),
            overlap(one, actor),
        ),
    )


def relations(rows: Iterable[tuple[str, Pair, Pair]], *, language: str | None = None) -> list[Relation]:
    """The relation of each row (text, actor span, recipient span), parsed in batches by language."""
    rows = list(rows)
    joined = by_rule(rows, language)
    masks = [masked(*row) for row in rows]
    second = chances(masks)
    return [
        _fallback(odds) if found is None else replace(found, confidence=_confidence(found, odds))
        for found, odds in zip(joined, second, strict=True)
    ]


def by_rule(rows: Sequence[tuple[str, Pair, Pair]], language: str | None = None) -> list[Relation | None]:
    """What the lexicon alone says of each row; None where no chain joins actor and recipient."""
    from detente.languages import pack

    groups: dict[str, list[int]] = {}
    for index, (text, _, _) in enumerate(rows):
        groups.setdefault(language or _language(text), []).append(index)
    found: list[Relation | None] = [None] * len(rows)
    for code, indices in groups.items():
        for index, sentences in zip(indices, pack(code).parse(rows[index][0] for index in indices), strict=True):
            _, actor, recipient = rows[index]
            if sentences:
                found[index] = relation_in(_pick(sentences, actor, recipient), actor, recipient)
    return found


def _confidence(found: Relation, odds: Mapping[str, float]) -> float:
    """How sure a verdict is: the firmness of the parse, moved by what sentences like this one say.

    The three constants were set by hand so that verdicts above 0.9 hold; `make report` shows the reliability curve.
    """
    yielding = found.event in ("CONCEDE", "RETREAT")  # two names of one thing for the vectors
    chance = odds.get("CONCEDE", 0.0) + odds.get("RETREAT", 0.0) if yielding else odds.get(found.event, 0.0)
    weight = found.confidence + 0.5 * (math.log(max(chance, 1e-4)) + 1.6)
    return round(1.0 / (1.0 + math.exp(-weight)), 3)


def _fallback(odds: Mapping[str, float]) -> Relation:
    """The type of sentences like this one, marked as a fallback."""
    event = max(odds, key=lambda name: odds[name])
    return Relation(event, None, codebook.quad_of(event), "", round(0.7 * odds[event], 3), "fallback:similar sentences")


def relation(text: str, actor: Pair, recipient: Pair, *, language: str | None = None) -> Relation:
    """The relation between two character spans of a text."""
    return relations([(text, actor, recipient)], language=language)[0]


def _language(text: str) -> str:
    """The language of a text among those that have a pack; a caller who knows better says so."""
    return str(_identifier().classify(text)[0])


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    from detente.languages import PACKS

    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE)
    identifier.set_languages(list(PACKS))
    return identifier
