"""Reads the tokens of one sentence as heads of chains: which row of the lexicon, over which deed, with whom in its slots."""

from __future__ import annotations

from collections.abc import Sequence

from detente import codebook
from detente.reading.rules import certainty
from detente.reading.rules.attribution import holder, source
from detente.reading.rules.chain import Group, Reading
from detente.reading.rules.choices import (
    DUTY,
    NOTHING,
    TEXTS,
    reports,
    same,
    same_words,
    says_only,
    tells,
    verdict,
)
from detente.reading.rules.graph import VERBAL, Graph
from detente.reading.rules.lexicon import Lexicon, Row
from detente.reading.rules.match import STRUCTURAL, bind, classes_of, rows_for, weight, words_fit
from detente.reading.rules.parties import Slots
from detente.reading.rules.standing import parallel


class Reader:
    """Reads the tokens of one sentence, each once."""

    __slots__ = ("graph", "lexicon", "memo", "more")

    def __init__(self, graph: Graph, lexicon: Lexicon) -> None:
        self.graph = graph
        self.lexicon = lexicon
        self.memo: dict[int, Reading | None] = {}
        self.more: dict[int, list[Reading]] = {}  # the same operators over what is coordinated with their deed

    def all(self) -> list[Reading]:
        """A reading for each token that the lexicon knows, in the order of the text."""
        found = []
        for index, upos in enumerate(self.graph.upos):
            if upos in ("VERB", "NOUN", "AUX", "ADJ", "PROPN"):
                if self._epithet(index):
                    continue
                reading = self.read(index)
                if reading is not None and reading.at == index:
                    found.append(reading)
                    found.extend(self.more.get(index, ()))
        return found

    def _epithet(self, index: int) -> bool:
        """Whether a present participle only says which one is meant: *the visiting minister*, *the invading army*."""
        graph = self.graph
        features = graph.tokens[index].features
        present = features.get("VerbForm") == "Part" and features.get("Tense") == "Pres"
        return present and graph.rels[index] == "amod" and graph.heads[index] > index

    def voiced(self, readings: Sequence[Reading]) -> list[Reading]:
        """The same readings as said by whom an adjunct of their clause names (*selon Kiev, Moscou a enlevé ...*)."""
        found: list[Reading] = []
        graph = self.graph
        if graph.grammar.cues.isdisjoint(graph.words) and graph.forms[0] not in graph.grammar.source:
            return found
        for reading in readings:
            said = source(graph, reading.at) if graph.upos[reading.at] in VERBAL else None
            if said is not None and said.speaker is not None and said.speaker not in reading.actor:
                found.append(
                    self._over(self.lexicon.say, reading.at, said.cue, (said.speaker,), (), reading, reading.at)
                )
        return found

    def read(self, index: int) -> Reading | None:
        """The best reading of a token as head of a chain, with what its clause says of it (negation, future, duty)."""
        memo = self.memo
        if index in memo:
            return memo[index]
        memo[index] = None  # guards against loops
        graph = self.graph
        if holder(graph, index) is not None:  # *à en croire Paris*: whose view it is, no deed
            return None
        over = self._governed(index)
        reading = self._rows(index) if over is None else self._modal(index, over)
        if reading is not None:
            more = self.more.get(index, ()) if over is None else self._modals(index, over)
            self.more[index] = [self._clause(index, one) for one in more]
            reading = self._clause(index, reading)
        elif graph.upos[index] in VERBAL:
            reading = self._duty(index, over)
        memo[index] = reading
        return reading

    def _rows(self, index: int) -> Reading | None:
        graph = self.graph
        best: Reading | None = None
        best_rank = (-1.0, -1, -1)
        chosen: tuple[list[int], Slots] = ([], {})
        under: tuple[Reading, list[int], Slots] | None = None  # the best operator over the very words of a closed row
        present = graph.words
        for row in rows_for(graph, self.lexicon, index):
            if row.most < best_rank[0] and not (row.open and best is not None and best.inner is None):
                continue
            if not row.need <= present:
                continue
            matched = words_fit(row, graph, self.lexicon, index) if row.most or row.barred or row.asked else NOTHING
            if matched is None or (row.words and self._turned(index, matched[: len(row.words)])):
                continue
            slots = bind(row, graph, self.lexicon, index, matched)
            reading, strength = self._make(row, index, matched, slots)
            if reading is None:
                continue
            rank = (weight(row, graph, index, matched), strength, len(slots) + ("A" in slots))
            if rank > best_rank:
                best, best_rank, chosen = reading, rank, (matched, slots)
            elif best is not None and strength > 1 and same_words(graph, best, reading) and under is None:
                under = reading, matched, slots
        if under is not None and best is not None and same_words(graph, best, under[0]):
            best, chosen = under[0], (under[1], under[2])
        best = verdict(graph, self.lexicon, index, best)
        says = graph.says(index) and graph.upos[index] == "VERB"
        if best is not None and reports(graph, index, best):
            return self._speech(index) or best
        if best is not None and graph.upos[index] == "VERB" and says_only(graph, index, best):
            return self._speech(index)
        told = best is None or tells(graph, index, best) or graph.quoted(index) or graph.rels[index] == "parataxis"
        if says and told:
            asked = best is not None and (bool(best.row.words) or (best.row.open and best.deed is not None))
            spoken = self._speech(index)
            if spoken is not None:
                return spoken
            best = best if asked else None
        if best is not None and not best.operators and best.deed is None:
            return None  # a sense that tells no event: *strike oil*
        if best is not None and best.inner is not None and best.row.open:
            self.more[index] = self._beside(best, *chosen)
        return best

    def _turned(self, index: int, matched: list[int]) -> bool:
        """Whether another operator stands between a head and a word of its row (*called for an end to the support*)."""
        graph = self.graph
        for token in matched:
            above = graph.heads[token]
            if (
                graph.upos[token] != "NOUN"
                or above in (index, token)
                or graph.upos[above] != "NOUN"
                or above in matched
            ):
                continue
            reading = self.read(above)
            if reading is not None and reading.row.open and reading.inner is not None and reading.inner.at == token:
                return True
        return False

    def _beside(self, reading: Reading, matched: list[int], slots: Slots) -> list[Reading]:
        """An operator over each further deed that stands beside the one it took (*pledged to withdraw and to compensate*)."""
        graph, first = self.graph, reading.inner
        assert first is not None
        tokens = [token for token in slots.get("D", ()) if graph.upos[token] in VERBAL]
        for token in (first.at, *tokens):
            tokens += [kid for kid in graph.kids[token] if graph.rels[kid] == "conj" and kid not in tokens]
        for token in tokens:  # those coordinated with these in turn
            tokens += [kid for kid in graph.kids[token] if graph.rels[kid] == "conj" and kid not in tokens]
        for kid in graph.kids[
            reading.at
        ]:  # the parser hung it on the operator: *pledged to withdraw, compensate and reopen*
            if graph.rels[kid] == "conj" and graph.infinitive(first.at) and self._infinite(kid, reading.at):
                tokens += [kid, *(more for more in graph.kids[kid] if graph.rels[more] == "conj")]
        found = []
        for token in dict.fromkeys(tokens):
            if token == first.at or not parallel(graph, token, first.at):
                continue
            if self.read(token) is None:
                continue
            one, _ = self._make(reading.row, reading.at, matched, {**slots, "D": [token]})
            if one is not None and one.inner is not None:
                found.append(one)
        for other in self.more.get(first.at, ()):
            triggers = (reading.at, *sorted(matched))
            actor, recipient = tuple(slots.get("A", ())), tuple(slots.get("R", ()))
            found.append(self._over(reading.row, reading.at, triggers, actor, recipient, other, first.at))
        return found

    def _infinite(self, index: int, operator: int) -> bool:
        """Whether a verb hung beside an operator belongs to the infinitive under it: *blâme X d'avoir chassé ... et saisi ...*."""
        graph = self.graph
        if graph.infinitive(index):
            return True
        bare = not any(graph.rels[kid].startswith(("aux", "nsubj")) for kid in graph.kids[index])
        participle = graph.tokens[index].features.get("VerbForm") == "Part"
        return bare and participle and graph.tokens[operator].features.get("VerbForm") == "Fin"

    def _modals(self, index: int, infinitive: int) -> list[Reading]:
        kind = self.graph.grammar.modal.get(self.graph.lemmas[index], "plain")
        return [certainty.modal(one, kind, index, self.graph) for one in self.more.get(infinitive, ())]

    def _speech(self, index: int) -> Reading | None:
        """*X said that ...*, *..., X said*: what is said is read through, with its speaker."""
        graph = self.graph
        slots = bind(self.lexicon.say, graph, self.lexicon, index, [])
        if "D" not in slots and graph.rels[index] == "parataxis":
            slots["D"] = [graph.heads[index]]
        elif "D" not in slots and graph.quoted(index):  # *promised: "We will deliver ..."*
            slots["D"] = [kid for kid in graph.kids[index] if graph.rels[kid] == "parataxis"]
        return self._make(self.lexicon.say, index, [], slots)[0]

    def _make(self, row: Row, index: int, matched: list[int], slots: Slots) -> tuple[Reading | None, int]:
        """A reading of a row, and how well it stands: 3 over a deed it took whose doer fits, 2 over another, 1 a deed, 0 an operator alone."""
        good = tuple(slots.get("G", ()))
        triggers = (index, *sorted(matched))
        actor = tuple(slots.get("A", ()))
        recipient = tuple(slots.get("R", ()))
        if "G" in row.frame and not good:  # the row is of a verb with an object: *return a painting to X*
            return None, 0
        if not row.open:
            if not actor and self.graph.passive(index):
                actor = self._struck_in(row, index)
            groups: tuple[Group, ...] = (Group(recipient, False),) if recipient else ()
            reading = Reading(index, row.operators, row.deed, actor, groups, good, triggers, row)
            reading.own = self.graph.upos[index] not in VERBAL or self.graph.subject(index)[1]
            return reading, 1
        for token in slots.get("D", ()):
            inner = self.descend(token, 2, index)
            if inner is not None and row.operators == ("do",) and inner.operators[:1] == ("say",) and inner.inner:
                return self._over(
                    self.lexicon.say, index, triggers, actor, (), inner.inner, inner.inner.at
                ), 3  # *a fait savoir que*
            if inner is not None:
                outer = self._over(row, index, triggers, actor, recipient, inner, token)
                alien = not set(inner.doer) <= set(actor) and not same(self.graph, inner.doer, actor)
                fits = alien == (codebook.load().operators[row.operators[-1]].roles == "recipient")
                return outer, 3 if fits else 2
        things = tuple(slots.get("D", ()))
        if (things or recipient) and codebook.load().operators[row.operators[-1]].alone:
            groups = tuple(Group(tokens, False) for tokens in (recipient, things) if tokens)
            return Reading(index, row.operators, None, actor, groups, good, triggers, row), 0
        return None, 0

    def _struck_in(self, row: Row, index: int) -> tuple[int, ...]:
        """*Killed in Nepalese shelling*: who does the violence in which somebody is hurt."""
        if codebook.compose(row.operators, row.deed).event != "ASSAULT":
            return ()
        for _, token in self.graph.roles(index):
            inner = self.read(token) if self.graph.upos[token] == "NOUN" else None
            if inner is not None and inner.actor and codebook.compose(inner.operators, inner.deed).event == "ASSAULT":
                return inner.actor
        return ()

    def _over(
        self,
        row: Row,
        index: int,
        triggers: tuple[int, ...],
        actor: tuple[int, ...],
        recipient: tuple[int, ...],
        inner: Reading,
        token: int,
    ) -> Reading:
        """An operator over what stands below it: whose deed is it, and who is the recipient of the whole?"""
        operators = row.operators
        if not recipient and (wanted := self._wanted(row, index, actor, inner, token)):
            operators, recipient = ("ask",), wanted
        spoken = (Group(recipient, False),) if recipient else ()
        if token in actor:
            actor = ()
        hurt = {one for group in inner.recipients for one in group.tokens}
        if recipient and inner.doer and set(recipient) <= hurt - set(inner.doer):
            recipient = ()  # *condemned Lima's annexation of the island*: who is hurt is not who is condemned
        actor, inner = self._stray(index, actor, recipient, inner)
        doer = inner.doer
        if not actor and operators[-1] != "refuse" and codebook.load().operators[operators[-1]].roles == "same":
            actor = doer  # *aid from X to Y was cut*: whose deed it is stops it
        shared = not inner.own or not doer or set(doer) <= set(actor) or same(self.graph, doer, actor)
        mine = row is self.lexicon.say or codebook.load().operators[operators[-1]].roles == "same"
        if mine and shared:
            groups = (*inner.recipients, *spoken)
            doer = actor
        else:
            if shared and row is not self.lexicon.say:
                doer = recipient or (() if not inner.own else inner.doer)
            by_doer = (Group(doer, row is self.lexicon.say),) if doer and not set(doer) <= {*recipient, *actor} else ()
            hit = tuple(Group(group.tokens, True) for group in inner.recipients)
            groups = (*spoken, *by_doer, *hit)
        things = (Group((token,), False),) if token != inner.at else ()
        reading = Reading(
            index,
            (*operators, *inner.operators),
            inner.deed,
            actor,
            (*groups, *things),
            inner.good,
            (*triggers, *inner.triggers),
            row,
            inner,
            self.graph.upos[index] not in VERBAL or self.graph.subject(index)[1],
        )
        reading.doer = doer
        return reading

    def _wanted(self, row: Row, index: int, actor: tuple[int, ...], inner: Reading, token: int) -> tuple[int, ...]:
        """*Wants Moscow to free him*: of whom it is wanted, so that it is asked; nobody where it is promised."""
        graph = self.graph
        if row.operators != ("promise",) or inner.at != token or graph.passive(index):
            return ()
        asked = graph.mark(token) in graph.grammar.infinitive or graph.subjunctive(token)
        if inner.own and asked:
            return tuple(one for one in inner.actor if one not in actor)
        objects = (one for place, one in graph.roles(index) if place == "obj" and one in inner.actor)
        return tuple(one for one in objects if one < inner.at and graph.forms[one] not in graph.grammar.reflexive)

    def _stray(
        self, index: int, actor: tuple[int, ...], recipient: tuple[int, ...], inner: Reading
    ) -> tuple[tuple[int, ...], Reading]:
        """Arguments of a noun that hang on its verb: *a meeting is planned between X and Y*, *struck a blow against X*."""
        graph = self.graph
        if inner.recipients or graph.upos[inner.at] in VERBAL:
            return actor, inner
        for place, token in graph.roles(index):
            if token in actor or token in recipient:
                continue
            if place == "between":
                both = graph.together(token)
                return tuple(both[:1]), inner.with_recipients((Group(tuple(both[1:]), False),), tuple(both[:1]))
            if place in inner.row.frame.get("R", ()) and place not in STRUCTURAL:
                return actor, inner.with_recipients((Group((token,), False),), inner.actor)
        return actor, inner

    def descend(self, index: int, depth: int, above: int) -> Reading | None:
        """The reading of a token or, where the lexicon does not know it, of what hangs under it (*the decision to strike*)."""
        reading = self.read(index)
        if reading is not None:
            return reading
        if depth == 0:
            return None
        graph = self.graph
        verbal = graph.upos[index] in VERBAL
        for kid in graph.kids[index]:
            rel = graph.rels[kid]
            follows = rel in ("xcomp", "ccomp", "conj") or (not verbal and rel in ("nmod", "compound"))
            if rel == "obj":  # *set up a force*, but not *use the visit*
                follows = not verbal or not graph.definite(kid)
            if rel == "acl":
                follows = (
                    graph.tokens[kid].features.get("VerbForm") not in ("Part", "Ger") or graph.mark(kid) is not None
                )
            if rel in ("acl", "acl:relcl") and not follows:  # *a decree lifting ...*, *a bill that would ban ...*
                follows = not graph.passive(kid) and not TEXTS.isdisjoint(classes_of(graph, self.lexicon, index))
            if follows and kid != above:
                reading = self.descend(kid, depth - 1, index)
                if reading is not None:
                    return reading
        return None

    def _governed(self, index: int) -> int | None:
        """The infinitive under a modal verb (*pouvoir*, *devoir*, *aller*; *is going to*): such a verb is no deed of its own."""
        graph = self.graph
        if graph.upos[index] not in VERBAL:
            return None
        if graph.lemmas[index] not in graph.grammar.modal:
            reflexive = graph.lemmas[index] in graph.grammar.passive and any(
                graph.lemmas[kid] in graph.grammar.reflexive for kid in graph.kids[index]
            )
            if not reflexive:  # *se voir refuser*: the infinitive is what happens
                return None
        wanted = ("xcomp", "ccomp") if graph.grammar.modal.get(graph.lemmas[index]) == "necessity" else ("xcomp",)
        return next((kid for kid in graph.kids[index] if graph.rels[kid] in wanted and graph.upos[kid] in VERBAL), None)

    def _modal(self, index: int, infinitive: int) -> Reading | None:
        """A modal is read through to what it governs."""
        inner = self.read(infinitive)
        if inner is None:
            return None
        return certainty.modal(
            inner, self.graph.grammar.modal.get(self.graph.lemmas[index], "plain"), index, self.graph
        )

    def _duty(self, index: int, infinitive: int | None) -> Reading | None:
        """*said that X must do something meaningful*: a duty laid on X, whatever the deed is called."""
        graph = self.graph
        told = graph.rels[index] == "ccomp" and graph.says(graph.heads[index])
        after = any(graph.rels[kid] == "parataxis" and graph.says(kid) for kid in graph.kids[index])
        if not told and not after and source(graph, index) is None:
            return None
        words = (index,) if infinitive is not None else graph.kids[index]
        aux = {word for word in words if graph.rels[word] == "aux" and graph.lemmas[word] in graph.grammar.perfect}
        if not any(graph.grammar.modal.get(graph.lemmas[word]) == "necessity" for word in words if word not in aux):
            return None
        subject, own = graph.subject(index)
        if subject is None or not own or graph.upos[subject] == "PRON":
            return None
        return Reading(index, ("ask",), None, (), (Group((subject,), False),), (), (index,), DUTY)

    def _clause(self, index: int, reading: Reading) -> Reading:
        """Put negation, future and duty of the clause over a reading, as operators."""
        return certainty.clause(reading, index, self.graph)
