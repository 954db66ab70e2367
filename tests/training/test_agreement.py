"""Agreement of two annotations of the same words."""

from training.agreement import matched, strict
from training.passages import read_text

TEXT = "# x-1\tdispatch\t2019-05-08\nTonga thanked Fiji, and Samoa met Palau.\n"
THANKS = "@ SUPPORT | thanked | Tonga -> TON | Fiji -> FJI | one | happened | certain | - | author\n"
MET = "@ CONSULT | met | Samoa -> WSM | Palau -> PLW | both | happened | certain | - | author\n"


def events(lines):
    return next(iter(read_text(TEXT + lines, "en", "x.txt"))).events


def test_a_mutual_act_agrees_in_either_order_and_a_directed_one_does_not():
    turned = MET.replace("Samoa -> WSM | Palau -> PLW", "Palau -> PLW | Samoa -> WSM")
    assert strict(events(MET)[0], events(turned)[0])
    turned = THANKS.replace("Tonga -> TON | Fiji -> FJI", "Fiji -> FJI | Tonga -> TON")
    assert not strict(events(THANKS)[0], events(turned)[0])


def test_events_are_matched_by_the_words_that_tell_them():
    pairs = matched(events(THANKS + MET), events(MET.replace("CONSULT", "AGREE")))
    assert [(one.type, other.type) for one, other in pairs] == [("CONSULT", "AGREE")]
    assert not strict(*pairs[0])
