"""Write the shipped model: `python -m training.ship WEIGHTS` puts src/detente/reading/learned/reader.npz in place.

Word vectors stay in the base's own 4 bits; matrices of the layers are rounded to 8 bits with a scale a column, fixed here, so
that a reading hangs on no batch.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch

from training.base import BLOCK, load
from training.batches import STATUSES, TYPES, kept
from training.network import PairReader
from training.train import SHAPE

FILE = Path(__file__).parents[1] / "src" / "detente" / "reading" / "learned" / "reader.npz"


def eight_bits(matrix: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """A torch matrix (outputs x inputs) as inputs x outputs in 8 bits, and the scale of each output."""
    values = matrix.detach().numpy().T.astype(np.float32)
    scales = np.abs(values).max(0) / 127 + 1e-12
    return np.clip(np.rint(values / scales), -127, 127).astype(np.int8), scales.astype(np.float32)


def arrays(model: PairReader) -> dict[str, np.ndarray]:
    """All that the runtime needs, by name."""
    base, numbers = load(), np.asarray(kept())
    begin, size = base.directory["emb.word"]
    raw = np.frombuffer(base.data, np.uint8, size, begin).reshape(-1, base.width // BLOCK, 18)[numbers]
    scales = np.ascontiguousarray(raw[:, :, :2]).view("<f2")[:, :, 0]
    words = np.ascontiguousarray(raw[:, :, 2:]).reshape(len(numbers), -1)
    out: dict[str, np.ndarray] = {"words": words, "words.scale": scales}
    out["heads"], out["marked"], out["layers"] = (np.int32(n) for n in (base.heads, SHAPE.marked, SHAPE.layers))
    out["positions"] = (model.position + model.kind).numpy()[:200].astype(np.float16)
    out["first.scale"], out["first.shift"] = model.norm.weight.detach().numpy(), model.norm.bias.detach().numpy()
    out["marks"] = model.mark.weight.detach().numpy()
    for number, layer in enumerate(model.layers):
        looking = torch.cat([layer.query.weight, layer.key.weight, layer.value.weight])
        bias = torch.cat([layer.query.bias, layer.key.bias, layer.value.bias])
        for name, matrix, offset in (
            ("looking", looking, bias),
            ("out", layer.out.weight, layer.out.bias),
            ("up", layer.up.weight, layer.up.bias),
            ("down", layer.down.weight, layer.down.bias),
        ):
            out[f"{number}.{name}"], out[f"{number}.{name}.scale"] = eight_bits(matrix)
            out[f"{number}.{name}_bias"] = offset.detach().numpy()
        for name, norm in (("seen", layer.norm_seen), ("norm", layer.norm_out)):
            out[f"{number}.{name}_scale"], out[f"{number}.{name}_shift"] = (
                norm.weight.detach().numpy(),
                norm.bias.detach().numpy(),
            )
    out["hidden"], out["hidden.scale"] = eight_bits(model.hidden.weight)
    out["hidden.bias"] = model.hidden.bias.detach().numpy()
    for name, part in (("types", model.to_type), ("statuses", model.to_status), ("trigger", model.to_trigger)):
        out[name], out[f"{name}.bias"] = part.weight.detach().numpy().T.copy(), part.bias.detach().numpy()
    out["type names"], out["status names"] = np.array(TYPES), np.array(STATUSES)
    pieces = [base.pieces[number] for number in numbers]
    out["pieces"] = np.frombuffer("\n".join(piece for piece, _ in pieces).encode(), np.uint8)
    out["piece scores"] = np.array([score for _, score in pieces], np.float32)
    return out


def opened(path: Path) -> PairReader:
    model = PairReader(load(), kept(), SHAPE, len(TYPES), len(STATUSES)).eval()
    model.load_state_dict(torch.load(path), strict=False)
    return model


def main() -> None:
    model = opened(Path(sys.argv[1]))
    np.savez_compressed(FILE, **arrays(model))
    print(f"{FILE.name}: {FILE.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
