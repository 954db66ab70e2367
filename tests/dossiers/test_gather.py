"""A dossier says nothing uncited: each claim leads to a sentence that stands in a document, or to the record of a pact."""

from datetime import date

import pytest

import detente
from detente.dossiers import Claim, Dossier, Scope, gather, region
from detente.dossiers.course import period_for
from detente.dossiers.grading import of_count
from detente.dossiers.wording import table
from detente.errors import BadQuery
from detente.pacts.pacts import pacts
from detente.store.analyst.grades import grades, set_grade
from detente.store.casebook import Casebook

SECTIONS = ["summary", "course", "turning", "events", "reactions", "commitments", "what-if", "outlook", "contested", "unknown", "sources"]  # fmt: skip


def keys(dossier: Dossier) -> list[str]:
    return list(dict.fromkeys(section.key for section in dossier.sections))


def test_a_claim_without_a_reference_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="without a reference"):
        Claim("They met.", ())


def test_every_claim_leads_to_words_that_were_read(book: Casebook, brief: Dossier, topic: Dossier) -> None:
    clauses = {text for pact in pacts() for text in (*(c.en for c in pact.clauses), *(c.fr for c in pact.clauses))}
    whole = {" ".join(c.en for c in pact.clauses) for pact in pacts()} | {" ".join(c.fr for c in pact.clauses) for pact in pacts()}  # fmt: skip
    for dossier in (brief, topic):
        assert len(dossier.claims) > 20
        used = {number for claim in dossier.claims for number in claim.references}
        assert used == set(range(1, len(dossier.references) + 1))  # none is missing, none is idle
        for claim in dossier.claims:
            for one in map(dossier.reference, claim.references):
                if one.document is None:
                    assert one.words in clauses | whole
                else:
                    assert one.words in " ".join(book.document(one.document).text.split())
    with pytest.raises(IndexError, match="no reference 0"):
        brief.reference(0)


def test_all_parts_are_there_in_order(brief: Dossier, topic: Dossier) -> None:
    assert keys(brief) == SECTIONS
    assert keys(topic) == [key for key in SECTIONS if key not in ("reactions", "what-if")]
    assert all(section.claims or section.gaps or section.notes or section.table for section in brief.sections)


def test_what_it_tells_is_what_the_ledger_holds(brief: Dossier) -> None:
    parts = {section.key: " ".join(claim.text for claim in section.claims) for section in brief.sections}
    french = brief.language == "fr"
    assert ("14 événements" if french else "14 events") in parts["summary"]
    assert ("Déclencheur" if french else "Triggered by") in parts["turning"]
    assert ("Corée du Sud" if french else "South Korea") in parts["reactions"]
    assert ("défense" if french else "defence") in parts["commitments"]
    assert ("serait rompu" if french else "would break its pact") in parts["what-if"]
    assert next(section for section in brief.sections if section.key == "course").table is not None


def test_the_outlook_carries_its_skill_or_says_that_it_cannot_be_tested(book: Casebook, brief: Dossier) -> None:
    part = next(section for section in brief.sections if section.key == "outlook")
    tested = all("Brier" in claim.text for claim in part.claims)
    assert part.claims
    assert tested or part.notes


def test_grades_come_from_the_analyst_and_from_the_count_of_sources(book: Casebook) -> None:
    dossier = gather(book, Scope(("RUS", "PRK", "KOR")), on=date(2026, 1, 1))
    found = {one.words.partition(": ")[2]: one.grade for one in dossier.references if one.document}
    assert found["a treaty of mutual defence was signed"] == "B2"  # two sources tell it
    assert found["both leaders put their names to the pact of defence"] == "F2"
    assert found["Seoul condemned the treaty"] == "B3"
    assert found["no shell fell that day, officials said"] == "F4"  # contested
    assert [of_count(3), of_count(1, sure=False)] == [1, 6]


def test_contested_events_are_told_with_both_sides(topic: Dossier) -> None:
    part = next(section for section in topic.sections if section.key == "contested")
    (claim,) = part.claims
    words = " ".join(topic.reference(number).words for number in claim.references)
    assert "shells fell on the coast" in words
    assert "no shell fell that day" in words


def test_gaps_are_counted(topic: Dossier) -> None:
    part = next(section for section in topic.sections if section.key == "unknown")
    assert not part.claims
    text = " ".join(part.gaps)
    assert "1 blocks" in text
    assert "1 points" in text


def test_topics_by_type_and_by_words(book: Casebook) -> None:
    harsh = gather(book, Scope(types=("ACCUSE",)))
    assert "2 events on this topic" in harsh.claims[0].text
    grain = gather(book, Scope(text="grain", since=date(2024, 6, 20)))
    assert "9 events on this topic" in grain.claims[0].text
    empty = gather(book, Scope(("FRA", "DEU")))
    assert {section.key for section in empty.sections if section.claims} == {"commitments"}
    assert "no event" in empty.sections[0].gaps[0]


def test_a_scenario_of_ones_own_is_followed(book: Casebook) -> None:
    dossier = gather(book, Scope(("RUS", "PRK"), scenarios=("USA attacks PRK", "nonsense")))
    asked, wrong = [section for section in dossier.sections if section.key == "what-if"]
    assert "USA attacks PRK" in asked.title
    assert asked.claims
    assert wrong.gaps


def test_from_python(book: Casebook) -> None:
    made = detente.dossier(book, "RUS", "PRK", since=date(2024, 1, 1), language="fr")
    assert made.title == "Dossier\u00a0: Russie – Corée du Nord"
    assert made.period.startswith("depuis le 1er janvier 2024")


def test_what_cannot_be_asked_is_refused(book: Casebook) -> None:
    for wrong in ({}, {"actors": ("RUS",), "since": date(2024, 1, 2), "until": date(2024, 1, 1)}):
        with pytest.raises(BadQuery):
            Scope(**wrong)
    with pytest.raises(BadQuery, match="en and fr"):
        gather(book, Scope(("RUS",)), language="de")  # type: ignore[arg-type]
    with pytest.raises(BadQuery, match="--actors"):
        region("the seven seas")
    assert region("Baltic states") == ("EST", "LTU", "LVA")
    assert "FRA" in region("NATO", date(2000, 1, 1))
    assert "FIN" not in region("NATO", date(2000, 1, 1))


def test_grades_are_checked(book: Casebook) -> None:
    with pytest.raises(BadQuery, match="A, B, C"):
        set_grade(book, "a.example", "G", author="x", reason="")
    with pytest.raises(BadQuery, match=r"did you mean 'a\.example'"):
        set_grade(book, "a.exampel", "A", author="x", reason="")
    assert grades(book) == {"a.example": "B"}


def test_the_words_are_there_in_both_languages_and_periods_fit() -> None:
    assert table("en").keys() == table("fr").keys()
    assert all(table("en").values())
    assert all(table("fr").values())
    assert [period_for(date(2024, 1, 1), last) for last in (date(2025, 1, 1), date(2027, 1, 1), date(2040, 1, 1))] == ["month", "quarter", "year"]  # fmt: skip
