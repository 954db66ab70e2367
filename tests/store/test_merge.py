"""What is one event and what is not, who counts as a source, and that the order of arrival does not matter."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.store.casebook import Casebook
from detente.store.fusion import merge
from detente.store.fusion.merge import Link, links, partition
from detente.store.fusion.reports import Told, told
from detente.store.tables import event_rows
from tests.store.toy import toy_document, toy_open, toy_read

DAY = "2024-06-19"


def events_of(*texts: str, folder: Path, published: date | None = None) -> list[dict[str, object]]:
    """Events of a casebook with one document per text, each of its own outlet unless the text names one."""
    book = Casebook.open(folder / "book")
    documents = [toy_document(text, f"s{n}", site=f"s{n}.example", published=published) for n, text in enumerate(texts)]
    book.add("all", reader=toy_read, opener=lambda _: documents)
    found: list[dict[str, object]] = book.events().to_pylist()
    return found


def test_copies_of_a_wire_are_one_event_of_one_source(tmp_path: Path) -> None:
    wire = f"{DAY} RUS strike UKR in Oresk: guns opened fire on the market and six people died"
    (event,) = events_of(wire, wire + ".", wire + "!", folder=tmp_path)
    assert (event["sources"], len(event["told"])) == (1, 3)  # type: ignore[arg-type]


def test_the_same_day_and_deed_in_other_towns_are_two_events(tmp_path: Path) -> None:
    one, two = f"{DAY} RUS strike UKR in Oresk: shells fell", f"{DAY} RUS strike UKR in Kesten: shells fell"
    assert len(events_of(one, two, folder=tmp_path)) == 2


def test_exact_days_apart_are_two_events_though_a_vague_report_fits_both(tmp_path: Path) -> None:
    texts = [f"2024-06-{day} RUS strike UKR: shells fell on the market of the town" for day in ("03", "19")]
    vague = "2024-06 RUS strike UKR: shells fell on the market of the town"
    found = events_of(*texts, vague, folder=tmp_path)
    assert sorted(len(event["told"]) for event in found) == [1, 2]  # type: ignore[arg-type]


def test_a_denial_is_kept_as_a_dispute_and_updates_stand_in_time(tmp_path: Path) -> None:
    claim = f"{DAY} RUS strike UKR in Oresk: shells killed 6 on the market"
    denial = f"{DAY} RUS not-strike UKR in Oresk: no shells were fired on the market"
    (event,) = events_of(claim, denial, folder=tmp_path)
    assert event["contested"]
    assert {update["status"] for update in event["updates"]} == {"happened", "negated"}  # type: ignore[attr-defined]


def test_events_of_one_document_stay_apart(tmp_path: Path) -> None:
    twice = f"{DAY} RUS meet PRK: talks of ministers\n{DAY} RUS meet PRK: talks of presidents"
    assert len(events_of(twice, folder=tmp_path)) == 2


def test_a_verdict_cuts_the_weakest_way_between_two_reports() -> None:
    seen = {}
    for n in range(3):
        (row,) = event_rows(toy_read(toy_document(f"{DAY} RUS meet PRK: {n}")))
        report = told(row)
        assert report is not None
        seen[report.report] = report
    a, b, c = sorted(seen)
    found = [Link(0.9, a, b, ""), Link(0.7, b, c, "")]
    assert [cluster.members for cluster in partition(seen, found, {})] == [(a, b, c)]
    assert [cluster.members for cluster in partition(seen, found, {(a, c): False})] == [(a, b), (c,)]


LINES = [
    f"2024-06-{day:02} {pair} {deed}{place}: {words}"
    for day in (3, 4, 19)
    for pair, deed in (("RUS strike UKR", ""), ("RUS meet PRK", ""), ("PRK meet RUS", ""))
    for place in ("", " in Oresk")
    for words in ("shells fell on the market of the old town", "officials of both sides spoke for hours")
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=3), min_size=2, max_size=12), st.randoms())
def test_the_order_of_reports_does_not_matter(texts: list[list[str]], chance: random.Random) -> None:
    rows = [
        row
        for n, lines in enumerate(texts)
        for row in event_rows(toy_read(toy_document("\n".join(lines) + f"\nnumber {n}")))
    ]
    first = clusters(rows)
    chance.shuffle(rows)
    assert clusters(rows) == first


def clusters(rows: list[dict[str, object]]) -> list[tuple[str, ...]]:
    seen = {report.report: report for row in rows if (report := told(row)) is not None}
    return [cluster.members for cluster in partition(seen, links(seen.values()), {})]


def test_portions_in_any_order_give_what_a_rebuild_gives(tmp_path: Path) -> None:
    chance = random.Random(5)
    source = [f"site: s{n}.example\n{chance.choice(LINES)}\n{chance.choice(LINES)}\nnumber {n}" for n in range(60)]
    results = set()
    for order in range(2):
        chance.shuffle(source)
        book = Casebook.open(tmp_path / f"book{order}")
        for start in range(0, 60, 20):
            path = tmp_path / f"{order}-{start}.txt"
            path.write_text("\n---\n".join(source[start : start + 20]), encoding="utf-8")
            book.add(path, reader=toy_read, opener=toy_open)
        results.add(served(book))
        book.refresh(rebuild=True)
        results.add(served(book))
    assert len(results) == 1


def served(book: Casebook) -> frozenset[str]:
    """Events without what tells where and when they were read."""
    rows = book.sql(
        'SELECT event_id, date, actor, recipient, deed, sources, "both", list_sort(reports) AS told FROM pairs'
    )
    cube = book.sql("SELECT * FROM cube")
    return frozenset(map(repr, rows.to_pylist())) | frozenset(map(repr, cube.to_pylist()))


def test_a_text_that_many_copy_is_compared_once_with_what_others_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = "2024-06-19 RUS sign PRK in Pyongyang: a treaty of mutual defence was signed by both presidents"
    other = "2024-06-19 RUS sign PRK in Pyongyang: both heads of state put their names under a pact of defence"
    rows = [row for n in range(60) for row in event_rows(toy_read(toy_document(f"{wire}\n?number {n}")))]
    rows += [row for n in range(5) for row in event_rows(toy_read(toy_document(f"{other}\n?number {n}")))]
    asked = 0

    def counting(a: Told, b: Told) -> Link | None:
        nonlocal asked
        asked += 1
        return compare(a, b)

    compare = merge.compare
    monkeypatch.setattr(merge, "compare", counting)
    (whole,) = clusters(rows)
    assert len(whole) == 65
    assert asked <= 2 * (59 + 4 + 1)  # each copy with the one before it, and one of each text; by type and by deed
