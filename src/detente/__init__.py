"""Reads news and analysis and keeps an evidence-backed ledger of what states do to one another.

The public functions are loaded when first used, so that importing the package, and every light command, stays fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.api import actor, clean, dossier, open, read, relation, relations, turning_points

__version__ = "0.2.0"
__all__ = ["actor", "clean", "dossier", "open", "read", "relation", "relations", "turning_points"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("detente.api"), name)
    raise AttributeError(f"module 'detente' has no attribute {name!r}; it offers {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
