"""What is served over several years, files, overlays and imports: narrow ways give what the wide ones give."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import duckdb
import pytest

from detente.store.casebook import Casebook
from detente.store.filters import Filter
from detente.store.serving import generation
from detente.store.serving import shelves as shelf
from detente.store.serving.queries import State
from detente.store.serving.refresh import pointer_of
from tests.store.toy import TYPES, toy_document, toy_read

CODES = ["RUS", "PRK", "USA", "KOR", "IGO"]


def lines(chance: Random, count: int) -> list[str]:
    """Invented events of four years: some without a day, some with two partners, some with nobody at the other end."""
    found = []
    for number in range(count):
        actor, recipient, third = chance.sample(CODES, 3)
        day = f"{chance.randint(2021, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        day = chance.choice([day, day, day, day[:7], "XXXX"])
        sides = chance.choice([recipient, recipient, f"{recipient},{third}"])
        found.append(f"{day} {actor} {chance.choice(sorted(TYPES))} {sides}: words of number {number}")
    return found


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """A generation of several files a year, and an overlay that brings events and replaces some."""
    chance = Random(5)
    with pytest.MonkeyPatch.context() as patch, Casebook.open(tmp_path_factory.mktemp("serving") / "book") as opened:
        patch.setattr(generation, "PART", 60)
        texts = lines(chance, 700)
        first = [toy_document(text, f"s{n}", f"s{n % 50}.example", date(2024, 12, 1)) for n, text in enumerate(texts)]
        opened.add("first", reader=toy_read, opener=lambda _: first)
        again = [text.replace("words of", "more words of") for text in texts[:40]] + lines(chance, 40)
        more = [toy_document(text, f"m{n}", f"m{n}.example", date(2024, 12, 2)) for n, text in enumerate(again)]
        opened.add("more", reader=toy_read, opener=lambda _: more)
        pointer = pointer_of(opened.ledger)
        assert pointer is not None and pointer.overlay is not None
        assert len(shelf.read(opened.folder / "serve" / pointer.generation)) > 10
        assert opened.sql("FROM replaced").num_rows > 20
        yield opened


FILTERS = [
    {},
    {"dyad": "RUS-PRK"},
    {"dyad": "PRK-RUS", "since": "2023"},
    {"dyad": "USA-KOR", "until": "2022-06"},
    {"since": "2022-03", "until": "2022-04"},
    {"actor": "RUS", "status": "happened"},
    {"dyad": "USA-FRA"},
    {"since": "2031"},
]


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("latest", [True, False])
@pytest.mark.parametrize("limit", [1, 7, 60, 100_000])
def test_the_first_events_are_those_of_the_whole_list(
    book: Casebook, filters: dict[str, str], latest: bool, limit: int
) -> None:
    whole = [row["event_id"] for row in book.event_rows(latest=latest, **filters)]
    assert [row["event_id"] for row in book.event_rows(latest=latest, limit=limit, **filters)] == whole[:limit]
    assert len(whole) == len(set(book.events_table(**filters).column("event_id").to_pylist()))


@pytest.mark.parametrize("filters", FILTERS)
def test_files_that_are_passed_over_hold_nothing_that_was_asked_for(book: Casebook, filters: dict[str, str]) -> None:
    from detente.store.filters import where
    from detente.store.serving.queries import PAIR_COLUMNS

    condition, values = where(Filter(**filters))
    whole = book.sql(f"SELECT {PAIR_COLUMNS} FROM pairs WHERE {condition} ORDER BY date, event_id, pair", values)
    assert book.events_table(**filters).equals(whole)


def test_counts_that_stand_ready_are_those_of_the_pairs(book: Casebook) -> None:
    counted = book.sql("SELECT count(*) AS n FROM pairs").to_pylist()
    assert book.sql("SELECT sum(events)::BIGINT AS n FROM cube").to_pylist() == counted
    assert book.sql("SELECT sum(events)::BIGINT AS n FROM months").to_pylist() == counted
    undated = book.sql("SELECT count(*) AS n FROM pairs WHERE date IS NULL").to_pylist()
    assert undated[0]["n"] > 0
    assert book.sql("SELECT sum(events)::BIGINT AS n FROM cube WHERE month IS NULL").to_pylist() == undated
    by_kind = "FROM pairs WHERE actor IS NOT NULL AND recipient IS NOT NULL"
    wanted = book.sql(f"SELECT actor, recipient, count(*) AS events {by_kind} GROUP BY ALL").to_pylist()
    shown = book.network().select(["actor", "recipient", "events"]).to_pylist()
    assert sorted(map(repr, shown)) == sorted(map(repr, wanted))
    aid = book.sql(f"SELECT count(*)::BIGINT AS n {by_kind} AND event = 'AID'").column("n")[0].as_py()
    assert sum(book.network(event="AID").column("events").to_pylist()) == aid
    years = book.sql(
        "SELECT least(actor, recipient) AS one, greatest(actor, recipient) AS two, year(date) AS y, count(*) AS n,"
        " avg(intensity) AS mean FROM pairs WHERE actor <> recipient AND date IS NOT NULL GROUP BY ALL HAVING n >= 12"
    ).to_pylist()
    means = {(row["one"], row["two"], row["y"]): row["mean"] for row in years}
    moved = book.movers(2022, 2023).to_pylist()
    assert moved
    for row in moved:
        assert row["before"] == pytest.approx(means[row["one"], row["two"], 2022])
        assert row["after"] == pytest.approx(means[row["one"], row["two"], 2023])


def test_volume_is_how_much_a_table_reads_on_each_day(book: Casebook) -> None:
    from detente.dyads.table import events, to_day

    read = events(book.events_table())
    days = {to_day(row["date"]): row["events"] for row in book.volume().to_pylist()}
    assert set(read.day.tolist()) == set(days)
    spoken = {to_day(row["date"]) for row in book.volume("spoken").to_pylist()}
    assert set(read.counted("spoken").day.tolist()) == spoken


def test_a_rebuilt_casebook_answers_as_the_one_with_its_overlay(book: Casebook, tmp_path: Path) -> None:
    book.backup(tmp_path / "copy")
    with Casebook.open(tmp_path / "copy") as copy:
        copy.refresh(rebuild=True)
        assert copy.events_table().equals(book.events_table())
        assert copy.movers(2021, 2024).equals(book.movers(2021, 2024))
        assert copy.volume().equals(book.volume())


@pytest.mark.parametrize(
    "waiting", [{"cube": "FROM pairs", "pairs": "SELECT 1 AS x"}, {"pairs": "FROM cube", "cube": "SELECT 1 AS x"}]
)
def test_a_query_may_name_a_view_and_one_that_it_stands_on(waiting: dict[str, str]) -> None:
    """In whatever order the names are come upon, each view is made once."""
    with duckdb.connect() as duck:
        State(None, "", duck, None, (), None, (), waiting).make("SELECT * FROM cube, pairs")
        assert waiting == {}
        assert duck.execute("SELECT count(*) FROM cube, pairs").fetchall() == [(1,)]
