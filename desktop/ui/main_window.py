# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The window: puts frame, worklist and review together, and opens them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.casework import Casework, utc_now
from desktop.app.journal import close_journal, log_crash, open_journal
from desktop.app.opening import find_places, open_casework
from desktop.app.paths import Places
from desktop.app.settings import Settings, load_settings, save_settings
from desktop.ui.intake.empty_page import EmptyPage
from desktop.ui.intake.presenter import WorklistPresenter
from desktop.ui.intake.rows import NoteStatus, WorklistRow
from desktop.ui.intake.worklist_panel import WorklistPanel
from desktop.ui.review.highlights import MarkState
from desktop.ui.review.page import ReviewPage
from desktop.ui.shell.actions import Command
from desktop.ui.shell.application import CrashHook, follow_themes, make_application
from desktop.ui.shell.file_choice import choose_export, choose_files, choose_folder
from desktop.ui.shell.jobs import Job, JobRunner, Lane
from desktop.ui.shell.layout_rows import ColumnWidths
from desktop.ui.shell.message_page import MessagePage
from desktop.ui.shell.notices import Notices
from desktop.ui.shell.start_report import StartReport
from desktop.ui.shell.starting import build_book_first, show_refusal
from desktop.ui.shell.theme import ThemeChoice, ThemeSource
from desktop.ui.shell.window_frame import WindowFrame
from nlp.domain import Review
from nlp.errors import E, KnownError

_READING_SHOWN_AFTER_MS = 200  # quicker than this, a "Reading" page would only flicker


class MainWindow(WindowFrame):
    """Connects worklist and review; they are strangers to each other."""

    engine_ready = Signal()

    def __init__(
        self, casework: Casework, settings: Settings, places: Places, themes: ThemeSource, notices: Notices
    ) -> None:
        self.worklist = WorklistPanel(themes)
        super().__init__(themes, self.worklist)
        self._casework = casework
        self._settings = settings
        self._places = places
        self._notices = notices
        self._is_intact = True
        self._entries = casework.head()[0]
        self._reading_words = ""
        self._saved = "Ledger ready"
        self.runner = JobRunner(self)
        self._crash_hook = CrashHook(log_crash, notices)  # held here: a signal does not keep it alive
        self.runner.crashed.connect(self._crash_hook.take)
        self.intake = WorklistPresenter(casework, self.runner, notices, self.worklist.model)
        self.empty = EmptyPage(themes, has_samples=places.samples.is_dir())
        self.message = MessagePage(themes)
        self.page = ReviewPage(casework, themes, self.runner, self.commands, notices)
        self.review = self.page.presenter
        self._reading = QTimer(self, singleShot=True, interval=_READING_SHOWN_AFTER_MS)
        self._put_together()
        self._listen_to_pages()
        self._listen_to_commands()
        self._show_local_keys()
        self._restore()

    def begin(self, paths: Sequence[Path]) -> None:
        """Start the work that waits until the window is seen."""
        self._notices.listen(self.show_notice)
        self._prove_audit_file()
        self.runner.submit(
            Lane.CODER, Job(label="Warming up", work=self._casework.warm_up), lambda _: self.engine_ready.emit()
        )
        if paths:
            self.intake.open_paths(paths)

    # --- notes ----------------------------------------------------------------------------------------------------

    def open_note(self, path: Path) -> None:
        """Open a note of the worklist, or say why it is no note."""
        self.worklist.show_open(path)
        self.area.close_overlay()
        row = self.worklist.model.row_at(path)
        if row is not None and row.status is NoteStatus.UNREADABLE:
            self.review.close_note()
            self._show_message("triangle-alert", "warn", f"{row.name} could not be read", row.entry.problem)
        else:
            self._show_next_name(path)
            self.review.open_note(path)
            self._show_page(self.page, self.page.encounter_bar)
            self.page.setFocus()  # from there the page leads to its list, once the note is read

    def open_next(self) -> None:
        """Open the next note that is not finished, or say that none is left."""
        row = self.worklist.next_after(self.review.path or Path())
        if row is not None:
            self.open_note(row.path)
        else:
            self._say_all_finished()

    def _show_worklist(self, rows: Sequence[WorklistRow]) -> None:
        self._reading.stop()
        self.worklist.show_rows(rows)
        self.area.show_worklist_part(True)
        self.plain_header.show_words(self._folder_name(), f"{len(rows)} files" if len(rows) != 1 else "1 file")
        row = self.worklist.model.row_at(self.review.path) if self.review.path is not None else None
        coded = self.review.coded
        if row is None:
            self._open_first(rows)
        elif coded is not None and coded.note.id == row.entry.note_id:
            self.worklist.show_open(row.path)
        else:  # the file was changed meanwhile
            self.open_note(row.path)

    def _open_first(self, rows: Sequence[WorklistRow]) -> None:
        wanted = next((row for row in rows if row.status in (NoteStatus.NEW, NoteStatus.IN_REVIEW)), None)
        if wanted is not None:
            self.open_note(wanted.path)
        elif any(row.status is NoteStatus.FINISHED for row in rows):
            self._say_all_finished()
        else:
            self.open_note(rows[0].path)

    def _say_all_finished(self) -> None:
        count = sum(row.status is NoteStatus.FINISHED for row in self.worklist.model.rows)
        words = f"All {count} notes are finished." if count != 1 else "The note is finished."
        self.review.close_note()
        self.worklist.show_open(None)
        step = "Export the codes with Ctrl+E, or open another folder with Ctrl+O."
        self._show_message("circle-check", "accepted", words, step)

    def _show_next_name(self, path: Path) -> None:
        row = self.worklist.next_after(path)
        self.page.set_next_name(row.path.name if row is not None else "")

    def _show_reading(self, words: str) -> None:
        self._reading_words = words
        self._reading.start()

    def _show_reading_page(self) -> None:
        if self.pages.currentWidget() is not self.page:
            self._show_message("file-text", "text_2", self._reading_words, "")

    def _stop_reading(self) -> None:
        self._reading.stop()
        if self.pages.currentWidget() is self.message and not self.worklist.model.rows:
            self._show_page(self.empty, self.plain_header)

    # --- what is shown --------------------------------------------------------------------------------------------

    def _show_message(self, glyph: str, color: str, title: str, words: str) -> None:
        self.message.show_message(glyph, color, title, words)
        self._show_page(self.message, self.plain_header)
        self.message.setFocus()

    def _show_page(self, page: QWidget, header: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.headers.setCurrentWidget(header)
        self._show_commands()

    def _show_commands(self) -> None:
        if self.pages.currentWidget() is not self.page:
            self.commands.set_enabled(self.page.slots(), False)
        about_rows = (Command.NEXT_PANE, Command.WORKLIST, Command.REFRESH)
        self.commands.set_enabled(about_rows, bool(self.worklist.model.rows))
        self.commands.set_enabled((Command.EXPORT,), self._casework.head()[0] > 0)

    def _show_review(self, review: Review) -> None:
        path = self.review.path
        if path is not None:
            self.intake.show_review(path, review)
        entries = self._casework.head()[0]
        if entries > self._entries:
            self._saved = f"Saved {utc_now().astimezone():%H:%M}"
        self._entries = entries
        self._show_saved()
        self._show_commands()

    def _show_saved(self) -> None:
        entry = self._casework.head()[0]
        chain = "chain intact" if self._is_intact else "chain broken"
        words = f"entry {entry} · {chain}" if entry else "0 entries"
        self.status.show_saved(f"{self._saved} · {words}", is_intact=self._is_intact)

    def _prove_audit_file(self) -> None:
        report = self._casework.verify_tail()
        self._is_intact = report.is_intact
        if (seq := report.first_broken) is not None:
            self._notices.tell(KnownError(E.AUDIT_CHAIN_BROKEN, seq=seq, proven=seq - 1))
        elif report.seen_entries is not None:
            tail = {"seq": report.entries, "seen": report.seen_entries, "name": self._places.audit.name}
            self._notices.tell(KnownError(E.AUDIT_TAIL_MISSING, **tail))
        self._show_saved()
        self._show_commands()

    # --- commands -------------------------------------------------------------------------------------------------

    def _open_folder(self) -> None:
        folder = choose_folder(self, self._last_folder())
        if folder is not None:
            self.intake.open_paths([folder])

    def _open_files(self) -> None:
        files = choose_files(self, self._last_folder())
        if files:
            self.intake.open_paths(files)

    def _export(self) -> None:
        choice = choose_export(self, self._last_folder())
        if choice is None:
            return
        with_bom = self._settings.export_with_bom
        try:
            self._casework.export(choice.path, file_format=choice.file_format, scope=choice.scope, with_bom=with_bom)
        except KnownError as error:
            self._notices.tell(error)
            return
        self._show_saved()
        self._notices.say(f"Exported to {choice.path.name}.")

    def _toggle_worklist(self) -> None:
        self.area.toggle_worklist()
        if self.area.is_worklist_shown:
            self.worklist.take_focus()

    def _take_focus_back(self) -> None:
        if self.pages.currentWidget() is self.page:
            self.page.codes.focus_list()
        else:
            self.message.setFocus()

    def _next_pane(self) -> None:
        focus = QApplication.focusWidget() or self
        last = self.page.codes if self.pages.currentWidget() is self.page else self.message
        if self.area.is_worklist_shown and (focus is last or last.isAncestorOf(focus)):
            self.worklist.take_focus()
        elif last is self.message:
            self.message.setFocus()
        else:
            self.page.next_pane()

    def _next_theme(self) -> None:
        order = list(ThemeChoice)
        choice = order[(order.index(self._themes.choice) + 1) % len(order)]
        self._themes.choose(choice)
        self._notices.say(f"Theme: {choice.value}")

    def _last_folder(self) -> Path:
        paths = self.intake.paths
        if not paths:
            return Path.home()
        return paths[0] if paths[0].is_dir() else paths[0].parent

    def _folder_name(self) -> str:
        return self._last_folder().name or "Worklist"

    # --- together -------------------------------------------------------------------------------------------------

    def _put_together(self) -> None:
        self.setWindowTitle("Chartproof")
        self.headers.addWidget(self.page.encounter_bar)
        for page in (self.empty, self.message, self.page):
            self.pages.addWidget(page)
        self.plain_header.show_words("Worklist", "no folder open")

    def _listen_to_pages(self) -> None:
        self.worklist.note_chosen.connect(self.open_note)
        self.intake.reading_started.connect(self._show_reading)
        self.intake.worklist_opened.connect(self._show_worklist)
        self.intake.reading_refused.connect(self._stop_reading)
        self.intake.status_changed.connect(self.worklist.show_status)
        self.intake.problem_found.connect(self.worklist.show_problem)
        self.review.review_changed.connect(self._show_review)
        self.review.reading_refused.connect(self._show_refusal)
        self.review.next_wanted.connect(self.open_next)
        self.page.worklist_wanted.connect(self._toggle_worklist)
        self.page.export_wanted.connect(self._export)
        self.page.column.documents.document_chosen.connect(self.open_note)
        self.empty.folder_wanted.connect(self._open_folder)
        self.empty.samples_wanted.connect(lambda: self.intake.open_paths([self._places.samples]))
        self.paths_dropped.connect(self.intake.open_paths)
        self.hovering_changed.connect(self.empty.show_hovering)
        self.area.row_changed.connect(self.page.set_layout_row)
        self.area.focus_left.connect(self._take_focus_back)
        self.area.worklist_shown.connect(self.rail.show_worklist_open)
        self.runner.known_error.connect(self._notices.tell)
        self._reading.timeout.connect(self._show_reading_page)
        self.closing.connect(self._close_down)

    def _listen_to_commands(self) -> None:
        slots: dict[Command, Callable[[], object]] = {
            Command.OPEN_FOLDER: self._open_folder,
            Command.OPEN_FILES: self._open_files,
            Command.REFRESH: self.intake.refresh,
            Command.EXPORT: self._export,
            Command.QUIT: self.close,
            Command.WORKLIST: self._toggle_worklist,
            Command.NEXT_PANE: self._next_pane,
            Command.THEME: self._next_theme,
            Command.KEYS: self.toggle_key_help,
        }
        for command, slot in slots.items():
            self.commands.listen(command, slot)
        self.fill_menus()

    def _show_refusal(self, error: KnownError) -> None:
        path = self.review.path
        if path is not None:
            self.worklist.show_problem(path, str(error))

    def _show_local_keys(self) -> None:
        self.hints_of_part[self.worklist.view] = (("J K", "move"), ("Enter", "open note"), ("Ctrl+B", "hide"))
        self.hints_of_part[self.worklist.filter_field] = (("Down", "to the list"), ("Esc", "clear"))

    def _restore(self) -> None:
        kept = self._settings
        self.resize(kept.window_width, kept.window_height)
        self.area.restore(is_worklist_open=kept.is_worklist_shown, widths=ColumnWidths.parse(kept.splitters))
        note = self.page.column.note
        note.set_text_size(kept.note_size)
        note.set_fixed_width(kept.is_note_fixed_width)
        note.set_line_numbers(kept.are_lines_numbered)
        if not kept.are_not_coded_shown:
            self.page.column.legend.toggle_not_coded()
        self._show_page(self.empty, self.plain_header)
        self.empty.take_focus()

    def kept_settings(self) -> Settings:
        """Return the settings with what this window was left like."""
        is_maximised = self.isMaximized() or self.isFullScreen()
        size = self.normalGeometry().size() if is_maximised else self.size()
        return replace(
            self._settings,
            theme=self._themes.choice.value,
            note_size=self.page.column.note.text_size,
            is_note_fixed_width=self.page.column.note.is_fixed_width,
            are_lines_numbered=self.page.column.note.has_line_numbers,
            is_worklist_shown=self.area.is_worklist_docked_open,
            are_not_coded_shown=MarkState.NEGATED not in self.page.column.hidden_states(),
            window_width=size.width(),
            window_height=size.height(),
            splitters=str(self.area.widths),
        )

    def _close_down(self) -> None:
        self.hide()
        self.runner.shut_down()
        with suppress(OSError):  # a disk that takes no settings must not keep the audit file open
            save_settings(self._places.settings, self.kept_settings())
        self._casework.close()


def open_window(paths: Sequence[Path], say: Callable[[str], object] | None = None) -> int:
    """Open the window on files, folders or nothing; return the exit code when it is closed.

    With `say`, the start reports itself line by line and the window closes when every note is read.
    """
    application = make_application(sys.argv[:1])
    places = find_places()
    open_journal(places.log)
    settings = load_settings(places.settings)
    themes = ThemeSource(places.look, settings.theme)
    follow_themes(application, themes)
    notices = Notices()
    CrashHook(log_crash, notices).install()
    try:
        build_book_first(places, themes)
        window = MainWindow(open_casework(places), settings, places, themes, notices)
        if say is not None:
            StartReport(window, say).follow(window.engine_ready, window.intake.all_read)
        window.show()
        QTimer.singleShot(0, lambda: window.begin(paths))  # the window first, then the work
        return QApplication.exec()
    except KnownError as error:
        return show_refusal(themes, error)
    finally:
        close_journal()
