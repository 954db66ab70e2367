"""Reactions: to the matter itself, and silence only where one would have heard."""

from datetime import date
from typing import Any

from detente.dyads import reactions
from tests.dyads.examples import course, rows

DAY = date(2021, 7, 1)


def act(day: date, actor: str, recipient: str, kind: str, deed: str, site: str) -> dict[str, Any]:
    (row,) = rows((day, actor, recipient, kind))
    return row | {"deed": deed, "sites": [site], "published": day}


TURN = [act(DAY, "AAA", "BBB", "SUPPORT", "sign-agreement", "Herald")]
THEIRS = [
    act(date(2021, 7, 3), "CCC", "AAA", "ACCUSE", "condemn(sign-agreement)", "Courier"),
    act(date(2021, 7, 9), "CCC", "AAA", "CONSULT", "visit", "Courier"),
    act(DAY, "DDD", "BBB", "SUPPORT", "praise", "Herald"),
    act(date(2021, 7, 9), "EEE", "AAA", "ACCUSE", "condemn(strike)", "Courier"),
]


def test_what_speaks_of_the_matter_is_told_apart_and_first() -> None:
    found = reactions([*TURN, *THEIRS], "AAA", "BBB", on=DAY).to_pylist()
    about = {(row["party"], row["toward"]): (len(row["events"]), row["about"]) for row in found}
    assert about == {("CCC", "AAA"): (2, ["row:1"]), ("DDD", "BBB"): (1, ["row:3"]), ("EEE", "AAA"): (1, [])}
    assert {row["party"] for row in found[:2]} == {"CCC", "DDD"}


def test_a_table_without_deeds_and_reports_tells_nothing_of_the_matter() -> None:
    bare = rows((DAY, "AAA", "BBB", "SUPPORT"), (DAY, "CCC", "AAA", "ACCUSE"))
    (row,) = reactions(bare, "AAA", "BBB", on=DAY).to_pylist()
    assert row["about"] == [] and row["events"] == ["row:1"]


def test_silence_is_told_where_one_would_have_heard() -> None:
    talks = course("C", "A", {"CONSULT": [0.4] * 6}, first=date(2020, 1, 1))  # until 2021-06-28
    others = course("D", "A", {"CONSULT": [1.0] * 8}, first=date(2020, 1, 1))
    pair = rows((DAY, "A", "B", "SUPPORT"))

    def of_c(table: list[dict[str, Any]]) -> str:
        return next(row for row in reactions(table, "A", "B", on=DAY).to_pylist() if row["party"] == "C")["reaction"]

    assert of_c(talks + others + pair) == "silent"
    little = [row for row in others if row["date"] < DAY or row["date"].day == 1]  # the source has all but stopped
    assert of_c(talks + little + pair) == "usual"
