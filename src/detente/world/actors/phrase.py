"""Cuts a noun phrase into what counts for resolving it: names, sector terms, and the small words between them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from detente.languages import grammar
from detente.world.actors.scan import scanner
from detente.world.gazetteer import Name, Term, gazetteer
from detente.world.gazetteer.words import TOKEN, plain

LONGEST = 7  # tokens of the longest term
DEFAULT = "en"  # the language of a phrase that tells none
SHORTEST = 4  # letters of a plural
SHORT, KEPT = 40, 10_000  # stretches between names that are kept: their length, how many
MARKING = frozenset(("mark", "led", "back"))


class Item(NamedTuple):
    """A piece of a phrase. `kind` is name, city, term, word, or the class of a function word (words.tsv)."""

    kind: str
    begin: int
    stop: int
    text: str
    names: tuple[Name, ...] = ()
    term: Term | None = None
    country: str | None = None
    mark: str = ""  # what a compound says of the name: pro, anti, led, back


@lru_cache(maxsize=4)
def _starts(language: str) -> dict[str, int]:
    """First token of a term -> tokens of the longest term that begins with it."""
    found: dict[str, int] = {}
    for term in gazetteer().terms[language]:
        first = term.split(" ", 1)[0]
        found[first] = max(found.get(first, 0), term.count(" ") + 1)
    return found


def guess_language(phrase: str) -> str:
    """The language of a phrase among those that have a pack, by its function words, terms and letters; English where nothing tells."""
    book = gazetteer()
    tokens = plain(phrase).lower().replace("'", "' ").split()
    scores = {}
    for language, words in book.words.items():
        letters = "" if phrase.isascii() else "".join(grammar.load(language).letters)
        terms = book.terms[language]
        scores[language] = sum(map(phrase.count, letters)) + sum(token in words or token in terms for token in tokens)
    return max(scores, key=lambda language: (scores[language], language == DEFAULT))


def cut(phrase: str, language: str) -> list[Item]:
    """The items of a phrase, in order; offsets count in the phrase."""
    text = plain(phrase)
    names = gazetteer().names
    items: list[Item] = []
    at = 0
    for form, begin, stop in scanner().scan(text):
        items.extend(_gap(text, at, begin, language))
        items.append(Item("name", begin, stop, form, names[form]))
        at = stop
    items.extend(_gap(text, at, len(text), language))
    return _timed(_marked(text, items, language))


def _gap(text: str, begin: int, stop: int, language: str) -> list[Item]:
    """Items of a stretch without names. Short ones come again and again (*the president of*), and are kept."""
    if stop - begin < 2 and (begin == stop or text[begin] == " "):
        return []
    find = _known_pieces if stop - begin <= SHORT else _pieces
    found = find(text[begin:stop], begin == 0, language)
    if begin == 0:
        return list(found)
    return [
        Item(kind, first + begin, last + begin, token, (), term, country)
        for kind, first, last, token, _, term, country, _ in found
    ]


def _pieces(text: str, opening: bool, language: str) -> tuple[Item, ...]:
    """Items of a stretch without names, offsets from its begin. `opening`: the phrase begins with it."""
    tokens = [(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text)]
    words = gazetteer().words[language]
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        first, last, token = tokens[at]
        term, used = _term(tokens, at, language)
        if term is not None:
            end = tokens[at + used - 1][1]
            items.append(Item("term", first, end, text[first:end], term=term))
            at += used
            continue
        city = _city(text, tokens, at)
        if city is not None:
            country, end, used = city
            items.append(Item("city", first, end, text[first:end], country=country))
            at += used
            continue
        items.extend(_word(first, last, token, words, language, opening and not first))
        at += 1
    return tuple(items)


_known_pieces = lru_cache(maxsize=KEPT)(_pieces)


def _word(first: int, last: int, token: str, words: dict[str, str], language: str, opens: bool) -> list[Item]:
    lower = token.lower()
    if token[0] == "'" and words.get(lower) == "genitive":
        return [Item("genitive", first, last, token)]
    if token in ",;:(–—":
        return [Item("comma", first, last, token)]
    if not token[0].isalnum():
        return [Item("mark", first, last, token)] if token == "-" else []
    if lower in words and not (token[0].isupper() and not opens and words[lower] in ("at", "by", "backed")):
        return [Item(words[lower], first, last, token)]
    if "-" in token and grammar.load(language).prefix.get(lower.split("-", 1)[0]) == "former":
        prefix, _, bare = token.partition("-")
        begin = first + len(prefix) + 1
        rest, used = _term([(begin, last, bare)], 0, language)
        if rest is not None and used:
            return [Item("former", first, begin - 1, prefix.lower()), Item("term", begin, last, bare, term=rest)]
    return [Item("word", first, last, token)]


@lru_cache(maxsize=20_000)
def _begins(token: str, language: str) -> tuple[str, int]:
    """The form of a word by which terms begin, and the tokens of the longest of them; 0 where none does."""
    starts = _starts(language)
    first = token.lower()
    if first in starts:
        return first, starts[first]
    single = next((form for form in _singular(first, language) if form in starts), None)
    return (first, 0) if single is None else (single, starts[single])


def _term(tokens: list[tuple[int, int, str]], at: int, language: str) -> tuple[Term | None, int]:
    """The longest term that begins here, and how many tokens it takes. Plurals count as their singular."""
    first, longest = _begins(tokens[at][2], language)
    if longest == 0:
        return None, 0
    terms = gazetteer().terms[language]
    if longest == 1 and first in terms:
        return terms[first], 1
    words = [first, *(token.lower() for _, _, token in tokens[at + 1 : at + min(longest, LONGEST)])]
    for used in range(len(words), 0, -1):
        joined = " ".join(words[:used])
        if joined in terms:
            return terms[joined], used
        for form in _singular(joined, language):
            if form in terms:
                return terms[form], used
    return None, 0


def _singular(word: str, language: str) -> tuple[str, ...]:
    return () if len(word) < SHORTEST else tuple(grammar.load(language).singulars(word))


def _city(text: str, tokens: list[tuple[int, int, str]], at: int) -> tuple[str, int, int] | None:
    cities = gazetteer().cities
    first = tokens[at][0]
    if not text[first].isupper():
        return None
    for used in range(min(4, len(tokens) - at), 0, -1):
        end = tokens[at + used - 1][1]
        country = cities.get(text[first:end])
        if country is not None and not (used == 1 and _given(text, tokens, at)):
            return country, end, used
    return None


def _given(text: str, tokens: list[tuple[int, int, str]], at: int) -> bool:
    """A city's name that people bear, before another capital: Vladimir Filat."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        after is not None
        and tokens[at][2] in gazetteer().sound.get("given", frozenset())
        and after[0] == tokens[at][1] + 1
        and text[after[0]].isupper()
    )


def _timed(items: list[Item]) -> list[Item]:
    """*Late on Wednesday* is no death: a word of that kind (`hour`) stands before a person, an office or a state."""
    for at, item in enumerate(items):
        if item.kind == "hour":
            after = items[at + 1] if at + 1 < len(items) else None
            borne = after is not None and after.kind in ("name", "term", "title", "det", "word")
            day = after is not None and after.text.lower() in gazetteer().sound.get("calendar", frozenset())
            items[at] = item._replace(kind="former" if borne and not day else "word")
    return items


def _marked(text: str, items: list[Item], language: str) -> list[Item]:
    """Takes pro-, anti-, -led, -backed into the name they belong to."""
    for item in items:
        if item.kind in MARKING:
            break
    else:
        return items
    found: list[Item] = []
    prefixes = grammar.load(language).prefix
    at = 0
    while at < len(items):
        item = items[at]
        if item.kind in ("name", "city"):
            if len(found) > 1 and found[-1].kind == "mark" and found[-2].text.lower() in prefixes:
                item = item._replace(mark=prefixes[found[-2].text.lower()])
                del found[-2:]
            after = items[at + 1 : at + 3]
            if after and after[0].kind == "mark" and len(after) > 1 and after[1].kind in ("led", "back"):
                item = item._replace(mark=after[1].kind)
                at += 2
            elif after and after[0].kind in ("led", "back") and text[item.stop : after[0].begin] == " ":
                item = item._replace(mark=after[0].kind)
                at += 1
        found.append(item)
        at += 1
    return found


def rejoined(items: list[Item], language: str) -> list[Item]:
    """Terms that an adjective of state splits, made whole: ministre | ukrainien | de la Défense."""
    terms = gazetteer().terms[language]
    for at in range(len(items) - 3 if grammar.load(language).head_first else 0):
        head, name, of = items[at : at + 3]
        if head.kind != "term" or name.kind != "name" or of.kind not in ("of", "at"):
            continue
        for end in range(min(len(items), at + 3 + LONGEST), at + 3, -1):
            words = " ".join(item.text.lower() for item in (head, *items[at + 2 : end]))
            if words in terms:
                return [*items[:at], head._replace(term=terms[words]), name, *items[end:]]
    return items


__all__ = ["Item", "cut", "guess_language", "rejoined"]
