# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Refuse files over 1 MB and text that looks like a real patient's: social security numbers, record numbers, e-mails.

python build/guard.py FILES
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

LARGE = 1_000_000
SUSPECT = re.compile(
    r"\b(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b"  # social security number
    r"|\bMRN\s*[:#]?\s*\d{6,}\b"  # medical record number
    r"|\b[\w.+-]+@(?!example\.)[\w-]+\.(?:com|net|edu|gov|org)\b"  # e-mail address
)


def main() -> int:
    """Check the named files; return 1 after naming what was found."""
    found = [complaint for name in sys.argv[1:] if (complaint := complaint_about(Path(name)))]
    print("\n".join(found)) if found else None
    return 1 if found else 0


def complaint_about(path: Path) -> str:
    """Return what is wrong with the file, or ""."""
    if not path.is_file() or path.suffix == ".png":
        return ""
    if path.stat().st_size > LARGE:
        return f"{path}: over 1 MB"
    match = SUSPECT.search(path.read_text("utf-8", errors="replace"))
    return f"{path}: looks like a real patient's data ({match.start()})" if match else ""


if __name__ == "__main__":
    sys.exit(main())
