"""The pair reader as it is trained: lower layers read the sentence, upper ones read it with an actor, a recipient and (where it is
known) a trigger marked. `detente.reading.learned.network` is the same thing without torch.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.base import Base

MARKS = 4  # none, actor, recipient, trigger


@dataclass(frozen=True, slots=True)
class Shape:
    """How deep the reader is: `layers` in all, of which the first `frozen` keep the base's weights; marks enter before `marked`."""

    layers: int
    frozen: int
    marked: int


class Layer(nn.Module):
    """A layer of a BERT: attention and a feed-forward net, each followed by its sum's normalisation."""

    def __init__(self, base: Base, number: int, drop: float) -> None:
        super().__init__()
        width, inner = base.width, base.inner
        self.heads = base.heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm_seen, self.norm_out = nn.LayerNorm(width, base.eps), nn.LayerNorm(width, base.eps)
        self.drop = nn.Dropout(drop)
        parts = ("q", self.query), ("k", self.key), ("v", self.value), ("ao", self.out), ("fi", self.up)
        for name, part in (*parts, ("fo", self.down)):
            columns = inner if name == "fo" else width
            part.weight.data = torch.from_numpy(base.matrix(f"l{number}.{name}.w", columns))
            part.bias.data = torch.from_numpy(base.plain(f"l{number}.{name}.b"))
        for name, norm in (("aln", self.norm_seen), ("oln", self.norm_out)):
            norm.weight.data = torch.from_numpy(base.plain(f"l{number}.{name}.w"))
            norm.bias.data = torch.from_numpy(base.plain(f"l{number}.{name}.b"))

    def forward(self, x: Tensor, seen: Tensor) -> Tensor:
        batch, length, width = x.shape

        def by_head(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, -1).transpose(1, 2)

        looked = nn.functional.scaled_dot_product_attention(
            by_head(self.query(x)), by_head(self.key(x)), by_head(self.value(x)), attn_mask=seen[:, None, None, :]
        )
        x = self.norm_seen(x + self.drop(self.out(looked.transpose(1, 2).reshape(batch, length, width))))
        return self.norm_out(x + self.drop(self.down(nn.functional.gelu(self.up(x), approximate="tanh"))))


class PairReader(nn.Module):
    """Pieces and marks -> logits of type (with none) and status, and of each piece being the trigger."""

    def __init__(self, base: Base, kept: list[int], shape: Shape, types: int, statuses: int, drop: float = 0.1) -> None:
        super().__init__()
        import numpy as np

        width = base.width
        self.shape = shape
        words = torch.from_numpy(base.matrix("emb.word", width, np.asarray(kept)))
        self.word = nn.Embedding.from_pretrained(words, freeze=True)
        self.register_buffer("position", torch.from_numpy(base.plain("emb.pos")).reshape(-1, width))
        self.register_buffer("kind", torch.from_numpy(base.plain("emb.type"))[:width])
        self.norm = nn.LayerNorm(width, base.eps)
        self.norm.weight.data = torch.from_numpy(base.plain("emb.ln.w"))
        self.norm.bias.data = torch.from_numpy(base.plain("emb.ln.b"))
        self.norm.requires_grad_(False)
        self.layers = nn.ModuleList(Layer(base, number, drop) for number in range(shape.layers))
        for layer in self.layers[: shape.frozen]:
            layer.requires_grad_(False)
        self.mark = nn.Embedding(MARKS, width)
        self.mark.weight.data.normal_(0, 0.3)
        self.mark.weight.data[0] = 0
        self.hidden = nn.Linear(4 * width, width)
        self.to_type = nn.Linear(width, types)
        self.to_status = nn.Linear(width, statuses)
        self.to_trigger = nn.Linear(width, 1)
        self.drop = nn.Dropout(drop)

    def forward(self, ids: Tensor, marks: Tensor, seen: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        with torch.no_grad():
            x = self.norm(self.word(ids) + self.position[: ids.shape[1]] + self.kind)
            for layer in self.layers[: self.shape.frozen]:
                layer.eval()
                x = layer(x, seen)
        for number in range(self.shape.frozen, self.shape.layers):
            if number == self.shape.marked:
                x = x + self.mark(marks)
            x = self.layers[number](x, seen)
        pools = [pooled(x, seen), *(pooled(x, marks == mark) for mark in (1, 2, 3))]
        told = self.drop(nn.functional.gelu(self.hidden(self.drop(torch.cat(pools, 1))), approximate="tanh"))
        spots = self.to_trigger(x).squeeze(2).masked_fill(~seen, -1e4)
        return self.to_type(told), self.to_status(told), spots


def pooled(x: Tensor, where: Tensor) -> Tensor:
    """The mean over the pieces that are meant; zeros where none is."""
    share = where.to(x.dtype)
    return (x * share[:, :, None]).sum(1) / share.sum(1).clamp(min=1.0)[:, None]
