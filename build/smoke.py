# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Start the folder build as a stranger would and measure it: no unexpected line, self-test, start times, size, memory.

python build/smoke.py            the frozen program in dist/chartproof
python build/smoke.py --source   the same measures for this checkout
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SIZE_BUDGET = 420  # MB
NETWORK_LIBRARIES = ("requests", "urllib3", "httpx", "httpcore", "anyio", "Qt6Network", "QtNetwork")
RUNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One start: seconds from the command until the window showed and until the engine was ready; peak MB."""

    window: float
    engine: float
    peak: float


def main() -> int:
    """Run every check; print one line each; return 0 when all are content."""
    is_source = "--source" in sys.argv[1:]
    program = source_program() if is_source else frozen_program()
    if not program.exists():
        print(f"{program} is not there: run `make {'setup' if is_source else 'bundle'}` first.", file=sys.stderr)
        return 1
    complaints = [] if is_source else [*size_complaints(program.parent), *network_complaints(program.parent)]
    with tempfile.TemporaryDirectory(prefix="chartproof-smoke-") as home:
        complaints += self_test_complaints(program, Path(home))
        complaints += start_complaints(program, Path(home), is_source=is_source)
    print("\n".join(complaints) if complaints else "smoke: passed")
    return 1 if complaints else 0


def frozen_program() -> Path:
    """Return the executable of the folder build."""
    return ROOT / "dist" / "chartproof" / ("chartproof.exe" if os.name == "nt" else "chartproof")


def source_program() -> Path:
    """Return the command of this checkout."""
    return Path(sys.executable).with_name("chartproof.exe" if os.name == "nt" else "chartproof")


def size_complaints(folder: Path) -> Iterator[str]:
    """Print the size of the folder and complain when it is over the budget."""
    size = sum(f.lstat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6  # links count as links
    print(f"size: {size:.0f} MB (budget {SIZE_BUDGET})")
    if size > SIZE_BUDGET:
        yield f"the folder is {size:.0f} MB"


def network_complaints(folder: Path) -> Iterator[str]:
    """Complain of network libraries among the files and inside the program's own archive."""
    from PyInstaller.archive.readers import CArchiveReader

    names = {f.stem.removeprefix("lib").split(".")[0] for f in folder.rglob("*")}
    archive: Any = CArchiveReader(str(frozen_program()))
    names |= {str(name).split(".")[0] for name in archive.open_embedded_archive("PYZ.pyz").toc}
    found = sorted(names & set(NETWORK_LIBRARIES))
    print(f"network libraries: {', '.join(found) or 'none'}")
    if found:
        yield f"network libraries are in the folder: {', '.join(found)}"


def self_test_complaints(program: Path, home: Path) -> Iterator[str]:
    """Run `--version` and `self-test`; complain of a wrong exit code or any line on stderr."""
    for command in ("--version", "self-test"):
        result = subprocess.run(
            [str(program), command], env=environment(home), cwd=home, capture_output=True, text=True, timeout=300
        )
        print(result.stdout.rstrip())
        if result.returncode != 0 or result.stderr.strip():
            yield f"`{command}` ended with {result.returncode}: {result.stderr.strip()[-2000:]}"


def start_complaints(program: Path, home: Path, *, is_source: bool) -> Iterator[str]:
    """Start the window several times on each screen there is; print medians; complain of what is over the bars."""
    window_bar, engine_bar = (1.0, 2.5) if is_source else (0.6, 1.5)
    notes = make_notes(home / "notes", 200)
    for screen in ("offscreen", "xcb"):
        with display(screen) as extra:
            if extra is None:
                continue
            starts = [start(program, home, notes, extra) for _ in range(RUNS + 1)][1:]  # the first one warms the disk
        window, engine = (statistics.median(getattr(s, part) for s in starts) for part in ("window", "engine"))
        peak = max(s.peak for s in starts)
        print(f"{screen}: window {window:.2f} s (bar {window_bar}), engine {engine:.2f} s (bar {engine_bar}), "
              f"peak with 200 notes {peak:.0f} MB (bar 450); medians of {RUNS}")  # fmt: skip
        if window > window_bar or engine > engine_bar or peak > 450:
            yield f"{screen}: over a bar"


def make_notes(folder: Path, count: int) -> Path:
    """Write so many notes by repeating the samples."""
    folder.mkdir()
    samples = sorted((ROOT / "resources" / "samples").glob("sample-*"))
    for number in range(count):
        sample = samples[number % len(samples)]
        (folder / f"N-{number:04}{sample.suffix}").write_bytes(sample.read_bytes() + f"\nCopy {number}.".encode())
    return folder


@contextmanager
def display(screen: str) -> Generator[dict[str, str] | None]:
    """Yield the variables that put the program on the screen, or None where this machine has no such screen."""
    if screen == "offscreen":
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    server = shutil.which("Xvfb")
    if server is None:
        print("xcb: no Xvfb on this machine, left out")
        yield None
        return
    process = subprocess.Popen([server, ":97", "-screen", "0", "1600x1000x24", "-noreset"], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1.5)
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":97"}
    finally:
        process.terminate()
        process.wait()


def start(program: Path, home: Path, notes: Path, extra: dict[str, str]) -> Start:
    """Start the window with `--start-report` and time the lines it prints, from outside."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(program), "--start-report", str(notes)],
        env={**environment(home), **extra},
        cwd=home,
        stdout=subprocess.PIPE,
        text=True,
    )
    seen: dict[str, float] = {}
    peak = 0.0
    for line in process.stdout or ():
        seen[line.split()[0]] = time.perf_counter() - began
        if line.startswith("peak"):
            peak = float(line.split()[1])
    if process.wait(60) != 0:
        raise RuntimeError(f"the window ended with {process.returncode}")
    return Start(window=seen["window"], engine=seen["engine"], peak=peak)


def environment(home: Path) -> dict[str, str]:
    """Return an environment with an empty home and without this machine's Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG_", "VIRTUAL"))}
    return {**kept, "HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home),
            "QT_QPA_PLATFORM": "offscreen"}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
