"""The clauses of a sentence and the dates that stand in them: a date belongs to its clause, or to the noun that it qualifies."""

from __future__ import annotations

from collections.abc import Sequence

from detente.languages import grammar
from detente.reading.document.attach import depth
from detente.reading.document.scene import Scene
from detente.reading.rules.predications import Predication
from detente.records import Token
from detente.world.dates import Expression
from detente.world.dates.grammar import grammar as date_grammar

RELATIVE = frozenset({"after", "before"})
OPEN = ("planned", "conditional")  # what is to come has the date of the deed where the saying has none
CUTS = frozenset({",", "(", ")", "–", "—", "-", ":", "[", "]", "«", "»", '"', "“", "”"})
APART = 3  # characters from a date to the occasion beside it: *last autumn, during a meeting*
NOUNS = frozenset({"NOUN", "PROPN"})


class Clauses:
    """The dates of a sentence by the token that each belongs to."""

    def __init__(self, scene: Scene, everything: Sequence[Predication], found: Sequence[Expression]) -> None:
        self.scene = scene
        self.tokens = scene.sentence.tokens
        self.words = date_grammar(scene.sentence.language).words
        self.predicates = {p.at for p in everything}
        self.meetings = {p.at for p in everything if p.composed().event == "CONSULT"}
        self.inner: dict[int, list[int]] = {}
        for p in everything:
            if p.parent is not None:
                self.inner.setdefault(p.parent, []).append(p.at)
        self.own: dict[int, Expression] = {}
        self.made_own: set[int] = set()  # where a date is made a noun's own: *Friday's raid*
        self.at: dict[int, int] = {}  # where each begins (in the document) -> its host
        for e in found:
            host = self.host(e)
            if host is not None:
                self.at[e.begin] = host
                if e.kind not in RELATIVE and host not in self.own:
                    self.own[host] = e
                    if self.tokens[host].upos in NOUNS and self.owns(e):
                        self.made_own.add(host)

    # -- what a date hangs under

    def host(self, e: Expression) -> int | None:
        """The verb of the clause in which a date stands, or the predicate noun that it qualifies; None where it qualifies
        another noun (*the dam of 1986*, *a colony until 1964*).
        """
        scene = self.scene
        inside = self.inside(e)
        if not inside:
            return None
        top = min(inside, key=lambda i: depth(scene, i))
        owned = self.owned(top, inside)
        here = top
        while self.tokens[here].head != here:
            relation, here = self.tokens[here].relation, self.tokens[here].head
            if here in inside:
                continue
            if self.clause(here) or (here in self.predicates and not self.passes(here, inside, owned)):
                return self.mended(here, inside)
            if self.medium(here):
                return here
            if owned or (relation in ("appos", "parataxis") and not self.beside_a_name(top)):
                return None
        return self.mended(here, inside) if here not in inside else None

    def beside_a_name(self, top: int) -> bool:
        """Whether a date follows a name without a comma: the parser takes it for more of the name (*condemned Chad 3.2.2022*)."""
        head = self.tokens[self.tokens[top].head]
        between = self.tokens[head.index + 1 : top]
        return head.upos == "PROPN" and head.index < top and not any(token.form in CUTS for token in between)

    def inside(self, e: Expression) -> list[int]:
        """The tokens of a date."""
        base = self.scene.base
        return [t.index for t in self.tokens if e.begin <= base + t.begin < e.stop and t.upos != "PUNCT"]

    def owns(self, e: Expression) -> bool:
        """Whether a date is made the own of the noun above it."""
        inside = self.inside(e)
        return self.owned(min(inside, key=lambda i: depth(self.scene, i)), inside)

    def medium(self, index: int) -> bool:
        """Whether a noun is the saying in which a thing is said: *in a letter of 3 May, Oslo refused*."""
        token = self.tokens[index]
        return token.lemma.lower() in self.words["medium"] and token.relation.startswith(("obl", "nmod"))

    def owned(self, top: int, inside: Sequence[int]) -> bool:
        """Whether a date is made a noun's own: *de 1934*, *Friday's*, *the 2015 deal*."""
        token = self.tokens[top]
        qualifies = token.relation == "amod" and token.upos != "NOUN"  # *début mai* is no adjective
        if (
            qualifies
            or token.relation in ("nmod:poss", "compound")
            or (token.relation == "nummod" and token.head not in inside)
        ):
            return True
        before = self.tokens[min(inside) - 1].form.lower().replace("’", "'") if min(inside) else ""
        first = min(
            inside
        )  # what stands within the date itself is no preposition of it: *mardi de la semaine dernière*
        cases = {
            t.form.lower().replace("’", "'")
            for t in self.tokens
            if t.head in inside and t.relation in ("case", "det") and (t.index < first or t.index not in inside)
        }
        above = self.tokens[token.head]
        if above.lemma.lower() in grammar.load(self.scene.sentence.language).time:  # *dans la nuit de lundi à mardi*
            return False
        return not self.words["owner"].keys().isdisjoint(cases | {before}) and not self.clause(token.head)

    def clause(self, index: int) -> bool:
        """Whether a token heads a clause: a verb, or a noun or adjective with a copula."""
        token = self.tokens[index]
        if token.upos in ("VERB", "AUX"):
            return token.relation not in ("aux", "aux:pass", "cop", "amod")
        return any(self.tokens[kid].relation == "cop" for kid in self.scene.sentence.children(index))

    def passes(self, noun: int, inside: Sequence[int], owned: bool) -> bool:
        """Whether a date that hangs on a predicate noun is rather that of the verb it is the object of (*signed a truce on
        Monday*): it is not made the noun's own, and the noun is handled by the verb.
        """
        token = self.tokens[noun]
        if owned or token.upos not in NOUNS:
            return False
        return token.relation in ("obj", "nsubj:pass", "obl:arg", "iobj") and token.head != noun and min(inside) > noun

    def mended(self, host: int, inside: Sequence[int]) -> int | None:
        """The host, put right where the words stand otherwise: a date before all other words of a clause and behind the verb
        above (*announced on Monday that*, *a promis jeudi de*) is that of the verb above; one in an aside (*membre depuis
        1945*) is that of the aside.
        """
        head = self.tokens[host].head
        if head != host and head < min(inside) and self.tokens[host].relation not in ("conj", "root", "acl:relcl"):
            rest = [i for i in self.below(host) if i not in inside and self.tokens[i].upos != "PUNCT"]
            outer = next((i for i in self.above(head) if self.clause(i)), None)
            if outer is not None and outer < min(inside) and min([*rest, host]) > max(inside):
                return outer
        return None if self.aside(host, inside) else host

    def aside(self, host: int, inside: Sequence[int]) -> bool:
        """Whether a date stands between commas with a noun that it qualifies, and not with its host."""
        first, last = min(inside), max(inside)
        left = next((i for i in range(first - 1, -1, -1) if self.tokens[i].form in CUTS), None)
        right = next((i for i in range(last + 1, len(self.tokens)) if self.tokens[i].form in CUTS), len(self.tokens))
        if left is None or left < host < right or not 0 <= left + 1 < first:
            return False
        opening = self.tokens[left + 1]
        return opening.upos in ("NOUN", "DET", "ADJ", "PROPN") and any(
            self.tokens[i].upos in NOUNS for i in range(left + 1, first)
        )

    def below(self, index: int) -> list[int]:
        """All that hangs under a token."""
        found: list[int] = []
        waiting = [index]
        while waiting:
            kids = self.scene.sentence.children(waiting.pop())
            found.extend(kids)
            waiting.extend(kids)
        return found

    def above(self, index: int) -> list[int]:
        """A token and those it hangs under."""
        return [index, *self.scene.sentence.above(index)]

    # -- the date of a predication

    def date_of(self, p: Predication) -> tuple[int, Expression] | None:
        """The date of a predication and the token that has it: its own; of what is to come, that of the deed; else that of
        what only carries it (*took place on Monday*), or of the verb before it that shares its subject and time.
        """
        chain = self.chain(p.at) if p.composed().status in OPEN else [p.at]
        for index in chain:
            for host in (index, *self.carried_by(index)):
                known = index != p.at and host in self.made_own and self.own[host].direction != "future"
                if host in self.own and not known:  # *avenge Friday's raid*: what was is not what is to come
                    return host, self.own[host]
        other = self.fronted(p.at) or self.beside(p.at)
        return (other, self.own[other]) if other is not None else None

    def chain(self, at: int) -> list[int]:
        """The tokens of a chain, the outermost first."""
        found = [at]
        for index in self.inner.get(at, ()):
            found.extend(self.chain(index))
        return found

    def carried_by(self, index: int) -> list[int]:
        """Words that tell no event of their own and whose time is that of a predicate: the verb of which a noun is the object
        (*held talks*), the verb of happening of which it is the subject, its participle (*the accord concluded in 1987*), the
        verb over an infinitive (*began to bomb*).
        """
        token, found = self.tokens[index], []
        head = token.head
        carries = head != index and self.clause(head) and head not in self.predicates
        if token.upos in NOUNS:
            found += [
                kid
                for kid in self.scene.sentence.children(index)
                if self.tokens[kid].relation == "acl" and self.tokens[kid].upos == "VERB" and kid not in self.predicates
            ]
            objects = token.relation in ("obj", "nsubj:pass")
            if carries and (objects or (token.relation == "nsubj" and self.happens(head))):
                found.append(head)
        elif carries and token.relation == "xcomp":
            found.append(head)
        return found

    def happens(self, verb: int) -> bool:
        """Whether a verb only says that something is, begins or ends: *take place*, *s'ouvrir*."""
        below = {self.tokens[kid].lemma.lower() for kid in self.scene.sentence.children(verb)}
        for words in self.words["happening"]:
            head, *rest = words.split()
            if head == self.tokens[verb].lemma.lower() and set(rest) <= below:
                return True
        return False

    def fronted(self, index: int) -> int | None:
        """The verb before a coordinated one, of the same time, whose date stands over both: it opens the sentence, or is a day
        and their subject is the same.
        """
        token = self.tokens[index]
        if token.relation != "conj" or not self.clause(index) or token.head not in self.own:
            return None
        first = self.tokens[token.head]
        date = self.own[first.index]
        opens = date.stop <= self.scene.base + first.begin
        near = date.kind in ("weekday", "shift", "day") and date.begin <= self.scene.base + token.begin
        if not (opens or near) or self.past(index) != self.past(first.index):
            return None
        over = [
            kid for kid in self.scene.sentence.children(first.index) if self.tokens[kid].relation.startswith("nsubj")
        ]
        before = (
            bool(over) and date.stop <= self.scene.base + self.tokens[min(over)].begin
        )  # *On Friday X did, and Y did*
        subject = any(self.tokens[kid].relation.startswith("nsubj") for kid in self.scene.sentence.children(index))
        return None if subject and not before else first.index

    def beside(self, index: int) -> int | None:
        """What is of the same time by its words: the noun that tells on which occasion (*during a visit to Oslo on Monday*),
        or the clause of which it tells that; the meeting whose participle opens the sentence (*Received in Oslo on Monday*).
        """
        token = self.tokens[index]
        if token.upos in NOUNS:
            word = self.occasion(index)
            if word is None:
                return None
            begin = self.scene.base + self.tokens[word].begin
            near = (host for host, e in self.own.items() if 0 <= begin - e.stop <= APART)
            return next(near, token.head if token.head in self.own and self.own[token.head].stop <= begin else None)
        for kid in self.scene.sentence.children(index):
            if self.medium(kid):
                hosts = (
                    kid,
                    *(below for below in self.scene.sentence.children(kid) if self.tokens[below].relation == "acl"),
                )
                return next((host for host in hosts if host in self.own), None)
            opening = self.tokens[kid].relation == "advcl" and kid in self.meetings and kid < index and self.past(index)
            if kid in self.own and (opening or self.occasion(kid) is not None):
                return kid
        return None

    def occasion(self, noun: int) -> int | None:
        """The word that makes a noun tell on which occasion a thing is done: *lors de*, *during*."""
        token, names = self.tokens[noun], self.words["occasion"]
        if token.upos not in NOUNS or not token.relation.startswith(("obl", "nmod")):
            return None
        before = [kid for kid in self.scene.sentence.children(noun) if self.tokens[kid].relation == "case"]
        return next((i for i in (*before, token.head) if self.tokens[i].form.lower() in names), None)

    # -- tense

    def tense(self, host: int, p: Predication) -> str:
        """ "future" where a date without a year points ahead: under a verb of the future, or with a deed still to come."""
        if not self.clause(host):
            return "future" if p.composed().status in OPEN and host != p.at else "past"
        if self.past(host):
            return "past"
        if self.future(host) or (p.composed().status in OPEN and not (host == p.at and self.opens(host))):
            return "future"
        return "past"

    def opens(self, host: int) -> bool:
        """Whether a date stands before its verb: with a present (*On 3 May, Oslo promises ...*) it tells what was."""
        return self.own[host].stop <= self.scene.base + self.tokens[host].begin

    def auxiliaries(self, index: int) -> list[Token]:
        kids = (self.tokens[kid] for kid in self.scene.sentence.children(index))
        return [kid for kid in kids if kid.relation in ("aux", "aux:pass", "cop")]

    def past(self, index: int) -> bool:
        """Whether a verb stands in a past tense, by itself or by its auxiliary."""
        token, helpers = self.tokens[index], self.auxiliaries(index)
        if self.future(index):
            return False
        finite = [
            t for t in (token, *helpers) if t.features.get("VerbForm", "Fin") == "Fin" and t.upos in ("VERB", "AUX")
        ]
        if any(t.features.get("Tense") in ("Past", "Imp") for t in finite):
            return True
        participle = token.features.get("VerbForm") == "Part" and token.features.get("Tense", "Past") == "Past"
        return participle and bool(helpers)

    def future(self, index: int) -> bool:
        """Whether a verb stands in the future or conditional, by itself or by its auxiliary or modal."""
        modal = grammar.load(self.scene.sentence.language).modal
        token = self.tokens[index]
        over = [self.tokens[token.head]] if token.relation == "xcomp" else []
        for one in (token, *self.auxiliaries(index), *over):
            if one.features.get("Tense") == "Fut" or one.features.get("Mood") == "Cnd":
                return True
            if one is not token and modal.get(one.lemma.lower()) == "future":
                return True
        return False

    def earlier(self, index: int) -> bool:
        """Whether a verb stands in the pluperfect: it was before what the heading dates."""
        names = self.words["pluperfect"]
        for one in self.auxiliaries(index):
            if one.lemma.lower() in names and (
                one.features.get("Tense") == "Imp"
                or (one.features.get("Tense") == "Past" and one.form.lower() in names)
            ):
                return True
        return False
