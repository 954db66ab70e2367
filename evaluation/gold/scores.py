"""Adds the pairings of many articles up to the figures of the gate."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from detente.records import Reading
from evaluation.gold.articles import Article
from evaluation.gold.matching import Pairing, plain


@dataclass(slots=True)
class Tally:
    """Counts of one group of articles; every figure below is a ratio of two of them."""

    articles: int = 0
    gold: int = 0
    read: int = 0
    matched: int = 0
    mistyped: int = 0
    roles: int = 0
    status: int = 0
    dated: int = 0
    date: int = 0
    full: int = 0
    questions: int = 0
    questions_found: int = 0
    commitments: int = 0
    commitments_found: int = 0
    transfers: int = 0
    transfers_found: int = 0

    def add(self, other: "Tally") -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 of events; accuracies among the events found; recall of what else the gold lists."""
        precision, recall = _ratio(self.matched, self.read), _ratio(self.matched, self.gold)
        return {
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            "type": _ratio(self.matched, self.matched + self.mistyped),
            "roles": _ratio(self.roles, self.matched),
            "status": _ratio(self.status, self.matched),
            "date": _ratio(self.date, self.dated),
            "full": _ratio(self.full, self.gold),
            "questions": _ratio(self.questions_found, self.questions),
            "commitments": _ratio(self.commitments_found, self.commitments),
            "transfers": _ratio(self.transfers_found, self.transfers),
        }


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def tally(article: Article, reading: Reading, pairing: Pairing) -> Tally:
    """The counts of one article."""
    wrong = [set(differing) for _, _, differing in pairing.matched]
    asked = [plain(question) for question in reading.questions]
    return Tally(
        articles=1,
        gold=sum(not gold.optional for gold in article.events),
        read=len(pairing.matched) + len(pairing.spurious),
        matched=len(pairing.matched),
        mistyped=len(pairing.mistyped),
        roles=sum("roles" not in differing for differing in wrong),
        status=sum("status" not in differing for differing in wrong),
        dated=sum(bool(gold.date) for gold, _, _ in pairing.matched),
        date=sum(bool(gold.date) and "date" not in differing for gold, _, differing in pairing.matched),
        full=sum(not differing for differing in wrong),
        questions=len(article.questions),
        questions_found=sum(plain(question) in asked for question in article.questions),
        commitments=len(article.commitments),
        commitments_found=sum(
            any(set(gold["parties"]) <= set(c.parties) and set(gold["obligations"]) & set(c.obligations) for c in found)
            for gold in article.commitments
            for found in [reading.commitments]
        ),
        transfers=len(article.transfers),
        transfers_found=sum(
            any(
                (t.provider, t.recipient, t.category) == (gold["provider"], gold["recipient"], gold["category"])
                for t in reading.transfers
            )
            for gold in article.transfers
        ),
    )


def groups(rows: Iterable[tuple[Article, Tally]]) -> dict[str, Tally]:
    """The counts for all articles, open and blind apart, per language, and per language of each half."""
    total: dict[str, Tally] = {}
    for article, counts in rows:
        half = "blind" if article.blind else "open"
        for name in ("all", half, article.language, f"{half}.{article.language}"):
            total.setdefault(name, Tally()).add(counts)
    return dict(sorted(total.items()))
