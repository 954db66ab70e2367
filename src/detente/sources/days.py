"""Days as documents write them: in a line of words or digits, in metadata, in an address; and which of them can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path

from detente.errors import DataError
from detente.text import tables

WORD_DATE = re.compile(
    r"\b(\d{1,2})(?:er|st|nd|rd|th|º|\.)?\s+(?:de\s+|di\s+|of\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b"
)
DATE_WORD = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
ISO_DATE = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
DAY_DATE = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
EAST_DATE = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T?(?:\d\d){2,3}\w*)?")
EPOCH = re.compile(r"(?:\d{9,10}|\d{12,13}|\d{15,16})(?:\.\d+)?")  # seconds, milliseconds, microseconds since 1970
MONTHS = Path(__file__).with_name("months.tsv")
FIRST, LAST = date(1600, 1, 1), date(2400, 1, 1)  # outside: a placeholder of a program (year 1, year 9999)
PLACEHOLDERS = frozenset((date(1970, 1, 1), date(1900, 1, 1), date(1601, 1, 1)))  # zero of clocks and tables


@cache
def months() -> dict[str, int]:
    """Name of a month, in lower case -> its number."""
    found: dict[str, int] = {}
    for number, (_, month, forms) in tables.lines(MONTHS, ("language", "month", "forms"), full=True):
        if not month.isdigit():
            raise DataError(f"{MONTHS}:{number}: month {month!r}, expected its number")
        found.update(dict.fromkeys(forms.replace("\u200c", " ").split(), int(month)))
    return found


def _day(year: str, month: int | None, day: str) -> date | None:
    try:
        found = date(int(year), month or 0, int(day))
    except ValueError:
        return None
    return found if 1800 <= found.year <= 2200 else None


def dates_in(line: str, *, month_first: bool = False) -> Iterator[tuple[date, int, int]]:
    """The complete dates of a line, in words or digits, each with where it begins and stops; those in words first.

    Where only digits say it the day comes before the month, or after it with `month_first`, unless that cannot be (06/24/2024).
    """
    for match in WORD_DATE.finditer(line):
        if found := _day(match[3], months().get(match[2].lower()), match[1]):
            yield found, *match.span()
    for match in DATE_WORD.finditer(line):
        if found := _day(match[3], months().get(match[1].lower()), match[2]):
            yield found, *match.span()
    for pattern in (ISO_DATE, EAST_DATE):
        for match in pattern.finditer(line):
            if found := _day(match[1], int(match[2]), match[3]):
                yield found, *match.span()
    for match in DAY_DATE.finditer(line):
        one, other = (match[1], match[2]) if month_first else (match[2], match[1])
        if found := _day(match[3], int(one), other) or _day(match[3], int(other), one):
            yield found, *match.span()


def text_date(line: str, *, month_first: bool = False) -> date | None:
    """The first complete date of a line, or None."""
    return next((found for found, _, _ in dates_in(line, month_first=month_first)), None)


def url_date(address: str) -> date | None:
    """The date in the path of an address (`/2024/06/26/`), or None."""
    match = URL_DATE.search(address) if "//" in address else None
    return _day(match[1], int(match[2]), match[3]) if match else None


def iso_date(value: object, *, month_first: bool = False) -> date | None:
    """A date as metadata write it: ISO 8601 with or without time, digits alone, seconds or milliseconds since 1970, or words.

    The day is the one at the place where it was written: a time with its zone is not turned into another.
    """
    words = str(value if value is not None else "").strip()
    if not words:
        return None
    match = COMPACT.fullmatch(words)
    if match:
        return _day(match[1], int(match[2]), match[3])
    if EPOCH.fullmatch(words):
        return _since_1970(words)
    try:
        return datetime.fromisoformat(words[:32].replace("Z", "+00:00")).date()
    except ValueError:
        pass
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return text_date(words[:100], month_first=month_first)


def mail_date(value: object) -> date | None:
    """The day of a date as mails and feeds write it (RFC 5322, ISO 8601), at the place where it was written."""
    words = " ".join(str(value or "").split())[:100]
    found = iso_date(words)
    if found or not re.search(r"\b\d{1,2} [A-Za-z]{3} \d\d\b", words):
        return found
    try:  # years of two digits
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _since_1970(words: str) -> date | None:
    """The day (UTC) of so many seconds, or thousandths or millionths of them."""
    seconds = float(words)
    while seconds > 1e11:
        seconds /= 1000
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def can_be(day: date) -> bool:
    """Whether a day is one of history, not what a program writes where it knows none (year 1, 9999, the zero of its clock)."""
    return FIRST <= day < LAST and day not in PLACEHOLDERS


def can_be_published(day: date, today: date | None = None) -> bool:
    """Whether a page can have been published on a day: one that can be and that has come, somewhere on earth, by `today`."""
    return can_be(day) and day <= (today or datetime.now(UTC).date()) + timedelta(days=1)
