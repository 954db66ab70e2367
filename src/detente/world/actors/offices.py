"""Who held which office on a day, and what a person was on a day."""

from __future__ import annotations

from datetime import date

from detente.world.gazetteer import Tenure, gazetteer
from detente.world.gazetteer.load import owner_country

SECTORS = {
    "defence-minister": ("GOV", "MIL"),
    "interior-minister": ("GOV", "COP"),
    "legislator": ("LEG",),
    "opposition": ("OPP",),
    "party-leader": ("PTY",),
    "rebel-leader": ("REB",),
    "religious-leader": ("REL",),
    "secretary-general": ("GOV",),
    "commander": ("MIL",),
    "judge": ("JUD",),
    "business": ("BUS",),
    "dissident": ("OPP",),
    "governor": ("GOV",),
    "intelligence-chief": ("SPY",),
}
CHECKED = date(2025, 11, 30)  # holders.tsv is sure up to this day; who held office then may have left since
# A title that another office carries where the state knows it by that name.
FIRST = ("president", "prime-minister", "chancellor", "monarch", "leader", "supreme-leader", "secretary-general")
SAME = {
    "head-of-state": ("president", "monarch", "supreme-leader", "leader"),
    "head-of-government": ("prime-minister", "chancellor", "president", "leader"),
    "president": ("president", "head-of-state", "prime-minister", "leader"),
    "prime-minister": ("prime-minister", "chancellor"),
    "chancellor": ("chancellor",),
    "commission-president": ("president",),
    "council-president": ("president",),
    "monarch": ("monarch",),
    "leader": ("supreme-leader", "leader", "president", "prime-minister"),
}


def sectors(role: str) -> tuple[str, ...]:
    """PLOVER sectors of an office; GOV for all that are not listed."""
    return SECTORS.get(role, ("GOV",))


def holder(owner: str, role: str, on: date) -> Tenure | None:
    """Who held the office on that day: the one who took it last, where days of hand-over overlap."""
    offices = gazetteer().offices
    for title in SAME.get(role, (role,)):
        held = [tenure for tenure in offices.get((owner, title), ()) if tenure.holds(on)]
        if held:
            return held[-1]
    return None


def told(tenure: Tenure, on: date) -> str:
    """The record behind a tenure; of one without an end, on a day after the last check, how far it is known."""
    unsure = tenure.end is None and on > CHECKED
    return f"{tenure.source}; in office when last checked, {CHECKED}" if unsure else tenure.source


def office_on(person: str, on: date) -> Tenure | None:
    """The office a person held on that day; the highest in the order of the table where there were several."""
    held = [tenure for tenure in gazetteer().tenures.get(person, ()) if tenure.holds(on)]
    return held[-1] if held else None


def person_sectors(person: str, on: date | None) -> tuple[str, ...]:
    """Sectors of a person on a day: those of the office held, ELI out of office; of the last office without a day."""
    tenures = gazetteer().tenures.get(person, ())
    if not tenures:
        known = gazetteer().entities[person]
        left = on is not None and known.end is not None and on > known.end
        return ("ELI",) if left and known.sectors[:1] in (("GOV",), ("MIL",), ("LEG",), ("SPY",)) else known.sectors
    if on is None:
        return sectors(tenures[-1].role)
    held = office_on(person, on)
    return sectors(held.role) if held else ("ELI",)


def person_country(person: str, on: date | None) -> str | None:
    """Whose a person was on a day (Ban Ki-moon in 2005 is Korea's, in 2010 the UN's): office held, or last before."""
    book = gazetteer()
    if on is None or person not in book.tenures:
        return book.entities[person].country
    held = office_on(person, on)
    past = [tenure for tenure in book.tenures[person] if tenure.begin <= on]
    tenure = held or (past[-1] if past else book.tenures[person][0])
    return owner_country(book, tenure.owner)


def likely(persons: list[str], on: date | None) -> str:
    """Which of several namesakes: who held office that day, or last before it; the latest without a day."""
    tenures = gazetteer().tenures

    def rank(person: str) -> tuple[int, date]:
        held = tenures.get(person, ())
        if not held:
            return (0, date.min)
        if on is None:
            return (int(any(t.role in FIRST for t in held)), max(t.begin for t in held))
        if any(t.holds(on) for t in held):
            return (2, max(t.begin for t in held if t.holds(on)))
        past = [t.begin for t in held if t.begin <= on]
        return (1, max(past)) if past else (0, date.min)

    return max(persons, key=rank)


__all__ = ["CHECKED", "SAME", "holder", "likely", "office_on", "person_country", "person_sectors", "sectors", "told"]
