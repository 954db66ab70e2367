"""Small tables of events for tests, made on the spot."""

from datetime import date, timedelta
from typing import Any

import numpy as np


def as_date(when: date | str) -> date:
    """A date, or its ISO text, as a date."""
    return date.fromisoformat(when) if isinstance(when, str) else when


def rows(*cells: tuple[Any, Any, Any, str]) -> list[dict[str, Any]]:
    """Events as mappings of (date, actor, recipient, PLOVER type), happened and certain."""
    return [
        {"date": as_date(d), "actor": a, "recipient": r, "event": e, "status": "happened", "likelihood": "certain"}
        for d, a, r, e in cells
    ]


def course(
    a: str, b: str, rates: dict[str, list[float]], first: date = date(2020, 1, 1), period: int = 91, seed: int = 1
) -> list[dict[str, Any]]:
    """Events of a dyad with a daily Poisson rate of each type that changes from one period (of days) to the next."""
    draw = np.random.default_rng(seed)
    found = []
    for kind, levels in rates.items():
        for place, level in enumerate(levels):
            for day in range(period):
                when = first + timedelta(days=place * period + day)
                for number in range(int(draw.poisson(level))):
                    pair = (a, b) if number % 2 == 0 else (b, a)
                    found.append((when, *pair, kind))
    return rows(*sorted(found))
