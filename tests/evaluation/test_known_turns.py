"""The list of known turns keeps its form, its halves are drawn and not chosen, and a turn is found by pair, day and sign."""

from collections import Counter
from datetime import date

from detente.text import tables
from evaluation.turns import COLUMNS, KNOWN, Point, find, half_of, known, within

ROWS = list(tables.rows(KNOWN, COLUMNS))


def test_rows_are_dated_sourced_and_stand_in_order_of_time() -> None:
    assert len(ROWS) >= 60
    assert [row[0] for row in ROWS] == sorted(row[0] for row in ROWS)
    for day, a, b, direction, what, source, _ in ROWS:
        assert 1995 <= date.fromisoformat(day).year <= 2025
        assert len(a) == len(b) == 3 and a < b and (a + b).isupper(), (day, a, b)
        assert direction in ("up", "down") and what and source, (day, a, b)
    assert len({(row[0], row[1], row[2]) for row in ROWS}) == len(ROWS)


def test_halves_are_drawn_by_the_hash() -> None:
    assert all(row[6] == half_of(*row[:4]) for row in ROWS)
    share = Counter(row[6] for row in ROWS)["blind"] / len(ROWS)
    assert 0.4 <= share <= 0.6
    assert len(known("open")) + len(known("blind")) == len(ROWS)


def test_a_point_counts_where_the_data_can_show_it() -> None:
    point = Point(date(2012, 6, 1), ("AAA", "BBB"), "up", "pact")
    days = [date(2012, 1, 1), date(2012, 12, 31)]
    assert within([point], days, {("AAA", "BBB"): 30}) == [point]
    assert within([point], days, {("AAA", "BBB"): 29}) == []
    assert within([point], [date(2012, 6, 2), date(2012, 12, 31)], {("AAA", "BBB"): 30}) == []


def test_found_by_pair_day_and_sign() -> None:
    point = Point(date(2012, 6, 1), ("AAA", "BBB"), "up", "pact")

    def turn(pair: str, day: date, direction: str = "up") -> dict[str, object]:
        return {"a": pair[:3], "b": pair[3:], "date": day, "called": day, "direction": direction}

    (one,) = find([point], [turn("AAABBB", date(2012, 6, 20), "down"), turn("AAABBB", date(2012, 5, 28))])
    assert (one.delay, one.signed) == (-4, True)
    (one,) = find([point], [turn("AAABBB", date(2012, 7, 2), "down")])
    assert (one.delay, one.signed) == (31, False)
    (one,) = find([point], [turn("AAABBB", date(2012, 7, 3)), turn("AAACCC", date(2012, 6, 1))])
    assert one.delay is None and not one.signed
