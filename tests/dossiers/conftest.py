"""One small casebook for all tests of dossiers: two states over two years, third parties, a contested event, hostile words."""

from collections.abc import Iterator
from datetime import date

import pytest

from detente.dossiers import Dossier, Scope, gather
from detente.store.analyst.grades import set_grade
from detente.store.casebook import Casebook
from tests.store.toy import toy_open, toy_read

EVIL = "<script>alert(1)</script> `[x](javascript:1)` | *_# \u202e"
QUIET = "\n".join(f"2023-{month:02}-{day:02} CHN meet USA: they met" for month in range(1, 13) for day in (3, 17))
WARM = "\n".join(f"2024-06-{day:02} RUS provide-aid PRK: grain went by train number {day}" for day in range(17, 29))
ARTICLES = f"""site: a.example
2023-02-01 PRK meet RUS: the leaders met at the cosmodrome
{QUIET}
2024-06-19 RUS sign PRK in Pyongyang: a treaty of mutual defence was signed
{WARM}
2024-06-21 KOR condemn RUS: Seoul condemned the treaty
2024-07-02 KOR strike PRK: shells fell on the coast {EVIL}
---
site: b.example
2024-06-19 RUS sign PRK in Pyongyang: both leaders put their names to the pact of defence
2024-07-02 KOR not-strike PRK: no shell fell that day, officials said
2024-07-03 KOR condemn RUS: Seoul condemned Moscow once more
advert: buy now
? a general nobody could name
"""


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    folder = tmp_path_factory.mktemp("dossiers")
    (folder / "articles.txt").write_text(ARTICLES, encoding="utf-8")
    with Casebook.open(folder / "book") as made:
        made.add(folder / "articles.txt", reader=toy_read, opener=toy_open)
        set_grade(made, "a.example", "B", author="test", reason="steady")
        yield made


@pytest.fixture(scope="session", params=["en", "fr"])
def brief(book: Casebook, request: pytest.FixtureRequest) -> Dossier:
    """The dossier of two states, in each language."""
    scope = Scope(("RUS", "PRK"), date(2023, 1, 1), date(2024, 12, 31))
    return gather(book, scope, language=request.param, on=date(2026, 1, 1))


@pytest.fixture(scope="session")
def topic(book: Casebook) -> Dossier:
    return gather(book, Scope(("RUS", "PRK", "KOR")), on=date(2026, 1, 1))
