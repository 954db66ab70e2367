"""What one token of a parsed sentence is by itself and its own dependents: its preposition, its form, whether it says or owns.

It knows Universal Dependencies only; words of a language come from its `Grammar`.
"""

from __future__ import annotations

from detente.languages.grammar import Grammar
from detente.records import Sentence, Token

QUOTES = frozenset(("«", "»", '"', "“", "”", "''", "``"))


class Tokens:
    """The tokens of a sentence, column by column."""

    __slots__ = ("forms", "grammar", "heads", "kids", "lemmas", "names", "rels", "sentence", "tokens", "upos", "words")

    def __init__(self, sentence: Sentence, grammar: Grammar, names: frozenset[int]) -> None:
        tokens = sentence.tokens
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = tokens
        self.grammar = grammar
        self.names = names  # tokens known to be (part of) the name of an actor: *russe* in "l'attaque russe"
        self.kids = [sentence.children(index) for index in range(len(tokens))]
        self.heads = [token.head for token in tokens]
        self.rels = [token.relation for token in tokens]
        self.upos = [token.upos for token in tokens]
        self.forms = [token.form.lower() for token in tokens]
        self.lemmas = [token.lemma.lower() for token in tokens]
        self.words = frozenset(self.lemmas) | frozenset(self.forms)

    def preposition(self, index: int) -> str | None:
        """The adposition before a nominal, contracted forms undone (*aux* is *à*); None for a bare one."""
        for kid in self.kids[index]:
            if self.rels[kid] == "case" and self.upos[kid] != "PART":
                form = self.forms[kid]
                if form in self.grammar.lead:
                    continue
                return self.grammar.preposition.get(form, form)
        return None

    def mark(self, index: int) -> str | None:
        """The conjunction or particle that opens a clause."""
        for kid in self.kids[index]:
            if self.rels[kid] == "mark":
                return self.grammar.preposition.get(self.forms[kid], self.forms[kid])
        return None

    def first_person(self, index: int) -> bool:
        """Whether a token is a pronoun of the first person, or a thing of theirs that names nobody else (*our ships*)."""
        speaking = self.grammar.speaking
        if self.forms[index] in speaking and speaking[self.forms[index]] != "owner":
            return self.upos[index] in ("PRON", "NOUN", "PROPN", "X")
        if any(one in self.names and self.upos[one] in ("PROPN", "ADJ") for one in (index, *self.kids[index])):
            return False  # *our ally Japan*
        return any(speaking.get(self.forms[kid]) == "owner" for kid in self.kids[index])

    def says(self, index: int) -> bool:
        """Whether a word is a verb of saying; some are only beside a quotation (*warned*, *a lancé*)."""
        value = self.grammar.speech.get(self.lemmas[index])
        return value is not None and (value != "quote" or self.quoted(index))

    def quoted(self, index: int) -> bool:
        """Whether a quotation mark stands between a verb and what is said."""
        speech = self.grammar.speech
        said = [
            kid
            for kid in self.kids[index]
            if self.rels[kid] == "ccomp" or (self.rels[kid] == "parataxis" and self.lemmas[kid] not in speech)
        ]
        if self.rels[index] == "parataxis":
            said.append(self.heads[index])
        return any(not QUOTES.isdisjoint(self.forms[min(one, index) : max(one, index)]) for one in said)

    def when(self, index: int) -> bool:
        """Whether a noun of time stands bare, as an adverb (*accepted Monday to sell*), whatever the parser takes it for."""
        return self.lemmas[index] in self.grammar.time and not self.kids[index]

    def openers(self, index: int) -> list[str]:
        """The words that open a clause: its mark or preposition with what is fixed to it (*instead of*, *au lieu de*)."""
        found = []
        for kid in self.kids[index]:
            if kid < index and self.rels[kid] in ("mark", "case"):
                found.append(self.grammar.preposition.get(self.forms[kid], self.forms[kid]))
                found.extend(self.forms[more] for more in self.kids[kid] if self.rels[more] == "fixed")
        above = self.heads[index]
        if self.upos[above] == "ADV" and found:  # *far from attacking*, *rather than attack*
            found.append(self.forms[above])
        return found

    def infinitive(self, index: int) -> bool:
        """Whether a verb is an infinitive, its auxiliaries counted (*to have attacked*, *avoir attaqué*)."""
        return self.form(index) == "Inf"

    def finite(self, index: int) -> bool:
        """Whether a verb is finite, its auxiliaries counted."""
        return self.form(index) == "Fin"

    def subjunctive(self, index: int) -> bool:
        """Whether a verb or its first auxiliary stands in the subjunctive; in English a bare form behind *that*, with a subject
        of its own and no auxiliary (*insisted that Chad withdraw*).
        """
        if self.tokens[index].features.get("VerbForm") == "Inf" and self._bare_clause(index):
            return True
        return any(
            self.tokens[one].features.get("Mood") == "Sub"
            for one in (index, *self.kids[index])
            if one == index or self.rels[one].startswith("aux")
        )

    def _bare_clause(self, index: int) -> bool:
        """Whether a verb has a conjunction and a subject of its own, but neither auxiliary nor a particle of the infinitive."""
        marks = {self.upos[kid] for kid in self.kids[index] if self.rels[kid] == "mark"}
        rels = [self.rels[kid] for kid in self.kids[index]]
        own = any(rel.startswith("nsubj") for rel in rels)
        return marks == {"SCONJ"} and own and not any(rel.startswith("aux") for rel in rels)

    def form(self, index: int) -> str:
        """`Fin`, `Inf` or `Part`: that of the first auxiliary, else of the verb itself."""
        for kid in self.kids[index]:
            if self.rels[kid].startswith(("aux", "cop")) and "VerbForm" in self.tokens[kid].features:
                return self.tokens[kid].features["VerbForm"]
        return self.tokens[index].features.get("VerbForm", "Fin")

    def definite(self, index: int) -> bool:
        """Whether a noun is told of as known: an article, possessive or demonstrative that says so, or an owner before it."""
        for kid in self.kids[index]:
            features = self.tokens[kid].features
            if self.rels[kid] == "nmod:poss" or (
                self.rels[kid].startswith("det")
                and (
                    features.get("Definite") == "Def"
                    or features.get("PronType") in ("Dem", "Prs")
                    or features.get("Poss")
                )
            ):
                return True
        return False
