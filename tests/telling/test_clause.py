"""A reading in words of ours: finite sentences and labels that are French and English, and silence where neither can be."""

import pytest

from detente.codebook import load
from detente.telling.clause import frames, infinitive, label, nominal, sayings, sentence


def row(chain: str, kind: str = "COERCE", both: bool = False, status: str = "happened") -> dict[str, object]:
    sides = {"actors": [{"country": "USA", "text": "-"}], "recipients": [{"country": "JPN", "text": "-"}]}
    return sides | {"deed": chain, "event": kind, "both": both, "status": status}


def test_every_deed_and_operator_of_the_codebook_can_be_looked_up() -> None:
    assert set(load().operators) <= set(frames("fr"))
    assert set(load().deeds) == set(sayings("en")) == set(sayings("fr"))


@pytest.mark.parametrize(
    ("chain", "kind", "both", "en", "fr"),
    [
        ("impose-sanctions", "COERCE", False, "the United States imposed sanctions or duties on Japan", "les États-Unis ont imposé des sanctions ou des droits au Japon"),
        ("promise(provide-energy)", "AGREE", False, "the United States planned or agreed to provide energy to Japan", "les États-Unis ont prévu ou accepté de fournir de l'énergie au Japon"),
        ("ask(withdraw-forces)", "REQUEST", False, "the United States called on Japan to withdraw", "les États-Unis ont demandé au Japon d'opérer un retrait"),
        ("not(attack)", "ASSAULT", False, "the United States did not attack Japan", "les États-Unis n’ont pas attaqué le Japon"),
        ("not(provide-aid)", "AID", False, "the United States did not provide aid to Japan", "les États-Unis n’ont pas fourni d'aide au Japon"),
        ("meet", "CONSULT", True, "the United States and Japan met", "les États-Unis et le Japon se sont rencontrés"),
        ("reach-agreement", "AGREE", False, "the United States reached an agreement with Japan", "les États-Unis sont parvenus à un accord avec le Japon"),
        ("condemn(shell)", "ACCUSE", False, "the United States condemned Japan over artillery or missile fire", "les États-Unis ont condamné le Japon pour des tirs d'artillerie ou de missiles"),
        ("accuse(hack)", "ACCUSE", False, "the United States accused Japan of cyberattacks", "les États-Unis ont accusé le Japon de cyberattaques"),
        ("praise(mediate)", "SUPPORT", False, "the United States welcomed mediation by Japan", "les États-Unis ont salué une médiation du Japon"),
    ],
)  # fmt: skip
def test_events_are_finite_sentences_in_both_languages(chain: str, kind: str, both: bool, en: str, fr: str) -> None:
    assert sentence(row(chain, kind, both), "en") == en
    assert sentence(row(chain, kind, both), "fr") == fr


@pytest.mark.parametrize(
    "chain",
    ["refuse(not(meet))", "not(refuse(meet))", "try(allow())", "say(meet)", "accuse(stop(trade))", "a-deed-of-others"],
)
def test_what_no_frame_foresees_is_not_said(chain: str) -> None:
    assert sentence(row(chain), "en") == sentence(row(chain), "fr") == ""


def test_a_deed_that_asks_for_a_party_is_not_said_without_one() -> None:
    alone = row("criticise") | {"recipients": []}
    assert sentence(alone, "fr") == ""
    assert sentence(row("criticise") | {"actors": []}, "en") == ""
    assert label(alone, "fr") == "critiques"
    assert label(row("insult", both=True), "en") == "insulted"


@pytest.mark.parametrize(
    ("chain", "status", "en", "fr"),
    [
        ("provide-weapons", "happened", "provided weapons", "ont fourni des armes"),
        ("provide-weapons", "planned", "deliveries of weapons", "livraisons d'armes"),
        ("promise(stop(test-weapon))", "planned", "planned or agreed: end to weapon tests", "prévu ou convenu : arrêt d'essais d'armes"),
        ("ask(resume(hold-talks))", "demanded", "asked for: resumption or extension of talks", "demandé : reprise ou prolongation de pourparlers"),
        ("announce(promise(visit))", "planned", "announced: visit", "annoncé : visite"),
        ("condemn(ally)", "happened", "condemned: rapprochement or alliance", "condamné : rapprochement"),
        ("praise()", "happened", "welcomed", "salué"),
        ("accuse", "happened", "accused", "ont accusé"),
        ("not(refuse(meet))", "happened", "", ""),
    ],
)  # fmt: skip
def test_labels_of_tags(chain: str, status: str, en: str, fr: str) -> None:
    assert label(row(chain, status=status), "en") == en
    assert label(row(chain, status=status), "fr") == fr


def test_an_event_of_another_codebook_goes_by_its_type() -> None:
    assert label(row("", "AID"), "fr") == "aide matérielle"
    assert nominal([], "a-deed-of-others", "en") == ""
    assert infinitive("visit", "fr") == "visiter"


def test_no_template_of_ours_shows_its_seams() -> None:
    """Words by which nested chains were told once, though no sentence holds them."""
    seams = ("this:", "ceci", "act towards", "omis", "agir")
    for language in ("en", "fr"):
        told = [one for frame in frames(language).values() for one in frame] + [
            one for saying in sayings(language).values() for one in saying
        ]
        assert not [text for text in told for seam in seams if seam in text]
