"""The relation of a marked pair over sentences of our own, and the turns of phrase that carry it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente import relations
from detente.records import Relation, Span
from detente.text.tables import lines as table

pytestmark = pytest.mark.model
ROWS = Path(__file__).parent / "data" / "relations.fr.tsv"
FLOOR = 0.93  # share of types as marked; 0.95 when it was set


def unmark(marked: str) -> tuple[str, Span, Span]:
    text, spans = "", {}
    for piece in re.split(r"(</?[st]>)", marked):
        if piece in ("<s>", "<t>"):
            spans[piece[1]] = Span(len(text), len(text))
        elif piece in ("</s>", "</t>"):
            spans[piece[2]] = Span(spans[piece[2]].begin, len(text))
        else:
            text += piece
    return text, spans["s"], spans["t"]


def one(marked: str) -> Relation:
    return relations([unmark(marked)], language="fr")[0]


def test_sentences_of_our_own_read_as_marked() -> None:
    rows = [cells for _, cells in table(ROWS, ("type", "sentence"))]
    found = relations([unmark(sentence) for _, sentence in rows], language="fr")
    wrong = [
        f"{kind} read as {relation.event} by {relation.rule}: {sentence}"
        for (kind, sentence), relation in zip(rows, found, strict=True)
        if relation.event not in kind.split("|")
    ]
    assert len(rows) > 180
    assert len(wrong) <= (1 - FLOOR) * len(rows), "\n".join(wrong)


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("Selon <s>Quito</s>, <t>Bogota</t> a bombardé un village.", "ACCUSE"),
        ("Aux dires de <s>Quito</s>, <t>Bogota</t> a bombardé un village.", "ACCUSE"),
        ("À en croire <s>Quito</s>, <t>Bogota</t> a bombardé un village.", "ACCUSE"),
        ("Pour <s>Quito</s>, <t>Bogota</t> doit cesser ses tirs.", "REQUEST"),
        ("Des pourparlers avec <t>Tripoli</t>, c'est ce que réclame <s>Tunis</s>.", "REQUEST"),
        ("Il faut que <t>Minsk</t> libère les captifs, a martelé <s>le pape</s>.", "REQUEST"),
        ("Il n'est pas question de livrer des chars à <t>Kiev</t>, a déclaré <s>Budapest</s>.", "REJECT"),
        ("<s>Tunis</s> insiste pour que <t>Tripoli</t> libère les marins.", "REQUEST"),
        ("<s>Lisbonne</s> a rencontré <t>Poutine</t> lundi.", "CONSULT"),
        ("<s>Riyad</s> a prévenu qu'il ne lèverait pas l'embargo visant <t>Doha</t>.", "REJECT"),
    ],
)
def test_a_turn_of_phrase_decides(marked: str, kind: str) -> None:
    found = one(marked)
    assert found.event == kind, found.rule
    assert not found.rule.startswith("fallback:")
