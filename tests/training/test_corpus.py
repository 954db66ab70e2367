"""The corpus's format: what is read, what is refused with file and line, and that what is committed keeps it."""

import pytest

from training.check_corpus import CARD, card, main, own_faults, with_counts
from training.passages import CorpusError, read_corpus, read_text

GOOD = """# x-1\tdispatch\t2019-05-08
On Tuesday Tonga gave Fiji two tugs. Fiji thanked Tonga, and Tonga said it would send more.
@ AID | gave | Tonga -> TON | Fiji -> FJI | one | happened | certain | Tuesday = 2019-05-07 | author
@ SUPPORT | thanked | Fiji #2 -> FJI | Tonga #2 -> TON | one | happened | certain | - | author
@ AGREE | send | it -> TON | - | one | planned | certain | - | Tonga #3
@ T Tonga -> TON | Fiji -> FJI | two tugs | goods | happened
@ C Tonga -> TON, Fiji -> FJI | defence, consultation | tugs

# x-2\tnote\t2019-05-08
Nothing happens here.
"""


def test_a_passage_is_read_with_spans_into_its_text():
    first, second = read_text(GOOD, "en", "x.txt")
    gave, thanked, sent = first.events
    assert (gave.actor.codes, gave.edtf, gave.speaker.begin) == (("TON",), "2019-05-07", -1)
    assert first.text[thanked.actor.begin : thanked.actor.stop] == "Fiji" and thanked.actor.begin > gave.recipient.begin
    assert (sent.speaker.words, sent.status) == ("Tonga", "planned")
    assert first.transfers[0].goods.words == "two tugs"
    assert [party.codes for party in first.commitments[0].parties] == [("TON",), ("FJI",)]
    assert not second.events


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("| gave |", "| sold |", "x.txt:3: 'sold' is not in the passage"),
        ("Fiji #2 -> FJI", "Fiji #2", "x.txt:4: 'Fiji #2' has no code"),
        ("Tonga #2 -> TON", "Tonga #2 -> TGA", "x.txt:4: code 'TGA' is not known"),
        ("planned", "future", "x.txt:5: status 'future'"),
        ("@ AID", "@ HELP", "x.txt:3: type 'HELP'"),
        ("@ AID", "@ AID/phone", "x.txt:3: mode of AID 'phone'"),
        ("2019-05-07", "7 May", "x.txt:3: date '7 May'"),
        ("dispatch", "poem", "x.txt:1: register 'poem'"),
    ],
)
def test_a_fault_names_file_line_and_value(old, new, told):
    with pytest.raises(CorpusError, match=told.replace("(", r"\(")):
        list(read_text(GOOD.replace(old, new, 1), "en", "x.txt"))


def test_what_the_format_cannot_see_is_a_fault_too():
    twice = GOOD.replace("x-2", "x-1").replace("2019-05-07", "2020-05-07")
    told = own_faults(list(read_text(twice, "en", "x.txt")))
    assert any("is used at" in one for one in told) and any("after its text" in one for one in told)


def test_the_checker_exits_with_one_on_a_fault(tmp_path, capsys):
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    (folder / "a.txt").write_text(GOOD.replace("| gave |", "| lent |"), encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "a.txt:3" in capsys.readouterr().out


def test_what_is_committed_keeps_the_format():
    faults: list[str] = []
    passages = list(read_corpus(faults=faults))
    assert passages and not faults and not own_faults(passages)


def test_the_data_card_tells_the_counts_of_what_is_committed():
    text = CARD.read_text(encoding="utf-8")
    assert text == with_counts(text, card(list(read_corpus()))), "run: python -m training.check_corpus --card"
