"""How dyads move: series, turning points, reactions, network, over any table of events. Functions load when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.dyads.compare import change, kappa, similarity
    from detente.dyads.course import series
    from detente.dyads.forecast import outlook
    from detente.dyads.responses import reactions
    from detente.dyads.ties import Network, network
    from detente.dyads.turns import turning_points

_HOMES = {
    "Network": "ties",
    "change": "compare",
    "kappa": "compare",
    "network": "ties",
    "outlook": "forecast",
    "reactions": "responses",
    "series": "course",
    "similarity": "compare",
    "turning_points": "turns",
}
__all__ = ["Network", "change", "kappa", "network", "outlook", "reactions", "series", "similarity", "turning_points"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it offers {', '.join(_HOMES)}")
