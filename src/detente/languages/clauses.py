"""Mending parses in which a verb was taken for an adjective or a noun, so that the clause has no predicate.

Only what betrays itself is touched: a clause whose head is a noun with a subject and no copula, or a sentence whose head is a
noun followed by what the lexicon knows as a finite verb and by a bare noun. *Chad renewed ties with X*, *Le régime verrouille
les médias*.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from detente.languages.arcs import Arcs

Guess = Callable[[int], list[str]]


DISGUISES = frozenset(("amod", "nmod", "appos", "compound", "flat", "flat:name", "acl", "parataxis", "conj"))

ARGUMENTS = frozenset(("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer", "obj", "dobj"))
QUOTES = frozenset(("»", '"', "”", "’", "''"))
CLOSING = frozenset((",", "»", '"', "”", "'"))  # what stands between what is said and who says it


def mend(arcs: Arcs, verbs: Container[str], guess: Guess) -> bool:
    """Give verbless clauses their verb back; says whether anything changed."""
    changed = False
    for index, upos in enumerate(arcs.upos):
        if upos == "VERB":
            changed = _infinitive(arcs, index, verbs, guess) or changed
        if upos not in ("NOUN", "PROPN"):
            continue
        below = {arcs.rels[kid]: kid for kid in arcs.kids[index]}
        if "cop" in below:
            continue
        if "nsubj" in below:
            subject = below["nsubj"]
            found = _between(arcs, index, subject, verbs, guess) or _itself(arcs, index, subject, verbs, guess)
            changed = found or changed
        elif arcs.heads[index] == index:
            changed = _after(arcs, index, verbs, guess) or changed
    if changed:
        arcs.rebuild()
    return changed


def misplaced(arcs: Arcs, time: Container[str]) -> None:
    """A name is no article of the day behind it (*a rencontré Erdogan jeudi*), and no empty subject."""
    changed = False
    for index, upos in enumerate(arcs.upos):
        if upos not in ("PROPN", "NOUN"):
            continue
        day = arcs.heads[index]
        if arcs.rels[index] == "expl:subj":
            arcs.rels[index] = "nsubj"
        elif upos == "PROPN" and arcs.rels[index] == "det" and arcs.lemmas[day] in time and day != arcs.heads[day]:
            arcs.heads[index], arcs.rels[index] = arcs.heads[day], arcs.rels[day]
            arcs.rels[day] = "obl:tmod"
            changed = True
        elif upos == "PROPN" and arcs.lemmas[day] in time and arcs.rels[index] == "nmod" and index > day:
            verb = arcs.heads[day]
            free = arcs.upos[verb] == "VERB" and not any(arcs.rels[kid] in ("obj", "ccomp") for kid in arcs.kids[verb])
            if free and not _has(arcs, index, ("case",)):  # *a rencontré lundi Recep Tayyip Erdogan*
                arcs.heads[index], arcs.rels[index] = verb, "obj"
                changed = True
    if changed:
        arcs.rebuild()


def complements_of_days(arcs: Arcs, time: Container[str], agent: Container[str]) -> None:
    """A day or month governs no infinitive, object or agent: they are those of the verb above (*a promis en mai de rendre l'île*,
    *rencontrera lundi son homologue*, *envahie en mars par le Togo*).
    """
    changed = False
    for index, day in enumerate(arcs.heads):
        verb = arcs.heads[day]
        if index <= day or arcs.lemmas[day] not in time or verb == day or arcs.upos[verb] != "VERB" or verb > day:
            continue
        relation = arcs.rels[index]
        if relation in ("acl", "xcomp", "ccomp") and arcs.upos[index] == "VERB" and arcs.infinitive(index):
            arcs.heads[index], arcs.rels[index] = verb, "xcomp"
        elif relation == "obj" and not any(arcs.rels[kid] in ("obj", "ccomp") for kid in arcs.kids[verb]):
            arcs.heads[index] = verb
        elif relation == "nmod" and any(
            arcs.rels[kid] == "case" and arcs.lemmas[kid] in agent for kid in arcs.kids[index]
        ):
            arcs.heads[index], arcs.rels[index] = verb, "obl:agent"
        else:
            continue
        changed = True
    if changed:
        arcs.rebuild()


def over_infinitives(arcs: Arcs) -> None:
    """A finite verb is no adverb of the infinitive behind it (*Oslo compte rouvrir son ambassade*): it governs it."""
    changed = False
    for index, upos in enumerate(arcs.upos):
        below = arcs.heads[index]
        if upos != "VERB" or arcs.rels[index] != "advmod" or below <= index or not arcs.infinitive(below):
            continue
        root = arcs.heads[below] == below
        arcs.heads[index], arcs.rels[index] = (index if root else arcs.heads[below]), arcs.rels[below]
        arcs.heads[below], arcs.rels[below] = index, "xcomp"
        for kid in arcs.kids[below]:
            if kid < index:
                arcs.heads[kid] = index
        changed = True
    if changed:
        arcs.rebuild()


def reporting(arcs: Arcs, complement: Container[str]) -> None:
    """*Le Kenya avertit que tout pacte serait nul*: a verb right behind the subject of a later clause, with that clause's *que*
    right behind it, is no participle: it governs the clause, and the subject is its own."""
    for verb, upos in enumerate(arcs.upos):
        noun, mark = arcs.heads[verb], verb + 1
        if upos != "VERB" or arcs.rels[verb] != "acl" or mark >= len(arcs.heads) or arcs.forms[mark] not in complement:
            continue
        main = arcs.heads[noun]
        if (
            not arcs.rels[noun].startswith("nsubj")
            or main <= mark
            or arcs.infinitive(verb)
            or arcs.upos[mark] != "SCONJ"
        ):
            continue
        root = arcs.heads[main] == main
        arcs.heads[verb], arcs.rels[verb] = (verb if root else arcs.heads[main]), arcs.rels[main]
        arcs.heads[noun], arcs.rels[noun] = verb, "nsubj"
        arcs.heads[main], arcs.rels[main] = verb, "ccomp"
        arcs.heads[mark] = main
        arcs.rebuild()


def inverted(arcs: Arcs, speech: Mapping[str, str]) -> None:
    """*..., a annoncé le gouverneur*: a verb of saying after a comma has its subject behind it, and what is said before it.

    A verb of the value *quote* (*a lancé*) says so only behind a quotation.
    """
    for index, lemma in enumerate(arcs.lemmas):
        crown = arcs.heads[index] == index
        if lemma not in speech or not (crown or arcs.rels[index] in ("conj", "parataxis", "advcl")):
            continue
        first = min([index, *(kid for kid in arcs.kids[index] if arcs.rels[kid].startswith("aux"))])
        if first == 0 or arcs.forms[first - 1] not in CLOSING:
            continue
        quoted = not QUOTES.isdisjoint(arcs.forms[max(0, first - 2) : first])
        if speech[lemma] == "quote" and not quoted:
            continue
        below = [kid for kid in arcs.kids[index] if arcs.rels[kid] in ARGUMENTS]
        if len(below) == 2 and below[0] < first and _has(arcs, below[0], ("cop",)):
            del below[0]  # *the raid was a crime, said Lima*: a clause, not a subject
        subject = below[0] if len(below) == 1 and below[0] > index else None
        if quoted and (subject is None or _has(arcs, subject, ("case",))):
            subject = _behind(arcs, index)
        if subject is None:
            continue
        for kid in below:
            if kid != subject and kid > index:
                arcs.rels[kid] = "obl"
        if arcs.heads[subject] != index:
            _hang(arcs, subject, index)
        arcs.rels[subject] = "nsubj"
        if crown:
            for kid in arcs.kids[index]:
                if kid < first and arcs.rels[kid] in ("advcl", "nsubj", "csubj") and not _has(arcs, kid, ("mark",)):
                    arcs.rels[kid] = "ccomp"
        else:
            arcs.rels[index] = "parataxis"
            _rehang(arcs, index)


def _behind(arcs: Arcs, verb: int) -> int | None:
    """The first noun or name behind a verb that no preposition opens and that is no part of another's name."""
    loose = (
        "nsubj",
        "nsubj:pass",
        "obj",
        "iobj",
        "obl",
        "nmod",
        "appos",
        "dep",
        "conj",
        "xcomp",
        "obl:arg",
        "parataxis",
    )
    for index in range(verb + 1, len(arcs.heads)):
        nominal = arcs.upos[index] in ("NOUN", "PROPN", "PRON") and arcs.rels[index] in loose
        if nominal and arcs.heads[index] >= verb and not _has(arcs, index, ("case", "cc", "mark")):
            return index
    return None


def _hang(arcs: Arcs, index: int, head: int) -> None:
    arcs.heads[index] = head
    arcs.rebuild()


def _rehang(arcs: Arcs, speech: int) -> None:
    """What is said is the whole clause before the comma, not the infinitive or attribute that stands last in it."""
    top = old = arcs.heads[speech]
    for _ in arcs.heads:
        if arcs.heads[top] == top or arcs.rels[top] in ("parataxis", "ccomp"):
            break
        top = arcs.heads[top]
    if top not in (old, speech):
        arcs.heads[speech] = top
        arcs.kids[old] = tuple(kid for kid in arcs.kids[old] if kid != speech)
        arcs.kids[top] = tuple(sorted((*arcs.kids[top], speech)))


def _verb(arcs: Arcs, index: int, verbs: Container[str], guess: Guess) -> str | None:
    """The lemma of a token if the lexicon knows it as a verb."""
    if arcs.lemmas[index] in verbs:
        return arcs.lemmas[index]
    return next((lemma for lemma in guess(index) if lemma in verbs), None)


def _between(arcs: Arcs, noun: int, subject: int, verbs: Container[str], guess: Guess) -> bool:
    """Subject, verb, noun, all hung on the noun: the verb becomes the head, the noun its object."""
    for kid in arcs.kids[noun]:
        if subject < kid < noun and arcs.rels[kid] in ("amod", "compound", "acl"):
            lemma = _verb(arcs, kid, verbs, guess) if arcs.upos[kid] != "ADJ" else None
            if lemma is None or _has(arcs, kid, ("det", "case")):
                continue
            _crown(arcs, kid, noun, lemma)
            arcs.heads[noun], arcs.rels[noun] = kid, "obj"
            for other in arcs.kids[noun]:
                if other != kid and (other < kid or arcs.rels[other] in ("punct", "parataxis", "advcl", "obl", "conj")):
                    arcs.heads[other] = kid
            return True
    return False


def _itself(arcs: Arcs, noun: int, subject: int, verbs: Container[str], guess: Guess) -> bool:
    """A bare noun right behind its own subject, with a nominal of its own: it is the verb (*Londres juge injustes les ...*)."""
    if subject + 1 != noun or arcs.heads[noun] != noun or _has(arcs, noun, ("det", "case", "aux", "nummod")):
        return False
    lemma = next((lemma for lemma in guess(noun) if lemma in verbs), None)
    target = _bare(arcs, noun, noun)
    if lemma is None or target is None:
        return False
    arcs.upos[noun], arcs.lemmas[noun] = "VERB", lemma
    arcs.heads[target], arcs.rels[target] = noun, "obj"
    for kid in arcs.kids[noun]:
        if arcs.rels[kid] == "nmod" and kid > noun:
            arcs.rels[kid] = "obl"
    return True


def _infinitive(arcs: Arcs, verb: int, verbs: Container[str], guess: Guess) -> bool:
    """An infinitive behind its particle has no subject: what stands between is its verb, or the noun that it completes."""
    subject = next((kid for kid in arcs.kids[verb] if arcs.rels[kid] == "nsubj"), None)
    mark = next((kid for kid in arcs.kids[verb] if arcs.rels[kid] == "mark"), None)
    if subject is None or mark is None or subject > mark or not arcs.infinitive(verb):
        return False
    if _has(arcs, verb, ("aux", "aux:pass", "cop")):
        return False
    if arcs.upos[subject] not in ("NOUN", "PROPN"):
        return False
    for between in range(subject + 1, mark):
        lemma = _verb(arcs, between, verbs, guess) if arcs.heads[between] in (subject, verb) else None
        if (
            lemma is not None
            and arcs.upos[between] in ("NOUN", "ADJ", "VERB")
            and not _has(arcs, between, ("det", "case"))
        ):
            _crown(arcs, between, verb, lemma)
            arcs.heads[verb], arcs.rels[verb] = between, "xcomp"
            arcs.heads[subject] = between
            return True
    if arcs.upos[subject] != "NOUN" or subject + 1 == mark:
        return False
    arcs.heads[subject] = subject if arcs.heads[verb] == verb else arcs.heads[verb]
    arcs.rels[subject] = arcs.rels[verb]
    arcs.heads[verb], arcs.rels[verb] = subject, "acl"
    return True


def _after(arcs: Arcs, noun: int, verbs: Container[str], guess: Guess) -> bool:
    """A noun at the head of a sentence, then a verb in disguise, then a bare noun: subject, verb, object."""
    for kid in arcs.kids[noun]:
        if kid < noun or arcs.rels[kid] not in DISGUISES:
            continue
        if _has(arcs, kid, ("det", "case", "cc", "mark", "aux", "aux:pass")):
            continue
        target = _bare(arcs, noun, kid)
        lemma = _verb(arcs, kid, verbs, guess) if target is not None else None
        if lemma is None or target is None:
            continue
        _crown(arcs, kid, noun, lemma)
        arcs.heads[noun], arcs.rels[noun] = kid, "nsubj"
        for other in arcs.kids[noun]:
            if other > kid:
                arcs.heads[other] = kid
                if arcs.rels[other] == "nmod":
                    arcs.rels[other] = "obl"
        arcs.heads[target], arcs.rels[target] = kid, "obj"
        return True
    return False


def _bare(arcs: Arcs, noun: int, verb: int) -> int | None:
    """The first noun behind the verb that no preposition opens."""
    for kid in sorted((*arcs.kids[noun], *arcs.kids[verb])):
        nominal = arcs.upos[kid] in ("NOUN", "PROPN") and arcs.rels[kid] in (
            "nmod",
            "obl",
            "obj",
            "appos",
            "amod",
            "conj",
        )
        if (
            kid > verb
            and nominal
            and not _has(arcs, kid, ("case", "cc"))
            and (_has(arcs, kid, ("det",)) or arcs.upos[kid] == "PROPN")
        ):
            return kid
    return None


def _has(arcs: Arcs, index: int, relations: tuple[str, ...]) -> bool:
    return any(arcs.rels[kid] in relations for kid in arcs.kids[index])


def _crown(arcs: Arcs, verb: int, noun: int, lemma: str) -> None:
    """Put the verb where the noun stood."""
    arcs.heads[verb] = verb if arcs.heads[noun] == noun else arcs.heads[noun]
    arcs.rels[verb] = arcs.rels[noun]
    arcs.upos[verb], arcs.lemmas[verb] = "VERB", lemma
