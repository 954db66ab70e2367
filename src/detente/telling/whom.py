"""Whom a word names, wherever a state is asked for: codes, names in both languages, adjectives, capitals; else what was likely meant."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from detente.dyads.sentences import Language, alpha2, name, short_names
from detente.errors import BadQuery
from detente.telling.wording import quoted, say, words

GROUPS = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")  # PLOVER's codes of what is no one state
CODE = re.compile(r"[A-Za-z]{3}")
WITHDRAWN = frozenset(
    ("SUN", "YUG", "SCG", "CSK", "DDR", "YMD", "ANT", "RHO")
)  # of states of the past, known by their code alone
ALIKE = 0.75  # likeness from which a name is offered
OFFERED = 3  # names that are offered at most
HALVES = re.compile(r"\s*(?:–|—|/|,|>|\s-\s)\s*")


class WhichState(BadQuery):
    """A word that names no state, or several: what was given, and the codes that may be meant, for a page to say in its language."""

    def __init__(self, said: str, given: str, codes: tuple[str, ...], *, several: bool):
        super().__init__(said)
        self.given, self.codes, self.several = given, codes, several

    def told(self, language: Language) -> str:
        """The same in a language."""
        names = [f"{code} ({name(code, language)})" for code in self.codes]
        key = "state-several" if self.several else "state-near" if names else "state-none"
        return say(key, language, given=quoted(self.given, language), states=listed_or(names, language))


def listed_or(names: Sequence[str], language: Language) -> str:
    return f" {words(language)['or']} ".join(names)


def code_of(text: str) -> str:
    """The code of a state or group by its code, a name, an adjective or its capital, in French or English. Raises BadQuery
    where several are meant, which names them, and where none is, with what is like it.
    """
    given = " ".join(text.split())
    plain = folded(given)
    if CODE.fullmatch(given) and (given.upper() in known() or given.upper() in GROUPS):
        return given.upper()
    found = index().get(plain, frozenset())
    if len(found) == 1:
        return next(iter(found))
    if not found:
        found = frozenset(
            code
            for code, names in known().items()
            if code not in WITHDRAWN and any(plain in one.split() for one in names)
        )
    if len(found) == 1:
        return next(iter(found))
    if found:
        said = f"{given!r} may be {listed(found)}: give one of these codes or names"
        raise WhichState(said, given, tuple(sorted(found)), several=True)
    near = difflib.get_close_matches(plain, index(), OFFERED, ALIKE)
    offered = dict.fromkeys(code for one in near for code in sorted(index()[one]))
    meant = (
        f"did you mean {listed(offered)}?" if offered else "give a code such as RUS, or a name: Russia, Corée du Nord"
    )
    said = f"{given!r} is no state or group that is known: {meant}"
    raise WhichState(said, given, tuple(sorted(offered)), several=False)


def pair_of(text: str) -> tuple[str, str]:
    """Two codes from RUS-PRK, *Russia - North Korea*, *Corée du Nord, Russie*. Raises BadQuery."""
    halves = [part for part in HALVES.split(text.strip()) if part]
    if len(halves) == 2:
        return code_of(halves[0]), code_of(halves[1])
    cuts = [match.start() for match in re.finditer("-", text)]
    errors = []
    for at in cuts:
        try:
            return code_of(text[:at]), code_of(text[at + 1 :])
        except BadQuery as error:
            errors.append(error)
    raise (
        errors[0]
        if len(errors) == 1
        else BadQuery(f"{text!r} is no dyad: two states as RUS-PRK, or 'Russia - North Korea'")
    )


def kind_of(text: str) -> str:
    """A type of PLOVER. Raises BadQuery with the types."""
    from detente.codebook import load

    if text.upper() not in load().quads:
        raise BadQuery(f"{text!r} is no type of event: {', '.join(load().quads)}")
    return text.upper()


def listed(codes: Mapping[str, object] | frozenset[str]) -> str:
    """Codes with their names: *KOR (South Korea)*."""
    return " or ".join(f"{code} ({name(code)})" for code in sorted(codes))


def folded(text: str) -> str:
    """Small letters without accents, one blank between words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain))


@cache
def known() -> Mapping[str, tuple[str, ...]]:
    """Code of a state -> its names in both languages, folded."""
    codes = {*alpha2(), *short_names()}
    found = {code: tuple(folded(name(code, language)) for language in ("en", "fr")) for code in sorted(codes)}
    return {code: names for code, names in found.items() if names[0] != code.lower()}


@cache
def index() -> Mapping[str, frozenset[str]]:
    """Folded name, adjective or capital -> codes of the states it may name; the name of a state before all else."""
    from detente.world.gazetteer import gazetteer

    own: dict[str, set[str]] = {}
    for code, names in known().items():
        for one in () if code in WITHDRAWN else names:
            own.setdefault(one, set()).add(code)
    found: dict[str, set[str]] = {}
    for form, entries in gazetteer().names.items():
        for entry in entries:
            code = entry.id.removeprefix("state:")
            if entry.id.startswith("state:") and len(code) == 3:
                found.setdefault(folded(form), set()).add(code)
    return {form: frozenset(codes) for form, codes in (found | own).items() if form}


__all__ = ["WhichState", "code_of", "kind_of", "pair_of"]
