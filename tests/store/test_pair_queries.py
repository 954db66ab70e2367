"""What answers and pages ask of the events by pair, on a few lines whose answers can be read off."""

from collections.abc import Iterator
from datetime import date

import pytest

from detente.store.casebook import Casebook
from detente.store.serving import pair_queries as ask
from detente.store.serving import summaries
from detente.store.serving.pair_queries import Wanted
from tests.store.toy import toy_document, toy_read

LINES = """2021-03-02 CHL meet PER: the two sat together
2021-05-09 PER strike CHL: they shot at a hut
2022-01-20 CHL provide-aid BOL: trucks of flour
XXXX BOL condemn PER: nobody says when"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    days = (date(2022, 2, 1), date(2021, 6, 1), None, None)
    read = [toy_document(text, f"d{n}", f"s{n}.example", days[n]) for n, text in enumerate(LINES.split("\n"))]
    with Casebook.open(tmp_path_factory.mktemp("pairs") / "book") as opened:
        opened.add("lines", reader=toy_read, opener=lambda _: read)
        yield opened


def test_the_extent_of_two_states(book: Casebook) -> None:
    whole = ask.extent(book.view, "PER", "CHL", None, None)
    assert (whole.events, whole.conflict) == (2, 1)
    assert list(whole.ends.values()) == [date(2021, 3, 2), date(2021, 5, 9)]
    assert ask.extent(book.view, "PER", "CHL", date(2021, 4, 1), None).events == 1
    assert ask.extent(book.view, "PER", "CHL", None, date(2020, 1, 1)) == (0, 0, {})


def test_days_and_periods(book: Casebook) -> None:
    assert ask.first_day(book.view) == date(2021, 3, 2)
    assert ask.newest_day(book.view) == date(2022, 1, 20)
    days = [day for _, day in ask.weightiest(book.view, date(2021, 1, 1), date(2021, 12, 31), 366, 9)]
    assert days == [date(2021, 5, 9), date(2021, 3, 2)]  # a strike weighs more than a meeting
    near = ask.near_day(book.view, "BOL", "PER", date(2021, 1, 1), date(2021, 12, 31))
    assert near.column("date").to_pylist() == [date(2021, 3, 2), date(2021, 5, 9)]
    assert ask.of_either(book.view, "BOL", "BOL", date(2022, 1, 1)).column("recipient").to_pylist() == ["BOL"]


def test_events_by_what_they_have_in_common_with_a_question(book: Casebook) -> None:
    wanted = Wanted(["CHL", "PER"], [], ["ASSAULT"], ["strike"])
    found = ask.scored(book.view, wanted, (None, None), both=False, most=9)
    assert found[0].pair == {"actor": "PER", "recipient": "CHL"}
    assert len(found) == 4 and found == sorted(found, key=lambda one: -one.score)
    assert len(ask.scored(book.view, wanted, (None, None), both=True, most=9)) == 2
    assert len(ask.scored(book.view, wanted, (None, None), both=False, most=1)) == 1


def test_an_actor_its_partners_and_its_newest_events(book: Casebook) -> None:
    assert ask.partners(book.view, "CHL") == [("PER", 1, 1, 2), ("BOL", 1, 0, 1)]
    latest = ask.latest_of(book.view, "BOL", 5).column("date").to_pylist()
    assert latest == [date(2022, 1, 20), None]
    assert ask.latest_of(book.view, "BOL", 5, since=date(2022, 1, 1)).num_rows == 1
    assert ask.undated(book.view) == 1


def test_the_events_that_reports_tell(book: Casebook) -> None:
    (event,) = book.event_rows(dyad="CHL-BOL")
    assert ask.told_by(book.view, [event["told"][0]["report"]]) == [event["event_id"]]
    assert ask.told_by(book.view, []) == []


def test_documents_by_day_and_what_was_corrected(book: Casebook) -> None:
    newest = [book.document(one).source for one in summaries.newest_documents(book.ledger)]
    assert newest[:2] == ["d0", "d1"] and set(newest[2:]) == {"d2", "d3"}
    of_period = summaries.documents_of(book.ledger, date(2021, 1, 1), date(2021, 12, 31), 9)
    assert [book.document(one).source for one in of_period] == ["d1"]
    assert len(summaries.documents_of(book.ledger, None, None, 3)) == 3
    (event,) = book.event_rows(dyad="CHL-BOL")
    book.correct(event["event_id"], "quad", 1, author="Ana", reason="flour is not money")
    (change,) = summaries.corrections_of(book.ledger, event["event_id"])
    assert (change.field, change.before) == ("quad", "2")
