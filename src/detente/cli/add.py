"""`detente add`: sources into a casebook, safely, with what became of each."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from detente.store.intake.engine import Engine
    from detente.store.intake.writer import Summary

MANY = 8  # sources from which a pool of processes is worth its start


def command(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, URLs, feeds, or - for standard input.")],
    casebook: Annotated[str, typer.Option("--casebook", "-c", help="The casebook's folder; made where missing.")],
    workers: Annotated[int, typer.Option(help="Processes; 0: as many as cores where there is much to read.")] = 0,
    cluster: Annotated[str | None, typer.Option(help="A Dask cluster: `local`, or a scheduler's address.")] = None,
    published: Annotated[str | None, typer.Option(help="Day of publication of all sources, 2024-06-26.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of all sources, ISO 639-1.")] = None,
    follow: Annotated[float | None, typer.Option(help="Ask the sources again every so many minutes.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="By the rules alone: quicker, no second reader.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, summary only.")] = False,
) -> int:
    """Read sources and keep what they say. What is known is passed over; the same command resumes after a stop."""
    from detente.sources import open_source
    from detente.store.casebook import Casebook, default_reader

    def opener(source: str, on_error: Any = None) -> Any:
        return open_source(source, published=published, language=language, on_error=on_error)

    halt = Stop()
    with Casebook.open(casebook) as book:
        engine = engine_of(workers, cluster, sources)
        try:
            with Bar(quiet) as bar:
                while True:
                    summary = book.add(
                        sources,
                        reader=default_reader(quick=quick),
                        executor=engine,
                        opener=opener,
                        progress=bar.show,
                        stop=halt,
                    )
                    bar.clear()
                    sys.stdout.write(tell(summary, casebook))
                    if follow is None or halt() or not halt.wait(follow * 60):
                        break
        finally:
            engine.close()
    if summary.stopped:
        return 130
    return 5 if summary.unopened or summary.failed else 0  # what could be read is in the casebook


def engine_of(workers: int, cluster: str | None, sources: list[str]) -> Engine:
    """Where documents are read: here for a few, in processes for many, on a cluster where asked."""
    from detente.store.intake.engine import Here, Pool

    if cluster is not None:
        from detente.store.intake.cluster import Cluster

        return Cluster(cluster, workers or cores())
    count = workers or (cores() if len(sources) >= MANY or any(map(is_large, sources)) else 1)
    return Here() if count == 1 else Pool(count)


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def is_large(source: str) -> bool:
    """A folder, or a file that is likely to hold many documents."""
    from pathlib import Path

    try:
        path = Path(source)
        return path.is_dir() or (path.is_file() and path.stat().st_size > 1_000_000)
    except OSError:
        return False


class Stop:
    """Set by Ctrl-C: the run ends at the next safe point. A second Ctrl-C ends it at once, and safely too."""

    def __init__(self) -> None:
        self.asked = False
        signal.signal(signal.SIGINT, self.ask)
        signal.signal(signal.SIGTERM, self.ask)

    def ask(self, *_: object) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        sys.stderr.write("\nstopping after what is being read; Ctrl-C again stops at once, nothing is lost\n")

    def __call__(self) -> bool:
        return self.asked

    def wait(self, seconds: float) -> bool:
        """Sleep; False where the sleep was cut short by a stop."""
        import time

        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.asked:
            time.sleep(min(0.5, deadline - time.monotonic()))
        return not self.asked


class Bar:
    """One line of progress on a terminal: how many, how fast, and how long the sources found so far will take."""

    def __init__(self, quiet: bool):
        self.on = not quiet and sys.stderr.isatty()
        self.began = 0.0

    def __enter__(self) -> Bar:
        import time

        self.began = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        if self.on:
            sys.stderr.write("\r\x1b[K")

    def show(self, summary: Summary) -> None:
        import time

        if not self.on:
            return
        done = summary.read
        rate = done / max(0.1, time.monotonic() - self.began)
        left = summary.sources_left
        share = summary.sources_done / max(1, summary.sources_done + left)
        remaining = (time.monotonic() - self.began) * (1 - share) / share if share > 0 else None
        rest = f", {duration(remaining)} to go" if remaining is not None and left else ""
        words = f"{done:,} documents, {summary.events:,} events, {rate:.1f} documents/s{rest}"
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()


def duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def tell(summary: Summary, casebook: str) -> str:
    """The summary of a run: what was added, known, set aside and failed, and why."""
    lines = [
        f"{summary.added:,} documents added with {summary.events:,} reports of events"
        f" in {duration(summary.seconds)}; {summary.known:,} known already"
    ]
    if summary.resumed:
        lines.append(f"{summary.resumed:,} of them had been left by an earlier run")
    if summary.anew:
        lines.append(f"{summary.anew:,} read again, as their site turned out to repeat lines in them")
    if summary.set_aside:
        lines.append(f"{summary.set_aside:,} blocks set aside: `detente casebook quarantine {casebook}`")
    problems: list[tuple[str, str]] = [(failure.kind, failure.reason) for failure in summary.failed]
    problems += [(source, reason) for source, reason in summary.unopened]
    if problems:
        lines.append(f"{len(problems):,} could not be read: `detente casebook failed {casebook}`")
        lines += [f"  {kind}: {reason}" for kind, reason in problems[:5]]
        if len(problems) > 5:
            lines.append(f"  and {len(problems) - 5:,} more: " + counted(summary.why()))
    if summary.stopped:
        lines.append("stopped before the end: the same command resumes")
    return "\n".join(lines) + "\n"


def counted(reasons: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in sorted(reasons.items(), key=lambda item: -item[1]))
