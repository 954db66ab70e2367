"""Whom a pronoun, a possessive or a description stands for, and that nobody is lent to a sentence that does not ask."""

from __future__ import annotations

import pytest

import detente
from detente.records import Event

pytestmark = pytest.mark.model


def told(text: str, language: str) -> list[str]:
    events = detente.read(f"{text}\n", published="2024-06-26", language=language, quick=True).events
    return [f"{e.event} {side(e, 'actor')}>{side(e, 'recipient')}" for e in events]


def side(event: Event, name: str) -> str:
    return "+".join(sorted(one.country or "?" for one in getattr(event, name))) or "-"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway praised Ghana on Friday. The war on poverty has cost billions."),
        ("en", "Norway praised Ghana on Friday. The fighting frightened investors."),
        ("en", "Norway praised Ghana on Friday. The negotiations will go on in autumn."),
        ("en", "Norway praised Ghana on Friday. Relations have never been calmer."),
        ("fr", "La Norvège a félicité le Ghana vendredi. La guerre contre la pauvreté a coûté cher."),
        ("fr", "La Norvège a félicité le Ghana vendredi. Les hostilités ont effrayé les investisseurs."),
        ("fr", "La Norvège a félicité le Ghana vendredi. Les négociations reprendront à l'automne."),
    ],
)
def test_an_event_noun_does_not_take_the_parties_of_the_sentence_before(language: str, text: str) -> None:
    assert told(text, language) == ["SUPPORT NOR>GHA"]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Norway praised Ghana. Uruguay protested.", "URY"),
        ("fr", "La Norvège a félicité le Ghana. L'Uruguay a protesté.", "URY"),
    ],
)
def test_a_verb_without_recipient_takes_none_from_elsewhere(language: str, text: str, kind: str) -> None:
    assert not [one for one in told(text, language) if one.startswith(("ACCUSE", "PROTEST")) and not one.endswith(">-")]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Bhutan recalled its consul. The kingdom also condemned Laos.", "ACCUSE BTN>LAO"),
        ("en", "Ghana has signed the pact. The country also condemned Laos.", "ACCUSE GHA>LAO"),
        ("en", "The Gambian president left Accra. The head of state thanked Ghana.", "SUPPORT GMB>GHA"),
        ("en", "Mexico met Panama in May. The two countries signed a treaty.", "SUPPORT MEX>PAN"),
        ("en", "Uganda criticised Rwanda. It also expelled the Rwandan ambassador.", "SANCTION UGA>RWA"),
        ("fr", "Le Bhoutan a rappelé son consul. Le royaume a aussi condamné le Laos.", "ACCUSE BTN>LAO"),
        ("fr", "Le Ghana a convoqué l'ambassadeur togolais. Le ministère a condamné le Togo.", "ACCUSE GHA>TGO"),
        ("fr", "Le Mexique a rencontré le Panama en mai. Les deux pays ont signé un traité.", "SUPPORT MEX>PAN"),
        ("fr", "L'Ouganda a critiqué le Rwanda. Il a aussi expulsé l'ambassadeur rwandais.", "SANCTION UGA>RWA"),
    ],
)
def test_a_description_or_pronoun_reaches_back_to_whom_it_names(language: str, text: str, wanted: str) -> None:
    assert wanted in told(text, language)


def test_whom_a_description_stands_for_is_said() -> None:
    (event,) = detente.read(
        "Bhutan praised its envoy. The kingdom condemned Laos.\n", language="en", quick=True
    ).events[-1:]
    assert event.actor[0].text == "The kingdom"
    assert event.actor[0].rule == "description for 'Bhutan' at 0"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ghana, Togo and Benin met. The two countries signed a treaty."),
        ("en", "Ghana praised Togo. The former colonial power condemned Laos."),
        ("en", "Ghana praised Togo. The kingdom condemned Laos."),
        ("en", "Armenia's allies condemned Laos."),
        ("fr", "Le Ghana a félicité le Togo. L'ancienne puissance coloniale a condamné le Laos."),
        ("fr", "L'Iran et Oman ont signé un accord. Les pays voisins ont condamné le Laos."),
    ],
)
def test_where_nobody_or_several_could_be_meant_nobody_is(language: str, text: str) -> None:
    assert not [one for one in told(text, language)[1:] if "LAO" in one and not one.startswith("ACCUSE ->")]
    assert len(told(text, language)) <= 1


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Peruvian police arrested two Peruvian senators.", "COERCE PER>PER"),
        ("en", "The Zambian opposition accused the government of fraud.", "ACCUSE ZMB>ZMB"),
        ("en", "Protesters stormed the Zambian parliament.", ">ZMB"),
        ("fr", "La police péruvienne a arrêté deux sénateurs péruviens.", "COERCE PER>PER"),
        ("fr", "L'opposition zambienne accuse le gouvernement de fraude.", "ACCUSE ZMB>ZMB"),
    ],
)
def test_people_of_one_state_stand_on_both_sides(language: str, text: str, wanted: str) -> None:
    assert any(one.endswith(wanted) for one in told(text, language)), told(text, language)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Two Danish engineers were kidnapped in May.", "COERCE ->DNK"),
        ("en", "Malta has been asked to release the crew.", "REQUEST ->MLT"),
        ("en", "Nineteen countries expelled Serbian diplomats.", "SANCTION ->SRB"),
        ("fr", "Deux ingénieurs danois ont été enlevés en mai.", "->DNK"),
        ("fr", "Malte a été priée de libérer l'équipage.", "REQUEST ->MLT"),
    ],
)
def test_a_doer_whom_the_sentence_leaves_open_stays_open(language: str, text: str, wanted: str) -> None:
    found = [one.replace("?", "-") for one in told(text, language)]
    assert any(one.endswith(wanted.split(" ", 1)[-1]) for one in found), found


def test_what_is_lost_for_want_of_a_side_is_said() -> None:
    reading = detente.read("L. Brandt accused Malta of fraud.\n", language="en", quick=True)
    assert not reading.events
    (lost,) = [one for one in reading.unresolved if one.what == "actor"]
    assert lost.reason == "1 event dropped: accused (ACCUSE) because L. Brandt is not known"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Fighting between Ghana and Togo broke out in May.", "ASSAULT GHA>TGO"),
        ("en", "Norway condemned the offensive led by Ghana against Togo.", "ACCUSE NOR>GHA"),
        ("en", "Ghana condemned Togo's shelling of its ports.", "ASSAULT TGO>GHA"),
        ("en", "Greece condemned Malta and expelled its consul.", "SANCTION GRC>MLT"),
        ("en", "Ghana protested after Beninese soldiers crossed the river.", "ACCUSE GHA>BEN"),
        ("en", "The Greek ambassador has been expelled from Chile.", "SANCTION CHL>GRC"),
        ("fr", "Des discussions ont eu lieu entre le Ghana et le Togo.", "CONSULT GHA>TGO"),
        ("fr", "La confiscation de trois navires grecs par le Ghana inquiète les armateurs.", "COERCE GHA>GRC"),
        ("fr", "La Lettonie, à laquelle la Suède a livré des chars, remercie Stockholm.", "SUPPORT LVA>SWE"),
        ("fr", "Le Ghana a ordonné un raid contre un poste togolais et le Togo l'a dénoncé.", "ACCUSE TGO>GHA"),
        ("fr", "On a saisi un cargo grec dans le port.", "COERCE ->GRC"),
    ],
)
def test_the_sides_that_the_words_of_a_sentence_part(language: str, text: str, wanted: str) -> None:
    assert wanted in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ghana protested after Benin fired on Togo."),
        ("fr", "Le Ghana a protesté après que le Bénin a tiré sur le Togo."),
    ],
)
def test_of_two_below_words_against_somebody_neither_is_meant(language: str, text: str) -> None:
    assert not [one for one in told(text, language) if one.startswith("ACCUSE") and not one.endswith(">-")]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        # who stands before a hyphen does what the participle says, or leads those it names
        ("en", "The Iran-backed Houthis seized a tanker.", "SUPPORT IRN>YEM"),
        ("en", "An Oman-brokered truce between Mali and Niger collapsed.", "CONSULT OMN>MLI+NER"),
        ("en", "Kenyan-led forces shelled Mogadishu.", "ASSAULT KEN>SOM"),
        # an institution is of its seat
        ("en", "A court in Minsk sentenced two Lithuanian nationals to prison.", "COERCE BLR>LTU"),
        # what somebody is jailed for is not done by who jails him
        ("en", "Ghana jailed a Togolese for spying.", "COERCE GHA>TGO"),
        # a headline leaves the auxiliary out
        ("en", "Togo urged to reopen border", "REQUEST ->TGO"),
        ("en", "Two Kenyans arrested in Oman", "COERCE ->KEN"),
        # what several do jointly has them on both sides
        ("en", "Vietnam and Laos agreed to hold joint exercises.", "AGREE VNM>LAO"),
        # a launch at nobody is no attack
        ("en", "Iran launched two ballistic missiles into the sea.", "MOBILIZE IRN>-"),
        ("en", "Iran launched two ballistic missiles at Oman.", "ASSAULT IRN>OMN"),
        ("en", "Iran launched two ballistic missiles into the Gulf of Oman.", "MOBILIZE IRN>-"),
        ("fr", "L'Iran a tiré deux missiles balistiques en mer d'Oman.", "MOBILIZE IRN>-"),
        ("fr", "L'Iran a tiré deux missiles balistiques sur Oman.", "ASSAULT IRN>OMN"),
        # what the tagger takes for an adverb
        ("fr", "Kigali dément soutenir les rebelles burundais.", "SUPPORT RWA>BDI"),
        ("fr", "Le Conseil des gouverneurs de l'AIEA a adopté une résolution blâmant l'Iran.", "ACCUSE IGO>IRN"),
    ],
)
def test_the_words_around_a_name_say_what_its_part_is(language: str, text: str, wanted: str) -> None:
    found = told(text, language)
    assert wanted in found
    assert len([one for one in found if one.startswith("COERCE")]) < 2


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "The embassy in Lima thanked Ghana."), ("fr", "L'ambassade à Lima a remercié le Ghana.")],
)
def test_an_embassy_is_not_of_its_seat(language: str, text: str) -> None:
    assert not [one for one in told(text, language) if "PER" in one]
