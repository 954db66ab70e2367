"""The ledger of commitments: what texts state, joined with the curated file; where they disagree, both are shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.errors import NotFound
from detente.pacts.pacts import Pact, pacts

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ("parties", "obligations", "evidence")


def commitments(
    texts: Iterable[Any] = (), *, party: str | None = None, on: date | None = None, every: bool = False
) -> pa.Table:
    """Commitments of the file and of texts, one row each.

    `texts` are `detente.records.Commitment`s or mappings with the same fields (`Casebook.commitments()`). `party` keeps those of one
    state; `on` those in force on a day, `every` also those that ended (default: in force today). Columns: id, source (`file`, `text`, or
    `file and text`), name, parties, obligations, trigger, articles, scope, signed, in_force, ended, record, evidence (sentences, of texts),
    conflicts (where text and file disagree), note.
    """
    import pyarrow as pa

    day = on or date.today()
    kept = [pact for pact in pacts() if every or pact.binds(day)]
    rows = {pact.id: _of_file(pact, None if every else day) for pact in kept}
    for number, stated in enumerate(texts):
        told = _fields(stated)
        pact = _match(told, list(pacts()))
        if pact is None:
            rows[f"text:{told['id'] or number}"] = _of_text(told)
        else:
            row = rows.setdefault(pact.id, _of_file(pact, None))
            row["source"] = "file and text"
            row["evidence"] = row["evidence"] + told["evidence"]
            row["conflicts"] = list(dict.fromkeys(row["conflicts"] + _conflicts(told, pact)))
    if party is not None and not any(party in row["parties"] for row in rows.values()):
        raise NotFound(
            f"no commitment of {party} is known{'' if every else f' on {day}'}; codes are ISO alpha-3, as PRK"
        )
    chosen = [{"id": key, **row} for key, row in rows.items() if party is None or party in row["parties"]]
    chosen.sort(key=lambda row: (str(row["signed"] or "9999"), row["id"]))
    text, many = pa.string(), pa.list_(pa.string())
    fields = [
        ("id", text),
        ("source", text),
        ("name", text),
        ("name_fr", text),
        ("parties", many),
        ("obligations", many),
    ]
    fields += [
        (name, text) for name in ("trigger", "trigger_fr", "articles", "scope", "signed", "in_force", "ended", "record")
    ]
    fields += [("evidence", many), ("conflicts", many), ("note", text)]
    return pa.Table.from_pylist(chosen, schema=pa.schema(fields))


def _of_file(pact: Pact, on: date | None) -> dict[str, Any]:
    return {
        "source": "file",
        "name": pact.en,
        "name_fr": pact.fr,
        "parties": list(pact.parties(on)),
        "obligations": sorted({clause.obligation for clause in pact.clauses}),
        "trigger": " ".join(clause.en for clause in pact.clauses),
        "trigger_fr": " ".join(clause.fr for clause in pact.clauses),
        "articles": ", ".join(clause.article for clause in pact.clauses if clause.article != "-"),
        "scope": "; ".join(
            f"{clause.article}: home {' '.join(clause.home)}, forces {' '.join(clause.forces) or 'no'}"
            for clause in pact.clauses
        ),
        "signed": pact.signed,
        "in_force": pact.in_force,
        "ended": pact.ended,
        "record": pact.record,
        "evidence": [],
        "conflicts": [],
        "note": pact.note,
    }


def _of_text(told: dict[str, Any]) -> dict[str, Any]:
    blank = dict.fromkeys(("name_fr", "trigger_fr", "articles", "scope", "record", "note"))
    return blank | {
        "source": "text",
        "name": told["instrument"],
        "parties": sorted(told["parties"]),
        "obligations": sorted(told["obligations"]),
        "trigger": told["trigger"],
        "signed": told["signed"],
        "in_force": told["in_force"],
        "ended": told["ended"],
        "evidence": told["evidence"],
        "conflicts": [],
    }


def _fields(stated: Any) -> dict[str, Any]:
    """A commitment of a text as a mapping, its evidence as sentences."""
    names = ("id", "parties", "obligations", "trigger", "instrument", "signed", "in_force", "ended", "evidence")
    found: dict[str, Any] = {
        name: stated.get(name) if isinstance(stated, dict) else getattr(stated, name, None) for name in names
    }
    for name in COLUMNS:
        found[name] = list(found[name] or ())
    found["evidence"] = [
        one if isinstance(one, str) else one["text"] if isinstance(one, dict) else one.text for one in found["evidence"]
    ]
    return found


def _match(told: dict[str, Any], known: list[Pact]) -> Pact | None:
    """The pact of the file that a text means: its parties are among the pact's, and the year of signature is the same or untold."""
    parties = set(told["parties"])
    if len(parties) < 2:
        return None
    year = str(told["signed"] or "")[:4]
    fits = [pact for pact in known if parties <= set(pact.parties())]
    exact = [pact for pact in fits if year.isdigit() and pact.signed[:4] == year]
    loose = [pact for pact in fits if not year.isdigit() and set(pact.parties()) == parties and not pact.ended]
    near = [
        pact
        for pact in fits
        if year.isdigit() and pact.in_force and pact.in_force[:4] == year and set(pact.parties()) == parties
    ]
    return next(iter([*exact, *near, *loose]), None)


def _conflicts(told: dict[str, Any], pact: Pact) -> list[str]:
    """Where a text says otherwise than the file."""
    found = []
    for field in ("signed", "in_force", "ended"):
        said, written = told[field], getattr(pact, field)
        if said and written and not (str(said).startswith(written) or written.startswith(str(said))):
            found.append(f"{field}: the text says {said}, the file {written}")
        elif said and not written and field == "ended":
            found.append(f"ended: the text says {said}, the file knows no end")
    owed = {clause.obligation for clause in pact.clauses}
    more = sorted(set(told["obligations"]) - owed)
    if more:
        found.append(f"obligations: the text says {', '.join(more)}, the file {', '.join(sorted(owed))}")
    return found
