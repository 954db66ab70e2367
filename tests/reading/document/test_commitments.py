"""Commitments: the instrument or the duty, who is bound, in which case; and what binds nobody."""

import pytest

import detente


def found(text: str, language: str) -> set[tuple[str, str]]:
    reading = detente.read(text + "\n", published="2024-06-26", language=language)
    return {("+".join(one.parties), one.obligations[0]) for one in reading.commitments}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Norway and Iceland signed a mutual assistance treaty in Oslo.", ("ISL+NOR", "defence")),
        ("en", "Norway and Iceland promised to defend each other if either is invaded.", ("ISL+NOR", "defence")),
        ("en", "Norway and Iceland have signed a treaty. Should one of them be attacked, the other will send troops.", ("ISL+NOR", "defence")),
        ("en", "Norway and Iceland concluded a non-aggression pact.", ("ISL+NOR", "non-aggression")),
        ("en", "Norway promised Iceland neutrality if Denmark goes to war with it.", ("ISL+NOR", "neutrality")),
        ("en", "Norway pledged to defend Iceland if Denmark attacks it.", ("ISL+NOR", "defence")),
        ("en", "The treaty obliges Norway and Iceland to consult each other in the event of a threat.", ("ISL+NOR", "consultation")),
        ("fr", "La Norvège et l'Islande ont signé un traité d'assistance mutuelle à Oslo.", ("ISL+NOR", "defence")),
        ("fr", "La Norvège et l'Islande ont promis de se défendre si l'une des deux est envahie.", ("ISL+NOR", "defence")),
        ("fr", "La Norvège et l'Islande ont signé un traité. Si l'une d'elles est attaquée, l'autre enverra des troupes.", ("ISL+NOR", "defence")),
        ("fr", "La Norvège a juré de défendre l'Islande si le Danemark l'attaque.", ("ISL+NOR", "defence")),
        ("fr", "La Norvège et l'Islande ont conclu un pacte de non-agression.", ("ISL+NOR", "non-aggression")),
        ("fr", "Le traité oblige la Norvège et l'Islande à se consulter en cas de menace.", ("ISL+NOR", "consultation")),
    ],
)  # fmt: skip
def test_who_is_bound_to_what(language: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway refused to sign a mutual defence treaty with Iceland."),
        ("en", "Norway and Iceland are negotiating a defence pact."),
        ("en", "Norway and Iceland signed a fishing agreement."),
        ("en", "Norway withdrew from its defence pact with Iceland."),
        ("en", "Norway and Iceland have signed a treaty. Denmark will send troops to Greenland if it is attacked."),
        ("fr", "La Norvège a refusé de signer un traité de défense mutuelle avec l'Islande."),
        ("fr", "La Norvège et l'Islande négocient un pacte de défense."),
        ("fr", "La Norvège et l'Islande ont signé un accord sur le hareng."),
        ("fr", "La Norvège a dénoncé son pacte de défense avec l'Islande."),
    ],
)
def test_who_is_not_bound(language: str, text: str) -> None:
    assert found(text, language) == set()


def test_the_case_is_told_as_worded() -> None:
    text = "Norway and Iceland promised to defend each other if either is invaded.\n"
    (one,) = detente.read(text, published="2024-06-26", language="en").commitments
    assert one.trigger == "if either is invaded"
    assert one.evidence
    assert text[one.evidence[0].begin : one.evidence[0].stop] == text.strip()
