"""An event as it is told: the source's words first, our reading as a small tag beside them where the words bear it.

A sentence of ours stands only where the reading is sure, its chain can be said rightly, and the quotation passes the check.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.dyads.sentences import day, name
from detente.telling import clause
from detente.telling.check import Line, doubtful, faults, places
from detente.telling.excerpt import excerpt
from detente.telling.names import side
from detente.telling.wording import french, say, words

SURE = 0.8  # confidence from which a sentence of ours may stand; below, only the tag
TOLD = 0.5  # confidence from which our reading is shown at all
SHORTEST = 3  # letters of a speaker that can be told
YEARLESS = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?")
LEAP = 2024  # a year that has every day
STATUS = {"planned": "planned", "conditional": "conditional-status", "demanded": "demanded", "negated": "negated"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An event for a reader: the words of a source, and what is said beside them."""

    quote: str  # cut to its clause, without quotation marks; "" where it was imported without words
    language: str | None  # of the quotation
    tag: str  # who, what, whom, when, on whose word, as far as the quotation bears it
    sentence: str  # ours, without its day; "" where it may not stand
    faults: tuple[str, ...]  # what the quotation does not bear: parts of the check, or "confidence", "chain"

    @property
    def says(self) -> bool:
        """Whether the tag tells more than when it was."""
        return " · " in self.tag

    def title(self, language: str) -> str:
        """The event in one line: the source's words in the reader's language, else our sentence, else the words as they are."""
        if self.sentence and self.language != language:
            return capital(self.sentence)
        return self.quote or capital(self.sentence) or self.tag


def tell(row: Row, language: str) -> Told:
    """An event, a row of `Casebook.event_rows`, for a reader of a language."""
    report, proof = best_proof(row, language)
    quote = cut(proof, report.get("language")) if proof else ""
    wrong = doubts(row, report, proof)
    if (
        wrong == ("what",) and proof and (outer := outermost(row))
    ):  # *accused of* something else than was read: *accused*
        row = row | {"deed": outer}
        wrong = doubts(row, report, proof)
    said = label(row, language)
    if not said:
        wrong = (*wrong, "chain")
    whole = "" if wrong or not certain(row) or confidence(row) < SURE else clause.sentence(row, language)
    if whole and language == "fr":
        whole = french(whole)
    if proof and row["likelihood"] in ("probable", "possible") and not doubtful(proof["text"], report.get("language")):
        row = row | {"likelihood": "certain"}  # no word of the quotation doubts
    if wrong == ("whom",) and proof:  # the deed and who did it stand; to whom, as far as the words go
        row = row | {"recipients": [one for one in row["recipients"] if named(one, proof, report)]}
        row = row | {"recipients": []} if doubts(row, report, proof) else row
        shown = label(row, language)
    else:
        shown = "" if wrong else said
    return Told(quote, report.get("language"), tag(row, language, shown), whole, wrong)


def outermost(row: Row) -> str:
    """The operator that tells something without what stands under it, "" where there is none."""
    operators, deed = clause.split(row["deed"] or "")
    return operators[0] if (deed or operators[1:]) and operators and operators[0] in clause.SAYING else ""


def named(actor: Row, proof: Row | None, report: Row) -> bool:
    """Whether a sentence names an actor by a code."""
    found = {code for code, *_ in places(proof["text"], report.get("language"))} if proof else set()
    return bool(found & {actor["country"], *(actor["members"] or ())} - {None})


def doubts(row: Row, report: Row, proof: Row | None) -> tuple[str, ...]:
    """Why our reading of an event may not stand beside its quotation."""
    if confidence(row) < TOLD:
        return ("confidence",)
    if proof is None:  # imported: there is nothing to hold it against
        return ()
    return faults(line_of(row, report, proof))


def unborne(row: Row, language: str) -> frozenset[str]:
    """The parts of a reading that its sentence does not bear, however sure the reading is; none where there is no sentence."""
    report, proof = best_proof(row, language)
    return frozenset(faults(line_of(row, report, proof))) if proof else frozenset()


def confidence(row: Row) -> float:
    given = row.get("confidence")
    return 1.0 if given is None else float(given)


def certain(row: Row) -> bool:
    """Whether a finite sentence says all: what did not simply happen needs an operator that says so."""
    operators, _ = clause.split(row["deed"] or "")
    return bool(
        row["likelihood"] in ("certain", None)
        and (row["status"] in ("happened", None) or operators)
        and not row["contested"]
    )


def best_proof(row: Row, language: str) -> tuple[Row, Row | None]:
    """The report and sentence that tell an event to a reader: one in their language before others, then the first published."""
    proofs = [(report, proof) for report in row["told"] or () for proof in report["evidence"]]
    if not proofs:
        return {}, None
    return min(
        proofs, key=lambda one: (one[0]["language"] != language, one[0]["published"] or date.max, one[0]["report"])
    )


def cut(proof: Row, language: str | None) -> str:
    """The sentence of a proof, cut to the clause around its trigger and parties."""
    begin, stop = inside(proof, "trigger") or (0, len(proof["text"]))
    for part in ("actor", "recipient"):
        if found := inside(proof, part):
            begin, stop = min(begin, found[0]), max(stop, found[1])
    return excerpt(proof["text"], begin, stop, language)


def inside(proof: Row, name: str) -> tuple[int, int] | None:
    """Offsets of a part of a proof within its sentence; None where it stands elsewhere."""
    span = proof.get(name)
    if not span or span["begin"] is None or not proof["begin"] <= span["begin"] < span["stop"] <= proof["stop"]:
        return None
    begin, stop = span["begin"] - proof["begin"], span["stop"] - proof["begin"]
    return (begin, stop) if stop <= len(proof["text"]) else None


def line_of(row: Row, report: Row, proof: Row) -> Line:
    """An event and one of its sentences for the check. The sides are those of the sentence's own report."""
    begin, stop = inside(proof, "trigger") or (0, len(proof["text"]))
    return Line(
        proof["text"], report.get("language") or "en", begin, stop, row["event"] or "", row["deed"] or "",
        row["status"] or "happened", codes(row["actors"]), codes(row["recipients"]), bool(row["both"]),
    )  # fmt: skip


def codes(actors: Sequence[Row] | None) -> tuple[frozenset[str], ...]:
    """The codes by which each of a side may be named; those without a code are not looked for."""
    found = (frozenset((one["country"], *(one["members"] or ()))) - {None} for one in actors or ())
    return tuple(one for one in found if one)


def label(row: Row, language: str) -> str:
    """What was done, as the tag says it, its status before it where the deed does not say it."""
    said = clause.label(row, language)
    operators, _ = clause.split(row["deed"] or "")
    if said and row["status"] in STATUS and not operators:
        return say("labelled", language, status=words(language)[STATUS[row["status"]]], label=said)
    return french(said) if said and language == "fr" else said


def tag(row: Row, language: Any, said: str) -> str:
    """Our reading in a line; without `said` only when and where it was read."""
    parts = [parties(row, language), said] if said else []
    if said:
        parts += [words(language)[row["likelihood"]]] if row["likelihood"] in ("probable", "possible") else []
        parts += [words(language)["contested"]] if row["contested"] else []
    parts.append(moment(row, language))
    if said and (speaker := speaker_of(row, language)):
        parts.append(speaker)
    return " · ".join(part for part in parts if part)


def parties(row: Row, language: str) -> str:
    """*Russie → Corée du Nord*; both ways where it is mutual."""
    doers, others = side(row, "actors", language), side(row, "recipients", language)
    others = [one for one in others if one not in doers]
    if row["both"]:
        return " – ".join((*doers, *others))
    return " → ".join(part for part in (", ".join(doers), ", ".join(others)) if part)


def moment(row: Row, language: Any) -> str:
    """When an event was, short; the day of its publication, said as such, where no text tells."""
    first, last = row["date"], row["date_last"]
    if first is not None and last is not None and last < first:  # no span: said as reported
        row, first, last = row | {"edtf": None}, None, None
    if first is not None and first == last:
        return day(first, language)
    if first is not None and last is not None:
        if (first.year, first.month) == (last.year, last.month) and first.day == 1 and (last - first).days > 26:
            return day(first, language).split(" ", 1)[1]
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return str(first.year)
        return say("span-of-days", language, first=day(first, language), last=day(last, language))
    if row["edtf"]:
        return yearless(str(row["edtf"]), language)
    return (
        say("told-on", language, day=day(row["published"], language))
        if row["published"]
        else words(language)["undated"]
    )


def yearless(edtf: str, language: Any) -> str:
    """A day or month of which no text gives the year, in words; other expressions as they are."""
    if not (found := YEARLESS.fullmatch(edtf)):
        return words(language)["undated"] if "XXXX" in edtf else edtf
    shown = day(date(LEAP, int(found[1]), int(found[2] or 1)), language).rsplit(" ", 1)[0]
    return say("no-year", language, day=shown if found[2] else shown.split(" ", 1)[1])


def speaker_of(row: Row, language: Any) -> str:
    """*selon Séoul*: on whose word, where it is not the author's own."""
    speaker = row["said_by"] or {}
    text = " ".join((speaker.get("text") or "").split())
    if speaker.get("kind") not in ("speaker", "source") or len(text.rstrip("'’")) < SHORTEST:
        return ""
    spoken = {report.get("language") for report in row.get("told") or ()}
    if speaker.get("country") and spoken and language not in spoken:  # words of another language: the state by its name
        text = name(speaker["country"], language)
    return say("according", language, who=text)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


__all__ = ["SURE", "TOLD", "Told", "capital", "confidence", "moment", "parties", "tell", "unborne"]
