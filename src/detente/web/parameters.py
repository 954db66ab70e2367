"""What an address may carry: lengths and shapes are checked here, once for the pages and for /api."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import Form, Query

Code = Annotated[str, Query(min_length=2, max_length=60)]  # of a state: a code or a name
After = Annotated[int, Query(ge=0, le=10_000_000)]
Text = Annotated[str, Query(max_length=500)]
Seal = Annotated[str, Form(max_length=100)]


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters of a list of events, as they stand in the address. An empty one does not filter."""

    event: Text = ""
    since: Text = ""
    until: Text = ""
    status: Text = ""

    def chosen(self) -> dict[str, str]:
        return asdict(self)


__all__ = ["After", "Code", "Filters", "Seal", "Text"]
