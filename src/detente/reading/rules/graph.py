"""The roles of a parsed sentence: who stands where, deeply.

A `Graph` wraps a `Sentence` and answers, for a predicate, which tokens fill which place: `subj` and `obj` are the deep ones (the
by-agent of a passive is `subj`), relative pronouns are replaced by what they stand for, and a subject that a clause shares with
the clause above it (coordination, control, participles) is found there. It knows Universal Dependencies only; words of a
language come from its `Grammar`.
"""

from __future__ import annotations

from detente.languages.grammar import Grammar
from detente.reading.rules.tokens import Tokens
from detente.records import Sentence

Role = tuple[str, int]

CLAUSES = frozenset(("ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "root", "advcl:relcl"))
SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"))
OBJECTS = frozenset(("obj", "dobj"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X"))
VERBAL = frozenset(("VERB", "AUX"))


def by_place(roles: list[Role]) -> dict[str, list[int]]:
    """The tokens of each place, in their order."""
    found: dict[str, list[int]] = {}
    for place, token in roles:
        found.setdefault(place, []).append(token)
    return found


class Graph(Tokens):
    """Roles over one sentence, computed when asked and kept."""

    __slots__ = ("_below", "_places", "_roles", "_subjects", "beyond", "classes", "copular")

    def __init__(self, sentence: Sentence, grammar: Grammar, names: frozenset[int] = frozenset()) -> None:
        super().__init__(sentence, grammar, names)
        self.copular = any(lemma in self.words for lemma in grammar.copula)
        self.classes: dict[int, dict[str, int]] = {}  # kept here for `match`, which fills them
        self.beyond: dict[tuple[int, ...], dict[str, list[int]]] = {}
        self._roles: dict[int, list[Role]] = {}
        self._places: dict[int, dict[str, list[int]]] = {}
        self._subjects: dict[int, tuple[int | None, bool]] = {}
        self._below: dict[int, dict[str, int]] = {}

    def clause_above(self, index: int) -> int | None:
        """The nearest predicate above a token (not itself)."""
        here = index
        while self.heads[here] != here:
            here = self.heads[here]
            if self.upos[here] in VERBAL or any(self.rels[kid] in SUBJECTS for kid in self.kids[here]):
                return here
        return None

    def resolve(self, index: int) -> int:
        """What a relative pronoun stands for; any other token is itself."""
        if self.upos[index] not in ("PRON", "DET", "SCONJ") or self.forms[index] not in self.grammar.relative:
            return index
        here = index
        while self.heads[here] != here:
            if self.rels[here] in ("acl:relcl", "acl", "advcl:relcl") and here != index:
                return self._named_by(self.heads[here])
            here = self.heads[here]
        return index

    def _named_by(self, index: int) -> int:
        """The noun of a predicative pronoun: *des sanctions, c'est ce que demande Kiev*; any other token is itself."""
        if self.upos[index] != "PRON":
            return index
        nouns = (kid for kid in self.kids[index] if self.rels[kid] in ("nsubj", "dislocated"))
        return next((kid for kid in nouns if self.upos[kid] in ("NOUN", "PROPN")), index)

    def antecedents(self, index: int) -> list[int]:
        """Whom a pronoun or possessive of the third person may mean within the sentence, the nearest subject first."""
        form = self.forms[index]
        if form not in self.grammar.personal and form not in self.grammar.possessive:
            return []
        found: list[int] = []
        here = self.clause_above(index)
        while here is not None and len(found) < 3:
            subject, _ = self.subject(here)
            if subject is not None and subject != index and subject not in found and self.heads[index] != subject:
                found.append(subject)
            here = self.clause_above(here)
        return found

    def passive(self, index: int) -> bool:
        """Whether a verb stands in the passive: auxiliary, passive subject, voice, or a bare past participle."""
        kids, rels = self.kids[index], self.rels
        for kid in kids:
            if rels[kid] in ("aux:pass", "nsubj:pass", "csubj:pass", "expl:pass"):
                return True
        features = self.tokens[index].features
        if features.get("Voice") == "Pass":
            return True
        if features.get("VerbForm") != "Part" or features.get("Tense") != "Past" or self.upos[index] != "VERB":
            return False
        if any(rels[kid] in ("aux", "nsubj") for kid in kids):
            return False
        rel = rels[index]
        if rel == "conj":
            above = self.heads[index]
            return self.passive(above) and not any(rels[kid] in SUBJECTS for kid in kids)
        if any(rels[kid] == "obj" for kid in kids):
            return False
        return rel in ("acl", "amod", "advcl", "xcomp", "root", "ccomp")

    def subject(self, index: int) -> tuple[int | None, bool]:
        """The surface subject of a predicate, and whether it is its own (False: shared with a clause above)."""
        known = self._subjects.get(index)
        if known is not None:
            return known
        self._subjects[index] = (None, False)  # guards against loops
        found = self._subject(index)
        self._subjects[index] = found
        return found

    def _subject(self, index: int) -> tuple[int | None, bool]:
        for kid in reversed(self.kids[index]):  # the nearest: a dateline is often hung as a first subject
            if self.rels[kid] in SUBJECTS:
                return self.resolve(kid), True
        rel, above = self.rels[index], self.heads[index]
        if rel == "conj":
            return self.subject(above)[0], False
        if rel == "xcomp":
            for kid in self.kids[above]:
                if (
                    self.rels[kid] in ("obj", "iobj")
                    and self.upos[kid] in NOMINAL
                    and self.forms[kid] not in self.grammar.reflexive
                ):
                    return self.resolve(kid), False
            return self.subject(above)[0], False
        if rel in ("acl", "acl:relcl", "amod"):
            above = self._apposed(above)
        if rel in ("acl", "amod"):
            if self.tokens[index].features.get("VerbForm") == "Inf":
                agents = {*self.grammar.agent, *self.grammar.beneficiary}
                for place, owner in self._noun(above) if self.upos[above] not in VERBAL else ():
                    if owner != index and (place == "gen" or place in agents):
                        return owner, False
                clause = self.clause_above(above)
                return (self.subject(clause)[0] if clause is not None else None), False
            return above, False
        if rel == "acl:relcl":
            return above, False
        if rel in ("advcl", "obl") and self.blamed(index):
            deed_of = self._object(above)
            if deed_of is not None:
                return deed_of, False
        if rel in ("advcl", "ccomp", "parataxis", "obl", "obj") and above != index:
            clause = above if self.upos[above] in VERBAL or self._is_clause(above) else self.clause_above(above)
            return (self.subject(clause)[0] if clause is not None else None), False
        if rel == "appos":
            return above, False
        return None, False

    def _apposed(self, index: int) -> int:
        """*Le M23, un groupe soutenu par X*: a noun beside a name, which names nobody itself, is who is named."""
        name = self.heads[index]
        loose = self.rels[index] == "nmod" and self.preposition(index) is None and name < index - 1
        if not (self.rels[index] == "appos" or loose) or any(one in self.names for one in (index, *self.kids[index])):
            return index
        return name if name in self.names else index

    def _of_object(self, index: int) -> bool:
        """Whether a gerund says what the object above did (*blamed Chad for shelling*, *barred Chad from selling*)."""
        clause = self.grammar.clause
        return any(clause.get(word) in ("object", "undone") and word != "without" for word in self.openers(index))

    def reported(self, index: int) -> bool:
        """Whether a clause is what its verb is about: an infinitive, or a gerund that says what the object did."""
        return self.infinitive(index) or self.blamed(index)

    def blamed(self, index: int) -> bool:
        """Whether a clause is a gerund that says what the object above is blamed or thanked for."""
        return self.upos[index] in VERBAL and self.form(index) == "Part" and self._of_object(index)

    def _object(self, verb: int) -> int | None:
        """The deep object of a verb: its subject in the passive."""
        if self.passive(verb):
            return self.subject(verb)[0]
        return next((self.resolve(kid) for kid in self.kids[verb] if self.rels[kid] in OBJECTS), None)

    def _is_clause(self, index: int) -> bool:
        return any(self.rels[kid] in SUBJECTS or self.rels[kid] == "cop" for kid in self.kids[index])

    def roles(self, index: int) -> list[Role]:
        """Places and the tokens that fill them: subj, obj, iobj, comp, gen, adj, between, or a preposition."""
        known = self._roles.get(index)
        if known is None:
            known = self._verb(index) if self.upos[index] in VERBAL else self._noun(index)
            self._roles[index] = known
        return known

    def places(self, index: int) -> dict[str, list[int]]:
        """The roles of a token by place."""
        known = self._places.get(index)
        if known is None:
            known = self._places[index] = by_place(self.roles(index))
        return known

    def _verb(self, index: int) -> list[Role]:
        roles: list[Role] = []
        passive = self.passive(index)
        kids, rels = self.kids[index], self.rels
        has_object = any(rels[kid] in OBJECTS and not self.when(kid) for kid in kids)
        subject, _ = self.subject(index)
        reflexive = self._reflexive_passive(index)
        if subject is not None:
            turned = passive or reflexive
            roles.append((("iobj" if has_object else "obj") if turned else "subj", subject))
        for kid in kids:
            self._dependent(index, kid, roles, passive or reflexive)
        above = self.heads[index]
        if reflexive:
            roles.extend(("subj", kid) for kid in self.kids[above] if rels[kid] == "obl:agent")
        if not has_object and not passive:
            self._shared_object(index, roles)
        bare = rels[index] == "acl:relcl" and not has_object and not passive and subject not in (None, above)
        if bare and not any(self.resolve(kid) == above for kid in kids):
            roles.append(("obj", above))  # *the troops Russia sent*
        return roles

    def _dependent(self, index: int, kid: int, roles: list[Role], passive: bool) -> None:
        rel = self.rels[kid]
        if rel in OBJECTS:
            if not self.when(kid):
                roles.append(("obj", self.resolve(kid)))
        elif rel == "iobj":
            roles.append(("iobj", self.resolve(kid)))
        elif rel == "obl:agent":
            place = self.preposition(kid)
            if passive:
                roles.append(("subj", self.resolve(kid)))
            if place is not None:  # a row may ask for who is named as agent (*négocié par X et Y*)
                roles.append((place, self.resolve(kid)))
        elif rel.startswith(("obl", "nmod")):
            if rel == "obl:npmod" and passive and self.upos[kid] == "PROPN":
                roles.append(("subj", kid))  # *Chad-backed rebels*
            if rel in ("obl:tmod", "obl:npmod") or self.lemmas[kid] in self.grammar.time:
                return
            place = self.preposition(kid)
            target = self.resolve(kid)
            if passive and place in self.grammar.agent and rel.startswith("obl"):
                roles.append(("subj", target))
                return
            if place in self.grammar.genitive:
                roles.append(("gen", target))
            if place is not None:
                roles.append((place, target))
                if place in self.grammar.between:
                    roles.append(("between", target))
            elif self.forms[kid] in self.grammar.relative:
                roles.append((self.grammar.relative[self.forms[kid]], target))
            else:
                roles.append(("obl", target))
            self._through(kid, place, roles)
        elif rel in ("xcomp", "ccomp") or (rel == "dep" and self.upos[kid] in VERBAL):
            roles.append(("comp", kid))
        elif rel in ("advcl", "acl"):
            word = self.mark(kid)
            if word is not None:
                roles.append((word, kid))
            infinitive = self.tokens[kid].features.get("VerbForm") == "Inf"
            if word in self.grammar.complement or (word is None and (infinitive or self.says(index))):
                roles.append(("comp", kid))  # a bare participle is a circumstance, not what is said of

    def _through(self, noun: int, place: str | None, roles: list[Role]) -> None:
        """*in favour of X*, *à l'encontre de X*: the noun with its prepositions is a place too."""
        if place is None or self.upos[noun] != "NOUN":
            return
        for kid in self.kids[noun]:
            if self.rels[kid] == "nmod" and (inner := self.preposition(kid)) in self.grammar.inner:
                target = self.resolve(kid)
                roles.append((self.lemmas[noun], target))
                roles.append((f"{place} {self.forms[noun]} {inner}", target))

    def _noun(self, index: int) -> list[Role]:
        roles: list[Role] = []
        rels = self.rels
        if rels[index] in ("appos", "amod"):
            roles.append(("subj", self.heads[index]))
        elif rels[index] in ("xcomp", "acl", "conj") and self.upos[index] == "ADJ":
            subject = self.subject(index)[0]
            if subject is not None:
                roles.append(("subj", subject))
        for kid in self.kids[index]:
            rel = rels[kid]
            if rel in SUBJECTS:
                roles.append(("subj", self.resolve(kid)))
            elif rel == "nmod:poss" or (rel.startswith("det") and self.forms[kid] in self.grammar.possessive):
                roles.append(("gen", self.resolve(kid)))
            elif rel in ("amod", "compound", "flat", "nummod"):
                roles.append(("adj", kid))
            else:
                self._dependent(index, kid, roles, False)
        return roles

    def _shared_object(self, index: int, roles: list[Role]) -> None:
        """*condemned and rejected the plan*: a verb without object shares that of the verb it is coordinated with."""
        if any(place in ("comp", "obj") for place, _ in roles):
            return
        above = self.heads[index] if self.rels[index] == "conj" else index
        for verb in (above, *self.kids[above]):
            if verb == index or self.upos[verb] != "VERB" or (verb != above and self.rels[verb] != "conj"):
                continue
            for kid in self.kids[verb]:
                if self.rels[kid] in OBJECTS and kid > index and kid > verb:
                    roles.append(("obj", self.resolve(kid)))
                    return

    def _reflexive_passive(self, index: int) -> bool:
        """*se voir refuser l'asile par X*: the infinitive under a reflexive *voir, faire* has a passive sense."""
        above = self.heads[index]
        return (
            self.rels[index] in ("xcomp", "ccomp")
            and self.lemmas[above] in self.grammar.passive
            and any(self.lemmas[kid] in self.grammar.reflexive for kid in self.kids[above])
        )

    def below(self, index: int) -> dict[str, int]:
        """Lemmas and forms of the dependents two levels deep, not those of other clauses, with their tokens."""
        known = self._below.get(index)
        if known is not None:
            return known
        found: dict[str, int] = {}
        rels, lemmas, forms = self.rels, self.lemmas, self.forms
        for kid in self.kids[index]:
            if rels[kid] in ("mark", "cc", "punct"):
                continue
            found.setdefault(lemmas[kid], kid)
            found.setdefault(forms[kid], kid)
            clause = rels[kid] in CLAUSES or rels[kid] == "xcomp" or (rels[kid] == "conj" and self.upos[kid] in VERBAL)
            for grand in self.kids[kid]:
                if (clause and rels[grand] != "mark") or rels[grand] == "acl:relcl":
                    continue
                found.setdefault(lemmas[grand], grand)
                found.setdefault(forms[grand], grand)
                for small in self.kids[grand]:
                    if rels[small] == "case" and rels[grand] not in CLAUSES:
                        found.setdefault(lemmas[small], small)
        self._below[index] = found
        return found

    def together(self, index: int) -> list[int]:
        """A token and those coordinated with it."""
        found = [index]
        for kid in self.kids[index]:
            if self.rels[kid] == "conj" and self.upos[kid] not in VERBAL:
                found.append(kid)
        return found
