"""Answers rest on the ledger: each sentence is cited, what is not there is declined, in both languages."""

import json
import re
from datetime import date

import pytest

from detente.answers import Answer, Said, ask, moves, read_question
from detente.answers.kinds import ANSWERS
from detente.answers.question import HELPERS, KINDS, cues
from detente.cli import main
from detente.errors import BadQuery
from detente.store.casebook import Casebook
from detente.telling.wording import french
from tests.store.toy import toy_open, toy_read

ARTICLES = """site: a.example
2024-06-19 RUS sign PRK in Pyongyang: a treaty of mutual defence was signed by both
2024-06-20 RUS provide-aid PRK: grain was sent by train
---
site: b.example
2023-09-13 PRK meet RUS: the leaders met at the cosmodrome
2024-06-21 KOR condemn RUS: Seoul condemned the treaty
2024-07-02 USA impose-sanctions RUS: Washington imposed sanctions on ten firms
"""
QUESTIONS = [
    ("Comment ont évolué les relations entre la Russie et la Corée du Nord depuis 2023 ?", "course", "RUS PRK"),
    ("How did relations between Russia and North Korea evolve?", "course", "RUS PRK"),
    ("Quand la Russie et la Corée du Nord ont-elles signé un traité ?", "when", "RUS PRK"),
    ("When did Russia and North Korea sign a treaty?", "when", "RUS PRK"),
    ("Comment Séoul a-t-il réagi au traité entre Moscou et Pyongyang le 19 juin 2024 ?", "reaction", "KOR RUS PRK"),
    ("How did Seoul react to the treaty between Russia and North Korea on 19 June 2024?", "reaction", "KOR RUS PRK"),
    ("Quels engagements lient la Corée du Nord ?", "commitments", "PRK"),
    ("Which pacts bind North Korea?", "commitments", "PRK"),
    ("Qui a sanctionné la Russie ?", "who", "RUS"),
    ("What did the United States do in July 2024?", "deeds", "USA"),
    ("What if South Korea attacked North Korea?", "what-if", "KOR PRK"),
    ("Que se passerait-il si la Corée du Sud attaquait la Corée du Nord ?", "what-if", "KOR PRK"),
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    folder = tmp_path_factory.mktemp("answers")
    (folder / "articles.txt").write_text(ARTICLES, encoding="utf-8")
    made = Casebook.open(folder / "book")
    made.add(folder / "articles.txt", reader=toy_read, opener=toy_open)
    return made


@pytest.mark.parametrize(("text", "kind", "codes"), QUESTIONS)
def test_a_question_is_understood_and_each_sentence_of_its_answer_is_cited(
    book: Casebook, text: str, kind: str, codes: str
) -> None:
    answer = ask(book, text)
    assert answer.question.kind == kind
    assert answer.question.actors == tuple(codes.split())
    assert answer.sentences
    assert all(said.citations for said in answer.sentences)
    for said in answer.sentences:
        for one in said.citations:
            assert one.event
            assert one.source
            assert one.text
            if kind not in ("commitments", "what-if"):  # those rest on pacts too
                assert one.text in [" ".join(row["text"].split()) for row in book.evidence(one.event).to_pylist()]


@pytest.mark.parametrize(
    "text",
    [
        "Jusqu'où iront les deux alliés ?",
        "What happened on 3 May 2019?",
        "What is the best recipe for bread?",
        "What did China do to Japan?",
        "Comment ont évolué les relations entre le Brésil et le Pérou ?",
        "Qu'a fait la Russie avec la Corée du Nord en 2019 ?",
        "How likely is war between Brazil and Peru?",
        "When did relations between Brazil and Peru turn?",
        "Qui a réagi au traité entre le Brésil et le Pérou le 3 mai 2024 ?",
        "Qui a réagi au traité entre la Russie et la Corée du Nord le 3 mai 2019 ?",
    ],
)
def test_what_the_ledger_does_not_carry_is_declined_with_what_is_missing(book: Casebook, text: str) -> None:
    answer = ask(book, text)
    assert answer.declined
    assert answer.missing


def test_the_period_bounds_the_answer(book: Casebook) -> None:
    answer = ask(book, "What did Russia and North Korea do until January 2024?")
    assert [one.text for said in every(answer) for one in said.citations] == [
        "2023-09-13 PRK meet RUS: the leaders met at the cosmodrome"
    ]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Qu'a fait la Russie depuis juin 2024 ?", "2024-06-01", "None"),
        ("Qu'a fait la Russie en 2023 ?", "2023-01-01", "2023-12-31"),
        ("Qu'a fait la Russie entre 2018 et 2020 ?", "2018-01-01", "2020-12-31"),
        ("What did Russia do from March 2022 to May 2023?", "2022-03-01", "2023-05-31"),
        ("What did Russia do since 2021?", "2021-01-01", "None"),
    ],
)
def test_periods(text: str, since: str, until: str) -> None:
    question = read_question(text)
    assert (str(question.since), str(question.until)) == (since, until)


def test_a_named_reactor_who_did_nothing_is_said_to_have_done_nothing(book: Casebook) -> None:
    answer = ask(book, "How did Japan react to the treaty between Russia and North Korea on 19 June 2024?")
    assert answer.declined
    assert "Japan" in answer.missing[0]


def every(answer: Answer) -> tuple[Said, ...]:
    return (*answer.sentences, *answer.more)


def test_french_answers_keep_french_typography(book: Casebook) -> None:
    told = [said for text, *_ in QUESTIONS for said in every(ask(book, text, language="fr"))]
    texts = [said.tag if said.quote else said.text for said in told]  # words of a source keep their own
    assert texts
    assert not [text for text in texts if re.search(r"(^|[^\u00a0]):( |$)|[^\u202f];|'", text)]
    assert french("Qui l'a dit ? « Moi » : 3 %") == "Qui l’a dit\u202f? «\u00a0Moi\u00a0»\u00a0: 3\u00a0%"


def test_the_files_of_cues_name_kinds_that_are_answered() -> None:
    assert set(KINDS) == set(ANSWERS)
    for language in ("en", "fr"):
        assert {cue.kind for cue in cues(language)} <= {*KINDS, *HELPERS}


def test_an_empty_question_is_an_error() -> None:
    with pytest.raises(BadQuery, match="empty"):
        read_question(" ?")


def test_ask_on_the_command_line(book: Casebook, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--casebook", str(book.folder)]
    assert main(["ask", "When did Russia and North Korea sign a treaty?", *where]) == 0
    said = capsys.readouterr().out
    assert "“2024-06-19 RUS sign PRK in Pyongyang: a treaty of mutual defence was signed by both”" in said
    assert said.count("a treaty of mutual defence") == 1  # the quotation is told, and not told again below it
    assert "a.example" in said
    assert main(["ask", "Qu'a fait le Brésil ?", "--format", "json", *where]) == 1
    given = json.loads(capsys.readouterr().out)
    assert given["declined"] is True
    assert given["sentences"] == []
    assert main(["ask", *where]) == 1  # none of these texts asks anything
    assert "No text of this casebook asks" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("What did Russia do to North Korea last year?", True),
        ("Qu'a fait la Russie avec la Corée du Nord en 2024 ?", False),
    ],
)
def test_a_period_that_moves_with_the_day_is_told_from_one_that_does_not(text: str, relative: bool) -> None:
    newest = date(2024, 7, 1)
    assert moves(read_question(text, on=newest), text, newest) == relative


def test_clauses_that_are_not_told_are_counted(book: Casebook) -> None:
    many = ask(book, "What if Russia attacked Poland?")
    assert len(many.sentences) == 3 and len(many.more) == 13
    assert any(note.startswith("Told are 16 of ") and "`detente what-if`" in note for note in many.notes)
    few = ask(book, "What if South Korea attacked North Korea?")
    assert len((*few.sentences, *few.more)) <= 16 and not any(note.startswith("Told are") for note in few.notes)
