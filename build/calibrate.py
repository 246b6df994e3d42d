# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Measure what each stated reason of a suggestion is worth, on labelled notes, and write the table of weights.

    python build/calibrate.py HALF … [--whole GOLD …] [--every-mention GOLD …] [--write]

Of HALF only the odd-numbered cases are read: the half whose failures nobody studies. The table stands on the files of
tests/golden/cases (blind_final.toml whole) and the training notes of CodiEsp.

Fits a ridge logistic regression of "a reviewer coded it too" on the stated reasons. What is printed as measured is
out of fold: each fifth of the notes is predicted from the others. Optional codes stay out, as in `evaluate`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.app.gold_rows import labelled_notes
from desktop.app.opening import find_places, open_coder
from desktop.app.rows import Defaults
from nlp.coder import Coder, MentionPolicy
from nlp.coding.confidence import ALWAYS
from nlp.errors import KnownError
from nlp.scoring.gold import Gold, dotted

_FOLDS = 5
_RIDGE = 2.0  # pulls a reason seen a handful of times towards nothing
_FEWEST = 15  # a reason seen less often is not weighed
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One suggestion: its reasons, and whether a reviewer coded it too."""

    fold: int
    reasons: tuple[str, ...]
    is_right: bool


def main() -> None:
    """Read the labelled notes, fit, print what was measured; write the table where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("half", nargs="*", type=Path)
    parser.add_argument("--whole", nargs="*", type=Path, default=[])
    parser.add_argument("--every-mention", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true", help="replace resources/rules/coding/confidence.csv")
    asked = parser.parse_args()
    places = find_places()
    coder = open_coder(places)
    claims = [
        *(c for path in asked.half for c in _claims(path, coder, MentionPolicy.AS_DOCUMENTED, step=2)),
        *(c for path in asked.whole for c in _claims(path, coder, MentionPolicy.AS_DOCUMENTED)),
        *(c for path in asked.every_mention for c in _claims(path, coder, MentionPolicy.EVERY_MENTION)),
    ]
    names = _weighed(claims)
    right = np.array([c.is_right for c in claims], dtype=np.float64)
    _print_bands(_out_of_fold(claims, names, right), right)
    weights = _fitted(_matrix(claims, names), right)
    rows = [_row(name, weight, claims) for name, weight in zip(names, weights, strict=True)]
    for row in rows:
        print(f"{row['reason']:42} {row['weight']:>6} {row['right']:>6} of {row['seen']}")
    if asked.write:
        _write(places.rules / "coding" / "confidence.csv", rows)


def _claims(path: Path, coder: Coder, policy: MentionPolicy, step: int = 1) -> Iterator[Claim]:
    """Yield the claims of every labelled note, or of the odd-numbered ones; a note keeps its fold from run to run."""
    for labelled in islice(labelled_notes(path, Defaults()), 0, None, step):
        if isinstance(labelled, KnownError) or not isinstance(labelled.gold, Gold):
            continue
        gold = labelled.gold
        fold = hashlib.sha256(gold.id.encode()).digest()[0] % _FOLDS
        for suggestion in coder.code(labelled.row.note, labelled.row.encounter, policy=policy).suggestions:
            code = dotted(suggestion.code)
            if code in gold.codes or code not in gold.optional:
                yield Claim(fold=fold, reasons=suggestion.reasons, is_right=code in gold.codes)


def _weighed(claims: Sequence[Claim]) -> list[str]:
    seen = [reason for claim in claims for reason in claim.reasons]
    return [ALWAYS, *sorted({reason for reason in seen if seen.count(reason) >= _FEWEST})]


def _matrix(claims: Sequence[Claim], names: Sequence[str]) -> Floats:
    return np.array([[name == ALWAYS or name in c.reasons for name in names] for c in claims], dtype=np.float64)


def _fitted(seen: Floats, right: Floats) -> Floats:
    """Return the weights of a ridge logistic regression, by Newton's method; the first column is not pulled."""
    pull = np.eye(seen.shape[1]) * _RIDGE
    pull[0, 0] = 1e-6
    weights = np.zeros(seen.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-(seen @ weights)))
        slope = seen.T @ (right - chance) - pull @ weights
        curve = (seen * (chance * (1 - chance))[:, None]).T @ seen + pull
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _out_of_fold(claims: Sequence[Claim], names: Sequence[str], right: Floats) -> Floats:
    """Return each claim's chance as the notes of the other folds predict it."""
    seen = _matrix(claims, names)
    folds = np.array([c.fold for c in claims])
    chance = np.zeros(len(claims))
    for fold in range(_FOLDS):
        held = folds == fold
        chance[held] = 1 / (1 + np.exp(-(seen[held] @ _fitted(seen[~held], right[~held]))))
    return chance


def _print_bands(chance: Floats, right: Floats) -> None:
    """Print claimed against measured by band, and the expected calibration error."""
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        band = (chance >= low) & (chance < low + 0.1)
        if band.any():
            claimed, measured = float(chance[band].mean()), float(right[band].mean())
            error += abs(claimed - measured) * float(band.mean())
            print(f"{low:.1f}–{low + 0.1:.1f}  claimed {claimed:.3f}  right {measured:.3f}  n {int(band.sum())}")
    print(f"expected calibration error, out of fold: {error:.3f}\n")


def _row(name: str, weight: float, claims: Sequence[Claim]) -> dict[str, str]:
    having = [c.is_right for c in claims if name == ALWAYS or name in c.reasons]
    return {"reason": name, "weight": f"{weight:.2f}", "right": str(sum(having)), "seen": str(len(having))}


def _write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, fieldnames=["reason", "weight", "right", "seen"], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()
