"""What one document does concerns that document alone, on every engine."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from detente.records import Document
from detente.store.casebook import Casebook
from detente.store.intake import engine
from detente.store.intake.engine import BATCH_CHARACTERS, BATCH_DOCUMENTS, Given, Here, Pool, batches_of, run
from tests.store.toy import toy_document, toy_open, toy_read


def texts(count: int, trouble: dict[int, str]) -> list[Document]:
    lines = [f"2024-01-{n % 28 + 1:02} RUS meet PRK: number {n}\n{trouble.get(n, '')}" for n in range(count)]
    return [toy_document(text) for text in lines]


def outcomes(documents: list[Document], on: engine.Engine) -> tuple[set[str], dict[str, str]]:
    done, failed = set(), {}
    for outcome in run(batches_of(documents), toy_read, on):
        done |= {name for name, *_ in outcome.done}
        failed |= {failure.document: failure.kind for failure in outcome.failed}
        assert sum(len(table) for table in outcome.tables.values()) >= len(outcome.done)
    return done, failed


def test_tasks_are_bounded() -> None:
    long = "x" * (BATCH_CHARACTERS // 3)
    batches = list(batches_of([toy_document(long + str(n)) for n in range(5)] + texts(40, {})))
    assert all(len(batch) <= BATCH_DOCUMENTS for batch in batches)
    assert all(sum(len(document.text) for document in batch) <= BATCH_CHARACTERS + 10 for batch in batches)
    assert sum(map(len, batches)) == 45


def test_errors_stay_with_their_document_whatever_runs_it() -> None:
    documents = texts(40, {3: "#bad", 17: "#bug"})
    here = outcomes(documents, Here())
    assert here[1] == {documents[3].id: "InputError", documents[17].id: "ZeroDivisionError"}
    with ThreadPoolExecutor(2) as threads:
        assert outcomes(documents, Given(threads)) == here


def test_a_deadly_document_is_found_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "STRIKES", 2)
    monkeypatch.setattr(engine, "BATCH_DOCUMENTS", 4)
    documents = texts(12, {5: "#die"})
    pool = Pool(2)
    done, failed = outcomes(documents, pool)
    pool.close()
    assert failed == {documents[5].id: "died"}
    assert done == {document.id for document in documents} - set(failed)


def test_a_hanging_document_is_found_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 5.0)
    monkeypatch.setattr(engine, "STRIKES", 1)
    monkeypatch.setattr(engine, "BATCH_DOCUMENTS", 1)
    documents = texts(3, {1: "#hang"})
    pool = Pool(1)
    done, failed = outcomes(documents, pool)
    pool.close()
    assert failed == {documents[1].id: "died"}
    assert len(done) == 2


def test_a_stop_keeps_what_is_done_and_the_next_run_takes_up_the_rest(tmp_path: Path) -> None:
    source = tmp_path / "many.txt"
    source.write_text("\n---\n".join(document.text for document in texts(100, {})), encoding="utf-8")
    casebook, calls = Casebook.open(tmp_path / "book"), []

    def stop() -> bool:
        calls.append(1)
        return len(calls) > 3

    first = casebook.add(source, reader=toy_read, opener=toy_open, stop=stop)
    assert first.stopped
    assert 0 < first.added < 100
    second = casebook.add(source, reader=toy_read, opener=toy_open)
    assert not second.stopped
    assert first.added + second.added == 100
    assert casebook.counts()["reports"] == 100
