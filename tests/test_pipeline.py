"""What holds for every reading: spans lie in the text and reproduce its words, readings repeat, spam changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.exchange import schema
from detente.exchange.reading_html import as_html
from detente.exchange.reading_json import as_dict, as_json
from detente.exchange.reading_markdown import as_markdown
from detente.records import Event, Reading

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.txt"))
SPAM = "cheap pills online pharmacy buy pills no prescription discount pharmacy cheap pills best price order now cheap online pills"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def reading(request: pytest.FixtureRequest) -> Reading:
    return detente.read(request.param, published="2024-07-01")


def spans(reading: Reading) -> Iterator[tuple[int, int, str | None]]:
    for block in reading.blocks:
        yield block.begin, block.stop, None
    for event in reading.events:
        for actor in (*event.actor, *event.recipient):
            if actor.begin is not None and actor.stop is not None:
                yield actor.begin, actor.stop, None
        for part in (event.place, event.condition):
            if part is not None and part.begin is not None and part.stop is not None:
                yield part.begin, part.stop, part.text
        for evidence in event.evidence:
            yield evidence.begin, evidence.stop, evidence.text
            yield *evidence.trigger, None
    for item in reading.unresolved:
        yield item.begin, item.stop, None


def test_there_is_something_to_read(reading: Reading) -> None:
    assert len(reading.events) >= 3


def test_every_span_lies_in_the_text_and_reproduces_its_words(reading: Reading) -> None:
    text = reading.document.text
    for begin, stop, words in spans(reading):
        assert 0 <= begin < stop <= len(text)
        if words is not None:
            assert text[begin:stop] == words


def test_triggers_lie_in_their_sentence_and_sentences_in_kept_blocks(reading: Reading) -> None:
    kept = [(b.begin, b.stop) for b in reading.blocks if b.kept]
    for event in reading.events:
        for e in event.evidence:
            assert e.begin <= e.trigger.begin < e.trigger.stop <= e.stop
            assert any(b <= e.begin and e.stop <= s for b, s in kept)


def test_a_reading_repeats(reading: Reading) -> None:
    again = detente.read(reading.document.text, published="2024-07-01")
    assert [facts(e) for e in again.events] == [facts(e) for e in reading.events]


def test_json_follows_the_published_schema(reading: Reading) -> None:
    jsonschema.validate(as_dict(reading), schema.schema())


def test_the_published_schema_is_that_of_the_records() -> None:
    assert schema.PATH.read_text(encoding="utf-8") == schema.as_text(), "run: python -m detente.exchange.schema"


def test_every_form_shows_every_event(reading: Reading) -> None:
    page, note = as_html(reading), as_markdown(reading)
    assert page.count('class="card"') == len(reading.events)
    assert all(event.deed in note for event in reading.events)
    assert all(f'"{event.deed}"' in as_json(reading) for event in reading.events)


def test_a_page_escapes_what_the_document_says() -> None:
    hostile = "<script>alert(1)</script>\n\nLa Russie a rencontré la Chine <img src=x onerror=alert(1)> à Moscou mardi."
    page = as_html(detente.read(hostile, published="2024-07-01", language="fr"))
    assert "<script" not in page
    assert "<img" not in page


def test_a_note_shows_markup_of_the_document_as_words() -> None:
    hostile = "[ici](javascript:alert) <img src=x> La Russie a rencontré la Chine à Moscou mardi."
    note = as_markdown(detente.read(hostile, published="2024-07-01", language="fr"))
    assert "\\<img" in note
    assert "\\[ici\\](" in note
    assert "[ici](" not in note


def facts(event: Event) -> tuple[object, ...]:
    sides = [tuple(a.country for a in side) for side in (event.actor, event.recipient)]
    return (
        event.event,
        event.deed,
        *sides,
        event.status,
        event.likelihood,
        event.date and event.date.edtf,
        event.evidence[0].text,
    )


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 30))
def test_an_injected_block_at_any_paragraph_break_changes_no_event(place: int) -> None:
    text = EXAMPLES[0].read_text(encoding="utf-8")
    breaks = [i for i in range(len(text)) if text.startswith("\n\n", i)]
    at = breaks[place % len(breaks)]
    clean = detente.read(text, published="2024-07-01")
    spliced = detente.read(f"{text[:at]}\n\n{SPAM}{text[at:]}", published="2024-07-01")
    assert [facts(e) for e in spliced.events] == [facts(e) for e in clean.events]
