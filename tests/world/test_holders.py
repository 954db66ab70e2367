"""Offices and their holders: the table agrees with itself, and says how far it is known."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from detente.world.actors import resolve
from detente.world.actors.offices import CHECKED, holder
from detente.world.gazetteer import Tenure, gazetteer
from detente.world.gazetteer.load import owner_country
from detente.world.gazetteer.tables import day, rows
from detente.world.gazetteer.words import unaccented

COLUMNS = "owner role person begin end source"
SINGLE = (
    "president", "prime-minister", "chancellor", "monarch", "leader", "supreme-leader", "foreign-minister", "vice-president",
    "defence-minister", "interior-minister", "finance-minister", "justice-minister", "secretary-general",
    "director-general", "managing-director", "chairperson", "high-commissioner", "central-banker", "crown-prince",
    "head-of-state", "head-of-government", "envoy-un", "national-security-adviser", "prosecutor",
)  # fmt: skip
RIVALS = {("MDG", "president"), ("GMB", "president"), ("BIH", "leader")}  # two claimed one office at a time
MONTH = 31  # days that two may share an office of which only the month of the hand-over is known
LIFE = 71  # years: the longest reigns of the table, Elizabeth II and Bhumibol, lasted 70


def tenures() -> list[Tenure]:
    return [tenure for held in gazetteer().offices.values() for tenure in held]


@pytest.mark.parametrize("role", SINGLE)
def test_an_office_of_one_has_one_holder_at_a_time(role: str) -> None:
    """Two may share the day of a hand-over; where it is known to the month, that month."""
    for (owner, title), held in gazetteer().offices.items():
        if title != role or (owner, role) in RIVALS:
            continue
        for before, after in pairwise(held):
            assert before.end is not None, f"{owner} {role}: {before.person} has no end, {after.person} follows"
            assert (before.end - after.begin).days <= MONTH, (owner, role, before.person, after.person)


def test_hand_overs_known_to_the_day_share_no_more_than_a_day() -> None:
    exact = defaultdict(list)
    for _, (owner, role, person, begin, end, _source) in rows("holders.tsv", COLUMNS):
        if role in SINGLE and (owner, role) not in RIVALS:
            exact[owner, role].append((begin, end, person))
    for office, held in exact.items():
        for (_, end, before), (begin, _, after) in pairwise(sorted(held)):
            if len(end) == len(begin) == 10:
                assert date.fromisoformat(end) <= date.fromisoformat(begin), (office, before, after)


def test_terms_are_as_long_as_a_life_allows_and_begin_before_the_last_check() -> None:
    for tenure in tenures():
        end = tenure.end or CHECKED
        years = (end - tenure.begin).days / 365.25
        assert years <= LIFE or tenure.person == "person:dalai-lama", tenure
        assert tenure.begin <= CHECKED + timedelta(MONTH), tenure


def test_no_row_stands_twice_and_no_term_of_a_person_lies_in_another_of_the_same_office() -> None:
    seen = defaultdict(list)
    for where, (owner, role, person, begin, end, _) in rows("holders.tsv", COLUMNS):
        seen[owner, role, person].append((day(begin, where), day(end, where, last=True) or date.max))
    for key, terms in seen.items():
        for (_, end), (begin, _) in pairwise(sorted(terms)):
            assert end <= begin, key


def test_nobody_serves_two_states_but_those_whose_state_was_renamed() -> None:
    renamed = {"SUN": "GEO", "YUG": "SRB"}
    states = defaultdict(set)
    for tenure in tenures():
        if f"state:{tenure.owner}" in gazetteer().entities:
            states[tenure.person].add(renamed.get(tenure.owner, tenure.owner))
    assert {person: found for person, found in states.items() if len(found) > 1} == {}


def test_a_person_is_spelt_one_way_in_a_country() -> None:
    """Rouhani and Rohani, or a name with and without its accents, would be two persons."""
    spelt = defaultdict(set)
    for tenure in tenures():
        name = gazetteer().entities[tenure.person].name
        bare = unaccented(name).lower().replace("-", " ").replace("'", "")
        spelt[owner_country(gazetteer(), tenure.owner), bare].add(name)
    assert [names for names in spelt.values() if len(names) > 1] == []


G20 = (
    [
        "ARG",
        "AUS",
        "BRA",
        "CAN",
        "CHN",
        "DEU",
        "FRA",
        "GBR",
        "IDN",
        "IND",
        "ITA",
        "JPN",
        "KOR",
        "MEX",
        "RUS",
        "SAU",
        "TUR",
        "USA",
        "ZAF",
    ],
    ("head", "foreign-minister"),
)
CLOSE = ("PRK", "IRN", "ISR", "UKR", "BLR", "TWN", "PAK")


@pytest.mark.parametrize("owner", [*G20[0], *CLOSE])
def test_states_of_weight_have_somebody_in_office_on_the_day_of_the_last_check(owner: str) -> None:
    heads = ("president", "prime-minister", "monarch", "leader", "chancellor", "supreme-leader")
    assert any(holder(owner, role, CHECKED) for role in heads)
    assert holder(owner, "foreign-minister", CHECKED)


def test_an_answer_for_a_later_day_says_when_it_was_last_checked() -> None:
    assert "last checked" in resolve("le président français", on=date(2026, 11, 1)).rule
    assert "last checked" not in resolve("le président français", on=date(2020, 11, 1)).rule
