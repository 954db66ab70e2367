"""How sure, and in what state: negation, future, duty, possibility, hearsay moods, conditions and questions of a clause."""

from __future__ import annotations

from dataclasses import dataclass

from detente.reading.rules.chain import Group, Reading
from detente.reading.rules.graph import VERBAL, Graph
from detente.records import Likelihood

ARGUMENTS = frozenset(("nsubj", "nsubj:pass", "obj", "iobj", "expl:subj"))
SAYS_NONE = frozenset(("det", "cc", "cc:preconj", "advmod", "nmod:poss"))
INTENT = frozenset(("promise", "threaten", "ask", "announce", "refuse"))


@dataclass(frozen=True, slots=True)
class Signals:
    """What the clause of a predicate, and the clauses above it, say of its certainty. Tokens are indices in the sentence."""

    likelihood: Likelihood = "certain"
    hearsay: int | None = None  # the token of a hearsay mood or adverb: *aurait livré*, *reportedly*
    condition: int | None = None  # head of the clause on which it hangs: *if Seoul agrees*
    hypothetical: bool = False  # it stands inside a condition itself, or is counterfactual
    question: bool = False


def _plain(reading: Reading) -> bool:
    return not reading.operators or reading.operators[0] not in INTENT


def duty(reading: Reading, at: int | None = None) -> Reading:
    """*X must do it*: the deed is demanded of its doer; who demands is the speaker, if anyone."""
    asked = (Group(reading.actor, False),) if reading.actor else ()
    hit = tuple(Group(group.tokens, True) for group in reading.recipients)
    return reading.under("ask", at, (), (*asked, *hit))


def modal(reading: Reading, kind: str, index: int, graph: Graph) -> Reading:
    """A reading under a modal verb that governs it (*va intensifier*, *devrait cesser*)."""
    done = graph.tokens[index].features.get("VerbForm") == "Part" and any(
        graph.rels[kid] == "aux" for kid in graph.kids[index]
    )
    past = any(_perfect(graph, kid) for kid in graph.kids[index] if graph.rels[kid] in ("xcomp", "ccomp"))
    if done or past:  # *a dû céder*, *est allé rencontrer*: it took place; *pourrait avoir cédé*: it may have
        return reading.under("", index)
    if kind == "necessity" and graph.tokens[index].features.get("Mood") != "Cnd":
        return duty(reading, index)
    if kind in ("future", "possible", "necessity") and _plain(reading):
        return reading.under("promise", index)
    return reading.under("", index)


def _negation(graph: Graph, index: int) -> str:
    """ "not", "stop" or "" for the words of negation that depend on a token."""
    words = graph.grammar.negation
    found = ""
    for kid in graph.kids[index]:
        value = words.get(graph.forms[kid]) or words.get(graph.lemmas[kid])
        if value and graph.rels[kid] in ("advmod", "det", "advmod:neg", "cc", "mark", "dep"):
            value, _, needs = value.partition(":")
            if needs and not any(graph.forms[other].startswith(needs) for other in graph.kids[index]):
                continue
            found = value if found != "stop" else found
    return found or ("not" if _none(graph, index) else "")


def _none(graph: Graph, index: int) -> bool:
    """Whether a verb says its deed of nobody or of nothing: *no soldier fired*, *signed nothing*, *ni le Tchad ni le Niger*."""
    if graph.upos[index] not in VERBAL:
        return False
    words = graph.grammar.none
    for kid in graph.kids[index]:
        if graph.rels[kid] not in ARGUMENTS or graph.upos[kid] in VERBAL:
            continue
        if graph.forms[kid] in words and graph.upos[kid] != "PROPN":
            return True
        near = [
            *graph.kids[kid],
            *(far for one in graph.kids[kid] if graph.rels[one] == "conj" for far in graph.kids[one]),
        ]
        if any(graph.forms[below] in words and graph.rels[below] in SAYS_NONE for below in near):
            return True
    return False


def _shared_negation(graph: Graph, index: int) -> bool:
    """Whether a coordinated verb without a subject shares the negation of the first (*did not attack or shell*)."""
    if graph.rels[index] != "conj" or graph.upos[index] not in VERBAL:
        return False
    own = graph.kids[index]
    if any(graph.rels[kid].startswith(("aux", "nsubj")) for kid in own):
        return False
    joined = any(graph.rels[kid] == "cc" and graph.lemmas[kid] in graph.grammar.either for kid in own)
    return joined and bool(_negation(graph, graph.heads[index]))


def _future_form(graph: Graph, index: int) -> bool:
    """Whether the form bears out the tagger's future, in a language whose future shows in its endings."""
    endings = graph.grammar.future
    return not endings or graph.forms[index].endswith(tuple(endings))


def _auxiliaries(graph: Graph, index: int) -> tuple[int, ...]:
    """The dependents of a verb; a coordinated verb without subject and auxiliary shares those of the first."""
    own = graph.kids[index]
    if graph.rels[index] == "conj" and graph.upos[graph.heads[index]] in VERBAL:
        bare = not any(graph.rels[kid].startswith(("aux", "nsubj")) for kid in own)
        if bare and graph.tokens[index].features.get("VerbForm") == "Inf":
            return (*own, *graph.kids[graph.heads[index]])
    return own


def clause(reading: Reading, index: int, graph: Graph) -> Reading:
    """Put the negation, future or duty of a predicate's own clause over its reading, as operators."""
    negation = _negation(graph, index) or ("not" if _shared_negation(graph, index) else "")
    own = reading.at == index and any(word in graph.grammar.negation for word in reading.row.words)
    if negation and not own:  # *n'a pas réussi*: the row has the negation in it
        reading = reading.under(negation)
    if graph.upos[index] not in VERBAL and not any(graph.rels[kid] == "cop" for kid in graph.kids[index]):
        return reading
    modals = graph.grammar.modal
    kind, perfect = "", _perfect(graph, index)
    for kid in _auxiliaries(graph, index):
        if not graph.rels[kid].startswith(("aux", "cop")):
            continue
        lemma = graph.lemmas[kid]
        if lemma in modals and lemma not in graph.grammar.perfect:
            kind = modals[lemma]
        if graph.tokens[kid].features.get("Tense") == "Fut" and _future_form(graph, kid):
            kind = "future"
    if graph.tokens[index].features.get("Tense") == "Fut" and _future_form(graph, index):
        kind = "future"
    features = graph.tokens[index].features
    if not kind and features.get("Mood") == "Cnd" and features.get("VerbForm") == "Fin":
        kind = "future"  # *a annoncé qu'il livrerait*: the future seen from the past
    if kind == "necessity" and not perfect:
        return duty(reading)
    if kind in ("future", "possible") and not perfect and _plain(reading):
        return reading.under("promise")
    return reading


def _perfect(graph: Graph, index: int) -> bool:
    """Whether a verb stands in the perfect under a modal (*would have sent*): what is said of it lies in the past."""
    return any(graph.rels[kid] == "aux" and graph.lemmas[kid] in graph.grammar.perfect for kid in graph.kids[index])


def _counterfactual(graph: Graph, index: int, condition: int | None) -> bool:
    """*Had Chad attacked*, *would have attacked*; the French past conditional too where it hangs on a condition."""
    auxiliaries = [kid for kid in graph.kids[index] if graph.rels[kid].startswith("aux")]
    if not auxiliaries:
        return False
    first = auxiliaries[0]
    subject = min((kid for kid in graph.kids[index] if graph.rels[kid].startswith("nsubj")), default=None)
    before = graph.rels[index] == "advcl" and graph.mark(index) is None and subject is not None and first < subject
    if before and graph.forms[first] in graph.grammar.inverted:
        return True
    if not _perfect(graph, index):
        return False
    modal = graph.grammar.modal.get(graph.lemmas[first])
    unreal = modal in ("future", "necessity") and graph.forms[first] in graph.grammar.unreal
    return unreal or (condition is not None and graph.tokens[first].features.get("Mood") == "Cnd")


def signals(index: int, graph: Graph) -> Signals:
    """Likelihood, hearsay, condition and question for the predicate at `index`, from its own clause and those above it."""
    likelihood: Likelihood = "certain"
    hearsay: int | None = None
    condition: int | None = None
    hypothetical = False
    here = index
    for _ in range(8):
        for kid in (here, *graph.kids[here]):
            value = graph.grammar.likelihood.get(graph.forms[kid]) or graph.grammar.likelihood.get(graph.lemmas[kid])
            if value == "hearsay":
                hearsay = kid if hearsay is None else hearsay
            elif value:
                likelihood = "probable" if value == "probable" else "possible"
            rel, modal_kind = graph.rels[kid], graph.grammar.modal.get(graph.lemmas[kid])
            if modal_kind == "possible" and (rel.startswith("aux") or kid == here):
                likelihood = "possible"
            mood = graph.tokens[kid].features.get("Mood") == "Cnd"
            if mood and modal_kind is None and rel.startswith("aux") and kid != here:
                hearsay = kid if hearsay is None else hearsay
            if rel == "advcl" and kid != here and graph.mark(kid) in graph.grammar.condition:
                condition = kid
        if graph.rels[here] == "advcl" and graph.mark(here) in graph.grammar.condition:
            hypothetical = True
        hypothetical = hypothetical or _counterfactual(graph, here, condition)
        if graph.heads[here] == here or (graph.rels[here] == "parataxis"):
            break
        here = graph.heads[here]
    if hearsay is not None and likelihood == "certain":
        likelihood = "possible"
    last = graph.forms[-1] if graph.forms else ""
    return Signals(
        likelihood, hearsay, condition, hypothetical, last == "?" or (len(graph.forms) > 1 and "?" in graph.forms[-2:])
    )
