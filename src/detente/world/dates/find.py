"""The date expressions of a text: what patterns match, with what bounds them, and pairs of them that are one date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from detente.world.dates.grammar import Grammar, grammar, possible, value

Bound = Literal["", "since", "until", "about", "early", "mid", "late"]
BEFORE = 40  # characters before a date in which a word that bounds it may stand
GAP = 12  # characters that may stand between two dates which are one
# How fine each kind is: what is finer may lie within what is coarser (*in June last year*).
RANKS = {"day": 0, "weekday": 0, "holiday": 0, "weekend": 1, "month": 2, "season": 3, "quarter": 3, "half": 4, "year": 5, "years": 5}  # fmt: skip
UNITS = {"day": 0, "week": 1, "weekend": 1, "month": 2, "year": 5, "decade": 6, "century": 7}
# What a list counts in: the least number after which it begins anew, and where.
COUNTED = {"day": (28, 1), "month": (12, 1), "year": (9999, 1), "weekday": (6, 0)}


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as worded: what kind it is, its numbers, and where it points from the anchor ("" = tense decides)."""

    begin: int
    stop: int
    kind: str
    values: Mapping[str, int | str]
    direction: str = ""
    bound: Bound = ""
    end: Expression | None = field(default=None)  # the other end of "between A and B"
    inside: Expression | None = field(default=None)  # the period in which it lies: *Tuesday* of *last week*


def find(text: str, language: str) -> list[Expression]:
    """All date expressions of a text, in order, none inside another; the longest wins."""
    rules = grammar(language)
    found: list[Expression] = []
    for row in possible(text, rules):
        for match in row.pattern.finditer(text):
            values = {
                name: value(name, word, rules) for name, word in match.groupdict().items() if word and name != "lead"
            }
            if "yy" in values:
                values["year"] = values.pop("yy")
            if row.argument:
                values["argument"] = row.argument
            begin = match.end("lead") if "lead" in row.pattern.groupindex and match["lead"] else match.start()
            while text[begin].isspace():
                begin += 1
            found.append(
                Expression(begin, match.end(), row.kind, values, row.direction, "", until(begin, match.end(), values))
            )
    found.sort(key=lambda e: (e.begin - e.stop, e.begin, "argument" not in e.values))
    kept: list[Expression] = []
    for expression in found:
        if all(expression.stop <= other.begin or expression.begin >= other.stop for other in kept):
            kept.append(expression)
    kept.sort(key=lambda e: e.begin)
    return [e if e.end else bounded(text, e, rules) for e in joined(text, kept, rules)]


def until(begin: int, stop: int, values: dict[str, int | str]) -> Expression | None:
    """The other end of what one pattern reads as an interval (*3-5 May 2023*)."""
    return Expression(begin, stop, "day", {**values, "day": values.pop("until")}) if "until" in values else None


def bounded(text: str, expression: Expression, rules: Grammar) -> Expression:
    """An expression with what stands before it: *depuis*, *jusqu'en*, *fin*, *around*."""
    before = text[max(0, expression.begin - BEFORE) : expression.begin]
    for pattern, bound in rules.bounds:
        match = pattern.search(before)
        if match:
            begin = expression.begin - (len(before) - match.start())
            return replace(expression, begin=begin, bound=cast(Bound, bound))
    return expression


def joined(text: str, expressions: list[Expression], rules: Grammar) -> list[Expression]:
    """Neighbours that are one date: the ends of an interval (*du 3 au 5 mai*), a list (*les 3 et 4 mai*), a day and the period
    in which it lies (*en juin de l'an dernier*).
    """
    out: list[Expression] = []
    for expression in expressions:
        while out and (one := pair(text, out[-1], expression, rules)) is not None:
            out.pop()
            expression = one
        out.append(expression)
    return [
        e
        for e in out
        if e.kind != "day" or not bare_day(e) or e.end or e.inside or {"weekday", "argument"} & e.values.keys()
    ]


def bare_day(e: Expression) -> bool:
    return month_told(e) is None


def month_told(e: Expression) -> int | str | None:
    return e.values.get("month", e.values.get("mm"))


def pair(text: str, first: Expression, last: Expression, rules: Grammar) -> Expression | None:
    """Two neighbours as one expression, or None where nothing joins them."""
    glue = text[first.stop : last.begin]
    if len(glue) > GAP or first.kind in ("after", "before"):
        return None
    marked = text[max(0, first.begin - GAP) : first.begin] + "\x00" + glue + "\x00"
    for pattern, link in rules.links:
        if not pattern.search(marked if link == "between" else marked[marked.index("\x00") :]):
            continue
        if link == "within" and not glue.strip() and bare_day(first) and first.kind == "day":  # *killed 12 last month*
            continue
        made = {"between": interval, "list": listed, "within": nested}[link](first, last)
        if made is not None:
            return made
    return None


def interval(first: Expression, last: Expression) -> Expression | None:
    """*From May to July 2023*."""
    if first.end is not None or last.kind in ("after", "before") or not (bare_day(last) <= bare_day(first)):
        return None
    return replace(first, stop=last.stop, bound="", end=last)


def listed(first: Expression, last: Expression) -> Expression | None:
    """*En janvier et février 2023*, *May 3 and 4*: what follows one another is an interval from the first to the last."""
    before, slot = first.end or first, last.kind
    if (
        before.kind != slot
        or slot not in COUNTED
        or first.inside
        or slot not in before.values
        or slot not in last.values
    ):
        return None
    if slot == "day" and None not in (months := {month_told(before), month_told(last)}) and len(months) > 1:
        return None
    one, other = int(before.values[slot]), int(last.values[slot])
    least, anew = COUNTED[slot]
    if other != one + 1 and not (one >= least and other == anew):
        return None
    return replace(first, stop=last.stop, bound="", end=last)


def nested(first: Expression, last: Expression) -> Expression | None:
    """The finer of two within the coarser: *Tuesday* of *last week*, *the 24th of February* (*2022*)."""
    if first.end or last.end or first.inside or last.inside:
        return None
    if last.kind == "day" and rank(first) == 0 and first.kind in ("weekday", "shift"):  # *jeudi (24 février 2022)*
        return None if bare_day(last) else replace(last, begin=first.begin, stop=last.stop)
    if {first.kind, last.kind} == {"weekday", "day"}:
        day = first if first.kind == "day" else last
        return None if bare_day(day) else replace(day, begin=first.begin, stop=last.stop)
    fine, coarse = (first, last) if rank(first) < rank(last) else (last, first)
    if rank(fine) >= rank(coarse) or not open_within(fine, coarse):
        return None
    return replace(fine, begin=first.begin, stop=last.stop, inside=coarse)


def rank(e: Expression) -> int:
    if e.kind in ("shift", "after", "before"):
        return UNITS.get(str(e.values.get("argument", "-")).split()[-1], 9)
    return RANKS.get(e.kind, 9)


def open_within(fine: Expression, coarse: Expression) -> bool:
    """Whether the coarser tells what the finer leaves open."""
    if "year" in fine.values or fine.kind in ("shift", "year", "years") or rank(coarse) == 9:
        return False
    if fine.kind == "weekday":
        return rank(coarse) == 1
    if fine.kind == "day" and bare_day(fine):
        return rank(coarse) == 2
    return rank(coarse) == 5
