"""The numbered references of a dossier: each sentence once, graded when it is first used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from detente.answers.compose import Said
from detente.answers.sources import Citation
from detente.dossiers.grading import credibility, of_count
from detente.dossiers.model import Claim, Reference
from detente.errors import NotFound
from detente.store.analyst.grades import UNSET, grades
from detente.store.casebook import Casebook
from detente.store.serving.detail import evidence_of


class Register:
    """Gives each cited sentence its number, in the order of the text."""

    def __init__(self, book: Casebook):
        self.book = book
        self.reliability = grades(book)
        self._numbers: dict[tuple[str | None, str, str], int] = {}
        self._references: list[Reference] = []
        self._events: dict[str, Any] = {}

    def claims(self, sentences: Iterable[Said]) -> tuple[Claim, ...]:
        """Sentences of an answer as claims with the numbers of what they cite, each sentence once."""
        told = dict.fromkeys(
            (said.text, tuple(dict.fromkeys(map(self.number, said.citations))), said.tag) for said in sentences
        )
        return tuple(Claim(*one) for one in told)

    def number(self, citation: Citation) -> int:
        key = (citation.document, citation.source, citation.text)
        if key not in self._numbers:
            self._numbers[key] = len(self._references) + 1
            self._references.append(self._reference(citation))
        return self._numbers[key]

    def _reference(self, citation: Citation) -> Reference:
        origin = self.book.document(citation.document).source if citation.document else ""
        return Reference(
            number=len(self._references) + 1,
            event=citation.event,
            source=citation.source,
            published=citation.date,
            words=citation.text,
            reliability=self.reliability.get(citation.source, UNSET),
            credibility=self._credibility(citation),
            document=citation.document,
            address=origin if origin.startswith(("http://", "https://")) else None,
        )

    def _credibility(self, citation: Citation) -> int:
        """By the other sources of the same event; a pact of the file or of a text stands alone."""
        if citation.event not in self._events:
            try:
                self._events[citation.event] = self.book.event(citation.event) if citation.document else None
            except NotFound:  # a commitment as a text states it
                self._events[citation.event] = None
        event = self._events[citation.event]
        if event is None:
            return of_count(1)
        return next(
            credibility(event, proof)
            for proof in evidence_of(event).to_pylist()
            if " ".join(proof["text"].split()) == citation.text
        )

    @property
    def references(self) -> tuple[Reference, ...]:
        return tuple(self._references)

    def documents(self) -> list[str]:
        """The documents cited, in the order of the text."""
        return list(dict.fromkeys(one.document for one in self._references if one.document))

    def by_source(self) -> list[tuple[str, int, int, str]]:
        """Each source with its documents and sentences cited and its reliability, the most cited first."""
        sentences = Counter(one.source for one in self._references)
        papers = Counter(source for source, _ in {(one.source, one.document) for one in self._references})
        order = sorted(sentences, key=lambda source: (-sentences[source], source))
        return [(one, papers[one], sentences[one], self.reliability.get(one, UNSET)) for one in order]


__all__ = ["Register"]
