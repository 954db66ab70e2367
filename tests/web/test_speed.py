"""The benchmark of the desk in short: it looks at whole pages, and tells a slow page from a quick one."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import desk


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("speed") / "book"
    return folder, desk.invented(folder, 3_000)


def test_every_page_answers_over_invented_events(
    small: tuple[Path, dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, addresses = small
    assert desk.measure(folder, addresses, limit=60_000)
    told = capsys.readouterr().out
    assert all(name in told for name in addresses)
    assert "OVER" not in told


def test_a_page_over_the_limit_is_named(small: tuple[Path, dict[str, str]], capsys: pytest.CaptureFixture[str]) -> None:
    folder, addresses = small
    assert not desk.measure(folder, {"network": addresses["network"]}, limit=0.001)
    assert "OVER" in capsys.readouterr().out


def test_a_page_that_fails_ends_the_benchmark(small: tuple[Path, dict[str, str]]) -> None:
    with pytest.raises(SystemExit, match="/nowhere: 404"):
        desk.measure(small[0], {"nowhere": "/nowhere"}, limit=1)
