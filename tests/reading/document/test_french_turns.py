"""Turns of French, sentence by sentence: the events of each are those of its row and no others, with their sides."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente.records import Actor, Event
from detente.text.tables import lines

pytestmark = pytest.mark.model
ROWS = [cells for _, cells in lines(Path(__file__).parent / "data" / "turns.fr.tsv", ("sentence", "readings"))]


def countries(side: tuple[Actor, ...]) -> str:
    found = {country for one in side for country in (one.members or ((one.country,) if one.country else ()))}
    return "+".join(sorted(found)) or "-"


def told(event: Event) -> str:
    sides = [countries(event.actor), countries(event.recipient)]
    if event.both:
        sides.sort()
    return f"{event.event} {('<>' if event.both else '>').join(sides)} {event.status}"


@pytest.mark.parametrize(("sentence", "readings"), ROWS, ids=[sentence[:40] for sentence, _ in ROWS])
def test_a_turn_of_french_reads_as_its_row_says(sentence: str, readings: str) -> None:
    reading = detente.read(sentence, published="2025-03-14", language="fr", quick=True)
    wanted = [] if readings == "NONE" else sorted(readings.split(" ; "))
    assert sorted(told(event) for event in reading.events) == wanted
