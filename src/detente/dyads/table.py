"""The one door for tables of events: whatever the caller holds becomes columns of numbers, and each row stays traceable.

A table needs `date`, `actor`, `recipient` and at least one of `event` (PLOVER type), `cameo` (code) or `quad` (1-4). It may bring
`intensity`, `status`, `likelihood`, `event_id`, `date_last` (the last day it may have been), `published`, which stands in where the date
is not known, `confidence`, `deed` and `sites` (or `site`). Arrow, pandas, Polars and DuckDB come in
through the Arrow PyCapsule interface; lists of mappings and `detente.records.Event`s are taken too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadTable, DataError
from detente.store.serving.cubes import GROUPS, VAGUE
from detente.text import tables

if TYPE_CHECKING:
    import pyarrow as pa

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Counting = Literal["certain", "spoken", "likely", "all"]
EPOCH = date(1970, 1, 1).toordinal()
NEAR = 7  # days: a date known no better is no day of its own
BY_ROW = (
    *("day", "actor", "recipient", "quad", "intensity", "kind", "certain", "spoken", "likely", "row"),
    *("dated", "confidence", "deed", "report"),
)


def to_date(day: float) -> date:
    """The calendar day of a count of days since 1970-01-01."""
    return date.fromordinal(int(day) + EPOCH)


def to_day(when: date) -> int:
    """Days since 1970-01-01."""
    return when.toordinal() - EPOCH


class Kind(NamedTuple):
    """What a code stands for: its quad class, its PLOVER type, and what one such event counts in either channel of turning points."""

    quad: int
    type: str
    cooperation: float
    conflict: float


COLUMNS = ("system", "code", "quad", "type", "cooperation", "conflict")


@cache
def kinds() -> dict[str, Kind]:
    """Code of a kind of event (PLOVER type, or two digits of CAMEO) -> what it stands for; `kinds.tsv`."""
    found: dict[str, Kind] = {}
    path = Path(__file__).parent / "kinds.tsv"
    for number, (_, code, quad, plover, good, bad) in tables.lines(path, COLUMNS):
        try:
            found[code] = Kind("1234".index(quad) + 1, plover, float(good), float(bad))
        except ValueError as error:
            raise DataError(f"{path}:{number}: {error}; expected quad 1-4 and two weights") from error
    return found


def kind_of(label: str) -> Kind | None:
    """What the label of a kind stands for, a PLOVER type or a CAMEO code of any length; None for what is neither."""
    return kinds().get(label.upper()) or kinds().get(label[:2])


@dataclass(frozen=True, slots=True)
class Events:
    """A table of events as columns; `row` is the position in the table that was given, so that every figure can be unfolded."""

    day: Ints  # days since 1970-01-01
    actor: Ints  # index into `names`
    recipient: Ints
    quad: Ints  # 1-4
    intensity: Floats  # Goldstein scale, NaN where unknown
    kind: Ints  # index into `kinds`
    certain: Mask  # happened, and worded as certain
    spoken: Mask  # as certain, and what was surely said of the future: promises, threats and demands
    likely: Mask  # happened, whatever the likelihood
    row: Ints
    dated: Mask  # the text tells the day; without it the row stands at the day of its publication
    confidence: Floats  # the probability that it was read right, 1 where the table tells none
    deed: Ints  # index into `deeds`
    report: Ints  # which report tells it (day and site of publication), -1 where the table tells neither
    names: tuple[str, ...]
    kinds: tuple[str, ...]  # PLOVER type or CAMEO code, as given
    deeds: tuple[str, ...] = ()
    ids: tuple[str, ...] | None = None  # event_id of each row of the given table
    skipped: Mapping[str, int] = field(default_factory=dict)  # reason -> rows that could not be used

    def __len__(self) -> int:
        return len(self.day)

    def take(self, which: Any) -> Events:
        """The rows of a mask or of positions."""
        return replace(self, **{name: getattr(self, name)[which] for name in BY_ROW})

    def code(self, name: str) -> int:
        """The number of an actor in this table, or -1."""
        return self.names.index(name) if name in self.names else -1

    def dyad(self, a: str, b: str) -> Events:
        """The events between two actors, in both directions."""
        x, y = self.code(a), self.code(b)
        here = ((self.actor == x) & (self.recipient == y)) | ((self.actor == y) & (self.recipient == x))
        return self.take(here & (x >= 0) & (y >= 0))

    def counted(self, counting: Counting) -> Events:
        """The events that count: `certain` (happened, and certain), `spoken` (promises, threats and demands too: the words happened),
        `likely` (happened, however likely) or `all`."""
        if counting == "all":
            return self
        return self.take({"certain": self.certain, "spoken": self.spoken, "likely": self.likely}[counting])

    def between(self, first: date | None, last: date | None) -> Events:
        """The events from one day to another, both included."""
        here = np.ones(len(self), dtype=bool)
        if first is not None:
            here &= self.day >= to_day(first)
        if last is not None:
            here &= self.day <= to_day(last)
        return self.take(here)

    def handles(self) -> list[str]:
        """What unfolds these events: their ids, or the rows of the given table as `row:N`."""
        if self.ids is None:
            return [f"row:{row}" for row in self.row.tolist()]
        return [self.ids[row] for row in self.row.tolist()]


def events(table: Any) -> Events:
    """Read any table of events.

    Raises `BadTable` where a column that is needed is missing. Rows without a usable date, actor, recipient or kind are left out and
    counted by reason in `Events.skipped`.
    """
    if isinstance(table, Events):
        return table
    return _columns(as_arrow(table))


def as_arrow(table: Any) -> pa.Table:
    """An Arrow table of whatever was given (PyCapsule interface, mappings, `Event` records)."""
    import pyarrow as pa

    if isinstance(table, pa.Table):
        return table
    if hasattr(table, "events_table"):  # a casebook
        return as_arrow(table.events_table())
    if hasattr(table, "__arrow_c_stream__") or isinstance(table, Mapping):
        return pa.table(table)
    if hasattr(table, "to_arrow_table"):
        return table.to_arrow_table()
    if isinstance(table, Iterable) and not isinstance(table, (str, bytes)):
        rows = list(table)
        if all(isinstance(row, Mapping) for row in rows):
            return pa.Table.from_pylist(rows)
        if all(hasattr(row, "evidence") and hasattr(row, "quad") for row in rows):
            return pa.Table.from_pylist([row for event in rows for row in _rows_of(event)])
    raise BadTable(
        f"a {type(table).__name__} is no table of events: give an Arrow, pandas, Polars or DuckDB table, a list of mappings or of events"
    )


def _rows_of(event: Any) -> list[dict[str, Any]]:
    """An `Event` record as rows, one for each pair of an acting and a receiving country; partners of a mutual act are paired."""
    when = event.date.first if event.date else None
    actors = [c for a in event.actor for c in (a.members or ((a.country,) if a.country else ()))]
    recipients = [c for a in event.recipient for c in (a.members or ((a.country,) if a.country else ()))]
    pairs = [(a, r) for a in actors for r in recipients if a != r]
    if not pairs and event.both:
        pairs = list(combinations(sorted(set(actors + recipients)), 2))
    common = {
        "event_id": event.id,
        "date": when,
        "event": event.event,
        "quad": event.quad,
        "intensity": event.intensity,
    }
    common |= {"status": event.status, "likelihood": event.likelihood, "deed": event.deed}
    return [common | {"actor": a, "recipient": r} for a, r in pairs]


def _columns(table: pa.Table) -> Events:
    names = set(table.column_names)
    missing = [name for name in ("date", "actor", "recipient") if name not in names]
    if missing or not names & {"event", "cameo", "quad"}:
        lacks = ", ".join(missing) or "one of event, cameo, quad"
        raise BadTable(f"the table lacks {lacks}; it has {', '.join(table.column_names) or 'no columns'}")
    day, dated, vague, own = _when(table)
    size = table.num_rows
    actor, actors = _coded(table["actor"])
    recipient, recipients = _coded(table["recipient"])
    where = {name: i for i, name in enumerate(sorted({*actors, *recipients}))}
    actor = np.array([where[name] for name in actors] or [0], dtype=np.int64)[actor]
    recipient = np.array([where[name] for name in recipients] or [0], dtype=np.int64)[recipient]
    label = "cameo" if "cameo" in names else "event" if "event" in names else None
    kind, labels = _coded(table[label]) if label else (np.zeros(size, dtype=np.int64), ["-"])
    quad = _quads(table, kind, labels)
    intensity = _numbers(table, "intensity", float("nan"))
    certain, spoken, happened = _surely(table, quad)
    group = np.array([name in GROUPS for name in sorted(where)] or [True])
    named = ~(group[actor] | group[recipient])
    reasons = {"no usable date": ~dated & ~vague, "date too vague": vague}
    reasons |= {
        "no single actor or recipient": dated & ~named,
        "actor is recipient": dated & named & (actor == recipient),
        "unknown kind of event": dated & named & (actor != recipient) & (quad == 0),
    }
    good = dated & named & (actor != recipient) & (quad > 0)
    twice = _told_twice(table, actor, recipient) & good
    if twice.any():
        reasons["the same event and pair again"] = twice
        good &= ~twice
    deed, deeds = _coded(table["deed"]) if "deed" in names else (np.zeros(size, dtype=np.int64), [""])
    whole = Events(
        day=day,
        actor=actor,
        recipient=recipient,
        quad=quad,
        intensity=intensity,
        kind=kind,
        certain=certain,
        spoken=spoken,
        likely=happened,
        row=np.arange(size, dtype=np.int64),
        dated=own,
        confidence=_numbers(table, "confidence", 1.0),
        deed=deed,
        report=_reports(table),
        names=tuple(sorted(where)),
        kinds=tuple(labels),
        deeds=tuple(deeds),
        ids=tuple(map(str, table["event_id"].to_pylist())) if "event_id" in names else None,
        skipped={reason: int(mask.sum()) for reason, mask in reasons.items() if mask.any()},
    )
    order = np.lexsort((whole.row, whole.day))
    return whole.take(order[good[order]])


def _quads(table: pa.Table, kind: Ints, labels: Sequence[str]) -> Ints:
    """The class of each row, 1 to 4: as the table gives it, else that of its kind; 0 where neither tells."""
    import pyarrow.compute as pc

    by_kind = np.array([known.quad if (known := kind_of(name)) else 0 for name in labels] or [0])
    quad: Ints = by_kind[kind]
    if "quad" in table.column_names:
        given = pc.fill_null(pc.cast(table["quad"], "float64"), 0).to_numpy()
        quad = np.where((given >= 1) & (given <= 4), given, quad).astype(np.int64)
    return quad


def _when(table: pa.Table) -> tuple[Ints, Mask, Mask, Mask]:
    """The day of each row, whether it is known well enough, whether it is known but too vague, and whether the text tells the day (within
    `NEAR` days)."""
    names = set(table.column_names)
    day, dated = _days(table["date"])
    own = dated
    if "published" in names:  # what a text does not date is dated by its publication, as all news event data are
        told, known = _days(table["published"])
        day = np.where(dated, day, told)
        dated = np.logical_or(dated, known)
    vague: Mask = np.zeros(len(day), dtype=bool)
    if "date_last" in names:
        last, ended = _days(table["date_last"])
        vague = dated & ended & (last - day > VAGUE)
        wide = own & ended & (last - day > NEAR)
        own = own & ~wide
        if "published" in names:  # *in June*, published on the 19th: then; published in autumn: by the end of June
            day = np.where(wide & known & (told >= day), np.minimum(told, last), day)
    return day, dated & ~vague, vague, own


def _numbers(table: pa.Table, name: str, otherwise: float) -> Floats:
    """A column of numbers, with what stands for a null and for a table without it."""
    import pyarrow.compute as pc

    if name not in table.column_names:
        return np.full(table.num_rows, otherwise)
    numbers: Floats = pc.fill_null(pc.cast(table[name], "float64"), otherwise).to_numpy().astype(np.float64)
    return numbers


def _reports(table: pa.Table) -> Ints:
    """The report that tells each row, as a number: by day and site of publication; -1 where the table tells neither."""
    import pyarrow.compute as pc

    names = table.column_names
    site = table["site"] if "site" in names else pc.binary_join(table["sites"], "|") if "sites" in names else None
    if site is None or "published" not in names:
        return np.full(table.num_rows, -1, dtype=np.int64)
    where, _ = _coded(site)
    day, known = _days(table["published"])
    return np.where(known, where * 1_000_000 + day, -1)


def _surely(table: pa.Table, quad: Ints) -> tuple[Mask, Mask, Mask]:
    """What happened for certain; that and what was surely said (promises, threats, demands); what happened at all."""
    happened, sure = _is(table, "status", "happened"), _is(table, "likelihood", "certain")
    words: Mask = np.isin(quad, (1, 3)) & ~_is(table, "status", "negated")
    certain: Mask = happened & sure
    return certain, certain | (sure & words), happened


def _told_twice(table: pa.Table, actor: Ints, recipient: Ints) -> Mask:
    """Rows that repeat an event for a pair that it already has, in whichever direction (mutual acts stand in both)."""
    again = np.zeros(table.num_rows, dtype=bool)
    if "event_id" in table.column_names and table.num_rows:
        number, _ = _coded(table["event_id"])
        size = int(max(actor.max(), recipient.max())) + 1
        pairs = (number * size + np.minimum(actor, recipient)) * size + np.maximum(actor, recipient)
        again[:] = True
        again[np.unique(pairs, return_index=True)[1]] = False
    return again


def _days(column: Any) -> tuple[Ints, Mask]:
    """Days since 1970 and whether each is known: dates, timestamps, and text (ISO or EDTF, of which the first day counts)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        text = pc.cast(pc.utf8_slice_codeunits(column, 0, 10), pa.string())
        for length, rest in ((4, "-01-01"), (7, "-01")):
            short = pc.and_(
                pc.equal(pc.utf8_length(text), length), pc.match_substring_regex(text, r"^\d{4}(-(0\d|1[0-2]))?$")
            )
            text = pc.if_else(short, pc.binary_join_element_wise(text, rest, ""), text)
        good = pc.match_substring_regex(text, r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
        column = pc.if_else(good, text, None)
        parsed = pc.strptime(column, format="%Y-%m-%d", unit="s", error_is_null=True)
        real = pc.equal(pc.strftime(parsed, format="%Y-%m-%d"), column)  # 30 February would roll over into March
        column = pc.if_else(real, parsed, None)
    if not (pa.types.is_date(column.type) or pa.types.is_timestamp(column.type)):
        raise BadTable(f"column date holds {column.type}: dates, timestamps or ISO text are expected")
    column = pc.cast(pc.cast(column, pa.date32(), safe=False), pa.int32())
    known = pc.is_valid(column).to_numpy()
    return pc.fill_null(column, 0).to_numpy().astype(np.int64), known.astype(bool)


def _coded(column: Any) -> tuple[Ints, list[str]]:
    """A text column as numbers and their names; a null is the empty name."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    encoded = pc.dictionary_encode(pc.fill_null(pc.cast(column, pa.string()), "")).combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):  # no rows: no chunk
        return np.zeros(0, dtype=np.int64), []
    return encoded.indices.to_numpy().astype(np.int64), encoded.dictionary.to_pylist()


def _is(table: pa.Table, column: str, value: str) -> Mask:
    """Where a column holds a value; a table without the column says nothing against it."""
    if column not in table.column_names:
        return np.ones(table.num_rows, dtype=bool)
    numbers, names = _coded(table[column])
    fits = np.array([name in (value, "") for name in names] or [True])
    return fits[numbers].astype(bool)
