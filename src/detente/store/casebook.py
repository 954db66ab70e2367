"""The casebook: a folder on disk with all that was read, asked through one object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import NotFound
from detente.records import Document, Event
from detente.store.filters import Filter
from detente.store.ledger import book as books
from detente.store.serving import counts as counted
from detente.store.serving.detail import evidence_of
from detente.store.serving.queries import FIGURE_COLUMNS, SITE_COLUMN, View
from detente.store.serving.refresh import live, refresh

if TYPE_CHECKING:  # who only reads a casebook pays for none of these
    from concurrent.futures import Executor
    from datetime import date

    import pyarrow as pa

    from detente.store.care import Finding
    from detente.store.intake.engine import Engine, Reader
    from detente.store.intake.writer import Opener, Progress, Summary

LARGE = 200_000  # events and pairs
COUNTS = {
    "documents": "SELECT count(*) FROM document",
    "reports": "SELECT coalesce(sum(events), 0) FROM segment WHERE state = 'live'",
    "segments": "SELECT count(*) FROM segment WHERE state = 'live'",
    "failed": "SELECT (SELECT count(*) FROM failed) + (SELECT count(*) FROM source WHERE kind IS NOT NULL)",  # as `failed` lists
}


class Casebook:
    """An analyst's years of reading in one folder: no server, safe against any kill, many readers and one writer.

    Every table that comes back is a `pyarrow.Table` (`.to_pandas()`, `.to_pylist()`).
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.ledger = books.connect(folder)
        self.view = View(folder, self.ledger)

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Casebook:
        """Open the casebook in a folder, making an empty one where there is none. Raises CasebookError."""
        folder = Path(path)
        if create and not (folder / books.FILE).exists():
            books.create(folder)
        return cls(folder)

    def close(self) -> None:
        self.ledger.close()

    def __enter__(self) -> Casebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Writing -----------------------------------------------------------------------------------------------------

    def add(
        self,
        sources: str | Path | Iterable[str | Path],
        *,
        reader: Reader | None = None,
        executor: Executor | Engine | None = None,
        opener: Opener | None = None,
        progress: Progress | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Summary:
        """Read sources (files, folders, URLs) and keep what they say; what is known already is passed over.

        `executor`: any `concurrent.futures.Executor`, or an engine of `detente.store.intake.engine`; without one, documents
        are read in this process. The same call after an interruption resumes. Raises CasebookError when another
        process is writing.
        """
        from concurrent.futures import Executor

        from detente.store.intake.coder import coder_of
        from detente.store.intake.engine import Given, Here
        from detente.store.intake.writer import Run
        from detente.store.ledger.files import expand

        named = [sources] if isinstance(sources, (str, Path)) else sources
        reader = reader or default_reader()
        engine = Here() if executor is None else Given(executor) if isinstance(executor, Executor) else executor
        with books.writing(self.folder):
            work = Run(
                self.folder, self.ledger, reader, coder_of(reader), engine, opener or default_opener(), progress, stop
            )
            summary = work.add(name for source in named for name in expand(str(source)))
            if not summary.stopped:
                work.settle()
            self.derive()
        return summary

    def derive(self, *, rebuild: bool = False) -> None:
        """Bring serving files and search up to date. Needs to be the only writer."""
        from detente.store.search import catch_up

        if rebuild or books.setting(self.ledger, "rebuild") == "1":  # documents were read anew
            from detente.store.analyst.corrections import reanchor

            reanchor(self)
        refresh(self.folder, self.ledger, rebuild=rebuild)
        if books.setting(self.ledger, "search") != "off":  # set by those who fill a casebook with millions at once
            catch_up(self.folder, [name for name, _, _ in live(self.ledger)])

    def check(self) -> list[Finding]:
        """Verify hashes, rows and pointers; repair what is derived. Returns what was wrong."""
        return care().check(self)  # type: ignore[no-any-return]

    def compact(self) -> int:
        """Join small segments and build the serving files anew; returns how many segments were joined."""
        return care().compact(self)  # type: ignore[no-any-return]

    def backup(self, target: str | Path) -> None:
        """A complete copy of one state in a new folder, while others read and write."""
        care().backup(self, Path(target))

    def import_casebook(self, other: str | Path) -> int:
        """Take over the documents of another casebook that are new here; returns how many."""
        with Casebook.open(other, create=False) as opened:
            return care().import_casebook(self, opened)  # type: ignore[no-any-return]

    def fingerprint(self) -> str:
        """A hash over all rows, equal for equal content."""
        return care().fingerprint(self)  # type: ignore[no-any-return]

    def refresh(self, *, rebuild: bool = False) -> None:
        """Bring what queries see up to date with what is coded (done by `add` at its end)."""
        with books.writing(self.folder):
            self.derive(rebuild=rebuild)

    def correct(self, event_id: str, field: str, value: Any, *, author: str, reason: str) -> None:
        """Change a field of an event, or give `verdict` or `note` (`detente.store.analyst.corrections`). Raises BadQuery, NotFound."""
        from detente.store.analyst.corrections import correct

        correct(self, event_id, {field: value}, author=author, reason=reason)

    def judge(self, a: str, b: str, *, same: bool, author: str, reason: str) -> None:
        """Say that two reports tell one event, or that they do not, whatever their likeness. The last word counts."""
        from detente.store.analyst.corrections import judge

        judge(self, a, b, same=same, author=author, reason=reason)

    def restore(
        self,
        document: str,
        begin: int,
        stop: int,
        *,
        author: str = "nobody",
        reason: str = "",
        reader: Reader | None = None,
    ) -> Summary:
        """Keep a stretch of a document that was set aside, and read the document anew; who said so is kept with the corrections."""
        from detente.cleaning import restore
        from detente.store.analyst.corrections import kept
        from detente.store.intake.read_again import set_anew

        restored = restore(self.document(document), begin, stop)
        with books.writing(self.folder):
            with books.transaction(self.ledger):
                books.set_parts(self.ledger, restored)
                kept(self, document, begin, stop, author=author, reason=reason)
            set_anew(self.folder, self.ledger, [document])
        return self.add([], reader=reader)

    # Asking ------------------------------------------------------------------------------------------------------

    def events_table(self, **filters: Any) -> pa.Table:
        """One row per event and pair of codes, by day: what series, networks and exports compute on.

        Columns: event_id, date (first day), date_last, edtf, actor, recipient (codes), event, mode, quad, intensity,
        deed, status, likelihood, sources (independent ones), place_country, place_name, latitude, longitude, both,
        contested, confidence, contexts, sites, published. Filters are those of `Filter`.
        """
        return self.view.events_table(Filter(**filters))

    def dyad_table(self, a: str, b: str) -> pa.Table:
        """The rows of `events_table` for two actors, with the columns that series and turning points compute on; of a casebook of
        more than `LARGE` reports without the site, so that its turning points do not count their reports."""
        columns = FIGURE_COLUMNS if self.counts_of("reports") > LARGE else FIGURE_COLUMNS + SITE_COLUMN
        return self.view.events_table(Filter(dyad=(a, b)), columns)

    def events(self, **asked: Any) -> pa.Table:
        """One row per event with both sides, place, links, updates and all its reports (`told`), by day.

        What is asked for as in `event_rows`.
        """
        import pyarrow as pa

        from detente.store.fusion.fuse import SERVED

        return pa.Table.from_pylist(self.event_rows(**asked), schema=SERVED)

    def event_rows(
        self, *, text: str | None = None, limit: int | None = None, latest: bool = False, **filters: Any
    ) -> list[dict[str, Any]]:
        """The rows of `events` as dicts, which is quicker than the table where dicts are wanted.

        `text` searches the sentences; `latest` puts the newest first; filters are those of `Filter`.
        """
        if text is not None:
            from detente.store.search import matching_events

            filters = filters | {"ids": matching_events(self.folder, self.view, text)}
        return self.view.events(Filter(**filters), limit, latest)

    def rows_at(self, places: Sequence[tuple[str, date | None]], **filters: Any) -> list[dict[str, Any]]:
        """The rows of `event_rows` for events of which id and day are known, as `events_table` gives them: quicker than by
        ids, as only the files of these days are read. Filters must hold for all of them, and narrow what is read further.
        """
        return self.view.wide(places, False, Filter(**filters)) if places else []

    def event(self, event_id: str) -> dict[str, Any]:
        """One event as nested dicts. Raises BadQuery for an id that is not there."""
        rows = self.event_rows(ids=[event_id])
        if not rows:  # a report that has joined others goes by another id
            merged = self.sql("SELECT event_id FROM pairs WHERE list_contains(reports, ?) LIMIT 1", [event_id])
            rows = self.event_rows(ids=merged.column("event_id").to_pylist())
        if not rows:
            raise NotFound(f"no event {event_id!r} in {self.folder}: `detente events` lists the ids")
        return rows[0]

    def event_ids(self, **filters: Any) -> list[str]:
        """Ids of events by day."""
        ids: list[str] = self.view.ids(Filter(**filters)).column("event_id").to_pylist()
        return ids

    def evidence(self, event_id: str) -> pa.Table:
        """Every sentence that tells an event, by day of publication, with document, spans, status and rule."""
        return evidence_of(self.event(event_id))

    def explain(self, event_id: str) -> list[dict[str, Any]]:
        """Why its reports are held to tell one event: the links that were followed, with score and reasons."""
        links: list[dict[str, Any]] = self.event(event_id)["links"]
        return links

    def reports(self, event_id: str) -> list[Event]:
        """An event as each of its documents tells it."""
        from detente.store.tables import to_event

        return [to_event(row) for row in self.event(event_id)["told"]]

    def cube(self, **filters: Any) -> pa.Table:
        """Counts by pair, month and kind, by month: actor, recipient, month (null for events without a day), event, quad,
        status, both, events, intensity (sum), sources (sum). Filters: actor, recipient, dyad, event, quad, status, since,
        until (whole months).
        """
        return counted.cube(self.view, Filter(**filters))

    def network(self, **filters: Any) -> pa.Table:
        """Who did how much to whom, whole months: actor, recipient, events, cooperative, conflictual, intensity (mean)."""
        return counted.network(self.view, Filter(**filters))

    def movers(self, before: int, after: int, *, limit: int = 20) -> pa.Table:
        """Pairs (in either direction) whose mean intensity moved most from one year to another: one, two, before, after,
        change, events (of both years); pairs with at least twelve events in each.
        """
        return counted.movers(self.view, before, after, limit)

    def volume(self, count: str = "events") -> pa.Table:
        """How much was read on each day, by day: date and events, of the kind that series (`events`) or turning points
        (`spoken`: what surely happened, and promises, threats and demands) are held against.
        """
        return counted.volume(self.view, count)

    def sql(self, query: str, values: Sequence[Any] = ()) -> pa.Table:
        """Any SQL over the views `pairs` (a row per event and pair) and `cube`."""
        return self.view.query(query, values)

    def documents(self) -> pa.Table:
        """What was read, without the texts: id, source, title, author, site, published, language, events, copies."""
        return self.listed(
            "SELECT d.id, d.source, d.title, d.author, d.site, d.published, d.language, d.added,"
            " (SELECT max(events) FROM coded WHERE document = d.id) AS events,"
            " (SELECT count(*) FROM copy WHERE document = d.id) AS copies FROM document d ORDER BY d.key"
        )

    def document(self, identity: str) -> Document:
        """One document with its text. Raises BadQuery for an id that is not there."""
        document = books.get_document(self.ledger, identity)
        if document is None:
            raise NotFound(f"no document {identity!r} in {self.folder}")
        return document

    def quarantine(self) -> pa.Table:
        """Blocks that were set aside, with their words and reasons."""
        return self.view.segment_table("blocks", kept=False)

    def rates(self) -> pa.Table:
        """By site: documents, characters and the share that is set aside, by kind; the highest share first."""
        from detente.store.survey import rates

        return rates(self)

    def stories(self) -> pa.Table:
        """Documents that tell again what an earlier one told: copy, update or translation, and the first of the story."""
        from detente.store.survey import stories

        return stories(self)

    def unresolved(self) -> pa.Table:
        """What readings could not settle, and what would settle it."""
        return self.view.segment_table("unresolved")

    def leads(self) -> pa.Table:
        """What readings were less sure of than the line, with the confidence and evidence of each: never counted."""
        return self.view.segment_table("leads")

    def commitments(self) -> pa.Table:
        """Commitments as each document states them, with evidence."""
        return self.view.segment_table("commitments")

    def transfers(self) -> pa.Table:
        """Transfers as each document states them, with evidence."""
        return self.view.segment_table("transfers")

    def failed(self) -> pa.Table:
        """Documents that could not be read, and sources that could not be opened, with the reason."""
        return self.listed(
            "SELECT d.source, f.document, f.kind, f.reason, f.tries, f.at FROM failed f JOIN document d ON d.id = f.document"
            " UNION ALL SELECT name, NULL, kind, reason, 1, at FROM source WHERE kind IS NOT NULL ORDER BY 1, 2"
        )

    def corrections(self) -> pa.Table:
        """Changes that analysts made, oldest first."""
        return self.listed("SELECT * FROM correction ORDER BY id")

    def search(self, text: str, limit: int = 50) -> pa.Table:
        """Sentences of events that match some words best: event_id, document, text, score."""
        from detente.store.search import search

        return search(self.folder, self.view, text, limit)

    def counts(self) -> Mapping[str, int]:
        """How much there is: documents, reports, segments, failed, events."""
        found = {name: self.counts_of(name) for name in COUNTS}
        found["events"] = self.sql("SELECT count(*) AS n FROM pairs WHERE pair = 0").column("n")[0].as_py()
        return found

    def size(self) -> int:
        """How many events and pairs there are; beyond `LARGE`, what looks at all of them should look at a part, and say so."""
        count: int = self.sql("SELECT count(*) AS n FROM pairs").column("n")[0].as_py()
        return count

    def counts_of(self, name: str) -> int:
        count: int = self.ledger.execute(COUNTS[name]).fetchone()[0]
        return count

    def listed(self, query: str) -> pa.Table:
        """A query to the ledger as a table."""
        import pyarrow as pa

        cursor = self.ledger.execute(query)
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
        return pa.table({name: pa.array([row[n] for row in rows]) for n, name in enumerate(names)})


def care() -> Any:
    """The module that keeps casebooks well; it builds on this one."""
    return import_module("detente.store.care")


def default_reader(*, quick: bool = False) -> Reader:
    """Our own reading stage, both readers or (`quick`) the rules alone; loads models, so only when documents are read."""
    pipeline = import_module("detente.pipeline")
    reader: Reader = pipeline.read_quick if quick else pipeline.read_document
    return reader


def default_opener() -> Opener:
    opener: Opener = import_module("detente.sources").open_source
    return opener
