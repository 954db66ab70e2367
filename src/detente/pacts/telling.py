"""The answer to a what-if in words, in French or English."""

from __future__ import annotations

from detente.dyads.sentences import Language, name
from detente.pacts.tables import rows
from detente.pacts.whatif import Consequences, Finding, studies

WORDS = {
    "en": {
        "head": "{attackers} {act} {targets} ({where}, pacts in force on {on})",
        "triggered": "Bound to help {ally}",
        "conditional": "Perhaps bound",
        "not triggered": "Not bound",
        "violated": "Broken by {party}",
        "minimum": "At least: {names}",
        "maximum": "At most: {names}",
        "wider": "Only if those drawn in are struck in turn: {names}",
        "consulted": "To be consulted: {names}",
        "none": "No pact in the file binds anybody to defend {targets}.",
        "record": "Such promises were kept in {low:.0f} to {high:.0f} % of cases, {late:.0f} % after 1945 ({sources}).",
        "caution": "This tells what clauses say, not what states will do.",
        "sea": "at sea or in the air",
    },
    "fr": {
        "head": "{attackers} {act} {targets} ({where}, pactes en vigueur le {on})",
        "triggered": "Tenus d'aider {ally}",
        "conditional": "Peut-être tenus",
        "not triggered": "Non tenus",
        "violated": "Violé par {party}",
        "minimum": "Au moins : {names}",
        "maximum": "Au plus : {names}",
        "wider": "Seulement si les États engagés sont frappés à leur tour : {names}",
        "consulted": "À consulter : {names}",
        "none": "Aucun pacte du fichier n'oblige quiconque à défendre {targets}.",
        "record": "De telles promesses ont été tenues dans {low:.0f} à {high:.0f} % des cas, {late:.0f} % après 1945 ({sources}).",
        "caution": "Ceci dit ce que portent les clauses, non ce que feront les États.",
        "sea": "en mer ou dans les airs",
    },
}


def tell(answer: Consequences, language: Language | None = None, *, most: int = 12) -> str:
    """The answer as lines of text; `most` bounds the clauses told for each verdict (what is left out is counted)."""
    tongue: Language = language or ("fr" if answer.scenario.language == "fr" else "en")
    words = WORDS[tongue]
    scene = answer.scenario
    act = getattr(scene.act, tongue)
    where = scene.theatre.name or (name(scene.theatre.code, tongue) if scene.theatre.code else words["sea"])
    targets = _list(scene.targets, tongue)
    lines = [
        words["head"].format(
            attackers=_list(scene.attackers, tongue), act=act, targets=targets, where=where, on=scene.on.isoformat()
        ),
        "",
    ]
    for verdict in ("violated", "triggered", "conditional", "not triggered"):
        told = _grouped(answer, verdict)
        lines += [_line(words[verdict], group, tongue) for group in told[:most]]
        if len(told) > most:
            lines.append(f"- … +{len(told) - most}")
    if len(answer.maximum) == len(scene.targets):
        lines.append(words["none"].format(targets=targets))
    for key in ("minimum", "maximum", "wider", "consulted"):
        if getattr(answer, key):
            lines.append(words[key].format(names=_list(getattr(answer, key), tongue)))
    low, high = answer.honoured
    sources = "; ".join(dict.fromkeys(row["source"] for row in studies()))
    lines += [
        "",
        words["record"].format(low=100 * low, high=100 * high, late=100 * answer.honoured_since_1945, sources=sources),
        words["caution"],
    ]
    return "\n".join(lines)


def _grouped(answer: Consequences, verdict: str) -> list[list[Finding]]:
    """Findings of a verdict, those of one clause for one reason together."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in answer.findings:
        if one.verdict == verdict and (verdict == "violated" or one.clause.obligation in ("defence", "neutrality")):
            groups.setdefault((one.clause, one.ally, one.reason), []).append(one)
    return list(groups.values())


def _line(label: str, group: list[Finding], tongue: Language) -> str:
    one = group[0]
    title = one.pact.fr if tongue == "fr" else one.pact.en
    clause = one.clause.fr if tongue == "fr" else one.clause.en
    article = f", art. {one.clause.article}" if one.clause.article != "-" else ""
    path = f" [{' > '.join(one.path)}]" if len(one.path) > 1 else ""
    parties = _list(tuple(dict.fromkeys(member.party for member in group)), tongue)
    start = label.format(ally=name(one.ally, tongue), party=parties)
    who = "" if "{party}" in label else f"{' ' * (tongue == 'fr')}: {parties}"
    return f"- {start}{who} — {title}{article}: {one.why(tongue)}. {clause} ({one.pact.record}){path}"


def _list(codes: tuple[str, ...], tongue: Language) -> str:
    return ", ".join(name(code, tongue) for code in codes)


def glossary() -> dict[str, tuple[str, str]]:
    """Reasons and reserves with their English and French wording, for the documentation."""
    return {row["key"]: (row["en"], row["fr"]) for _, row in rows("reasons")}
