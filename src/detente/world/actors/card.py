"""What the gazetteer knows of one entity, and the search for entities by a part of a name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from detente.errors import BadQuery
from detente.world.gazetteer import Tenure, gazetteer
from detente.world.gazetteer.words import unaccented

CODES = ("alpha2", "alpha3", "numeric", "fips", "cow", "gw", "wikidata")


@dataclass(frozen=True, slots=True)
class Card:
    """One entity with its names by language, codes, dates, offices and memberships."""

    id: str
    name: str
    country: str | None
    sectors: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    codes: dict[str, str]
    dates: str
    offices: tuple[Tenure, ...]
    memberships: tuple[str, ...]
    members: tuple[str, ...]

    def lines(self) -> list[tuple[str, str]]:
        """Label and value of everything that is known, for people."""
        out = [("country", self.country or "none"), ("sectors", " ".join(self.sectors) or "none")]
        out += [(f"names {language or 'all'}", ", ".join(forms)) for language, forms in self.names.items()]
        out += [(name, code) for name, code in self.codes.items() if code]
        out += [("existed", self.dates)] if self.dates else []
        for held in self.offices:
            who = gazetteer().entities[held.person].name if not self.id.startswith("person:") else held.owner
            out.append((held.role, f"{who}  {held.begin} to {held.end or 'now'}  ({held.source})"))
        out += [("member of", ", ".join(self.memberships))] if self.memberships else []
        out += [("members", " ".join(self.members))] if self.members else []
        return out


@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, list[str]]]:
    """id -> language -> names, the table of names turned round."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for form, meanings in gazetteer().names.items():
        for meaning in meanings:
            found[meaning.id][meaning.language].append(form)
    return found


def card(id: str) -> Card:
    """All that is known of an id. BadQuery when there is none such."""
    book = gazetteer()
    if id not in book.entities:
        raise BadQuery(f"{id!r} is no id of the gazetteer; expected one such as state:FRA, org:NATO, person:kofi-annan")
    entity = book.entities[id]
    owner = id.partition(":")[2]
    codes = {name: book.codes[id][name] for name in CODES} if id in book.codes else {}
    if not codes and entity.wikidata:
        codes = {"wikidata": entity.wikidata}
    offices = book.tenures.get(id) or tuple(
        tenure for (holder, _), held in sorted(book.offices.items()) if holder == owner for tenure in held
    )
    bounds = " to ".join(str(bound) if bound else "…" for bound in (entity.begin, entity.end))
    return Card(
        id,
        entity.name,
        entity.country,
        entity.sectors,
        {language: tuple(sorted(forms)) for language, forms in sorted(_forms()[id].items())},
        codes,
        bounds if entity.begin or entity.end else "",
        offices,
        tuple(
            book.entities[group].name
            for group, rows in sorted(book.members.items())
            if any(member == owner and end is None for member, _, end in rows)
        ),
        tuple(member for member, _, end in book.members.get(id, ()) if end is None),
    )


def search(query: str, *, limit: int = 20) -> list[Card]:
    """Entities with a name that holds the query, whatever its capitals and accents; a name as written stands alone."""
    wanted = unaccented(query).lower().strip()
    ranked: dict[str, int] = {}
    for form, meanings in gazetteer().names.items():
        plain = unaccented(form).lower()
        if wanted and wanted in plain:
            rank = 0 if form == query else 1 if plain.startswith(wanted) else 2
            for meaning in meanings:
                ranked[meaning.id] = min(rank, ranked.get(meaning.id, 9))
    best = sorted(ranked, key=lambda id: (ranked[id], id))
    whole = [id for id in best if ranked[id] == 0]
    return [card(id) for id in (whole or best)[:limit]]


__all__ = ["Card", "card", "search"]
