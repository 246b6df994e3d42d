# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Write build/lock/*.txt anew from pyproject.toml: exact versions with hashes for every system, no address.

Needs `uv` on the path or in .venv (`pip install uv`); used by maintainers when dependencies change, never by setup.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {"runtime": ("install",), "development": ("install", "dev")}


def main() -> int:
    """Resolve both locks and return 0."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        print("uv is missing: run `.venv/bin/python -m pip install uv`, then `make lock` again.", file=sys.stderr)
        return 1
    for name, groups in LOCKS.items():
        chosen = [part for group in groups for part in ("--group", group)]
        options = "--universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q"
        target = f"build/lock/{name}.txt"
        subprocess.run(
            [uv, "pip", "compile", "pyproject.toml", *chosen, *options.split(), "-o", target], cwd=ROOT, check=True
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
