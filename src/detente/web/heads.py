"""What a page says of itself at its head: what it shows, over which span, and on how much it rests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from detente.dyads.sentences import Language, day
from detente.store.serving.summaries import Between
from detente.web.wording import table


def dyad(rests: Between, tongue: Language) -> str:
    """*61 events, 47 that happened (these are counted), 12 sites, 31 May 2018 – 4 September 2025.*"""
    said = table()[tongue]["dyad_head"].format(**rests._asdict())
    if rests.first is None or rests.last is None:
        return said
    return f"{said} · {day(rests.first, tongue)} – {day(rests.last, tongue)}"


def filtered(chosen: Mapping[str, str], tongue: Language) -> str:
    """The filters of a list in words, "" where there is none."""
    words = table()[tongue]
    said = []
    for name, value in chosen.items():
        if not value:
            continue
        if name == "way":
            said.append(words[f"way_{value}"])
        elif name == "period":
            said.append(quarter(value, tongue))
        elif name == "turn":
            said.append(f"{words['turn']} {value}")
        elif name == "event":
            said.append(kinds(tongue).get(value.upper(), value))
        elif name == "status":
            said.append(words.get(value, value))
        else:
            said.append(f"{words[name].lower()} {value}")
    return ", ".join(said)


def kinds(tongue: Language) -> dict[str, str]:
    """PLOVER type -> its name in a language."""
    from detente.codebook import load

    return {event: names[tongue] for event, names in sorted(load().names.items())}


def quarter(label: str, tongue: Language) -> str:
    """*4th quarter 2024*, *4e trimestre 2024*, from 2024-Q4; another period as it is."""
    year, _, rest = label.partition("-Q")
    if rest not in ("1", "2", "3", "4"):
        return label
    if tongue == "fr":
        return f"{rest}{'er' if rest == '1' else 'e'} trim. {year}"
    return f"Q{rest} {year}"


@lru_cache(maxsize=16_384)
def dated(when: date | str | None, tongue: Language) -> str:
    """A day in short, *25 Oct 2024*, *25 oct. 2024*; what is no whole day as it is, "" for none."""
    if when is None:
        return ""
    try:
        whole = date.fromisoformat(str(when)[:10])
    except ValueError:
        return str(when)
    from babel.dates import format_date

    text: str = format_date(whole, "d MMM y", locale=tongue)
    return text.replace("1 ", "1er ", 1) if tongue == "fr" and whole.day == 1 else text


__all__ = ["dated", "dyad", "filtered", "kinds", "quarter"]
