"""Who and where: states, regions, organisations, groups, institutions, offices and persons, with language-neutral ids.

The tables are TSV beside this file (docs/actors.md says what each column means). `gazetteer()` reads and checks them once.
"""

from __future__ import annotations

from detente.world.gazetteer.load import gazetteer
from detente.world.gazetteer.model import Entity, Gazetteer, Name, Tenure, Term

__all__ = ["Entity", "Gazetteer", "Name", "Tenure", "Term", "gazetteer"]
