"""What a block says decides: in languages and kinds alike, less so near its article, never for a name that the article shares."""

import numpy as np
import pytest

from detente.cleaning import clean
from detente.cleaning.judgement import MOST_READ, Case, Judge, together
from detente.cleaning.meaning import SIZE, features, nearness, vector_of, weight
from detente.cleaning.pieces import lay_out
from detente.text.vectors import WIDTH, vectors

# Not among the blocks that it was trained on.
PAIRS = [
    (
        "Our private tutors revise your dissertation within two days and hand you a report on its originality.",
        "The minister resigned after a newspaper showed that his dissertation had been copied from another.",
    ),
    (
        "Le grand médium Bakary ramène l’être cher, chasse la malchance et travaille par correspondance, paiement ensuite.",
        "Le tribunal a jugé un médium qui promettait aux familles de soldats de retrouver les disparus contre leurs économies.",
    ),
    (
        "Heute Abend leicht bewölkt, in der Nacht Schauer, Tiefsttemperatur sieben Grad, schwacher Wind aus Nordwest.",
        "Im Nebel verlor das Patrouillenboot den Frachter aus den Augen, sagte der Kommandant vor dem Ausschuss.",
    ),
    (
        "Быстрый займ пенсионерам и студентам, деньги на карту за пять минут, без звонков на работу.",
        "Банк развития отказал столице в займе, пока правительство не опубликует военный бюджет.",
    ),
]


def odds(words: str, near: tuple[float, float] = (0.1, 0.2)) -> float:
    return weight(features(words, vector_of(words), near))


@pytest.mark.parametrize(("noise", "article"), PAIRS)
def test_an_offer_and_news_about_it_lie_on_different_sides(noise: str, article: str) -> None:
    assert odds(noise) > 1.3
    assert odds(article) < -1.3


def test_what_stands_among_its_like_is_less_likely_noise() -> None:
    words = PAIRS[2][0]
    assert odds(words, (0.6, 0.8)) < odds(words, (0.0, 0.1))


def test_features_have_their_shape_whatever_is_asked() -> None:
    for words in ("", ".", "a" * 5000, "§§§ 123"):
        found = features(words, vector_of(words), (0.0, 0.0))
        assert found.shape == (SIZE,) and np.isfinite(found).all()
    assert nearness(vector_of("a"), np.empty((0, WIDTH), np.float32)) == (0.0, 0.0)


def test_vectors_together_are_those_of_each_alone() -> None:
    texts = [words for pair in PAIRS for words in pair]
    assert np.allclose(vectors(texts), [vectors([text])[0] for text in texts], atol=1e-5)
    assert vectors([]).shape == (0, WIDTH)


def test_short_lines_are_judged_together_and_each_alone() -> None:
    page = lay_out("One line here\nAnother line there\n\nA third stands apart\n")
    assert [[page.text[line.begin : line.stop] for line in lines] for lines in together(page)] == [
        ["One line here", "Another line there"],
        ["One line here"],
        ["Another line there"],
        ["A third stands apart"],
    ]


def test_a_name_that_another_line_bears_too_ties_a_block_to_its_document() -> None:
    page = lay_out(
        "On Monday the envoy met Haldane in the port and they walked along the quay.\n\nThe guests of Haldane ate well on Monday.\n"
    )
    judge = Judge(page)
    assert judge.shares_a_name("The guests of Haldane ate well on Monday.")
    assert not judge.shares_a_name("Nobody came on Monday.")


def test_the_same_advertisement_told_twice_does_not_tie_itself() -> None:
    words = "Handmade pralines from the house of Corvin melt on the tongue; order the spring box with free delivery."
    rest = "\n\n".join(
        f"The delegates spoke about the {subject} for two hours and agreed to meet again when the experts had counted."
        for subject in ("dam", "prisoners", "railway", "fishing grounds", "grain", "archive", "border posts", "debt")
    )
    text = f"{words}\n\n{rest}\n\n{words}"
    gone = [text[block.begin : block.stop] for block in clean(text) if not block.kept]
    assert gone == [words, words]


def test_only_the_most_suspicious_of_very_many_are_read() -> None:
    lines = [f"Order fresh pralines number {number}, free delivery to your door today!" for number in range(300)]
    judge = Judge(lay_out("\n\n".join(lines)))
    likely = judge.likely([Case((piece,), 0.0) for piece in judge.own])
    assert 0 < len(likely) <= MOST_READ == len(judge.known)


def test_where_the_most_suspicious_are_of_the_article_the_rest_is_not_read() -> None:
    lines = [
        f"The delegates of commission {number} agreed on the wording of the clause about prisoners."
        for number in range(9)
    ]
    judge = Judge(lay_out("\n\n".join(lines)))
    assert judge.likely([Case((piece,), 0.0) for piece in judge.own]) == []
    assert len(judge.known) < len(judge.own)
