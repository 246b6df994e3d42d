# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""When something of ours breaks in the worker, the window says so, and the log holds no word of a note."""

from __future__ import annotations

from dataclasses import replace

from desktop.app import opening
from desktop.app.casework import Casework
from desktop.app.journal import close_journal, open_journal
from desktop.app.settings import Settings
from desktop.ui.main_window import MainWindow
from desktop.ui.shell.application import follow_themes, make_application
from desktop.ui.shell.notices import Notices
from desktop.ui.shell.theme import ThemeSource


def test_a_broken_engine_is_told_and_logged_without_its_words(tmp_path, qtbot, monkeypatch):
    def fail(_: Casework) -> None:
        raise ValueError("Zephyrine Quackenbush has fever")

    monkeypatch.setattr(Casework, "warm_up", fail)
    (tmp_path / "N-0001.txt").write_text("ASSESSMENT: gout", "utf-8")
    places = replace(opening.find_places(), audit=tmp_path / "audit.sqlite", log=tmp_path / "log.txt")
    open_journal(places.log)
    themes = ThemeSource(places.look, "light")
    follow_themes(make_application([]), themes)
    window = MainWindow(opening.open_casework(places), Settings(), places, themes, Notices())
    window.show()
    window.begin([tmp_path / "N-0001.txt"])
    qtbot.waitUntil(lambda: window.banner.isVisible() and "901" in window.banner.accessibleName(), timeout=9000)
    qtbot.waitUntil(lambda: window.review.path is not None and not window.review.is_busy, timeout=9000)
    window.close()
    window.deleteLater()
    close_journal()
    log = places.log.read_text("utf-8")
    assert "unexpected ValueError" in log
    assert "Quackenbush" not in log
