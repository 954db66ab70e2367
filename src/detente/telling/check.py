"""Whether what is told of an event stands in its quotation: what, polarity, who, whom, status, the end of a thing, by the words alone.

The readers parse; this looks at the surface, with words of its own (`languages/XX/quotations.tsv`), so that a reading that went
wrong is not proved by itself. It errs to one side: a telling that it doubts is withheld, and the quotation stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from detente.languages import folder_of
from detente.telling.clause import split
from detente.telling.labels import borne
from detente.telling.wording import LANGUAGES as LANGUAGES_TOLD
from detente.telling.wording import words as phrases
from detente.text import tables

# Operators and deeds that own up to a word: what is under *refuse* may stand behind *declined to*.
SAYING_NO = frozenset(("refuse", "not", "fail", "stop", "deny", "prevent"))
CLAIMING = frozenset(("accuse", "condemn", "praise", "say", "ask", "threaten"))
WISHING = frozenset(
    ("promise", "announce", "ask", "threaten", "refuse", "try", "allow", "fail", "stop", "not", "accuse", "condemn", "praise", "resume", "do", "deny",
     "prevent", "suppose")
)  # fmt: skip
AHEAD = frozenset(("AGREE", "REQUEST", "THREATEN"))  # types of what is not done yet
OF_WILL = frozenset(
    ("REJECT", "CONCEDE", "ACCUSE", "PROTEST")
)  # types whose own verbs tell a will: *refused to allow*, *accepted*
AT_PLACES = frozenset(
    ("ASSAULT", "MOBILIZE", "COERCE", "RETREAT", "SANCTION", "PROTEST")
)  # types that a place may suffer
ENDING = re.compile(r"^(?:lift|halt|cut|end|suspend|break|leave|withdraw|drop|ease|cease|exclude|resign|expel|disarm|de-escalate|reject|defy|withhold)")  # fmt: skip
REJECTING = re.compile(r"^(?:reject|deny|veto|defy|refuse)")
WITH = frozenset(
    ("meet", "hold-talks", "discuss", "phone", "cooperate", "meet-third-place", "strengthen-ties")
)  # deeds of two
ADJOINING = 3  # words within which a name is the object or subject itself
NEAR = 4  # words before a trigger in which a negation or a future bears on it
AFTER = 3  # words behind it
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*[’']?")


@dataclass(frozen=True, slots=True)
class Line:
    """What is told of one sentence: its words, the offsets of the words that carry the deed, and the reading to be held against it."""

    text: str
    language: str
    begin: int  # of the trigger in the text
    stop: int
    event: str
    deed: str
    status: str
    actors: tuple[frozenset[str], ...]  # codes by which each actor may be named
    recipients: tuple[frozenset[str], ...]
    both: bool = False


def faults(line: Line) -> tuple[str, ...]:
    """The parts of a reading that its sentence does not bear: of what, polarity, status, end, who, whom, roles; none where it passes."""
    if not words(line.language):
        return ("language",)
    found = [part for part, wrong in CHECKS.items() if wrong(line)]
    return tuple(found)


@cache
def words(language: str) -> Mapping[str, re.Pattern[str]]:
    """Kind -> a pattern of its words; a language without a table has none."""
    listed: dict[str, list[str]] = {}
    for kind, word in tables.rows(folder_of(language) / "quotations.tsv", ("kind", "word")):
        listed.setdefault(kind, []).append(word)
    return {kind: pattern(kind, found) for kind, found in listed.items()}


def pattern(kind: str, listed: Sequence[str]) -> re.Pattern[str]:
    """Words as they stand, `*` for any ending, `-` where they hang on the word before (*doesn't*); of forms, the endings of one word."""
    if kind.startswith("form-"):
        return re.compile(rf"\w{{2,}}(?:{'|'.join(re.escape(word[1:]) for word in listed)})\Z", re.IGNORECASE)
    hanging = [word[1:] for word in listed if word.startswith("-")]
    spelled = "|".join(
        re.escape(word.removeprefix("-")).replace(r"\*", r"[\w-]*").replace(r"\ ", r"\s+").replace("'", "['’]")
        + ("" if word.endswith(("'", "*")) else r"(?!\w)")
        for word in sorted(listed, key=len, reverse=True)
    )
    if kind in ("source", "aside", "at"):  # what stands just before a name
        return re.compile(rf"(?<!\w)(?:{spelled})\s*$", re.IGNORECASE)
    ends = "|".join(re.escape(word).replace("'", "['’]") for word in hanging)
    start = rf"(?:(?<!\w)|(?<=\w)(?={ends}))" if hanging else r"(?<!\w)"
    return re.compile(f"{start}(?:{spelled})", re.IGNORECASE)


def holds(line: Line, kind: str, text: str) -> bool:
    one = words(line.language).get(kind)
    return bool(one and one.search(text))


def doubtful(text: str, language: str | None) -> bool:
    """Whether a word of a text puts in doubt what it says."""
    one = words(language or "en").get("hedge")
    return one is None or bool(one.search(text))


def before(line: Line) -> str:
    """The clause up to the trigger: what stands behind the last halt or conjunction before it."""
    return clause_end(line, line.text[: line.begin], last=True)


def above(line: Line) -> str:
    """The clause up to the trigger with those that govern it: *demanded that*, *a nié que*."""
    return clause_end(line, line.text[: line.begin], last=True, content=True)


def behind(line: Line) -> str:
    """The clause behind the trigger."""
    return clause_end(line, line.text[line.stop :], last=False)


def clause_end(line: Line, text: str, *, last: bool, content: bool = False) -> str:
    """A text behind its last break, or before its first; `content`: the conjunction of a content clause is none."""
    breaks = [m.span() for m in re.finditer(r"[,;:.!?()«»“”\"–—]", text)]
    for kind in ("break",) if content else ("break", "content"):
        if one := words(line.language).get(kind):
            breaks += [m.span() for m in one.finditer(text)]
    if not breaks:
        return text
    return text[max(stop for _, stop in breaks) :] if last else text[: min(begin for begin, _ in breaks)]


def tail(text: str, count: int) -> str:
    """The last words of a text."""
    spans = [m.start() for m in WORD.finditer(text)]
    return text[spans[-count] :] if len(spans) > count else text


def head(text: str, count: int) -> str:
    """The first words of a text."""
    spans = [m.end() for m in WORD.finditer(text)]
    return text[: spans[count - 1]] if len(spans) > count else text


def noun(line: Line) -> bool:
    """Whether the trigger stands behind a determiner, as a noun does."""
    return holds(line, "determiner", tail(line.text[: line.begin], 2))


def polarity(line: Line) -> bool:
    """Denied where the reading affirms, or affirmed where it denies."""
    operators, deed = split(line.deed)
    near = f"{tail(before(line), NEAR)} {line.text[line.begin : line.stop]} {head(behind(line), AFTER)}"
    no = holds(line, "negation", near)
    denied = holds(line, "denial", above(line))
    if line.status == "negated" or "not" in operators:
        return not (holds(line, "negation", line.text) or holds(line, "denial", line.text))
    if no and not SAYING_NO & {*operators} and not REJECTING.match(deed):
        return True
    own = SAYING_NO & {*operators} or CLAIMING & {*operators} or REJECTING.match(deed)
    return bool(denied and not own)


def status(line: Line) -> bool:
    """Still to come, wished or alleged where the reading says it happened; happened where it says it is to come."""
    operators, _ = split(line.deed)
    ahead = tail(before(line), NEAR)
    spoken = f"{tail(ahead, 2)} {line.text[line.begin : line.stop]}"
    coming = (
        holds(line, "future", ahead)
        or unreal(line, spoken)
        or (noun(line) and holds(line, "future", head(behind(line), AFTER)))
    )
    if line.status in ("planned", "demanded", "conditional"):
        whole = holds(line, "wish", line.text) or holds(line, "future", line.text) or unreal(line, line.text)
        return not (operators or line.event in AHEAD or whole)
    if line.status == "negated":
        return False
    if holds(line, "condition", line.text[: line.begin]):
        return True
    if coming and not {*operators} & WISHING:
        return True
    if holds(line, "when", before(line)) and holds(line, "future", line.text) and not operators:
        return True  # *will stay after X leaves*
    clause = above(line)
    if holds(line, "claim", clause) and not {*operators} & CLAIMING and line.event != "ACCUSE":
        return True
    own = line.text[line.begin : line.stop] if line.event not in OF_WILL else ""
    wished = holds(line, "wish", f"{clause} {own}") and not {*operators} & WISHING and line.event not in AHEAD
    return wished or unfinished(line)


def unreal(line: Line, text: str) -> bool:
    """Whether a word of a text has the ending of a time to come; a noun behind a determiner has not."""
    ending = words(line.language).get("form-future")
    if ending is None:
        return False
    for match in WORD.finditer(text):
        if (
            len(match[0]) > 4
            and ending.fullmatch(match[0])
            and not holds(line, "determiner", tail(text[: match.start()], 1))
        ):
            return True
    return False


def unfinished(line: Line) -> bool:
    """Whether the trigger is a verb form that states no deed done: *of shelling*, *to attack*, *pour attaquer*."""
    operators, _ = split(line.deed)
    if operators or line.event in AHEAD:
        return False
    last = tail(line.text[: line.begin], 1)
    trigger = (WORD.findall(line.text[line.begin : line.stop]) or [""])[0]
    kinds = words(line.language)
    if "particle" in kinds and kinds["particle"].search(last):
        return not noun(line)
    governed = holds(line, "governs", last)
    return governed and any(
        kinds[name].fullmatch(trigger) for name in ("form-gerund", "form-infinitive") if name in kinds
    )


def end(line: Line) -> bool:
    """Ended where the reading says it goes on, or going on where it says it ended."""
    operators, deed = split(line.deed)
    if "stop" in operators:
        return not (holds(line, "end", line.text) or holds(line, "negation", line.text))
    if {*operators} & (SAYING_NO | CLAIMING | WISHING) or ENDING.match(deed):
        return False
    after = noun(line) and holds(line, "end", head(behind(line), AFTER))
    return holds(line, "end", before(line)) or after


def what(line: Line) -> bool:
    """An operator or a deed for which the clause has no word."""
    operators, deed = split(line.deed)
    clause = f"{above(line)}{line.text[line.begin : line.stop]}{clause_end(line, line.text[line.stop :], last=False, content=True)}"
    return not all(borne(one, clause, line.language) for one in (*operators, deed) if one)


def who(line: Line) -> bool:
    """An actor that the sentence does not name, or names only to say where."""
    party = {code for code, _, _, place in places(line.text, line.language) if not place}
    nowhere = any(codes and not codes & party for codes in line.actors)
    return not line.actors or missing(line, line.actors) or nowhere or (line.both and located(line))


def located(line: Line) -> bool:
    """Whether one of two only stands where it says where they were: *met in Bali*."""
    spots = (positions(line, (codes,)) for codes in (*line.actors, *line.recipients) if codes)
    return any(found and all(holds(line, "at", line.text[:begin]) for begin, _ in found) for found in spots)


def whom(line: Line) -> bool:
    """A recipient that the sentence does not name, or names only to say where, or against whom others are called upon."""
    operators, deed = split(line.deed)
    if missing(line, line.recipients):
        return True
    spots = positions(line, line.recipients)
    if (
        operators[:1] == ["ask"]
        and spots
        and all(holds(line, "target", tail(line.text[:begin], 2)) for begin, _ in spots)
    ):
        return True
    if (deed == "recognise" and not operators and not follows(line)) or beyond(line, spots) or its_own(line):
        return True
    party = {code for code, _, _, place in places(line.text, line.language) if not place}
    return (
        line.event not in AT_PLACES
        and deed != "visit"
        and any(codes and not codes & party for codes in line.recipients)
    )


def follows(line: Line) -> bool:
    """Whether a recipient is the object itself: what is recognised is not of it, nor in it."""
    return any(
        begin >= line.stop and len(WORD.findall(line.text[line.stop : begin])) < ADJOINING
        for begin, _ in positions(line, line.recipients)
    )


def its_own(line: Line) -> bool:
    """Whether what is struck or taken is the actor's own: *destroyed its site*."""
    return line.event in ("ASSAULT", "COERCE") and holds(line, "own", head(behind(line), 1))


def beyond(line: Line, spots: Sequence[tuple[int, int]]) -> bool:
    """Whether the recipients only stand behind the trigger in a clause of its own, and are not what that clause begins with."""
    if not spots or line.both or not all(begin >= line.stop for begin, _ in spots):
        return False
    between = [line.text[line.stop : begin] for begin, _ in spots]
    return all(len(WORD.findall(clause_end(line, text, last=True))) >= ADJOINING for text in between) and all(
        clause_end(line, text, last=False) != text for text in between
    )


def partner(line: Line) -> bool:
    """What two do with one another, of one alone."""
    operators, deed = split(line.deed)
    return not operators and deed in WITH and len({*line.actors, *line.recipients}) < 2


def roles(line: Line) -> bool:
    """The actor stands where the one does to whom it is done, or a bystander; or the recipient where the doer does."""
    return turned(line) or by_recipient(line) or bystander(line)


def missing(line: Line, side: Sequence[frozenset[str]]) -> bool:
    """Whether the sentence names one of a side by none of its codes."""
    named = {code for code, *_ in places(line.text, line.language)}
    return any(codes and not codes & named for codes in side)


def positions(line: Line, side: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    codes = frozenset().union(*side)
    return [(begin, stop) for code, begin, stop, _ in places(line.text, line.language) if code in codes]


def turned(line: Line) -> bool:
    """Whether the actor stands where the one it is done to does: behind the verb without *by*, with the recipient before it; or behind *against*."""
    doers, others = positions(line, line.actors), positions(line, line.recipients)
    if line.both or not doers or not others:
        return False
    if all(holds(line, "target", tail(line.text[:begin], 2)) for begin, _ in doers):
        return True
    if (
        noun(line)
        or not all(begin >= line.stop for begin, _ in doers)
        or not any(stop <= line.begin for _, stop in others)
    ):
        return False
    acts = any(holds(line, "agent", tail(line.text[line.stop : begin], 3)) for begin, _ in doers)
    gets = holds(line, "receiving", line.text[line.begin : line.stop])
    said = line.text[
        max(stop for _, stop in others if stop <= line.begin) : line.begin
    ]  # *X, a dit Y, ...*: a speaker stands between
    return not (acts or gets or re.search(r"[,:«“]", said))


def bystander(line: Line) -> bool:
    """Whether the actor only stands behind a preposition that no doer of a verb has: *with X*, *to X*, *from X*."""
    if line.both or noun(line) or holds(line, "receiving", line.text[line.begin : line.stop]):
        return False
    found = positions(line, line.actors)
    return bool(found) and all(holds(line, "aside", line.text[:begin]) for begin, _ in found)


def by_recipient(line: Line) -> bool:
    """Whether the recipient is the doer of the verb itself: *was visited by the recipient*."""
    operators, _ = split(line.deed)
    if line.both or {*operators} & CLAIMING or noun(line):
        return False
    return any(
        begin >= line.stop
        and holds(line, "agent", tail(line.text[line.stop : begin], 2))
        and len(line.text[line.stop : begin]) < 40
        for begin, _ in positions(line, line.recipients)
    )


@lru_cache(maxsize=8_000)
def places(text: str, language: str | None) -> tuple[tuple[str, int, int, bool], ...]:
    """Codes that a text names, where, and whether they only tell a place. A sentence by itself may sound of leisure to the
    reader of actors: a sentence of politics behind it sets the theme.
    """
    from detente.world.actors import mentions

    around = f"{text} {phrases(language)['context']}" if language in LANGUAGES_TOLD else text
    return tuple(
        (code, one.begin, one.stop, one.place)
        for one in mentions(around, language=language, places=True)
        if one.stop <= len(text)
        for code in (one.actor.country, *one.actor.members)
        if code
    )


CHECKS = {
    "what": what,
    "polarity": polarity,
    "status": status,
    "end": end,
    "who": who,
    "whom": whom,
    "partner": partner,
    "roles": roles,
}

__all__ = ["CHECKS", "Line", "faults", "places", "words"]
