"""The tables: every state by every form in French and English, and what each table must keep."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import DataError
from detente.languages import folder_of
from detente.world.actors import resolve
from detente.world.actors.scan import Scanner, scanner
from detente.world.gazetteer import gazetteer, tables
from detente.world.gazetteer.tables import names, rows

PLOVER = {
    *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL"),
    *("EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"),
}
SUPRANATIONAL = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}


def forms(language: str) -> dict[str, set[str]]:
    """Every written form of every state in a language -> the states that carry it."""
    found: dict[str, set[str]] = defaultdict(set)
    columns = "id names adjectives demonyms capitals" if language == "en" else "id names adjectives capitals"
    for _, (id, *cells) in rows("states.tsv", columns, folder_of(language)):
        country = gazetteer().entities[id].country or ""
        for cell in cells:
            for group in names(cell):
                for form in group.split("/") if language == "fr" else [group]:
                    found[form].add(country)
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_state_is_found_by_name_adjective_demonym_and_capital(language: str) -> None:
    missed = {}
    for form, countries in forms(language).items():
        actor = resolve(form, language=language)
        if actor.country not in countries:
            missed[form] = (countries, actor.country, actor.rule)
    assert not missed


def test_no_form_is_shared_by_states_but_those_known_to_be() -> None:
    shared = {
        (form, *sorted(countries))
        for language in ("en", "fr")
        for form, countries in forms(language).items()
        if len(countries) > 1
    }
    assert shared <= {
        ("Kingston", "JAM", "NFK"),
        ("Santiago", "CHL", "DOM"),
        ("saint-martinois", "MAF", "SXM"),
        ("saint-martinoise", "MAF", "SXM"),
        ("saint-martinoises", "MAF", "SXM"),
        ("samoan", "ASM", "WSM"),
    }


def test_250_states_and_territories_have_their_codes() -> None:
    codes = [c for c in gazetteer().codes.values() if c["status"] != "former"]
    assert len(codes) == 250
    assert len({c["alpha3"] for c in codes}) == len({c["alpha2"] for c in codes}) == 250
    assert all(c["numeric"] or c["alpha3"] == "XKX" for c in codes)
    assert all(c["wikidata"].startswith("Q") for c in codes)
    members = [c for c in codes if c["status"] == "state"]
    assert len(members) == 195 - 1 and all(c["cow"] and c["gw"] for c in members if c["alpha3"] != "VAT")


ADJECTIVES = sorted(
    (form, country)
    for form, countries in forms("en").items()
    for country in countries
    if len(countries) == 1 and form[0].isupper() and form.endswith(("an", "ese", "ish", "i"))
)
HEADS = [("soldiers", "MIL"), ("police", "COP"), ("lawmakers", "LEG"), ("rebels", "REB"), ("farmers", "AGR")]


@given(st.sampled_from(ADJECTIVES), st.sampled_from(HEADS), st.sampled_from(["", "the ", "two ", "armed "]))
def test_an_adjective_gives_the_state_and_the_head_the_sector(
    adjective: tuple[str, str], head: tuple[str, str], opening: str
) -> None:
    actor = resolve(f"{opening}{adjective[0]} {head[0]}", language="en")
    assert (actor.country, actor.sectors[0]) == (adjective[1], head[1])


def test_countries_and_sectors_are_codes_of_plover() -> None:
    book = gazetteer()
    alpha3 = {entity.country for entity in book.entities.values() if entity.kind == "state"}
    for entity in book.entities.values():
        assert entity.country is None or entity.country in alpha3 | SUPRANATIONAL, entity
        assert set(entity.sectors) <= PLOVER, entity
    for terms in book.terms.values():
        for term in terms.values():
            assert set(term.sectors) <= PLOVER, term


def test_offices_have_a_source_and_end_after_they_begin() -> None:
    for held in gazetteer().offices.values():
        for tenure in held:
            assert tenure.source, tenure
            assert tenure.end is None or tenure.begin <= tenure.end, tenure


@pytest.mark.parametrize("role", ["president", "prime-minister", "chancellor", "monarch"])
def test_nobody_holds_an_office_of_one_while_another_does(role: str) -> None:
    """Hand-overs may touch, in the month where only that is known; longer overlaps are errors of the table."""
    for (owner, title), held in gazetteer().offices.items():
        if title != role or owner in ("GMB", "MDG"):  # rival presidents in 2017 and 2002
            continue
        for before, after in pairwise(held):
            assert before.end is not None, (owner, before)
            assert (before.end - after.begin).days <= 31, (owner, before, after)


def test_a_broken_row_is_named_with_its_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "states_fr.tsv").write_text("id\tnames\nstate:FRA\tFrance\textra\n", encoding="utf-8")
    monkeypatch.setattr(tables, "HERE", tmp_path)
    with pytest.raises(DataError, match=r"states_fr.tsv:2: 3 cells, expected 2"):
        list(tables.rows("states_fr.tsv", "id names"))


@given(st.text(alphabet="abIranMli -'’éÉ北朝鮮.", max_size=40))
def test_hits_are_names_that_stand_as_words(text: str) -> None:
    end = 0
    for form, begin, stop in scanner().scan(text):
        assert text[begin:stop].replace("’", "'") == form
        assert begin >= end
        end = stop
        if form[0] < "\u2e80":
            assert begin == 0 or not text[begin - 1].isalnum()
            assert stop == len(text) or not text[stop].isalnum() or form.endswith("-")


def test_a_match_that_breaks_off_gives_way_to_what_it_hides() -> None:
    found = Scanner(["Le Pen", "Pentagone", "Congo", "Congo-Brazza"])
    assert [hit.form for hit in found.scan("Le Pentagone et le Congo-Brazzavillois")] == ["Pentagone", "Congo"]
    found = Scanner(["the West", "West-German", "West African"])
    assert [hit.form for hit in found.scan("the West-German envoy; the West; the West African bloc")] == [
        "West-German",
        "the West",
        "West African",
    ]


def test_persons_of_the_open_tables_are_known_by_their_full_names() -> None:
    book = gazetteer()
    for _, (_, forms, country, _, _, _, source, _) in rows(
        "people.tsv", "id names country sectors begin end source wikidata"
    ):
        assert source, forms
        assert all(" " in form for form in forms.split("|")), forms
        assert f"state:{country}" in book.entities or country in ("UNO", "IGO", "EUR", "NGO"), country


@pytest.mark.parametrize("table", ["open_groups.tsv", "open_bodies.tsv"])
def test_names_of_the_open_tables_have_a_source_and_shadow_no_name_kept_by_hand(table: str) -> None:
    book = gazetteer()
    for _, (_, forms, _, _, source) in rows(table, "id names country sectors source"):
        assert source, forms
        for form in forms.split("|"):
            (meaning,) = book.names[form]
            assert meaning.id.startswith(("group:open-", "body:open-")), form


def test_who_has_left_an_office_of_the_open_tables_is_an_elite() -> None:
    book = gazetteer()
    left = next(
        entity
        for id, entity in book.entities.items()
        if id.startswith("person:") and id not in book.tenures and entity.end and entity.sectors == ("GOV",)
    )
    assert left.end is not None
    assert resolve(left.name, on=left.end).sectors == ("GOV",)
    assert resolve(left.name, on=date(left.end.year + 1, 12, 31)).sectors == ("ELI",)
