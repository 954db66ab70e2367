"""The whole pipeline against spaCy's own on the same texts, in one run: documents per CPU-second.

    python -m benchmarks.pipeline [--repeat 6] [--rounds 3]

Political texts are the gold articles of evaluation/gold; texts without politics are the invented ones below, repeated
with changing figures. Ours cleans, gates, parses, codes and stores into a casebook; spaCy's runs its full pipeline,
tagger to entities, over the same texts, batched.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import warnings
from collections.abc import Iterable
from pathlib import Path

from detente.languages import pack
from detente.pipeline import read_document
from detente.records import Document
from detente.store.casebook import Casebook
from detente.store.tables import digest

GOLD = Path(__file__).parent.parent / "evaluation" / "gold"
PLAIN = {
    "en": (
        "Whisk the eggs with the sugar until pale, then fold in the flour and {n} grams of melted butter. Pour the batter"
        " into a greased tin. Bake for {n} minutes, or until a skewer comes out clean. Let the cake cool before you slice"
        " it. A little cream and a few berries go well with it. My grandmother used lemon instead of vanilla, which gives"
        " a sharper taste. The recipe keeps for three days in a closed box. The garden behind the house is full of roses"
        " this year. The path along the river is {n} kilometres long and easy to walk. Bring water, for there is no shade"
        " after the mill. The museum opens at ten and shows glass from many centuries. Tickets cost {n} coins at the door."
    ),
    "fr": (
        "Fouettez les œufs avec le sucre, puis ajoutez la farine et {n} grammes de beurre fondu. Versez la pâte dans un"
        " moule. Faites cuire {n} minutes. Laissez refroidir le gâteau avant de le couper. Un peu de crème et quelques"
        " fruits rouges l'accompagnent bien. Ma grand-mère prenait du citron au lieu de la vanille. La recette se garde"
        " trois jours dans une boîte fermée. Le jardin derrière la maison est plein de roses cette année. Le chemin au"
        " bord de la rivière fait {n} kilomètres et se parcourt sans peine. Prenez de l'eau, car il n'y a pas d'ombre"
        " après le moulin. Le musée ouvre à dix heures et montre du verre de plusieurs siècles."
    ),
}


def political(language: str, repeat: int) -> list[Document]:
    """The gold articles, told apart by a last line so that none is known already."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(GOLD.glob(f"*.{language}.txt"))]
    return [document(f"{text}\n\n{n}.\n", language) for n in range(repeat) for text in texts]


def plain(language: str, count: int) -> list[Document]:
    return [document(PLAIN[language].format(n=n + 10), language) for n in range(count)]


def document(text: str, language: str) -> Document:
    return Document(digest(text, size=16), "benchmark", text, language=language)


def ours(documents: list[Document]) -> float:
    """CPU-seconds of cleaning, gate, parse, coding and storing."""
    with tempfile.TemporaryDirectory() as folder, Casebook.open(Path(folder) / "book") as book:
        began = time.process_time()
        summary = book.add("all", reader=read_document, opener=lambda _: documents)
        spent = time.process_time() - began
        assert summary.added == len(documents), summary.failed[:3]
    return spent


def spacy_full(texts: Iterable[str], language: str) -> float:
    """CPU-seconds of spaCy's full pipeline with the same model."""
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp = spacy.load(pack(language).model)
    list(nlp.pipe(["Warm up."]))
    began = time.process_time()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    return time.process_time() - began


def fastest(documents: list[Document], language: str, rounds: int) -> tuple[float, float]:
    """CPU-seconds of ours and of spaCy's, which take turns: the fastest of each."""
    texts = [item.text for item in documents]
    spent = [(ours(documents), spacy_full(texts, language)) for _ in range(rounds)]
    return min(one for one, _ in spent), min(other for _, other in spent)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=6)
    parser.add_argument(
        "--rounds", type=int, default=3, help="both take turns so often, and the fastest of each counts"
    )
    given = parser.parse_args()
    total: dict[str, list[tuple[float, float]]] = {"political": [], "plain": []}
    for language in ("en", "fr"):
        ours(
            political(language, 1)[:1]
        )  # models, Arrow and DuckDB are loaded once for any number of documents: not measured
        for kind, documents in (
            ("political", political(language, given.repeat)),
            ("plain", plain(language, 24 * given.repeat)),
        ):
            mine, theirs = fastest(documents, language, given.rounds)
            count = len(documents)
            total[kind].append((mine, theirs))
            print(
                f"{language} {kind:9} {count:4} documents: {count / mine:6.1f} a CPU-second,"
                f" spaCy's full pipeline {count / theirs:6.1f}: {theirs / mine:.2f} times"
            )
    for kind, spent in total.items():
        print(f"both {kind:9} {sum(theirs for _, theirs in spent) / sum(mine for mine, _ in spent):.2f} times")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
