"""What binds states, and what would follow from it. Functions load when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.pacts.ledger import commitments
    from detente.pacts.telling import tell
    from detente.pacts.whatif import what_if

_HOMES = {"commitments": "ledger", "tell": "telling", "what_if": "whatif"}
__all__ = ["commitments", "tell", "what_if"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it offers {', '.join(_HOMES)}")
