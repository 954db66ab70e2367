"""Characters as they are read: composed, whole, and without those that nobody sees.

A soft hyphen, a joiner or a mark of direction inside a word hides it from everything that looks words up; an accent that
stands apart from its letter does so too. What is left out can be seen nowhere, so no reader misses it.
"""

from __future__ import annotations

import re
import unicodedata

# Marks of format, private use, variation selectors and controls: without a shape of their own.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
    # joiners count in the scripts that join letters, and between pictures
    "|(?<![\u0600-\u0dff\u1000-\u109f\u1780-\u18af\u2190-\u2bff\U0001f000-\U0001faff\ufe0f])[\u200c\u200d]"
)
# What old Windows pages mean by C1 controls are signs (0x92 is ’); five of them mean nothing.
SIGNS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
CONTROLS = re.compile("[\u0080-\u009f]")
LIGATURES = re.compile("[\ufb00-\ufb06]")


def readable(text: str) -> str:
    """The text with accents on their letters, the signs of windows-1252 for C1 controls, and nothing that has no shape."""
    if text.isascii():
        return UNSEEN.sub("", text) if UNSEEN.search(text) else text
    text = text.translate(SIGNS) if CONTROLS.search(text) else text
    text = LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = UNSEEN.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def left_out(before: str, after: str) -> tuple[str, ...]:
    """A note on how many characters `readable` took away, where it did."""
    count = len(before) - len(after)
    return (f"{count} characters that cannot be seen were left out or joined to their letters",) if count > 0 else ()
