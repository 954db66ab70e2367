"""Hand-built parses: rules are tested without a model.

A token a line (or separated by `;`): form lemma UPOS head relation [Feature=Value|...]; heads count from 1, 0 is the root.
"""

from __future__ import annotations

from detente.records import Sentence, Token


def sentence(rows: str, language: str = "en") -> Sentence:
    """Build a Sentence; its text is the forms joined by blanks."""
    tokens: list[Token] = []
    begin = 0
    for index, line in enumerate(line for line in rows.replace(";", "\n").splitlines() if line.strip()):
        form, lemma, upos, head, relation, *features = line.split()
        above = int(head) - 1 if head != "0" else index
        pairs = dict(pair.split("=") for pair in features[0].split("|")) if features else {}
        stop = begin + len(form)
        tokens.append(Token(index, begin, stop, form, lemma, upos, above, relation, pairs))
        begin = stop + 1
    return Sentence(0, max(0, begin - 1), language, tuple(tokens))
