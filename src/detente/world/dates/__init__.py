"""When: date expressions of a text, as EDTF with first and last day, resolved against an anchor.

`find` reads expressions by the patterns of languages/XX/dates.tsv; `resolve` settles one against the day of publication or of
another event, or within a period. Nothing is invented: without an anchor a year that is not written reads `XXXX`.
"""

from detente.world.dates.find import Expression, find
from detente.world.dates.resolve import resolve, shifted

__all__ = ["Expression", "find", "resolve", "shifted"]
