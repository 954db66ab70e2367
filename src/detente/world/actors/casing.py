"""Telexes in capitals and chats in small letters, written as prose is, letter for letter: parser and tables need names to look so."""

from __future__ import annotations

import re

from detente.world.actors.scan import scanner

WORD = re.compile(r"[^\W\d_]+")
OPENING = re.compile(r"(?:^|[.!?…]\s)\W*[^\W\d_]")  # the first letter of a sentence
ACRONYM = 4  # letters of the names that stay in capitals: the UN, NATO
LEAST = 3  # words under which a line may be an acronym


def recased(text: str) -> str:
    """A text of capitals only, or of small letters only, with capitals where names and sentences begin; any other as it is.

    The length stays, so that offsets hold.
    """
    if not (text.isupper() or text.islower()) or len(WORD.findall(text)) < LEAST:
        return text
    small = text.lower()
    titled = WORD.sub(lambda word: word[0].capitalize(), small)
    if len(titled) != len(text) or len(small) != len(text):
        return text
    letters = list(small)
    for match in OPENING.finditer(small):
        letters[match.end() - 1] = titled[match.end() - 1]
    names = {(begin, stop) for form, begin, stop in scanner().scan(titled) if form == titled[begin:stop]}
    for begin, stop in names:
        letters[begin:stop] = titled[begin:stop]
    for _, begin, stop in scanner().scan(text) if text.isupper() else ():
        if stop - begin <= ACRONYM and (begin, stop) not in names:
            letters[begin:stop] = text[begin:stop]
    return "".join(letters)


__all__ = ["recased"]
