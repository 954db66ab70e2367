"""A reference in one line: its words in the marks of the dossier's language, where they stand, and their grade."""

from __future__ import annotations

from detente.dossiers.model import Dossier, Reference
from detente.telling.wording import quoted


def words(one: Reference, dossier: Dossier, text: str | None = None) -> str:
    """The words, quoted where they are the source's own, marked as a paraphrase where they are not."""
    text = one.words if text is None else text
    return quoted(text, dossier.language) if one.quoted else f"{text} ({dossier.labels['paraphrased']})"


def about(one: Reference) -> str:
    """Source, day, event and grade."""
    return ", ".join(part for part in (one.source, one.published, one.event, one.grade) if part)


def line(one: Reference, dossier: Dossier) -> str:
    return f"{words(one, dossier)} — {about(one)}"


__all__ = ["about", "line", "words"]
