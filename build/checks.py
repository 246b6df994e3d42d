# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Lint, format, types, import contracts and house rules, in one command; `--fix` mends what can be mended.

House rules (build/docs/architecture.md): functions of at most 40 lines without their docstring, files of at most
400 lines, SPDX header in every module, no forbidden module names, no registry address or absolute home path in any
tracked text file.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = ("desktop", "nlp", "db", "build")
FUNCTION_LINES, FILE_LINES = 40, 400
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "data", "info"}
FOREIGN = re.compile(r"index[-]url|find[-]links|\"resolved\": \"http|registry = \"http|/home/\w+/|/root/")
BIN = Path(sys.executable).parent


def main() -> int:
    """Run every check and return 0 only when all are content."""
    fix = "--fix" in sys.argv[1:]
    commands = (
        ("ruff", [BIN / "ruff", "check", *(["--fix"] if fix else []), "."]),
        ("format", [BIN / "ruff", "format", *([] if fix else ["--check"]), "."]),
        ("types", [BIN / "basedpyright", "--warnings"]),
        ("contracts", [BIN / "lint-imports", "--no-cache"]),
    )
    failed = [name for name, command in commands if not passes(name, [str(part) for part in command])]
    complaints = list(house_complaints())
    print("\n".join(complaints) if complaints else "house rules: kept")
    return 1 if failed or complaints else 0


def passes(name: str, command: list[str]) -> bool:
    """Run one tool; print what it says only when it is not content."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(f"{name}: {'kept' if result.returncode == 0 else 'BROKEN'}")
    if result.returncode != 0:
        print(result.stdout[-12_000:], result.stderr[-4_000:], sep="\n")
    return result.returncode == 0


def house_complaints() -> Iterator[str]:
    """Yield one line for each breach of a house rule."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield from module_complaints(path)
    yield from text_complaints()


def module_complaints(path: Path) -> Iterator[str]:
    """Yield breaches within one module."""
    shown, source = path.relative_to(ROOT), path.read_text("utf-8")
    lines = source.count("\n")
    if lines > FILE_LINES:
        yield f"{shown}: {lines} lines; split it, {FILE_LINES} are allowed"
    if "SPDX-License-Identifier: Apache-2.0" not in source[:200]:
        yield f"{shown}: no SPDX header"
    if path.stem in FORBIDDEN_NAMES:
        yield f"{shown}: name it after what it holds"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and body_lines(node) > FUNCTION_LINES:
            yield f"{shown}:{node.lineno}: {node.name} has {body_lines(node)} lines; {FUNCTION_LINES} are allowed"


def body_lines(function: ast.FunctionDef) -> int:
    """Count the lines of a function from its name to its end, without its docstring."""
    docstring = function.body[0] if ast.get_docstring(function) else None
    within = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - within


def text_complaints() -> Iterator[str]:
    """Yield tracked text files that name a registry or somebody's home folder."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    for name in listed.split():
        path = ROOT / name
        if path.suffix in {".png", ".ico"} or not path.is_file() or path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            if FOREIGN.search(line):
                yield f"{name}:{number}: an address or a path of one machine"


if __name__ == "__main__":
    sys.exit(main())
