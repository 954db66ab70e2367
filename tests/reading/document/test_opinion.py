"""The second opinion, with a reader that says what the test wants."""

import pytest

import detente
from detente.reading import judge
from detente.reading.learned import Seen
from detente.records import Span

TEXT = "The Kenyan president smiled at the Ugandan minister. Mali expelled the ambassador of Niger on 3 May 2019.\n"


class Told:
    """A view that sees one type between any two, with one probability."""

    def __init__(self, event: str, odds: float, place: int) -> None:
        self.event, self.odds, self.place = event, odds, place

    def ask(self, *_: Span | None) -> Seen:
        types = dict.fromkeys(("none", "SANCTION", "CONSULT", "ASSAULT"), 0.0)
        return Seen(
            types | {"none": 1 - self.odds, self.event: self.odds}, {"happened": 1.0}, Span(self.place, self.place + 5)
        )


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge.Page, "view", lambda self, window: Told("CONSULT", 0.95, 21))
    monkeypatch.setattr(
        judge, "weights", lambda: {"rules": {}, "alone": {"type": 1.0}, "line": {"told": 0.45, "alone": 0.45}}
    )


@pytest.mark.usefixtures("sure")
def test_what_only_the_second_reader_sees_is_an_event_with_its_own_words_and_plainest_deed() -> None:
    reading = detente.read(TEXT, language="en")
    found = next(one for one in reading.events if {a.country for a in (*one.actor, *one.recipient)} == {"KEN", "UGA"})
    assert (found.event, found.deed, found.both, found.status) == ("CONSULT", "discuss", True, "happened")
    piece = found.evidence[0]
    assert reading.document.text[slice(*piece.trigger)] == "smile"
    assert piece.rule == "second reader: smile"
    assert piece.text == "The Kenyan president smiled at the Ugandan minister."


class Aiming(Told):
    """A view that is surer of its type where somebody is marked as the recipient."""

    def ask(self, actor: Span | None = None, recipient: Span | None = None, *_: Span | None) -> Seen:
        odds = self.odds if recipient else 0.3
        return Seen(
            {"none": 1 - odds, "MOBILIZE": odds, "AID": 0.0}, {"happened": 1.0}, Span(self.place, self.place + 5)
        )


@pytest.mark.parametrize(("odds", "recipients"), [(0.9, ["LBY"]), (0.4, [])])
def test_a_reading_without_recipient_takes_the_one_that_the_second_reader_is_sure_of(
    monkeypatch: pytest.MonkeyPatch, odds: float, recipients: list[str]
) -> None:
    monkeypatch.setattr(judge.Page, "view", lambda self, window: Aiming("MOBILIZE", odds, 6))
    monkeypatch.setattr(
        judge, "weights", lambda: {"rules": {}, "alone": {"bias": -9.0}, "line": {"told": 0.4, "alone": 0.4}}
    )
    reading = detente.read("Malta deployed two frigates while Libya slept.\n", language="en")
    found = next(one for one in reading.events if one.actor and one.actor[0].country == "MLT")
    assert [one.country for one in found.recipient] == recipients
    assert ("second reader: Libya" in found.evidence[0].rule) == bool(recipients)


@pytest.mark.usefixtures("sure")
def test_what_stands_under_the_line_is_a_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {"rules": {"bias": 3.0}, "alone": {"bias": -3.0}, "line": {"told": 0.5, "alone": 0.5}}
    monkeypatch.setattr(judge, "weights", lambda: weights)
    reading = detente.read(TEXT, language="en")
    assert [one.event for one in reading.events] == ["SANCTION"]
    assert reading.events[0].confidence > 0.9
    assert {one.event for one in reading.leads} == {"CONSULT"}
    assert all(one.confidence < 0.1 and one.id.startswith("l") for one in reading.leads)


@pytest.mark.usefixtures("sure")
def test_who_is_told_nothing_of_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge.Page, "view", lambda self, window: Told("CONSULT", 0.3, 21))
    reading = detente.read(TEXT, language="en")
    assert {one.event for one in (*reading.events, *reading.leads)} == {"SANCTION"}


def test_quick_reads_by_the_rules_alone() -> None:
    reading = detente.read(TEXT, language="en", quick=True)
    assert not reading.leads
    assert [(one.event, one.confidence) for one in reading.events] == [("SANCTION", 1.0)]
    assert not reading.document.notes


def test_without_the_model_the_rules_read_alone_and_a_note_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.reading.learned.installed", lambda: False)
    reading = detente.read(TEXT, language="en")
    assert [one.event for one in reading.events] == ["SANCTION"] and not reading.leads
    assert any("second reader" in note for note in reading.document.notes)


def test_a_document_is_read_alike_alone_and_after_others() -> None:
    first = detente.read(TEXT, language="en")
    detente.read("Le Mali a livré des drones au Niger.\n", language="fr")
    assert detente.read(TEXT, language="en") == first
