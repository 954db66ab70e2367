"""The matcher of the gold gate on hand-made events, and the gold files themselves: no model is loaded."""

import re
from datetime import date

import pytest

import detente
from detente.records import Actor, Event, Evidence, Place, Reading, Span, When
from detente.records import Document as Text
from evaluation.gold.__main__ import below, main
from evaluation.gold.articles import Article, GoldEvent, articles
from evaluation.gold.matching import pair
from evaluation.gold.scores import groups, tally

ARTICLES = articles()
TYPES = {
    "AGREE",
    "SUPPORT",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "REJECT",
    "ACCUSE",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}
SENTENCE = "Paris expelled two envoys and Rome met Athens."


def read(
    type_: str, actor: str, recipient: str, word: str = "expelled", when: str | None = None, **more: object
) -> Event:
    begin = SENTENCE.index(word)
    evidence = Evidence("d", 0, len(SENTENCE), SENTENCE, Span(begin, begin + len(word)), None, None, "rule")
    return Event(
        id=f"{type_}{actor}{recipient}{word}",
        event=type_,
        mode=None,
        quad=1,
        intensity=0.0,
        contexts=(),
        deed="",
        actor=(Actor(actor, country=actor),),
        recipient=(Actor(recipient, country=recipient),),
        date=When(when, None, None) if when else None,
        evidence=(evidence,),
        **more,  # type: ignore[arg-type]
    )


EXPEL = GoldEvent(
    "e", ("SANCTION",), ("FRA",), ("RUS",), False, ("happened",), ("expelled two envoys",), date=("2020-01-02",)
)
MEET = GoldEvent("m", ("CONSULT",), ("ITA",), ("GRC",), True, ("happened",), ("Rome met Athens",))


def test_a_full_match_differs_in_nothing() -> None:
    found = pair(
        [EXPEL, MEET], [read("SANCTION", "FRA", "RUS", when="2020-01-02"), read("CONSULT", "GRC", "ITA", "met")]
    )
    assert [differing for _, _, differing in found.matched] == [[], []]
    assert not found.missed
    assert not found.spurious


def test_each_differing_field_is_named() -> None:
    event = read("SANCTION", "RUS", "FRA", when="2020-01-03", status="planned")
    assert pair([EXPEL], [event]).matched[0][2] == ["roles", "status", "date"]


def test_a_second_reading_of_the_same_event_is_spurious() -> None:
    found = pair([EXPEL], [read("SANCTION", "FRA", "RUS"), read("SANCTION", "RUS", "FRA")])
    assert len(found.matched) == 1
    assert found.matched[0][1].actor[0].country == "FRA"
    assert len(found.spurious) == 1


def test_another_type_is_missed_spurious_and_counted_as_mistyped() -> None:
    found = pair([EXPEL], [read("THREATEN", "FRA", "RUS")])
    assert (len(found.matched), len(found.missed), len(found.spurious), len(found.mistyped)) == (0, 1, 1, 1)


def test_an_optional_event_is_neither_missed_nor_spurious() -> None:
    optional = GoldEvent("o", ("CONSULT",), ("ITA",), ("GRC",), True, ("happened",), ("Rome met",), optional=True)
    found = pair([EXPEL, optional], [read("CONSULT", "ITA", "GRC", "met")])
    assert [gold.id for gold in found.missed] == ["e"]
    assert len(found.excused) == 1
    assert not found.spurious


def test_the_deciding_word_settles_which_of_two_deeds_is_meant() -> None:
    second = GoldEvent("s", ("SANCTION",), ("ITA",), (), False, ("happened",), ("Rome met Athens",))
    found = pair([EXPEL, second], [read("SANCTION", "USA", "USA", "met")])
    assert found.matched[0][0].id == "s"


def test_figures_and_floors() -> None:
    article = Article("a.en", ARTICLES[0].path, "en", "", date(2020, 1, 3), True, "", (EXPEL, MEET), (), (), ("Why?",))
    events = (read("SANCTION", "FRA", "RUS", when="2020"), read("ASSAULT", "USA", "CHN"))
    reading = Reading(Text("d", "-", SENTENCE), (), events, (), (), ("Why?",), ())
    totals = groups([(article, tally(article, reading, pair(article.events, events)))])
    figures = totals["blind.en"].figures()
    assert figures["precision"] == figures["recall"] == 0.5
    assert (figures["roles"], figures["date"], figures["full"], figures["questions"]) == (1.0, 0.0, 0.0, 1.0)
    assert below(totals, {"all/precision": 0.6, "all/recall": 0.4}) == [
        "all/precision is 0.500, below its floor of 0.600"
    ]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_a_gold_file_agrees_with_its_text(article: Article) -> None:
    text = article.path.read_text(encoding="utf-8")
    assert text.startswith(article.title + "\n\n")
    assert 145 <= len(text.split()) <= 520
    assert article.name.endswith(article.language)
    assert len({event.id for event in article.events}) == len(article.events)
    for event in article.events:
        assert set(event.type) <= TYPES
        assert event.actor or event.optional
        for words in event.evidence:
            assert text.count(words) == 1, f"{event.id}: {words!r}"
        for code in (*event.actor, *event.recipient):
            assert re.fullmatch(r"[A-Z]{3}(\|[A-Z]{3})*", code), code
    for question in article.questions:
        assert question in text
    for transfer in article.transfers:
        assert transfer["good"] in text
    for commitment in article.commitments:
        assert commitment["evidence"] in text


def test_every_second_article_is_blind() -> None:
    for language in ("fr", "en"):
        flags = [article.blind for article in ARTICLES if article.language == language]
        assert abs(sum(flags) * 2 - len(flags)) <= 2


def test_the_blind_half_is_scored_and_never_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = Reading(Text("d", "-", ""), (), (), (), (), (), ())
    monkeypatch.setattr(detente, "read", lambda *_, **__: empty, raising=False)
    assert main(["--errors", "--no-floors"]) == 0
    printed = capsys.readouterr().out
    for article in ARTICLES:
        shown = any(event.evidence[0] in printed for event in article.events)
        assert shown is not article.blind, article.name


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_the_gold_read_back_scores_full_marks(article: Article) -> None:
    text = article.path.read_text(encoding="utf-8")
    events = []
    for gold in article.events:
        begin = text.index(gold.evidence[0])
        first, last = text.rfind("\n", 0, begin) + 1, text.find("\n", begin)
        words = Span(begin, begin + len(gold.evidence[0]))
        events.append(
            Event(
                id=gold.id,
                event=gold.type[0],
                mode=None,
                quad=1,
                intensity=0.0,
                contexts=(),
                deed="",
                actor=tuple(Actor("", country=code.split("|")[0]) for code in gold.actor),
                recipient=tuple(Actor("", country=code.split("|")[0]) for code in gold.recipient),
                status=gold.status[0],  # type: ignore[arg-type]
                likelihood=gold.likelihood[0] if gold.likelihood else "certain",  # type: ignore[arg-type]
                date=When(gold.date[0], None, None) if gold.date else None,
                place=Place("", "", country=gold.place) if gold.place else None,
                evidence=(Evidence("d", first, last, text[first:last], words, None, None, "gold"),),
            )
        )
    found = pair(article.events, events)
    assert not found.missed
    assert not found.spurious
    assert [differing for _, _, differing in found.matched if differing] == []
