"""The formats, in an explicit list. A new one is a file here and a line in FORMATS."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module

from detente.errors import BadQuery, BadTable
from detente.exchange.format import Format

# name -> module and the name of the Format in it; the order is that in which files are recognised
FORMATS: dict[str, tuple[str, str]] = {
    "gdelt2": ("gdelt", "GDELT2"),
    "gdelt1": ("gdelt", "GDELT1"),
    "gdelt2-mentions": ("gdelt", "GDELT_MENTIONS"),
    "icews": ("icews", "ICEWS"),
    "polecat": ("polecat", "POLECAT"),
    "phoenix": ("phoenix", "PHOENIX"),
    "phoenix-cline": ("phoenix", "CLINE_PHOENIX"),
    "ucdp-ged": ("ucdp", "UCDP"),
    "acled": ("acled", "ACLED"),
    "plover": ("plover", "PLOVER"),
    "table": ("mapped", "TABLE"),
    "table-csv": ("mapped", "TABLE_CSV"),
    "plover-table": ("mapped", "PLOVER_TABLE"),
    "plover-csv": ("mapped", "PLOVER_CSV"),
    "petrarch": ("phoenix", "PETRARCH_FORMAT"),
    "csv": ("tables", "CSV"),
    "parquet": ("tables", "PARQUET"),
    "arrow": ("tables", "ARROW"),
    "geojson": ("geojson", "GEOJSON"),
    "graphml": ("graphml", "GRAPHML"),
    "followthemoney": ("followthemoney", "FTM"),
    "stix": ("stix", "STIX"),
    "webannotation": ("webannotation", "WEB_ANNOTATION"),
    "corrections": ("corrections", "CORRECTIONS"),
}


@cache
def find(name: str) -> Format:
    """A format by its name. Raises BadQuery."""
    if name not in FORMATS:
        near = get_close_matches(name, FORMATS, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise BadQuery(f"there is no format {name!r}{hint}: choose among {', '.join(FORMATS)}")
    module, attribute = FORMATS[name]
    found: Format = getattr(import_module(f"{__name__}.{module}"), attribute)
    return found


def recognise(head: bytes, name: str) -> Format:
    """The format of a table by its first row. Raises BadTable."""
    from detente.exchange.format import cells_of

    for known in FORMATS:
        importer = find(known).importer
        if importer is None:
            continue
        if importer.lines:
            if head.lstrip()[:1] in (b"{", b"["):
                return find(known)
        elif importer.recognises(cells_of(head, importer.delimiter)):
            return find(known)
    cells = cells_of(head, "\t")
    raise BadTable(
        f"{name}: no format has such a first row ({len(cells)} columns between tabs, {', '.join(cells)[:120]}): name the format"
        " with --format, or describe the columns with --mapping"
    )


__all__ = ["FORMATS", "find", "recognise"]
