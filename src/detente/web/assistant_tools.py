"""The tools that language models are given: each asks the ledger one thing, in pages, and names what it takes.

Words of documents are somebody else's: they come under the key `untrusted_text`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from detente.errors import BadQuery, DetenteError
from detente.store.casebook import Casebook
from detente.store.filters import day_of
from detente.store.search import matching_events
from detente.telling.whom import code_of, pair_of
from detente.web import desk

MOST = 100  # rows of one page
LETTERS = 20_000  # of a document or a dossier in one page
Status = Literal["happened", "planned", "conditional", "demanded", "negated"]
Kind = Literal[
    "AGREE", "CONSULT", "SUPPORT", "AID", "CONCEDE", "COOPERATE", "RETREAT", "ACCUSE", "REJECT", "REQUEST", "THREATEN", "ASSAULT", "COERCE",
    "MOBILIZE", "PROTEST", "SANCTION",
]  # fmt: skip
PLAIN = (
    "id", "event", "mode", "deed", "actors", "recipients", "date", "status", "likelihood", "said_by", "contested", "sources", "source",
)  # fmt: skip
State = Annotated[str, Field(description="A state by code or name in English or French: RUS, Russia, Corée du Nord.")]
Pair = Annotated[str, Field(description="Two states in either direction: RUS-PRK, Russia - North Korea. Empty: all.")]
Day = Annotated[str, Field(description="YYYY, YYYY-MM or YYYY-MM-DD. Empty: no bound.", max_length=10)]
Limit = Annotated[int, Field(ge=1, le=MOST, description="Rows of a page.")]
After = Annotated[int, Field(ge=0, description="Rows to pass over: `next` of the page before.")]
Tongue = Annotated[Literal["en", "fr"], Field(description="Language of what is told; quotations keep theirs.")]


class Tools:
    """The tools over one casebook, which is opened anew for each call: they run in any thread."""

    def __init__(self, folder: str | Path):
        self.folder = folder

    def told(self, find: Callable[[Casebook], Any]) -> str:
        """What was found, as JSON. Raises ToolError, which the protocol marks as an error, with a sentence that the asker can mend."""
        try:
            with Casebook.open(self.folder, create=False) as book:
                return json.dumps(find(book), ensure_ascii=False, default=str)
        except DetenteError as error:
            raise ToolError(str(error)) from error

    def search_events(
        self,
        words: Annotated[str, Field(description="Words that a sentence of the event holds.")] = "",
        dyad: Pair = "",
        actor: Annotated[str, Field(description="Who acts: a state by code or name. Empty: anyone.")] = "",
        event: Annotated[Kind | None, Field(description="Type of PLOVER.")] = None,
        since: Day = "",
        until: Day = "",
        status: Status | None = None,
        limit: Limit = 20,
        after: After = 0,
    ) -> str:
        """Events of the ledger, the newest first. `total` says how many match, `events` holds a page of them, `next` where the next begins."""

        def found(book: Casebook) -> dict[str, Any]:
            chosen = {
                "dyad": pair_of(dyad) if dyad.strip() else None, "actor": code_of(actor) if actor.strip() else None, "event": event,
                "since": since, "until": until, "status": status,
            }  # fmt: skip
            filters: dict[str, Any] = {name: value for name, value in chosen.items() if value}
            if words.strip():
                filters["ids"] = matching_events(book.folder, book.view, words)
            rows = book.event_rows(limit=after + limit + 1, latest=True, **filters)
            every = len(book.event_ids(**filters)) if len(rows) > after + limit else len(rows)
            return page("events", [quoted(desk.short(row)) for row in rows[after : after + limit]], every, after)

        return self.told(found)

    def read_dyad(self, a: State, b: State, since: Day = "", until: Day = "", after: After = 0) -> str:
        """The course of two actors by quarter with 90 % bands, their turning points, pacts, and newest events, a page of them."""

        def found(book: Casebook) -> dict[str, Any]:
            shown = desk.dyad(book, code_of(a), code_of(b), after=after, since=since, until=until)
            return shown | {"events": [quoted(row) for row in shown["events"]]}

        return self.told(found)

    def turning_points(self, a: State, b: State, language: Tongue = "en") -> str:
        """When two states drew together or apart: each turn with its day, interval, size, triggering event and a sentence that says it."""
        from detente.web.figures import turns

        def found(book: Casebook) -> list[dict[str, Any]]:
            kept = ("date", "first", "last", "direction", "score", "size", "trigger", f"sentence_{language}")
            rows = turns(book, code_of(a), code_of(b)).to_pylist()
            return [{name: row[name] for name in kept if name in row} for row in rows]

        return self.told(found)

    def reactions(
        self,
        a: State,
        b: State,
        on: Annotated[str, Field(description="The day; empty: the strongest turning point.", max_length=10)] = "",
        weeks: Annotated[int, Field(ge=1, le=52)] = 4,
        limit: Limit = 50,
    ) -> str:
        """What third parties did towards two states in the weeks after a day, against their usual rate; `silent`: who did not react."""

        def found(book: Casebook) -> dict[str, Any]:
            from detente.dyads import reactions

            one, other = code_of(a), code_of(b)
            when = day_of(on, "on") if on else strongest(book, one, other)
            rows = [
                row
                for row in reactions(book.events_table(), one, other, on=when, days=7 * weeks).to_pylist()
                if row["reaction"] != "usual"
            ]
            return page("reactions", rows[:limit], len(rows), 0) | {"day": when}

        return self.told(found)

    def cite_evidence(self, event_id: Annotated[str, Field(description="Id of an event, as lists give it.")]) -> str:
        """Every sentence that tells an event, with its document, source, day of publication, status, likelihood and the rule that decided."""
        kept = ("document", "source", "site", "language", "published", "status", "likelihood", "rule", "begin", "stop")
        return self.told(
            lambda book: [
                {name: row[name] for name in kept} | {"untrusted_text": row["text"]}
                for row in book.evidence(event_id).to_pylist()
            ]
        )

    def list_documents(
        self,
        words: Annotated[str, Field(description="Part of the title, site or source. Empty: all.")] = "",
        since: Day = "",
        until: Day = "",
        limit: Limit = 20,
        after: After = 0,
    ) -> str:
        """What was read, the newest first: id, title, site, day of publication, language, number of events."""

        def found(book: Casebook) -> dict[str, Any]:
            first = str(day_of(since, "since")) if since else ""
            last = str(day_of(until, "until", last=True)) if until else "9"
            kept = ("id", "title", "author", "site", "source", "published", "language", "events", "copies")
            rows = [
                {name: row[name] for name in kept}
                for row in book.documents().to_pylist()
                if words.lower() in " ".join(str(row[name] or "") for name in ("title", "site", "source")).lower()
                and (not (since or until) or first <= str(row["published"] or "") <= last)
            ]
            rows.sort(key=lambda row: (str(row["published"] or ""), row["id"]), reverse=True)
            return page("documents", rows[after : after + limit], len(rows), after)

        return self.told(found)

    def read_document(
        self,
        document: Annotated[str, Field(description="Id of a document.")],
        after: Annotated[int, Field(ge=0, description="Letters to pass over: `next` of the page before.")] = 0,
    ) -> str:
        """A document: its head, a page of its text, and the ids of the events that were read in it."""

        def found(book: Casebook) -> dict[str, Any]:
            paper = desk.document(book, document)
            text = "".join(piece["text"] for piece in paper["pieces"])
            head = {name: paper[name] for name in ("id", "title", "author", "source", "published", "language", "notes")}
            end = after + LETTERS
            return head | {
                "events": [one["id"] for one in paper["events"]], "letters": len(text), "next": end if end < len(text) else None,
                "untrusted_text": text[after:end],
            }  # fmt: skip

        return self.told(found)

    def find_actors(
        self,
        name: Annotated[str, Field(description="A name or part of one, in English or French, a code, or an id.")],
        limit: Limit = 20,
    ) -> str:
        """States, bodies, groups and persons that a name may mean: id, name, country, sectors; of a single one its offices and members too."""

        def found(_: Casebook) -> dict[str, Any]:
            from detente.world.actors.card import card, search

            cards = [card(name)] if ":" in name else search(name, limit=limit)
            rows = [{"id": one.id, "name": one.name, "country": one.country, "sectors": one.sectors} for one in cards]
            if len(cards) == 1:
                rows[0] |= dict(cards[0].lines())
            if not rows:
                raise BadQuery(
                    f"nobody is called {name!r}: give a part of a name, or an id such as state:FRA or org:NATO"
                )
            return {"actors": rows}

        return self.told(found)

    def list_commitments(
        self,
        party: Annotated[str, Field(description="A state by code or name. Empty: all.")] = "",
        limit: Limit = 20,
        after: After = 0,
    ) -> str:
        """Pacts in force and commitments that texts state, of one party or of all: obligations, trigger clause, dates, record; in pages."""

        def found(book: Casebook) -> dict[str, Any]:
            rows = desk.pacts(book, code_of(party) if party.strip() else None)
            return page("commitments", rows[after : after + limit], len(rows), after)

        return self.told(found)

    def what_if(
        self,
        scenario: Annotated[str, Field(description="'KOR attacks PRK', 'la Chine attaque Taïwan'.")],
        language: Tongue = "en",
    ) -> str:
        """Whom the clauses of pacts would bind in a case. It tells duties and predicts nothing."""
        return self.told(lambda _: desk.followed(scenario, language)["text"])

    def ask(self, question: Annotated[str, Field(description="In English or French.")]) -> str:
        """A question answered from the ledger: `direct` is the short answer, `sentences` the three statements that answer best, `more`
        the rest; `missing` says what the ledger lacks."""
        return self.told(lambda book: desk.asked(book, question))

    def make_dossier(
        self,
        actors: Annotated[Sequence[str], Field(description="States by code or name: two for a dyad.")] = (),
        words: Annotated[str, Field(description="Only events whose sentences hold these words.")] = "",
        since: Day = "",
        until: Day = "",
        language: Tongue = "en",
        after: Annotated[int, Field(ge=0, description="Letters to pass over: `next` of the page before.")] = 0,
    ) -> str:
        """A brief on two states or a topic as Markdown, every claim of it cited with its source; in pages."""

        def found(book: Casebook) -> dict[str, Any]:
            from detente.dossiers import Scope, gather, render

            codes = tuple(dict.fromkeys(code_of(one) for one in actors))
            first = day_of(since, "since") if since else None
            last = day_of(until, "until", last=True) if until else None
            text = render(gather(book, Scope(codes, first, last, text=words or None), language=language), "md").decode()
            end = after + LETTERS
            return {"letters": len(text), "next": end if end < len(text) else None, "untrusted_text": text[after:end]}

        return self.told(found)


TOOLS = (
    "search_events", "read_dyad", "turning_points", "reactions", "cite_evidence", "list_documents", "read_document", "find_actors",
    "list_commitments", "what_if", "ask", "make_dossier",
)  # fmt: skip


def page(name: str, rows: Sequence[Any], every: int, after: int) -> dict[str, Any]:
    """A page of a list, how many there are in all, and where the next page begins."""
    end = after + len(rows)
    return {"total": every, name: rows, "next": end if rows and end < every else None}


def quoted(row: dict[str, Any]) -> dict[str, Any]:
    """An event of a list with its words marked as somebody else's."""
    return {name: row[name] for name in PLAIN} | {"untrusted_text": row["text"]}


def strongest(book: Casebook, a: str, b: str) -> date:
    """The day of the strongest turning point. Raises BadQuery where none stands out."""
    from detente.web.figures import turns

    rows = turns(book, a, b).to_pylist()
    if not rows:
        raise BadQuery(f"no turning point of {a}-{b} stands out: give the day (on)")
    day: date = max(rows, key=lambda turn: turn["score"])["date"]
    return day


__all__ = ["MOST", "TOOLS", "Kind", "Status", "Tools"]
