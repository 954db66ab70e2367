"""What an address may carry: lengths and shapes are checked here, once for the pages and for /api."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import Form, Query

Code = Annotated[str, Query(min_length=2, max_length=60)]  # of a state: a code or a name
After = Annotated[int, Query(ge=0, le=10_000_000)]
Text = Annotated[str, Query(max_length=500)]
Way = Annotated[str, Query(pattern="^(good|bad)?$")]
Turn = Annotated[str, Query(pattern="^[0-9]{0,5}$")]
Seal = Annotated[str, Form(max_length=100)]


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters of a list of events, as they stand in the address. An empty one does not filter."""

    event: Text = ""
    since: Text = ""
    until: Text = ""
    status: Text = ""
    way: Way = ""  # good: cooperation, bad: conflict
    period: Text = ""  # a quarter of the course, as 2024-Q4: the events that its figures count
    turn: Turn = ""  # the number of a turning point: the events that carry it

    def chosen(self) -> dict[str, str]:
        return asdict(self)


__all__ = ["After", "Code", "Filters", "Seal", "Text"]
