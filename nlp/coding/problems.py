# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Problems as an assessment lays them out: where one begins, and which words are its heading."""

from __future__ import annotations

import re

from nlp.coding.phrases import Phrases
from nlp.domain.text import Span

_PROBLEM = re.compile(r"\n[ \t]*\n|(?:^|\n)[ \t]*(?:#|\(?\d{1,2}[.)][ \t]|[-*•][ \t](?![^\n:]{3,40}:))")
_PROBLEM_LENGTH = 500  # code points; what stands farther off belongs to another problem
_LINE_LEAD = re.compile(
    r"^[ \t]*(?:[-*•#>]+[ \t]*)?(?:\(?\d{1,2}[.)][ \t]*)?(?:re|for|regarding):?[ \t]*|^[ \t]*[-*•#>\d.) ]+"
)
_LINE_HEAD = re.compile(r"(?:[ ,(]+[\w'%/-]+\)?){0,4}[ \t]*(?:[.:;\n]|[-–—]|$)")
_DETAIL = re.compile(r"(?:\.|:)[ \t]+([a-z0-9][\w,/ -]{2,45}?)(?:\.(?!\d)|;|\n|$)")

_DOING = "{done about a disease}"


def problem_start(text: str, end: int) -> int:
    """Return where the problem begins in which a place stands; the place itself where no beginning is near."""
    start = end
    for found in _PROBLEM.finditer(text, max(0, end - _PROBLEM_LENGTH), end):
        start = found.end()
    return start


def heads_line(lower: str, span: Span, phrases: Phrases) -> bool:
    """Tell whether words are the heading of their line: "Lumbar strain. I recommend …", "- Depression: …"."""
    start = lower.rfind("\n", 0, span.start) + 1
    before = _LINE_LEAD.sub("", lower[start : span.start]).split()
    rest = _LINE_HEAD.match(lower, span.end)
    return len(before) <= 2 and rest is not None and not phrases.words(_DOING).intersection(before)


def detail_after(lower: str, span: Span, phrases: Phrases) -> Span | None:
    """Return the short fragment behind a heading that tells its kind: "Asthma. Moderate persistent. Continue …"."""
    found = _DETAIL.match(lower, span.end)
    if found is None or not heads_line(lower, span, phrases) or phrases.words(_DOING).intersection(found[1].split()):
        return None
    return Span(start=found.start(1), end=found.end(1))
