"""What surrounds a name: sport, food, streets and namesakes make no political actors of it."""

from __future__ import annotations

from detente.languages import grammar
from detente.world.actors.phrase import Item
from detente.world.gazetteer import gazetteer
from detente.world.gazetteer.words import TOKEN, plain

NONE: frozenset[str] = frozenset()
POLITICAL = frozenset(("GOV", "MIL", "COP", "LEG", "JUD", "REB", "PRM", "UAF", "SPY", "OPP", "PTY", "ELI"))
ENTITIES = ("org:", "group:", "body:", "person:")


def weights(sentence: str, items: list[Item]) -> tuple[int, int]:
    """How many words of a sentence speak of politics, and how many of leisure (sport, food, travel, the arts)."""
    sound = gazetteer().sound
    words = {token.lower() for token in TOKEN.findall(plain(sentence))}
    idle = len(words & sound.get("leisure", NONE))
    political = len(words & sound.get("politics", NONE))
    for item in items:
        if item.kind == "name" and item.names and all(name.id.startswith(ENTITIES) for name in item.names):
            political += 1
        elif item.kind == "term" and item.term and item.term.sectors[:1] and item.term.sectors[0] in POLITICAL:
            political += " " in item.text
    return political, idle


def theme(here: tuple[int, int], text: tuple[int, int]) -> str:
    """What a sentence is about, by its own words and those of the text around it: politics, leisure, or "" (neither)."""
    political, idle = here
    around = text[0] > max(1, text[1])
    if political > idle or (political and political == idle and idle < 2) or (around and (idle < 2 or political)):
        return "politics"
    return "leisure" if idle else ""


def blocked(chunk: list[Item], items: list[Item], language: str) -> bool:
    """True where the words beside a name say that it is a person's, a street's or a dish's."""
    sound = gazetteer().sound
    given, things = sound.get("given", NONE), sound.get("thing", NONE)
    if any(item.kind == "term" and item.text.lower() not in things for item in chunk):
        return False
    first, last = items.index(chunk[0]), items.index(chunk[-1])
    before = items[first - 1] if first else None
    after = items[last + 1] if last + 1 < len(items) else None
    if after is not None and after.begin - chunk[-1].stop == 1 and after.text.lower() in things:
        return True
    if any(item.kind == "word" and item.text.lower() in things for item in chunk[1:]):
        return True
    if before is not None and before.kind in ("of", "at") and first > 1:
        owner = items[first - 2].text
        if before.kind == "of" and (owner.lower() in things or owner in given):
            return True
    if before is not None and before.kind in ("word", "term") and before.stop + 1 == chunk[0].begin:
        food = before.text.lower() in things and (grammar.load(language).head_first or before.text[0].isupper())
        if before.text in given or food:
            return True
    alone = chunk[0].kind == "name" and chunk[0].text in given
    return alone and len(chunk) > 1 and chunk[1].kind == "word"


__all__ = ["POLITICAL", "blocked", "theme", "weights"]
