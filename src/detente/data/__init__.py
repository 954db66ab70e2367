"""Data of our own that ships with the package.

`CHRONICLE` is a chronicle of dated dispatches (JSON lines: id, date, language, source, title, text), half in French, half in
English, on Russia, the two Koreas, China, Japan, the United States and Ukraine from 2017 to 2025. The prose is ours, the facts
are public record, and the sources are invented names, so that nobody is quoted who did not write. `EXAMPLES` is a folder of two
articles of the same kind, one French and one English.
"""

from pathlib import Path

HERE = Path(__file__).parent
CHRONICLE = HERE / "chronicle.jsonl"
# In a source checkout they stand at its top, where README.md reads them; the wheel carries them along.
EXAMPLES = HERE / "examples" if (HERE / "examples").is_dir() else HERE.parents[2] / "examples"

__all__ = ["CHRONICLE", "EXAMPLES"]
