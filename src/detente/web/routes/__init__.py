"""The pages, a file for each room of the desk: data of `desk`, a template, the visitor's language."""

from __future__ import annotations

from fastapi import APIRouter

from detente.web.routes import (
    actors,
    corrections,
    dossiers,
    dyad,
    evidence,
    home,
    ledger,
    map,
    network,
    questions,
    review,
)

ROUTERS: tuple[APIRouter, ...] = tuple(
    room.router
    for room in (home, dyad, dossiers, evidence, corrections, review, questions, ledger, actors, network, map)
)

__all__ = ["ROUTERS"]
