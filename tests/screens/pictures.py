# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of the window compared with approved ones: at half size, tile by tile, by mean absolute difference.

Each pixel is first joined with its neighbours, so that it is the ink of a place that is compared and not the edge of
a letter: another rasteriser of the same letters passes, an element that has moved by three pixels does not.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

APPROVED = Path(__file__).parent / "approved"
FAILED = Path(__file__).parents[2] / ".cache" / "screens"
MOST_BYTES = 150_000
TILE = 16  # pixels of the half-sized picture
# Of 255, per tile. Another anti-aliasing of the same letters stays under 8; a word moved by two pixels goes over 20.
TILE_BOUND = 14.0
WHOLE_BOUND = 1.0

Grey = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How far two pictures are apart: the worst tile, where it is, and all of them on average."""

    worst: float
    place: tuple[int, int]  # of the worst tile, in pixels of the full picture
    whole: float
    picture: Grey

    @property
    def is_tolerable(self) -> bool:
        """Tell whether nothing has moved, appeared or gone."""
        return self.worst <= TILE_BOUND and self.whole <= WHOLE_BOUND


def half(image: QImage) -> QImage:
    """Return the picture at half size, smoothly."""
    smooth = Qt.TransformationMode.SmoothTransformation
    size = image.size() / 2
    return image.convertToFormat(QImage.Format.Format_RGB32).scaled(size, mode=smooth)


def pixels(image: QImage) -> NDArray[np.float64]:
    """Return the picture's colours as height x width x 3."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(plain.constBits(), dtype=np.uint8)
    return flat.reshape(plain.height(), plain.bytesPerLine() // 4, 4)[:, : plain.width(), :3].astype(np.float64)


def difference(one: QImage, other: QImage) -> Difference:
    """Compare two half-sized pictures of the same size."""
    apart = np.abs(_ink(one) - _ink(other)).max(axis=2)
    worst, place = 0.0, (0, 0)
    for down in (0, TILE // 2):  # tiles overlap: nothing hides on an edge between two
        for right in (0, TILE // 2):
            tiles = _tiles(apart[down:, right:])
            row, column = np.unravel_index(int(tiles.argmax()), tiles.shape)
            if tiles[row, column] > worst:
                worst = float(tiles[row, column])
                place = (int(column) * TILE + right) * 2, (int(row) * TILE + down) * 2
    return Difference(worst=worst, place=place, whole=float(apart.mean()), picture=apart)


def _ink(image: QImage) -> NDArray[np.float64]:
    """Return the mean colour of each pixel and its eight neighbours."""
    colors = np.pad(pixels(image), ((1, 1), (1, 1), (0, 0)), mode="edge")
    height, width = colors.shape[0] - 2, colors.shape[1] - 2
    shifts = [colors[down : down + height, right : right + width] for down in range(3) for right in range(3)]
    return np.mean(shifts, axis=0)


def _tiles(apart: Grey) -> Grey:
    rows, columns = (length // TILE for length in apart.shape)
    return apart[: rows * TILE, : columns * TILE].reshape(rows, TILE, columns, TILE).mean(axis=(1, 3))


def check_picture(name: str, image: QImage) -> None:
    """Compare with the approved picture, or approve this one (CHARTPROOF_APPROVE=1)."""
    shown, path = half(image), APPROVED / f"{name}.png"
    if os.environ.get("CHARTPROOF_APPROVE"):
        APPROVED.mkdir(exist_ok=True)
        assert shown.save(str(path))
    assert path.stat().st_size <= MOST_BYTES
    approved = QImage(str(path))
    assert approved.size() == shown.size()
    found = difference(shown, approved)
    if not found.is_tolerable:
        _keep(name, image, found)
    assert found.is_tolerable, (
        f"{name}: the tile at {found.place} differs by {found.worst:.1f} (bound {TILE_BOUND}), the whole by "
        f"{found.whole:.2f} (bound {WHOLE_BOUND}); see {FAILED}, or approve with CHARTPROOF_APPROVE=1"
    )


def _keep(name: str, image: QImage, found: Difference) -> None:
    FAILED.mkdir(parents=True, exist_ok=True)
    image.save(str(FAILED / f"{name}.png"))
    grey = np.ascontiguousarray(np.clip(255 - found.picture * 3, 0, 255).astype(np.uint8))
    height, width = grey.shape
    QImage(grey.data, width, height, width, QImage.Format.Format_Grayscale8).save(
        str(FAILED / f"{name}-difference.png")
    )
