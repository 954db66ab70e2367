"""The language identifier that is shipped is py3langid's, restricted to the languages of news."""

import numpy as np

from detente.cleaning.language import NEWS, _identifier, identify, likely
from evaluation.splices.__main__ import documents
from tools.identifier import arrays, whole


def test_the_file_holds_what_py3langid_holds_and_answers_alike() -> None:
    theirs, ours = whole(), _identifier()
    held = arrays(ours)
    for name, wanted in arrays(theirs).items():
        assert np.array_equal(held[name], wanted), f"{name} differs: python -m tools.identifier writes the file anew"
    assert set(ours.nb_classes) == set(NEWS)
    texts = [page.text[:400].lower() for page in documents()[::12]]
    assert [ours.classify(text) for text in texts] == [theirs.classify(text) for text in texts]


def test_short_texts() -> None:
    assert identify("LE MINISTRE A DIT QUE LA FRANCE ÉTAIT PRÊTE")[0] == "fr"  # capitals are no evidence
    assert likely("Der Rat trat gestern zusammen") == "de"
    assert likely("42") is None
