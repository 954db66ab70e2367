"""An analyst's words: what may be written, what it becomes, and that it follows its words through every new reading."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from detente.cli import main
from detente.errors import BadQuery, NotFound
from detente.exchange.exporting import export
from detente.records import Document, Reading
from detente.store.analyst import corrections
from detente.store.analyst.values import READERS, meant, worded
from detente.store.casebook import Casebook
from detente.store.intake import recode
from tests.store.older import age
from tests.store.test_casebook import make
from tests.store.toy import toy_read


def later_read(document: Document) -> Reading:
    """Calls every deed another name, so that each report has another id, and knows no sanctions."""
    reading = toy_read(document)
    kept = tuple(replace(event, deed=f"promise({event.deed})") for event in reading.events if event.event != "COERCE")
    return replace(reading, events=kept)


later_read.coder = "toy-later"  # type: ignore[attr-defined]


def one(book: Casebook, kind: str) -> dict[str, Any]:
    (row,) = book.events(event=kind).to_pylist()
    found: dict[str, Any] = row
    return found


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        ("status", "planned", {"status": "planned"}),
        ("event", "assault", {"event": "ASSAULT", "quad": 4, "intensity": -10.0}),
        ("both", "oui", {"both": True}),
        ("both", False, {"both": False}),
        ("intensity", "-2.5", {"intensity": -2.5}),
        ("mode", "", {"mode": None}),
        ("date", None, {"date": None}),
        ("actor", "", {"actor": []}),
    ],
)
def test_what_is_written_becomes_a_value(field: str, written: Any, kept: dict[str, Any]) -> None:
    assert meant(field, written) == kept


def test_a_deed_brings_its_type_and_a_date_its_days() -> None:
    promised = meant("deed", "promise(provide-weapons)")
    assert (promised["event"], promised["quad"], promised["contexts"]) == ("AGREE", 1, ["military"])
    date = meant("date", "2024-06-18/2024-06")["date"]
    assert (date["first"], date["last"], date["edtf"]) == ("2024-06-18", "2024-06-30", "2024-06-18/2024-06")
    sides = meant("actor", "RUS, org:NATO, igo, North Korea")["actor"]
    assert [(side["id"], side["country"]) for side in sides] == [
        ("state:RUS", "RUS"), ("org:NATO", "IGO"), (None, "IGO"), ("state:PRK", "PRK"),
    ]  # fmt: skip
    assert meant("place", "Pyongyang")["place"]["country"] == "PRK"
    assert meant("place", "fra")["place"]["precision"] == "country"


def test_what_is_shown_is_read_as_the_same_again() -> None:
    for field, written in {"actor": "RUS, org:NATO, IGO", "date": "2024-06", "place": "Pyongyang", "both": "yes", "status": "planned"}.items():  # fmt: skip
        value = meant(field, written)[field]
        assert (
            meant(field, worded(field, value))[field] == value | {"text": value["name"]} if field == "place" else value
        )


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("status", "maybe"), ("event", "WAR"), ("deed", "promise("), ("deed", "hope(provide-aid)"), ("mode", "loud"), ("date", "soon"),
        ("date", "2024-02-31"), ("date", "2024-06/2023"), ("actor", "QQQ"), ("actor", "Nobody at all"), ("place", "org:NATO"),
        ("quad", "7"), ("intensity", "nan"), ("intensity", None), ("both", "perhaps"), ("evidence", "x"), ("date.edtf", "2024"), ("id", "x"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_can(field: str, written: Any) -> None:
    with pytest.raises(BadQuery, match=r"choose|give|one of|number|ends before"):
        meant(field, written)


def test_a_wrong_word_changes_nothing(tmp_path: Path) -> None:
    book = make(tmp_path)
    event = one(book, "AID")["event_id"]
    for given in ({"status": "planned", "date": "soon"}, {"note": " "}, {"note": "x" * 5_001}, {"verdict": "so"}):
        with pytest.raises(BadQuery):
            corrections.correct(book, event, given, author="ana", reason="")
    with pytest.raises(BadQuery, match="author"):
        corrections.correct(book, event, {"status": "planned"}, author=" ", reason="")
    with pytest.raises(NotFound):
        corrections.correct(book, "nobody", {"status": "planned"}, author="ana", reason="")
    assert len(book.corrections()) == 0


def test_only_what_differs_is_entered_and_what_follows_yields_to_what_is_said(tmp_path: Path) -> None:
    book = make(tmp_path)
    event = one(book, "AID")["event_id"]
    given = {"status": "happened", "actor": "RUS", "recipient": "CHN", "event": "ASSAULT", "intensity": "-4"}
    told = corrections.correct(book, event, given, author="ana", reason="another state")
    assert set(told) == {"recipient", "event", "quad", "intensity"}
    row = book.event(event)
    assert (row["quad"], row["intensity"], row["recipients"][0]["name"]) == (4, -4.0, "China")
    assert len(book.events(dyad="RUS-CHN")) == 1 and len(book.events(dyad="RUS-PRK", event="AID")) == 0
    assert corrections.correct(book, event, given, author="ana", reason="again") == []


def test_words_follow_the_words_they_were_said_on_when_documents_are_read_anew(tmp_path: Path) -> None:
    book = make(tmp_path)
    aid, sanctions = one(book, "AID")["event_id"], one(book, "COERCE")["event_id"]
    corrections.correct(book, aid, {"date": "2023-08", "verdict": "disputed"}, author="ana", reason="a month before")
    corrections.correct(book, sanctions, {"note": "ten firms, or eleven?"}, author="ben", reason="")
    recode.recode(book, reader=later_read)
    recode.accept(book, reader=later_read)
    again = one(book, "AID")
    assert again["event_id"] != aid
    assert (again["edtf"], str(again["date"])) == ("2023-08", "2023-08-01")
    states = {row["field"]: (row["state"], row["event"]) for row in corrections.trail(book.ledger)}
    assert states["date"] == states["verdict"] == ("force", again["event_id"])
    assert states["note"] == ("lost", sanctions)
    recode.recode(book, reader=toy_read)
    recode.accept(book, reader=toy_read)
    assert one(book, "AID")["event_id"] == aid and one(book, "AID")["edtf"] == "2023-08"
    assert {row["state"] for row in corrections.trail(book.ledger)} == {"force"}, "what was lost comes back"


def test_of_several_reports_of_one_trigger_the_most_alike_inherits(tmp_path: Path) -> None:
    book = make(tmp_path)
    row = one(book, "AID")
    anchor = corrections.anchored(row)
    (report,) = row["told"]
    other = report | {"report": "0", "event": "SUPPORT", "deed": "praise"}
    assert anchor and corrections.heir(anchor, [other, report | {"report": "9"}]) == "9"
    moved = [
        report | {"report": name, "evidence": [dict(report["evidence"][0], trigger={"begin": 900, "stop": 901})]}
        for name in "12"
    ]
    assert corrections.heir(anchor, moved[:1]) == "1"
    assert corrections.heir(anchor, moved) is None, "one of two others in the sentence would be a guess"


def test_a_report_that_joined_others_is_found_by_its_old_id(tmp_path: Path) -> None:
    book = make(tmp_path)
    meeting = one(book, "CONSULT")
    for report in meeting["told"]:
        assert book.event(report["report"])["event_id"] == meeting["event_id"]
    with pytest.raises(NotFound):
        book.event("0" * 16)


def test_a_later_word_replaces_an_earlier_one_and_notes_stand_side_by_side(tmp_path: Path) -> None:
    book = make(tmp_path)
    event = one(book, "AID")["event_id"]
    for field, value in (("status", "planned"), ("note", "one"), ("status", "happened"), ("note", "two")):
        book.correct(event, field, value, author="ana", reason="")
    said = [(row["field"], row["was"], row["is"], row["state"]) for row in corrections.trail(book.ledger)]
    assert said == [
        ("note", "", "two", "force"), ("status", "planned", "happened", "force"), ("note", "", "one", "force"),
        ("status", "happened", "planned", "replaced"),
    ]  # fmt: skip
    assert book.event(event)["status"] == "happened"


def test_a_block_that_is_taken_back_and_words_on_it_are_in_the_trail(tmp_path: Path) -> None:
    book = make(tmp_path)
    (block,) = book.quarantine().to_pylist()
    place = (block["document"], block["begin"], block["stop"])
    corrections.remark(book, *place, "verdict", "confirmed", author="ana", reason="an advert")
    book.restore(*place, author="ben", reason="no, it is news", reader=toy_read)
    said = [(row["author"], row["field"], row["is"], row["anchor"]["text"]) for row in corrections.trail(book.ledger)]
    assert said == [("ben", "kept", "yes", "advert: buy now"), ("ana", "verdict", "confirmed", "advert: buy now")]
    for wrong in ((place[0], 5, 5), (place[0], 0, 10**6)):
        with pytest.raises(BadQuery, match="stretch"):
            corrections.remark(book, *wrong, "note", "x", author="ana", reason="")
    with pytest.raises(BadQuery, match="verdict or note"):
        corrections.remark(book, *place, "status", "planned", author="ana", reason="")


def test_cases_have_sentence_span_and_the_values_before_and_after(tmp_path: Path) -> None:
    book = make(tmp_path)
    event = one(book, "AID")["event_id"]
    book.correct(event, "status", "demanded", author="ana", reason="")
    book.correct(event, "status", "planned", author="ana", reason="it was announced")
    book.correct(event, "recipient", "CHN", author="ana", reason="")
    assert export(book, "corrections", tmp_path / "cases.jsonl") == 2
    cases = {case["field"]: case for case in map(json.loads, (tmp_path / "cases.jsonl").read_text().splitlines())}
    status = cases["status"]
    assert status["sentence"] == "2023-09 RUS provide-aid PRK: grain was sent"
    assert book.document(status["document"]).text[status["begin"] : status["stop"]] == status["sentence"]
    assert (status["trigger"], status["before"], status["after"]) == ([0, 1], "demanded", "planned")
    assert status["read"] == {"event": "AID", "deed": "provide-aid", "actors": ["RUS"], "recipients": ["PRK"]}
    assert [side["country"] for side in cases["recipient"]["after"]] == ["CHN"]
    assert status["split"] == cases["recipient"]["split"]
    assert export(book, "corrections", tmp_path / "none.jsonl", event="AGREE") == 0


def test_words_go_to_another_casebook_with_their_documents(tmp_path: Path) -> None:
    book = make(tmp_path)
    book.correct(one(book, "AID")["event_id"], "status", "planned", author="ana", reason="")
    with Casebook.open(tmp_path / "other") as other:
        other.import_casebook(book.folder)
        assert one(other, "AID")["status"] == "planned"
        assert next(corrections.trail(other.ledger))["anchor"]["text"].startswith("2023-09 RUS")


def test_a_casebook_of_an_older_version_takes_the_new_column(tmp_path: Path) -> None:
    book = make(tmp_path)
    book.correct(one(book, "AID")["event_id"], "status", "planned", author="ana", reason="")
    book.close()
    age(tmp_path / "book", 6)
    with Casebook.open(tmp_path / "book") as again:
        again.refresh(rebuild=True)
        assert one(again, "AID")["status"] == "planned"
        assert [row["anchor"] for row in corrections.trail(again.ledger)] == [None]
        assert export(again, "corrections", tmp_path / "cases.jsonl") == 0


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = make(tmp_path)
    event, folder = one(book, "AID")["event_id"], str(book.folder)
    (block,) = book.quarantine().to_pylist()
    book.close()
    assert (
        main(["correct", event, "status", "planned", "--in", folder, "--author", "ana", "--reason", "announced\x1b[2J"])
        == 0
    )
    assert main(["correct", event, "status", "planned", "--in", folder]) == 0
    assert (
        main(["correct", f"{block['document']}:{block['begin']}-{block['stop']}", "note", "an advert", "--in", folder])
        == 0
    )
    assert "already" in capsys.readouterr().out
    assert main(["correct", "--in", folder]) == 0
    listed = capsys.readouterr().out
    assert f"ana  {event}  status: happened -> planned  announced" in listed and "\x1b" not in listed
    assert "note: an advert" in listed
    for wrong in (
        [event],
        [event, "status", "maybe"],
        ["nobody", "status", "planned"],
        ["x:1", "note", "y"],
        ["x:1-2", "note", "y"],
    ):
        assert main(["correct", *wrong, "--in", folder]) != 0
        assert "Traceback" not in capsys.readouterr().err
    target = tmp_path / "cases.jsonl"
    assert main(["export", folder, "-f", "corrections", "-o", str(target)]) == 0
    assert len(target.read_text().splitlines()) == 2


def test_every_field_that_can_be_corrected_can_be_taken_back(tmp_path: Path) -> None:
    """What the form shows is what it reads: sending an event's own values changes nothing."""
    book = make(tmp_path)
    row = one(book, "CONSULT")
    shown = {field: worded(field, row.get(corrections.HELD.get(field, field))) for field in READERS if field != "deed"}
    shown.pop("intensity"), shown.pop("event")  # the toy's own figure for the type
    assert corrections.correct(book, row["event_id"], shown, author="ana", reason="") == []
