# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The one place where medspaCy is imported, with its side effects fenced in."""

from __future__ import annotations

import sys
import threading
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_LOCK = threading.Lock()


def import_medspacy() -> ModuleType:
    """Import medspaCy once, leaving the warnings filters and the module table as they were.

    medspaCy silences every Python warning of the process (`medspacy_matcher.py`), pulls QuickUMLS with nltk for a
    component that is never built here, and spaCy pulls its command line with `requests`: a third of the start-up time.
    Both are stood in for during the import only; whoever imports them later gets the real ones.
    """
    with _LOCK, _stand_ins(), warnings.catch_warnings():
        import medspacy

    return medspacy


@contextmanager
def _stand_ins() -> Generator[None]:
    """Put empty modules where heavy ones would be imported, and take them away again."""
    stands = [stand for stand in (_quickumls(), *_spacy_cli()) if stand.__name__ not in sys.modules]
    for stand in stands:
        sys.modules[stand.__name__] = stand
    try:
        yield
    finally:
        for stand in stands:
            if sys.modules.get(stand.__name__) is stand:
                del sys.modules[stand.__name__]


def _quickumls() -> ModuleType:
    """Make a stand-in with the one name that medspaCy asks of QuickUMLS."""
    stand: Any = ModuleType("quickumls")
    stand.spacy_component = None
    return stand


def _spacy_cli() -> tuple[ModuleType, ...]:
    """Make stand-ins for spaCy's command line, unless spaCy is imported already."""
    if "spacy" in sys.modules:
        return ()
    package: Any = ModuleType("spacy.cli")
    package.__path__ = []
    info: Any = ModuleType("spacy.cli.info")
    info.info = _spacy_info
    return package, info


def _spacy_info(*arguments: object, **options: object) -> object:
    """Answer `spacy.info` with the real function, imported when first asked."""
    from importlib import import_module

    return import_module("spacy.cli.info").info(*arguments, **options)
