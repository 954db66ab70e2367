"""The words of the desk, in French and English, and which of the two a visitor reads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from starlette.requests import Request

from detente.dyads.sentences import Language
from detente.telling.wording import settled

TONGUES = ("en", "fr")
KEPT = "detente_language"  # the cookie of the language that was chosen


@lru_cache(maxsize=1)
def table() -> dict[str, Mapping[str, str]]:
    """Language -> key -> words."""
    return {tongue: settled("desk", tongue) for tongue in TONGUES}


def tongue_of(request: Request) -> Language:
    """`?lang=`, else the one chosen last, else the browser's first language that there is, else English."""
    for asked in (request.query_params.get("lang"), request.cookies.get(KEPT)):
        if asked in TONGUES:
            return "fr" if asked == "fr" else "en"
    wanted = [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return "fr" if next((tongue for tongue in wanted if tongue in TONGUES), "en") == "fr" else "en"


__all__ = ["KEPT", "TONGUES", "table", "tongue_of"]
