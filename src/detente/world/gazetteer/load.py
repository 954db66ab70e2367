"""Reads the tables into a Gazetteer, once a process, and checks that they agree with one another."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from detente.errors import DataError
from detente.languages import folder_of, grammar, packs
from detente.text import tables
from detente.world.gazetteer.model import Entity, Gazetteer, Name, NameKind, Tenure, Term
from detente.world.gazetteer.tables import day, names, rows
from detente.world.gazetteer.words import canonical, slug, unaccented

Index = dict[str, list[Name]]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of the installation. Read on the first call (half a second), kept after."""
    collecting = gc.isenabled()
    gc.disable()  # all that is made here stays: to look for garbage among it takes a third of the time
    try:
        return _read()
    finally:
        if collecting:
            gc.enable()


def _read() -> Gazetteer:
    found = Gazetteer()
    index: Index = defaultdict(list)
    _states(found, index)
    _regions(found, index)
    _others(found, index)
    _prefixes(found, index)
    _persons(found, index)
    _merged(found, index)
    _members(found)
    _words(found)
    _context(found)
    _cues(found, index)
    found.names = {
        name: tuple(dict.fromkeys(meanings)) if len(meanings) > 1 else tuple(meanings)
        for name, meanings in index.items()
    }
    return found


@lru_cache(maxsize=1)
def leading() -> tuple[str, ...]:
    """Articles with which names begin that are written with a capital too, where they open a sentence or a title."""
    articles = (grammar.load(language).article.items() for language in packs())
    return tuple(f"{word} " for some in articles for word, value in some if value == "capital")


def _add(index: Index, forms: Iterable[str], id: str, kind: NameKind, language: str) -> None:
    for form in forms:
        index[form].append(Name(id, kind, language))
        if form.startswith(leading()):
            index[form[0].upper() + form[1:]].append(Name(id, kind, language))
        if form[0] in "ÉÈÊÎÔÂ":  # typewriters leave the accent off capitals: Etats-Unis
            index["EEEIOA"["ÉÈÊÎÔÂ".index(form[0])] + form[1:]].append(Name(id, kind, language))


def _states(found: Gazetteer, index: Index) -> None:
    columns = "id alpha2 alpha3 numeric fips cow gw wikidata begin end status country name"
    for where, cells in rows("states.tsv", columns):
        codes = dict(zip(columns.split(), cells, strict=True))
        id = codes["id"]
        if id in found.entities:
            raise DataError(f"{where}: {id} stands twice; each state has one row")
        begin, end = day(codes["begin"], where), day(codes["end"], where, last=True)
        found.entities[id] = Entity(
            id, "state", codes["name"], codes["country"], ("GOV",), begin, end, codes["wikidata"] or None
        )
        found.codes[id] = codes
    for language in packs():
        _states_in(found, index, language)
    for where, cells in rows("states_others.tsv", "id language kind names"):
        kind: NameKind = "adjective" if cells[2] == "adjective" else "name"
        _add(index, names(cells[3]), _known(found, cells[0], where), kind, cells[1])


def _states_in(found: Gazetteer, index: Index, language: str) -> None:
    """What a language calls states, their people and their capitals; where its table has no demonyms, its adjectives make them."""
    path = folder_of(language) / "states.tsv"
    for number, cells in tables.records(path, full=True):
        id = _known(found, cells["id"], f"{path}:{number}")
        own, capitals = names(cells["names"]), names(cells["capitals"])
        _add(index, own, id, "name", language)
        if "demonyms" in cells:
            _add(index, names(cells["adjectives"]), id, "adjective", language)
            _add(index, names(cells["demonyms"]), id, "demonym", language)
            own = own + names(cells["adjectives"])
        else:
            _inflected(index, cells["adjectives"], id, language)
        _add(index, capitals, id, "capital", language)
        found.towns.update(set(names(cells["names"])) & set(capitals))
        _add(index, (name.upper() for name in own if len(name) > 3), id, "name", language)


def _prefixes(found: Gazetteer, index: Index) -> None:
    """First halves of compound adjectives: franco-allemand, Sino-Russian."""
    for where, (prefix, id) in rows("prefixes.tsv", "prefix id"):
        _add(index, (prefix,), _known(found, id, where), "adjective", "")


def _inflected(index: Index, cell: str, id: str, language: str) -> None:
    """Adjectives in all their forms (French has four), and the demonyms that are the same words with capitals."""
    for group in names(cell):
        forms = group.split("/")
        _add(index, forms, id, "adjective", language)
        capital = [form[0].upper() + form[1:] for form in forms]
        every = ["-".join(part[:1].upper() + part[1:] for part in form.split("-")) for form in forms]
        _add(index, dict.fromkeys(capital + every), id, "demonym", language)


def _known(found: Gazetteer, id: str, where: str) -> str:
    if id not in found.entities:
        raise DataError(f"{where}: {id} is no entity; add its row first")
    return id


@lru_cache(maxsize=256)
def _sectors(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(",")) if cell else ()


def _regions(found: Gazetteer, index: Index) -> None:
    columns = "id country sectors begin end en en_adjectives fr fr_adjectives source"
    for where, (id, country, sectors, begin, end, en, en_adjectives, fr, fr_adjectives, _) in rows(
        "regions.tsv", columns
    ):
        label = (names(en) or names(en_adjectives) or names(fr))[0]
        found.entities[id] = Entity(
            id, "region", label, country or None, _sectors(sectors), day(begin, where), day(end, where, last=True)
        )
        _add(index, names(en), id, "name", "en")
        _add(index, names(en_adjectives), id, "adjective", "en")
        _add(index, names(fr), id, "name", "fr")
        _inflected(index, fr_adjectives, id, "fr")


def _others(found: Gazetteer, index: Index) -> None:
    for where, cells in rows("organisations.tsv", "id country sectors begin end wikidata en fr source"):
        id, country, sectors, begin, end, wikidata, en, fr, _ = cells
        _entity(found, index, where, (id, country, sectors, begin, end, en, fr), wikidata)
    for where, cells in rows("groups.tsv", "id country sectors begin end en fr source"):
        id, country, sectors, begin, end, en, fr, _ = cells
        _entity(found, index, where, (id, country, sectors, begin, end, en, fr), "")
    for where, (id, country, sectors, en, fr) in rows("bodies.tsv", "id country sectors en fr"):
        _entity(found, index, where, (id, country, sectors, "", "", en, fr), "")


def _entity(found: Gazetteer, index: Index, where: str, cells: tuple[str, ...], wikidata: str) -> None:
    id, country, sectors, begin, end, en, fr = cells
    if id in found.entities:
        raise DataError(f"{where}: {id} stands twice")
    kind = {"org": "organisation", "group": "group", "body": "body"}[id.split(":")[0]]
    found.entities[id] = Entity(
        id,
        kind,  # type: ignore[arg-type]
        (names(en) or names(fr))[0],
        country or None,
        _sectors(sectors),
        day(begin, where),
        day(end, where, last=True),
        wikidata or None,
    )
    _add(index, names(en), id, "name", "en")
    _add(index, names(fr), id, "name", "fr")


def _persons(found: Gazetteer, index: Index) -> None:
    tenures: dict[str, list[Tenure]] = defaultdict(list)
    offices: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    surnames: dict[str, list[str]] = defaultdict(list)
    people: dict[str, str] = {}
    for where, (owner, role, person, begin, end, source) in rows("holders.tsv", "owner role person begin end source"):
        first = day(begin, where)
        if first is None or not source:
            raise DataError(f"{where}: an office needs a first day and a source")
        id = "person:" + slug(person)
        people.setdefault(id, person)
        tenure = Tenure(owner, role, id, first, day(end, where, last=True), source)
        tenures[id].append(tenure)
        offices[owner, role].append(tenure)
    extra = {cells[0]: (where, cells) for where, cells in rows("persons.tsv", "person surname alone names wikidata")}
    for id, person in people.items():
        _person(found, index, surnames, id, person, extra.pop(person, None), _home(found, tenures[id]))
    for person, (where, _cells) in extra.items():
        raise DataError(f"{where}: {person} holds no office in holders.tsv")
    found.tenures = {id: tuple(sorted(held, key=lambda t: t.begin)) for id, held in tenures.items()}
    found.offices = {key: tuple(sorted(held, key=lambda t: t.begin)) for key, held in offices.items()}
    found.surnames = {name: tuple(dict.fromkeys(ids)) for name, ids in surnames.items()}


def owner_country(found: Gazetteer, owner: str) -> str:
    """Country of an office: the state's own code, or that of the organisation."""
    state, organisation = found.entities.get(f"state:{owner}"), found.entities.get(f"org:{owner}")
    country = state.country if state else organisation.country if organisation else owner
    return country or owner


def _home(found: Gazetteer, held: list[Tenure]) -> str:
    """Country of a person when no day is given: that of the latest office in a state that still exists."""

    def rank(tenure: Tenure) -> tuple[bool, date]:
        state = found.entities.get(f"state:{tenure.owner}")
        return (state is None or state.end is None, tenure.begin)

    return owner_country(found, max(held, key=rank).owner)


def _person(
    found: Gazetteer,
    index: Index,
    surnames: dict[str, list[str]],
    id: str,
    person: str,
    extra: tuple[str, list[str]] | None,
    country: str,
) -> None:
    """One person: the full name always, the surname alone where persons.tsv says that it is told apart."""
    surname, alone, also, wikidata = (extra[1][1:]) if extra else ("", "", "", "")
    found.entities[id] = Entity(id, "person", person, country, ("GOV",), wikidata=wikidata or None)
    _add(index, _both([person, *names(also)]), id, "name", "")
    last = names(surname) or [person.split()[-1]]
    for form in _both(last + names(alone)):
        surnames[form].append(id)
    _add(index, _both(names(alone)), id, "name", "")


def _both(forms: list[str]) -> list[str]:
    """Each form and the same without diacritics: Erdoğan, Erdogan."""
    return list(dict.fromkeys([*forms, *(unaccented(form) for form in forms)]))


def _merged(found: Gazetteer, index: Index) -> None:
    """What tools/merge_holders.py took from open tables. Nobody there has offices by the day: first and last day bound the
    person's time in them, as far as it is known."""
    for where, (id, forms, country, sectors, begin, end, _, quid) in rows(
        "people.tsv", "id names country sectors begin end source wikidata"
    ):
        every = forms.split("|")
        first, last = day(begin, where), day(end, where, last=True)
        _merge(
            found,
            index,
            Entity(f"person:{id}", "person", every[0], country, _sectors(sectors), first, last, quid),
            every,
        )
    for table, kind in (("open_groups", "group"), ("open_bodies", "body")):
        for _, (id, forms, country, sectors, _) in rows(f"{table}.tsv", "id names country sectors source"):
            every = forms.split("|")
            entity = Entity(f"{kind}:open-{id}", kind, every[0], country, _sectors(sectors))  # type: ignore[arg-type]
            _merge(found, index, entity, every)


def _merge(found: Gazetteer, index: Index, entity: Entity, forms: list[str]) -> None:
    found.entities.setdefault(entity.id, entity)
    name = [Name(entity.id, "name", "")]
    for form in forms:
        index.setdefault(form, name)


def _members(found: Gazetteer) -> None:
    collected: dict[str, list[tuple[str, date | None, date | None]]] = defaultdict(list)
    for where, (organisation, members, begin, end, source) in rows(
        "members.tsv", "organisation members begin end source"
    ):
        if organisation not in found.entities or not source:
            raise DataError(f"{where}: {organisation} is not in organisations.tsv, or the row has no source")
        for member in members.split():
            if f"state:{member}" not in found.entities:
                raise DataError(f"{where}: {member} is no alpha-3 code of states.tsv")
            collected[organisation].append((member, day(begin, where), day(end, where, last=True)))
    found.members = {key: tuple(value) for key, value in collected.items()}


def _words(found: Gazetteer) -> None:
    for language in packs():
        terms: dict[str, Term] = {}
        folder = folder_of(language)
        for where, (term, sectors, role) in rows("sectors.tsv", "term sectors role", folder):
            if role.split(":")[0] not in ("own", "generic", "through", "office"):
                raise DataError(f"{where}: role {role!r}; expected own, generic, through or office:WHICH")
            terms[canonical(term)] = Term(term, _sectors(sectors), role)
        found.terms[language] = terms
        found.words[language] = dict(cells for _, cells in rows("actor_words.tsv", "word class", folder))
        path = folder / "titles.tsv"
        found.titles[language] = {
            title: _known(found, f"state:{country}", f"{path}:{number}")
            for number, (title, country) in tables.lines(path, ("title", "country"))
        }
    for _, (country, forms) in rows("cities.tsv", "country names"):
        for form in names(forms):
            found.cities.setdefault(form, country)


def _context(found: Gazetteer) -> None:
    found.sound = {
        kind: frozenset(word for part in group for word in names(part))
        for kind, group in _grouped(rows("context.tsv", "kind words")).items()
    }


def _grouped(table: Iterable[tuple[str, list[str]]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for _, (kind, words) in table:
        grouped[kind].append(words)
    return grouped


def _cues(found: Gazetteer, index: Index) -> None:
    cues: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for where, (name, id, words) in rows("ambiguous.tsv", "name id cues"):
        if id != "none" and id not in found.entities:
            raise DataError(f"{where}: {id} is no entity")
        index.setdefault(name, [])  # a name that means something only where a cue stands: the North
        cues[name].append((id, frozenset(names(words))))
    found.cues = {name: tuple(value) for name, value in cues.items()}


__all__ = ["gazetteer", "owner_country"]
