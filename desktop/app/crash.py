# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the command line does with an error that nobody foresaw."""

from __future__ import annotations

from desktop.app.journal import close_journal, log_crash, open_journal
from desktop.app.paths import find_places
from nlp.errors import E, KnownError


def logged(error: Exception) -> KnownError:
    """Log the error and return what is told of it, by number: a traceback could quote the note."""
    open_journal(find_places().log)
    log_crash(error)
    close_journal()
    return KnownError(E.UNEXPECTED, why=type(error).__name__)
