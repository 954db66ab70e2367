"""Whom a text introduces: persons that no table knows carry their state through the text that names it once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as changed
from functools import cache, cached_property

from detente.languages import grammar, packs
from detente.records import Actor
from detente.world.actors.phrase import Item, cut
from detente.world.gazetteer import gazetteer
from detente.world.gazetteer.words import plain

CAPITAL = r"[A-ZÀ-Ý][\w'-]+"
SHORT = r"(?:\s?\(([A-Z][A-Za-z]{1,6})\))?"
ACRONYM = re.compile(r"\s?\(([A-Z][A-Za-z]{1,6}[A-Z])\)")  # the Rapid Support Forces (RSF)
LONGEST = 4  # words of a name


@cache
def full_name() -> str:
    """A name of two words and more, with the particles that names have between them."""
    binders = (grammar.load(language).binder.items() for language in packs())
    own = {word for some in binders for word, where in some if where in (word, "person")}
    small = "|".join(sorted(own | gazetteer().sound["particle"]))
    return rf"{CAPITAL}(?: (?:[A-ZÀ-Ý][\w'.-]*|{small}))*? {CAPITAL}"


@cache
def behind() -> re.Pattern[str]:
    """A name behind who they are: the Chadian minister, Ali Koulamallah, ..."""
    return re.compile(rf"\s?, ({full_name()})(?=\s?[,;.)]|$)")


@cache
def before() -> re.Pattern[str]:
    """A name before who they are: Laura Hayes, the U.S. envoy."""
    known = [grammar.load(language) for language in packs()]
    definite = {word for one in known for word, value in one.article.items() if value != "plural"}
    articles = definite.union(*(one.indefinite for one in known))
    spoken = "|".join(word if word.endswith("'") else f"{word} " for word in sorted(articles))
    return re.compile(rf"(?:^|[\s\"«“(])({full_name()}){SHORT}\s?, (?:{spoken})?$")


@dataclass(frozen=True)
class Cast:
    """What a text says of names: `people` by each name it may use for them, `spelled` the names of its acronyms."""

    people: Mapping[str, Actor] = field(default_factory=dict)
    spelled: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Finds the names in a sentence, the longest first."""
        if not self.people:
            return None
        names = sorted(self.people, key=len, reverse=True)
        return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])")

    def named(self, sentence: str) -> Iterator[tuple[int, int, Actor]]:
        """Where a sentence names somebody whom the text has introduced."""
        if self.pattern is not None:
            for match in self.pattern.finditer(plain(sentence)):
                yield match.start(), match.end(), self.people[match.group()]


def introduced(texts: Iterable[tuple[str, Iterable[tuple[int, int, Actor]]]], language: str) -> Cast:
    """The cast of a text: for each of its parts, the part and the actors that it names (begin, stop, actor)."""
    people: dict[str, Actor] = {}
    spelled: list[str] = []
    twice: set[str] = set()  # surnames that two of the text bear
    for text, actors in texts:
        text = plain(text)
        for begin, stop, actor in actors:
            if not actor.country or actor.members or (actor.id or "").startswith("person:"):
                continue
            acronym = ACRONYM.match(text, stop)
            if acronym and acronym[1][0].lower() in {word[0].lower() for word in text[begin:stop].split()}:
                spelled.append(text[begin:stop])
                if acronym[1] not in gazetteer().names:
                    people.setdefault(acronym[1], actor)
            for name in _names(text, begin, stop, language):
                _learn(people, twice, name, actor)
    return Cast({name: actor for name, actor in people.items() if name not in twice}, ". ".join(dict.fromkeys(spelled)))


def _names(text: str, begin: int, stop: int, language: str) -> list[str]:
    """The names of persons in a mention and beside it that no table knows."""
    items = cut(text[begin:stop], language)
    told = any(item.kind in ("term", "title") for item in items)
    if not told:
        return []
    run = _trailing(items)
    found = [" ".join(item.text for item in run)] if run else []
    if not found and not any(name.id.startswith("person:") for item in items for name in item.names):
        known = before().search(text[:begin])
        found = [name for name in (*(known.groups() if known else ()), _behind(text, stop)) if name]
    return [name for name in found if not _known(name, language)]


def _trailing(items: list[Item]) -> list[Item]:
    """The capitals behind a title or a state at the end of a mention: the Burkinabe general | Ousmane Zerbo."""
    run: list[Item] = []
    for item in reversed(items):
        if not (item.kind == "word" or _surname(item)) or not item.text[0].isupper():
            break
        if run and item.stop + 1 != run[0].begin:
            break
        run.insert(0, item)
    before = items[len(items) - len(run) - 1] if len(run) < len(items) else None
    titled = before is not None and before.kind in ("term", "title", "name", "former")
    return run if titled and len(run) <= LONGEST and any(item.kind == "word" for item in run) else []


def _behind(text: str, stop: int) -> str | None:
    match = behind().match(text, stop)
    return match[1] if match else None


def _known(name: str, language: str) -> bool:
    """Whether a name holds what the tables know as more than a surname."""
    return any(
        item.kind in ("term", "city") or (item.kind == "name" and not _surname(item)) for item in cut(name, language)
    )


def _surname(item: Item) -> bool:
    return bool(item.names) and all(name.id.startswith("person:") for name in item.names) and " " not in item.text


def _learn(people: dict[str, Actor], twice: set[str], name: str, actor: Actor) -> None:
    """Keeps a name, and the surname by which the text goes on."""
    book = gazetteer()
    words = name.split()
    sectors = actor.sectors
    known = changed(actor, name=name, id=None, sectors=sectors, rule=f"{name} by the text: {actor.text}")
    people.setdefault(name, known)
    last = words[-1]
    meanings = book.names.get(last, ())
    person = all(meaning.id.startswith("person:") for meaning in meanings)
    if len(words) > 1 and len(last) > 2 and person and last not in book.cities:
        if last in people and people[last].country != actor.country:
            twice.add(last)
        people.setdefault(last, known)


__all__ = ["Cast", "introduced"]
