"""Whether a quotation holds words for what is told of it: for each operator and deed of a label, by tables of words (`languages/XX/labels.tsv`).

A reader may be right about the type and wrong about the deed: *suspend its tests* is no censorship, *a warrant for the arrest* no
arrest. A label that names what no word of the clause names is not told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from detente.languages import folder_of
from detente.reading.rules import lexicon
from detente.text import tables

NONE = "-"  # asks for no word
NEVER = "!"  # before a group of which no word may occur
Groups = tuple[tuple[re.Pattern[str], bool], ...]  # and whether a word of it is wanted


@cache
def wanted(language: str) -> Mapping[str, Groups]:
    """Deed or operator -> the groups of words of which each must occur, or must not; a language without a table has none."""
    if not (folder_of(language) / "labels.tsv").exists():
        return {}
    rows = tables.rows(folder_of(language) / "labels.tsv", ("label", "words"))
    return {
        label: ()
        if words == NONE
        else tuple(
            (group(part.removeprefix(NEVER), language), not part.startswith(NEVER)) for part in words.split(" + ")
        )
        for label, words in rows
    }


def group(words: str, language: str) -> re.Pattern[str]:
    """Words that ` / ` parts as one pattern: `*` for any letters, a blank for any, @class for the lexicon's objects of it."""
    listed: list[str] = []
    for word in words.split(" / "):
        listed += [f"{one}*" for one in objects(language, word)] if word.startswith("@") else [word]
    spelled = "|".join(
        re.escape(one).replace(r"\*", r"[\w-]*").replace(r"\ ", r"\s+").replace("'", "['’]")
        + ("" if one.endswith(("'", "*")) else r"(?!\w)")
        for one in sorted(set(listed), key=len, reverse=True)
    )
    return re.compile(rf"(?:(?<!\w)|(?=n['’]t))(?:{spelled})", re.IGNORECASE)


def objects(language: str, name: str) -> list[str]:
    """The lemmas of a class of the lexicon."""
    return [lemma for lemma, classes in lexicon.load(language).objects.items() if name in classes]


def borne(label: str, text: str, language: str) -> bool:
    """Whether a text holds words for a deed or an operator; one that the table does not know is not borne."""
    groups = wanted(language).get(label)
    return groups is not None and all(bool(one.search(text)) == due for one, due in groups)


__all__ = ["borne", "wanted"]
