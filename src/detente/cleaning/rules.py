"""One small function per reason to set a piece aside. Each docstring is the explanation that users see.

A rule gets the page and a piece and answers with a Verdict or None. A well-formed sentence is never set aside for words of
the lexicon alone: it must also address the reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from detente.cleaning.pieces import TERMINAL, WORD, Page, Piece

CODE = re.compile(
    r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|\bfunction\s*\w*\(|\bvar \w+\s*=|\b(?:const|let) \w+\s*=|=>|\bdocument\.\w|\bwindow\.\w|@media|"
    r"\{\s*[\w-]+\s*:|:\s*[\w#-]+(?:px|em|%)?\s*;|\b\d+px\b|&(?:nbsp|amp|lt|gt|quot|#\d+);|\$\(|\);|\}\s*$|^\s*\{|\w+\(\)|!important|"
    r"\bnull\b|\"\w+\"\s*:|^\s*[.#]\w[\w-]*\s*\{|-->|<!--|\[/?\w+[^\]]*\](?=\[|$)|https?%3A|wp-content|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}"
)
SYMBOLS = frozenset("{}<>;=()[]\\/$#*|&_@^~`%+")
BROKEN = re.compile(
    "[\ufffd\u0080-\u009f]|Ã[\u0080-\u00bf©¨ª«®´¹»¢¤§±¶¼]|â€|Â[\u00a0-\u00bf]|Ð[\u0080-\u00bf°±²³´µ¶·¸¹º»¼½¾¿]|ï¿½|&#x?\\w+;"
)
ITEMS = re.compile(r"\s*[|•·›»>/▪■►▸–—]\s*|\s{2,}|\t")
LEAD = re.compile(r"^[\s→►▸>»›•·*+#\-–—|\[(]+")
BLOB = re.compile(r"(?<![/\w])[A-Za-z0-9+/=_-]{60,}")
LISTED = re.compile(r"[,;|/•·]")
MENU = ("nav", "legal", "share", "comment", "subscribe", "cookie", "copyright", "related")


class Verdict(NamedTuple):
    """A kind of block and the reason for it."""

    kind: str
    reason: str


def named(piece: Piece, *classes: str, most: int = 4) -> str:
    """The phrases of these classes, for a reason."""
    found = sorted({phrase for name in classes for phrase in piece.tally.get(name, ())})
    return ", ".join(found[:most]) + (", ..." if len(found) > most else "")


def coverage(piece: Piece, classes: tuple[str, ...] | None = None) -> float:
    """The share of a piece's letters that phrases of these classes cover."""
    letters = sum(map(len, piece.words))
    covered = sum(
        len(hit.phrase.replace(" ", ""))
        for hit in piece.hits
        if classes is None or any(entry.kind in classes for entry in hit.entries)
    )
    return covered / max(1, letters)


def is_sentence(page: Page, piece: Piece) -> bool:
    """Five words or more, an end, and words of grammar among them."""
    if piece.size < 5 or not TERMINAL.search(page.text, max(piece.begin, piece.stop - 8), piece.stop):
        return False
    return piece.own + piece.other >= 0.15 * piece.size


def garbage(page: Page, piece: Piece) -> Verdict | None:
    """Broken characters, or a string of letters and digits that is no word."""
    words = page.words_of(piece)
    broken = 0 if words.isascii() else len(BROKEN.findall(words))
    if broken >= 3 and broken > 0.06 * len(words):
        return Verdict("boilerplate", f"encoding garbage: {broken} broken characters")
    blob = BLOB.search(words)
    if blob and len(blob[0]) > 0.5 * len(words) and any(map(str.isdigit, blob[0])) and any(map(str.islower, blob[0])):
        return Verdict("boilerplate", "encoded data, no words")
    return None


def code(page: Page, piece: Piece) -> Verdict | None:
    """Markup, style or program text: its signs, or more brackets and operators than prose has."""
    words = page.words_of(piece)
    sample = words[:3000]
    symbols = sum(map(SYMBOLS.__contains__, sample))
    if symbols < 3 or (is_sentence(page, piece) and symbols < 0.1 * len(sample)):
        return None
    signs = len({match[0] for match in CODE.finditer(sample)})
    if signs >= 2 and symbols > 0.04 * len(sample):
        return Verdict("boilerplate", "code or markup")
    if signs and symbols > 0.1 * len(sample):
        return Verdict("boilerplate", "code or markup")
    return None


def cookies(page: Page, piece: Piece) -> Verdict | None:
    """A notice on cookies: its phrases, addressed to the reader."""
    count = piece.count("cookie")
    if not count:
        return None
    address = piece.address
    if is_sentence(page, piece):
        found = (count >= 2 and (address >= 1 or count >= 4)) or (
            count == 1 and address >= 1 and "cookie" in " ".join(piece.words)
        )
    else:
        found = coverage(piece, ("cookie", "nav")) >= 0.4 or count >= 2
    return Verdict("boilerplate", f"cookie notice: {named(piece, 'cookie')}") if found else None


def legal(page: Page, piece: Piece) -> Verdict | None:
    """A footer: copyright, rights, terms and the links that stand beside them."""
    count = piece.count("legal")
    if not count and not piece.count("copyright"):
        return None
    multi = any(" " in phrase for phrase in piece.tally.get("legal", ()))
    sentence = is_sentence(page, piece)
    if piece.count("copyright") and (count or piece.size <= 12) and not sentence:
        return Verdict("boilerplate", f"footer: copyright {named(piece, 'legal')}".rstrip())
    if not sentence and count >= 2 and coverage(piece, ("legal", "nav", "copyright")) >= 0.45:
        return Verdict("boilerplate", f"footer: {named(piece, 'legal')}")
    if multi and piece.size <= 8 and coverage(piece, ("legal",)) >= 0.5 and (piece.size > 2 or not sentence):
        return Verdict("boilerplate", f"footer: {named(piece, 'legal')}")
    return None


def sharing(page: Page, piece: Piece) -> Verdict | None:
    """Buttons to share or follow."""
    count = piece.count("share")
    if not count or (is_sentence(page, piece) and not (count >= 2 and coverage(piece, ("share", "you")) >= 0.5)):
        return None
    multi = any(" " in phrase for phrase in piece.tally["share"])
    covered = coverage(piece, ("share", "nav", "comment"))
    if (multi and covered >= 0.4) or (count >= 3 and covered >= 0.55) or (count >= 2 and covered >= 0.8):
        return Verdict("boilerplate", f"share buttons: {named(piece, 'share')}")
    return None


def related_header(page: Page, piece: Piece) -> Verdict | None:
    """The heading of a list of other articles, or a link to one: *Related articles*, *À lire aussi : ...*."""
    if not piece.count("related"):
        return None
    words = page.words_of(piece)
    lead = LEAD.match(words)
    start = piece.begin + (lead.end() if lead else 0)
    first = next((hit for hit in piece.hits if any(entry.kind == "related" for entry in hit.entries)), None)
    if first is None or first.begin > start + 1:
        return None
    rest = page.text[first.stop : piece.stop].strip()
    if not rest.strip(" :.…>→»|-–—)]*"):
        return Verdict("boilerplate", f"related links: {first.phrase}")
    apart = rest[0] in ":>→»|" or (rest[0] in "-–—" and not TERMINAL.search(rest))
    if apart and " " in first.phrase and piece.size <= 30:
        return Verdict("boilerplate", f"related link: {first.phrase}")
    return None


def comment(page: Page, piece: Piece) -> Verdict | None:
    """The form or the list of readers' comments."""
    count = piece.count("comment")
    if not count:
        return None
    multi = any(" " in phrase for phrase in piece.tally["comment"])
    covered = coverage(piece, ("comment", "nav", "share", "you"))
    if multi and (count >= 2 or covered >= 0.5 or (piece.address and covered >= 0.3)):
        return Verdict("boilerplate", f"comments: {named(piece, 'comment')}")
    if not multi and piece.size <= 3 and covered >= 0.9 and any(map(str.isdigit, page.words_of(piece))):
        return Verdict("boilerplate", f"comments: {named(piece, 'comment')}")
    return None


def subscribing(page: Page, piece: Piece) -> Verdict | None:
    """A call to subscribe, to register or to give."""
    count = piece.count("subscribe")
    if not count:
        return None
    multi = any(" " in phrase for phrase in piece.tally["subscribe"])
    address = piece.address + piece.count("call")
    covered = coverage(piece, ("subscribe", "you", "nav", "call", "offer"))
    if is_sentence(page, piece):
        found = (count >= 2 and (address or covered >= 0.45)) or (
            count == 1 and multi and (covered >= 0.5 or (address >= 2 and covered >= 0.3))
        )
    else:
        found = count >= 2 or (multi and (address or covered >= 0.4)) or (covered >= 0.6 and piece.size >= 3)
    return Verdict("boilerplate", f"subscription: {named(piece, 'subscribe')}") if found else None


def navigation(page: Page, piece: Piece) -> Verdict | None:
    """A menu: short items, most of them the names of sections and services."""
    count = piece.count(*MENU)
    if count < 2:
        return None
    if is_sentence(page, piece) and (count < 4 or coverage(piece, MENU) < 0.75):
        return None
    words = page.words_of(piece)
    items = [item for item in ITEMS.split(words) if item]
    short = sum(len(item.split()) <= 4 for item in items)
    covered = coverage(piece, MENU)
    if len(items) >= 3 and short >= 0.8 * len(items) and covered >= 0.4 and not any(map(str.isdigit, words)):
        return Verdict("boilerplate", f"menu: {named(piece, *MENU)}")
    if (
        piece.size >= 3
        and count >= 3
        and covered >= (0.7 if count < 6 else 0.6)
        and not LISTED.search(words.rstrip(","))
    ):
        return Verdict("boilerplate", f"menu: {named(piece, *MENU)}")
    return None


def keywords(page: Page, piece: Piece) -> Verdict | None:
    """Words that spam sells with, in a row that is no sentence."""
    topics, offers, calls = piece.topics, piece.count("offer"), piece.count("call")
    total = topics + offers + calls
    if total < 2 or (is_sentence(page, piece) and piece.size > 8):
        return None
    covered = coverage(piece, None)
    grammar = piece.own + piece.other
    sold = topics >= 1 and total >= 3 and covered >= 0.25
    brief = topics >= 1 and total >= 2 and piece.size <= 8 and covered >= 0.5 and (calls or offers) and grammar <= 2
    shop = offers >= 2 and total >= 4 and covered >= 0.4
    many = topics >= 3 and covered >= 0.4
    if is_sentence(page, piece):
        sold = sold and (calls >= 1 or offers >= 2) and covered >= 0.4
        brief = brief and calls >= 1 and covered >= 0.6
        many = False
    if grammar > 0.35 * piece.size and not calls and not piece.address:
        return None
    if sold or brief or shop or many:
        kinds = [name for name in piece.tally if name not in MENU and name not in ("you", "we", "imperative")]
        return Verdict("injected", f"spam words in a row: {named(piece, *kinds)}")
    return None


def repetition(page: Page, piece: Piece) -> Verdict | None:
    """A row of words without punctuation or grammar, in which the same words come back: written for search engines."""
    if piece.size < 8:
        return None
    words = page.words_of(piece)
    if piece.size < 12 and not (LISTED.search(words) or words[0].islower()):
        return None
    grammar = (piece.own + piece.other) / piece.size
    if grammar > 0.3 or TERMINAL.search(words):
        return None
    content = Counter(word for word in piece.words if len(word) > 3)
    if not content:
        return None
    word, often = content.most_common(1)[0]
    marks = sum(words.count(mark) for mark in '.,;:!?()«»"“')
    if piece.size >= 16 and not marks and often >= 3 and often >= 0.06 * piece.size:
        return Verdict("injected", f"keywords without punctuation: {word} {often} times")
    items = [item for item in LISTED.split(words) if item.strip()]
    with_word = sum(word in item.lower() for item in items)
    if len(items) >= 4 and with_word >= 0.6 * len(items) and grammar < 0.12 and often >= 4:
        return Verdict("injected", f"list of keywords: {word} {often} times")
    small = sum(map(str.islower, WORD.findall(words))) / piece.size
    if (
        not marks
        and grammar <= 0.15
        and small >= 0.85
        and words[0].islower()
        and (often >= 3 or piece.topics or piece.count("offer"))
    ):
        return Verdict("injected", f"keywords without grammar: {word}")
    return None


Rule = Callable[[Page, Piece], Verdict | None]
# In the order in which they are asked; the first that answers decides.
RULES: tuple[Rule, ...] = (
    garbage, code, cookies, legal, related_header, sharing, comment, subscribing, navigation, keywords, repetition,
)  # fmt: skip


def judge(page: Page, piece: Piece) -> Verdict | None:
    """The verdict of the first rule that fires, or None."""
    for rule in RULES:
        verdict = rule(page, piece)
        if verdict:
            return verdict
    return None
