"""Phoenix: the daily files of the Open Event Data Alliance (26 columns), the historical files of the Cline Center, and
plain output of PETRARCH (date, source, target, code)."""

from __future__ import annotations

from detente.exchange.format import Format, Importer
from detente.exchange.rows import Rows, day_any, day_digits

# "Phoenix Dataset Codebook", Open Event Data Alliance
DAILY = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute", "EventCode",
    "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "ActionLat", "ActionLong", "LocationName", "GeoCountryName",
    "GeoStateName", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
# "Cline Center Historical Phoenix Event Data", variables
CLINE = (
    "eid", "story_date", "year", "month", "day", "source", "source_root", "source_agent", "source_others", "target",
    "target_root", "target_agent", "target_others", "code", "root_code", "quad_class", "goldstein", "joined_issues", "lat",
    "lon", "placename", "statename", "countryname", "aid", "process",
)  # fmt: skip
PETRARCH = ("date", "source", "target", "code", "issues", "ids", "url")


def daily(rows: Rows) -> None:
    """A row of a daily Phoenix file as ours."""
    rows.id("EventID")
    rows.date("Date", day_digits)
    rows.cameo("EventCode", intensity="GoldsteinScore")
    for ours, theirs in (("actor", "SourceActor"), ("recipient", "TargetActor")):
        rows.side(ours, country=f"{theirs}Entity", system="cameo", name=f"{theirs}Full", sectors=f"{theirs}Role")
    rows.place(name="LocationName", country="GeoCountryName", latitude="ActionLat", longitude="ActionLong")
    rows.text(url="URLs", site="NewsSources")


def cline(rows: Rows) -> None:
    """A row of a historical Phoenix file as ours."""
    import pyarrow.compute as pc

    rows.id("eid")
    parts = [pc.utf8_trim_whitespace(rows.column(part)) for part in ("year", "month", "day")]
    whole = pc.binary_join_element_wise(*parts, "-")
    said = pc.not_equal(pc.fill_null(rows.column("year"), ""), "")
    given = pc.if_else(said, whole, rows.column("story_date"))  # the latter does not say whether the month goes first
    rows.table = rows.table.append_column("told_on", given)
    rows.date("told_on", day_any)
    rows.cameo("code", intensity="goldstein")
    for ours, theirs in (("actor", "source"), ("recipient", "target")):
        rows.side(ours, country=f"{theirs}_root", system="cameo", name=theirs, sectors=f"{theirs}_agent")
    rows.place(name="placename", country="countryname", latitude="lat", longitude="lon")


def petrarch(rows: Rows) -> None:
    """A row of PETRARCH as ours: an actor's code begins with that of the country, three letters a part."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows.date("date", day_any)
    rows.cameo("code")
    for ours, theirs in (("actor", "source"), ("recipient", "target")):
        first = pc.utf8_slice_codeunits(rows.column(theirs), 0, 3)
        rows.table = rows.table.append_column(f"{theirs}_country", pa.chunked_array([first]))
        rows.side(ours, country=f"{theirs}_country", system="cameo", name=theirs)
    rows.text(url="url")


PHOENIX = Format(
    "phoenix",
    "Phoenix daily files, 26 columns",
    Importer("Phoenix", daily, ("EventID", "Date", "EventCode"), DAILY, DAILY),
)
CLINE_PHOENIX = Format(
    "phoenix-cline",
    "Historical Phoenix of the Cline Center, CSV",
    Importer("Phoenix", cline, ("eid", "story_date", "code"), CLINE, delimiter=",", quoted=True),
)
PETRARCH_FORMAT = Format(
    "petrarch",
    "Output of PETRARCH: date, source, target, code, and up to three more columns between tabs",
    Importer("PETRARCH", petrarch, ("date", "source", "target", "code"), PETRARCH, PETRARCH, widths=(4, 5, 6, 7)),
)

__all__ = ["CLINE_PHOENIX", "PETRARCH_FORMAT", "PHOENIX"]
