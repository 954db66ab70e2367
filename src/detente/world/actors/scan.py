"""The automaton over all names in all languages, with word boundaries."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from detente.languages import grammar, packs
from detente.world.gazetteer import gazetteer
from detente.world.gazetteer.load import leading
from detente.world.gazetteer.words import plain

REACH = 60  # characters behind a broken match that a name beginning inside it may take
SHORTEST = 4  # letters of a name that a note's number may follow: a G7 is no G
UNSPACED = "\u2e80"  # from here on, scripts that write no blanks between words


class Hit(NamedTuple):
    """A name found in a text; `form` is the key into `Gazetteer.names`."""

    form: str
    begin: int
    stop: int


class Scanner:
    """Leftmost-longest search for a set of forms that stand as words."""

    def __init__(self, forms: list[str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self.forms = forms
        self._known = frozenset(forms)
        self._automaton = AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest)
        # Compound prefixes (franco-) end in the middle of a word; ideographs have no boundaries at all.
        self._open = [form[-1] == "-" or form[-1] >= UNSPACED for form in forms]
        articles = articled()
        self._articled = [form.startswith(articles) for form in forms]
        self._bare = [form[0] >= UNSPACED for form in forms]

    def scan(self, text: str) -> list[Hit]:
        """All names of the text, in order, without overlaps. Offsets are those of the text."""
        text = plain(text)
        forms, open_, bare, size = self.forms, self._open, self._bare, len(text)
        hits: list[Hit] = []
        free = 0  # what stands before is taken
        for index, begin, stop in self._automaton.find_matches_as_indexes(text):
            if begin < free or (begin and text[begin - 1].isalnum() and not bare[index]):
                continue
            if stop < size and text[stop].isalnum() and not open_[index] and not noted(text, begin, stop):
                if " " in forms[index] or "-" in forms[index]:
                    hits.extend(self._within(text, begin, stop))
                    free = max(free, hits[-1].stop if hits else 0)
                continue
            if self._articled[index] and text[stop : stop + 2].strip(" -")[:1].isupper():
                hits.extend(self._within(text, begin, stop))  # the West | German
                free = max(free, hits[-1].stop if hits else 0)
                continue
            hits.append(Hit(forms[index], begin, stop))
        return hits

    def _within(self, text: str, begin: int, stop: int) -> list[Hit]:
        """Names inside a match that breaks off in the middle of a word: Le Pen|tagone."""
        for cut in range(stop - 1, begin, -1):
            if not text[cut].isalnum() and text[begin:cut] in self._known:
                return [Hit(text[begin:cut], begin, cut)]
        start = begin
        while start < stop and text[start].isalnum():
            start += 1
        rest = self.scan(text[start + 1 : stop + REACH])
        return [
            Hit(form, first + start + 1, last + start + 1) for form, first, last in rest if first + start + 1 < stop
        ]


def articled() -> tuple[str, ...]:
    """What a name with an article begins with, in every language."""
    words = {f"{word} " for language in packs() for word in grammar.load(language).article if not word.endswith("'")}
    return (*sorted(words), *(word.capitalize() for word in leading()))


def noted(text: str, begin: int, stop: int) -> bool:
    """Whether what is glued to a name is the mark of a note: Ukraine¹, Ukraine12."""
    end = stop
    while end < len(text) and text[end].isdigit():
        end += 1
    marked = end > stop and (end == len(text) or not text[end].isalnum())
    raised = marked and not text[stop].isdecimal()
    return raised or (marked and stop - begin > SHORTEST and end - stop < 3)


@lru_cache(maxsize=1)
def scanner() -> Scanner:
    """The scanner over the whole gazetteer, built once a process."""
    return Scanner(sorted(gazetteer().names))


__all__ = ["Hit", "Scanner", "scanner"]
