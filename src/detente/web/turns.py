"""A turning point as a page tells it: by the words of its main event, how long it lasted, and on how much it stands."""

from __future__ import annotations

from typing import Any

from detente.dyads.sentences import Language, day, number
from detente.store.casebook import Casebook
from detente.telling.event import moment, tell
from detente.telling.wording import say
from detente.web.doubts import doubtful, settled

Row = dict[str, Any]


def told(book: Casebook, rows: list[Row], tongue: Language, triggers: dict[str, Row]) -> list[Row]:
    """Turning points with what a reader asks first: `title` (the words of the main event), its `document`, `when`, `span` (the
    days between which it may lie), `figures` (seen and expected, in words), `back` (the day from which all was as before), and
    whether the main event is doubtful and nobody has looked at it.
    """
    looked = settled(book)
    return [turn | described(turn, triggers.get(turn["trigger"]), tongue, looked) for turn in rows]


def described(turn: Row, row: Row | None, tongue: Language, looked: dict[str, str]) -> Row:
    telling = tell(row, tongue) if row else None
    values = {
        "good": turn["cooperation"], "good_usual": turn["cooperation_expected"], "bad": turn["conflict"],
        "bad_usual": turn["conflict_expected"],
    }  # fmt: skip
    return {
        "title": telling.title(tongue) if telling else "",
        "language": telling.language if telling and telling.title(tongue) == telling.quote else tongue,
        "document": row["told"][0]["document"] if row and row["told"] else None,
        "when": moment(row, tongue) if row and row["date"] else day(turn["date"], tongue),
        "span": span(turn, tongue),
        "figures": say(
            "turn-figures", tongue, days=turn["days"], **{key: number(value, tongue) for key, value in values.items()}
        ),
        "back": day(turn["until"], tongue) if turn.get("until") else "",
        "alone": turn.get("reports") == 1,
        "doubtful": bool(row) and doubtful(row, tongue) and row["event_id"] not in looked if row else False,
    }


def span(turn: Row, tongue: Language) -> str:
    """The days between which a turn lies, in words; one day as a day."""
    if turn["first"] == turn["last"]:
        return day(turn["first"], tongue)
    return say("span-of-days", tongue, first=day(turn["first"], tongue), last=day(turn["last"], tongue))


__all__ = ["described", "told"]
