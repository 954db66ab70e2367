"""The actor page: names, offices and who held them when, memberships, with whom it deals, and its latest events."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from detente.dyads.sentences import name
from detente.errors import BadDate, NotFound
from detente.store.casebook import Casebook
from detente.store.serving import pair_queries
from detente.store.serving.pair_queries import Partner, latest_of
from detente.web.api import answer
from detente.web.desk import PAGE, short
from detente.web.figures import kept, large, listed_events, newest
from detente.web.parameters import After, Text
from detente.web.rendering import render
from detente.web.routes.network import ties
from detente.web.wording import table, tongue_of
from detente.world.actors.card import Card, card, search
from detente.world.gazetteer import Tenure, gazetteer

if TYPE_CHECKING:
    import pyarrow as pa

router = APIRouter(tags=["desk"])
Day = Annotated[str, Query(max_length=10)]
Row = dict[str, Any]
LISTED = 60  # actors of the casebook on their page
DYADS = 40  # others with whom an actor deals most


def profile(book: Casebook, identity: str, *, on: str = "", after: int = 0, tongue: str = "en") -> dict[str, Any]:
    """All that is known of an actor: `identity` is a code (RUS, IGO) or an id of the gazetteer (org:NATO, person:kofi-annan).

    `on` keeps the offices of one day. Events and dyads are those of the code. Raises NotFound for somebody unknown, BadDate.
    """
    known = described(identity)
    code = identity.upper() if ":" not in identity else known.codes.get("alpha3", "") if known else ""
    others = [row._asdict() for row in partners(book, code) if row.other] if code else []
    if known is None and not others:
        raise NotFound(f"no actor {identity!r}: give a code such as RUS, or an id such as org:NATO; /actors finds both")
    listed = latest(book, code, after) if code else None
    events = [short(row, tongue) for row in listed_events(book, listed.slice(0, PAGE))] if listed else []
    return {
        "id": known.id if known else identity,
        "code": code,
        "name": known.name if known else name(code),
        "country": known.country if known else None,
        "names": known.names if known else {},
        "codes": {key: value for key, value in known.codes.items() if value} if known else {},
        "existed": known.dates if known else "",
        "offices": [held(tenure) for tenure in known.offices if during(tenure, on)] if known else [],
        "memberships": known.memberships if known else (),
        "members": known.members if known else (),
        "dyads": others[:DYADS],
        "dyads_total": len(others),
        "events": events,
        "after": after,
        "next": after + PAGE if listed and len(listed) > PAGE else None,
    }


def partners(book: Casebook, code: str) -> list[Partner]:
    """With whom a code deals, most first."""
    rows: list[Partner] = kept(book, f"partners {code}", lambda: pair_queries.partners(book.view, code))
    return rows


def here(book: Casebook) -> list[Row]:
    """Actors of this casebook that something was done with, those with most first; an event between two counts for either."""
    sums: dict[str, list[int]] = {}
    for tie in kept(book, "ties", lambda: ties(book)):
        for code in (tie["a"], tie["b"]):
            both = sums.setdefault(code, [0, 0])
            both[0] += tie["cooperation"]
            both[1] += tie["conflict"]
    found = [
        {"code": code, "cooperation": good, "conflict": bad, "events": good + bad} for code, (good, bad) in sums.items()
    ]
    return sorted(found, key=lambda row: (-row["events"], row["code"]))


def latest(book: Casebook, code: str, after: int) -> pa.Table:
    """Ids and days of a page of an actor's events and of one more, the newest first; in a large casebook the last months go first."""
    day = newest(book)
    if day and large(book) and not after:
        late = latest_of(book.view, code, PAGE + 1, since=day - timedelta(days=62))
        if len(late) > PAGE:
            return late
    return latest_of(book.view, code, PAGE + 1, after)


def described(identity: str) -> Card | None:
    """The gazetteer's card of a code or an id; None for a code that it does not know (those of groups)."""
    if ":" in identity:
        return card(identity) if identity in gazetteer().entities else None
    state = f"state:{identity.upper()}"
    return card(state) if state in gazetteer().entities else None


def held(tenure: Tenure) -> dict[str, Any]:
    """An office with its holder, for people and programs."""
    return {
        "owner": tenure.owner,
        "role": tenure.role.replace("-", " "),
        "person": tenure.person,
        "name": gazetteer().entities[tenure.person].name,
        "begin": tenure.begin,
        "end": tenure.end,
        "source": tenure.source,
    }


def during(tenure: Tenure, on: str) -> bool:
    """Whether an office was held on a day; without a day each was."""
    if not on:
        return True
    try:
        return tenure.holds(date.fromisoformat(on))
    except ValueError:
        raise BadDate(f"{on!r} is no day: give one as 2019-05-01") from None


@router.get("/actors", include_in_schema=False)
def find(request: Request, q: Text = "") -> Response:
    wanted = q.strip()
    if described(wanted):
        return RedirectResponse(f"/actors/{wanted}?lang={tongue_of(request)}", 303)
    listed = [] if wanted else here(request.app.state.book)
    cut = len(listed) if len(listed) > LISTED else 0
    rows = search(wanted, limit=50) if wanted else []
    return render(request, "actors.html", question=q, rows=rows, listed=listed[:LISTED], cut=cut)


@router.get("/api/actors")
def found(request: Request, q: Text, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> Response:
    """Entities of the gazetteer with a name that holds the words."""
    listed = search(q.strip(), limit=limit) if q.strip() else []
    rows = [{"id": each.id, "name": each.name, "country": each.country, "sectors": each.sectors} for each in listed]
    return answer(request, rows)


@router.get("/actors/{identity}", include_in_schema=False)
def page(request: Request, identity: str, on: Day = "", after: After = 0) -> Response:
    shown = profile(request.app.state.book, identity, on=on, after=after, tongue=tongue_of(request))
    tongue = tongue_of(request)

    def named(code: str) -> str:
        return name(code, tongue)

    words = table()[tongue]
    for office in shown["offices"]:
        office["said"] = words.get(f"role_{office['role'].replace(' ', '_')}", "")
    return render(request, "actor.html", page=shown, on=on, named=named)


@router.get("/api/actors/{identity}")
def data(request: Request, identity: str, on: Day = "", after: After = 0) -> Response:
    """Names, codes, offices (of the day `on`, where given), memberships, dyads, and a page of events, the newest first."""
    return answer(request, profile(request.app.state.book, identity, on=on, after=after, tongue=tongue_of(request)))


__all__ = ["profile", "router"]
