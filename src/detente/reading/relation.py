"""The one relation that a sentence states between a marked actor and a marked recipient.

Every chain of the sentence is weighed by how its actor and recipient sit in the marked spans; the best one is composed by the
codebook. What the second reader sees of the two is weighed against it, and the likelier type answers; the rule says who saw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from detente import codebook
from detente.codebook import plainest
from detente.languages import grammar
from detente.reading.learned import Seen, installed, load
from detente.reading.rules import lexicon
from detente.reading.rules.chain import innermost
from detente.reading.rules.fallback import chances, masked
from detente.reading.rules.graph import Graph
from detente.reading.rules.join import Marked, Verdict, confidence, weigh
from detente.reading.rules.predications import Reader
from detente.records import Relation, Sentence, Span

Pair = tuple[int, int] | Span
FAR = 0.0  # confidence of a chain that does not join actor and recipient
ASIDE = 4.0  # how much likelier a type is of which the sentence has a chain that does not join the two
TRUST = 0.6  # how much a distinction of the second reader counts beside one of the rules
LEAST = 1e-4  # of a probability
JOINED = 3.0  # below this score a chain does not join actor and recipient: measured, vectors are right more often there


def _tokens(sentence: Sentence, span: Pair) -> frozenset[int]:
    begin, stop = span
    return frozenset(
        token.index for token in sentence.tokens if token.begin < stop and token.stop > begin and token.upos != "PUNCT"
    )


def relation_in(sentence: Sentence, actor: Pair, recipient: Pair) -> Relation | None:
    """The relation in one parsed sentence, or None where no row of the lexicon joins the two.

    The spans count in the same text as the sentence's tokens.
    """
    candidates = candidates_in(sentence, actor, recipient)
    return candidates[0] if candidates and candidates[0].confidence > FAR else None


def candidates_in(sentence: Sentence, actor: Pair, recipient: Pair) -> list[Relation]:
    """What the chains of a sentence say, the best first; one that does not join the two has `confidence` FAR."""
    words = lexicon.load(sentence.language)
    first, second = _tokens(sentence, actor), _tokens(sentence, recipient)
    graph = Graph(sentence, grammar.load(sentence.language), first | second)
    reader = Reader(graph, words)
    readings = reader.all()
    verdicts = weigh(readings, Marked(graph, first, second), reader.voiced(readings))
    if verdicts and verdicts[0].score >= JOINED:
        return [_told(verdicts[0], graph, confidence(verdicts[0], graph))]
    return [_told(verdict, graph, FAR) for verdict in verdicts if not verdict.swapped]


def _told(verdict: Verdict, graph: Graph, sure: float) -> Relation:
    reading = verdict.reading
    target = verdict.group.target if verdict.group is not None else False
    deed = reading.deed
    together = verdict.group is None and verdict.recipient >= 3.0
    if together and deed is not None:  # actor and recipient do it side by side
        deed = codebook.load().deeds[deed].mutual or deed
    composed = codebook.compose(reading.operators, deed, target)
    row = innermost(reading).row
    rule = row.name if reading.inner is None else f"{reading.row.name}; {row.name}"
    tokens = graph.tokens
    spans = tuple(Span(tokens[index].begin, tokens[index].stop) for index in sorted(set(reading.triggers)))
    return Relation(composed.event, composed.mode, composed.quad, composed.chain, sure, rule, spans)


def pick(sentences: Sequence[Sentence], actor: Pair, recipient: Pair) -> Sentence:
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


def relations(
    rows: Iterable[tuple[str, Pair, Pair]], *, language: str | None = None, quick: bool = False
) -> list[Relation]:
    """The relation of each row (text, actor span, recipient span), parsed in batches by language; `quick`: by the rules alone."""
    rows = list(rows)
    read = _read(rows, language)
    if not quick and installed():
        return [judged(candidates, second(*row)) for candidates, row in zip(read, rows, strict=True)]
    found = [next((one for one in candidates if one.confidence > FAR), None) for candidates in read]
    missing = [index for index, one in enumerate(found) if one is None]
    odds = chances([masked(*rows[index]) for index in missing])
    guessed = {index: _fallback(read[index], chance) for index, chance in zip(missing, odds, strict=True)}
    return [one if one is not None else guessed[index] for index, one in enumerate(found)]


def second(text: str, actor: Pair, recipient: Pair) -> Seen:
    """What the second reader sees of the two."""
    return load().look(text).ask(Span(*actor), Span(*recipient))


def judged(candidates: Sequence[Relation], seen: Seen) -> Relation:
    """The type that is likeliest by both readers, with the rules' chain where they have one of that type."""
    told = next((one for one in candidates if one.confidence > FAR), None)
    near = {one.event for one in candidates}
    types = [name for name in seen.types if name != "none"]
    scores = {}
    for name in types:
        if told is not None:
            by_rules = told.confidence if name == told.event else (1 - told.confidence) / (len(types) - 1)
        else:
            by_rules = ASIDE if name in near else 1.0
        scores[name] = max(seen.types[name], LEAST) ** TRUST * by_rules
    event = max(scores, key=lambda name: scores[name])
    sure = round(scores[event] / sum(scores.values()), 3)
    own = next((one for one in candidates if one.event == event), None)
    if own is not None:
        by = own.rule if own is told else f"second reader; {own.rule}"
        return replace(own, confidence=sure, rule=by)
    deed = plainest(event)
    return Relation(event, None, codebook.quad_of(event), deed, sure, "second reader", (seen.trigger,))


def by_rule(rows: Sequence[tuple[str, Pair, Pair]], language: str | None = None) -> list[Relation | None]:
    """What the lexicon alone says of each row; None where no chain joins actor and recipient."""
    return [next((one for one in found if one.confidence > FAR), None) for found in _read(rows, language)]


def _read(rows: Sequence[tuple[str, Pair, Pair]], language: str | None) -> list[list[Relation]]:
    """The chains of each row's sentence, parsed in batches by language."""
    from detente.languages import pack

    groups: dict[str, list[int]] = {}
    for index, (text, _, _) in enumerate(rows):
        groups.setdefault(language or _language(text), []).append(index)
    found: list[list[Relation]] = [[] for _ in rows]
    for code, indices in groups.items():
        for index, sentences in zip(indices, pack(code).parse(rows[index][0] for index in indices), strict=True):
            _, actor, recipient = rows[index]
            if sentences:
                found[index] = candidates_in(pick(sentences, actor, recipient), actor, recipient)
    return found


def _fallback(found: Sequence[Relation], odds: Mapping[str, float]) -> Relation:
    """Where no chain joins the two: that of the sentence's chains which similar sentences speak for, else their type."""
    event = max(odds, key=lambda name: odds[name])
    own = [one for one in found if odds.get(one.event, 0.0) >= 0.3 * odds[event]]
    if own:
        best = max(own, key=lambda one: odds[one.event])
        return replace(best, confidence=round(0.7 * odds[best.event], 3), rule=f"fallback:nearest {best.rule}")
    return Relation(event, None, codebook.quad_of(event), "", round(0.7 * odds[event], 3), "fallback:similar sentences")


def relation(text: str, actor: Pair, recipient: Pair, *, language: str | None = None) -> Relation:
    """The relation between two character spans of a text."""
    return relations([(text, actor, recipient)], language=language)[0]


def _language(text: str) -> str:
    """The language of a text among those that have a pack, English where nothing tells; a caller who knows better says so."""
    from detente.cleaning.language import likely
    from detente.languages import packs

    found = likely(text)
    return found if found and found in packs() else "en"
