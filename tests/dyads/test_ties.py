"""Network, reactions, similarity and change on tables small enough to check by hand."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dyads import change, kappa, network, reactions, similarity
from detente.errors import BadQuery
from tests.dyads.examples import as_date, rows


def many(number: int, a: str, b: str, kind: str, first: str = "2024-01-01", step: int = 3) -> list[dict[str, object]]:
    return rows(*((as_date(first) + timedelta(days=step * i), a, b, kind) for i in range(number)))


def test_a_friend_of_two_foes_is_out_of_balance() -> None:
    """Heider's triangle: A is friends with B and C, who are at odds."""
    table = many(5, "A", "B", "AID") + many(5, "A", "C", "CONSULT") + many(5, "B", "C", "ASSAULT")
    found = network(table)
    (triangle,) = found.triangles.to_pylist()
    assert (triangle["ab"], triangle["ac"], triangle["bc"], triangle["balanced"]) == ("+", "+", "-", False)
    assert found.balance == 0.0
    actors = {row["actor"]: row for row in found.actors.to_pylist()}
    assert found.actors["actor"][0].as_py() == "A" and actors["A"]["broker"] > 0 == actors["B"]["broker"]
    assert (actors["B"]["friends"], actors["B"]["foes"]) == (1, 1)


def test_every_tie_unfolds_and_direction_counts() -> None:
    table = many(4, "A", "B", "AID") + many(2, "B", "A", "ACCUSE") + many(1, "A", "C", "AID")
    ties = {(t["actor"], t["recipient"]): t for t in network(table).ties.to_pylist()}
    assert set(ties) == {("A", "B"), ("B", "A")}  # a single event is no tie
    assert (ties["A", "B"]["sign"], ties["B", "A"]["sign"]) == ("+", "-")
    assert ties["B", "A"]["events"] == ["row:4", "row:5"]


def test_communities_are_the_same_each_time_and_empty_tables_are_fine() -> None:
    table = [row for a, b in ("AB", "AC", "BC", "DE", "DF", "EF") for row in many(4, a, b, "AID")]
    assert network(table).actors.equals(network(list(reversed(table))).actors)
    assert {(row["actor"], row["community"]) for row in network(table).actors.to_pylist()} == {
        *((name, 1) for name in "ABC"),
        *((name, 2) for name in "DEF"),
    }
    assert network(many(1, "A", "B", "AID")).balance is None


def test_reactions_stand_out_against_the_usual() -> None:
    quiet = many(12, "JPN", "PRK", "CONSULT", "2023-06-20", 30) + many(50, "CHN", "PRK", "CONSULT", "2023-06-20", 7)
    after = many(6, "JPN", "PRK", "ACCUSE", "2024-06-20", 2) + many(4, "USA", "RUS", "SANCTION", "2024-06-21")
    treaty = rows(("2024-06-19", "RUS", "PRK", "SUPPORT"))
    table = reactions(quiet + treaty + after, "RUS", "PRK", on=date(2024, 6, 19), days=28).to_pylist()
    found = {(row["party"], row["toward"]): row for row in table}
    assert found["JPN", "PRK"]["reaction"] == found["USA", "RUS"]["reaction"] == "conflict"
    assert found["CHN", "PRK"]["reaction"] == "silent" and found["CHN", "PRK"]["cooperation_usual"] > 3
    assert len(found["JPN", "PRK"]["events"]) == 6
    with pytest.raises(BadQuery, match="XYZ"):
        reactions(table=quiet, a="XYZ", b="PRK", on=date(2024, 6, 19))


@given(st.lists(st.floats(-2, 2), min_size=3, max_size=12))
def test_kappa_of_a_portfolio_with_itself_is_one(values: list[float]) -> None:
    x = np.array(values)
    same = kappa(x, x)
    assert same is None or same == pytest.approx(1.0)
    opposed = kappa(x, -x)
    assert opposed is None or opposed <= 1.0


def test_kappa_by_hand() -> None:
    """x = (0, 0, 3), y = (0, 3, 3): squares 9; chance 6 + 6 + 3 * (1 - 2)^2 = 15."""
    assert kappa(np.array([0.0, 0.0, 3.0]), np.array([0.0, 3.0, 3.0])) == pytest.approx(1 - 9 / 15)


def test_allies_resemble_each_other() -> None:
    table = [row for a in "AB" for b in "XYZ" for row in many(4, a, b, "AID" if b != "Z" else "ASSAULT")]
    table += [row for b in "XYZ" for row in many(4, "C", b, "ASSAULT" if b != "Z" else "AID")]
    found = {(row["a"], row["b"]): row for row in similarity(table).to_pylist()}
    assert found["A", "B"]["events_kappa"] > 0.9 > 0 > found["A", "C"]["events_kappa"]
    pacts = [{"parties": ("A", "X"), "obligations": ("defence",)}, {"parties": ("B", "X"), "obligations": ("defence",)}]
    allied = {(row["a"], row["b"]): row for row in similarity(table, commitments=pacts).to_pylist()}
    assert allied["A", "B"]["commitments_kappa"] == pytest.approx(1.0)


def test_change_between_periods() -> None:
    table = many(3, "A", "B", "AID") + many(20, "A", "B", "ASSAULT", "2024-07-01") + many(20, "C", "D", "AID", step=17)
    periods = (date(2024, 1, 1), date(2024, 6, 30)), (date(2024, 7, 1), date(2024, 12, 31))
    found = {(row["a"], row["b"]): row for row in change(table, *periods).to_pylist()}
    assert found["A", "B"]["verdict"] == "apart" and found["A", "B"]["conflict_after"] == 20
    assert len(found["A", "B"]["events_before"]) == 3
    with pytest.raises(BadQuery):
        change(table, periods[0][::-1], periods[1])
