"""Places that stand inside another name: a treaty's, a summit's, a ship's, another town's. They tell no actor."""

from __future__ import annotations

from detente.languages import grammar
from detente.world.actors.phrase import Item
from detente.world.gazetteer import gazetteer

NONE: frozenset[str] = frozenset()
BETWEEN = 2  # words that a name may have between its place and its noun: the Minsk | ceasefire | agreement
AWAY = 4  # the same for what stands between a noun and *of*: l'accord | de paix | d'Alger
SHOUTED = 0.5  # of the words of a line that begin with capitals: a headline capitalises its verbs
FEW = 4  # words under which a line is a phrase, whatever its capitals
INSIDE = "inside"  # the class of a place that tells no actor


def settled(items: list[Item], text: str, language: str) -> list[Item]:
    """The items of a text with the places that stand in a name of something else set aside."""
    towns = [at for at, item in enumerate(items) if _town(item)]
    inside = {at for at, item in enumerate(items) if item.kind in ("name", "city") and _elsewhere(items, at)}
    headline = bool(towns) and _headline(items)
    for at in towns:
        if (
            _before_a_paper(items, at, text)
            or _of_a_paper(items, at, language)
            or (not headline and _of_a_thing(items, at, text))
        ):
            inside.add(at)
    out = [item._replace(kind=INSIDE) if at in inside else item for at, item in enumerate(items)] if inside else items
    return _borders(out)


def _borders(items: list[Item]) -> list[Item]:
    """*On the Macedonian border*, *à la frontière libanaise*: where two meet, and no deed of either."""
    nouns = gazetteer().sound.get("border", NONE)
    out = items
    for at, item in enumerate(items):
        if item.text.lower() not in nouns:
            continue
        for beside in (at - 1, at + 1):
            if not 0 <= beside < len(items) or items[beside].kind != "name":
                continue
            before = min(at, beside) - 1
            while before >= 0 and items[before].kind == "det":
                before -= 1
            if before >= 0 and items[before].kind in ("at", "toward"):
                first, last = min(item.begin, items[beside].begin), max(item.stop, items[beside].stop)
                out = [*out[:beside], items[beside]._replace(kind=INSIDE, begin=first, stop=last), *out[beside + 1 :]]
    return out


def _town(item: Item) -> bool:
    """A city or capital, also one that is a state of the same name (Singapore)."""
    if item.kind == "city":
        return True
    if item.kind != "name" or item.mark:
        return False
    kinds = {name.kind for name in item.names}
    return "capital" in kinds or bool(kinds & {"name"} and item.text in gazetteer().towns)


def _headline(items: list[Item]) -> bool:
    words = [item for item in items if item.kind in ("word", "term", "clause")]
    capital = sum(item.text[:1].isupper() for item in words)
    return len(words) >= FEW and capital > SHOUTED * len(words)


def _elsewhere(items: list[Item], at: int) -> bool:
    """The town of a state or county that is named behind a comma: Paris, Texas."""
    after = items[at + 1 : at + 3]
    if len(after) < 2 or after[0].text != "," or after[1].kind != "name" or after[1].mark:
        return False
    rest = items[at + 3 : at + 5]
    listed = any(item.kind == "and" for item in rest[:1]) or (len(rest) > 1 and rest[0].text == "," and _named(rest[1]))
    kinds = {gazetteer().entities[name.id].kind for name in after[1].names if name.kind == "name"}
    return not listed and ("region" in kinds or ("state" in kinds and items[at].kind == "city"))


def _named(item: Item) -> bool:
    return item.kind in ("name", "city")


def _before_a_paper(items: list[Item], at: int, text: str) -> bool:
    """The Lisbon Protocol, the Astana format, the Singapore summit; not Moscow-Beijing talks, nor Moscow's offer."""
    sound = gazetteer().sound
    if at and (items[at - 1].text in "-–" or (at > 1 and items[at - 1].kind == "and" and _named(items[at - 2]))):
        return False
    end = items[at].stop
    for item in items[at + 1 : at + 2 + BETWEEN]:
        if item.kind not in ("word", "term") or text[end : item.begin] != " ":
            return False
        if _heads(item.text, sound):
            return True
        end = item.stop
    return False


def _heads(word: str, sound: dict[str, frozenset[str]]) -> bool:
    """Whether a noun is one that is called by the place it was made or held in."""
    last = word.lower().rsplit(" ", 1)[-1]
    return last in sound.get("paper", NONE)


def _of_a_paper(items: list[Item], at: int, language: str) -> bool:
    """The Treaty of Lausanne, l'accord de paix d'Alger; not l'accord de Moscou avec Pékin, whose parties they are."""
    before = at - 1
    while before >= 0 and items[before].kind == "det":
        before -= 1
    if before < 1 or items[before].kind != "of":
        return False
    after = items[at + 1] if at + 1 < len(items) else None
    if after is not None and (after.text.lower() in grammar.load(language).company or after.kind == "and"):
        return False
    if not grammar.load(language).head_first:
        return items[before - 1].kind in ("word", "term") and _heads(items[before - 1].text, gazetteer().sound)
    for item in reversed(items[max(0, before - AWAY) : before]):
        if item.kind in ("word", "term"):
            if _first(item.text, gazetteer().sound):
                return True
        elif item.kind not in ("of", "det"):
            return False
    return False


def _first(word: str, sound: dict[str, frozenset[str]]) -> bool:
    return word.lower().split(" ", 1)[0] in sound.get("paper", NONE)


def _of_a_thing(items: list[Item], at: int, text: str) -> bool:
    """A longer name that begins with a place and says nothing of people: the Beijing Express, Kent Johansson."""
    sound = gazetteer().sound
    calendar = sound.get("calendar", NONE)
    end, things = items[at].stop, 0
    for item in items[at + 1 :]:
        if text[end : item.begin] != " " or not item.text[0].isupper() or item.text.lower() in calendar:
            break
        if item.kind != "word":
            return False
        end, things = item.stop, things + 1
    return things > 0


__all__ = ["INSIDE", "settled"]
