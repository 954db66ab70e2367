"""Actors of world politics, resolved by name, metonym, office and date. See docs/actors.md."""

from __future__ import annotations

from detente.world.actors.mentions import Mention, mentions, unresolved
from detente.world.actors.resolve import resolve

__all__ = ["Mention", "mentions", "resolve", "unresolved"]
