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
from detente.answers.wish import Word, chains_of, read_chain
from detente.dyads.sentences import name
from detente.telling.check import WORD, places
from detente.telling.check import words as kinds
from detente.telling.event import TOLD, confidence, moment, speaker_of, tell, unborne
from detente.telling.wording import quoted, say, words

NEAR = 0.85  # share of the best sum from which another event bears on the short answer
NAMES = 5  # names in a short answer
EVEN = 0.97  # share of the content of the best from which another day is told as well
PLAIN = 1.2  # sum of deed and words from which a statement is what was asked
LABELS = frozenset(
    ("what", "whom", "status", "partner", "chain")
)  # faults of what is told, that leave who it was and when
MISSED = 1  # words of a question that a statement of yes or no may leave out
LOOKED = 3  # statements that are looked at for yes or no: those that are shown
THING = 10  # what the first word asked for, the thing that is counted, weighs beside the others
WORDED = 1.6  # sum of the words by which a statement may be what was asked without its deed
DIGITS = r"\d+(?:[., \u00a0\u202f]\d+)*"
YEAR = re.compile(r"(?:19|20)\d\d")
DATED = re.compile(r"(?:er)?\s+[^\W\d_]+\s+(?:19|20)\d\d")  # a day, a month, a year: no count


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
        if (
            not objects
            and one.parts["words"] >= found[0].parts["words"]
            and (said := subject(one.event, question, language))
        ):
            listed |= dict.fromkeys(said)
            deed = deed or row["deed"] or "-"
            continue
        if not sound(one, language, but=LABELS - {"whom"} if objects else LABELS) or (deed and row["deed"] != deed):
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


def subject(one: Candidate, question: Question, language: Any) -> list[str]:
    """The parties that stand before the verb asked about, joined as the text joins them; none where another is named as the doer,
    or where they are those asked about.
    """
    from detente.world.actors import mentions

    known = kinds(one.language or "en")
    spots = [begin for begin, _ in verbs(one.text, question)]
    if not spots or known["agent"].search(one.text[spots[0] :].partition(",")[0]):
        return []
    found = [
        spot
        for spot in mentions(f"{one.text} {words(language)['context']}", language=one.language, places=True)
        if spot.stop <= spots[0] and not spot.place and not known["aside"].search(one.text[: spot.begin])
    ]
    if not found:
        return []
    last = [found[-1]]
    for spot in reversed(found[:-1]):  # *A, B and C*: only words that join stand between
        gap = known["determiner"].sub("", known["joint"].sub("", one.text[spot.stop : last[0].begin]))
        if WORD.search(gap):
            break
        last.insert(0, spot)
    between = one.text[last[-1].stop : spots[0]]
    if re.search(r"[;:.!?«“]", between) or known["break"].search(between):
        return []
    asked = {code for group in question.groups for code in group}
    named = {
        person(
            {"country": spot.actor.country, "id": spot.actor.id, "name": spot.actor.name, "text": spot.text}, language
        ): spot
        for spot in last
    }
    if asked and all(spot.actor.country in asked for spot in named.values()):
        return []
    return list(named)


def verbs(text: str, question: Question) -> list[tuple[int, int]]:
    """Where a text holds the first word of what was asked, most often its verb."""
    verb = next((term for term in question.wish.words if not term.name), None)
    return [match.span() for match in WORD.finditer(text) if verb and verb.found_in(tokens(match[0]))]


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
        if one.event.id and "polarity" in unborne(one.event.row, language):
            continue
        if listed and one.content < EVEN * found[0].content:
            break
        if one.content < PLAIN:
            continue
        row = one.event.row
        listed.setdefault(moment(row | {"edtf": row.get("edtf"), "date_last": row.get("date_last")}, language))
    return "\u202f; ".join(listed) if language == "fr" else "; ".join(listed)


def amount(found: Sequence[Match], question: Question) -> str:
    """How many: the number of the best quotation that counts what was asked, in its own words, quoted; of several that which
    shares most words with the question.
    """
    asked = set(tokens(question.text))
    thing = next((term for term in question.wish.words if not term.name), None)
    best, most = "", 0
    for one in leading(found):
        for phrase in amounts(one.event.text, one.event.language or "en"):
            cut = counted(phrase, question)
            shared = 1 + len(asked & set(tokens(cut))) + THING * bool(thing and thing.found_in(tokens(cut)))
            if cut and shared > most:
                best, most = cut, shared
    return quoted(best, question.language) if best else ""


def counted(phrase: str, question: Question) -> str:
    """A number with what it counts, as far as the words asked for go; "" where it counts something else."""
    terms = [term for term in question.wish.words if term.found_in(tokens(phrase))]
    if not terms:
        return ""
    parts = phrase.split()
    ends = (at for at in range(1, len(parts) + 1) if all(term.found_in(tokens(" ".join(parts[:at]))) for term in terms))
    end = next(ends, len(parts))
    asked = set(tokens(question.text))
    while end < len(parts) and set(tokens(parts[end])) & asked:  # *diplomats* + *russes*
        end += 1
    return " ".join(parts[:end])


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
        if (
            known["determiner"].fullmatch(match[0].strip())
            or YEAR.fullmatch(match[0].strip())
            or DATED.match(text[match.end() :])
        ):
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
    for one in found[:LOOKED]:
        if ("place" in one.lacks and one.event.id) or not acts(one, question) or not holds_all(one, question):
            continue
        if one.event.id and unborne(one.event.row, language) & {"roles", "end"}:
            continue
        said.setdefault(answer_of(one, question), ground_of(one.event.row, language))
    if {"answer-yes", "answer-denied"} <= said.keys():
        return say("answer-both", language, ground=said["answer-yes"], against=said["answer-denied"])
    return next((say(key, language, ground=ground) for key, ground in said.items()), "")


def acts(one: Match, question: Question) -> bool:
    """Whether the first party asked about is the one that acts: a side of an event; in a sentence without one named before the
    verb, or nobody is, and it is named around.
    """
    if "side" not in one.lacks:
        return True
    first = {code for group in question.groups[:1] for code in group}
    if one.event.id:
        return bool(one.event.actors & first)
    begin = next((begin for begin, _ in verbs(one.event.text, question)), len(one.event.text))
    named = [code for code, _, stop, _ in places(one.event.text, one.event.language) if stop <= begin]
    return bool(first & {*named}) if named else bool(first & (one.event.said | one.event.around))


def ground_of(row: dict[str, Any], language: Any) -> str:
    """On whose word, and when."""
    whole = {"said_by": None, "edtf": None, "date_last": None} | row
    return ", ".join(part for part in (speaker_of(whole, language), moment(whole, language)) if part)


def holds_all(one: Match, question: Question) -> bool:
    """Whether a statement holds what was asked: its first word, most often the verb, itself, by one that means the same, by its
    deed or denied; and all the others but one, in it or around it.
    """
    told = read_chain(one.event.row["deed"] or "", one.event.row["event"] or "") if one.event.id else None
    listed = question.wish.words
    if not listed or (one.event.id and one.parts["deed"] < DEED and one.parts["words"] < WORDED):
        return False
    denial = kinds(one.event.language or "en")["denial"]

    def meant(term: Word) -> bool:
        chains = chains_of(term.text, question.language)
        return told is not None and any(
            (chain.deed and chain.deed == told.deed) or {*chain.operators} & {*told.operators} for chain in chains
        )

    first, *rest = listed
    held = first.found_in(one.event.words) or meant(first)
    outside = [term for term in rest if not (term.found_in(one.event.words) or meant(term) or term.name)]
    if not held and (outside or not denial.search(one.event.text)):  # denied is answered, where all else is there
        return False
    missed = [term for term in outside if not term.found_in(one.event.near)]
    return len(missed) <= min(MISSED, len(rest) // 2) and len(outside) <= max(1, len(rest) // 2)


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


def reasons(found: Sequence[Candidate], asked: str = "", language: str = "en") -> list[tuple[Candidate, str]]:
    """The statements that give a reason, with the words from the one that opens it, and after them those that accuse. What only
    comes after (*after*, *since*) is a reason in the first statement alone.
    """
    given, blaming = [], []
    blames = bool(asked) and bool(kinds(language)["claim"].search(asked))
    for one in found:
        known = kinds(one.language or "en")
        names = ("reason", "sequel") if one is found[0] else ("reason",)
        matches = [m for name in names if name in known for m in known[name].finditer(one.text) if m.start() > 0]
        claim = known["claim"].search(one.text) if "claim" in known else None
        if matches:
            last = max(matches, key=lambda m: m.start())
            given.append((one, re.split(r"[;.!?]", one.text[last.start() :])[0].strip()))
        elif claim and one is not found[0] and says_so(one, claim.start(), found[0]):
            blaming.append((one, one.text))
        elif claim and asked and not blames and (comma := one.text.rfind(",", 0, claim.start())) > 0:
            given.append((one, one.text[comma + 1 :].strip()))  # *expelled two envoys, whom it accused of ...*
    return [*given, *blaming]


def says_so(one: Candidate, verb: int, focus: Candidate) -> bool:
    """Whether who accuses in a statement is who acts in another, or a pronoun: what others say of it is no reason of theirs."""
    named = {code for code, _, stop, _ in places(one.text, one.language) if stop <= verb}
    return not named or not focus.actors or bool(named & focus.actors)


def reason(found: Sequence[Candidate], language: str, asked: str = "") -> str:
    """The reason that the statements give, the first of them, quoted; "" where none gives one outright."""
    given = reasons(found, asked, language)
    return quoted(given[0][1].rstrip("."), language) if given else ""


__all__ = ["amount", "amounts", "days", "is_polar", "leading", "names", "reason", "reasons", "verdict"]
