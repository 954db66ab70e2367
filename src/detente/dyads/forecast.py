"""How likely material conflict is in a dyad in the next week and month, from its own past and its neighbours', held against its history.

A penalised logistic regression over all dyads of the table, fitted anew every few weeks on what was known by then. Each forecast comes
with the Brier skill (against the dyad's own frequency so far) and the calibration error that the same procedure had on the last 30 % of the
table's weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.dyads.panel import Cube, Panel, around, features, history, labels, panel
from detente.dyads.table import Counting, Events, Floats, events, to_date
from detente.errors import BadQuery

if TYPE_CHECKING:
    import pyarrow as pa

HORIZONS = {"week": 1, "month": 4}  # weeks ahead
HELD_OUT = 0.3
THIN = 0.2  # share of the usual volume under which the last weeks are too thinly covered to forecast from
FORECAST = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # the types of material conflict
EVERY = 4  # weeks between two fits in the backtest
PENALTY = 100.0
FADE = 13.0  # weeks after which what was learnt counts half
WINDOW = 78  # weeks that are learnt from: older ones count next to nothing
WARM_UP = 8  # weeks before anything is learnt from


@dataclass(frozen=True, slots=True)
class Backtest:
    """How forecasts did on the last 30 % of the weeks: each made only from what was known then."""

    horizon: str
    forecasts: int
    brier: float
    brier_history: float
    skill: float  # 1 - brier / brier_history
    skill_neighbours: float  # likewise against the frequency so far in the other dyads of either side
    calibration_error: float  # expected calibration error over ten bins of equal width
    chances: Floats
    outcomes: Floats


@dataclass(frozen=True, slots=True)
class Fit:
    """A logistic regression on standardised features; the last weight belongs to the log odds of the dyad's own history."""

    mean: Floats
    spread: Floats
    weights: Floats  # intercept first


def fit(rows: Floats, seen: Floats, trust: Floats, penalty: float = PENALTY) -> Fit:
    """Maximum penalised likelihood by damped Newton steps; `trust` weighs rows. The penalty draws towards the dyad's own history: weight 1
    for its log odds (the last feature), 0 for all else, so that nothing but evidence leads away from it."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    mean[-1], spread[-1] = 0.0, 1.0
    design = np.column_stack([np.ones(len(rows)), (rows - mean) / spread])
    centre = np.zeros(design.shape[1])
    centre[-1] = 1.0
    ridge = np.array([1e-3, *[penalty] * rows.shape[1]])

    def loss(weights: Floats) -> float:
        odds = np.clip(design @ weights, -30, 30)
        return float(
            (trust * (np.logaddexp(0, odds) - seen * odds)).sum() + 0.5 * (ridge * (weights - centre) ** 2).sum()
        )

    weights = centre.copy()
    now = loss(weights)
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (trust * (seen - chance)) - ridge * (weights - centre)
        curvature = (design * (trust * chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        size = 1.0
        while (then := loss(weights + size * step)) > now and size > 1e-3:
            size /= 2
        if then > now:
            break
        weights, change, now = weights + size * step, now - then, then
        if change < 1e-4:
            break
    return Fit(mean, spread, weights)


def predict(fitted: Fit, rows: Floats) -> Floats:
    """Probabilities of rows under a fit."""
    odds = fitted.weights[0] + (rows - fitted.mean) / fitted.spread @ fitted.weights[1:]
    chance: Floats = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return chance


def _learn(board: Cube, seen: Floats, week: int, ahead: int) -> Fit | None:
    """A fit to all that was known at the end of a week, later weeks trusted more, or None where that is too little."""
    span = slice(max(WARM_UP, week - ahead - WINDOW), week + 1 - ahead)
    rows, outcomes = board[:, span], seen[:, span]
    known = outcomes.ravel()
    if known.size < 200 or known.min() == known.max():
        return None
    age = np.arange(outcomes.shape[1])[::-1]
    trust = np.broadcast_to(0.5 ** (age / FADE), outcomes.shape).ravel()
    return fit(rows.reshape(-1, board.shape[-1]), known, trust)


def backtest(board: Panel, horizon: str) -> Backtest | None:
    """Forecasts of the last 30 % of weeks as they would have been made then, or None where the table is too short."""
    ahead = HORIZONS[horizon]
    seen = labels(board, ahead)
    past = history(seen, ahead)
    rows = features(board, past)
    first = int(board.weeks * (1 - HELD_OUT))
    near = around(past, board.pairs)
    chances, outcomes, usual, neighbours = [], [], [], []
    fitted = None
    for week in range(first, board.weeks - ahead):
        if (week - first) % EVERY == 0:
            fitted = _learn(rows, seen, week, ahead)
        if fitted is None:
            continue
        chances.append(predict(fitted, rows[:, week]))
        outcomes.append(seen[:, week])
        usual.append(past[:, week])
        neighbours.append(near[:, week])
    if not chances:
        return None
    chance, outcome = np.concatenate(chances), np.concatenate(outcomes)
    brier, *others = (float(((np.concatenate(one) - outcome) ** 2).mean()) for one in (chances, usual, neighbours))
    skill, skill_neighbours = (1 - brier / other if other else 0.0 for other in others)
    error = calibration_error(chance, outcome)
    return Backtest(horizon, len(chance), brier, others[0], skill, skill_neighbours, error, chance, outcome)


def calibration_error(chance: Floats, outcome: Floats, bins: int = 10) -> float:
    """Expected calibration error: mean distance between forecast and frequency over bins of equal width, weighed by their size."""
    which = np.minimum((chance * bins).astype(int), bins - 1)
    gap = np.abs(np.bincount(which, chance, bins) - np.bincount(which, outcome, bins)).sum()
    return float(gap / max(len(chance), 1))


def outlook(
    table: Any, *, dyad: tuple[str, str] | None = None, counting: Counting = "certain", least: int = 30, most: int = 50
) -> pa.Table:
    """Forecasts for one dyad, or for the `most` dyads with the highest chance of material conflict in the coming week.

    What is forecast is a report: that a source like those of the table will tell of at least one act of the `types` between the two, within
    the horizon. It is no forecast of what nobody reports. Raises `BadQuery` where too little is known: fewer than 5 events of the dyad, no
    dyad with `least`, or coverage that has thinned out (the last four weeks hold less than a fifth of the year's usual four).

    Columns: a, b, horizon (`week`, `month`), from (day after the table's last), probability, history (the dyad's own frequency so far,
    what a forecast must beat), skill, calibration_error and forecasts (of the backtest on the last 30 % of weeks; null where the table is
    too short to tell), skill_neighbours (against the other dyads of either side), types (that are forecast), read and read_usual (events of the
    whole table in the last four weeks, and usually in four weeks of the year before), next_types (likeliest types of the next event, with their shares), events (the dyad's latest material conflict).
    """
    import pyarrow as pa

    everything = events(table).counted(counting)
    own = 0 if dyad is None else len(everything.dyad(*dyad))
    board = panel(everything, least=least if dyad is None else max(5, min(least, own)))
    wanted = None if dyad is None else tuple(sorted(dyad))
    if wanted is not None and wanted not in board.pairs:
        raise BadQuery(f"too few events between {wanted[0]} and {wanted[1]} for an outlook (at least 5 are needed)")
    if not board.pairs:
        raise BadQuery(f"no dyad of this table has {least} events: an outlook needs a past")
    read, usual = coverage(board)
    if read < THIN * usual:
        raise BadQuery(
            f"coverage is too thin for an outlook: {read:.0f} events in the last four weeks, where {usual:.0f} are usual; add newer sources"
        )
    found: list[dict[str, Any]] = []
    for horizon, ahead in HORIZONS.items():
        seen = labels(board, ahead)
        past = history(seen, ahead)
        rows = features(board, past)
        fitted = _learn(rows, seen, board.weeks - 1, ahead)
        chance = past[:, -1] if fitted is None else predict(fitted, rows[:, -1])
        test = backtest(board, horizon)
        for at, pair in enumerate(board.pairs):
            if wanted is None or pair == wanted:
                row = _row(pair, horizon, board, float(chance[at]), float(past[at, -1]), test)
                found.append(row | {"types": list(FORECAST), "read": read, "read_usual": round(usual, 1)})
    soon = {(row["a"], row["b"]): row["probability"] for row in found if row["horizon"] == "week"}
    found.sort(key=lambda row: (-soon[row["a"], row["b"]], row["a"], row["b"], row["horizon"] != "week"))
    found = found[: 2 * most]
    for row in found:
        mine = everything.dyad(row["a"], row["b"])
        row["next_types"] = next_types(everything, mine)
        row["events"] = mine.take(mine.quad == 4).handles()[-5:]
    return pa.Table.from_pylist(found, schema=_schema())


def _schema() -> pa.Schema:
    """The columns of an outlook."""
    import pyarrow as pa

    number, text = pa.float64(), pa.string()
    fields = [
        ("a", text),
        ("b", text),
        ("horizon", text),
        ("from", pa.date32()),
        ("probability", number),
        ("history", number),
    ]
    fields += [(one, number) for one in ("skill", "skill_neighbours", "calibration_error")]
    fields += [("forecasts", pa.int64()), ("types", pa.list_(text)), ("read", pa.int64()), ("read_usual", number)]
    share = pa.struct([("type", text), ("share", number)])
    return pa.schema([*fields, ("next_types", pa.list_(share)), ("events", pa.list_(text))])


def coverage(board: Panel) -> tuple[int, float]:
    """Events of the table in its last four weeks, and usually in four weeks of the year before them."""
    before = board.read[-56:-4]
    return int(board.read[-4:].sum()), float(before.mean() * 4) if len(before) else 0.0


def _row(
    pair: tuple[str, str], horizon: str, board: Panel, chance: float, past: float, test: Backtest | None
) -> dict[str, Any]:
    return {
        "a": pair[0],
        "b": pair[1],
        "horizon": horizon,
        "from": to_date(board.start + board.weeks * 7),
        "probability": round(chance, 4),
        "history": round(past, 4),
        "skill": None if test is None else round(test.skill, 4),
        "skill_neighbours": None if test is None else round(test.skill_neighbours, 4),
        "calibration_error": None if test is None else round(test.calibration_error, 4),
        "forecasts": None if test is None else test.forecasts,
    }


def next_types(
    everything: Events, mine: Events, *, half_life: float = 90.0, prior: float = 10.0, most: int = 3
) -> list[dict[str, Any]]:
    """The likeliest types of a dyad's next event: its own, fading with time, mixed with those of the whole table."""
    size = len(everything.kinds)
    shares = np.bincount(everything.kind, minlength=size) / max(len(everything), 1)
    fade = 0.5 ** ((int(everything.day.max()) - mine.day) / half_life) if len(mine) else np.zeros(0)
    own = np.bincount(mine.kind, weights=fade, minlength=size)
    mixed = (own + prior * shares) / (own.sum() + prior)
    return [
        {"type": everything.kinds[at], "share": round(float(mixed[at]), 4)}
        for at in np.argsort(-mixed, kind="stable")[:most]
    ]
