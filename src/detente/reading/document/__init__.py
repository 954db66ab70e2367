"""From the kept blocks of a document to its events, commitments and transfers: `code` is the door."""

from detente.reading.document.document import Coded, code

__all__ = ["Coded", "code"]
