# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The one place where medspaCy is imported, with its side effects fenced in."""

from __future__ import annotations

import sys
import threading
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_LOCK = threading.Lock()


def import_medspacy() -> ModuleType:
    """Import medspaCy once, leaving the warnings filters and the module table as they were.

    medspaCy silences every Python warning of the process (`medspacy_matcher.py`), pulls QuickUMLS with nltk and PyRuSH
    with loguru for components that are never built here, and spaCy pulls its command line with `requests`: a third of
    the start-up time. They are stood in for during the import only; whoever imports them later gets the real ones.
    """
    with _LOCK, _stand_ins(), warnings.catch_warnings():
        import medspacy

    return medspacy


@contextmanager
def _stand_ins() -> Generator[None]:
    """Put empty modules where heavy ones would be imported, and take them away again."""
    made = (
        _stand_in("quickumls", spacy_component=None),
        _stand_in("PyRuSH", PyRuSHSentencizer=None),
        _stand_in("cython", compiled=False),  # pydantic asks for this alone
        _Later("langcodes"),
        *_spacy_cli(),
    )
    stands = [stand for stand in made if stand.__name__ not in sys.modules]
    for stand in stands:
        sys.modules[stand.__name__] = stand
    try:
        yield
    finally:
        for stand in stands:
            if sys.modules.get(stand.__name__) is stand:
                del sys.modules[stand.__name__]


class _Later(ModuleType):
    """A module that is imported when it is first asked for something."""

    def __getattr__(self, name: str) -> object:
        """Return what the real module has under the name."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name)


def _stand_in(name: str, **names: object) -> ModuleType:
    """Make a stand-in with the few names that are asked of it."""
    stand = ModuleType(name)
    vars(stand).update(names)
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
    return import_module("spacy.cli.info").info(*arguments, **options)
