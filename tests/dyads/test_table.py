"""Whatever table is given comes out the same, and nothing is left out unsaid."""

from datetime import date

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from detente.dyads.table import events, to_date
from detente.errors import BadTable
from tests.dyads.examples import rows


def test_arrow_pandas_polars_and_mappings_give_the_same_events() -> None:
    given = rows(("2024-06-19", "RUS", "PRK", "SUPPORT"), ("2024-06-20", "KOR", "RUS", "ACCUSE"))
    tables = [events(t) for t in (given, pa.Table.from_pylist(given), pd.DataFrame(given), pl.DataFrame(given))]
    seen = {(tuple(t.day), tuple(t.actor), tuple(t.quad), t.names, t.kinds) for t in tables}
    assert len(seen) == 1
    assert [to_date(day) for day in tables[0].day] == [date(2024, 6, 19), date(2024, 6, 20)]
    assert tables[0].quad.tolist() == [1, 3]


def test_text_dates_count_from_their_first_day_and_impossible_ones_are_told() -> None:
    whens = ("2024", "2024-06", "2024-06-02T10:00", "2023-23", "2024-02-30")
    table = events([{"date": when, "actor": "A", "recipient": "B", "event": "AID"} for when in whens])
    assert [str(to_date(day)) for day in table.day] == ["2024-01-01", "2024-06-01", "2024-06-02"]
    assert table.skipped == {"no usable date": 2}


def test_rows_that_cannot_be_used_are_counted_by_reason() -> None:
    table = events(
        rows(
            ("2024-06-01", "A", "A", "AID"),
            ("2024-06-01", "A", None, "AID"),
            ("2024-06-01", "A", "B", "NONSENSE"),
            ("2024-06-01", "A", "B", "AID"),
        )
    )
    assert len(table) == 1 and table.handles() == ["row:3"]
    assert table.skipped == {
        "actor is recipient": 1,
        "no single actor or recipient": 1,
        "unknown kind of event": 1,
    }


def test_cameo_codes_give_the_quad_where_none_is_given() -> None:
    table = events(
        {"date": ["2018-01-01"] * 4, "actor": ["A"] * 4, "recipient": ["B"] * 4, "cameo": ["036", "0874", "112", "195"]}
    )
    assert table.quad.tolist() == [1, 2, 3, 4]


def test_certainty_is_a_choice() -> None:
    given = rows(*[("2024-06-01", "A", "B", "AID")] * 3)
    given[1]["status"], given[2]["likelihood"] = "planned", "possible"
    table = events(given)
    assert [len(table.counted(c)) for c in ("certain", "likely", "all")] == [1, 2, 3]


@pytest.mark.parametrize("table", [7, "text", pa.table({"date": ["2024-01-01"]}), pa.table({})])
def test_what_is_no_table_of_events_is_said(table: object) -> None:
    with pytest.raises(BadTable, match=r"lacks|no table"):
        events(table)


def test_what_a_text_does_not_date_is_dated_by_its_publication_and_vague_dates_are_told() -> None:
    given = rows(*[("2024-06-19", "A", "B", "AID")] * 3)
    given[0] |= {"date": None, "published": date(2024, 6, 21)}
    given[1] |= {"date_last": date(2024, 12, 31)}
    table = events(pa.Table.from_pylist([row | {k: row.get(k) for k in ("published", "date_last")} for row in given]))
    assert [str(to_date(day)) for day in table.day] == ["2024-06-19", "2024-06-21"]
    assert table.skipped == {"date too vague": 1}


def test_promises_and_threats_are_words_that_happened() -> None:
    given = rows(*(("2024-06-19", "A", "B", kind) for kind in ("AGREE", "THREATEN", "AID", "AGREE")))
    for row, status in zip(given, ("planned", "planned", "planned", "negated"), strict=True):
        row["status"] = status
    assert len(events(given).counted("spoken")) == 2 and len(events(given).counted("certain")) == 0


def test_a_mutual_act_that_stands_in_both_directions_counts_once() -> None:
    given = rows(
        ("2024-06-19", "A", "B", "CONSULT"), ("2024-06-19", "B", "A", "CONSULT"), ("2024-06-19", "A", "C", "CONSULT")
    )
    table = events([row | {"event_id": "e1"} for row in given])
    assert len(table) == 2 and table.skipped == {"the same event and pair again": 1}
