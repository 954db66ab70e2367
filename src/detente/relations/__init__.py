"""How dyads move: series, turning points, reactions, network, over any table of events. Functions load when first used."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.relations.compare import change, kappa, similarity
    from detente.relations.course import series
    from detente.relations.responses import reactions
    from detente.relations.ties import Network, network
    from detente.relations.turns import turning_points

_HOMES = {
    "Network": "ties",
    "change": "compare",
    "kappa": "compare",
    "network": "ties",
    "reactions": "responses",
    "series": "course",
    "similarity": "compare",
    "turning_points": "turns",
}
__all__ = ["Network", "change", "kappa", "network", "reactions", "series", "similarity", "turning_points"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it offers {', '.join(_HOMES)}")


class _Relations(ModuleType):
    """This package hides the function `detente.relations` once it is imported, so calling it calls the function."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        return import_module("detente.api").relations(*args, **options)


sys.modules[__name__].__class__ = _Relations
