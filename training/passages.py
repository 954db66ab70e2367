"""The corpus's file format and its one reader: passages with their text, events, transfers and commitments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
STATES = Path(__file__).parents[1] / "src" / "detente" / "world" / "gazetteer" / "states.tsv"

REGISTERS = [
    "dispatch",
    "communique",
    "readout",
    "interview",
    "editorial",
    "chronology",
    "note",
    "encyclopaedia",
    "transcript",
    "headline",
]
STATUSES = ["happened", "planned", "conditional", "demanded", "negated"]
LIKELIHOODS = ["certain", "probable", "possible"]
GROUPS = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", "XKX", "SUN", "YUG", "CSK", "DDR", "YMD", "SCG"]
OBLIGATIONS = ["defence", "neutrality", "non-aggression", "consultation", "offence"]
CATEGORIES = ["weapons", "ammunition", "technology", "energy", "money", "humanitarian", "troops", "training", "goods"]
MODES = {
    "AGREE": "",
    "SUPPORT": "",
    "CONCEDE": "",
    "CONSULT": "visit third-party multilateral phone",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
EDTF = re.compile(r"\d{4}(-\d{2}(-\d{2})?|-W\d{2})?(/\d{4}(-\d{2}(-\d{2})?)?|/\.\.)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the passage (`begin`, `stop` in its text) and the ISO codes of whom they mean; no words: `begin` is -1."""

    words: str
    codes: tuple[str, ...]
    begin: int
    stop: int


@dataclass(frozen=True, slots=True)
class CorpusEvent:
    """One `@` line: the event, its sides, and what the passage says of its reality, day and speaker."""

    type: str
    mode: str
    trigger: Mention
    actor: Mention
    recipient: Mention
    both: bool
    status: str
    likelihood: str
    date: Mention
    edtf: str
    speaker: Mention  # no words: the author
    line: int


@dataclass(frozen=True, slots=True)
class CorpusTransfer:
    """One `@ T` line: goods that go or would go from one party to another."""

    provider: Mention
    recipient: Mention
    goods: Mention
    category: str
    status: str
    line: int


@dataclass(frozen=True, slots=True)
class CorpusCommitment:
    """One `@ C` line: parties bound by an instrument, with the obligations the passage tells."""

    parties: tuple[Mention, ...]
    obligations: tuple[str, ...]
    instrument: Mention
    line: int


@dataclass(slots=True)
class Passage:
    """A passage of the corpus; `text` keeps its line breaks, all offsets count in it."""

    id: str
    language: str
    register: str
    published: str
    text: str
    file: str
    line: int
    blind: bool
    events: list[CorpusEvent] = field(default_factory=list)
    transfers: list[CorpusTransfer] = field(default_factory=list)
    commitments: list[CorpusCommitment] = field(default_factory=list)


class CorpusError(ValueError):
    """A line that does not keep the format; its text names file, line, value and what was expected."""


def known_codes() -> frozenset[str]:
    """Every code a mention may carry: alpha-3 of the gazetteer and PLOVER's groups."""
    rows = STATES.read_text(encoding="utf-8").splitlines()
    place = rows[0].split("\t").index("alpha3")
    return frozenset(GROUPS) | {row.split("\t")[place] for row in rows[1:] if row} - {""}


def _find(words: str, text: str) -> tuple[int, int]:
    """Span of `words` (`#n` asks for the nth occurrence) at word boundaries."""
    bare, mark, nth = words.rpartition(" #")
    bare, count = (bare, int(nth)) if mark and nth.isdigit() else (words, 1)
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(bare)}(?!\w)", text)]
    if not bare or len(found) < count:
        raise CorpusError(f"{words!r} is not in the passage ({len(found)} places): copy the words exactly")
    return found[count - 1]


def mention(cell: str, text: str, codes: frozenset[str], *, side: bool) -> Mention:
    """A cell `words -> CODE, CODE` or `-`; a side must carry at least one known code.

    Raises `CorpusError` where the words are not in the text or a code is not known.
    """
    words, arrow, after = (part.strip() for part in cell.partition("->"))
    if words == "-" and not arrow:
        return Mention("", (), -1, -1)
    meant = tuple(code.strip() for code in after.split(",")) if arrow else ()
    if side and not meant:
        raise CorpusError(f"{cell!r} has no code: write 'words -> ISO' or '-'")
    for code in meant:
        if code not in codes:
            raise CorpusError(f"code {code!r} is not known: expected an ISO alpha-3 code or one of {' '.join(GROUPS)}")
    begin, stop = _find(words, text)
    return Mention(text[begin:stop], meant, begin, stop)


def _one_of(value: str, allowed: list[str], what: str) -> str:
    if value not in allowed:
        raise CorpusError(f"{what} {value!r} is not one of {' '.join(allowed)}")
    return value


def _event(cells: list[str], text: str, codes: frozenset[str], line: int) -> CorpusEvent:
    if len(cells) != 9:
        raise CorpusError(
            f"{len(cells)} cells, expected 9: type|trigger|actor|recipient|both|status|likelihood|date|speaker"
        )
    kind, _, mode = cells[0].partition("/")
    _one_of(kind, list(MODES), "type")
    if mode:
        _one_of(mode, MODES[kind].split(), f"mode of {kind}")
    day, equals, edtf = (part.strip() for part in cells[7].partition("="))
    if equals and not EDTF.fullmatch(edtf):
        raise CorpusError(f"date {edtf!r} is not EDTF (2024-05-03, 2024-05, 2024, 2024-W18, 2024-05/2024-06)")
    trigger = mention(cells[1], text, codes, side=False)
    if trigger.begin < 0:
        raise CorpusError("an event needs the words that tell it")
    return CorpusEvent(
        type=kind,
        mode=mode,
        trigger=trigger,
        actor=mention(cells[2], text, codes, side=True),
        recipient=mention(cells[3], text, codes, side=True),
        both=_one_of(cells[4], ["both", "one"], "column 5") == "both",
        status=_one_of(cells[5], STATUSES, "status"),
        likelihood=_one_of(cells[6], LIKELIHOODS, "likelihood"),
        date=mention(day, text, codes, side=False),
        edtf=edtf,
        speaker=mention("-" if cells[8] == "author" else cells[8], text, codes, side=False),
        line=line,
    )


def _transfer(cells: list[str], text: str, codes: frozenset[str], line: int) -> CorpusTransfer:
    if len(cells) != 5:
        raise CorpusError(f"{len(cells)} cells, expected 5: T provider|recipient|goods|category|status")
    return CorpusTransfer(
        provider=mention(cells[0], text, codes, side=True),
        recipient=mention(cells[1], text, codes, side=True),
        goods=mention(cells[2], text, codes, side=False),
        category=_one_of(cells[3], CATEGORIES, "category"),
        status=_one_of(cells[4], STATUSES, "status"),
        line=line,
    )


def _commitment(cells: list[str], text: str, codes: frozenset[str], line: int) -> CorpusCommitment:
    if len(cells) != 3:
        raise CorpusError(f"{len(cells)} cells, expected 3: C party -> ISO; party -> ISO|obligations|instrument")
    parties = re.split(r";\s*|(?<=\b[A-Z]{3}), (?=[^,;|]*->)", cells[0])
    return CorpusCommitment(
        parties=tuple(mention(party, text, codes, side=True) for party in parties),
        obligations=tuple(_one_of(one, OBLIGATIONS, "obligation") for one in re.split(r",\s*", cells[1]) if one != "-"),
        instrument=mention(cells[2], text, codes, side=False),
        line=line,
    )


def _annotate(passage: Passage, line: str, codes: frozenset[str], number: int) -> None:
    """Adds what one `@` line says to its passage."""
    kind = line[2:].split(" ", 1)[0]
    cells = [cell.strip() for cell in (line[4:] if kind in "TC" else line[2:]).split("|")]
    if kind == "T":
        passage.transfers.append(_transfer(cells, passage.text, codes, number))
    elif kind == "C":
        passage.commitments.append(_commitment(cells, passage.text, codes, number))
    else:
        passage.events.append(_event(cells, passage.text, codes, number))


def _opened(lines: list[tuple[int, str]], language: str, file: str) -> Passage:
    """The passage of one block of lines, not yet annotated."""
    number, first = lines[0]
    head = first[1:].strip().split("\t")
    if not first.startswith("# ") or len(head) != 3:
        raise CorpusError(f"{first!r}: expected '# id<TAB>register<TAB>YYYY-MM-DD'")
    _one_of(head[1], list(REGISTERS), "register")
    try:
        date.fromisoformat(head[2])
    except ValueError as error:
        raise CorpusError(f"published {head[2]!r} is not a day (YYYY-MM-DD)") from error
    text = "\n".join(line for _, line in lines[1:] if not line.startswith("@"))
    if not text:
        raise CorpusError("a passage without text")
    return Passage(head[0], language, head[1], head[2], text, file, number, file.startswith("blind-"))


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    """Numbered lines between blank lines."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            block.append((number, line.rstrip()))
        elif block:
            yield block
            block = []


def read_text(text: str, language: str, file: str, faults: list[str] | None = None) -> Iterator[Passage]:
    """Passages of one file's text, in order.

    A faulty line raises `CorpusError`, or, when `faults` is a list, is written there as `file:line: what` and left out.
    """
    codes = known_codes()
    for block in _blocks(text):
        number = block[0][0]
        try:
            passage = _opened(block, language, file)
        except CorpusError as error:
            if faults is None:
                raise CorpusError(f"{file}:{number}: {error}") from error
            faults.append(f"{file}:{number}: {error}")
            continue
        for number, line in block[1:]:
            if not line.startswith("@"):
                continue
            try:
                _annotate(passage, line, codes, number)
            except (CorpusError, ValueError) as error:
                if faults is None:
                    raise CorpusError(f"{file}:{number}: {error}") from error
                faults.append(f"{file}:{number}: {error}")
        yield passage


def read_corpus(root: Path = CORPUS, faults: list[str] | None = None) -> Iterator[Passage]:
    """Every passage under `root`/LANG/NAME.txt, languages and files in alphabetical order."""
    for path in sorted(root.glob("*/*.txt")):
        yield from read_text(path.read_text(encoding="utf-8"), path.parent.name, path.name, faults)
