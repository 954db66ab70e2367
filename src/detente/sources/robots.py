"""What a site's robots.txt allows, after RFC 9309: the longest rule that matches wins, `*` and `$` are understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

LARGEST = 512_000  # bytes that are read of it: the RFC asks for 500 KiB at least
LINE = re.compile(r"^\s*([A-Za-z-]+)\s*:\s*(.*?)\s*$")
SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: what begins like `pattern` is allowed or not."""

    allow: bool
    pattern: str


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of a site for one robot. `shut`: the site cannot answer, so nothing may be fetched."""

    rules: tuple[Rule, ...] = ()
    shut: bool = False

    def allows(self, address: str) -> bool:
        """Whether an address may be fetched: what no rule names may; of rules of one length that allow and forbid, allow wins."""
        parts = urlsplit(address)
        path = normal(parts.path or "/") + (f"?{normal(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True
        if self.shut:
            return False
        found = [rule for rule in self.rules if matches(rule.pattern, path)]
        best = max(found, key=lambda rule: (len(rule.pattern), rule.allow), default=None)
        return best is None or best.allow


def parse(data: bytes, robot: str) -> Robots:
    """The rules for a robot: all groups that name it, else all groups for `*`; what is no line of a group is passed over."""
    text = data[:LARGEST].decode("utf-8-sig", "replace")
    own: list[Rule] = []
    others: list[Rule] = []
    named = False
    agents: set[str] = set()
    open_group = False
    for line in re.split(r"\r\n|\r|\n", text):
        match = LINE.match(line.split("#", 1)[0])
        if match is None:
            continue
        key, value = match[1].lower(), match[2]
        if key == "user-agent":
            agents = agents if open_group else set()
            open_group = True
            agents.add(re.split(r"[\s/]", value.lower(), maxsplit=1)[0])
            named = named or robot.lower() in agents
        elif key in ("allow", "disallow"):
            open_group = False
            if not value:
                continue
            rule = Rule(key == "allow", normal(value))
            if robot.lower() in agents:
                own.append(rule)
            if "*" in agents:
                others.append(rule)
    return Robots(tuple(own if named else others))


def normal(path: str) -> str:
    """A path with its octets written in one way: what need not be encoded is plain, the rest is in capitals."""
    return quote(unquote_to_bytes(re.sub(r"%(?=2[Aa]|24|3[Ff]|2[Ff]|25)", "%25", path)), safe=SAFE).replace("%25", "%")


def matches(pattern: str, path: str) -> bool:
    """Whether a path begins like a pattern; `*` stands for anything, `$` at the end for the end. Linear in both."""
    ends = pattern.endswith("$")
    pieces = (pattern[:-1] if ends else pattern).split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for number, piece in enumerate(pieces[1:], 1):
        if ends and number == len(pieces) - 1:
            return len(path) - len(piece) >= at and path.endswith(piece)
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not ends or at == len(path)
