"""The second reader: an encoder trained on our own writing. It says what a text tells of two of its words, and how surely."""

from detente.reading.learned.reader import NOBODY, SecondReader, Seen, View, installed, load

__all__ = ["NOBODY", "SecondReader", "Seen", "View", "installed", "load"]
