"""A casebook keeps what is read, merges what is told twice, and answers."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.errors import BadQuery, CasebookError
from detente.store.casebook import Casebook
from detente.store.serving import shelves as shelf
from detente.store.serving.queries import MANY_DAYS
from tests.store.toy import toy_open, toy_read

ARTICLES = """site: a.example
2024-06-19 RUS meet PRK in Pyongyang: the leaders met in Pyongyang and signed a treaty
2024-06-19 RUS sign PRK in Pyongyang: a treaty of mutual defence was signed by both
advert: buy now
?somebody acted
---
site: b.example
2024-06-19 PRK meet RUS in Pyongyang: a meeting of both presidents took place on Wednesday
---
site: c.example
2024-07-02 USA impose-sanctions RUS: Washington imposed sanctions on ten firms
#bad
---
site: d.example
2024-07-02 USA impose-sanctions RUS: Washington imposed sanctions on ten firms
2023-09 RUS provide-aid PRK: grain was sent
"""


def make(folder: Path, text: str = ARTICLES, name: str = "articles.txt") -> Casebook:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    casebook = Casebook.open(folder / "book")
    casebook.add(path, reader=toy_read, opener=toy_open)
    return casebook


def test_add_keeps_merges_and_tells_why(tmp_path: Path) -> None:
    casebook = make(tmp_path)
    events = casebook.events().to_pylist()
    assert {(event["deed"], event["sources"]) for event in events} == {
        ("provide-aid", 1),
        ("meet", 2),
        ("sign", 1),
        ("impose-sanctions", 1),
    }
    meeting = casebook.events(event="CONSULT").to_pylist()[0]
    assert meeting["sources"] == 2
    assert casebook.evidence(meeting["event_id"]).column("site").to_pylist() == ["a.example", "b.example"]
    assert "same deed" in casebook.explain(meeting["event_id"])[0]["why"]
    assert casebook.failed().column("kind").to_pylist() == ["InputError"]
    assert casebook.counts()["failed"] == 1
    assert casebook.quarantine().column("text").to_pylist() == ["advert: buy now"]
    assert casebook.unresolved().column("reason").to_pylist() == ["nobody of that name"]
    assert len(casebook.commitments()) == 1
    assert len(casebook.transfers()) == 1
    assert casebook.counts()["documents"] == 4


def test_the_same_source_again_adds_nothing(tmp_path: Path) -> None:
    casebook = make(tmp_path)
    before = casebook.events().to_pylist()
    summary = casebook.add(tmp_path / "articles.txt", reader=toy_read, opener=toy_open)
    assert (summary.added, summary.known, summary.skipped) == (0, 4, 1)
    assert casebook.events().to_pylist() == before


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"dyad": "PRK-RUS"}, 3),
        ({"dyad": ("RUS", "PRK"), "since": "2024"}, 2),
        ({"actor": "USA"}, 1),
        ({"event": ["AID", "COERCE"]}, 2),
        ({"deed": "sanctions"}, 1),
        ({"until": "2023-09"}, 1),
        ({"since": "2024-06-20"}, 1),
        ({"source": "b.example"}, 1),
        ({"quad": 4}, 1),
        ({"status": "negated"}, 0),
        ({"contested": True}, 0),
        ({"ids": []}, 0),
    ],
)
def test_filters(tmp_path: Path, filters: dict[str, object], found: int) -> None:
    casebook = make(tmp_path)
    assert len(casebook.events(**filters)) == found
    assert len(set(casebook.events_table(**filters).column("event_id").to_pylist())) == found


def test_wrong_queries_say_what_is_right(tmp_path: Path) -> None:
    casebook = make(tmp_path)
    with pytest.raises(BadQuery, match="happened, planned"):
        casebook.events(status="done")
    with pytest.raises(BadQuery, match="2024-06"):
        casebook.events(since="last week")
    with pytest.raises(BadQuery, match="RUS-PRK"):
        casebook.events(dyad="RUS")
    with pytest.raises(CasebookError, match="other files"):
        Casebook.open(tmp_path)


def test_a_correction_stands_and_so_does_a_verdict(tmp_path: Path) -> None:
    casebook = make(tmp_path)
    meeting = casebook.events(event="CONSULT").to_pylist()[0]
    casebook.correct(meeting["event_id"], "status", "planned", author="ana", reason="it was announced only")
    assert casebook.event(meeting["event_id"])["status"] == "planned"
    one, two = (report["report"] for report in meeting["told"])
    casebook.judge(one, two, same=False, author="ana", reason="two meetings")
    assert len(casebook.events(event="CONSULT")) == 2
    casebook.judge(one, two, same=True, author="ana", reason="no, one")
    assert len(casebook.events(event="CONSULT")) == 1
    casebook.refresh(rebuild=True)
    assert casebook.event(meeting["event_id"])["status"] == "planned"


def test_search_with_and_without_accents_and_endings(tmp_path: Path) -> None:
    casebook = make(tmp_path, ARTICLES + "2024-07-03 FRA condemn RUS: Paris a dénoncé les livraisons d'armes\n")
    assert len(casebook.search("denonce livraison")) == 1
    assert len(casebook.search("sanction firm")) == 1
    assert len(casebook.events(text="sanctions")) == 1
    assert len(casebook.search("nothing such")) == 0
    assert len(casebook.search('(unbalanced "quote')) == 0


def test_a_block_that_was_set_aside_wrongly_can_be_restored(tmp_path: Path) -> None:
    casebook = make(tmp_path)
    before = casebook.fingerprint()
    (aside,) = casebook.quarantine().to_pylist()
    summary = casebook.restore(aside["document"], aside["begin"], aside["stop"], reader=toy_read)
    assert summary.added == 1
    assert casebook.check() == []
    assert any(part.begin == aside["begin"] for part in casebook.document(aside["document"]).parts)
    assert casebook.fingerprint() == before  # the toy reader heeds no parts: the same rows, read anew


def test_events_of_known_days_are_read_from_the_files_of_these_days_alone(tmp_path: Path) -> None:
    days = ["2019-05-01", "2021-02-03", "2024-06-19"]
    lines = [f"{day} RUS meet PRK: a meeting of {day}" for day in days] + ["- USA condemn RUS: on some day"]
    book = make(tmp_path, "site: a.example\n" + "\n".join(lines))
    whole = {row["event_id"]: row for row in book.event_rows()}
    assert len(whole) == 4
    light = book.events_table().to_pylist()
    places = [(row["event_id"], row["date"]) for row in light]
    assert {row["event_id"]: row for row in book.rows_at(places)} == whole
    for place in places:
        assert [row["event_id"] for row in book.rows_at([place])] == [place[0]]
    assert book.rows_at([]) == []
    assert len(book.rows_at(places, dyad=("RUS", "PRK"))) == 3
    undated = [place for place in places if place[1] is None]
    assert len(undated) == 1
    shelves = book.view.state().shelves
    assert len(shelves) == 4
    assert [one.first[:4] for one in shelf.with_days(shelves, [date(2021, 2, 3)])] == ["2021"]
    assert len(shelf.with_days(shelves, [date(2021, 2, 3), None])) == 2
    assert {one.first[:4] for one in shelf.of_period(shelves, date(2021, 1, 1), None)} == {"", "2021", "2024"}


def test_many_days_are_asked_for_by_the_first_and_the_last(tmp_path: Path) -> None:
    days = [date(2020, 1, 1) + timedelta(days=3 * n) for n in range(MANY_DAYS + 5)]
    book = make(tmp_path, "\n".join(f"{day} RUS meet PRK: meeting number {n} took place" for n, day in enumerate(days)))
    places = [(row["event_id"], row["date"]) for row in book.events_table().to_pylist()]
    assert len({day for _, day in places}) == len(days)
    assert sorted(row["event_id"] for row in book.rows_at(places)) == sorted(name for name, _ in places)
