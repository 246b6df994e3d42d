# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Sections: medspaCy's sectionizer over the headings of the note, with our rules from `sections.json`."""
# spaCy and medspaCy are untyped; what they return is given a type where it enters our values.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false, reportUntypedFunctionDecorator=false

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.domain.text import Section, Span

if TYPE_CHECKING:
    from medspacy.section_detection import Sectionizer
    from spacy.language import Language

_LONGEST_TITLE = 70  # code points
_MOST_KNOWN = 4096  # headings remembered
_BATCH = 200  # headings given to the sectionizer at once; its pruning is quadratic
_LEAD = re.compile(
    r"[ \t]*(?:[#>*\-•●▪■◆=_~<]+[ \t]*)?(?:\(?(?:\d{1,2}|[IVX]{1,4}|[A-Ha-h](?=[.)][ \t]+[A-Z]))[.)][ \t]+)?[*_\[\"“]*"
)
_CLOSE = r"[ \t]*(?:\([^()\n]*\))?[*_=~#\]>\"” \t]*"
_TITLE = re.compile(rf"[A-Za-z][^:\n\t]{{0,80}}?(?={_CLOSE}(?::|(?:;|\.\.\.?|…)?(?:\n|\t|$)|[ \t][-–—]+[ \t]|--))")
_TAIL = re.compile(rf"{_CLOSE}(?::[*_]*|[-–—]+|;|\.\.\.?|…)?")
_INLINE = re.compile(r"[.;!?][ \t]+([A-Z][A-Za-z/&, ]{0,40}?)[ \t]*:")
# Columns in a line: "PMH: gout   PSH: appendectomy", "CC: cough<tab>HPI: gout".
_COLUMN = re.compile(r"(?<=[^\s.;!?:])(?:\t[ \t]*| {2,})([A-Z][A-Za-z/& ]{0,40}?)[ \t]*:")
_SOAP = re.compile(r"^[ \t]*([SOAP])\)(?=[ \t\n])", re.MULTILINE)
_SLASH = re.compile(r"\s*/\s*")
# Sections that hold one short thing each: an unknown heading in capitals after a blank line ends them.
_NARROW = frozenset({"family_history", "social_history", "allergies", "medications", "chief_complaint"})

_NUMBERED = re.compile(r"\d")
_HEADING_WORDS = re.compile(r"\b(?:history|hx|fh|sh|fhx|shx|habits|allergies|medications|meds|complaint|reason)\b")

# Words around the name of a section, and its parts: "ED Clinical Impression", "Plan by problem", "Labs and Imaging".
_AROUND = re.compile(
    r"^(?:(?:patient|pt|current|ed|er|inpatient|outpatient|clinical|brief|updated|pertinent|relevant|my|overall|physician"
    r"|provider|today's|problem[ -](?:based|oriented|focused))\s+)+"
    r"|\s+(?:#?\d{1,2}|by problem|by system|continued|cont(?:'d)?|for (?:today|this visit)|today|this visit|section"
    r"|details)$"
)
_PARTS = re.compile(r"\s*(?:/|\+|,|\band\b)\s*")
# "Problem 1" is one of the assessment, "overall status" and "current condition" a remark there.
_TOO_COMMON = frozenset({"problem_list", "disposition", "comment", "administrative", "follow_up", "nursing"})
_CONCLUDING = ("diagnoses", "assessment", "impression")  # of a name with several parts these tell

# These speak for one paragraph: what follows a blank line is narrative again.
_ONE_PARAGRAPH = frozenset({"differential", "working_diagnoses"})
# Assessments go through the problems one by one, each with its labels ("Medical treatment:", "Patient education:").
_BY_PROBLEM = frozenset({"assessment", "assessment_plan", "impression"})
_NEXT_PROBLEM = re.compile(r"#|\(?\d{1,2}[.)]\s")
_BULLET = re.compile(r"[-*•>]")
_PARAGRAPH = re.compile(r"\s*\S.*?(?=\n[ \t]*\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """A possible heading: where it stands, its words in lower case, and how it was recognised."""

    title: Span
    words: str
    manner: str  # "line", "item", "inline", "bare" or "capitals" (unknown heading after a blank line)


class SectionReader:
    """Finds headings by their place and lets medspaCy's sectionizer name them."""

    def __init__(self, language: Language, sectionizer: Sectionizer, path: Path) -> None:
        rows = json.loads(path.read_text(encoding="utf-8"))["section_rules"]
        self._language, self._sectionizer = language, sectionizer
        self._categories: dict[str, str] = {}  # of headings met before; "" for what is none
        self._rules: dict[str, str] = {r["literal"]: r["category"] for r in rows}
        self._inline = frozenset(r["literal"] for r in rows if r.get("metadata", {}).get("inline"))
        bare = sorted((r["literal"] for r in rows if r.get("metadata", {}).get("bare")), key=len, reverse=True)
        self._bare = re.compile(rf"({'|'.join(map(re.escape, bare))})(?=[ \t]+\S)", re.IGNORECASE) if bare else None

    def sections(self, text: str) -> tuple[Section, ...]:
        """Return the sections in order; text before the first heading gets the category ""."""
        found = list(self._headings(text))
        if "\nA)" in text and "\nP)" in text:
            found = sorted([*found, *_soap_letters(text)], key=lambda h: h.title)
        named = self._named([h for h in found if h.manner != "capitals"])
        named = [(h, c) for h, c in named if not _is_list_item(h, c)]
        starts = [h.title.start for h, _ in named]
        opened = frozenset(starts)
        closers = [h for h in found if h.manner == "capitals" and h.title.start not in opened]
        for closer in closers:
            before = bisect_right(starts, closer.title.start) - 1
            if before >= 0 and named[before][1] in _NARROW:
                named.insert(before + 1, (closer, "other"))
                starts.insert(before + 1, closer.title.start)
        return tuple(_bodies(text, named))

    def _headings(self, text: str) -> Iterator[_Heading]:
        """Yield possible headings in order of their place."""
        at, blank_before = 0, True
        for line in text.split("\n"):
            yield from self._line_headings(text, at, at + len(line), blank_before=blank_before)
            blank_before = not line.strip()
            at += len(line) + 1

    def _line_headings(self, text: str, start: int, end: int, *, blank_before: bool) -> Iterator[_Heading]:
        """Yield the possible headings of one line."""
        lead = _LEAD.match(text, start, end)
        begin = lead.end() if lead else start
        title = _TITLE.match(text, begin, min(end, begin + _LONGEST_TITLE + 2) if end - begin > _LONGEST_TITLE else end)
        if title:
            tail = _TAIL.match(text, title.end(), end)
            span = Span(
                start=start + len(text[start:begin]) - len(text[start:begin].lstrip()),
                end=tail.end() if tail else title.end(),
            )
            words = _plain(title.group())
            is_sentence = title.group().rstrip().endswith(".") and not title.group().isupper()
            if not is_sentence and (len(words) > 1 or title.group().isupper()):  # "A:" is a heading, "a:" an item
                manner = "item" if _NUMBERED.search(text, start, begin) else "line"
                yield _Heading(title=span, words=words, manner=manner)
            if blank_before and title.group().isupper() and len(words) >= 5 and text[span.end - 1 : span.end] == ":":
                yield _Heading(title=span, words=words, manner="capitals")
        bare = self._bare.match(text, begin, end) if self._bare else None
        if bare and not (title and (title.end() == bare.end() or _plain(title.group()) in self._rules)):
            yield _Heading(title=Span(start=begin, end=bare.end()), words=_plain(bare.group()), manner="bare")
        if text.find(":", begin, end) >= 0:
            yield from self._inner_headings(text, begin, end)

    def _inner_headings(self, text: str, start: int, end: int) -> Iterator[_Heading]:
        """Yield headings in mid-line: listed ones behind a sentence, any known one in a column of its own."""
        found: list[tuple[re.Match[str], Container[str]]] = [
            (m, self._inline) for m in _INLINE.finditer(text, start, end)
        ]
        if text.find("  ", start, end) >= 0 or text.find("\t", start, end) >= 0:
            found = sorted([*found, *((m, self._rules) for m in _COLUMN.finditer(text, start, end))], key=_place)
        for match, known in found:
            words = _plain(match.group(1))
            if words in known:
                yield _Heading(title=Span(start=match.start(1), end=match.end()), words=words, manner="inline")

    def _named(self, headings: Sequence[_Heading]) -> list[tuple[_Heading, str]]:
        """Return the headings that the sectionizer knows, with their categories."""
        if len(self._categories) > _MOST_KNOWN:
            self._categories.clear()
        self._learn([words for words in dict.fromkeys(h.words for h in headings) if words not in self._categories])
        return [(heading, category) for heading in headings if (category := self._categories[heading.words])]

    def _learn(self, unknown: Sequence[str]) -> None:
        """Ask the sectionizer what new headings open; notes repeat theirs, and each stands on a line of its own."""
        for first in range(0, len(unknown), _BATCH):
            batch = unknown[first : first + _BATCH]
            starts = [0, *accumulate(len(words) + 1 for words in batch)]
            self._categories.update(dict.fromkeys(batch, ""))
            doc = self._sectionizer(self._language.make_doc("\n".join(batch)))
            for section in doc._.sections:
                if section.category:
                    begin = doc[section.title_start].idx
                    self._categories[batch[bisect_right(starts, begin) - 1]] = section.category
            for words in batch:
                if not self._categories[words]:
                    self._categories[words] = self._composed(words)

    def _composed(self, words: str) -> str:
        """Return what a heading opens that no rule names as a whole: its core, or the most telling of its parts."""
        core = _AROUND.sub("", words)
        if known := self._part(core):
            return "" if known in _TOO_COMMON else known
        kind = " history" if core.endswith(" history") else ""
        parts = [(kind and self._part(part + kind)) or self._part(part) for part in _PARTS.split(core)]
        if len(parts) < 2 or not all(parts):
            return ""
        if "plan" in parts and parts[0] in (*_CONCLUDING, "hospital_course"):
            return "assessment_plan"
        return next((p for p in parts if p in ("assessment_plan", *_CONCLUDING)), parts[0])

    def _part(self, name: str) -> str:
        """Return what a name opens, in the plural too."""
        core = _AROUND.sub("", name)
        return self._rules.get(core) or self._rules.get(core.removesuffix("s") if len(core) > 4 else core, "")


def _place(found: tuple[re.Match[str], Container[str]]) -> int:
    """Return where a possible heading begins."""
    return found[0].start()


def _soap_letters(text: str) -> Iterator[_Heading]:
    """Yield the letters of a note in the form "S) … O) … A) … P) …"."""
    found = list(_SOAP.finditer(text))
    if {m.group(1) for m in found} >= {"O", "A", "P"}:
        for match in found:
            span = Span(start=match.start(1), end=match.end())
            yield _Heading(title=span, words=match.group(1).lower(), manner="line")


def _is_list_item(heading: _Heading, category: str) -> bool:
    """Tell a numbered diagnosis from a numbered heading: "5) tobacco - 1 ppd" opens no social history."""
    return heading.manner == "item" and category in _NARROW and not _HEADING_WORDS.search(heading.words)


def _plain(title: str) -> str:
    """Return the title as rules write it: lower case, single blanks, "and" for "&"."""
    words = title.replace("&", " and ").replace("’", "'").lower()
    if "/" in words:
        words = _SLASH.sub("/", words)
    return " ".join(words.split()).strip(" .*_-")


def _bodies(text: str, named: Sequence[tuple[_Heading, str]]) -> Iterator[Section]:
    """Yield each section with what stands under its heading."""
    first = named[0][0].title.start if named else len(text)
    if text[:first].strip():
        yield Section(category="", title=Span(start=0, end=0), body=Span(start=0, end=first))
    above: tuple[_Heading, str] | None = None  # the assessment whose problems are gone through
    often = Counter(heading.words for heading, _ in named)
    for index, (heading, category) in enumerate(named):
        end = named[index + 1][0].title.start if index + 1 < len(named) else len(text)
        body = Span(start=heading.title.end, end=max(heading.title.end, end))
        is_label = (
            above is not None
            and category not in _BY_PROBLEM
            and (often[heading.words] > 1 or _is_label(text, heading, above[0]))
        )
        if is_label:
            until = _end_of_label(text, heading, body)
        else:
            above = (heading, category) if category in _BY_PROBLEM else None
            paragraph = _PARAGRAPH.match(text, body.start, body.end) if category in _ONE_PARAGRAPH else None
            until = paragraph.end() if paragraph else body.end
        yield Section(category=category, title=heading.title, body=Span(start=body.start, end=until))
        if text[until : body.end].strip():
            after = above[1] if is_label and above else "other"
            yield Section(category=after, title=Span(start=until, end=until), body=Span(start=until, end=body.end))


def _is_label(text: str, heading: _Heading, above: _Heading) -> bool:
    """Tell a label within one problem ("- Patient education: …") from a heading that ends the assessment."""
    if heading.manner in ("inline", "item"):
        return False
    if _BULLET.match(text, heading.title.start) or _indent(text, heading) > _indent(text, above):
        return True
    title, upper = text[heading.title.start : heading.title.end], text[above.title.start : above.title.end]
    has_words = bool(text[heading.title.end : _line_end(text, heading.title.end)].strip())
    return has_words and upper.isupper() and not title.isupper() and len(heading.words) > 1


def _end_of_label(text: str, heading: _Heading, body: Span) -> int:
    """Return where a label's text ends: before a blank line, the next problem, or a line that stands further out."""
    own, is_item = _indent(text, heading), bool(_BULLET.match(text, heading.title.start))
    is_margin = own == 0 and not is_item
    at = _line_end(text, body.start) + 1
    while at < body.end:
        stop = _line_end(text, at)
        line = text[at:stop]
        words = line.lstrip()
        further_out = len(line) - len(words) < own + (is_item or not _BULLET.match(words))
        if not words or _NEXT_PROBLEM.match(words) or (further_out and not is_margin):
            return at
        at = stop + 1
    return body.end


def _indent(text: str, heading: _Heading) -> int:
    """Return how far a heading is moved in; a bullet stands in its title."""
    return heading.title.start - text.rfind("\n", 0, heading.title.start) - 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
