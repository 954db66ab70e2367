"""Inverted records: each part of a reading turned about against its sentence is found out, and the right one passes."""

import pytest

from detente.telling.check import Line, faults

C = frozenset


def line(text: str, language: str, trigger: str, chain: str, kind: str, actor: str, recipient: str, status: str = "happened") -> Line:  # fmt: skip
    begin = text.index(trigger)
    sides = ((C((actor,)),) if actor else (), (C((recipient,)),) if recipient else ())
    return Line(text, language, begin, begin + len(trigger), kind, chain, status, *sides)


RIGHT = [
    ("Chile supplied tanks to Peru on Monday.", "en", "supplied", "provide-weapons", "AID", "CHL", "PER"),
    ("Le Chili a livré des chars au Pérou.", "fr", "livré", "provide-weapons", "AID", "CHL", "PER"),
    ("Peru was condemned by Chile for the raid.", "en", "condemned", "criticise", "ACCUSE", "CHL", "PER"),
    ("Kenya declined to meet Oman.", "en", "declined", "refuse(meet)", "REJECT", "KEN", "OMN"),
    ("Le Mali a promis d'aider le Tchad.", "fr", "promis", "promise(provide-aid)", "AGREE", "MLI", "TCD"),
    ("Oman received grain from Kenya.", "en", "received", "provide-aid", "AID", "KEN", "OMN"),
    ("Mali suspended its talks with Chad.", "en", "suspended", "stop(hold-talks)", "SANCTION", "MLI", "TCD"),
    ("Chile accused Peru of shelling its port.", "en", "accused", "accuse(shell)", "ACCUSE", "CHL", "PER"),
]  # fmt: skip
WRONG = [
    ("what", "Chile suspended its tests.", "en", "suspended", "censor", "COERCE", "CHL", ""),
    ("what", "Kenya began to shell Oman.", "en", "shell", "try(shell)", "ASSAULT", "KEN", "OMN"),
    ("what", "Chile promised eight harbour pilots to Peru.", "en", "promised", "promise(reach-agreement)", "AGREE", "CHL", "PER"),
    ("what", "Le Mali a expulsé dix diplomates tchadiens.", "fr", "expulsé", "suspend-cooperation", "SANCTION", "MLI", "TCD"),
    ("what", "Le Mali a tiré des coups de semonce contre un avion tchadien.", "fr", "tiré", "attack", "ASSAULT", "MLI", "TCD"),
    ("status", "Le Mali a annoncé le retrait de ses troupes du Tchad.", "fr", "annoncé le retrait", "withdraw-forces", "RETREAT", "MLI", "TCD"),
    ("who", "The presidents of Peru and Mali met in Oman on Monday.", "en", "met", "meet", "CONSULT", "OMN", "PER"),
    ("what", "Kenya issued a warrant for the arrest of a minister of Oman.", "en", "arrest", "arrest", "COERCE", "KEN", "OMN"),
    ("what", "Le Mali a suspendu trois fonctionnaires tchadiens.", "fr", "suspendu", "suspend-cooperation", "SANCTION", "MLI", "TCD"),
    ("whom", "Kenya recognised the independence of a part of Oman.", "en", "recognised", "recognise", "SUPPORT", "KEN", "OMN"),
    ("whom", "Chile warned that they would be fair game if they fought Peru.", "en", "warned", "threaten", "THREATEN", "CHL", "PER"),
    ("what", "Chile sent a train to Peru to look at the tracks.", "en", "sent", "provide-aid", "AID", "CHL", "PER"),
    ("whom", "Kenya freed two sailors of Oman and destroyed its own dam.", "en", "destroyed", "destroy", "ASSAULT", "KEN", "OMN"),
    ("whom", "Chile demanded on Monday that Kenya withdraw from Peru.", "en", "demanded", "appeal", "REQUEST", "CHL", "PER"),
    ("status", "Peru will keep its base after Chile leaves Oman.", "en", "leaves", "withdraw-forces", "RETREAT", "CHL", "OMN"),
    ("partner", "Chile spoke by telephone on Monday.", "en", "spoke", "phone", "CONSULT", "CHL", ""),
    ("roles", "Kenya stood firm and defended its friendship with Oman.", "en", "defended", "endorse", "SUPPORT", "OMN", "KEN"),
    ("polarity", "Chile did not supply tanks to Peru.", "en", "supply", "provide-weapons", "AID", "CHL", "PER"),
    ("polarity", "Le Chili n'a livré aucun char au Pérou.", "fr", "livré", "provide-weapons", "AID", "CHL", "PER"),
    ("polarity", "Chile denied having attacked Peru.", "en", "attacked", "attack", "ASSAULT", "CHL", "PER"),
    ("polarity", "Le Mali a nié avoir attaqué le Tchad.", "fr", "attaqué", "attack", "ASSAULT", "MLI", "TCD"),
    ("polarity", "Chile and Peru met, but they signed nothing.", "en", "signed", "sign-agreement", "SUPPORT", "CHL", "PER"),
    ("status", "Chile will supply tanks to Peru.", "en", "supply", "provide-weapons", "AID", "CHL", "PER"),
    ("status", "Le Chili livrera des chars au Pérou.", "fr", "livrera", "provide-weapons", "AID", "CHL", "PER"),
    ("status", "Kenya threatened to attack Oman.", "en", "attack", "attack", "ASSAULT", "KEN", "OMN"),
    ("status", "Le Mali a menacé d'attaquer le Tchad.", "fr", "attaquer", "attack", "ASSAULT", "MLI", "TCD"),
    ("status", "Chile accused Peru of shelling its port.", "en", "shelling", "shell", "ASSAULT", "CHL", "PER"),
    ("status", "If Chile attacks Peru, Kenya will answer.", "en", "attacks", "attack", "ASSAULT", "CHL", "PER"),
    ("status", "Si le Mali attaque le Tchad, Oman répondra.", "fr", "attaque", "attack", "ASSAULT", "MLI", "TCD"),
    ("status", "Kenya demanded that Oman respect the accord.", "en", "accord", "sign-agreement", "SUPPORT", "KEN", "OMN"),
    ("end", "Mali called off its visit to Chad.", "en", "visit", "visit", "CONSULT", "MLI", "TCD"),
    ("end", "Le Mali a annulé sa visite au Tchad.", "fr", "visite", "visit", "CONSULT", "MLI", "TCD"),
    ("end", "Mali held talks with Chad.", "en", "held", "stop(hold-talks)", "SANCTION", "MLI", "TCD"),
    ("who", "Peru received tanks on Monday.", "en", "received", "provide-weapons", "AID", "CHL", "PER"),
    ("whom", "Chile supplied tanks on Monday.", "en", "supplied", "provide-weapons", "AID", "CHL", "PER"),
    ("roles", "Chile supplied tanks to Peru on Monday.", "en", "supplied", "provide-weapons", "AID", "PER", "CHL"),
    ("roles", "Le Chili a livré des chars au Pérou.", "fr", "livré", "provide-weapons", "AID", "PER", "CHL"),
    ("roles", "Peru was condemned by Chile for the raid.", "en", "condemned", "criticise", "ACCUSE", "PER", "CHL"),
    ("roles", "The attack of Kenya against Oman went on.", "en", "attack", "attack", "ASSAULT", "OMN", "KEN"),
]  # fmt: skip


@pytest.mark.parametrize("given", RIGHT, ids=lambda given: given[0])
def test_a_reading_that_its_sentence_bears_passes(given: tuple[str, ...]) -> None:
    assert faults(line(*given)) == ()


@pytest.mark.parametrize("given", WRONG, ids=lambda given: f"{given[0]}: {given[1]}")
def test_a_reading_turned_about_is_found_out(given: tuple[str, ...]) -> None:
    assert given[0] in faults(line(*given[1:]))


def test_what_is_told_as_denied_or_to_come_needs_words_that_say_so() -> None:
    plain = "Chile supplied tanks to Peru on Monday."
    assert "polarity" in faults(line(plain, "en", "supplied", "provide-weapons", "AID", "CHL", "PER", "negated"))
    assert "status" in faults(line(plain, "en", "supplied", "provide-weapons", "AID", "CHL", "PER", "planned"))
    coming = "Chile will supply tanks to Peru."
    assert faults(line(coming, "en", "supply", "provide-weapons", "AID", "CHL", "PER", "planned")) == ()


def test_a_sentence_of_a_language_without_words_is_never_told() -> None:
    assert faults(line("Chile supplied tanks to Peru.", "xx", "supplied", "provide-weapons", "AID", "CHL", "PER")) == (
        "language",
    )


def test_where_two_met_is_neither_of_them() -> None:
    text = "Le Chili et le Pérou se sont rencontrés lundi au Mali."
    begin = text.index("rencontrés")
    told = Line(text, "fr", begin, begin + 10, "CONSULT", "meet", "happened", (C(("CHL",)),), (C(("MLI",)),), both=True)
    assert "who" in faults(told)
    right = Line(
        text, "fr", begin, begin + 10, "CONSULT", "meet", "happened", (C(("CHL",)),), (C(("PER",)),), both=True
    )
    assert faults(right) == ()
