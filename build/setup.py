# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Make this checkout ready: system libraries, virtual environment, locked packages, code book. Standard library only.

    python build/setup.py [--development]

Each part is skipped when it is already there, so a second run needs no network.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "chartproof-lock.sha256"
SUPPORTED = ((3, 11), (3, 13))

# What the Qt libraries in the wheel expect of a Linux system, by the name that the loader knows and Debian's package.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def main() -> int:
    """Run the parts in order; return 0, or 1 after saying what is missing and how to get it."""
    lock = "development" if "--development" in sys.argv[1:] else "runtime"
    try:
        python = supported_python()
        ensure_system_packages(missing_packages(python))
        ensure_environment(python)
        ensure_packages(ROOT / "build" / "lock" / f"{lock}.txt")
        run([BIN / "chartproof", "build-book"])
    except SystemExit as stop:
        print(stop, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        print(f"Setting up stopped at: {' '.join(map(str, failed.cmd))}", file=sys.stderr)
        return 1
    return 0


def run(command: list[str | Path]) -> None:
    """Run a command in the checkout; raises CalledProcessError where it fails."""
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def supported_python() -> str:
    """Return a Python of a supported version: the one that runs this file, or one found on the path."""
    low, high = SUPPORTED
    if low <= sys.version_info[:2] <= high:
        return sys.executable
    for minor in range(high[1], low[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise SystemExit(
        f"Chartproof needs Python {low[0]}.{low[1]} to {high[0]}.{high[1]}; this is {sys.version.split()[0]}. "
        "Install one of them, then run the same command again."
    )


def missing_packages(python: str) -> list[str]:
    """Return the Debian names of what the system lacks; nothing is asked of other systems."""
    if not sys.platform.startswith("linux"):
        return []
    names = [package for library, package in QT_LIBRARIES.items() if not is_loadable(library)]
    probe = subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, check=False)
    return names if probe.returncode == 0 else [*names, f"{Path(os.path.realpath(python)).name}-venv"]


def is_loadable(library: str) -> bool:
    """Tell whether the system's loader finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def ensure_system_packages(names: list[str]) -> None:
    """Install the packages when run as root on Debian or Ubuntu; otherwise say the exact line and stop."""
    if not names:
        return
    line = f"apt-get install -y {' '.join(names)}"
    if not shutil.which("apt-get"):
        raise SystemExit(f"These libraries are missing: {' '.join(names)} (Debian's names). Install them, then go on.")
    if os.geteuid() != 0:
        raise SystemExit(
            f"Some system libraries are missing. Run this line, then the same command again:\n  sudo {line}"
        )
    print(f"Installing system libraries: {' '.join(names)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ("apt-get update -qq", f"{line} -qq --no-install-recommends"):
        subprocess.run(command.split(), check=True, env=environment, stdout=subprocess.DEVNULL)


def ensure_environment(python: str) -> None:
    """Make the virtual environment unless a working one is there."""
    inner = BIN / ("python.exe" if os.name == "nt" else "python")
    works = inner.exists() and subprocess.run([str(inner), "-m", "pip", "--version"], capture_output=True, check=False)
    if not works or works.returncode != 0:
        print("Making .venv")
        run([python, "-m", "venv", "--clear", VENV])


def ensure_packages(lock: Path) -> None:
    """Install what the lock names unless exactly that, or the larger set, is installed already."""
    wanted = fingerprint(lock)
    larger = fingerprint(lock.with_name("development.txt"))
    if STAMP.exists() and STAMP.read_text("utf-8") in (wanted, larger):
        return
    print(f"Installing the locked packages ({lock.stem})")
    pip: list[str | Path] = [BIN / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", lock])
    run([*pip, "--no-deps", "--no-build-isolation", "-e", "."])
    STAMP.write_text(wanted, "utf-8")


def fingerprint(lock: Path) -> str:
    """Return the digest of a lock together with the project file that the editable install was made from."""
    return hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
