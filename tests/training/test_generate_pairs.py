"""The generated pairs: one seed gives one text, the format holds, and French agrees and contracts."""

import pytest

from training.generate_pairs import passages
from training.passages import read_text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_same_seed_gives_the_same_passages_in_the_format(language):
    text = "\n".join(passages(language, 600, 3))
    assert text == "\n".join(passages(language, 600, 3)) != "\n".join(passages(language, 600, 4))
    faults: list[str] = []
    read = list(read_text(text, language, "pairs.txt", faults))
    assert not faults and len(read) == 600
    told = {event.status for one in read for event in one.events}
    assert told == {"happened", "planned", "conditional", "demanded", "negated"}
    assert any(not one.events for one in read)


def test_french_articles_contract_and_verbs_agree():
    text = "\n".join(passages("fr", 4000, 3))
    for wrong in (" de le ", " à le ", " de les ", " à les ", " de Iran ", "Les Philippines a ", " du Éthiopie"):
        assert wrong not in text
    assert "aux Philippines" in text and "Les Maldives ont " in text and " a été bombardée" in text


def test_the_third_state_of_a_frame_has_no_part_in_the_event():
    for one in read_text("\n".join(passages("en", 1500, 3)), "en", "pairs.txt"):
        if " said nothing when " in one.text:
            silent = one.text.split(" said nothing when ")[0]
            assert all(silent not in side.words for event in one.events for side in (event.actor, event.recipient))
