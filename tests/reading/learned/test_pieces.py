from hypothesis import given
from hypothesis import strategies as st

from detente.reading.learned.pieces import SPACE, Pieces

SCORES = {f"{SPACE}con": -4.0, "demn": -5.0, f"{SPACE}condemn": -12.0, "ed": -2.0, "e": -3.0, "d": -3.5, "É": -6.0}
PIECES = Pieces(SCORES, unknown=99)


def test_the_likeliest_cut_is_taken_and_covers_the_word() -> None:
    cut = PIECES.cut("condemned")
    assert [("condemned"[piece.begin : piece.stop]) for piece in cut] == ["con", "demn", "ed"]


def test_a_letter_without_a_piece_is_unknown_and_keeps_its_place() -> None:
    cut = PIECES.cut("ed ж")
    assert cut[-1].number == 99 and (cut[-1].begin, cut[-1].stop) == (3, 4)


def test_a_letter_is_folded_and_the_offsets_stay_those_of_the_text() -> None:
    cut = PIECES.cut("ｅｄ…ed")
    assert [piece.stop for piece in cut][-1] == 5
    assert PIECES.numbers["ed"] in {piece.number for piece in cut}


@given(st.text(alphabet="conde mn…É\n", max_size=40))
def test_pieces_cover_every_letter_once_whatever_stands_beside(text: str) -> None:
    covered = [at for piece in PIECES.cut(text) for at in range(piece.begin, piece.stop)]
    assert covered == [at for at, letter in enumerate(text) if not letter.isspace()]
    alone = [piece.number for word in text.split() for piece in PIECES.cut(word)]
    assert [piece.number for piece in PIECES.cut(text)] == alone
