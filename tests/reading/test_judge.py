import pytest

from detente.reading import judge
from detente.reading.judge import Page, confidence, split, weights, within
from detente.reading.learned import Seen
from detente.records import Actor, Event, Evidence, Span

TEXT = "Chile met Peru in May. It then asked Bolivia for gas."
FIRST, SECOND = Span(0, 22), Span(23, 53)


def evidence(actor: Span | None, recipient: Span | None, sentence: Span = SECOND) -> Evidence:
    words = TEXT[sentence.begin : sentence.stop]
    return Evidence("d", *sentence, words, Span(31, 36), actor, recipient, "verbs.tsv:1 ask → appeal")


def event(sure: float, begin: int = 0, **more: object) -> Event:
    piece = Evidence("d", begin, begin + 9, "words", Span(begin, begin + 3), None, None, "r")
    sides = {"actor": (Actor("Chile", country="CHL"),), "recipient": (Actor("Bolivia", country="BOL"),)}
    return Event("", "REQUEST", None, 3, 0.0, (), "appeal", **sides, evidence=(piece,), confidence=sure, **more)  # type: ignore[arg-type]


def test_the_window_goes_back_a_sentence_only_where_a_side_stands_there() -> None:
    page = Page(TEXT, [FIRST, SECOND])
    assert page.window(evidence(Span(23, 25), Span(37, 44))) == SECOND
    assert page.window(evidence(Span(0, 5), Span(37, 44))) == Span(0, 53)
    assert page.window(evidence(None, Span(37, 44))) == SECOND


def test_the_second_reader_is_asked_about_the_words_of_the_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class View:
        def ask(self, *spans: Span | None) -> Seen:
            asked.append(spans)
            return Seen({"REQUEST": 1.0, "none": 0.0}, {"happened": 1.0}, Span(8, 13))

    page = Page(TEXT, [FIRST, SECOND])
    monkeypatch.setattr(Page, "view", lambda self, window: View())
    page.ask(evidence(Span(0, 5), Span(37, 44)))
    page.ask(evidence(Span(23, 25), Span(37, 44)), turned=True)
    page.ask(evidence(Span(23, 25), Span(23, 25)))
    assert asked == [
        (Span(0, 5), Span(37, 44), Span(31, 36)),
        (Span(14, 21), Span(0, 2), Span(8, 13)),
        (Span(0, 2), None, Span(8, 13)),
    ]


@pytest.mark.parametrize(("model", "given"), [("rules", ("type", "free", "status")), ("alone", ("again",))])
def test_confidence_grows_with_what_the_second_reader_gives_the_type_and_the_status(
    model: str, given: tuple[str, ...]
) -> None:
    names = [name for name in weights()[model] if name != "bias"]
    assert set(given) <= set(names)
    low = dict.fromkeys(names, 0.0)
    for name in given:
        steps = [confidence(model, low | {name: value}) for value in (-6.0, -3.0, -1.0, 0.0)]
        assert steps == sorted(steps) and steps[0] < steps[-1], name
        assert all(0 <= step <= 1 for step in steps)


def test_events_stand_at_or_above_the_line_and_leads_below_it_numbered_by_the_text() -> None:
    line = judge.line()
    told, leads = split([event(line, 40), event(line - 0.01, 20), event(0.999, 10)])
    assert [(one.id, one.evidence[0].begin) for one in told] == [("e1", 10), ("e2", 40)]
    assert [(one.id, one.confidence) for one in leads] == [("l1", line - 0.01)]


def test_a_side_is_named_by_a_name_alone() -> None:
    chile = event(1.0).actor
    assert judge.named(chile, Span(0, 5), TEXT) and judge.named(chile, None, TEXT)
    assert not judge.named(chile, Span(26, 30), TEXT)
    assert within(Span(2, 3), Span(2, 3)) and not within(Span(1, 3), Span(2, 3))
