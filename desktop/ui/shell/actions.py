# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""ACTIONS: every command once - its name, label, keys, help line and menu. Menus, key help and keys come from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QKeySequence


class Menu(StrEnum):
    """The menus, in the order of the bar."""

    FILE = "&File"
    EDIT = "&Edit"
    REVIEW = "&Review"
    VIEW = "&View"
    HELP = "&Help"


class Command(StrEnum):
    """The names by which commands are listened to."""

    OPEN_FOLDER = "open_folder"
    OPEN_FILES = "open_files"
    REFRESH = "refresh"
    EXPORT = "export"
    QUIT = "quit"
    UNDO = "undo"
    REDO = "redo"
    FIND_CODE = "find_code"
    FIND_IN_NOTE = "find_in_note"
    NEXT = "next"
    PREVIOUS = "previous"
    ACCEPT = "accept"
    REJECT = "reject"
    OVERRULE = "overrule"
    PRESENCE = "presence"
    WHY = "why"
    BACK = "back"
    FINISH = "finish"
    REOPEN = "reopen"
    TAB_SUGGESTED = "tab_suggested"
    TAB_ACCEPTED = "tab_accepted"
    TAB_NOT_CODED = "tab_not_coded"
    TAB_FINDINGS = "tab_findings"
    TAB_QUERIES = "tab_queries"
    WORKLIST = "worklist"
    NEXT_PANE = "next_pane"
    LARGER = "larger"
    SMALLER = "smaller"
    SHOW_NOT_CODED = "show_not_coded"
    THEME = "theme"
    KEYS = "keys"
    NEXT_PLACE = "next_place"
    PREVIOUS_PLACE = "previous_place"
    ADD_SELECTED = "add_selected"
    MARKS_HERE = "marks_here"
    NEXT_MENTION = "next_mention"
    PREVIOUS_MENTION = "previous_mention"
    FIXED_WIDTH = "fixed_width"
    LINE_NUMBERS = "line_numbers"
    NEXT_DOCUMENT = "next_document"
    PREVIOUS_DOCUMENT = "previous_document"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One command: `keys` in Qt's portable notation, the first is the one shown; `hint` is the status bar's word."""

    command: Command
    label: str
    keys: tuple[str, ...]
    help: str
    menu: Menu
    hint: str
    starts_group: bool = False


def _row(
    command: Command, menu: Menu, label: str, keys: str, hint: str, help_line: str, group: bool = False
) -> ActionRow:
    return ActionRow(
        command=command,
        menu=menu,
        label=label,
        keys=tuple(keys.split()),
        hint=hint,
        help=help_line,
        starts_group=group,
    )


ACTIONS: tuple[ActionRow, ...] = (
    _row(
        Command.OPEN_FOLDER,
        Menu.FILE,
        "Open folder…",
        "Ctrl+O",
        "open folder",
        "Open a folder of notes as the worklist.",
    ),
    _row(
        Command.OPEN_FILES, Menu.FILE, "Open files…", "Ctrl+Shift+O", "open files", "Open single notes as the worklist."
    ),
    _row(
        Command.REFRESH,
        Menu.FILE,
        "Read the folder again",
        "F5",
        "read again",
        "Look again at what lies in the folder.",
    ),
    _row(Command.EXPORT, Menu.FILE, "Export…", "Ctrl+E", "export", "Write the decisions to a CSV or JSON file.", True),
    _row(
        Command.QUIT,
        Menu.FILE,
        "Quit",
        "Ctrl+Q",
        "quit",
        "Close Chartproof; every decision shown is already saved.",
        True,
    ),
    _row(Command.UNDO, Menu.EDIT, "Undo", "U Ctrl+Z", "undo", "Take the last decision on this note back."),
    _row(
        Command.REDO,
        Menu.EDIT,
        "Redo",
        "Shift+U Ctrl+Y Ctrl+Shift+Z",
        "redo",
        "Make the decision again that was taken back.",
    ),
    _row(
        Command.FIND_CODE,
        Menu.EDIT,
        "Find a code",
        "/",
        "find a code",
        "Search the code book by code or by words.",
        True,
    ),
    _row(
        Command.FIND_IN_NOTE, Menu.EDIT, "Find in the note", "Ctrl+F", "find in note", "Search the words of this note."
    ),
    _row(Command.NEXT, Menu.REVIEW, "Next", "J Down", "move", "Go to the next row of the list."),
    _row(Command.PREVIOUS, Menu.REVIEW, "Previous", "K Up", "move", "Go to the row before."),
    _row(Command.ACCEPT, Menu.REVIEW, "Accept", "A", "accept", "Accept the chosen suggestion.", True),
    _row(Command.REJECT, Menu.REVIEW, "Reject…", "R", "reject", "Reject the chosen code; 1 to 6 gives the reason."),
    _row(Command.OVERRULE, Menu.REVIEW, "Overrule", "O", "overrule", "Code the chosen not-coded mention after all."),
    _row(
        Command.PRESENCE,
        Menu.REVIEW,
        "Present on admission…",
        "P",
        "present on admission",
        "Say whether the accepted code was present on admission (inpatient); Y, N, U, W or 1.",
    ),
    _row(Command.WHY, Menu.REVIEW, "Why", "W", "why", "Show or hide the reasons for the chosen code."),
    _row(
        Command.BACK,
        Menu.REVIEW,
        "Back to the place",
        "Backspace",
        "back",
        "Scroll the note back to where you were reading.",
    ),
    _row(
        Command.FINISH,
        Menu.REVIEW,
        "Finish and next note",
        "Return Enter",
        "finish, next note",
        "Finish this note and open the next.",
        True,
    ),
    _row(
        Command.REOPEN,
        Menu.REVIEW,
        "Reopen",
        "Shift+Return Shift+Enter",
        "reopen",
        "Open a finished note for decisions again.",
    ),
    _row(
        Command.ADD_SELECTED,
        Menu.REVIEW,
        "Add a code for the selection…",
        "N Ctrl+L",
        "add",
        "Find a code for the words selected in the note; they become its evidence.",
    ),
    _row(
        Command.NEXT_PLACE,
        Menu.REVIEW,
        "Next place of this code",
        "Shift+J Shift+Down",
        "next place",
        "Show the next place in the note that gave the chosen code.",
        True,
    ),
    _row(
        Command.PREVIOUS_PLACE,
        Menu.REVIEW,
        "Place of this code before",
        "Shift+K Shift+Up",
        "place before",
        "Show the place before in the note that gave the chosen code.",
    ),
    _row(Command.NEXT_MENTION, Menu.REVIEW, "Next mention", "]", "next mention", "Go to the next mention in the note."),
    _row(Command.PREVIOUS_MENTION, Menu.REVIEW, "Mention before", "[", "mention before", "Go to the mention before."),
    _row(
        Command.MARKS_HERE,
        Menu.REVIEW,
        "What is marked here",
        "Shift+F10 I",
        "what is this",
        "List the mentions at this place of the note, and why each is or is not coded.",
    ),
    _row(Command.TAB_SUGGESTED, Menu.VIEW, "Suggested", "Ctrl+1", "suggested", "Show what is suggested."),
    _row(Command.TAB_ACCEPTED, Menu.VIEW, "Accepted", "Ctrl+2", "accepted", "Show what is accepted."),
    _row(Command.TAB_NOT_CODED, Menu.VIEW, "Not coded", "Ctrl+3", "not coded", "Show what was not coded, and why."),
    _row(Command.TAB_FINDINGS, Menu.VIEW, "Findings", "Ctrl+4", "findings", "Show what the rules say of the list."),
    _row(Command.TAB_QUERIES, Menu.VIEW, "Queries", "Ctrl+5", "queries", "Show the questions to the provider."),
    _row(Command.WORKLIST, Menu.VIEW, "Worklist", "Ctrl+B", "worklist", "Show or hide the worklist.", True),
    _row(Command.NEXT_PANE, Menu.VIEW, "Next pane", "F6", "next pane", "Move between worklist, note and codes."),
    _row(
        Command.SHOW_NOT_CODED,
        Menu.VIEW,
        "Show not coded in the note",
        "H",
        "not coded",
        "Show or hide the lines of what was not coded.",
    ),
    _row(
        Command.LARGER,
        Menu.VIEW,
        "Larger note text",
        "Ctrl++ Ctrl+=",
        "larger",
        "Make the words of the note larger.",
        True,
    ),
    _row(Command.SMALLER, Menu.VIEW, "Smaller note text", "Ctrl+-", "smaller", "Make the words of the note smaller."),
    _row(
        Command.FIXED_WIDTH,
        Menu.VIEW,
        "Fixed-width letters",
        "F3",
        "fixed width",
        "Show the note in letters of one width, so that columns stand straight.",
    ),
    _row(
        Command.NEXT_DOCUMENT,
        Menu.VIEW,
        "Next document",
        "Ctrl+Tab",
        "next document",
        "Open the next document of the same encounter.",
    ),
    _row(
        Command.PREVIOUS_DOCUMENT,
        Menu.VIEW,
        "Document before",
        "Ctrl+Shift+Tab",
        "document before",
        "Open the document before of the same encounter.",
    ),
    _row(Command.LINE_NUMBERS, Menu.VIEW, "Line numbers", "F4", "line numbers", "Number the lines of the note."),
    _row(
        Command.THEME, Menu.VIEW, "Change theme", "Ctrl+T", "theme", "Go from system to light, dark and contrast.", True
    ),
    _row(Command.KEYS, Menu.HELP, "Keys", "F1 ? Shift+?", "all keys", "Show every key."),
)


def row_of(command: Command) -> ActionRow:
    """Return the table row of a command."""
    return next(row for row in ACTIONS if row.command is command)


def key_text(command: Command) -> str:
    """Return the key to print beside a command ("A", "Ctrl+O", "Enter")."""
    return native_key(row_of(command).keys[0])


def native_key(key: str) -> str:
    """Return a key in the words of this system."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return text.replace("Return", "Enter")
