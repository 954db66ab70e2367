"""From an expression and an anchor to EDTF with its first and last day."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from detente.records import When
from detente.world.dates.find import Expression

# EDTF writes seasons as months 21 to 24; the northern months that they cover, for first and last day.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}  # what a unit counts in days; others count in months
Days = tuple[date, date]


def resolve(
    expression: Expression,
    anchor: date | None,
    *,
    tense: str = "past",
    name: str = "published",
    within: Days | None = None,
) -> When | None:
    """What an expression says. `anchor` is the day it is told from (None: not known), `tense` ("past" or "future") settles a day
    or month without a year and without a word that points; `name` is written into `When.anchor`. `within` is a period in
    which it lies (*1974: ... on 3 August*).

    None where it cannot be told without an anchor (*hier*), where it is relative to another event (*neuf mois après*), and
    where it leaves the calendar (*in 80 centuries*).
    """
    try:
        return _resolved(expression, anchor, tense, name, within)
    except (ValueError, OverflowError):  # a year before 1 or beyond 9999
        return None


def _resolved(expression: Expression, anchor: date | None, tense: str, name: str, within: Days | None) -> When | None:
    if expression.end is not None:
        return interval(expression, expression.end, anchor, tense, name, within)
    found = placed(expression, anchor, tense, within)
    if found is None:
        return None
    edtf, days = found
    if expression.bound == "since":
        edtf, days = f"{edtf}/..", (days[0], anchor) if days and anchor else None
    elif expression.bound == "until":
        edtf, days = f"../{edtf}", None
    elif expression.bound == "about":
        edtf = f"{edtf}~"
    elif expression.bound in ("early", "mid", "late") and days:
        days = part(days, expression.bound)
    told = None if absolute(expression) or anchor is None else f"{name} {anchor.isoformat()}"
    return When(edtf, days[0] if days else None, days[1] if days else None, told, expression.begin, expression.stop)


def absolute(e: Expression) -> bool:
    """Whether an expression says its year by itself."""
    if e.inside is not None:
        return absolute(e.inside)
    return "year" in e.values or e.kind in ("decade", "century")


def interval(
    first: Expression, last: Expression, anchor: date | None, tense: str, name: str, within: Days | None
) -> When | None:
    """*Du 3 au 5 mai 2023*: the first end borrows from the second what it does not say."""
    borrowed = {k: v for k, v in last.values.items() if k in ("year", "month", "mm") and k not in first.values}
    if "month" in first.values or "mm" in first.values:
        borrowed = {k: v for k, v in borrowed.items() if k == "year"}
    values = {**first.values, **borrowed}
    other = {k: v for k, v in first.values.items() if k in ("month", "mm", "year") and not absolute(last)}
    if last.kind == "day" and not {"month", "mm"} & last.values.keys():  # *May 3 and 4, 2023*
        other = {k: v for k, v in first.values.items() if k in ("month", "mm", "year")}
    end = placed(replace(last, values={**other, **last.values}), anchor, tense, within)
    kind = "day" if "day" in values else first.kind
    begin = placed(replace(first, kind=kind, values=values, end=None, inside=first.inside or last.inside), anchor, tense, within)  # fmt: skip
    if begin is None or end is None:
        return None
    if first.kind == last.kind == "weekday" and begin[1] and end[1] and begin[1][0] > end[1][1]:
        day_before = begin[1][0] - timedelta(days=7)  # *lundi et mardi*, said on a Monday
        begin = day_before.isoformat(), (day_before, day_before)
    told = None if anchor is None or absolute(last) else f"{name} {anchor.isoformat()}"
    days = (begin[1][0] if begin[1] else None, end[1][1] if end[1] else None)
    return When(f"{begin[0]}/{end[0]}", *days, told, first.begin, first.stop)


def placed(e: Expression, anchor: date | None, tense: str, within: Days | None) -> tuple[str, Days | None] | None:
    """EDTF and days of one expression, in the period that it names or that it is told within."""
    if e.inside is not None:
        period = meaning(e.inside, anchor, tense)
        return meaning(filled(e, period[1]), anchor, tense) if period and period[1] else None
    return meaning(filled(e, within) if within else e, anchor, tense)


def filled(e: Expression, period: Days) -> Expression:
    """An expression with the year (and, for a bare day, the month) of a period: a day of the week is turned into its day."""
    first, last = period
    if e.kind == "weekday" and (last - first).days == 6:
        found = first + timedelta(days=(number(e, "weekday") - first.weekday()) % 7)
        return replace(e, kind="day", values={"year": found.year, "month": found.month, "day": found.day})
    values = dict(e.values)
    if e.kind in ("day", "month", "season", "quarter", "half", "holiday") and "year" not in values:
        if e.kind == "day" and not {"month", "mm"} & values.keys():
            if (first.year, first.month) != (last.year, last.month):
                return e
            values["month"] = first.month
        if first.year == last.year:
            values["year"] = first.year
        elif e.kind in ("day", "month"):
            values["year"] = first.year if month_of(replace(e, values=values)) >= first.month else last.year
    return replace(e, values=values)


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
        case "years":
            return years(number(e, "year"), number(e, "to"))
        case "decade":
            return decade(number(e, "decade" if "decade" in e.values else "nineties"))
        case "century":
            first = (number(e, "ordinal") - 1) * 100
            return f"{first // 100:02d}XX", (date(max(first, 1), 1, 1), date(first + 99, 12, 31))
        case "quarter" | "half":
            return quarter(e, anchor)
        case "weekday":
            return weekday(e, anchor, direction)
        case "weekend":
            return weekend(anchor, direction)
        case "holiday":
            return holiday(e, anchor, direction)
        case "shift" | "ago" | "ahead":
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
        return named_day(e, anchor, direction) if anchor and {"weekday", "argument"} & e.values.keys() else None
    month, of_month = month_of(e), number(e, "day")
    if "year" in e.values:
        exact = valid(number(e, "year"), month, of_month)
        return (exact.isoformat(), (exact, exact)) if exact else None
    if anchor is None:
        return (f"XXXX-{month:02d}-{of_month:02d}", None) if 1 <= of_month <= 31 else None
    candidates = [d for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := valid(year, month, of_month))]
    if "weekday" in e.values:  # *Friday, July 5*: the year in which it was one
        candidates = [d for d in candidates if d.weekday() == number(e, "weekday")] or candidates
    chosen = nearest(candidates, anchor, direction)
    if chosen is None and "weekday" in e.values and candidates:
        chosen = min(candidates, key=lambda d: abs((d - anchor).days))
    return (chosen.isoformat(), (chosen, chosen)) if chosen else None


def named_day(e: Expression, anchor: date, direction: str) -> tuple[str, Days] | None:
    """*Le jeudi 20*: the nearest month in which the day bears that name; *le 20*: the nearest that has one."""
    months = [shifted(anchor.replace(day=1), step, "month") for step in range(-11, 12)]
    days = [d for month in months if (d := valid(month.year, month.month, number(e, "day")))]
    name = e.values.get("weekday")
    chosen = nearest([d for d in days if name in (None, d.weekday())], anchor, direction)
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
    around = range(max(1, anchor.year - 2), min(9998, anchor.year + 2) + 1)  # a winter ends in the year after
    options = [span(year, code) for year in around]
    if e.direction == "this":
        return span(anchor.year, code)
    if direction == "future":
        return min((o for o in options if o[1][1] >= anchor), key=lambda o: o[1][0], default=None)
    # "last" month or season: one that is over, unless nothing points and the present one is meant
    over = [o for o in options if (o[1][1] < anchor if e.direction == "past" else o[1][0] <= anchor)]
    return max(over, key=lambda o: o[1][0], default=None)


def span(year: int, code: int) -> tuple[str, Days]:
    """A month, or a season (21-24), of a year."""
    if code in SEASONS:
        first, last = SEASONS[code]
        return f"{year}-{code}", (date(year, first, 1), end_of_month(year + (last < first), last))
    return f"{year}-{code:02d}", (date(year, code, 1), end_of_month(year, code))


def end_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def years(first: int, last: int) -> tuple[str, Days]:
    """*2022-2023*, *2022-23*."""
    last = last if last > 99 else first // 100 * 100 + last
    return f"{first}/{last}", (date(first, 1, 1), date(last, 12, 31))


def decade(first: int) -> tuple[str, Days]:
    """A decade by its first year; of two digits, the last one of that name (*les années 90*, *the 2000s*)."""
    first = first if first > 99 else first + (1900 if first > 10 else 2000)
    return f"{first // 10}X", (date(first, 1, 1), date(first + 9, 12, 31))


def quarter(e: Expression, anchor: date | None) -> tuple[str, Days | None] | None:
    """A quarter or half of a year; EDTF writes quarters as months 33 to 36, halves as 40 and 41."""
    year = number(e, "year") if "year" in e.values else anchor.year if anchor else None
    count, code = (4, 32) if e.kind == "quarter" else (2, 39)
    months, rank = 12 // count, number(e, "ordinal")
    if not 1 <= rank <= count:
        return None
    if year is None:
        return f"XXXX-{code + rank}", None
    return f"{year}-{code + rank}", (date(year, months * (rank - 1) + 1, 1), end_of_month(year, months * rank))


def weekend(anchor: date | None, direction: str) -> tuple[str, Days] | None:
    """The weekend that goes on, else the one before or after."""
    if anchor is None:
        return None
    saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
    if direction == "future" and anchor.weekday() < 5:
        saturday += timedelta(days=7)
    return named_unit(saturday, 0, "weekend")


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
    if e.kind == "shift":
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
    if unit in ("week", "weekend", "fortnight"):
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
    """A day so many units later (or earlier, below zero); the end of a shorter month where there is no such day.

    Raises ValueError or OverflowError where that leaves the calendar's years, 1 to 9999.
    """
    if unit in DAYS:
        return anchor + timedelta(days=count * DAYS[unit])
    months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    index = anchor.year * 12 + anchor.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


def part(days: Days, bound: str) -> Days:
    """The first, middle or last third."""
    third = (days[1] - days[0]).days // 3
    if bound == "early":
        return days[0], days[0] + timedelta(days=third)
    if bound == "late":
        return days[1] - timedelta(days=third), days[1]
    return days[0] + timedelta(days=third), days[1] - timedelta(days=third)
