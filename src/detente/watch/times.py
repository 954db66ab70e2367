"""Times as watches write and read them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from detente.errors import BadQuery

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def moment(text: str) -> datetime:
    """A time of the ledger, UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def seconds(text: str) -> float:
    """A stretch of time as typed: 90s, 30m, 1h, 2d. Raises BadQuery for another, and for less than a second."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd])", text.strip().lower())
    if not match or float(match[1]) * SECONDS[match[2]] < 1:
        raise BadQuery(f"{text!r} is no stretch of time: give 90s, 30m, 1h or 2d")
    return float(match[1]) * SECONDS[match[2]]
