"""A new coder reads beside the old one; nothing changes until it is accepted, and nothing is lost by it."""

from dataclasses import replace
from pathlib import Path

from detente.errors import InputError
from detente.records import Document, Reading
from detente.store.intake import recode
from tests.store.test_casebook import make
from tests.store.toy import toy_read


def better_read(document: Document) -> Reading:
    """Knows no sanctions, and cannot read what an outlet called d.example writes."""
    if document.site == "b.example":
        raise InputError("the new coder has a fault")
    reading = toy_read(document)
    return replace(reading, events=tuple(event for event in reading.events if event.event != "COERCE"))


better_read.coder = "toy-2"  # type: ignore[attr-defined]


def test_recode_shows_then_replaces(tmp_path: Path) -> None:
    casebook = make(tmp_path)
    before = casebook.fingerprint()
    recode.recode(casebook, reader=better_read)
    assert casebook.fingerprint() == before
    change = recode.compare(casebook, reader=better_read)
    assert (change.documents, change.waiting, change.failed, change.same) == (2, 0, 1, 3)
    assert dict(change.gone) == {"COERCE": 1}
    assert not change.come
    recode.accept(casebook, reader=better_read)
    assert {event["event"] for event in casebook.events().to_pylist()} == {"AID", "CONSULT", "AGREE"}
    assert casebook.events(event="CONSULT").column("sources").to_pylist() == [2]  # the failed one kept its old reading
    assert casebook.check() == []
    assert len(recode.waiting(casebook, "toy-2")) == 0


def test_a_rejected_reading_leaves_no_trace(tmp_path: Path) -> None:
    casebook = make(tmp_path)
    before = casebook.fingerprint()
    recode.recode(casebook, reader=better_read)
    recode.reject(casebook, reader=better_read)
    assert casebook.fingerprint() == before
    assert casebook.check() == []
    recode.recode(casebook, reader=toy_read)
    assert recode.compare(casebook, reader=toy_read).same == 0  # nothing to do: the same coder
