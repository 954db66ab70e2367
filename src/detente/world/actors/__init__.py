"""Actors of world politics, resolved by name, metonym, office and date. See docs/actors.md."""

from __future__ import annotations

from detente.world.actors.casing import recased
from detente.world.actors.cast import Cast
from detente.world.actors.mentions import Mention, cast_of, mentions, unresolved
from detente.world.actors.resolve import resolve

__all__ = ["Cast", "Mention", "cast_of", "mentions", "recased", "resolve", "unresolved"]
