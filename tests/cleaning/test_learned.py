"""What no rule foresaw is found by how it reads; what names a state stays and is flagged; articles lose nothing."""

import pytest

from detente.cleaning import clean
from detente.cleaning.learned import chance
from detente.cleaning.lexicon import fold

ARTICLE = {
    "en": [
        "The two governments opened talks on the river in Geneva on Monday, four years after the dam was finished upstream.",
        "Delegates of the lower country want a guaranteed flow in the dry months, which engineers of the upper one call impossible.",
        "A treaty of 1959 shares the water between two states only, and the third has never recognised what it says.",
        "Mediators propose a commission with a seat for each capital, and a fund that would pay farmers when the fields stay dry.",
        "Nobody expects an agreement this week, but the guns on both banks have been silent since the delegations arrived.",
        "The minister of irrigation told the assembly that his experts would publish their measurements before the next round.",
        "In the villages along the canal people remember the drought of 1984, when the reservoir fell to a third of its level.",
        "The envoys will meet again in autumn, with observers of the union, if the parliament of the upper state agrees.",
    ],
    "fr": [
        "Les deux gouvernements ont ouvert lundi à Genève des pourparlers sur le fleuve, quatre ans après la fin du barrage en amont.",
        "Les délégués du pays d'aval réclament un débit garanti pendant les mois secs, que les ingénieurs d'amont jugent impossible.",
        "Un traité de 1959 partage les eaux entre deux États seulement, et le troisième n'en a jamais reconnu les termes.",
        "Les médiateurs proposent une commission où chaque capitale siégerait, et un fonds qui paierait les paysans en cas de sécheresse.",
        "Personne n'attend un accord cette semaine, mais les canons se taisent sur les deux rives depuis l'arrivée des délégations.",
        "Le ministre de l'irrigation a dit à l'assemblée que ses experts publieraient leurs mesures avant la prochaine séance.",
        "Dans les villages le long du canal on se souvient de la sécheresse de 1984, quand le réservoir tomba au tiers de son niveau.",
        "Les émissaires se reverront à l'automne, avec des observateurs de l'union, si le parlement du pays d'amont y consent.",
    ],
}
# Not among the blocks that it was trained on.
NOISE = [
    (
        "en",
        "The borough council voted to close the ring road for two weeks and to repair the playground. Drivers are advised to take the bus, and parking fees stay the same.",
    ),
    (
        "en",
        "The school fair on Station Road raised a record sum for charity. Entry was free, and the chairman thanked all the volunteers who sold cakes and tickets.",
    ),
    (
        "en",
        "Preheat the oven, peel two onions and add a pinch of salt. Fold in the flour, stir in the cream, bake for forty minutes and serve with a slice of lemon.",
    ),
    (
        "en",
        "The singer stunned fans on her page with a sweet picture on the beach. She showed off her new look with the baby, and the internet went wild.",
    ),
    (
        "fr",
        "Le conseil municipal a voté la réfection du lavoir et de nouveaux horaires à la piscine. Les riverains peuvent donner leur avis en mairie jusqu'à vendredi.",
    ),
    (
        "fr",
        "La fanfare du quartier fête ses trente ans dimanche. L'entrée est libre, buvette sur place, réservations à l'office de tourisme.",
    ),
]
KEPT = [
    (
        "en",
        "The mayor of the port city said that the flood had closed the harbour and left three hundred people without a home.",
    ),
    ("en", "If you live below the dam, engineers advise, you should know the way to the hills before the rains begin."),
    (
        "fr",
        "La maire de la ville portuaire a indiqué que la crue avait fermé le port et laissé trois cents personnes sans abri.",
    ),
    (
        "fr",
        "« Nous n'oublierons pas l'année où le puits s'est tari », raconte une institutrice du canal, qui a vu partir ses voisins.",
    ),
]


def gone(text: str) -> str:
    return "\n".join(text[block.begin : block.stop] for block in clean(text) if not block.kept)


@pytest.mark.parametrize(("language", "words"), NOISE)
@pytest.mark.parametrize("place", [0, 4, 8])
def test_a_block_that_is_of_another_kind_goes_whole_and_alone(language: str, words: str, place: int) -> None:
    lines = ARTICLE[language]
    text = "\n\n".join([*lines[:place], words, *lines[place:]])
    assert gone(text) == words
    (reason,) = [reason for block in clean(text) if not block.kept for reason in block.reasons]
    assert "reads like page noise" in reason


@pytest.mark.parametrize(("language", "words"), KEPT)
def test_what_belongs_to_the_article_stays(language: str, words: str) -> None:
    assert gone("\n\n".join([*ARTICLE[language][:4], words, *ARTICLE[language][4:]])) == ""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_article_alone_loses_nothing(language: str) -> None:
    for between in ("\n\n", "\n", " "):
        assert gone(between.join(ARTICLE[language])) == ""


def test_what_names_a_state_stays_and_is_flagged() -> None:
    words = NOISE[3][1].replace("The singer", "The singer from South Korea")
    text = "\n\n".join([*ARTICLE["en"][:4], words, *ARTICLE["en"][4:]])
    assert gone(text) == ""
    assert any(
        reason.startswith("flagged") and "South Korea" in reason for block in clean(text) for reason in block.reasons
    )


def test_the_chance_is_one_and_has_a_floor() -> None:
    for words in ("", "a", "word " * 900, NOISE[0][1]):
        found = chance(words, fold(words))
        assert 0 <= found <= 1 and chance(words, fold(words), 0.9) in (0.0, found)
