"""One deed under one operator after another, in both languages: what is told, of whom, in which state.

Minimal pairs: the sound counterpart first, then the same deed promised, denied, demanded, threatened, ended, accused, doubted.
"""

from __future__ import annotations

from datetime import date

import pytest

import detente

pytestmark = pytest.mark.model

ENGLISH = [
    ("Peru shelled a Bolivian post.", {"ASSAULT PER>BOL happened"}),
    ("Peru threatened to shell a Bolivian post.", {"THREATEN PER>BOL happened"}),
    ("Peru denied having shelled a Bolivian post.", {"ASSAULT PER>BOL negated"}),
    ("Peru did not shell a Bolivian post.", {"ASSAULT PER>BOL negated"}),
    ("Bolivia accused Peru of shelling a village.", {"ACCUSE BOL>PER happened"}),
    ("Bolivia blamed Peru for shelling a village and burning the crops.", {"ACCUSE BOL>PER happened"}),
    ("There is no evidence that Peru shelled a Bolivian post.", set()),
    ("It is unlikely that Peru shelled a Bolivian post.", set()),
    ("Peru almost invaded Bolivia.", {"ASSAULT PER>BOL negated"}),
    ("Neither Peru nor Chile invaded Bolivia.", {"ASSAULT CHL+PER>BOL negated"}),
    ("Had Peru invaded Bolivia, Chile would have sent troops.", set()),
    ("Colombia kept Peru from attacking Bolivia.", set()),
    ("Peru recognised Kosovo.", {"SUPPORT PER>XKX happened"}),
    ("Peru promised to recognise Kosovo.", {"AGREE PER>XKX planned"}),
    ("Peru refused to recognise Kosovo.", {"REJECT PER>XKX happened"}),
    ("Bolivia urged Peru to release the sailors and to reopen the border.", {"REQUEST BOL>PER happened"}),
    ("Bolivia praised Peru for releasing the sailors.", {"SUPPORT BOL>PER happened", "RETREAT PER>BOL happened"}),
    ("Peru suspended its agreements with Bolivia.", {"SANCTION PER>BOL happened"}),
    ("Peru threatened to suspend its agreements with Bolivia.", {"THREATEN PER>BOL happened"}),
    ("Peru has not ruled out recognising Kosovo.", {"AGREE PER>XKX planned"}),
    ("Bolivia called the Peruvian law unacceptable.", {"ACCUSE BOL>PER happened"}),
    ("Bolivia called the Peruvian claims baseless.", {"REJECT BOL>PER happened"}),
    ('"We condemn Bolivia," the Peruvian foreign ministry said.', {"ACCUSE PER>BOL happened"}),
    ("Peru severs ties with Bolivia", {"SANCTION PER>BOL happened"}),
    ("Peru helped Chile, but not Bolivia.", {"AID PER>CHL happened"}),
]
FRENCH = [
    ("Le Pérou a bombardé un village bolivien.", {"ASSAULT PER>BOL happened"}),
    ("Le Pérou menace de bombarder un village bolivien.", {"THREATEN PER>BOL happened"}),
    ("Le Pérou nie avoir bombardé un village bolivien.", {"ASSAULT PER>BOL negated"}),
    ("Il est faux que le Pérou ait attaqué la Bolivie.", {"ASSAULT PER>BOL negated"}),
    ("Rien n'indique que le Pérou ait attaqué la Bolivie.", set()),
    ("Il est peu probable que le Pérou attaque la Bolivie.", set()),
    ("Ni le Pérou ni le Chili n'ont envahi la Bolivie.", {"ASSAULT CHL+PER>BOL negated"}),
    ("Aucun soldat péruvien n'a attaqué la Bolivie.", {"ASSAULT PER>BOL negated"}),
    ("La Bolivie reproche au Pérou d'avoir fermé la frontière.", {"ACCUSE BOL>PER happened"}),
    ("La Bolivie blâme le Pérou d'avoir expulsé ses bergers et saisi leurs lamas.", {"ACCUSE BOL>PER happened"}),
    ("Le Pérou vendra des radars à la Bolivie.", {"AGREE PER>BOL planned"}),
    ("Le Pérou vendrait des radars à la Bolivie.", {"AGREE PER>BOL planned"}),
    (
        "Le Pérou s'est engagé à indemniser la Bolivie et à rouvrir la frontière.",
        {"AGREE PER>BOL planned", "AGREE PER> planned"},
    ),
    ("La Bolivie exhorte le Pérou à libérer les marins.", {"REQUEST BOL>PER happened"}),
    ("La Bolivie trouve injuste la nouvelle taxe péruvienne.", {"ACCUSE BOL>PER happened"}),
    ("La Bolivie voit dans les manœuvres péruviennes une provocation.", {"ACCUSE BOL>PER happened"}),
    ("Aux yeux de La Paz, la loi péruvienne est une insulte à la Bolivie.", {"ACCUSE BOL>PER happened"}),
    (
        "« Nous condamnons la Bolivie », a dit le ministère péruvien des Affaires étrangères.",
        {"ACCUSE PER>BOL happened"},
    ),
    ("« J'appelle la Bolivie à libérer nos marins », a lancé le président péruvien.", {"REQUEST PER>BOL happened"}),
    ("Le Pérou a aidé le Chili, mais pas la Bolivie.", {"AID PER>CHL happened"}),
]


def told(text: str, language: str) -> set[str]:
    reading = detente.read(text + "\n", published=date(2025, 3, 14), language=language, quick=True)
    return {
        f"{event.event} {'+'.join(sorted(a.country for a in event.actor if a.country))}"
        f">{'+'.join(sorted(a.country for a in event.recipient if a.country))} {event.status}"
        for event in reading.events
    }


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text for text, _ in ENGLISH])
def test_a_deed_is_told_as_its_english_operator_says(text: str, expected: set[str]) -> None:
    assert told(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), FRENCH, ids=[text for text, _ in FRENCH])
def test_a_deed_is_told_as_its_french_operator_says(text: str, expected: set[str]) -> None:
    assert told(text, "fr") == expected


def test_hearsay_is_possible_and_nobody_else_s_word() -> None:
    reading = detente.read(
        "Le Pérou aurait livré des radars à la Bolivie.\n", published=date(2025, 3, 14), language="fr"
    )
    (event,) = reading.events
    assert (event.status, event.likelihood, event.said_by.kind) == ("happened", "possible", "hearsay")
