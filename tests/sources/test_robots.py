"""robots.txt after RFC 9309."""

import time

import pytest

from detente.sources.robots import Robots, parse

FILE = b"""User-agent: *
Allow: /
Disallow: /inner/
Allow: /inner/open
Disallow: /*.doc$
Disallow: /*?session=
Disallow: /a%3cd
User-agent: Other
User-agent: Detente/2.0
Disallow: /only-us
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True), ("/news", True), ("/inner/x", False), ("/inner/open/x", True), ("/x.doc", False), ("/x.doc?y", True),
        ("/x?session=1", False), ("/x?a=1&session=2", True), ("/a%3Cd.html", False), ("/robots.txt", True), ("/only-us", True),
    ],
)  # fmt: skip
def test_the_longest_rule_wins(path: str, allowed: bool) -> None:
    assert parse(FILE, "Somebody").allows(f"https://a.example{path}") is allowed


def test_a_group_that_names_the_robot_stands_alone() -> None:
    rules = parse(FILE, "Detente")
    assert not rules.allows("https://a.example/only-us/x") and rules.allows("https://a.example/inner/x")


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"# hello\r\n", b"\r\r", b"Sitemap: https://a.example/s.xml\n"])
def test_the_first_line_counts_whatever_stands_before_it(mark: bytes) -> None:
    assert not parse(mark + b"User-agent: *\nDisallow: /", "Detente").allows("https://a.example/x")


def test_of_equal_rules_the_one_that_allows_wins_and_an_empty_one_says_nothing() -> None:
    assert parse(b"User-agent: *\nDisallow: /x\nAllow: /x", "Detente").allows("https://a.example/x")
    assert parse(b"User-agent: *\nDisallow:", "Detente").allows("https://a.example/x")
    assert not parse(b"user-agent:*\nDISALLOW:/x # no", "Detente").allows("https://a.example/x")


def test_groups_of_one_robot_are_joined() -> None:
    rules = parse(
        b"User-agent: detente\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n\nUser-agent: DETENTE\nDisallow: /c",
        "Detente",
    )
    assert [rules.allows(f"https://a.example/{name}") for name in "abc"] == [False, True, False]


def test_a_site_that_fails_is_shut() -> None:
    assert not Robots(shut=True).allows("https://a.example/x") and Robots(shut=True).allows(
        "https://a.example/robots.txt"
    )


def test_a_hostile_pattern_takes_no_time() -> None:
    begun = time.process_time()
    assert parse(b"User-agent: *\nDisallow: /" + b"*a" * 20_000 + b"$", "Detente").allows(
        "https://a.example/" + "a" * 19_000 + "b"
    )
    assert time.process_time() - begun < 2
