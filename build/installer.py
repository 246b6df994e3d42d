# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Build the folder that runs on a machine without Python: dist/chartproof/.

PyInstaller's own work folder is kept out of `build/`, which holds our sources.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run PyInstaller over installer.spec and return its exit code."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    folders = ["--workpath", ".cache/pyinstaller", "--distpath", "dist"]
    return subprocess.run([*command, *folders, "installer.spec"], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
