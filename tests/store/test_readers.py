"""Readers beside a writer. The long form: `python -m tests.store.readers --minutes 10`."""

from tests.store.readers import run


def test_two_readers_and_a_writer_at_once() -> None:
    written, said = run(6)
    assert written > 0
    assert not [answer for answer in said if "FAILED" in answer]
