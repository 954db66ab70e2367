"""The short answer to what was asked: names to *who*, a day to *when*, a number to *how many*, yes or no, the reasons that texts give.

It is drawn from the best statements alone, and only where their quotations bear it; else there is none, and the quotations stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from detente.answers.forms import tokens
from detente.answers.named import PROPER
from detente.answers.pool import Candidate
from detente.answers.question import Question
from detente.answers.rank import DEED, Match
from detente.answers.wish import chains_of, read_chain
from detente.dyads.sentences import name
from detente.telling.check import WORD, places
from detente.telling.check import words as kinds
from detente.telling.event import TOLD, confidence, moment, speaker_of, tell
from detente.telling.wording import quoted, say

NEAR = 0.85  # share of the best sum from which another event bears on the short answer
NAMES = 5  # names in a short answer
EVEN = 0.97  # share of the content of the best from which another day is told as well
PLAIN = 1.2  # sum of deed and words from which a statement is what was asked
WORDED = 1.6  # sum of the words by which a statement may be what was asked without its deed
DIGITS = r"\d+(?:[., \u00a0\u202f]\d+)*"
YEAR = re.compile(r"(?:19|20)\d\d")


def is_polar(text: str, language: str) -> bool:
    """Whether a question asks for yes or no: it begins, or inverts its verb, as such questions do, and asks nothing else."""
    known = kinds(language)
    if known["polar"].match(text.lstrip('«“" ')):  # the verb, or *est-ce que*, stands first
        return True
    return language == "fr" and bool(known["polar"].search(text)) and not known["open"].search(text)


def leading(found: Sequence[Match]) -> list[Match]:
    """The statements that come near the best of them."""
    if not found:
        return []
    top = max(one.score for one in found)
    return [one for one in found if one.score >= NEAR * top]


def sound(one: Match, language: str, *, but: frozenset[str] = frozenset()) -> bool:
    """Whether an event stands in its quotation, some parts left aside."""
    return (
        bool(one.event.id) and confidence(one.event.row) >= TOLD and not {*tell(one.event.row, language).faults} - but
    )


def names(found: Sequence[Match], question: Question, language: Any) -> str:
    """Who did it, or to whom it was done, by the statements that fit best: persons with their state, states by name."""
    objects = "object" in question.helps
    asked = {code for group in question.groups for code in group}
    listed: dict[str, None] = {}
    deed = ""
    for one in leading(found)[:4]:
        row = one.event.row
        if not one.event.id and not objects and not listed and (first := opening(one.event, language)):
            return first
        if not sound(one, language, but=frozenset() if objects else frozenset(("whom",))) or (
            deed and row["deed"] != deed
        ):
            continue
        if deed and one.parts["words"] < found[0].parts["words"]:
            continue
        sides = (
            [*(row["actors"] or ()), *(row["recipients"] or ())]
            if row["both"]
            else row["recipients" if objects else "actors"]
        )
        for actor in sides or ():
            if {actor["country"], *(actor["members"] or ())} - asked or not asked:
                listed.setdefault(person(actor, language))
        deed = deed or (row["deed"] if listed else "")
    return ", ".join(list(listed)[:NAMES])


def opening(one: Candidate, language: Any) -> str:
    """The party that a sentence without an event opens with; "" where another is named as the doer."""
    known = kinds(one.language or "en")
    found = places(one.text, one.language)
    if not found or known["agent"].search(one.text) or found[0][3]:
        return ""
    code, begin, *_ = found[0]
    return name(code, language) if not WORD.search(one.text[:begin].partition(" ")[2]) else ""


def person(actor: dict[str, Any], language: Any) -> str:
    """A person with the state they act for; a state by its name, another actor as the text names it."""
    code = actor["country"]
    state = name(code, language) if code else ""
    shown = " ".join(actor["text"].split())
    if (actor["id"] or "").startswith("person:") and actor["name"]:
        return f"{actor['name']} ({state})" if state else actor["name"]
    if not (actor["id"] or "").startswith("state:") and PROPER.search(shown) and state and state != code:
        return f"{shown} ({state})"
    return state if state and state != code else shown


def days(found: Sequence[Match], language: str) -> str:
    """When it was: the day of the best statement; of others that fit as well, theirs too."""
    listed: dict[str, None] = {}
    for one in leading(found)[:2]:
        if one.event.id and not sound(one, language, but=frozenset(("who", "whom"))):
            continue
        if listed and one.content < EVEN * found[0].content:
            break
        if one.content < PLAIN:
            continue
        row = one.event.row
        listed.setdefault(moment(row | {"edtf": row.get("edtf"), "date_last": row.get("date_last")}, language))
    return "\u202f; ".join(listed) if language == "fr" else "; ".join(listed)


def amount(found: Sequence[Match], question: Question) -> str:
    """How many: the number of the best quotation that counts what was asked, in its own words, quoted."""
    for one in leading(found):
        text, language = one.event.text, one.event.language or "en"
        for phrase in amounts(text, language):
            held = tokens(phrase)
            if any(term.found_in(held) for term in question.wish.words):
                return quoted(phrase, question.language)
    return ""


def amounts(text: str, language: str) -> list[str]:
    """The numbers of a text, each with what it counts."""
    known = kinds(language)
    if "number" not in known:
        return []
    number = f"(?:{known['number'].pattern}|{DIGITS})"
    joint = f"(?:{known['joint'].pattern})"
    found = []
    for match in re.finditer(
        rf"(?:{known['approximate'].pattern})?\s*{number}(?:[\s-]+(?:{joint}[\s-]+)?{number})*", text, re.IGNORECASE
    ):
        if YEAR.fullmatch(match[0].strip()):
            continue
        rest = re.split(r"[,;:.!?()«»“”]", text[match.end() :])[0]
        stops = [m.start() for kind in ("halts", "break", "content") if (m := known[kind].search(rest))]
        counted = " ".join(rest[: min(stops, default=len(rest))].split()[:5])
        found.append(" ".join(f"{match[0].strip()} {counted}".split()))
    return found


def verdict(found: Sequence[Match], question: Question, language: str) -> str:
    """Yes or no with its ground: by the statement that holds what was asked, and by its polarity beside that of the question;
    "" where none says it outright.
    """
    said: dict[str, str] = {}
    for one in leading(found)[:4]:
        if "side" in one.lacks or "place" in one.lacks or not holds_all(one, question):
            continue
        if one.event.id and {*tell(one.event.row, language).faults} & {"roles", "end", "confidence"}:
            continue
        said.setdefault(answer_of(one, question), ground_of(one.event.row, language))
    if {"answer-yes", "answer-denied"} <= said.keys():
        return say("answer-both", language, ground=said["answer-yes"], against=said["answer-denied"])
    return next((say(key, language, ground=ground) for key, ground in said.items()), "")


def ground_of(row: dict[str, Any], language: Any) -> str:
    """On whose word, and when."""
    whole = {"said_by": None, "edtf": None, "date_last": None} | row
    return ", ".join(part for part in (speaker_of(whole, language), moment(whole, language)) if part)


def holds_all(one: Match, question: Question) -> bool:
    """Whether a statement holds each word of what was asked: the word itself, one that means the same, or its deed; one word
    behind the verb may stand around it.
    """
    told = read_chain(one.event.row["deed"] or "", one.event.row["event"] or "") if one.event.id else None
    if one.event.id and one.parts["deed"] < DEED and one.parts["words"] < WORDED:
        return False
    apart = []
    for at, term in enumerate(question.wish.words):
        chains = chains_of(term.text, question.language)
        meant = told and any(
            (chain.deed and chain.deed == told.deed) or {*chain.operators} & {*told.operators} for chain in chains
        )
        if not (term.found_in(one.event.words) or meant or term.name):
            apart.append((at, term))
    around = len(apart) == 1 and apart[0][0] > 0 and bool(apart[0][1].found_in(one.event.near))
    return bool(question.wish.words) and (not apart or around)


def answer_of(one: Match, question: Question) -> str:
    """What a statement answers: yes or no by its polarity beside that of the question; announced, asked for, contested."""
    row, text = one.event.row, one.event.text
    known, asked = kinds(one.event.language or "en"), kinds(question.language)
    no = bool(known["negation"].search(text)) != bool(known["denial"].search(text))
    no_asked = bool(asked["negation"].search(question.text)) != bool(asked["denial"].search(question.text))
    wish = asked["wish"].search(question.text) or asked["future"].search(question.text)
    if row["contested"]:
        return "answer-contested"
    if no != no_asked or (row["status"] == "negated" and not no_asked):
        return "answer-denied"
    if row["status"] in ("planned", "conditional") and not wish:
        return "answer-planned"
    return "answer-asked" if row["status"] == "demanded" and not wish else "answer-yes"


def reasons(found: Sequence[Candidate]) -> list[tuple[Candidate, str]]:
    """The statements that give a reason, with the words from the one that opens it, and after them those that accuse."""
    given, blaming = [], []
    for one in found:
        known = kinds(one.language or "en")
        matches = [m for m in known["reason"].finditer(one.text) if m.start() > 0] if "reason" in known else []
        if matches:
            given.append((one, re.split(r"[;.!?]", one.text[matches[-1].start() :])[0].strip()))
        elif one is not found[0] and "claim" in known and known["claim"].search(one.text):
            blaming.append((one, one.text))
    return [*given, *blaming]


def reason(found: Sequence[Candidate], language: str) -> str:
    """The reason that the statements give, the first of them, quoted; "" where none gives one outright."""
    given = reasons(found)
    return quoted(given[0][1].rstrip("."), language) if given else ""


__all__ = ["amount", "amounts", "days", "is_polar", "leading", "names", "reason", "reasons", "verdict"]
