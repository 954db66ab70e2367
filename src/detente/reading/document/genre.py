"""What a sentence is about when it is no politics: sport and fiction borrow every verb of war and diplomacy.

`languages/XX/genres.tsv` gives words (or phrases) with a genre and a weight; a sentence whose words of one genre weigh 2 or more
belongs to it, and so does a score (*won 2-1*). Fiction tells no event; sport only those that politics may do to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from detente.errors import DataError
from detente.languages import folder_of, grammar
from detente.reading.rules.predications import Predication
from detente.records import Sentence
from detente.text import tables

ENOUGH = 2
# What states do to a game, which a match report does not say of the teams.
POLITICAL = frozenset(("REJECT", "ACCUSE", "PROTEST", "REQUEST"))
# Deeds whose bare noun tells how things stand, not what was done (*relations between X and Y*, *their trade*).
STATES = frozenset(("trade", "strengthen-ties", "ally", "cooperate"))
SCORE = r"(?<![\d.,/-])\d{1,3}[-–]\d{1,3}(?![\d.,/%-])"


@lru_cache(maxsize=16)
def words(language: str) -> Mapping[str, tuple[str, int]]:
    """Word or phrase -> its genre and weight. Raises DataError where a weight is no number."""
    path = folder_of(language) / "genres.tsv"
    found = {}
    for word, genre, weight in tables.rows(path, ("word", "genre", "weight")):
        if not weight.isdigit():
            raise DataError(f"{path.name}: weight {weight!r} of {word!r}; expected 1 or 2")
        found[word] = (genre, int(weight))
    return found


@lru_cache(maxsize=16)
def score(language: str) -> re.Pattern[str]:
    """Two figures with a dash that no word of measure follows (*won 2-1*, not *a 5-10 year plan*)."""
    measures = "|".join(map(re.escape, grammar.load(language).measure))
    return re.compile(rf"{SCORE}(?! ?(?:{measures})\b)" if measures else SCORE)


def genre_of(sentence: Sentence) -> str:
    """ "sport", "fiction", or "" for a sentence that may be about politics."""
    known = words(sentence.language)
    if not known:
        return ""
    forms = [token.form.lower() for token in sentence.tokens]
    lemmas = [token.lemma.lower() for token in sentence.tokens]
    seen = {*forms, *lemmas}
    seen.update(" ".join(pair) for pair in pairwise(forms))
    weights: dict[str, int] = {}
    for word in seen:
        genre, weight = known.get(word, ("", 0))
        if genre:
            weights[genre] = weights.get(genre, 0) + weight
    if score(sentence.language).search(_spaced(sentence)):
        weights["sport"] = weights.get("sport", 0) + 1
    best = max(weights, key=lambda genre: weights[genre], default="")
    return best if best and weights[best] >= ENOUGH else ""


def _spaced(sentence: Sentence) -> str:
    """The sentence as written, each gap one blank."""
    parts, stop = [], -1
    for token in sentence.tokens:
        parts.append(token.form if token.begin == stop else " " + token.form)
        stop = token.stop
    return "".join(parts)


def tells(predication: Predication, genre: str, noun: bool) -> bool:
    """Whether a predication of a sentence of that genre may be an event; a bare noun of trade, ties or alliance is a state of things."""
    if noun and predication.deed in STATES and set(predication.operators) <= {"do"}:
        return False
    return genre == "" or (genre == "sport" and predication.composed().event in POLITICAL)
