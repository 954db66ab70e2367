"""The words of the desk, in French and English: `wording.tsv`, columns key, en, fr."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from starlette.requests import Request

TONGUES = ("en", "fr")
KEPT = "detente_language"  # the cookie of the language that was chosen


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, str]]:
    """Language -> key -> words."""
    lines = (Path(__file__).parent / "wording.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return {tongue: {row[0]: row[at] for row in rows} for at, tongue in enumerate(TONGUES, 1)}


def tongue_of(request: Request) -> str:
    """`?lang=`, else the one chosen last, else the browser's first language that there is, else English."""
    for asked in (request.query_params.get("lang"), request.cookies.get(KEPT)):
        if asked in TONGUES:
            return asked
    wanted = [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((tongue for tongue in wanted if tongue in TONGUES), "en")


__all__ = ["KEPT", "TONGUES", "table", "tongue_of"]
