"""The one relation that a sentence states between a marked actor and a marked recipient.

Every chain of the sentence is weighed by how its actor and recipient sit in the marked spans; the best one is composed by the
codebook. Where no chain reaches the spans, graded fallbacks answer, and the rule says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from detente.coding import codebook, grammar, lexicon
from detente.coding.chain import Group, Reading, innermost
from detente.coding.graph import CLAUSES, Graph
from detente.coding.lexicon import Lexicon
from detente.coding.predications import Reader
from detente.records import Relation, Sentence, Span

Pair = tuple[int, int] | Span
JOINED = 3.0  # below this score a chain does not join actor and recipient: measured, vectors are right more often there


class Marked:
    """The tokens of the two marked spans, and how near a token comes to them."""

    __slots__ = ("actor", "actor_heads", "graph", "recipient", "recipient_heads")

    def __init__(self, graph: Graph, actor: frozenset[int], recipient: frozenset[int]) -> None:
        self.graph = graph
        self.actor = actor - recipient or actor
        self.recipient = recipient - actor or recipient
        self.actor_heads = self._heads(self.actor)
        self.recipient_heads = self._heads(self.recipient)

    def _heads(self, span: frozenset[int]) -> list[int]:
        heads = self.graph.heads
        return [token for token in span if heads[token] not in span or heads[token] == token] or list(span)

    def near(self, token: int, span: frozenset[int], heads: list[int]) -> float:
        """4 in the span; 3 coordinated with it, its apposition, or a pronoun for it; 2 when the span hangs under it; else 0."""
        if token in span:
            return 4.0
        graph = self.graph
        for kid in graph.kids[token]:
            if kid in span and graph.rels[kid] in ("conj", "appos", "flat", "flat:name"):
                return 3.0
        for one in graph.antecedents(token):
            if one in span or any(kid in span for kid in graph.kids[one] if graph.rels[kid] in ("conj", "appos")):
                return 3.0
        for head in heads:
            steps = self.under(head, token)
            if steps is not None:
                return 2.5 - 0.2 * steps if steps < 5 else 1.5
        return 0.0

    def under(self, token: int, above: int) -> int | None:
        """Steps from a token up to one above it, clauses counting double; None when it does not hang there."""
        graph = self.graph
        steps, here = 0, token
        while graph.heads[here] != here:
            steps += 3 if graph.rels[here] in CLAUSES else 1
            here = graph.heads[here]
            if here == above:
                return steps
        return None


def _actor_score(reading: Reading, marked: Marked) -> float:
    best = 0.0
    for token in reading.actor:
        best = max(best, marked.near(token, marked.actor, marked.actor_heads))
    if not reading.actor:  # passive without agent, bare noun: a doer that hangs nearby
        for token in reading.doer:
            best = max(best, 0.7 * marked.near(token, marked.actor, marked.actor_heads))
        if best == 0.0 and not reading.doer and marked.graph.heads[reading.at] == reading.at:
            best = 1.0  # the parser lost the subject of the sentence's own predicate
        if best <= 1.0 and marked.graph.passive(reading.at):  # *were expelled from X*: the place stands for who did it
            best = 2.0 if any(marked.graph.heads[head] == reading.at for head in marked.actor_heads) else best
    return best


def _recipient_score(reading: Reading, marked: Marked) -> tuple[float, Group | None]:
    best, chosen = 0.0, None
    for order, group in enumerate(reading.recipients):
        for token in group.tokens:
            score = marked.near(token, marked.recipient, marked.recipient_heads) - 0.01 * order
            if score > best:
                best, chosen = score, group
    for token in reading.actor:  # mutual deeds: the recipient is coordinated with the actor
        if any(one in marked.recipient for one in marked.graph.together(token)) and best < 3.0:
            best, chosen = 3.0, None
    if best < 1.5:
        for token in (reading.at, *reading.triggers):
            for head in marked.recipient_heads:
                steps = marked.under(head, token)
                if steps is not None:
                    best = max(best, 1.5 - 0.1 * min(steps, 10))
    return best, chosen


def _apart(reading: Reading) -> bool:
    """Whether an inner chain has a doer of its own; otherwise the chain over it says all that it says, and more."""
    return reading.own and bool(reading.actor)


def _aside(reading: Reading, graph: Graph) -> float:
    """How far a predicate stands from what the sentence is about: a purpose (*to support them*) or an attribute is aside."""
    rel, at = graph.rels[reading.at], reading.at
    if rel == "advcl" and graph.tokens[at].features.get("VerbForm") == "Inf":
        return 3.0
    if rel == "amod":
        return 1.0
    if rel == "acl:relcl":
        return 1.5
    if rel == "advcl" and graph.mark(at) in graph.grammar.condition:
        return 1.5
    return 0.0


class Verdict:
    """A chain and how well it joins the marked spans."""

    __slots__ = ("actor", "group", "reading", "recipient", "score", "swapped")

    def __init__(
        self,
        reading: Reading,
        actor: float,
        recipient: float,
        group: Group | None,
        aside: float = 0.0,
        swapped: bool = False,
    ) -> None:
        self.reading = reading
        self.actor = actor
        self.recipient = recipient
        self.group = group
        self.swapped = swapped
        joined = 2.0 if actor > 0 and recipient > 0 else 0.0
        self.score = actor + recipient + joined + 0.05 * len(reading.operators) - (2.5 if swapped else 0.0) - aside


def weigh(readings: Sequence[Reading], marked: Marked) -> list[Verdict]:
    """All chains with an event, best first."""
    found = []
    shared = {id(reading.inner) for reading in readings if reading.inner is not None and not _apart(reading.inner)}
    covered = {
        token for reading in readings if reading.inner is None for token in reading.triggers if token != reading.at
    }
    for reading in readings:
        if id(reading) in shared or not codebook.compose(reading.operators, reading.deed).event:
            continue
        recipient, group = _recipient_score(reading, marked)
        aside = _aside(reading, marked.graph)
        if reading.deed is None:
            aside += 0.7  # an operator over nothing that is known says less than a deed
        if reading.at in covered:
            aside += 3.0
        elif reading.at in marked.actor or reading.at in marked.recipient:  # part of a name, not of the news
            aside += 2.0 if marked.graph.rels[reading.at] == "amod" else 1.5
        found.append(Verdict(reading, _actor_score(reading, marked), recipient, group, aside))
        if found[-1].score < 4.0:
            swapped = Marked(marked.graph, marked.recipient, marked.actor)
            back, chosen = _recipient_score(reading, swapped)
            found.append(Verdict(reading, _actor_score(reading, swapped), back, chosen, aside, True))
    found.sort(key=lambda verdict: -verdict.score)
    return found


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

    The spans count in the same text as the sentence's tokens.
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
    confidence = min(0.97, 0.3 + 0.07 * verdict.score)
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
    from detente.languages import pack

    rows = list(rows)
    groups: dict[str, list[int]] = {}
    for index, (text, _, _) in enumerate(rows):
        groups.setdefault(language or _language(text), []).append(index)
    found: dict[int, Relation] = {}
    for code, indices in groups.items():
        for index, sentences in zip(indices, pack(code).parse(rows[index][0] for index in indices), strict=True):
            _, actor, recipient = rows[index]
            joined = relation_in(_pick(sentences, actor, recipient), actor, recipient) if sentences else None
            if joined is not None:
                found[index] = joined
    missing = [index for index in range(len(rows)) if index not in found]
    found.update(zip(missing, _fallback([rows[index] for index in missing]), strict=True))
    return [found[index] for index in range(len(rows))]


def _fallback(rows: Sequence[tuple[str, Pair, Pair]]) -> list[Relation]:
    """The type of sentences like these, marked as a fallback."""
    from detente.coding.fallback import guess, masked

    return [
        Relation(event, None, codebook.quad_of(event), "", round(0.7 * chance, 3), "fallback:similar sentences")
        for event, chance in guess([masked(*row) for row in rows])
    ]


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
