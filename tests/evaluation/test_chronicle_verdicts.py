"""The judged events of the chronicle are a whole file, and the judge's figures are counted from it as it stands."""

from dataclasses import replace
from pathlib import Path

import pytest

from detente.errors import DataError
from detente.records import Actor, Event
from evaluation.chronicle.__main__ import COLUMNS, DRAWN, Row, carried, drawn, load, main, save, shares, shown

ROOT = Path(__file__).parents[2]
TOLD = Row("CONSULT", "meet", "PER", "CHL (both)", "happened", "2001-05", "Peru met Chile in May.")
ROWS = [
    replace(TOLD, verdict="right"),
    replace(TOLD, recipient="", verdict="partly", why="recipient: Chile"),
    replace(TOLD, recipient="BOL", verdict="wrong", why="false pair: Bolivia is not told of"),
    replace(TOLD, type="AID", verdict="wrong", why="wrong deed: they met"),
    replace(TOLD, type="AGREE"),
]


def test_a_hundred_events_are_judged_and_every_error_has_its_reason() -> None:
    rows = load(DRAWN)
    assert len(rows) == len({row.judged for row in rows}) == 100
    for row in rows:
        assert row.verdict in ("right", "partly", "wrong"), row
        assert bool(row.why) == (row.verdict != "right"), row
        assert row.verdict == "right" or row.kind != row.why, f"no kind of error before a colon: {row.why}"


def test_the_limits_tell_the_figures_that_the_script_counts() -> None:
    told = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8").partition("## What the demo's events are worth")[2]
    rows = load(DRAWN)
    for verdict in ("right", "partly", "wrong"):
        assert f"{sum(row.verdict == verdict for row in rows)} {verdict}" in told
    assert f"{sum(row.kind == 'false pair' for row in rows)} of these" in told


def test_shares_are_of_the_rows_that_have_a_verdict() -> None:
    assert list(shares(ROWS)) == [
        "4 of 5 events judged",
        "right          1  25%",
        "partly         1  25%",
        "wrong          2  50%",
        "false pair     1  25%",
        "      1  recipient",
        "      1  false pair",
        "      1  wrong deed",
    ]
    assert list(shares([TOLD])) == ["0 of 1 events judged"]


def test_a_verdict_is_carried_over_only_where_nothing_judged_has_changed() -> None:
    changed = [
        replace(TOLD, **{field: "other"}) for field in ("type", "deed", "actor", "recipient", "status", "sentence")
    ]
    assert carried(changed, ROWS) == changed
    assert carried([replace(TOLD, date="2001-06")], ROWS) == [replace(TOLD, date="2001-06", verdict="right")]


def test_drawing_hangs_on_seed_and_events_and_not_on_their_order() -> None:
    events = [replace(TOLD, sentence=f"{number} envoys of Peru met Chile.") for number in range(40)]
    first = drawn([*events, *events], seed=1, size=10)
    assert first == drawn(reversed(events), seed=1, size=10)
    assert len(first) == len(set(first)) == 10
    assert first != drawn(events, seed=2, size=10)
    assert drawn([event for event in events if event != first[0]], seed=1, size=9) == first[1:]


def test_an_event_is_shown_with_codes_and_with_what_is_not_certain() -> None:
    event = Event(
        id="e",
        event="AGREE",
        mode=None,
        quad=1,
        intensity=1.0,
        contexts=(),
        deed="promise(meet)",
        actor=(Actor("Lima", country="PER"), Actor("Peru", country="PER")),
        recipient=(),
        both=True,
        status="planned",
        likelihood="possible",
    )
    row = shown(event)
    assert (row.actor, row.recipient, row.status, row.date) == ("PER", "(both)", "planned (possible)", "")


def test_a_file_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    save(ROWS, tmp_path / "rows.tsv")
    assert load(tmp_path / "rows.tsv") == ROWS


@pytest.mark.parametrize(("verdict", "why"), [("maybe", "recipient: Chile"), ("wrong", "")])
def test_a_verdict_that_is_none_or_lacks_its_reason_is_named_with_its_line(
    tmp_path: Path, verdict: str, why: str
) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text("\t".join(COLUMNS) + "\n" + "\t".join(["1", *"abcdefg", verdict, why]) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"rows\.tsv:2: "):
        load(path)


def test_drawing_loses_no_verdicts() -> None:
    with pytest.raises(SystemExit, match="holds verdicts"):
        main(["draw"])
