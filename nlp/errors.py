# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbered messages: what happened, what it means, what to do next."""

from __future__ import annotations

from enum import Enum


class E(Enum):
    """The catalogue. The number is shown to the coder and never changes its meaning; texts are templates.

    1xx files and folders, 2xx code book, 3xx audit file, 4xx input rows and arguments, 5xx exports.
    """

    NOTE_VANISHED = (
        101,
        "{name} is no longer there. It was moved, renamed or deleted after the folder was opened. Put it back, or open the folder again.",
    )
    NOTE_UNREADABLE = (
        102,
        "{name} cannot be read: {why}. Its text is not shown. Check that you may open the file, then open it again.",
    )
    NOTE_EMPTY = (103, "{name} has no text. There is nothing to code in it. Add the typed note, or leave the file out.")
    NOTE_BINARY = (
        104,
        "{name} is not a text file. Chartproof reads .txt and .md files. Save the note as plain text, then open it again.",
    )
    NOTE_TOO_LARGE = (
        105,
        "{name} holds {size} MB; notes may hold at most {limit} MB. It was left out. Split it into single notes, then open them.",
    )
    NOTE_KIND_UNKNOWN = (
        106,
        "{name} is of a kind that Chartproof does not read. It was left out. Save the note as .txt or .md.",
    )
    FOLDER_MISSING = (107, "{name} is not there. Nothing was opened. Check the name, then try again.")
    FOLDER_WITHOUT_NOTES = (
        108,
        "{name} holds no .txt or .md file. Nothing was opened. Choose the folder in which the notes lie.",
    )
    BOOK_MISSING = (
        201,
        "The code book has not been built. Nothing can be suggested without it. Run “make setup”, or “chartproof build-book”.",
    )
    BOOK_DAMAGED = (
        202,
        "The code book cannot be read: {why}. Nothing can be suggested without it. Delete {name}, then start again to rebuild it.",
    )
    CODE_UNKNOWN = (
        203,
        "{code} is not in {edition}. No such code can be reported. Search for the words instead: chartproof search WORDS.",
    )
    AUDIT_MISSING = (301, "{name} is not there. No decision can be read from it. Check the name of the audit file.")
    AUDIT_NOT_OURS = (302, "{name} is not a Chartproof audit file. Nothing was changed in it. Choose the right file.")
    AUDIT_FROM_FUTURE = (
        303,
        "{name} was written by a newer Chartproof. It is not opened, so that nothing in it is harmed. Install the newer version.",
    )
    AUDIT_CHAIN_BROKEN = (
        304,
        "Entry {seq} was changed outside Chartproof. Entries 1 to {proven} are proven. Work with a copy from before, and keep this file as it is.",
    )
    AUDIT_DISK_FULL = (
        305,
        "This decision was not saved: the disk is full. Nothing earlier is lost. Free some space, then decide again.",
    )
    AUDIT_LOCKED = (
        306,
        "This decision was not saved: another program holds {name}. Nothing earlier is lost. Close the other program, then decide again.",
    )
    AUDIT_UNWRITABLE = (
        307,
        "This decision was not saved: {why}. Nothing earlier is lost. Make {name} writable, then decide again.",
    )
    AUDIT_TAIL_MISSING = (
        308,
        "{name} is not as this computer has seen it: entry {seen} is missing or another one. Entries 1 to {seq} are proven among themselves. Look for a newer copy.",
    )
    AUDIT_UNOPENABLE = (
        309,
        "{name} cannot be opened: {why}. No decision can be kept in it. Check that you may write in its folder, then try again.",
    )
    AUDIT_DAMAGED = (
        310,
        "{name} is damaged: part of it cannot be read. Entries that can be verified are still proven. Keep a copy of the file, then export it as JSON and import that into a new one.",
    )
    ROW_NOT_JSON = (
        401,
        "Line {line} is not a JSON object: {why}. It was left out. Write one object with “id” and “text” on each line.",
    )
    ROW_INCOMPLETE = (
        402,
        "Line {line} lacks “{field}”, or it has the wrong kind of value: {why}. It was left out. Correct the line.",
    )
    FINISH_REFUSED = (403, "Not finished: {count} hard stops. First: {message}")
    NOTHING_TO_UNDO = (404, "There is nothing to undo in {name}. No decision stands. Go on with the next suggestion.")
    NOTHING_TO_REDO = (
        407,
        "There is nothing to redo in {name}. Nothing was taken back last. Go on with the next suggestion.",
    )
    NOT_SUGGESTED = (
        406,
        "{code} is neither suggested nor in the book for {name}. Nothing was decided. Look at “chartproof suggest {name}”.",
    )
    GOLD_UNREADABLE = (
        408,
        "{name} cannot be evaluated: {why}. Nothing was measured. Give labelled notes as JSON Lines, or as TOML with [[case]] tables.",
    )
    GOLD_ID_REPEATED = (
        409,
        "Line {line} repeats the id of an earlier row. It was left out, so that runs can be compared row by row. Give it an id of its own.",
    )
    EARLIER_RUN_UNREADABLE = (
        410,
        "{name} is not an earlier run: {why}. Nothing was compared. Choose a file written by “evaluate --format json”.",
    )
    NO_STAY = (
        411,
        "Present on admission is told of inpatient stays only. Nothing was decided. Set the encounter to inpatient first.",
    )
    NOT_ACCEPTED = (
        412,
        "{code} is not accepted in {name}. Nothing was decided. Accept it first.",
    )
    NO_EXCEPTION = (
        413,
        "The rule {rule} has no exception that could be acknowledged. Nothing was written. "
        "Change the codes as the finding says.",
    )
    EXPORT_UNWRITABLE = (
        501,
        "{name} was not written: {why}. Nothing was exported. Choose another place, then export again.",
    )
    IMPORT_NOT_OURS = (
        502,
        "{name} is not a Chartproof JSON export: {why}. Nothing was imported. Choose a file written by “export --format json”.",
    )
    IMPORT_WOULD_OVERWRITE = (
        503,
        "{name} is already there. Nothing was imported, because an audit file is never written over. Choose a new name.",
    )
    UNEXPECTED = (
        901,
        "Something went wrong in Chartproof itself ({why}). Decisions already shown are saved. Start again; if it comes back, report number 901 with the log file.",
    )

    @property
    def number(self) -> int:
        """The number shown, for the telephone and for searching."""
        return self.value[0]

    @property
    def template(self) -> str:
        """The text with its named places."""
        return self.value[1]


class KnownError(Exception):
    """A condition of the world (a full disk, a strange file) that is told to the coder in catalogue words."""

    def __init__(self, entry: E, **places: object) -> None:
        self.entry = entry
        self.places = places
        super().__init__(f"[{entry.number}] {entry.template.format(**places)}")


class BugError(Exception):
    """A condition that only a mistake of ours can bring about."""
