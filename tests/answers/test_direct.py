"""The short answer: names, days, numbers, yes or no, reasons; each from a quotation that bears it, else none."""

from __future__ import annotations

from datetime import date

import pytest

from detente.answers import read_question
from detente.answers.direct import amount, amounts, answer_of, days, is_polar, names, reason, reasons, verdict
from detente.answers.pool import Candidate
from detente.answers.rank import Match

SIDES = {"CHL": "Chile", "PER": "Peru", "KEN": "Kenya"}


def statement(text: str, deed: str = "", kind: str = "", actor: str = "", recipient: str = "", language: str = "en", **more: object) -> Candidate:  # fmt: skip
    """A sentence, with its event where it has one."""

    def side(code: str) -> list[dict[str, object]]:
        return (
            [{"country": code, "text": SIDES[code], "name": SIDES[code], "id": f"state:{code}", "members": []}]
            if code
            else []
        )

    verb = more.pop("trigger", "")
    begin = text.index(str(verb)) if verb else 0
    proof = {"text": text, "begin": 0, "stop": len(text), "trigger": {"begin": begin, "stop": begin + max(len(str(verb)), 1)}, "actor": None, "recipient": None}  # fmt: skip
    report = {"report": "r", "language": language, "published": date(2024, 5, 3), "evidence": [proof]}
    row = {
        "event_id": "e" if deed else "", "date": date(2024, 5, 2), "date_last": date(2024, 5, 2), "edtf": "2024-05-02", "published": date(2024, 5, 3),
        "event": kind, "deed": deed, "actors": side(actor), "recipients": side(recipient), "both": False, "status": "happened", "likelihood": "certain",
        "contested": False, "confidence": 1.0, "said_by": None, "told": [report], "place": None,
    } | more  # fmt: skip
    return Candidate(row, text, language, frozenset(("d",)), lambda: text)


def match(one: Candidate, deed: float = 2.0, words: float = 2.0) -> Match:
    return Match(one, {"deed": deed, "words": words}, frozenset())


SOLD = statement("Chile supplied forty tanks to Peru.", "provide-weapons", "AID", "CHL", "PER", trigger="supplied")


def test_who_is_answered_by_names_and_only_where_the_quotation_bears_them() -> None:
    asked = read_question("Who supplied tanks to Peru?")
    assert names([match(SOLD)], asked, "fr") == "Chili"
    turned = statement(
        "Chile supplied forty tanks to Peru.", "provide-weapons", "AID", "PER", "CHL", trigger="supplied"
    )
    assert names([match(turned)], asked, "en") == "Chile"  # by the words, whatever was read
    passive = statement(
        "Peru was supplied with forty tanks by Chile.", "provide-weapons", "AID", "PER", "CHL", trigger="supplied"
    )
    assert names([match(passive)], asked, "en") == ""
    several = statement("Kenya and Chile supplied forty tanks to Peru, Mali told a paper.")
    assert names([match(several)], asked, "en") == "Kenya, Chile"
    alone = statement("Chile supplied forty tanks to Peru.")
    assert names([match(alone)], asked, "en") == "Chile"  # a sentence without an event opens with its party


def test_when_is_answered_by_a_day() -> None:
    assert days([match(SOLD)], "fr") == "2 mai 2024"
    assert days([match(SOLD, 0.0, 0.1)], "fr") == ""


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Chile supplied more than forty tanks to Peru in 2021.", "en", ["more than forty tanks"]),
        ("Le Pérou a reçu trente et un camions du Chili.", "fr", ["trente et un camions du Chili"]),
        ("Some 80,000 people fled.", "en", ["Some 80,000 people fled"]),
        ("They met in 1998.", "en", []),
    ],
)
def test_numbers_with_what_they_count(text: str, language: str, found: list[str]) -> None:
    assert amounts(text, language) == found


def test_how_many_is_answered_in_the_words_of_the_quotation() -> None:
    asked = read_question("How many tanks did Chile supply to Peru?")
    assert amount([match(SOLD)], asked) == "“forty tanks”"
    assert amount([match(statement("Chile supplied tanks to Peru on two days."))], asked) == ""


@pytest.mark.parametrize(
    ("text", "language", "polar"),
    [
        ("Did Chile supply tanks to Peru?", "en", True),
        ("Le Chili a-t-il livré des chars au Pérou ?", "fr", True),
        ("Est-ce que le Chili livre des chars ?", "fr", True),
        ("Who did Chile visit?", "en", False),
        ("Quand le Chili a-t-il livré des chars ?", "fr", False),
        ("Tanks for Peru", "en", False),
    ],
)
def test_yes_or_no_questions(text: str, language: str, polar: bool) -> None:
    assert is_polar(text, language) == polar


@pytest.mark.parametrize(
    ("sentence", "question", "key"),
    [
        ("Chile supplied tanks to Peru.", "Did Chile supply tanks to Peru?", "answer-yes"),
        ("Chile did not supply tanks to Peru.", "Did Chile supply tanks to Peru?", "answer-denied"),
        ("Chile denied that it supplied tanks.", "Did Chile deny that it supplied tanks?", "answer-yes"),
        ("Chile never denied that it supplied tanks.", "Did Chile supply tanks to Peru?", "answer-yes"),
    ],
)
def test_yes_or_no_by_the_polarity_of_statement_and_question(sentence: str, question: str, key: str) -> None:
    assert answer_of(match(statement(sentence)), read_question(question)) == key


def test_a_verdict_needs_each_word_and_says_its_ground() -> None:
    asked = read_question("Did Chile supply tanks to Peru?")
    assert verdict([match(SOLD)], asked, "en") == "Yes (2 May 2024)."
    assert verdict([match(statement("Chile sent a cake to Peru."), 0.0, 0.5)], asked, "en") == ""
    no = statement(
        "Chile did not supply tanks to Peru.",
        "provide-weapons",
        "AID",
        "CHL",
        "PER",
        status="negated",
        trigger="supply",
    )
    assert verdict([match(no)], asked, "en").startswith("No:")
    assert "denied" in verdict([match(SOLD), match(no)], asked, "en")


def test_a_deed_with_its_accusation_gives_the_reason() -> None:
    told = statement("Kenya expelled two envoys of Chile, whom it accused of spying.")
    assert reason([told], "en", "Why did Kenya expel two envoys?") == "“whom it accused of spying”"
    assert reason([told], "en", "Why did Kenya accuse Chile?") == ""


def test_what_came_before_is_a_reason_in_the_first_statement_alone() -> None:
    told = [statement("Kenya closed its border."), statement("Chile spoke after the vote.")]
    assert reason(told, "en", "Why did Kenya close its border?") == ""
    assert reason(told[::-1], "en", "Why did Chile speak?") == "“after the vote”"


def test_the_blame_of_others_is_no_reason() -> None:
    told = statement("Kenya left the pact with Chile.", "leave-treaty", "SANCTION", "KEN", "CHL", trigger="left")
    others = statement("Peru accused Kenya of haste.")
    own = statement("They accuse Chile of breaking it.")
    asked = "Why did Kenya leave the pact?"
    assert reason([told, others], "en", asked) == ""
    assert reason([told, others, own], "en", asked) == "“They accuse Chile of breaking it”"


def test_a_number_counts_the_thing_that_was_asked() -> None:
    asked = read_question("How many Peruvian envoys did Chile expel?")
    told = statement("Chile expelled ten envoys of Kenya and six Peruvian envoys left; two towns cheered.")
    assert amount([match(told)], asked) == "“six Peruvian envoys”"


def test_reasons_are_those_that_texts_give() -> None:
    given = statement("Kenya closed its border because of the raids.")
    blame = statement("Kenya accused Chile of a raid.")
    assert reason([given], "en") == "“because of the raids”"
    assert [one for one, _ in reasons([statement("Kenya closed its border."), blame])] == [blame]
    assert reason([statement("Kenya closed its border.")], "en") == ""
