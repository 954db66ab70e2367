"""A chunk of a foreign table on its way to ours: columns are mapped by their distinct values, and wrong rows are marked.

A mapping is a plain function from a cell's text to a value, or None where the text makes no sense; it is called once for
each distinct text of a chunk, never once a row.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.exchange import cameo, countries
from detente.exchange.cameo import Code
from detente.exchange.chunks import Chunk
from detente.store.imports.imported import SCHEMA

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_YEAR, LAST_YEAR = 1700, 2200
LARGE = 2**31 - 1  # no number of a source is larger
NAMES = {field.name: field.type for field in SCHEMA}


class Rows:
    """The rows of a chunk; `put` gives them columns of `detente.store.imports.imported.SCHEMA`."""

    def __init__(self, chunk: Chunk) -> None:
        self.table, self.lines, self.remarks = chunk.table, chunk.lines, chunk.remarks
        self.columns: dict[str, pa.Array] = {}
        self.reasons: list[str] = []
        self.reason = np.full(len(chunk.lines), -1, dtype=np.int16)  # number of the reason to leave a row out
        self.values: dict[int, str] = {}  # row -> what was wrong

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> pa.Array:
        """A column as text; one that the file lacks is empty."""
        import pyarrow as pa

        if name not in self.table.column_names:
            return pa.nulls(len(self), pa.string())
        column = self.table.column(name)
        return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column

    def encoded(self, name: str, first: int | None = None) -> tuple[list[str | None], NDArray[np.int32]]:
        """The distinct texts of a column, trimmed, the last of them None; and for each row the position of its text.
        `first`: only so many characters of it."""
        import pyarrow as pa
        import pyarrow.compute as pc

        column = self.column(name)
        if first is not None:
            column = pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(column), 0, first)
        coded = pc.dictionary_encode(column)
        coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
        texts = [text.strip() or None for text in coded.dictionary.to_pylist()]
        where = pc.fill_null(coded.indices, len(texts)).to_numpy(zero_copy_only=False)
        return [*texts, None], where

    def map(
        self,
        name: str,
        function: Callable[[str], Any],
        kind: pa.DataType,
        *,
        wrong: str = "",
        missing: str = "",
        empty: Any = None,
        first: int | None = None,
    ) -> pa.Array:
        """A column mapped by its distinct texts (`first`: by so many of their first characters). `wrong` and `missing`
        are the reasons to leave out a row whose text makes no sense, or that has none; without them the cell stays empty.
        `empty` is the value of an empty cell."""
        import pyarrow as pa

        texts, where = self.encoded(name, first)
        values = [None if text is None else function(text) for text in texts]
        self.judge(texts, values, where, wrong, missing, name)
        values[-1] = empty
        return pa.array(values, kind).take(pa.array(where))

    def numbers(
        self, name: str, kind: pa.DataType, least: float = -LARGE, most: float = LARGE, *, wrong: str
    ) -> pa.Array:
        """A column of numbers within bounds, cut to whole ones where `kind` is. They are read all at once where every
        cell is a number; else by their distinct texts, to find those that are none."""
        import pyarrow as pa
        import pyarrow.compute as pc

        try:
            found = pc.cast(self.column(name), pa.float64())
            lowest, highest = pc.min_max(found).as_py().values()
            if not pc.any(pc.is_nan(found)).as_py() and (lowest is None or least <= lowest <= highest <= most):
                return pc.cast(found, kind, safe=False)
        except pa.ArrowInvalid:
            pass
        reads = between(least, most)
        cut = (
            (lambda text: None if (value := reads(text)) is None else int(value))
            if pa.types.is_integer(kind)
            else reads
        )
        return self.map(name, cut, kind, wrong=wrong)

    def spread(
        self, name: str, function: Callable[[str], Any], fields: Mapping[str, str], *, wrong: str = "", missing: str = ""
    ) -> None:  # fmt: skip
        """Put several columns from one: `fields` names for each of ours the attribute of what the function gives."""
        import pyarrow as pa

        texts, where = self.encoded(name)
        values = [None if text is None else function(text) for text in texts]
        self.judge(texts, values, where, wrong, missing, name)
        indices = pa.array(where)
        for ours, attribute in fields.items():
            listed = [None if value is None else getattr(value, attribute) for value in values]
            self.put(ours, pa.array(listed, NAMES[ours]).take(indices))

    def judge(
        self, texts: list[str | None], values: list[Any], where: NDArray[np.int32], wrong: str, missing: str, name: str
    ) -> None:
        """Mark rows whose text is wrong or missing; where that is no reason to leave them out, remark it."""
        empty = np.array([text is None for text in texts])
        bad = np.array([value is None and text is not None for text, value in zip(texts, values, strict=True)])
        if missing and empty.any():
            self.mark(empty[where], missing, lambda _: "")
        if bad.any():
            if wrong:
                self.mark(bad[where], wrong, lambda row: str(texts[where[row]]))
            else:
                self.remarks[f"{name}: values that are not known here"] += int(bad[where].sum())

    def mark(self, rows: NDArray[np.bool_], reason: str, value: Callable[[int], str]) -> None:
        """Leave rows out; the first reason counts."""
        fresh = np.flatnonzero(rows & (self.reason < 0))
        if len(fresh):
            if reason not in self.reasons:
                self.reasons.append(reason)
            self.reason[fresh] = self.reasons.index(reason)
            self.values.update((int(row), value(int(row))) for row in fresh)

    def put(self, name: str, column: pa.Array) -> None:
        self.columns[name] = column

    def text(self, **ours: str) -> None:
        """Columns that are taken as they are."""
        for name, theirs in ours.items():
            self.put(name, self.column(theirs))

    # What most formats have ----------------------------------------------------------------------------------------

    def date(self, name: str, function: Callable[[str], date | None], last: str | None = None) -> None:
        """The day of the event, without which a row is left out."""
        import pyarrow as pa
        import pyarrow.compute as pc

        day = self.map(name, function, pa.date32(), wrong="no day that can be", missing="no date")
        until = self.map(last, function, pa.date32()) if last else day
        self.put("date", day)
        self.put("date_last", pc.coalesce(until, day))
        first = pc.cast(day, pa.string())
        if last is None:
            self.put("edtf", first)
        else:
            whole = pc.binary_join_element_wise(first, pc.cast(self.columns["date_last"], pa.string()), "/")
            self.put("edtf", pc.if_else(pc.equal(day, self.columns["date_last"]), first, whole))

    def cameo(self, name: str, intensity: str | None = None, quad: str | None = None) -> None:
        """Type, mode, contexts, quad and intensity from a CAMEO code; the source's own intensity and quad where it has them."""
        self.coded(name, cameo_code, intensity, "CAMEO code")

    def cameo_words(self, name: str, intensity: str | None = None) -> None:
        """The same from CAMEO's words for a code (*Express intent to cooperate*)."""
        self.coded(name, cameo_named, intensity, "words of CAMEO")

    def coded(self, name: str, code: Callable[[str], Code | None], intensity: str | None, what: str) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        fields = {key: key for key in ("event", "mode", "quad", "contexts", "intensity")} | {"code": "code"}
        self.spread(name, code, fields, wrong=f"unknown {what}", missing=f"no {what}")
        if intensity:
            own = self.numbers(intensity, pa.float64(), wrong="intensity is no number")
            self.put("intensity", pc.coalesce(own, self.columns["intensity"]))

    def id(self, name: str) -> None:
        """The source's own id, without which a row is left out."""
        import pyarrow.compute as pc

        column = pc.utf8_trim_whitespace(self.column(name))
        self.mark(pc.fill_null(pc.equal(column, ""), True).to_numpy(zero_copy_only=False), "no id", lambda _: "")
        self.put("source_id", column)

    def side(
        self, ours: str, *, country: str, system: str, name: str | None = None, sectors: str | None = None
    ) -> None:
        """One side: its country by a system of codes (or by name), its name, its sectors separated by ; or |."""
        import pyarrow as pa

        self.put(ours, self.map(country, country_in(system), pa.string()))
        if name:
            self.put(f"{ours}_name", self.column(name))
        if sectors:
            self.put(f"{ours}_sectors", self.map(sectors, sectors_of, pa.list_(pa.string())))

    def place(
        self,
        *,
        name: str | None = None,
        country: str | None = None,
        system: str = "name",
        latitude: str,
        longitude: str,
    ) -> None:
        """Where it happened."""
        import pyarrow as pa

        if name:
            self.put("place_name", self.column(name))
        if country:
            self.put("place_country", self.map(country, country_in(system), pa.string()))
        wrong = "latitude or longitude that cannot be"
        self.put("latitude", self.numbers(latitude, pa.float64(), -90, 90, wrong=wrong))
        self.put("longitude", self.numbers(longitude, pa.float64(), -180, 180, wrong=wrong))


@lru_cache(maxsize=8192)
def cameo_code(text: str) -> Code | None:
    """The CAMEO code of a cell; a leading zero that a spreadsheet took away is put back."""
    known = cameo.codes()
    return known.get(text) or known.get(f"0{text}")


@cache
def cameo_names() -> Mapping[str, Code]:
    """CAMEO's codes by their words, in small letters; of codes with the same words the most general."""
    return {code.name.lower(): code for _, code in sorted(cameo.codes().items(), reverse=True)}


def cameo_named(text: str) -> Code | None:
    """The CAMEO code that some words stand for."""
    return cameo_names().get(" ".join(text.lower().replace(", not specified below", "").split()))


def number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def whole(text: str) -> int | None:
    value = number(text)
    return None if value is None or abs(value) > 2**31 - 1 else int(value)


def between(least: float, most: float) -> Callable[[str], float | None]:
    """A number within bounds."""

    def function(text: str) -> float | None:
        value = number(text)
        return value if value is not None and least <= value <= most else None

    return function


@lru_cache(maxsize=65_536)
def day_digits(text: str) -> date | None:
    """20240619, with or without a time behind it."""
    return real(text[:4], text[4:6], text[6:8]) if len(text) >= 8 and text[:8].isdigit() else None


@lru_cache(maxsize=65_536)
def day_iso(text: str) -> date | None:
    """2024-06-19, with or without a time behind it."""
    parts = text[:10].split("-")
    return real(*parts) if len(parts) == 3 else None


MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12,
}  # fmt: skip
MONTHS |= {name[:3]: n for name, n in MONTHS.items()}


@lru_cache(maxsize=65_536)
def day_any(text: str) -> date | None:
    """ISO, digits, 19 June 2024, 19-Jun-2024, and 19/06/2024 or 06/19/2024 where one of the two alone can be; 03/04/2024 is no day: it may be
    the third of April or the fourth of March."""
    found = day_iso(text) or day_digits(text)
    if found:
        return found
    parts = text.replace("/", " ").replace("-", " ").replace(".", " ").replace(",", " ").split()[:3]
    if len(parts) != 3:
        return None
    a, b, c = parts
    if b.lower() in MONTHS:
        return real(c, str(MONTHS[b.lower()]), a)
    if a.lower() in MONTHS:
        return real(c, str(MONTHS[a.lower()]), b)
    day_first, month_first = real(c, b, a), real(c, a, b)
    return day_first or month_first if day_first is None or month_first in (None, day_first) else None


def real(year: str, month: str, day: str) -> date | None:
    """A day of the calendar, in a year that a data set may be about."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def country_in(system: str) -> Callable[[str], str | None]:
    """A country by its code in a system, or by name."""
    if system == "name":
        return countries.country_of
    known = countries.codes()
    if system in ("cow", "gw", "isonum"):
        return lambda text: known.get((system, str(whole(text) if whole(text) is not None else text)))
    return lambda text: known.get((system, text.upper()))


def sectors_of(text: str) -> list[str]:
    """PLOVER sectors of a cell that lists CAMEO or PLOVER codes; others are passed over."""
    known = countries.codes()
    parts = [part.strip().upper() for part in text.replace("|", ";").replace(",", ";").split(";")]
    return list(dict.fromkeys(known[s] for part in parts if (s := ("sector", part)) in known))


__all__ = [
    "Counter", "Rows", "between", "cameo_code", "country_in", "day_any", "day_digits", "day_iso", "number", "sectors_of", "timedelta", "whole",
]  # fmt: skip
