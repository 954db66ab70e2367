"""How words are cut and written for look-up, the same for tables and for texts."""

from __future__ import annotations

import re
import unicodedata

# French elisions stand apart (l'armée: l' armée), so does the English possessive; hyphened words stay whole.
TOKEN = re.compile(r"(?:[ldnsjmcLDNSJMC]|qu|Qu)'(?=\w|$)|'s\b|\w+(?:-\w+)*(?:'(?!s\b)\w+)*|'(?=\s)|[^\w\s]")


def plain(text: str) -> str:
    """The same length, with straight apostrophes and plain spaces, so that offsets hold."""
    if "’" in text:
        text = text.replace("’", "'")
    if "\xa0" in text:
        text = text.replace("\xa0", " ")
    if "\u202f" in text:
        text = text.replace("\u202f", " ")
    if "‑" in text:
        text = text.replace("‑", "-")
    return text


def canonical(term: str) -> str:
    """A term as its tokens, lower-case, joined by blanks."""
    return " ".join(TOKEN.findall(plain(term).lower().replace(".", "")))


BARE = str.maketrans("ıłøđŁØĐ", "iłodLOD".replace("ł", "l"))


def unaccented(name: str) -> str:
    """A name without its diacritics."""
    parts = unicodedata.normalize("NFKD", name.translate(BARE))
    return "".join(part for part in parts if not unicodedata.combining(part))


def slug(name: str) -> str:
    """A person's id: the name in plain ASCII, hyphened."""
    ascii_ = unaccented(name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")


__all__ = ["TOKEN", "canonical", "plain", "slug", "unaccented"]
