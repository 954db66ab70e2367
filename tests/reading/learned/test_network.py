import numpy as np

from detente.reading.learned.network import Layer, bent, four_bits, normal, opened, shares, through

RANDOM = np.random.default_rng(3)


def test_rows_of_four_bits_are_opened_low_halves_first() -> None:
    stored = np.array([[0x80 | at for at in range(16)]], dtype=np.uint8)
    values = four_bits(stored, np.array([[0.5]], dtype=np.float16))
    assert values.shape == (1, 32)
    assert values[0, :16].tolist() == [(at - 8) / 2 for at in range(16)]
    assert not values[0, 16:].any()


def test_a_matrix_of_eight_bits_has_a_scale_a_column() -> None:
    stored = {"m": np.array([[1, -2], [3, 4]], dtype=np.int8), "m.scale": np.array([0.5, 2.0], dtype=np.float32)}
    assert opened(stored, "m").tolist() == [[0.5, -4.0], [1.5, 8.0]]


def test_normalisation_curve_and_shares_are_what_their_names_say() -> None:
    x = RANDOM.normal(3, 2, (4, 8)).astype(np.float32)
    found = normal(x, np.ones(8, np.float32), np.zeros(8, np.float32))
    assert np.allclose(found.mean(1), 0, atol=1e-5) and np.allclose(found.std(1), 1, atol=1e-4)
    assert np.allclose(shares(x).sum(1), 1, atol=1e-6) and (shares(x).argmax(1) == x.argmax(1)).all()
    assert np.allclose(bent(np.array([-10, 0, 1, 10], np.float32)), [0, 0, 0.8412, 10], atol=1e-3)


def layer(width: int, inner: int) -> Layer:
    def some(*shape: int) -> np.ndarray:
        return RANDOM.normal(0, 0.3, shape).astype(np.float32)

    one, none = np.ones(width, np.float32), np.zeros(width, np.float32)
    looking = some(width, 3 * width), some(3 * width), some(width, width), some(width)
    return Layer(*looking, one, none, some(width, inner), some(inner), some(inner, width), some(width), one, none)


def test_attention_carries_words_to_one_another_and_knows_no_order_of_its_own() -> None:
    own = layer(8, 16)
    x = RANDOM.normal(0, 1, (5, 8)).astype(np.float32)
    order = np.array([3, 1, 4, 0, 2])
    assert np.allclose(through(x, own, 2)[order], through(x[order], own, 2), atol=1e-5)
    other = x.copy()
    other[4] += 1
    assert not np.allclose(through(x, own, 2)[0], through(other, own, 2)[0], atol=1e-4)
