"""`detente read`: one document into cited events."""

from __future__ import annotations


def command() -> None:
    """Read one document into cited events."""
    from detente.errors import MissingPart

    raise MissingPart("the reading stage is being built")
