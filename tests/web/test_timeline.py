"""The timeline as coordinates: sides, bands, shapes, and everything inside the frame."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.web.timeline import BOTTOM, HEIGHT, LOWER, TOP, UPPER, WIDTH, timeline


def quarter(year: int, good: float, bad: float) -> dict[str, Any]:
    row: dict[str, Any] = {"period": f"{year}-Q1", "start": date(year, 1, 1), "end": date(year, 3, 31)}
    for way, rate in (("cooperation", good), ("conflict", bad)):
        row |= {way: int(rate), f"{way}_rate": rate, f"{way}_low": rate / 2, f"{way}_high": rate * 2}
    return row


def event(day: str | None, quad: int, likelihood: str = "certain", status: str = "happened") -> dict[str, Any]:
    return {"id": "e", "document": "d", "date": day, "quad": quad, "likelihood": likelihood, "status": status, "event": "AID"}  # fmt: skip


COURSE = [quarter(2018, 10, 0), quarter(2020, 2, 5)]
TURN = {"date": date(2020, 1, 15), "direction": "down", "trigger": "t"}


def test_cooperation_stands_above_and_conflict_below_with_their_bands() -> None:
    bars = timeline(COURSE, [], [])["bars"]
    good, none, low, bad = bars
    assert (good["y"] + good["height"], none["height"], bad["y"]) == (UPPER, 0, LOWER)
    assert TOP == good["high"] < good["y"] < good["low"] < UPPER
    assert LOWER < bad["low"] < bad["y"] + bad["height"] < bad["high"] < BOTTOM
    assert low["height"] < good["height"] and bad["x"] > good["x"]


def test_marks_tell_channel_certainty_and_status_without_colour() -> None:
    told = [event("2018-02-01", 1), event("2019", 4, "probable", "planned"), event("2020-02", 3, "possible")]
    marks = timeline(COURSE, [TURN], told)["events"]
    assert [(mark["shape"], mark["hollow"]) for mark in marks] == [
        ("round", False),
        ("square", True),
        ("pointed", False),
    ]
    assert marks[0]["y"] < marks[1]["y"] == marks[2]["y"]
    assert [mark["x"] for mark in marks] == sorted(mark["x"] for mark in marks)


def test_what_has_no_day_or_lies_outside_is_left_to_the_list() -> None:
    outside = [event(None, 1), event("XXXX-06-19", 1), event("2018-21", 1), event("1999", 1), event("2030", 1)]
    assert timeline(COURSE, [], outside)["events"] == []


def test_turns_lead_to_a_document_and_years_stand_in_the_frame() -> None:
    drawn = timeline(COURSE, [TURN | {"document": "paper"}], [])
    assert drawn["turns"][0]["document"] == "paper"
    assert [each["year"] for each in drawn["years"]] == [2019, 2020]
    places = [*drawn["turns"], *drawn["years"], *drawn["bars"]]
    assert all(0 <= each["x"] <= WIDTH for each in places) and BOTTOM < HEIGHT
    assert timeline([], [], []) == {"bars": [], "turns": [], "events": [], "years": []}


def test_no_mark_lies_on_another_and_what_it_says_stays_in_the_frame() -> None:
    crowd = [event("2020-02-01", 1) | {"id": f"e{n}", "title": "A long day of many meetings " * 5} for n in range(9)]
    marks = timeline(COURSE, [], crowd)["events"]
    assert len({(mark["x"], mark["y"]) for mark in marks}) == len(crowd)
    for one in marks:
        assert UPPER < one["y"] < LOWER
        assert (
            one["tip"]["x"] >= 0 and one["tip"]["x"] + one["tip"]["width"] <= WIDTH and one["tip"]["text"].endswith("…")
        )
        for other in marks:
            assert one is other or abs(one["x"] - other["x"]) >= 10 or abs(one["y"] - other["y"]) >= 10


def test_turning_points_are_numbered_side_by_side() -> None:
    turns = [TURN, TURN | {"date": date(2020, 1, 17)}]
    first, second = timeline(COURSE, turns, [])["turns"]
    assert (first["number"], second["number"]) == (1, 2)
    assert second["at"] - first["at"] >= 22
