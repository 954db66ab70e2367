"""Minimal pairs from frames x deeds x states, in the corpus's format, the same for the same seed.

`python -m training.generate_pairs fr --count 3000 --seed 7 > FILE`: what is said of a deed (done, promised, denied, asked...)
in frames_LANG.tsv, the deed's words in deeds_LANG.tsv, names and adjectives from the gazetteer, their gender in states.tsv.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

PAIRS = Path(__file__).parent / "pairs"
LANGUAGES = Path(__file__).parents[1] / "src" / "detente" / "languages"
TOKEN = re.compile(r"\{[^}]+\}|\[(?:2:)?|\]|<(?:[A-Z]:)?|>|[^{}\[\]<>]+")
VOWEL = re.compile(r"[aeéèêiîoôuhAEÉÈIÎOU]")
ADJECTIVE = {"ms": 0, "fs": 1, "mp": 2, "fp": 3}
STATUS = {"h": "happened", "p": "planned", "c": "conditional", "d": "demanded", "n": "negated"}
LIKELIHOOD = {"c": "certain", "p": "probable", "o": "possible"}


@dataclass(frozen=True, slots=True)
class State:
    """Words for one state: name, adjective (four forms in French), capital, gender of the name, English article."""

    code: str
    name: str
    adjectives: tuple[str, ...]
    capital: str
    gender: str
    the: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One party as this sentence names it: by name, capital or office."""

    state: State
    words: str
    gender: str
    the: bool


@dataclass(slots=True)
class Rendering:
    """Text under construction, with the spans of triggers and mentions by label."""

    text: str = ""
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, words: str, label: str = "") -> None:
        """Appends words; the first of a label keeps its span."""
        if label and label not in self.spans:
            self.spans[label] = (len(self.text), len(self.text) + len(words))
        self.text += words

    def cell(self, label: str) -> str:
        """The words of a label as the format wants them: the nth occurrence is told where it is not the first."""
        begin, stop = self.spans[label]
        words = self.text[begin:stop]
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text)]
        nth = found.index(begin) + 1
        return f"{words} #{nth}" if nth > 1 else words


def table(path: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated file with a header; `#` lines are comments."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    head = lines[0].split("\t")
    for line in lines[1:]:
        if len(line.split("\t")) != len(head):
            raise ValueError(f"{path.name}: {line[:60]!r} has {len(line.split(chr(9)))} cells, expected {len(head)}")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


@cache
def words_of(kind: str, language: str) -> tuple[tuple[str, str, bool], ...]:
    """Days, months, offices or neutral sentences of words.tsv: words, gender, conflict only."""
    rows = [row for row in table(PAIRS / "words.tsv") if (row["kind"], row["language"]) == (kind, language)]
    return tuple((row["words"], row["gender"], row["conflict"] == "yes") for row in rows)


def states(language: str) -> list[State]:
    """The states of states.tsv with the gazetteer's words in one language."""
    known = {row["id"]: row for row in table(LANGUAGES / language / "states.tsv")}
    found = []
    for row in table(PAIRS / "states.tsv"):
        words = known[f"state:{row['code']}"]
        adjectives = tuple(words["adjectives"].split("|")[0].split("/"))
        adjectives += adjectives[-1:] * (4 - len(adjectives))
        name, capital = words["names"].split("|")[0], words["capitals"].split("|")[0]
        found.append(State(row["code"], name, adjectives, capital, row["gender"], row["the"] == "the"))
    return found


class Sentence:
    """One frame over one deed between states drawn at random, rendered with its spans."""

    def __init__(self, language: str, frame: dict[str, str], deed: dict[str, str], random: Random, pool: list[State]):
        self.language, self.frame, self.deed, self.random = language, frame, deed, random
        self.published = date(1995, 1, 1) + timedelta(days=random.randrange(11400))
        drawn = random.sample(pool, 4)
        self.sides = {name: self._side(state, name) for name, state in zip("ARCD", drawn, strict=True)}
        self.edtf = ""
        self.out = Rendering()

    def _side(self, state: State, name: str) -> Side:
        """How the sentence names a party; slots marked 1 are singular, slots marked 0 take the plain name."""
        text = self.frame["text"]
        capital = state.capital and state.capital != state.name and not state.capital.startswith("Le ")
        plain = Side(state, state.name, state.gender, state.the)
        town = Side(state, state.capital, "0", False)
        chance = self.random.random()
        held = re.search(rf"{{{name}'s}} (?:president|foreign|prime|defence)", text)
        if name == "D" or held or f"{name}0}}" in text:
            return plain
        if "cap:" + name in text and capital:
            return town
        if name == "R":
            return town if capital and chance < 0.2 else plain
        singular = f":{name}1}}" in text
        if chance < 0.3 or (singular and "p" in state.gender):
            offices = [one for one in words_of("office", self.language) if self.deed["class"] == "conf" or not one[2]]
            words, gender, _ = self.random.choice(offices)
            form = state.adjectives[ADJECTIVE["fs" if gender == "f" else "ms"] if self.language == "fr" else 0]
            return Side(state, words.format(form), gender, True)
        return town if capital and chance < 0.5 else plain

    def _template(self) -> str:
        """The frame with the deed's words in place of its slots."""
        deed, text = self.deed, self.frame["text"]
        starts = deed["infinitive"] if self.language == "fr" else ""
        of = "d'" if VOWEL.match(starts) else "de "
        noun = deed["noun"]
        bare = noun.replace("[", "").replace("]", "")
        text = text.replace("{d'infbare}", of + "{v.infinitive}").replace("{d'inf}", of + "[{v.infinitive}]")
        text = text.replace("{ne}", "n'" if VOWEL.match(deed.get("future", "x")) else "ne ").replace("n' [", "n'[")
        text = text.replace("ne  [", "ne [").replace("{noun2}", noun.replace("[", "[2:")).replace("{noun-bare}", bare)
        text = text.replace("{noun}", noun).replace("{passive}", deed["passive"])
        text = text.replace("{comp}", self._complement())
        return re.sub(r"\{v\.(\w+)\}", lambda m: deed[m.group(1)], text)

    def _complement(self) -> str:
        """The deed's complement, its possessive agreeing with the speaker or a plural actor."""
        comp = self.deed["complement"]
        if self.frame["id"] in ("never", "never-we", "not-yet", "will-not") and self.language == "fr":
            comp = re.sub(
                r"^(?:des|du|de l'|un) ?(<?)(?=(\w))", lambda m: ("d'" if VOWEL.match(m[2]) else "de ") + m[1], comp
            )
        if "<W:We>" in self.frame["text"]:
            return comp.replace("its ", "our ")
        if "<W:Nous>" in self.frame["text"]:
            return re.sub(r"^son ", "notre ", re.sub(r"^ses ", "nos ", comp))
        if "p" in self.sides["A"].gender and self.language == "fr":
            return re.sub(r"^son ", "leur ", re.sub(r"^ses ", "leurs ", comp))
        return comp

    def render(self) -> Rendering:
        """The sentence's text and spans."""
        template = self._template()
        opened: list[tuple[str, int]] = []
        for token in TOKEN.findall(template):
            if token in ("[", "[2:"):
                opened.append(("2" if "2" in token else "1", len(self.out.text)))
            elif token.startswith("<"):
                opened.append((token[1] if len(token) > 1 else "R", len(self.out.text)))
            elif token in ("]", ">"):
                label, begin = opened.pop()
                self.out.spans.setdefault(label, (begin, len(self.out.text)))
            elif token.startswith("{"):
                self._slot(token[1:-1], template, inside=any(label == "R" for label, _ in opened))
            else:
                self.out.add(token)
        text = self.out.text
        first = next((n for n, letter in enumerate(text) if letter.isalpha()), 0)
        self.out.text = text[:first] + text[first].upper() + text[first + 1 :]
        return self.out

    def _slot(self, slot: str, template: str, *, inside: bool) -> None:
        """Writes one slot: a date, an adjective, an auxiliary, or a party with its article."""
        if slot in ("date", "Date", "future", "saydate", "year"):
            self._date(slot)
            return
        if slot == "a":
            adjective = self.sides["R"].state.adjectives[0]
            self.out.add("an" if adjective[0] in "AEIO" else "a")
            return
        form, _, name = slot.partition(":") if ":" in slot else ("", "", slot)
        if slot.startswith("CAP("):
            self.out.add((self.sides["C"].state.capital or self.sides["C"].state.name).upper())
            return
        side = self.sides[name[0]]
        if form in ADJECTIVE or form == "adj":
            self.out.add(side.state.adjectives[ADJECTIVE[form] if form in ADJECTIVE and self.language == "fr" else 0])
        elif self.language == "en":
            self.out.add("the " if side.the else "")
            self.out.add(side.words, "" if inside else name[0])
            self.out.add(("'" if side.words.endswith("s") else "'s") if name.endswith("'s") else "")
        else:
            self._french(form, side, name[0])

    def _french(self, form: str, side: Side, label: str) -> None:
        """A French party with its article or preposition, or a word that agrees with it."""
        plural, feminine = "p" in side.gender, "f" in side.gender
        agree = {
            "ai": ("a", "ont"),
            "ra": ("a", "ont"),
            "aurait": ("aurait", "auraient"),
            "avait": ("avait", "avaient"),
            "devrait": ("devrait", "devraient"),
            "pourrait": ("pourrait", "pourraient"),
            "ferait": ("ferait", "feraient"),
            "a_été": ("a été", "ont été"),
            "e": ("e" * feminine, "e" * feminine + "s"),
            "il": ("elle" if feminine else "il", "elles" if feminine else "ils"),
        }
        if form in agree:
            self.out.add(agree[form][plural])
            return
        vowel = bool(VOWEL.match(side.words)) and side.words[0] not in "hH"
        bare = side.gender == "0" or form == "cap"
        article = {
            "le": "",
            "cap": "",
            "par": "",
            "à": "à ",
            "de": "d'" if vowel else "de ",
            "from": "d'" if vowel else "de ",
        }
        if not bare and form == "from" and (not feminine or plural) and not vowel:
            article["from"] = "des " if plural else "du "
        if not bare:
            singular = "l'" if vowel else "la " if feminine else "le "
            article["le"] = "les " if plural else singular
            article["à"] = "aux " if plural else f"à {singular}" if vowel or feminine else "au "
            article["de"] = "des " if plural else f"de {singular}" if vowel or feminine else "du "
        words = article[form.lower() if form == "Le" else form]
        self.out.add(words[:1].upper() + words[1:] if form == "Le" else words)
        self.out.add(side.words, label)

    def _date(self, slot: str) -> None:
        """A date expression, and what it means, when the slot is one that dates the deed."""
        fr, day = self.language == "fr", self.published - timedelta(days=self.random.randrange(1, 6))
        if slot == "year":
            self.out.add(str(day.year), "T")
            self.edtf = str(day.year)
            return
        chance = self.random.random()
        if slot == "future":
            if chance < 0.5:
                month = self.published.month % 12
                year = self.published.year + (self.published.month == 12)
                self.out.add(" en " if fr else " in ")
                self.out.add(words_of("month", self.language)[month][0], "T")
                self.edtf = f"{year}-{month + 1:02}"
            return
        if slot == "date" and chance < 0.4:
            return
        weekday, month = (
            words_of("day", self.language)[day.weekday()][0],
            words_of("month", self.language)[day.month - 1][0],
        )
        full = f"{'1er' if day.day == 1 else day.day} {month} {day.year}" if fr else f"{month} {day.day}, {day.year}"
        before, words, edtf = self.random.choice(
            [("" if fr else "on ", weekday, day.isoformat()), ("le " if fr else "on ", full, day.isoformat())]
            + [("en " if fr else "in ", f"{month} {day.year}", f"{day.year}-{day.month:02}")] * (slot != "saydate")
        )
        self.out.add(("" if slot == "Date" else " ") + before)
        self.out.add(words, "" if slot == "saydate" else "T")
        if slot != "saydate":
            self.edtf = edtf


def _side_cell(sentence: Sentence, label: str) -> str:
    """`words -> CODE` of a party, or `-` where the sentence does not tell it."""
    label = label[-2] if label.endswith("1") and len(label) > 1 else label[-1]
    if label == "-" or label not in sentence.out.spans:
        return "-"
    code = sentence.sides["A" if label == "W" else label].state.code
    return f"{sentence.out.cell(label)} -> {code}"


def lines_of(sentence: Sentence) -> Iterator[str]:
    """The `@` lines of a rendered sentence."""
    deed, frame = sentence.deed, sentence.frame
    if frame["events"] == "-":
        return
    for number, told in enumerate(frame["events"].split(" & ")):
        kind, trigger, actor, recipient, code, *speaker = told.split(";")
        own = kind in ("=", "plan", "AGREE")
        coop = deed["class"] == "coop"
        stop = "SANCTION/discontinue" if coop else "RETREAT"
        kind = {"=": deed["type"], "plan": "AGREE" if coop else "THREATEN", "stop": stop}.get(kind, kind)
        sides = _side_cell(sentence, actor), _side_cell(sentence, recipient)
        both = "both" if own and deed["mutual"] == "yes" and "-" not in sides else "one"
        day = f"{sentence.out.cell('T')} = {sentence.edtf}" if sentence.edtf and number == 0 else "-"
        label = speaker[0].rstrip("1") if speaker else ""
        said = sentence.out.cell(label) if label in sentence.out.spans else "author"
        cells = [kind, sentence.out.cell(trigger), *sides, both, STATUS[code[0]], LIKELIHOOD[code[1]], day, said]
        yield "@ " + " | ".join(cells)
        if deed["category"] != "-" and kind not in ("ACCUSE/disapprove", "SUPPORT", stop):
            yield from _transfer(sentence, kind, STATUS[code[0]])


def _transfer(sentence: Sentence, kind: str, status: str) -> Iterator[str]:
    """The transfer that an event of a deed with goods tells: refused is negated."""
    goods = sentence.deed["goods"]
    if goods == "-" or goods not in sentence.out.text or "R" not in sentence.out.spans:
        return
    provider = _side_cell(sentence, "W" if "W" in sentence.out.spans else "A")
    told = "negated" if kind == "REJECT" else status
    yield f"@ T {provider} | {_side_cell(sentence, 'R')} | {goods} | {sentence.deed['category']} | {told}"


def fits(frame: dict[str, str], deed: dict[str, str]) -> bool:
    """Whether a frame may stand over a deed."""
    wanted = frame["for"]
    return wanted in ("any", deed["class"]) or (wanted == "lasting" and deed["lasts"] == "yes")


def passages(language: str, count: int, seed: int) -> Iterator[str]:
    """`count` passages in the corpus's format."""
    random, pool = Random(f"{language}-{seed}"), states(language)
    frames, deeds = table(PAIRS / f"frames_{language}.tsv"), table(PAIRS / f"deeds_{language}.tsv")
    pairs = [(frame, deed) for deed in deeds for frame in frames if fits(frame, deed)]
    for number in range(count):
        if number % len(pairs) == 0:
            random.shuffle(pairs)
        frame, deed = pairs[number % len(pairs)]
        sentence = Sentence(language, frame, deed, random, pool)
        if frame["register"] != "headline" and frame["id"] != "third-place" and random.random() < 0.15:
            before = random.choice(words_of("neutral", language))[0]
            frame = sentence.frame = {**frame, "text": f"{before} ⁂{frame['text']}"}
        sentence.render()
        _without_mark(sentence)
        head = f"# g{language}{seed}-{number:05}\t{frame['register']}\t{sentence.published.isoformat()}"
        yield "\n".join([head, sentence.out.text, *lines_of(sentence)]) + "\n"


def _without_mark(sentence: Sentence) -> None:
    """Takes out the mark of where the second sentence begins, with a capital after it."""
    out = sentence.out
    mark = out.text.find("⁂")
    if mark < 0:
        return
    rest = out.text[mark + 1 :]
    first = next((n for n, letter in enumerate(rest) if letter.isalpha()), 0)
    out.text = out.text[:mark] + rest[:first] + rest[first].upper() + rest[first + 1 :]
    out.spans = {k: (b - (b > mark), e - (e > mark)) for k, (b, e) in out.spans.items()}


def main() -> None:
    """Writes the passages to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("language", choices=["en", "fr"])
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    for passage in passages(chosen.language, chosen.count, chosen.seed):
        print(passage)


if __name__ == "__main__":
    main()
