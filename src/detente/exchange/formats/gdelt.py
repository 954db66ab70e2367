"""GDELT: events of version 2.0 (61 columns) and 1.0 (57 or 58), and mentions of version 2.0.

Columns after "The GDELT Event Database Data Format Codebook V2.0" (2015-02-19) and the codebook of version 1.03.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from detente.exchange.countries import back
from detente.exchange.exporting import Record, Source, code_of, line, links_of, pairs_of, writing
from detente.exchange.format import Format, Importer
from detente.exchange.rows import Rows, day_digits, number

HEAD = ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate")
ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
ACTION = (
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone",
)  # fmt: skip
GEO2 = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
GEO1 = tuple(name for name in GEO2 if name != "ADM2Code")
ACTORS = tuple(f"Actor{n}{name}" for n in (1, 2) for name in ACTOR)
SIDES = ("Actor1", "Actor2", "Action")
COLUMNS2 = (
    *HEAD,
    *ACTORS,
    *ACTION,
    *(f"{side}Geo_{name}" for side in SIDES for name in GEO2),
    "DATEADDED",
    "SOURCEURL",
)
COLUMNS1 = (
    *HEAD,
    *ACTORS,
    *ACTION,
    *(f"{side}Geo_{name}" for side in SIDES for name in GEO1),
    "DATEADDED",
    "SOURCEURL",
)
MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
    "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
NEEDED = ("GLOBALEVENTID", "SQLDATE", "EventCode")
WANTED = (
    *(f"Actor{n}{name}" for n in (1, 2) for name in ("Name", "CountryCode", "KnownGroupCode", "Type1Code")),
    "GoldsteinScale", "NumSources", "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_Lat",
    "ActionGeo_Long", "DATEADDED", "SOURCEURL",
)  # fmt: skip
# ActionGeo_Type: 1 country, 2 US state, 3 US city, 4 world city, 5 world state
PRECISION = {"1": "country", "2": "region", "3": "city", "4": "city", "5": "region"}
GROUPS = {
    "UNO": "UNO",
    "EEC": "EUR",
    "IGO": "IGO",
    "NGO": "NGO",
    "NGM": "NGO",
    "MNC": "MNC",
    "IMG": "IMG",
    "ISM": "ISM",
}


def shape(rows: Rows) -> None:
    """A row of GDELT events as ours."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows.id("GLOBALEVENTID")
    digits = pc.match_substring_regex(pc.fill_null(rows.columns["source_id"], "0"), r"^\d{1,18}$")
    rows.mark(
        ~digits.to_numpy(zero_copy_only=False), "the id is no number", lambda row: str(rows.columns["source_id"][row])
    )
    rows.date("SQLDATE", day_digits)
    rows.cameo("EventCode", intensity="GoldsteinScale")
    side(rows, "actor", "Actor1")
    side(rows, "recipient", "Actor2")
    rows.place(name="ActionGeo_FullName", country="ActionGeo_CountryCode", system="fips", latitude="ActionGeo_Lat", longitude="ActionGeo_Long")  # fmt: skip
    rows.put("place_precision", rows.map("ActionGeo_Type", PRECISION.get, pa.string()))
    rows.remarks.pop("ActionGeo_Type: values that are not known here", None)  # 0: no place
    rows.put("sources", rows.numbers("NumSources", pa.int32(), wrong="NumSources is no number"))
    rows.put("published", rows.map("DATEADDED", day_digits, pa.date32(), first=8))
    rows.put("url", rows.column("SOURCEURL"))  # its host is taken for the site when it is asked for


def side(rows: Rows, ours: str, theirs: str) -> None:
    """Country of an actor; where it has none, the group of PLOVER that its known group or its type is."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows.side(ours, country=f"{theirs}CountryCode", system="cameo", name=f"{theirs}Name", sectors=f"{theirs}Type1Code")
    silent = rows.remarks.copy()
    groups = [rows.map(f"{theirs}{name}", GROUPS.get, pa.string()) for name in ("KnownGroupCode", "Type1Code")]
    rows.remarks.clear()
    rows.remarks.update(silent)
    rows.put(ours, pc.coalesce(rows.columns[ours], *groups))


def mentions(rows: Rows) -> None:
    """A row of GDELT mentions: where and when an event was told."""
    import pyarrow as pa

    rows.id("GLOBALEVENTID")
    wrong = "no day that can be"
    rows.put("date", rows.map("MentionTimeDate", day_digits, pa.date32(), wrong=wrong, missing="no date", first=8))
    rows.put("site", rows.column("MentionSourceName"))
    rows.put("url", rows.column("MentionIdentifier"))
    rows.put("sentence", rows.numbers("SentenceID", pa.int32(), wrong="SentenceID is no number"))
    rows.put("confidence", rows.map("Confidence", percent, pa.float64(), wrong="Confidence is no number from 0 to 100"))


def percent(text: str) -> float | None:
    value = number(text)
    return value / 100 if value is not None and 0 <= value <= 100 else None


def write(source: Source, path: Path) -> int:
    """Events in the 61 columns of GDELT 2.0. Ids are numbers there: a row's id is that of the event where it is a
    number, else the first 60 bits of its hash."""
    written = 0
    with writing(path) as file:
        for record in source.records():
            code = code_of(record)
            if not code or record["date"] is None:
                continue
            for number, (actor, recipient) in enumerate(pairs_of(record)):
                cells = cells_of(record, code) | actor_cells("Actor1", actor) | actor_cells("Actor2", recipient)
                cells["GLOBALEVENTID"] = number_of(record["event_id"], number)
                file.write(line([cells.get(name) for name in COLUMNS2]))
                written += 1
    return written


def cells_of(record: Record, code: str) -> Record:
    """The cells of a row that do not depend on the pair."""
    day, place, links = record["date"], record["place"] or {}, links_of(record)
    names = {precision: kind for kind, precision in PRECISION.items() if kind != "2"}
    return {
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": f"{day:%Y}",
        "FractionDate": f"{day.year + (day.timetuple().tm_yday - 1) / 365:.4f}",
        "IsRootEvent": 1,
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": record["quad"],
        "GoldsteinScale": record["intensity"],
        "NumSources": record["sources"],
        "ActionGeo_Type": names.get(place.get("precision") or "", 0),
        "ActionGeo_FullName": place.get("name"),
        "ActionGeo_CountryCode": back("fips").get(place.get("country") or ""),
        "ActionGeo_Lat": place.get("latitude"),
        "ActionGeo_Long": place.get("longitude"),
        "DATEADDED": f"{record['published']:%Y%m%d}000000" if record["published"] else None,
        "SOURCEURL": links[0] if links else None,
    }


def actor_cells(title: str, actor: Record | None) -> Record:
    if actor is None:
        return {}
    country, sectors = actor["country"], actor["sectors"] or []
    group = country if country in GROUPS.values() else None
    return {
        f"{title}Code": "".join([country or "", *sectors[:1]]),
        f"{title}Name": actor["name"] or actor["text"],
        f"{title}CountryCode": None if group else country,
        f"{title}KnownGroupCode": group,
        **{f"{title}Type{n}Code": sector for n, sector in enumerate(sectors[:3], 1)},
    }


def number_of(event_id: str, pair: int) -> int:
    tail = event_id.rpartition(":")[2]
    if tail.isdigit() and len(tail) < 16 and pair == 0:
        return int(tail)
    return int.from_bytes(blake2b(f"{event_id}/{pair}".encode(), digest_size=8).digest()) >> 4


GDELT2 = Format(
    "gdelt2",
    "GDELT 2.0 events, 61 columns, as the 15-minute files have them",
    Importer("GDELT2", shape, NEEDED, WANTED, COLUMNS2),
    write,
    suffix=".tsv",
)
GDELT1 = Format(
    "gdelt1",
    "GDELT 1.0 events, 57 columns until March 2013 and 58 since",
    Importer("GDELT1", shape, NEEDED, WANTED, COLUMNS1, widths=(57, 58)),
    suffix=".tsv",
)
GDELT_MENTIONS = Format(
    "gdelt2-mentions",
    "GDELT 2.0 mentions, 16 columns: which article told an event",
    Importer(
        "GDELT2", mentions, ("GLOBALEVENTID", "MentionTimeDate"),
        ("MentionSourceName", "MentionIdentifier", "SentenceID", "Confidence"), MENTIONS, kind="mentions",
    ),
)  # fmt: skip

__all__ = ["COLUMNS1", "COLUMNS2", "GDELT1", "GDELT2", "GDELT_MENTIONS", "MENTIONS"]
