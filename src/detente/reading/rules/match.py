"""Which rows of the lexicon fit a token, and which tokens fill their slots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.reading.rules.graph import CLAUSES, VERBAL, Graph, by_place
from detente.reading.rules.lexicon import Lexicon, Row
from detente.reading.rules.parties import Slots, part

STRUCTURAL = frozenset(("subj", "obj", "iobj", "comp", "adj", "gen", "between", "obl"))
EMPTY: frozenset[str] = frozenset()
DIRECT = frozenset(("subj", "obj", "iobj"))  # places of the head alone
NONE: tuple[int, ...] = ()
SELF = "self"  # the place of the word itself, where it is the predicate of a copula
CONTENT = frozenset(("NOUN", "VERB", "ADJ", "PROPN"))


def rows_for(graph: Graph, lexicon: Lexicon, index: int) -> tuple[Row, ...]:
    """The rows whose head is this token, most specific first; those of a copula too, where the graph hangs it below."""
    found = _own_rows(graph, lexicon, index)
    if not graph.copular:
        return found
    own = (graph.lemmas[index], graph.forms[index])
    for kid in graph.kids[index]:
        if graph.rels[kid] in ("cop", "aux", "aux:caus", "aux:pass") and graph.lemmas[kid] in graph.grammar.copula:
            rows = lexicon.verbs.get(graph.lemmas[kid], ())
            extra = tuple(row for row in rows if row.words and (own[0] in row.words or own[1] in row.words))
            if (
                index in graph.names and graph.upos[index] == "PROPN" and graph.preposition(index)
            ):  # *is in Accra for talks*
                extra += tuple(row for row in rows if row.frame.get("R") == (SELF,))
            if extra:
                return (*extra, *found)
    return found


def _own_rows(graph: Graph, lexicon: Lexicon, index: int) -> tuple[Row, ...]:
    upos, lemma = graph.upos[index], graph.lemmas[index]
    if upos in ("VERB", "AUX"):
        found = lexicon.verbs.get(lemma, ())
        perfect = any(graph.rels[kid] == "aux" for kid in graph.kids[index]) and not graph.passive(index)
        if graph.tokens[index].features.get("VerbForm") == "Part" and not perfect:  # *a ouvert* is not *est ouvert*
            extra = _inflected(lexicon.adjectives, graph, index)
            if extra:
                return (*extra, *found) if graph.rels[index] == "amod" else (*found, *extra)
        return found or _inflected(lexicon.adjectives, graph, index)
    if upos in ("NOUN", "PROPN"):
        return lexicon.nouns.get(lemma) or lexicon.nouns.get(graph.forms[index], ())
    if upos == "ADJ":
        return _inflected(lexicon.adjectives, graph, index)
    return ()


def _inflected(rows: Mapping[str, tuple[Row, ...]], graph: Graph, index: int) -> tuple[Row, ...]:
    """Rows of an adjective or participle by its lemma, its form, or its form without marks of gender and number (*alliées*)."""
    for word in (graph.lemmas[index], *graph.grammar.agreed(graph.forms[index])):
        found = rows.get(word)
        if found:
            return found
    return ()


def classes_of(graph: Graph, lexicon: Lexicon, index: int) -> frozenset[str]:
    """The object classes of a noun, by its lemma or by a phrase that ends or begins with it."""
    lemma = graph.lemmas[index]
    found = lexicon.objects.get(lemma) or lexicon.objects.get(graph.forms[index]) or EMPTY
    for last in (index, *graph.kids[index]):
        if graph.lemmas[last] not in lexicon.phrases:
            continue
        for words, name in lexicon.phrases.get(graph.lemmas[last], ()):
            begin = last - len(words) + 1
            inside = begin >= 0 and begin <= index <= last
            if inside and all(
                word in (graph.lemmas[begin + at], graph.forms[begin + at]) for at, word in enumerate(words)
            ):
                found = found | {name}
    return found


def nouns_below(graph: Graph, index: int) -> Iterator[int]:
    """Nouns that a predicate governs: objects, then what hangs under them (*dozens of missiles*), then obliques."""
    rels, upos = graph.rels, graph.upos
    verbal = upos[index] in ("VERB", "AUX")
    first: list[int] = []
    rest: list[int] = []
    for place, token in graph.roles(index):
        if upos[token] in ("NOUN", "PROPN") and (place != "subj" or not verbal or not _has_object(graph, index)):
            (first if place in ("obj", "adj", "gen") else rest).append(token)
    for group in (first, rest):
        yield from group
        for token in group:
            for kid in graph.kids[token]:
                if upos[kid] in ("NOUN", "PROPN") and rels[kid] not in CLAUSES:
                    yield kid
                    for grand in graph.kids[kid]:
                        if upos[grand] in ("NOUN", "PROPN") and rels[grand] not in CLAUSES:
                            yield grand


def classes_below(graph: Graph, lexicon: Lexicon, index: int) -> dict[str, int]:
    """The classes of the nouns that a predicate governs, each with the nearest noun of that class."""
    found: dict[str, int] = {}
    for token in nouns_below(graph, index):
        for name in classes_of(graph, lexicon, token):
            found.setdefault(name, token)
    if graph.upos[index] in VERBAL:
        for name, token in judgements(graph, lexicon, index):
            found.setdefault(name, token)
    return found


def judgements(graph: Graph, lexicon: Lexicon, index: int) -> Iterator[tuple[str, int]]:
    """Words that judge, as complement of a verb: *called it unacceptable*, *qualifie de mensongères les ...*."""
    waiting = [(kid, 3) for kid in graph.kids[index]]
    while waiting:
        token, depth = waiting.pop(0)
        if graph.upos[token] in ("ADJ", "VERB", "ADV", "NOUN", "PROPN", "ADP"):
            for name in lexicon.judging(graph.lemmas[token], graph.forms[token]):
                yield name, token
            clause = any(graph.rels[kid] in ("mark", "nsubj", "cop") for kid in graph.kids[token])
            if depth and not clause and graph.rels[token] not in CLAUSES - {"ccomp"}:
                waiting += [(kid, depth - 1) for kid in graph.kids[token]]


def _has_object(graph: Graph, index: int) -> bool:
    return any(place == "obj" for place, _ in graph.roles(index))


def words_fit(row: Row, graph: Graph, lexicon: Lexicon, index: int) -> list[int] | None:
    """The tokens below the head that the row's words and classes matched, or None when one is missing."""
    matched: list[int] = []
    if (row.barred or row.asked) and _barred(row, graph, lexicon, index):
        return None
    if row.words:
        below = graph.below(index)
        own = (graph.lemmas[index], graph.forms[index]) if graph.lemmas[index] != row.head else ()
        for word in row.words:
            token = index if word in own else below.get(word)
            if token is None or (graph.upos[token] == "ADP" and not _governs(graph, index, token)):
                return None
            matched.append(token)
    if row.classes:
        known = graph.classes.get(index)
        if known is None:
            known = graph.classes[index] = classes_below(graph, lexicon, index)
        for name in row.classes:
            token = known.get(name)
            if token is None:
                return None
            matched.append(token)
    if any(_stray(row, graph, token, matched) for token in matched[: len(row.words)]):
        return None
    return matched


def _barred(row: Row, graph: Graph, lexicon: Lexicon, index: int) -> bool:
    """Whether a word stands below the head, or a class in its object, that the row's sense rules out, or one is missing that it
    asks for in a place.
    """
    below, places = graph.below(index), graph.places(index)
    for one in row.barred:
        if not one.startswith("@"):
            if one in below:
                return True
        elif any(one in classes_of(graph, lexicon, token) for token in places.get("obj", NONE)):
            return True
    return any(
        not any(name in classes_of(graph, lexicon, token) for token in places.get(place, NONE))
        for place, name in row.asked
    )


def _stray(row: Row, graph: Graph, token: int, matched: list[int]) -> bool:
    """Whether a word meant as a particle is the preposition of something else (*gives courses in Rome* is not *give in*)."""
    form = graph.forms[token]
    if form not in graph.grammar.particle or graph.rels[token] != "case" or graph.heads[token] in matched:
        return False
    index = graph.heads[graph.heads[token]]
    return _has_object(graph, index) and not any(form in places for places in row.frame.values())


def _closeness(graph: Graph, index: int, token: int) -> float:
    """What a class counts: most as object or subject, less nested (*dozens of missiles*), least as an adverbial."""
    for place, one in graph.roles(index):
        if one == token:
            return 2.0 if place in ("obj", "subj", "iobj", "gen", "adj") or not _has_object(graph, index) else 1.2
    return 1.6


def _governs(graph: Graph, index: int, preposition: int) -> bool:
    """A preposition of a row stands behind its head, and before no noun of time (*called X on Monday* is not *call on*)."""
    noun = graph.heads[preposition]
    if graph.rels[preposition] != "case":
        return True
    if graph.lemmas[noun] in graph.grammar.time or (graph.lemmas[noun].isdigit() and len(graph.lemmas[noun]) == 4):
        return False
    return preposition > index or graph.forms[noun] in graph.grammar.relative


def weight(row: Row, graph: Graph, index: int, matched: list[int]) -> float:
    """How specific a match is: content words count most, then classes (less where the noun is nested), then particles."""
    total = 1.5 * len(row.near) + 0.5 * len(row.asked)
    for at, token in enumerate(matched):
        if at < len(row.words):
            total += 2.5 if graph.upos[token] in CONTENT else 1.0
        elif _aside(graph, index, token, matched):
            total += 0.3
        elif graph.rels[token] == "nmod:poss" and graph.heads[token] != index:
            continue  # *dismissed the minister's claims* dismisses no minister
        elif graph.heads[token] != index and _far(graph, token, matched):
            total += 0.5  # *announced the end of the aid over its intentions*
        else:
            total += _closeness(graph, index, token)
    return total


def _aside(graph: Graph, index: int, token: int, matched: list[int]) -> bool:
    """Whether a noun stands in an adjunct of a verb that has an object (*suspended the talks after the attack*)."""
    here = token
    while graph.heads[here] not in (index, here):
        here = graph.heads[here]
    if not graph.rels[here].startswith("obl") or not _has_object(graph, index):
        return False
    return not _led(graph, here, matched) and graph.heads[token] not in matched


def _far(graph: Graph, token: int, matched: list[int]) -> bool:
    """Whether a nested noun stands behind a preposition other than *of* that the row does not name."""
    place = graph.preposition(token)
    return not (place is None or place in graph.grammar.genitive or _led(graph, token, matched))


def _led(graph: Graph, token: int, matched: list[int]) -> bool:
    """Whether a word of the row, its preposition for one, stands right below a noun."""
    return any(kid in matched for kid in graph.kids[token])


def bind(row: Row, graph: Graph, lexicon: Lexicon, index: int, matched: list[int]) -> Slots:
    """Fill the slots of a row's frame: the first place of each slot that is taken wins.

    Prepositional places may hang on the head, on a matched word or on the object (*imposed sanctions on X*).
    """
    roles, here = graph.roles(index), graph.places(index)
    if row.pos == "a" and graph.upos[index] in VERBAL:  # *is expected to*: the surface subject is what it is said of
        subject = graph.subject(index)[0]
        roles = [role for role in roles if role[1] != subject and role[0] != "subj"]
        if subject is not None:
            roles.append(("subj", subject))
        here = by_place(roles)
    # *the supply of ammunition and arms*: what is coordinated with a matched good is a good too
    matched = [*matched, *(graph.heads[token] for token in matched if graph.rels[token] == "conj")]
    own = ("subj", "obj", "gen") if row.pos == "n" else ("subj", "obj")  # places whose word may be one of the row's
    slots: Slots = {}
    outer: dict[str, list[int]] | None = None
    for slot, places in row.frame.items():
        deeds: list[int] = []  # what may be the deed: the first of them that can be read is
        for place in places:
            found = [index] if place == SELF else here.get(place, NONE)
            if found and matched and not (slot in "DG" or (slot == "A" and place in own)):
                found = [token for token in found if token not in matched]  # *Israeli forces*: a subject may be @troops
            if not found and place in graph.grammar.dative:
                found = [token for token in here.get("iobj", NONE) if token not in matched]
            if not found and place not in DIRECT:
                if outer is None:
                    outer = by_place(
                        [role for token in _carriers(graph, index, matched) for role in graph.roles(token)]
                    )
                found = [token for token in outer.get(place, NONE) if token not in matched]
                if not found and slot == "R" and place not in STRUCTURAL:
                    found = _nested(graph, index, matched, place)  # *an exchange of views with X*
                    found = found or _lower(row, graph, index, place)  # *the visit of the king to X*
            if not found and place == "obj" and slot == "R" and not row.open:  # *forbade Chinese banks to operate*
                lower = (kid for kid in graph.kids[index] if graph.rels[kid] == "ccomp" and graph.infinitive(kid))
                found = [one for kid in lower for one in graph.kids[kid] if graph.rels[one] == "nsubj"]
            if not found and place in ("obj", "iobj"):  # *swore to avenge the raid*: the object of its infinitive
                inner = (token for token in matched if graph.upos[token] in VERBAL and token != index)
                found = [one for token in inner for one in graph.places(token).get(place, NONE) if one not in matched]
            if found and place == "adj":
                found = [token for token in found if is_name(graph, token)]
            if not found:
                continue
            if slot == "D":
                deeds += _deeds(graph, place, found, deeds)
                continue
            if "D" in slots:
                found = [token for token in found if token not in slots["D"]]
            if found:
                slots[slot] = found
                break
        if deeds:
            slots["D"] = deeds
    part(row, graph, lexicon, index, _carriers(graph, index, matched), slots)
    if "G" not in slots and "G" not in row.frame and row.classes and not row.open:
        slots["G"] = matched[len(row.words) :]
    if "R" not in slots and not row.open:
        _spare(graph, roles, slots, index, matched)
    return slots


def _deeds(graph: Graph, place: str, found: Sequence[int], before: list[int]) -> list[int]:
    """What of a place may be a deed: no name (*the end of cooperation*, not *the refusal of Moscow*), nothing hung behind a
    name as a second object; behind an object only a clause (*condemned the junta for shelling*).
    """
    if place == "obj" and len(found) > 1 and _bare_name(graph, found[0]):
        return []
    clauses = [token for token in found if graph.upos[token] in VERBAL] if place != "comp" else []
    return [token for token in (clauses if before else found) if not _bare_name(graph, token) and token not in before]


def _bare_name(graph: Graph, token: int) -> bool:
    """Whether a token is a name or a pronoun that stands for somebody, which cannot be a deed."""
    return graph.upos[token] == "PROPN" or token in graph.names or graph.forms[token] in graph.grammar.personal


def _beyond(graph: Graph, index: int, matched: list[int]) -> dict[str, list[int]]:
    """What hangs on the matched words and on the object, by place."""
    key = (index, *matched)
    known = graph.beyond.get(key)
    if known is None:
        carried = [role for token in _carriers(graph, index, matched) for role in graph.roles(token)]
        known = graph.beyond[key] = by_place(carried)
    return known


def _nested(graph: Graph, index: int, matched: list[int], place: str) -> list[int]:
    """What stands behind a preposition under the *of* of a carrier."""
    return [
        token
        for carrier in _carriers(graph, index, matched)
        for where, noun in graph.roles(carrier)
        if where in graph.grammar.genitive and graph.upos[noun] == "NOUN" and noun not in matched
        for below, token in graph.roles(noun)
        if below == place and token not in matched
    ]


def _lower(row: Row, graph: Graph, index: int, place: str) -> list[int]:
    """What stands behind a preposition under the doer of a noun, where the parser hung it."""
    if row.pos != "n" or row.open or place in graph.grammar.genitive:
        return []
    owners = [noun for where, noun in graph.roles(index) if where == "gen" and graph.heads[noun] == index]
    return [token for noun in owners if graph.upos[noun] == "NOUN" for token in graph.places(noun).get(place, NONE)]


def _carriers(graph: Graph, index: int, matched: list[int]) -> list[int]:
    found = list(matched)
    for place, token in graph.roles(index):
        if place == "obj":
            found.extend(one for one in graph.together(token) if one not in found)
    return found


def is_name(graph: Graph, index: int) -> bool:
    """Whether an adjective or compound names an actor: *Russian*, *EU*; in languages of small letters, by the gazetteer."""
    return index in graph.names or (graph.tokens[index].form[:1].isupper() and index > 0)


def _spare(graph: Graph, roles: list[tuple[str, int]], slots: Slots, index: int, matched: list[int]) -> None:
    """Where a recipient may hang when the frame's own places are empty."""
    taken = {token for tokens in slots.values() for token in tokens}
    for where in (roles, *(graph.roles(token) for token in _carriers(graph, index, matched))):
        for place, token in where:
            if place in graph.grammar.toward and token not in taken and token not in matched:
                slots["R"] = [token]
                return
