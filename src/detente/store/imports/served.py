"""What queries see of imports: the files of the parts that are listed, in the shape of what was read.

Apart from `imported`, which writes them, so that who only asks pays for no Arrow.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from sqlite3 import Connection

from detente.errors import CasebookError
from detente.records import Actor
from detente.store.ledger import book as books

NO_MENTIONS = """(SELECT NULL::VARCHAR AS event_id, NULL::VARCHAR AS coder, NULL::BIGINT AS line, NULL::DATE AS date,
    NULL::VARCHAR AS site, NULL::VARCHAR AS url, NULL::INTEGER AS sentence, NULL::DOUBLE AS confidence WHERE false)"""


def struct_type(side: str) -> str:
    """One side as the struct that read events have."""
    names = [one.name for one in fields(Actor)]
    given = {"text": f"{side}_name", "country": side, "sectors": f"coalesce({side}_sectors, [])", "members": "[]"}
    inner = ", ".join(f"'{name}': {given.get(name, 'NULL')}" for name in names)
    return f"CASE WHEN {side} IS NULL AND {side}_name IS NULL THEN [] ELSE [{{{inner}}}] END"


PARTS = "imported_parts"  # the view over the files of the parts, which PAIRS names
# An imported row in the shape of the view `pairs`; columns that nobody asks for are never computed.
PAIRS = f"""
SELECT *, CASE WHEN host IS NULL THEN [] ELSE [host] END AS sites,
    to_json({{'actors': {struct_type("actor")}, 'recipients': {struct_type("recipient")}, 'said_by': NULL, 'condition': NULL,
        'dated': {{'edtf': edtf, 'first': date, 'last': date_last}}, 'links': [], 'updates': [], 'told': [],
        'place': CASE WHEN place_name IS NULL AND latitude IS NULL THEN NULL ELSE {{'text': place_name, 'name': place_name,
            'country': place_country, 'latitude': latitude, 'longitude': longitude,
            'precision': coalesce(place_precision, 'unknown')}} END}})::VARCHAR AS detail
FROM (SELECT * EXCLUDE (key, line, site), 0::SMALLINT AS pair, '' AS deed, false AS contested, date AS hull_first,
        date_last AS hull_last, event_id AS component, []::VARCHAR[] AS reports, []::VARCHAR[] AS origins, false AS lone,
        coalesce(site, nullif(regexp_extract(url, '^https?://(?:www[.])?([^/:?#]+)', 1), ''), url) AS host
    FROM {PARTS})
"""


def path_of(folder: Path, identity: str, part: int, kind: str) -> Path:
    return folder / "imported" / identity / f"{kind}-{part:05}.parquet"


def files_of(folder: Path, ledger: Connection, kind: str = "part", of: str | None = None) -> list[str]:
    """Files of the listed parts: `part`, `mentions`, `cube` or `rejected`; of one import, or of all.

    Raises CasebookError where one is not there: a query that passed it over would count too little without a word.
    """
    query = (
        "SELECT import, part FROM imported_file WHERE kind = ? AND import = coalesce(?, import) ORDER BY import, part"
    )
    paths = [path_of(folder, name, part, kind) for name, part in ledger.execute(query, (kind, of))]
    for path in paths:
        if not path.exists():
            raise CasebookError(
                f"{path} is missing: `detente casebook check {folder}` says what brings its events back"
            )
    return [str(path) for path in paths]


def state(ledger: Connection) -> str:
    """Tells one state of the imports from the next."""
    return books.setting(ledger, "imported") or "0"


__all__ = ["NO_MENTIONS", "PAIRS", "PARTS", "files_of", "path_of", "state"]
