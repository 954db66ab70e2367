"""The gold articles on disk: NAME.LANGUAGE.txt with NAME.LANGUAGE.json beside it."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event of the hand-made reading; empty tuples were not judged."""

    id: str
    type: tuple[str, ...]
    actor: tuple[str, ...]  # codes; "A|B" accepts either
    recipient: tuple[str, ...]
    both: bool
    status: tuple[str, ...]
    evidence: tuple[str, ...]
    mode: str | None = None
    date: tuple[str, ...] = ()
    likelihood: tuple[str, ...] = ()
    place: str | None = None  # country code
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """A text of our own writing and what a careful analyst reads out of it."""

    name: str
    path: Path
    language: str
    title: str
    published: date
    blind: bool
    register: str
    events: tuple[GoldEvent, ...]
    commitments: tuple[dict[str, Any], ...]
    transfers: tuple[dict[str, Any], ...]
    questions: tuple[str, ...]


def event(row: dict[str, Any]) -> GoldEvent:
    """A gold event from its JSON object; lists become tuples."""
    return GoldEvent(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})


def article(path: Path) -> Article:
    """The article whose gold file is `path`."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    return Article(
        name=path.stem,
        path=path.with_suffix(".txt"),
        language=gold["language"],
        title=gold["title"],
        published=date.fromisoformat(gold["published"]),
        blind=gold["blind"],
        register=gold["register"],
        events=tuple(event(row) for row in gold["events"]),
        commitments=tuple(gold["commitments"]),
        transfers=tuple(gold["transfers"]),
        questions=tuple(gold["questions"]),
    )


def articles(folder: Path = HERE) -> list[Article]:
    """All gold articles of a folder, by name."""
    return [article(path) for path in sorted(folder.glob("*.json"))]
