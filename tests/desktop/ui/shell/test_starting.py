# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What is shown before the window, or instead of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.ui.shell.message_page import MessagePage
from desktop.ui.shell.starting import build_book_first, show_refusal
from nlp.errors import E, KnownError


def test_a_book_that_is_there_costs_no_time(places, book, themes):
    build_book_first(places, themes)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, MessagePage) and w.isVisible()]


def test_a_book_that_cannot_be_built_is_told_in_catalogue_words(places, themes, tmp_path):
    (tmp_path / "taken").write_text("a file where a folder is wanted")
    with pytest.raises(KnownError) as told:
        build_book_first(replace(places, books=tmp_path / "taken"), themes)
    assert told.value.entry is E.UNEXPECTED
    assert str(tmp_path) not in str(told.value)


def test_a_refusal_is_shown_and_printed_and_ends_with_1(themes, capsys):
    seen = []

    def look():
        seen.extend(w for w in QApplication.topLevelWidgets() if isinstance(w, MessagePage) and w.isVisible())
        words = [w.accessibleName() for w in seen]
        for page in seen:
            page.close()
        seen[:] = words

    QTimer.singleShot(50, look)
    assert show_refusal(themes, KnownError(E.AUDIT_NOT_OURS, name="x.sqlite")) == 1
    assert ["[302]" in words for words in seen] == [True]
    assert "[302]" in capsys.readouterr().err
