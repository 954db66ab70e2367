"""Which chain of a sentence joins a marked actor and a marked recipient, and how firmly."""

from __future__ import annotations

from collections.abc import Sequence

from detente import codebook
from detente.reading.rules.chain import Group, Reading, as_plan, innermost, is_duty
from detente.reading.rules.graph import CLAUSES, Graph


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


def planned(readings: Sequence[Reading]) -> list[Reading]:
    """Duties that nobody is said to lay on their doer (*the minister must travel to Oslo*): to the doer they are plans."""
    found = []
    for reading in readings:
        if is_duty(reading):
            operators, actor, recipients = as_plan(reading)
            plan = reading.under("", actor=actor, recipients=recipients)
            plan.operators = operators
            found.append(plan)
    return found


class Verdict:
    """A chain and how well it joins the marked spans."""

    __slots__ = ("actor", "event", "group", "margin", "reading", "recipient", "score", "swapped")

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
        self.event = codebook.compose(reading.operators, reading.deed, group is not None and group.target).event
        self.margin = 0.0  # how far the best chain of another type lies behind; set by `weigh`
        joined = 2.0 if actor > 0 and recipient > 0 else 0.0
        self.score = actor + recipient + joined + 0.05 * len(reading.operators) - (2.5 if swapped else 0.0) - aside


def weigh(readings: Sequence[Reading], marked: Marked, voiced: Sequence[Reading] = ()) -> list[Verdict]:
    """All chains with an event, best first. `voiced`: the same chains on the word of a source; they take nothing from the others."""
    found = []
    shared = {
        id(reading.inner)
        for reading in readings
        if reading.inner is not None
        and not _apart(reading.inner)
        and codebook.compose(reading.operators, reading.deed).event
    }
    covered = {
        token for reading in readings if reading.inner is None for token in reading.triggers if token != reading.at
    }
    swapped = Marked(marked.graph, marked.recipient, marked.actor)
    protests = {one.at for one in readings if codebook.compose(one.operators, one.deed).event == "PROTEST"}
    for reading in (*readings, *voiced, *planned(readings)):
        if id(reading) in shared or not codebook.compose(reading.operators, reading.deed).event:
            continue
        recipient, group = _recipient_score(reading, marked)
        aside = _aside(reading, marked.graph)
        if marked.graph.rels[reading.at] == "advcl" and marked.graph.heads[reading.at] in protests:
            aside += 3.0  # *took to the streets, demanding*: what a protest demands is its aim
        if reading.deed is None:
            aside += 0.7  # an operator over nothing that is known says less than a deed
        if reading.at in covered:
            aside += 3.0
        elif reading.at in marked.actor or reading.at in marked.recipient:  # part of a name, not of the news
            aside += 2.0 if marked.graph.rels[reading.at] == "amod" else 1.5
        found.append(Verdict(reading, _actor_score(reading, marked), recipient, group, aside))
        if found[-1].score < 4.0:
            back, chosen = _recipient_score(reading, swapped)
            found.append(Verdict(reading, _actor_score(reading, swapped), back, chosen, aside, True))
    found.sort(key=lambda verdict: -verdict.score)
    if found:
        rivals = (verdict.score for verdict in found if verdict.event != found[0].event)
        found[0].margin = found[0].score - next(rivals, -5.0)
    return found


def confidence(verdict: Verdict, graph: Graph) -> float:
    """The chance that the type is right, by how firmly the chain joins the two and how far its best rival lies behind.

    Firm: the sentence's own verb has exactly the marked actor and recipient. The steps were set by hand, on rows that may be
    studied; `make report` shows the reliability curve.
    """
    exact = verdict.actor >= 4.0 and verdict.recipient >= 3.9
    main = graph.heads[verdict.reading.at] == verdict.reading.at
    if exact and main and verdict.margin >= 6.0 and innermost(verdict.reading).row.pos == "v":
        return 0.93 if verdict.margin >= 9.5 else 0.89
    for margin, chance in ((6.0, 0.85), (3.0, 0.82), (1.0, 0.7)):
        if verdict.margin >= margin:
            return chance
    return 0.58
