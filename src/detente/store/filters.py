"""Which events are asked for: the filter that every question shares, and its condition in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.errors import BadQuery

STATUSES = ("happened", "planned", "conditional", "demanded", "negated")
LIKELIHOODS = ("certain", "probable", "possible")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events. Empty fields do not restrict. Codes are ISO alpha-3 or PLOVER groups; days are inclusive."""

    actor: str | Sequence[str] | None = None
    recipient: str | Sequence[str] | None = None
    dyad: tuple[str, str] | str | None = None  # either direction: ("RUS", "PRK") or "RUS-PRK"
    event: str | Sequence[str] | None = None  # PLOVER type
    mode: str | Sequence[str] | None = None
    quad: int | Sequence[int] | None = None
    deed: str | None = None  # the chain or a part of it: "provide-weapons" finds "promise(provide-weapons)"
    since: date | str | None = None
    until: date | str | None = None
    status: str | Sequence[str] | None = None
    likelihood: str | Sequence[str] | None = None
    source: str | None = None  # part of the site's or the source's name
    contested: bool | None = None
    ids: Sequence[str] | None = None  # events by id
    coder: str | Sequence[str] | None = None  # "detente" for what was read, else the system of an import: "ICEWS"


def many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]


def day_of(value: date | str, field: str, last: bool = False) -> date:
    """A day; a month or a year stands for its first or last day."""
    if isinstance(value, date):
        return value
    try:
        parts = [int(part) for part in value.split("-")]
        if len(parts) == 3:
            return date(*parts)
        year, month = parts[0], parts[1] if len(parts) == 2 else (12 if last else 1)
        if not last:
            return date(year, month, 1)
        return date.fromordinal((date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1)
    except (ValueError, IndexError):
        raise BadQuery(f"{field} {value!r} is no day: give 2024-06-19, 2024-06 or 2024") from None


def dyad_of(value: tuple[str, str] | str) -> tuple[str, str]:
    codes = value.upper().split("-") if isinstance(value, str) else [code.upper() for code in value]
    if len(codes) != 2 or not all(codes):
        raise BadQuery(f"dyad {value!r} is not a pair of codes: give RUS-PRK")
    return codes[0], codes[1]


def where(chosen: Filter) -> tuple[str, list[Any]]:
    """The condition of a filter in SQL, and its values."""
    parts, values = [], list[Any]()

    def among(column: str, given: Any, allowed: Sequence[str] = ()) -> None:
        if given is None:
            return
        listed = many(given)
        if allowed and (wrong := [value for value in listed if value not in allowed]):
            raise BadQuery(f"{column} {wrong[0]!r} is not one of {', '.join(allowed)}")
        parts.append(f"{column} IN ({', '.join('?' * len(listed))})")
        values.extend(listed)

    for column, given in (("actor", chosen.actor), ("recipient", chosen.recipient), ("event", chosen.event)):
        among(column, None if given is None else [str(code).upper() for code in many(given)])
    among("mode", chosen.mode)
    among("coder", chosen.coder)
    among("quad", chosen.quad)
    among("status", chosen.status, STATUSES)
    among("likelihood", chosen.likelihood, LIKELIHOODS)
    among("event_id", list(chosen.ids) if chosen.ids is not None else None) if chosen.ids != [] else parts.append(
        "false"
    )
    if chosen.dyad is not None:
        one, two = dyad_of(chosen.dyad)
        # the first two say nothing new, but let whole row groups be passed over
        parts.append("actor IN (?, ?) AND recipient IN (?, ?)")
        parts.append("((actor = ? AND recipient = ?) OR (actor = ? AND recipient = ?))")
        values += [one, two, one, two, one, two, two, one]
    if chosen.deed is not None:
        parts.append("contains(deed, ?)")
        values.append(chosen.deed)
    if chosen.since is not None:
        parts.append("date_last >= ?")
        values.append(day_of(chosen.since, "since"))
    if chosen.until is not None:
        parts.append("date <= ?")
        values.append(day_of(chosen.until, "until", last=True))
    if chosen.source is not None:
        parts.append("len([x FOR x IN list_concat(sites, origins) IF contains(x, ?)]) > 0")
        values.append(chosen.source)
    if chosen.contested is not None:
        parts.append("contested = ?")
        values.append(chosen.contested)
    return " AND ".join(parts) or "true", values
