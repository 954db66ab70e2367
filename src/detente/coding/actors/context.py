"""What surrounds a name: sport, food, streets and namesakes make no political actors of it."""

from __future__ import annotations

from functools import lru_cache

from detente.coding.actors.phrase import Item
from detente.coding.gazetteer import gazetteer
from detente.coding.gazetteer.words import TOKEN, plain


@lru_cache(maxsize=1)
def _leisure_words() -> frozenset[str]:
    return gazetteer().sound.get("leisure", frozenset())


def leisure(sentence: str, language: str) -> bool:
    """True where a sentence speaks of sport, food, travel or the arts and no word of it of politics."""
    book = gazetteer()
    politics = book.sound.get("politics", frozenset())
    words = [token.lower() for token in TOKEN.findall(plain(sentence))]
    if any(word in politics for word in words):
        return False
    return any(word in _leisure_words() for word in words)


def blocked(chunk: list[Item], items: list[Item], sentence: str, language: str) -> bool:
    """True where the words beside a name say that it is a person's, a street's or a dish's."""
    book = gazetteer()
    if any(item.kind == "term" for item in chunk):
        return False
    given, things = book.sound.get("given", frozenset()), book.sound.get("thing", frozenset())
    first, last = items.index(chunk[0]), items.index(chunk[-1])
    before = items[first - 1] if first else None
    after = items[last + 1] if last + 1 < len(items) else None
    if after is not None and after.begin - chunk[-1].stop == 1 and after.text.lower() in things:
        return True
    if (
        language == "fr"
        and before is not None
        and before.kind == "of"
        and first > 1
        and items[first - 2].text.lower() in things
    ):
        return True
    if before is not None and before.kind == "word" and before.stop + 1 == chunk[0].begin:
        if before.text in given or (before.text.lower() in things and before.text[0].isupper()):
            return True
        if language == "fr" and before.text.lower() in things:
            return True
    return bool(len(chunk) > 1 and chunk[0].kind == "name" and chunk[0].text in given and chunk[1].kind == "word")


__all__ = ["blocked", "leisure"]
