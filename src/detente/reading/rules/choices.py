"""Which of two readings of a word stands, and what words of saying and judging make of what they say."""

from __future__ import annotations

from detente import codebook
from detente.reading.rules.chain import Group, Reading
from detente.reading.rules.graph import VERBAL, Graph
from detente.reading.rules.lexicon import Lexicon, Row
from detente.reading.rules.match import classes_of

VERDICTS = {
    name: Row("", (), (name,), (), "n", (), deed, False, {"A": ("said",), "R": ("subj",)}, False, "", "", "verdict", 0)
    for name, deed in (("@bad", "criticise"), ("@false", "deny"), ("@good", "praise"))
}  # what is said of somebody's deed by whoever calls it so

REPORTING = frozenset(("announce", "praise", "resume", "threaten", "do"))  # operators of verbs that also only report

TEXTS = frozenset(("@law", "@decision", "@order", "@proposal", "@reform"))  # what they say is done by who issues them

NOTHING: list[int] = []  # what a row of one word matches below it
DUTY = Row("", (), (), (), "v", ("ask",), None, True, {}, False, "", "", "duty", 0)


def tells(graph: Graph, index: int, reading: Reading) -> bool:
    """Whether a verb that may ask or tell only tells (*told reporters*, *told X that ...*): what is asked stands in an
    infinitive or a subjunctive.
    """
    if (reading.row.deed != "appeal" and reading.row.operators != ("ask",)) or reading.row.classes:
        return False
    aim = graph.grammar.beneficiary  # *insiste pour que Téhéran libère*
    for kid in graph.kids[index]:
        if graph.rels[kid] not in ("xcomp", "ccomp", "advcl"):
            continue
        features = graph.tokens[kid].features
        own = any(graph.rels[below].startswith("nsubj") for below in graph.kids[kid])
        if graph.subjunctive(kid) or graph.mark(kid) in aim or (features.get("VerbForm") == "Inf" and not own):
            return False
    return True


def reports(graph: Graph, index: int, reading: Reading) -> bool:
    """Whether a verb of saying stands over what another did (*announced that Chad and Mali had signed*): it only reports it."""
    if reading.inner is None or not reading.row.open:
        return False
    speech = graph.grammar.speech.get(graph.lemmas[index])
    offers = reading.row.operators[-1] == "promise" and speech != "quote"  # *suggested that Chad had withdrawn*
    if speech is None or not (offers or reading.row.operators[-1] in REPORTING):
        return False
    for clause in graph.kids[index]:
        if graph.rels[clause] != "ccomp" or not graph.finite(clause):
            continue
        doer, own = graph.subject(clause)
        if own and doer is not None and doer not in reading.actor and not same(graph, (doer,), reading.actor):
            return True
    return False


def says_only(graph: Graph, index: int, reading: Reading) -> bool:
    """Whether a verb that may say or do only says: it has no object, or an infinitive in its place (*a reconnu avoir tiré*,
    *soutient avoir été trompé*, *juge-t-il*); what asks, accuses or threatens by saying does it all the same.
    """
    if graph.lemmas[index] not in graph.grammar.speech or reading.row.words or reading.row.classes:
        return False
    if reading.row.open and reading.row.operators[-1] != "praise":
        return False
    kids = graph.kids[index]
    if any(graph.rels[kid] in ("obj", "iobj") and graph.upos[kid] != "PRON" for kid in kids) or graph.passive(index):
        return False
    clause = any(graph.rels[kid] in ("xcomp", "ccomp") and graph.upos[kid] in VERBAL for kid in kids)
    if reading.row.open:
        return clause and any(graph.rels[kid] in ("xcomp", "ccomp") and graph.infinitive(kid) for kid in kids)
    verbal = codebook.compose(reading.operators, reading.deed).quad == 3
    return clause or not (reading.recipients or verbal)


def same_words(graph: Graph, closed: Reading, open: Reading) -> bool:
    """Whether an operator takes the clause that a closed row only names (*threatened to suspend*), and says the same of it."""
    inner = open.inner
    if closed.inner is not None or inner is None or graph.upos[inner.at] not in VERBAL:
        return False
    kind = codebook.compose(closed.operators, closed.deed).event
    named = any(inner.at in group.tokens for group in closed.recipients) or inner.at in closed.triggers
    return named and kind == codebook.compose(open.operators, open.deed).event


def verdict(graph: Graph, lexicon: Lexicon, index: int, best: Reading | None) -> Reading | None:
    """*The raid was a crime, Lima said*: a predicate that judges its subject is a reproach of whoever says so."""
    if not any(graph.rels[kid] == "cop" for kid in graph.kids[index]) or (best is not None and best.row.open):
        return best
    names = classes_of(graph, lexicon, index)
    row = next((row for name, row in VERDICTS.items() if name in names), None)
    subject, own = graph.subject(index)
    if row is None or subject is None or not own:
        return best
    return Reading(index, (), row.deed, (), (Group((subject,), False),), (), (index,), row)


def same(graph: Graph, doer: tuple[int, ...], actor: tuple[int, ...]) -> bool:
    """Whether a subject below means the subject above: a pronoun, or something of his (*his country*, *son pays*)."""
    for token in doer:
        owners = (kid for kid in graph.kids[token] if graph.forms[kid] in graph.grammar.possessive)
        if any(one in actor for word in (token, *owners) for one in graph.antecedents(word)):
            return True
    return False
