"""What a document says, sentence by sentence: roles, states, dates, places, whose word; short texts of our own."""

from __future__ import annotations

import pytest

import detente
from detente.records import Event, Reading

pytestmark = pytest.mark.model


def read(text: str, language: str = "fr", published: str | None = "2024-06-26") -> Reading:
    return detente.read(f"Une page sans titre\n\n{text}\n", published=published, language=language, quick=True)


def codes(event: Event) -> tuple[list[str | None], list[str | None]]:
    return [a.country for a in event.actor], [a.country for a in event.recipient]


def only(reading: Reading, kind: str) -> Event:
    found = [event for event in reading.events if event.event == kind]
    assert len(found) == 1, [(e.event, e.deed) for e in reading.events]
    return found[0]


def test_a_passive_gives_its_agent() -> None:
    event = only(read("La Russie a été accusée mardi par l'Ukraine d'avoir bombardé un hôpital."), "ACCUSE")
    assert codes(event) == (["UKR"], ["RUS"])
    assert event.date is not None
    assert event.date.edtf == "2024-06-25"
    assert event.date.anchor == "published 2024-06-26"


def test_two_who_meet_stand_on_both_sides() -> None:
    event = only(read("Xi Jinping et Vladimir Poutine se sont rencontrés à Moscou en mars 2023."), "CONSULT")
    assert event.both
    assert {*codes(event)[0], *codes(event)[1]} == {"CHN", "RUS"}
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Moscow", "RUS")
    assert event.date is not None
    assert event.date.edtf == "2023-03"


@pytest.mark.parametrize(
    ("language", "words", "actor", "recipients"),
    [
        ("en", "Madrid condemned the treaty between Norway and Chile.", "ESP", {"NOR", "CHL"}),
        ("fr", "Paris a salué les pourparlers entre le Kenya et l'Égypte.", "FRA", {"KEN", "EGY"}),
        ("en", "France refused to meet Italy.", "FRA", {"ITA"}),
    ],
)
def test_who_judges_or_refuses_a_deed_of_two_does_it_alone(
    language: str, words: str, actor: str, recipients: set[str]
) -> None:
    # the deed that is judged may be told beside it, as its own event of its two parties
    (event,) = [told for told in read(words, language).events if actor in {one.country for one in told.actor}]
    assert not event.both
    assert [one.country for one in event.actor] == [actor]
    assert {one.country for one in event.recipient} == recipients


def test_what_did_not_take_place_is_negated() -> None:
    event = only(read("La Turquie n'a pas signé l'accord avec la Grèce."), "SUPPORT")
    assert event.status == "negated"


def test_a_question_is_listed_and_never_coded() -> None:
    reading = read("La Chine va-t-elle attaquer Taïwan ? La Chine a salué mardi la visite du président russe.")
    assert reading.questions == ("La Chine va-t-elle attaquer Taïwan ?",)
    assert all("?" not in e.evidence[0].text for e in reading.events)


def test_the_words_of_a_speaker_are_the_speakers() -> None:
    event = only(read("Séoul a affirmé que Pyongyang avait livré des missiles à la Russie."), "AID")
    assert codes(event) == (["PRK"], ["RUS"])
    assert (event.said_by.kind, event.said_by.country) == ("speaker", "KOR")


def test_hearsay_is_said_to_be_hearsay() -> None:
    event = only(read("L'Iran aurait livré des drones à la Russie."), "AID")
    assert event.said_by.kind == "hearsay"


def test_each_good_has_its_own_likelihood() -> None:
    reading = read("L'Iran a livré des drones (et peut-être des missiles) à la Russie.")
    goods = {t.good: t.likelihood for t in reading.transfers}
    assert goods.get("drones") == "certain", goods
    assert goods.get("missiles") == "possible", goods


def test_a_condition_makes_a_promise_conditional() -> None:
    event = only(read("En cas d'attaque contre Taïwan, les États-Unis pourraient fournir des armes à Taipei."), "AGREE")
    assert event.status == "conditional"
    assert event.likelihood == "possible"
    assert event.condition is not None
    assert event.condition.text == "attaque contre Taïwan"


def test_a_pact_is_a_commitment() -> None:
    reading = read(
        "La Russie et le Bélarus ont signé le 6 décembre 2024 un traité de défense mutuelle.", published="2024-12-10"
    )
    (pact,) = reading.commitments
    assert (pact.parties, pact.obligations, pact.signed) == (("BLR", "RUS"), ("defence",), "2024-12-06")


def test_an_event_is_dated_from_another() -> None:
    text = (
        "Le 19 juin 2024, Vladimir Poutine a rencontré Kim Jong-un, neuf mois après la visite de ce dernier en Russie."
    )
    visit = next(e for e in read(text).events if e.deed == "visit")
    assert codes(visit) == (["PRK"], ["RUS"])
    assert visit.date is not None
    assert visit.date.edtf == "2023-09"
    assert visit.date.anchor == "event of 2024-06-19"


def test_a_heading_dates_the_entry_of_a_chronology() -> None:
    reading = read("3 March 2014. The United States suspends its military cooperation with Russia.", "en")
    assert [e.date.edtf for e in reading.events if e.date] == ["2014-03-03"]


def test_what_is_told_twice_is_one_event_with_two_evidences() -> None:
    text = "The United States imposed sanctions on Iran on Monday. In Tehran the mood was calm. Washington imposed the sanctions on Iran on Monday."
    event = only(read(text, "en"), "COERCE")
    assert len(event.evidence) == 2


def test_a_pronoun_is_the_subject_of_the_clause_above_before_that_of_the_sentence_before() -> None:
    reading = read("China thanked Iran on Monday. Russia said it would not attend talks with Ukraine.", "en")
    assert codes(only(reading, "REJECT")) == (["RUS"], ["UKR"])


def test_what_officials_told_reporters_is_said_and_telling_reporters_is_no_appeal() -> None:
    event = only(read("Germany may send tanks to Ukraine, two officials told Reuters.", "en"), "AGREE")
    assert codes(event) == (["DEU"], ["UKR"])
    assert event.said_by.text == "two officials"
    assert not read("The Russian spokeswoman told reporters.", "en").events
    assert codes(only(read("Macron told Iran to release the hostages.", "en"), "REQUEST"))[0] == ["FRA"]


@pytest.mark.parametrize(
    ("text", "language", "kind", "sides"),
    [
        (
            "Le Maroc doit rouvrir la frontière avec l'Algérie, a dit le président tunisien.",
            "fr",
            "REQUEST",
            ("TUN", "MAR"),
        ),
        ("Selon l'Union européenne, Cuba doit libérer les opposants.", "fr", "REQUEST", ("EUR", "CUB")),
        ("Armenia must release the two Azerbaijani soldiers, Ankara said.", "en", "REQUEST", ("TUR", "ARM")),
        ("Netanyahu doit rencontrer Erdogan jeudi, a annoncé Ankara.", "fr", "AGREE", ("ISR", "TUR")),
        ("L'Italie doit livrer des canons à l'Ukraine, a déclaré Rome.", "fr", "AGREE", ("ITA", "UKR")),
    ],
)
def test_whose_word_makes_a_duty(text: str, language: str, kind: str, sides: tuple[str, str]) -> None:
    """A duty that another speaks of is asked; what is only reported, or one's own, is planned."""
    event = only(read(text, language), kind)
    assert codes(event) == ([sides[0]], [sides[1]])


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Emmanuel Macron a rencontré Vladimir Poutine.", ("FRA", "RUS")),
        ("Emmanuel Macron a rencontré lundi Recep Tayyip Erdogan.", ("FRA", "TUR")),
        ("Vladimir Poutine a rencontré Xi Jinping lundi.", ("RUS", "CHN")),
        ("Giorgia Meloni a rencontré Joe Biden jeudi.", ("ITA", "USA")),
    ],
)
def test_a_name_that_the_parser_tears_apart_stays_one(text: str, sides: tuple[str, str]) -> None:
    event = only(read(text, published="2024-05-02"), "CONSULT")
    assert codes(event) == ([sides[0]], [sides[1]])
