"""Data of our own that ships with the package.

`CHRONICLE` is a chronicle of dated dispatches (JSON lines: id, date, language, source, title, text), half in French, half in
English, on Russia, the two Koreas, China, Japan, the United States and Ukraine from 2017 to 2025. The prose is ours, the facts
are public record, and the sources are invented names, so that nobody is quoted who did not write.
"""

from pathlib import Path

CHRONICLE = Path(__file__).parent / "chronicle.jsonl"

__all__ = ["CHRONICLE"]
