"""A parsed sentence, repaired once: nothing after this stage mends heads, relations, tags or lemmas.

`repair` is the table of contents: names in one piece, verbs that the tagger took for nouns, days hung as objects, speakers
behind what they say, clauses that lost their verb, complements and conjuncts. Each step touches only what betrays itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from detente.languages.arcs import Arcs, rings
from detente.languages.attachments import attach
from detente.languages.clauses import complements_of_days, inverted, mend, misplaced, over_infinitives, reporting
from detente.languages.complements import complete
from detente.languages.grammar import Grammar
from detente.languages.names import knit
from detente.languages.relatives import clauses
from detente.records import Sentence, Span


def repair(
    sentence: Sentence, grammar: Grammar, verbs: Container[str] = frozenset(), names: Iterable[Span] = ()
) -> Sentence:
    """The sentence as all later stages read it.

    `verbs` are lemmas that the language's lexicon knows as verbs; `names` the spans of actors' names, in the offsets of the tokens.
    """
    if not sentence.tokens:
        return sentence
    names = tuple(names)
    sentence = knit(sentence, names)
    arcs = arcs_of(sentence)
    verbal(arcs)
    nominal(arcs, tuple(ending[1:] for ending in grammar.gerund))
    misplaced(arcs, grammar.time)
    complements_of_days(arcs, grammar.time, grammar.agent)
    over_infinitives(arcs)
    reporting(arcs, grammar.complement)
    inverted(arcs, grammar.speech)
    complete(arcs, grammar, verbs)
    mend(arcs, verbs, lambda index: guesses(arcs.forms[index], grammar))
    known(arcs, verbs, grammar)
    clauses(arcs, grammar.relative, grammar.time)
    attach(arcs, grammar.modal, grammar.time, named(sentence, names))
    for index in rings(arcs.heads):
        arcs.heads[index] = next((i for i, head in enumerate(arcs.heads) if head == i), index)
    tokens = tuple(
        token
        if (token.head, token.relation, token.upos, token.lemma.lower()) == (head, relation, upos, lemma)
        else replace(token, head=head, relation=relation, upos=upos, lemma=lemma)
        for token, head, relation, upos, lemma in zip(
            sentence.tokens, arcs.heads, arcs.rels, arcs.upos, arcs.lemmas, strict=True
        )
    )
    return sentence if tokens == sentence.tokens else Sentence(sentence.begin, sentence.stop, sentence.language, tokens)


def named(sentence: Sentence, names: Iterable[Span]) -> frozenset[int]:
    """The tokens that stand in names."""
    return frozenset(t.index for begin, stop in names for t in sentence.tokens if begin <= t.begin and t.stop <= stop)


def arcs_of(sentence: Sentence) -> Arcs:
    """The graph of a sentence as lists that can be changed, with words cut by a hyphen made whole (*cease - fire*)."""
    tokens = sentence.tokens
    forms = [token.form.lower() for token in tokens]
    lemmas = [token.lemma.lower() for token in tokens]
    for index, form in enumerate(forms):  # the head carries the whole word
        if form == "-" and 0 < index < len(tokens) - 1 and tokens[index - 1].stop == tokens[index + 1].begin - 1:
            lemmas[index + 1] = f"{forms[index - 1]}-{lemmas[index + 1]}"
    return Arcs(
        [token.head for token in tokens],
        [token.relation for token in tokens],
        [token.upos for token in tokens],
        lemmas,
        forms,
        [sentence.children(index) for index in range(len(tokens))],
        lambda index: tokens[index].features.get("VerbForm") == "Inf",
    )


def verbal(arcs: Arcs) -> None:
    """Verbs that the tagger took for nouns or adjectives betray themselves by an auxiliary, or a subject and an object."""
    for index, upos in enumerate(arcs.upos):
        if upos not in ("NOUN", "ADJ", "PROPN", "ADV"):
            continue
        below = {arcs.rels[kid] for kid in arcs.kids[index]}
        if "cop" in below or "det" in below:
            continue
        if "aux" in below or "aux:pass" in below or ("nsubj" in below and ("obj" in below or "xcomp" in below)):
            arcs.upos[index] = "VERB"


def nominal(arcs: Arcs, gerund: tuple[str, ...]) -> None:
    """A gerund that is a subject or an object without objects of its own is a noun (*fighting between X and Y resumed*)."""
    for index, upos in enumerate(arcs.upos):
        if (
            upos != "VERB"
            or arcs.rels[index] not in ("nsubj", "nsubj:pass", "obj")
            or not arcs.forms[index].endswith(gerund)
        ):
            continue
        below = {arcs.rels[kid] for kid in arcs.kids[index]}
        if below.isdisjoint(("obj", "nsubj", "aux", "xcomp", "ccomp", "mark")):
            arcs.upos[index], arcs.lemmas[index] = "NOUN", arcs.forms[index]


def known(arcs: Arcs, verbs: Container[str], grammar: Grammar) -> None:
    """A verb whose lemma no row knows has the first lemma of its form's endings that one does (*verrouill* is *verrouiller*)."""
    for index, upos in enumerate(arcs.upos):
        if upos in ("VERB", "AUX") and arcs.lemmas[index] not in verbs and arcs.lemmas[index] not in grammar.speech:
            guessed = guesses(arcs.forms[index], grammar)
            found = (lemma for lemma in guessed if lemma in verbs or lemma in grammar.speech)
            arcs.lemmas[index] = next(found, arcs.lemmas[index])


def guesses(form: str, grammar: Grammar) -> list[str]:
    """Lemmas that the form of a verb may have by the endings of its language, for when the model's lemma is not known."""
    return [
        form[: -len(ending)] + other
        for ending, other in grammar.endings
        if form.endswith(ending) and len(form) > len(ending) + 1
    ]
