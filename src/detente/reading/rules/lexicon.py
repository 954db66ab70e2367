"""The lexicon of a language: which words state which deed or operator, with which arguments.

`languages/XX/lexicon/*.tsv`, columns predicate, pos, class, frame, example, reading; and `objects.tsv`, columns lemma, class.
One loader reads and checks them, names file and line of what is wrong, and indexes the rows by their head's lemma.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from detente import codebook
from detente.errors import DataError, UnknownLanguage
from detente.languages import folder_of, grammar, packs
from detente.text import tables

NOTHING = "nothing"  # the class of a sense that tells no event
COLUMNS = ("predicate", "pos", "class", "frame", "example", "reading")

FRAMES = ("pos", "over", "slot", "places")
OVER = ("deed", "operator", "speech", "mutual")
SLOTS = ("D", "A", "R", "G")  # the deed under an operator is looked for first
Frame = dict[str, tuple[str, ...]]  # slot -> where it stands, in order of preference


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One line of the lexicon, checked."""

    head: str
    words: tuple[str, ...]  # lemmas or forms that must stand below the head
    classes: tuple[str, ...]  # object classes ("@weapon") that must stand below the head
    near: tuple[str, ...]  # words ("~peacekeeping") that must stand anywhere in the sentence
    pos: str  # v, n, a
    operators: tuple[str, ...]  # outermost first
    deed: str | None
    open: bool  # an operator that takes the deed it stands over
    frame: Mapping[str, tuple[str, ...]]  # A, R, D, G -> places
    both: bool
    example: str
    reading: str
    file: str
    line: int
    barred: tuple[
        str, ...
    ] = ()  # words ("!oil") that must not stand below the head; classes ("!@abstract") not in its object
    asked: tuple[tuple[str, str], ...] = ()  # a place and the class that must stand in it ("subj=@troops")
    need: frozenset[str] = field(init=False)  # words that must stand in the sentence for the row to be tried
    most: float = field(init=False)  # what a match can weigh at most

    def __post_init__(self) -> None:
        object.__setattr__(self, "need", frozenset((*self.words, *self.near)))
        asked = len(self.words) + len(self.classes) + len(self.near)
        object.__setattr__(self, "most", 2.5 * asked + 0.5 * len(self.asked))

    @property
    def predicate(self) -> str:
        return " ".join(
            (
                self.head,
                *self.words,
                *self.classes,
                *(f"~{word}" for word in self.near),
                *(f"!{word}" for word in self.barred),
                *(f"{place}={name}" for place, name in self.asked),
            )
        )

    @property
    def kind(self) -> str:
        """The class as written: `impose-sanctions`, `stop()`, `stop(impose-sanctions)`."""
        text = self.deed or ("" if self.operators else NOTHING)
        for name in reversed(self.operators):
            text = f"{name}({text})"
        return text

    @property
    def name(self) -> str:
        """What a verdict cites: `verbs-a.tsv:12 impose @sanction → impose-sanctions`."""
        return f"{self.file}:{self.line} {self.predicate} → {self.kind}"


JUDGING = frozenset(("@bad", "@false", "@good"))  # classes of what one may be called; adjectives too


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All rows of a language by lemma of their head, most specific first, and the classes of its nouns."""

    language: str
    rows: tuple[Row, ...]
    verbs: Mapping[str, tuple[Row, ...]]
    nouns: Mapping[str, tuple[Row, ...]]
    adjectives: Mapping[str, tuple[Row, ...]]
    objects: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # last word -> (words, class)
    say: Row  # what a verb of saying makes of what it says

    def judging(self, lemma: str, form: str) -> frozenset[str]:
        """The judging classes of a word, by its lemma, its form, or its form without marks of gender and number."""
        for word in (lemma, *grammar.load(self.language).agreed(form)):
            found = self.objects.get(word)
            if found:
                return found & JUDGING
        return frozenset()


def parse_class(text: str) -> tuple[tuple[str, ...], str | None, bool]:
    """`stop(promise())` -> (("stop", "promise"), None, True). Raises ValueError when a name is not in the codebook.

    `nothing` is a sense that tells no event (*strike oil*): no operator, no deed.
    """
    if text == NOTHING:
        return (), None, False
    book = codebook.load()
    parts = text.replace(")", "").split("(")
    is_open = text.endswith("()") or "()" in text
    *names, last = parts
    for name in names:
        if name not in book.operators:
            raise ValueError(f"{name!r} is no operator; expected one of {', '.join(book.operators)}")
    if last and last not in book.deeds:
        raise ValueError(f"{last!r} is no deed of the codebook (an operator has parentheses, as in `refuse()`)")
    if not last and not names:
        raise ValueError("empty class")
    return tuple(names), last or None, is_open and not last


@lru_cache(maxsize=16)
def frames(language: str) -> Mapping[tuple[str, str], Frame]:
    """Arguments of a predicate without a frame, by pos and what it is: deed, operator, speech, or (any pos) a mutual deed."""
    found: dict[tuple[str, str], Frame] = {}
    for number, (pos, over, slot, places) in tables.lines(folder_of(language) / "frames.tsv", FRAMES, full=True):
        if pos not in ("v", "n", "a", "*") or over not in OVER or slot not in SLOTS:
            expected = f"v, n, a or *, {', '.join(OVER)}, and one of {', '.join(SLOTS)}"
            raise DataError(f"frames.tsv of {language}, line {number}: {pos} {over} {slot}; expected {expected}")
        found.setdefault((pos, over), {})[slot] = tuple(places.split("|"))
    return found


def parse_frame(text: str, pos: str, is_open: bool, language: str) -> tuple[Frame, bool]:
    """The slots of a frame over the defaults of its pos and kind, and whether the deed is mutual."""
    defaults = frames(language)
    frame = dict(defaults.get((pos, "operator" if is_open else "deed"), {}))
    parts: list[str] = []
    both = False
    for part in text.split():
        if part == "both":
            both = True
        elif "=" not in part and parts:
            parts[-1] += "_" + part  # a place of several words: `R=in favour of|against`
        else:
            parts.append(part)
    for part in parts:
        slot, mark, places = part.partition("=")
        if not mark or slot not in SLOTS or not places:
            raise ValueError(f"{part!r} in frame; expected `both` or A=, R=, D=, G= with places joined by |")
        frame[slot] = tuple(place.replace("_", " ") for place in places.split("|"))
    if both and "R=" not in text:
        frame["R"] = (*frame.get("R", ()), *defaults.get(("*", "mutual"), {}).get("R", ()))
    return {slot: frame[slot] for slot in SLOTS if slot in frame}, both


def _row(path: Path, number: int, cells: list[str], language: str) -> Row:
    predicate, pos, kind, frame_text, example, reading = cells
    try:
        head, *rest = predicate.split()
        if pos not in ("v", "n", "a"):
            raise ValueError(f"pos {pos!r}; expected v, n or a")
        operators, deed, is_open = parse_class(kind)
        frame, both = parse_frame(frame_text, pos, is_open, language)
        if example and ("{A:" not in example or "{R:" not in example or not reading):
            raise ValueError("an example marks {A:...} and {R:...} and has a reading")
        if reading and reading.split("/")[0] not in codebook.load().quads:
            raise ValueError(f"reading {reading!r}; expected TYPE or TYPE/mode")
    except ValueError as error:
        raise DataError(f"{path}:{number}: {error}. Mend the line; `detente lexicon check` reads all files.") from error
    words = tuple(word for word in rest if not word.startswith(("@", "~", "!")) and "=" not in word)
    asked = tuple((place, name) for place, mark, name in (word.partition("=") for word in rest) if mark)
    barred = tuple(word[1:] for word in rest if word.startswith("!"))
    near = tuple(word[1:] for word in rest if word.startswith("~"))
    classes = tuple(word for word in rest if word.startswith("@"))
    return Row(
        head,
        words,
        classes,
        near,
        pos,
        operators,
        deed,
        is_open,
        frame,
        both,
        example,
        reading,
        path.name,
        number,
        barred,
        asked,
    )


def _index(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.head, []).append(row)
    for group in found.values():  # most specific first; of the same, an operator before a deed
        group.sort(key=lambda row: (-len(row.words) - len(row.classes) - len(row.near) - len(row.asked), not row.open))
    return {head: tuple(group) for head, group in found.items()}


def _objects(path: Path) -> tuple[dict[str, frozenset[str]], dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    single: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for number, (lemma, name) in tables.lines(path, ("lemma", "class")):
        if not lemma or not name:
            raise DataError(f"{path}:{number}: expected a lemma and a class such as @weapon")
        name = "@" + name.removeprefix("@")
        words = tuple(lemma.split())
        if len(words) == 1:
            single.setdefault(lemma, set()).add(name)
        else:
            phrases.setdefault(words[-1], []).append((words, name))
    return (
        {lemma: frozenset(names) for lemma, names in single.items()},
        {last: tuple(entries) for last, entries in phrases.items()},
    )


def _report(error: DataError, problems: list[str] | None) -> None:
    if problems is None:
        raise error
    problems.append(str(error))


def from_folder(folder: Path, language: str, problems: list[str] | None = None) -> Lexicon:
    """Read a folder of lexicon files. Raises DataError with file and line when one is wrong; where a list of `problems` is
    given, they are added to it instead and the wrong rows left out.
    """
    rows: list[Row] = []
    for path in sorted(folder.glob("*.tsv")):
        if path.name == "objects.tsv":
            continue
        for number, cells in tables.lines(path, COLUMNS):
            try:
                rows.append(_row(path, number, cells, language))
            except DataError as error:
                _report(error, problems)
    objects, phrases = _objects(folder / "objects.tsv")
    known = {name for names in objects.values() for name in names} | {n for e in phrases.values() for _, n in e}
    for row in rows:
        for name in (*row.classes, *(one for one in row.barred if one.startswith("@")), *(one for _, one in row.asked)):
            if name not in known:
                place = f"{folder / row.file}:{row.line}"
                _report(DataError(f"{place}: class {name} is not in objects.tsv; add its nouns there"), problems)
    by_pos = {pos: _index(row for row in rows if row.pos == pos) for pos in "vna"}
    places = frames(language).get(("v", "speech"), {})
    say = Row("", (), (), (), "v", ("say",), None, True, places, False, "", "", "speech", 0)
    return Lexicon(language, tuple(rows), by_pos["v"], by_pos["n"], by_pos["a"], objects, phrases, say)


@lru_cache(maxsize=16)
def load(language: str) -> Lexicon:
    """The lexicon of a language, read once. Raises UnknownLanguage when it has none, DataError when a file is wrong."""
    folder = folder_of(language) / "lexicon"
    if not folder.is_dir():
        known = ", ".join(code for code in sorted(packs()) if (folder_of(code) / "lexicon").is_dir())
        raise UnknownLanguage(f"no lexicon for {language!r}; there are {known}")
    return from_folder(folder, language)
