"""From an expression and an anchor to EDTF with its first and last day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from detente.records import When
from detente.world.dates.grammar import Expression

# EDTF writes seasons as months 21 to 24; the northern months that they cover, for first and last day.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
Days = tuple[date, date]


def resolve(
    expression: Expression, anchor: date | None, *, tense: str = "past", name: str = "published"
) -> When | None:
    """What an expression says. `anchor` is the day it is told from (None: not known), `tense` ("past" or "future") settles a day
    or month without a year and without a word that points; `name` is written into `When.anchor`.

    None where it cannot be told without an anchor (*hier*), or where it is relative to another event (*neuf mois après*).
    """
    if expression.end is not None:
        return interval(expression, expression.end, anchor, tense, name)
    found = meaning(expression, anchor, tense)
    if found is None:
        return None
    edtf, days = found
    absolute = "year" in expression.values or expression.kind in ("decade", "century")
    if expression.bound == "since":
        edtf, days = f"{edtf}/..", (days[0], anchor) if days and anchor else None
    elif expression.bound == "until":
        edtf, days = f"../{edtf}", None
    elif expression.bound == "about":
        edtf = f"{edtf}~"
    elif expression.bound in ("early", "mid", "late") and days:
        days = part(days, expression.bound)
    told = None if absolute or anchor is None else f"{name} {anchor.isoformat()}"
    return When(edtf, days[0] if days else None, days[1] if days else None, told, expression.begin, expression.stop)


def interval(first: Expression, last: Expression, anchor: date | None, tense: str, name: str) -> When | None:
    """*Du 3 au 5 mai 2023*: the first end borrows from the second what it does not say."""
    borrowed = {k: v for k, v in last.values.items() if k in ("year", "month") and k not in first.values}
    kind = "day" if "day" in first.values else first.kind
    begin = meaning(
        Expression(first.begin, first.stop, kind, {**first.values, **borrowed}, last.direction), anchor, tense
    )
    end = meaning(last, anchor, tense)
    if begin is None or end is None:
        return None
    told = None if anchor is None or "year" in last.values else f"{name} {anchor.isoformat()}"
    days = (begin[1][0] if begin[1] else None, end[1][1] if end[1] else None)
    return When(f"{begin[0]}/{end[0]}", *days, told, first.begin, first.stop)


def meaning(e: Expression, anchor: date | None, tense: str) -> tuple[str, Days | None] | None:
    """EDTF and days of one expression, its bound and its other end left aside."""
    direction = e.direction or ("future" if tense == "future" else "past")
    match e.kind:
        case "day":
            return day(e, anchor, direction)
        case "month" | "season":
            return month_or_season(e, anchor, direction)
        case "year":
            year = number(e, "year")
            return str(year), (date(year, 1, 1), date(year, 12, 31))
        case "decade":
            return decade(number(e, "decade"))
        case "century":
            first = (number(e, "ordinal") - 1) * 100
            return f"{first // 100:02d}XX", (date(max(first, 1), 1, 1), date(first + 99, 12, 31))
        case "quarter":
            return quarter(e, anchor)
        case "weekday":
            return weekday(e, anchor, direction)
        case "holiday":
            return holiday(e, anchor, direction)
        case "unit" | "shift" | "ago" | "ahead":
            return counted(e, anchor)
    return None


def number(e: Expression, name: str) -> int:
    return int(e.values[name])


def month_of(e: Expression) -> int:
    return number(e, "month") if "month" in e.values else number(e, "mm")


def valid(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def day(e: Expression, anchor: date | None, direction: str) -> tuple[str, Days | None] | None:
    """A day of a month, with its year or with the nearest year in the direction told."""
    if "month" not in e.values and "mm" not in e.values:
        return None
    month, of_month = month_of(e), number(e, "day")
    if "year" in e.values:
        exact = valid(number(e, "year"), month, of_month)
        return (exact.isoformat(), (exact, exact)) if exact else None
    if anchor is None:
        return (f"XXXX-{month:02d}-{of_month:02d}", None) if 1 <= of_month <= 31 else None
    candidates = [d for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := valid(year, month, of_month))]
    chosen = nearest(candidates, anchor, direction)
    return (chosen.isoformat(), (chosen, chosen)) if chosen else None


def nearest(candidates: list[date], anchor: date, direction: str) -> date | None:
    """The latest not after the anchor, or the earliest not before it; a few days of grace, since news is dated ahead and late."""
    if direction == "future":
        return min((d for d in candidates if d >= anchor), default=None)
    return max((d for d in candidates if d <= anchor), default=None)


def month_or_season(e: Expression, anchor: date | None, direction: str) -> tuple[str, Days | None] | None:
    code = number(e, "season") if e.kind == "season" else month_of(e)
    if "year" in e.values:
        return span(number(e, "year"), code)
    if anchor is None:
        return f"XXXX-{code:02d}", None
    options = [
        span(year, code) for year in (anchor.year - 2, anchor.year - 1, anchor.year, anchor.year + 1, anchor.year + 2)
    ]
    if e.direction == "this":
        return next(o for o in options if o[0].startswith(str(anchor.year)))
    if direction == "future":
        return min((o for o in options if o[1][1] >= anchor), key=lambda o: o[1][0])
    # "last" month or season: one that is over, unless nothing points and the present one is meant
    over = [o for o in options if (o[1][1] < anchor if e.direction == "past" else o[1][0] <= anchor)]
    return max(over, key=lambda o: o[1][0])


def span(year: int, code: int) -> tuple[str, Days]:
    """A month, or a season (21-24), of a year."""
    if code in SEASONS:
        first, last = SEASONS[code]
        return f"{year}-{code}", (date(year, first, 1), end_of_month(year + (last < first), last))
    return f"{year}-{code:02d}", (date(year, code, 1), end_of_month(year, code))


def end_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def decade(first: int) -> tuple[str, Days]:
    first = first if first > 99 else 1900 + first
    return f"{first // 10}X", (date(first, 1, 1), date(first + 9, 12, 31))


def quarter(e: Expression, anchor: date | None) -> tuple[str, Days | None] | None:
    year = number(e, "year") if "year" in e.values else anchor.year if anchor else None
    code = number(e, "ordinal")
    if not 1 <= code <= 4:
        return None
    if year is None:
        return f"XXXX-{32 + code}", None  # EDTF: 33 to 36 are quarters
    return f"{year}-{32 + code}", (date(year, 3 * code - 2, 1), end_of_month(year, 3 * code))


def weekday(e: Expression, anchor: date | None, direction: str) -> tuple[str, Days | None] | None:
    """A day of the week: today if it is today's name (news says *on Wednesday* on Wednesdays), else the nearest."""
    if anchor is None:
        return None
    ahead = (number(e, "weekday") - anchor.weekday()) % 7
    if direction == "future":
        found = anchor + timedelta(days=ahead or (7 if e.direction == "future" else 0))
    else:
        back = (-ahead) % 7
        found = anchor - timedelta(days=back or (7 if e.direction == "past" else 0))
    return found.isoformat(), (found, found)


def holiday(e: Expression, anchor: date | None, direction: str) -> tuple[str, Days | None] | None:
    """A feast with a fixed day, written MM-DD in the language's words."""
    month, of_month = map(int, str(e.values["holiday"]).split("-"))
    values = {name: v for name, v in e.values.items() if name == "year"}
    return day(
        Expression(e.begin, e.stop, "day", {**values, "mm": month, "day": of_month}, e.direction), anchor, direction
    )


def counted(e: Expression, anchor: date | None) -> tuple[str, Days | None] | None:
    """*La semaine dernière*, *hier*, *il y a trois mois*, *in two weeks*: so many units from the anchor."""
    if anchor is None:
        return None
    unit = str(e.values.get("unit") or "")
    count = number(e, "n") if "n" in e.values else 1
    if e.kind in ("shift", "unit"):
        argument = str(e.values.get("argument", "0"))
        steps, _, fixed = argument.partition(" ")
        count, unit = int(steps), fixed or unit
    elif e.kind == "ago":
        count = -count
    return named_unit(anchor, count, unit)


def named_unit(anchor: date, count: int, unit: str) -> tuple[str, Days]:
    """The day, week, month, year or decade that lies `count` units from the anchor."""
    moved = shifted(anchor, count, unit)
    if unit == "day":
        return moved.isoformat(), (moved, moved)
    if unit in ("week", "weekend"):
        monday = moved - timedelta(days=moved.weekday())
        first, last = (
            (monday + timedelta(days=5), monday + timedelta(days=6))
            if unit == "weekend"
            else (monday, monday + timedelta(days=6))
        )
        return f"{first.isoformat()}/{last.isoformat()}", (first, last)
    if unit == "month":
        return span(moved.year, moved.month)
    if unit == "decade":
        return decade(moved.year // 10 * 10)
    if unit == "century":
        return f"{moved.year // 100:02d}XX", (
            date(moved.year // 100 * 100, 1, 1),
            date(moved.year // 100 * 100 + 99, 12, 31),
        )
    return str(moved.year), (date(moved.year, 1, 1), date(moved.year, 12, 31))


def shifted(anchor: date, count: int, unit: str) -> date:
    """A day so many units later (or earlier, below zero); the end of a shorter month where there is no such day."""
    if unit in ("day", "week", "weekend"):
        return anchor + timedelta(days=count * (1 if unit == "day" else 7))
    months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    index = anchor.year * 12 + anchor.month - 1 + months
    year, month = max(1, index // 12), index % 12 + 1
    return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


def part(days: Days, bound: str) -> Days:
    """The first, middle or last third."""
    third = (days[1] - days[0]).days // 3
    if bound == "early":
        return days[0], days[0] + timedelta(days=third)
    if bound == "late":
        return days[1] - timedelta(days=third), days[1]
    return days[0] + timedelta(days=third), days[1] - timedelta(days=third)
