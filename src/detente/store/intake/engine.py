"""Coding on any `concurrent.futures.Executor`: bounded tasks, dead workers survived, poisonous documents found.

The same code runs in this process, on a pool of local processes and on a cluster; results do not depend on which.
"""

from __future__ import annotations

import os
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeVar

from detente.errors import DetenteError
from detente.records import Document, Reading
from detente.store.tables import Tables, to_tables

Reader = Callable[[Document], Reading]
Batch = tuple[Document, ...]
Result = TypeVar("Result")

BATCH_DOCUMENTS, BATCH_CHARACTERS = 16, 100_000
STRIKES = 3  # a document alone with a worker must kill it so often before it is blamed: workers die of other causes too
PATIENCE = 300.0  # seconds without any result after which the workers are held to hang


class Lost(Exception):
    """The worker died or hung: nobody knows what became of the task."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, and why."""

    document: str
    kind: str  # class of the error, or "died"
    reason: str


class Done(NamedTuple):
    """A document that was read, and what the reading found out about it."""

    document: str
    events: int
    set_aside: int  # blocks in quarantine
    language: str | None = None
    title: str | None = None
    author: str | None = None


@dataclass(slots=True)
class Outcome:
    """What became of a batch: its rows, and what became of each document."""

    tables: Tables = field(default_factory=dict)
    done: list[Done] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


def code(reader: Reader, batch: Batch) -> Outcome:
    """Read a batch; runs in a worker. What one document throws concerns that document alone."""
    outcome = Outcome()
    readings = [reading for document in batch if (reading := attempt(document.id, outcome, reader, document))]
    try:
        outcome.tables = to_tables(readings)
    except Exception:  # one of the readings does not fit the tables: it fails alone
        readings = [one for one in readings if attempt(one.document.id, outcome, to_tables, [one]) is not None]
        outcome.tables = to_tables(readings)
    outcome.done = [done(reading) for reading in readings]
    return outcome


def attempt(document: str, outcome: Outcome, work: Callable[[Any], Result], of: Any) -> Result | None:
    """The result of some work on a document; what it throws is noted as the document's failure."""
    try:
        return work(of)
    except Exception as error:
        outcome.failed.append(Failure(document, type(error).__name__, explain(error)))
        return None


def done(reading: Reading) -> Done:
    """What became of a document that was read."""
    document, aside = reading.document, sum(not block.kept for block in reading.blocks)
    return Done(document.id, len(reading.events), aside, document.language, document.title, document.author)


def explain(error: BaseException) -> str:
    """One line for the summary: the message, and for what nobody foresaw the place too."""
    text = str(error).strip() or "no message"
    if isinstance(error, DetenteError):
        return text
    frames = traceback.extract_tb(error.__traceback__)
    place = f" (at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""  # noqa: PTH119
    return f"{type(error).__name__}: {text[:500]}{place}"


class Engine(Protocol):
    """Where tasks run. `executor` is made on first use; `restart` replaces it after workers were lost."""

    ahead: int  # tasks handed out at a time

    @property
    def executor(self) -> Executor | None: ...

    def restart(self) -> None: ...

    def close(self) -> None: ...


class Here:
    """In this process, one task after the other: for few documents, and for programs that bring no engine."""

    ahead = 1
    executor: Executor | None = None

    def restart(self) -> None:
        pass

    def close(self) -> None:
        pass


class Given:
    """An executor that the caller made and will close."""

    def __init__(self, executor: Executor, ahead: int = 4):
        self.executor: Executor | None = executor
        self.ahead = ahead

    def restart(self) -> None:
        raise DetenteError("the executor lost its workers and is not ours to rebuild: give a fresh one and add again")

    def close(self) -> None:
        pass


def guard() -> None:
    """Set up a local worker: Ctrl-C is the coordinator's business, and a worker never outlives its coordinator."""
    import multiprocessing
    import signal
    from multiprocessing.connection import wait as wait_for

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            wait_for([parent.sentinel])
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()


class Pool:
    """Local processes, each with its own models, loaded once."""

    def __init__(self, workers: int):
        self.workers, self.ahead = workers, 2 * workers
        self._executor: ProcessPoolExecutor | None = None

    @property
    def executor(self) -> Executor:
        if self._executor is None:
            import multiprocessing

            context = multiprocessing.get_context("spawn")  # a fork copies locks that threads of Arrow may hold
            self._executor = ProcessPoolExecutor(self.workers, mp_context=context, initializer=guard)
        return self._executor

    def pids(self) -> list[int]:
        processes = getattr(self._executor, "_processes", None) or {}
        return list(processes)

    def restart(self) -> None:
        """Kill what is left (a hanging worker does not go by itself) and start anew at the next task."""
        if self._executor is not None:
            for process in list((getattr(self._executor, "_processes", None) or {}).values()):
                process.kill()
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None

    def close(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None


def run(
    batches: Iterable[Batch], reader: Reader, engine: Engine, *, stop: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Outcomes of all batches, in the order in which they are done; ends early when `stop` says so.

    When workers die, the tasks in flight are suspects: they run again one at a time, halved until the document that
    kills is alone, and that one is a failure after `STRIKES` deaths.
    """
    if engine.executor is None:
        for batch in batches:
            if stop():
                return
            yield code(reader, batch)
        return
    source = iter(batches)
    flying: dict[Future[Outcome], Batch] = {}
    suspects: deque[tuple[Batch, int]] = deque()
    more = True
    while True:
        if stop():
            return
        while suspects and not flying:
            outcome = interrogate(suspects, reader, engine)
            if outcome is not None:
                yield outcome
            if stop():
                return
        while more and not suspects and len(flying) < engine.ahead:
            batch = next(source, ())
            if not batch:
                more = False
            elif (future := submit(engine, reader, batch)) is None:
                suspects.append((batch, 0))
            else:
                flying[future] = batch
        if not flying and not suspects and not more:
            return
        yield from land(flying, suspects, engine)


def submit(engine: Engine, reader: Reader, batch: Batch) -> Future[Outcome] | None:
    """Hand out a task; None where the pool turns out to be broken."""
    executor = engine.executor
    assert executor is not None
    try:
        return executor.submit(code, reader, batch)
    except BrokenProcessPool:
        return None


def land(flying: dict[Future[Outcome], Batch], suspects: deque[tuple[Batch, int]], engine: Engine) -> Iterator[Outcome]:
    """Wait for some tasks in flight; where a worker was lost, all that flew are suspects and the engine restarts."""
    done, _ = wait(flying, timeout=PATIENCE, return_when=FIRST_COMPLETED)
    lost = not done and bool(flying)
    for future in done:
        batch = flying.pop(future)
        try:
            yield result(future)
        except Lost:
            suspects.append((batch, 0))
            lost = True
    if lost or (suspects and not flying):
        for future, batch in flying.items():
            if future.done() and not future.exception():
                yield future.result()
            else:
                suspects.append((batch, 0))
        flying.clear()
        engine.restart()


def interrogate(suspects: deque[tuple[Batch, int]], reader: Reader, engine: Engine) -> Outcome | None:
    """Run the first suspect alone; a deadly one comes back in halves, or, when it is one document, as a failure."""
    batch, strikes = suspects.popleft()
    future = submit(engine, reader, batch)
    if future is not None:
        wait([future], timeout=PATIENCE)
        try:
            if future.done():
                return result(future)
        except Lost:
            pass
    engine.restart()
    if future is None:
        suspects.appendleft((batch, strikes))
    elif len(batch) > 1:
        half = len(batch) // 2
        suspects.extendleft([(batch[half:], 0), (batch[:half], 0)])
    elif strikes + 1 < STRIKES:
        suspects.appendleft((batch, strikes + 1))
    else:
        reason = f"the process that read it died or hung {STRIKES} times"
        return Outcome(failed=[Failure(batch[0].id, "died", reason)])
    return None


def result(future: Future[Outcome]) -> Outcome:
    """The outcome; Lost where it was the worker that failed and not the reading."""
    try:
        return future.result()
    except Exception as error:
        if isinstance(error, BrokenProcessPool) or type(error).__name__ in LOST:
            raise Lost(str(error)) from error
        raise


# By name: the cluster's library is optional. KilledWorker and the like are Dask's words for a dead worker.
LOST = {"KilledWorker", "CancelledError", "FutureCancelledError", "FuturesCancelledError", "CommClosedError"}


def batches_of(documents: Iterable[Document]) -> Iterator[Batch]:
    """Tasks of bounded size, in documents and in characters."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        if batch and (len(batch) >= BATCH_DOCUMENTS or size + len(document.text) > BATCH_CHARACTERS):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(document)
        size += len(document.text)
    if batch:
        yield tuple(batch)
