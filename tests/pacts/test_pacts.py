"""The file of pacts is complete and checked; texts join it, and disagreements are shown."""

from datetime import date

import pytest

from detente.errors import BadQuery, DataError
from detente.pacts import commitments, pacts, tables
from detente.records import Commitment, Evidence, Span

TOLD = Evidence("d", 0, 10, "Les deux pays ont signé un accord.", Span(0, 3), None, None, "test")


def test_at_least_forty_pacts_stand_in_the_file_with_record_and_clause() -> None:
    known = pacts.pacts()
    assert len(known) >= 40 and len({one.id for one in known}) == len(known)
    for one in known:
        assert one.record and one.signed and one.clauses and len(one.members) >= 2
        assert all(clause.en and clause.fr for clause in one.clauses)
        if one.in_force and one.ended:
            assert pacts.first_day(one.in_force) < pacts.first_day(one.ended)


def test_membership_follows_the_day() -> None:
    nato = pacts.pact("nato")
    assert "FIN" not in nato.parties(date(2023, 4, 3)) and "FIN" in nato.parties(date(2023, 4, 4))
    assert "GBR" not in pacts.pact("eu-42-7").parties(date(2021, 1, 1))
    assert pacts.pact("warsaw").parties(date(1995, 1, 1)) == ()


def test_the_ledger_of_one_state() -> None:
    rows = {row["id"]: row for row in commitments(party="PRK", on=date(2025, 1, 1)).to_pylist()}
    assert {"chn-prk", "rus-prk"} <= set(rows) and "sun-prk" not in rows
    assert rows["rus-prk"]["source"] == "file" and "Art. 51" in rows["rus-prk"]["trigger"]
    assert "sun-prk" in {row["id"] for row in commitments(party="PRK", every=True).to_pylist()}
    with pytest.raises(BadQuery, match="XYZ"):
        commitments(party="XYZ")


def test_a_text_joins_the_pact_it_means_and_conflicts_are_shown() -> None:
    told = Commitment("c1", ("PRK", "RUS"), ("defence", "offence"), signed="2024-06-20", evidence=(TOLD,))
    rows = {row["id"]: row for row in commitments([told], party="PRK", on=date(2025, 1, 1)).to_pylist()}
    row = rows["rus-prk"]
    assert row["source"] == "file and text" and row["evidence"] == [TOLD.text]
    assert any("2024-06-20" in conflict and "2024-06-19" in conflict for conflict in row["conflicts"])
    assert any("offence" in conflict for conflict in row["conflicts"])


def test_a_text_that_agrees_makes_no_conflict_and_an_unknown_pact_is_marked_as_of_text() -> None:
    agreeing = Commitment("c1", ("PRK", "RUS"), ("defence",), signed="2024-06", evidence=(TOLD,))
    other = Commitment("c2", ("BRA", "VNM"), ("consultation",), instrument="accord de partenariat", evidence=(TOLD,))
    rows = {row["id"]: row for row in commitments([agreeing, other], on=date(2025, 1, 1)).to_pylist()}
    assert rows["rus-prk"]["conflicts"] == []
    assert rows["text:c2"]["source"] == "text" and rows["text:c2"]["record"] is None


def test_a_wrong_row_is_named_by_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    good = tables.rows("clauses")
    bad = [(number, dict(row)) for number, row in good]
    bad[3][1]["obligation"] = "friendship"
    monkeypatch.setattr(pacts, "rows", lambda name: tuple(bad) if name == "clauses" else tables.rows(name))
    with pytest.raises(DataError, match=r"clauses.tsv:\d+: obligation 'friendship'"):
        pacts.pacts.__wrapped__()
