"""All mentions of political actors in a text: the longest noun chunk around each name or sector term, resolved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.languages import grammar
from detente.records import Actor
from detente.world.actors.cast import Cast, introduced
from detente.world.actors.context import POLITICAL, blocked, theme, weights
from detente.world.actors.naming import INSIDE, settled
from detente.world.actors.phrase import Item, cut, guess_language
from detente.world.actors.resolve import resolve
from detente.world.gazetteer import Name, gazetteer

SENTENCE = re.compile(r"(?<=[.!?…])[\"'”»)]*\s+(?=[\"“«(]?\s?[A-ZÀ-Ý0-9])|\n+")
GUESS = 2_000  # characters that tell the language of a text
TELLING = frozenset(("own", "office"))
WAYS = ("adjective", "demonym")
BARE = ("state:", "region:", "org:EUROPEANS", "org:KOREA", "org:WEST")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an actor is named. `place` says that the words tell where (in Moscow), not who; `aside` that they can tell
    nothing else: a town that is no capital, *in* or *near* before it, the place in the name of a treaty or a summit."""

    begin: int
    stop: int
    text: str
    actor: Actor
    candidates: tuple[str, ...] = ()  # ids of all that the names could mean
    place: bool = False
    aside: bool = False
    learned: bool = False  # by name alone, from what the text says of them elsewhere

    def shifted(self, by: int) -> Mention:
        """The same mention in a text in which this one begins at `by`."""
        begin, stop = self.begin + by, self.stop + by
        actor = self.actor.named(self.actor.text, begin, stop)
        return Mention(begin, stop, self.text, actor, self.candidates, self.place, self.aside, self.learned)


def mentions(
    text: str,
    *,
    language: str | None = None,
    on: date | None = None,
    places: bool = False,
    neutral: bool = False,
    cast: Cast | None = None,
) -> list[Mention]:
    """Every political actor that a text names, in the order of the text; spans count in `text`.

    Names by way of food, sport, streets and namesakes are left out; with `places`, names that only tell where (in
    Moscow) come too; with `neutral`, bare states also where few words speak of leisure (*Malta was asked to*), for a
    reader that looks for the deed itself. Actors of which only the sector is known (the police) have no country. `cast` is
    whom the whole text introduces (`cast_of`): who is told of once is known by name wherever else they are named.
    """
    code = language if language in gazetteer().terms else guess_language(text[:GUESS])
    cuts = [(begin, sentence, settled(cut(sentence, code), sentence, code)) for begin, sentence in _sentences(text)]
    heard = [weights(sentence, items) for _, sentence, items in cuts]
    around = (sum(political for political, _ in heard), sum(idle for _, idle in heard))
    found: list[Mention] = []
    for (begin, sentence, items), here in zip(cuts, heard, strict=True):
        about = theme(here, around) or _between_states(items)
        if neutral and here[1] <= here[0] + 1:
            about = "politics"
        for chunk in _chunks(items, code):
            mention = _mention(chunk, items, sentence, begin, code, on, about, cast.spelled if cast else "")
            if mention is not None and (places or not mention.place):
                found.append(mention)
    return _with_cast(found, text, cast) if cast else found


def cast_of(texts: Iterable[str], *, language: str, on: date | None = None) -> Cast:
    """Whom a text introduces: *Assistant Secretary of State X*, *le général burkinabè Y*, *the Front for Z (FZ)*."""
    named = ((text, mentions(text, language=language, on=on)) for text in texts)
    return introduced(((text, ((m.begin, m.stop, m.actor) for m in found)) for text, found in named), language)


def _with_cast(found: list[Mention], text: str, cast: Cast) -> list[Mention]:
    """The mentions, and those of persons whom the text introduces elsewhere; they stand before namesakes of the tables."""
    told = [
        Mention(begin, stop, text[begin:stop], actor.named(text[begin:stop], begin, stop), learned=True)
        for begin, stop, actor in cast.named(text)
    ]
    for mention in told:
        over = [m for m in found if m.begin < mention.stop and mention.begin < m.stop]
        if all((mention.begin <= m.begin and m.stop <= mention.stop) or not m.actor.country for m in over):
            found = [m for m in found if m not in over] + [mention]
    return sorted(found, key=lambda m: m.begin)


def unresolved(found: Iterable[Mention]) -> Counter[tuple[str, tuple[str, ...]]]:
    """Mentions of which only the sector is known, counted by their words and sectors."""
    return Counter((m.text, m.actor.sectors) for m in found if m.actor.country is None and not m.actor.members)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    begin = 0
    known = gazetteer().words.values()
    for match in SENTENCE.finditer(text):
        last = text[begin : match.start()].rsplit(" ", 1)[-1].lower()
        if any(last in words for words in known):
            continue  # Mr. Putin
        yield begin, text[begin : match.start()]
        begin = match.end()
    if begin < len(text):
        yield begin, text[begin:]


def _chunks(items: list[Item], language: str) -> Iterator[list[Item]]:
    """Runs of items that stand together: titles, names, terms, and capitals between or behind them."""
    run: list[Item] = []
    at = 0
    head_last = not grammar.load(language).head_first
    while at < len(items):
        item = items[at]
        if item.kind == INSIDE:
            if run:
                yield run
            yield [item]
            run = []
        elif run and _beside(run[-1], item) and _continues(run, item):
            run.append(item)
        elif run and item.kind == "of" and (linked := _linked(run, items, at)):
            run.extend(items[at:linked])
            at = linked
            continue
        elif run and head_last and item.kind == "word" and _bridges(run, items, at):
            run.append(item)
        else:
            if run:
                yield run
            run = [item] if item.kind in ("title", "former", "name", "term", "city") else []
        at += 1
    if run:
        yield run


def _beside(one: Item, other: Item) -> bool:
    return other.begin - one.stop <= 2 and not (one.kind == "name" and one.stop == other.begin)


def _continues(run: list[Item], item: Item) -> bool:
    if item.kind in ("title", "former", "term"):
        return True
    if item.kind == "name":
        # Two states side by side are two mentions, unless one is an adjective of what follows.
        last = run[-1]
        return last.kind != "name" or _qualifies(last) or any(n.id.startswith("person:") for n in item.names)
    return (
        item.kind == "word" and item.text[0].isupper() and any(part.kind in ("title", "term", "name") for part in run)
    )


def _qualifies(item: Item) -> bool:
    return any(name.kind == "adjective" for name in item.names)


def _linked(run: list[Item], items: list[Item], at: int) -> int:
    """Where *of* leads from a term to a name or term (the army of Chad, le ministre de la Défense): the end, or 0."""
    if run[-1].kind not in ("term", "name") or not any(item.kind == "term" for item in run):
        return 0
    end = at + 1
    while end < len(items) and items[end].kind == "det":
        end += 1
    if end == len(items):
        return 0
    portfolio = items[end].kind == "word" and items[end].text[0].isupper()  # de la Défense
    return end + 1 if portfolio or items[end].kind in ("name", "term", "city") else 0


def _bridges(run: list[Item], items: list[Item], at: int) -> bool:
    """One unknown adjective between a state and a term: Iranian nuclear negotiator."""
    return (
        run[-1].kind == "name"
        and _qualifies(run[-1])
        and items[at].text.islower()
        and at + 1 < len(items)
        and items[at + 1].kind == "term"
        and items[at + 1].begin == items[at].stop + 1
        and items[at].begin == run[-1].stop + 1
    )


def _mention(
    chunk: list[Item],
    items: list[Item],
    sentence: str,
    offset: int,
    language: str,
    on: date | None,
    about: str,
    spelled: str,
) -> Mention | None:
    if chunk[0].kind == INSIDE:
        return _inner(chunk[0], sentence, offset, language, on)
    if len(chunk) == 1 and chunk[0].kind == "city" and _place(chunk, items, language)[1]:
        return _inner(chunk[0], sentence, offset, language, on)
    names = [item for item in chunk if item.kind == "name" and item.mark in ("", "led", "former")]
    terms = [item for item in chunk if item.kind == "term" and item.term]
    telling = [item for item in terms if item.term and item.term.role.split(":")[0] in TELLING]
    if not names and not telling:
        return None
    if blocked(chunk, items, language) or _idle(names, telling, about):
        return None
    begin, stop = chunk[0].begin, chunk[-1].stop
    phrase = sentence[begin:stop]
    context = f"{sentence} {spelled}" if spelled else sentence
    actor = resolve(phrase, on=on, language=language, context=context)
    if actor.country is None and not actor.sectors and not actor.members and actor.id is None:
        return None
    candidates = tuple(dict.fromkeys(name.id for item in names for name in item.names))
    place, aside = _place(chunk, items, language)
    named = actor.named(phrase, offset + begin, offset + stop)
    return Mention(offset + begin, offset + stop, phrase, named, candidates, place, aside)


def _inner(item: Item, sentence: str, offset: int, language: str, on: date | None) -> Mention:
    """A place that is no party: a town behind *in*, or what stands in the name of something else."""
    begin, stop, words = offset + item.begin, offset + item.stop, sentence[item.begin : item.stop]
    actor = resolve(item.text, on=on, language=language).named(words, begin, stop)
    ids = tuple(dict.fromkeys(name.id for name in item.names))
    return Mention(begin, stop, words, actor, ids, place=True, aside=True)


def _idle(names: list[Item], telling: list[Item], about: str) -> bool:
    """Bare states where neither the sentence nor the text around it speaks of politics."""
    if about == "politics" or any(not name.id.startswith(BARE) for item in names for name in item.names):
        return False
    things = gazetteer().sound.get("thing", frozenset())
    serious = [item.term.sectors for item in telling if item.term and item.text.lower() not in things]
    return not any(sectors[:1] and sectors[0] in POLITICAL for sectors in serious)


def _state(name: Name) -> bool:
    """A state by its own name: an adjective alone may be a language."""
    return name.id.startswith("state:") and name.kind in ("name", "capital")


def _between_states(items: list[Item]) -> str:
    """A sentence of no telling word that names two states, by which it is about politics; else ""."""
    bare = [item for item in items if item.kind == "name" and item.names[:1] and _state(item.names[0])]
    return "politics" if len({item.names[0].id for item in bare}) > 1 else ""


def _place(chunk: list[Item], items: list[Item], language: str) -> tuple[bool, bool]:
    """Whether a chunk is a bare name behind in, at, near, à, en, and whether it can be no party there."""
    if len(chunk) > 1 or chunk[0].kind not in ("name", "city"):
        return False, False
    if chunk[0].names and all(name.kind in WAYS for name in chunk[0].names):
        return False, False
    at = items.index(chunk[0]) - 1
    while at >= 0 and items[at].kind == "det":
        at -= 1
    if at < 0 or items[at].kind != "at":
        return False, False
    # What is given or aimed takes the word that says where a town is: à la Russie, at Iran, but à Moscou, at Geneva.
    capital = any(name.kind == "capital" for name in chunk[0].names)
    gives = items[at].text.lower() in grammar.load(language).giving
    return capital or chunk[0].kind == "city" or not gives, not gives or chunk[0].kind == "city"


__all__ = ["Mention", "cast_of", "mentions", "unresolved"]
