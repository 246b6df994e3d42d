# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What surrounds a mention: the words near it, in its sentence and in the note, and which of them are denied."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Set
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from nlp.coding.columns import Columns
from nlp.coding.denials import Denials
from nlp.coding.draft import MentionPolicy, Role
from nlp.coding.knowledge import Knowledge
from nlp.coding.patient import (
    Patient,
    episode,
    has_dated_pregnancy,
    is_entered_in_error,
    is_pregnant,
    named_trimester,
    read_patient,
    weeks_of_gestation,
)
from nlp.coding.problems import detail_after, problem_start
from nlp.coding.resolve import Resolver
from nlp.coding.sides import BOTH, Sides, named_eyes
from nlp.coding.spine import levels
from nlp.coding.surroundings import Surroundings
from nlp.domain.case import Analysis, Assertion, Encounter, Mention, Setting
from nlp.domain.terms import Word
from nlp.domain.text import Note, Span

_BEFORE, _AFTER = 32, 60  # code points; measured: 22 to 45 is best
_STOP = re.compile(r"[;\n•*]|\.\s|\s[-–]\s")
_SIDED = BOTH | {"dominant", "nondominant"}


class _Said(NamedTuple):
    """What a sentence says: its meanings, its denied words, and where those stand."""

    meanings: frozenset[str]
    denied: frozenset[str]
    places: frozenset[int]


_UNCONCLUDED = (Role.COURSE, Role.PLAN, Role.ADMITTED)  # tell the diagnoses where nothing is concluded or assessed


class Context:
    """One note with everything that coding asks about it; lives as long as one call."""

    def __init__(
        self,
        note: Note,
        analysis: Analysis,
        encounter: Encounter,
        resolver: Resolver,
        knowledge: Knowledge,
        policy: MentionPolicy,
    ) -> None:
        self.note, self.analysis, self.encounter = note, analysis, encounter
        self.book, self.resolver = resolver.book, resolver
        self.knowledge, self.policy = knowledge, policy
        self.columns = Columns(note.text)
        self.words = self.columns.words
        self._sentence_starts = [s.start for s in analysis.sentences]
        self._section_starts = [s.title.start for s in analysis.sections]
        # What a sentence says is asked for each of its mentions, and for each code that a mention means.
        self._roles: dict[str, Role] = {}
        self._said: dict[tuple[int, int], _Said] = {}
        self._visits: dict[tuple[int, int], frozenset[str]] = {}
        self._added: dict[int, frozenset[str]] = {}
        self._around: dict[tuple[int, int, int], Surroundings] = {}
        self._clauses: dict[tuple[int, int, int], Span] = {}

    @cached_property
    def patient(self) -> Patient:
        """Age and sex, from the encounter or else from the note."""
        return read_patient(self.note.text, self.encounter)

    @property
    def sex(self) -> str | None:
        """The patient's sex where known."""
        return self.patient.sex

    @property
    def age(self) -> int | None:
        """The patient's age in years where known."""
        return self.patient.age

    @cached_property
    def is_pregnant(self) -> bool:
        """Tell whether the note says that the patient is pregnant."""
        if is_pregnant(self.lower, self.knowledge.phrases):
            return self.sex != "male"
        may_be = self.sex != "male" and self.age != 0
        return may_be and has_dated_pregnancy(self.lower, self.analysis, self.book, self.knowledge.phrases)

    def visit(self, sentence: Span) -> frozenset[str]:
        """Words that say which episode of care this is ("subsequent", "sequela"): I.C.19.a."""
        if self.encounter.setting is not Setting.OUTPATIENT:
            return frozenset()
        key = (sentence.start, sentence.end)
        known = self._visits.get(key)
        if known is None:
            told = f"{self.lower[:300]} {self.lower[sentence.start : sentence.end]}"
            known = self._visits[key] = episode(told, self.knowledge.phrases)
        return known

    @cached_property
    def lower(self) -> str:
        """The text in lower case."""
        return self.note.text.lower()

    @cached_property
    def keys(self) -> str:
        """The normal words of the whole note, each between blanks."""
        return f" {' '.join(filter(None, self.columns.normals))} "

    def says(self, key: str) -> bool:
        """Tell whether the note holds a run of normal words."""
        return key.partition(" ")[0] in self.columns.meanings and f" {key} " in self.keys

    def role_of(self, section: str) -> Role:
        """Return what may be coded from a section of that category."""
        known = self._roles.get(section)
        if known is None:
            known = self._roles[section] = self._read_role(section)
        return known

    def _read_role(self, section: str) -> Role:
        if self.policy is MentionPolicy.EVERY_MENTION:
            return Role.WHOLE
        if self.is_void:
            return Role.NEVER
        role = self.knowledge.roles.get(section, Role.SUPPORT)
        if role in (Role.CONCLUDED, Role.ASSESSED, *_UNCONCLUDED):
            return Role.ASSESSED if role in self._telling else Role.SUPPORT
        if role in (Role.FAMILY, Role.NEVER, Role.STATUS):
            return role
        return role if self._telling else Role.WHOLE

    @cached_property
    def _telling(self) -> frozenset[Role]:
        """The kinds of sections that tell the diagnoses of this note, from those that name any condition."""
        found = self._found_in
        if Role.CONCLUDED in found and self.encounter.setting is not Setting.OUTPATIENT:
            return frozenset([Role.CONCLUDED])  # the thinking of the stay ends in the listed diagnoses
        if found & {Role.CONCLUDED, Role.ASSESSED}:
            return frozenset([Role.CONCLUDED, Role.ASSESSED])
        return frozenset(_UNCONCLUDED) if found & set(_UNCONCLUDED) else frozenset()

    def is_planned(self, section: str) -> bool:
        """Tell whether the section is a plan."""
        return self.knowledge.roles.get(section) is Role.PLAN

    @cached_property
    def _found_in(self) -> frozenset[Role]:
        """The kinds of sections that name conditions of the patient."""
        stated = (Assertion.AFFIRMED, Assertion.UNCERTAIN, Assertion.HISTORICAL)
        roles = (self.knowledge.roles.get(m.section) for m in self.analysis.mentions if m.assertion in stated)
        return frozenset(role for role in roles if role is not None)

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that stand wholly inside the stretch."""
        return self.columns.between(start, end)

    def written(self, table: Mapping[str, object] | Set[str]) -> list[Word]:
        """Return the words of the note that a table holds in lower case."""
        return self.columns.written(table)

    @cached_property
    def sides(self) -> Sides:
        """The sides that the note names."""
        return Sides(self.columns, self.lower)

    @cached_property
    def _denials(self) -> Denials:
        return Denials(self.columns, self.lower)

    @cached_property
    def eyes(self) -> frozenset[str]:
        """The eyes that the note names."""
        return named_eyes(self.words)

    @cached_property
    def _telling_words(self) -> list[int]:
        """The numbers of the words that mean more than themselves: sides, numbers and what implies another word."""
        implied = self.knowledge.implied
        # Few words hold anything but letters; only those are asked whether they are numbered.
        telling = [
            number
            for number, word in enumerate(self.columns.normals)
            if word in implied or (not word.isalpha() and _is_numbered(word))
        ]
        at_levels = [bisect_left(self.columns.starts, start) for start in self.levels]
        return sorted({*telling, *at_levels, *self.sides.numbers})

    def clause(self, mention: Mention) -> Span:
        """Return the stretch around a mention within which an adjective belongs to it."""
        key = (mention.span.start, mention.span.end, mention.sentence.start)
        known = self._clauses.get(key)
        if known is None:
            known = self._clauses[key] = self._read_clause(mention)
        return known

    def _read_clause(self, mention: Mention) -> Span:
        low = max(mention.sentence.start, mention.span.start - _BEFORE)
        high = min(max(mention.sentence.end, mention.span.end), mention.span.end + _AFTER)
        before, after = self.note.text[low : mention.span.start], self.note.text[mention.span.end : high]
        for stop in _STOP.finditer(before):
            low = mention.span.start - len(before) + stop.end()
        stop = _STOP.search(after)
        return Span(start=low, end=mention.span.end + stop.start() if stop else high)

    def surroundings(self, mention: Mention) -> Surroundings:
        """Return the words around a mention."""
        key = (mention.span.start, mention.span.end, mention.sentence.start)
        known = self._around.get(key)
        if known is None:
            known = self._around[key] = self._read_around(mention)
        return known

    def _read_around(self, mention: Mention) -> Surroundings:
        clause, said = self.clause(mention), self._said_in(mention.sentence)
        near = said.meanings
        if clause != mention.sentence:
            near = self._meanings(*self.columns.numbers(clause.start, clause.end), said.places)
        first, last = self.columns.numbers(mention.span.start, mention.span.end)
        term = frozenset(self.columns.normals[first:last])
        detail = self._detail_of(mention)
        near = near | detail if detail else near
        sentence, sides, own = said.meanings, self.sides.beside(*term), self.sides.own(mention.span)
        if own:
            own_words = own | self._about_patient(set(own))
            near, sentence, sides = near - _SIDED | own_words, sentence - _SIDED | own_words, own
        elif not sides and not sentence & BOTH:
            sides = self._side_of_problem(mention) or self._side_of_site(term)
        everything = near | sentence | sides
        return Surroundings(near=near, sentence=sentence, denied=said.denied, sides=sides, all=everything, term=term)

    def _detail_of(self, mention: Mention) -> frozenset[str]:
        """Return the words of a fragment that tells the kind of the disease heading its line."""
        detail = detail_after(self.lower, mention.span, self.knowledge.phrases)
        if detail is None:
            return frozenset()
        first, last = self.columns.numbers(detail.start, detail.end)
        if not last - first <= 6 or self.mentioned.intersection(self.columns.starts[first:last]):
            return frozenset()
        return self._meanings(first, last, self._denials.among(first, last, detail.end))

    def _side_of_problem(self, mention: Mention) -> frozenset[str]:
        """Return the one side that the problem's lines before a mention name ("Left shoulder pain. … tendinopathy")."""
        if self.role_of(mention.section) is not Role.ASSESSED:
            return frozenset()
        end = mention.span.start
        first, last = self.columns.numbers(problem_start(self.note.text, end), end)
        named = set(self.sides.named[first:last]) - {""}
        return frozenset(named) if len(named) == 1 else frozenset()

    def _side_of_site(self, term: frozenset[str]) -> frozenset[str]:
        """Return the one side at which the note names the joint or organ that a term belongs to (meniscus: knee)."""
        sites = {site for word in term for site in self.knowledge.sided.get(word, ())}
        named = self.sides.beside(*sites) if sites else frozenset[str]()
        return named if len(named) == 1 else frozenset()

    def _said_in(self, sentence: Span) -> _Said:
        key = (sentence.start, sentence.end)
        known = self._said.get(key)
        if known is None:
            known = self._said[key] = self._read_said(sentence)
        return known

    def _read_said(self, sentence: Span) -> _Said:
        first, last = self.columns.numbers(sentence.start, sentence.end)
        places, denied = self._denials.among(first, last, sentence.end), frozenset[str]()
        if places:
            starts, normals = self.columns.starts, self.columns.normals
            denied = frozenset([normals[number] for number in range(first, last) if starts[number] in places])
        return _Said(meanings=self._meanings(first, last, places), denied=denied, places=places)

    def _meanings(self, first: int, last: int, denied: frozenset[int]) -> frozenset[str]:
        """Return normal words, what they imply, pairs with a number ("stage 3a"), and sides written R and L."""
        telling = self._telling_words
        telling = telling[bisect_left(telling, first) : bisect_left(telling, last)]
        result = set(self.columns.normals[first:last])
        if denied:
            starts, normals = self.columns.starts, self.columns.normals
            result = {normals[number] for number in range(first, last) if starts[number] not in denied}
            telling = [number for number in telling if starts[number] not in denied]
        for number in telling:
            result |= self._adds(number)
            if _is_numbered(self.columns.normals[number]):
                result |= self._counted(number, first, denied)
        if {"right", "left"} <= result:
            result.add("bilateral")
        return self._about_patient(result).union(result)

    @cached_property
    def levels(self) -> dict[int, frozenset[str]]:
        """The words for regions of the spine, by where a level is written."""
        return levels(self.note.text)

    def _adds(self, number: int) -> frozenset[str]:
        """Return what a word says besides itself: words of titles, the side, regions of the spine."""
        known = self._added.get(number)
        if known is None:
            side, none = self.sides.named[number], frozenset[str]()
            implied = self.knowledge.implied.get(self.columns.normals[number], none)
            region = self.levels.get(self.columns.starts[number], none) if self.levels else none
            known = self._added[number] = implied.union(region, [side] if side else ())
        return known

    def _counted(self, number: int, first: int, denied: frozenset[int]) -> frozenset[str]:
        """Return a number with the word before it; nothing where the stretch or a denial stands between."""
        normals, starts = self.columns.normals, self.columns.starts
        for before in range(number - 1, first - 1, -1):
            if starts[before] in denied:
                break
            if normals[before]:
                return frozenset([f"{normals[before]} {normals[number]}"])
        return frozenset()

    def _about_patient(self, said: set[str]) -> frozenset[str]:
        """Return words that titles take from the patient: sex, trimester, dominance of the side (I.C.6.a)."""
        sides = said & {"right", "left"}
        if not sides:
            return self._known
        return self._known | {"dominant" if side == self.hand else "nondominant" for side in sides}

    @cached_property
    def _known(self) -> frozenset[str]:
        known = {self.sex or "female"}
        if self.is_pregnant:
            known |= {"pregnancy", f"{self.trimester}trimester"}
        return frozenset(known)

    @cached_property
    def hand(self) -> str:
        """The dominant hand; right unless the note says otherwise (I.C.6.a)."""
        return "left" if re.search(r"\bleft[- ]hand(?:ed\b|[- ]domina)", self.lower) else "right"

    @cached_property
    def weeks(self) -> int | None:
        """Completed weeks of the pregnancy where the note gives them."""
        return weeks_of_gestation(self.lower) if self.is_pregnant else None

    @property
    def trimester(self) -> str:
        """The trimester the weeks fall in (chapter 15 note: first below 14 weeks, second below 28), as named, or ""."""
        if self.weeks is None:
            return named_trimester(self.lower) if self.is_pregnant else ""
        return "first" if self.weeks < 14 else "second" if self.weeks < 28 else "third"

    def mention_of(self, start: int, end: int) -> Mention:
        """Return a mention for words that a rule found itself."""
        place = bisect_right(self._section_starts, start) - 1
        section = self.analysis.sections[place].category if place >= 0 else ""
        number = max(0, bisect_right(self._sentence_starts, start) - 1)
        sentences = self.analysis.sentences
        sentence = sentences[number] if sentences else Span(start=0, end=len(self.note.text))
        return Mention(span=Span(start=start, end=end), term="", section=section, sentence=sentence)

    def denied_in(self, sentence: Span) -> frozenset[int]:
        """Return where the words of a sentence stand that a denial reaches."""
        return self._said_in(sentence).places

    @cached_property
    def mentioned(self) -> frozenset[int]:
        """Where the words stand that belong to a term of their own."""
        starts, numbers = self.columns.starts, self.columns.numbers
        terms = [m.span for m in self.analysis.mentions if not m.term.startswith("pattern:")]
        return frozenset(chain.from_iterable([starts[slice(*numbers(span.start, span.end))] for span in terms]))

    @cached_property
    def free_words(self) -> list[str]:
        """The normal words of the note, "" for sides and for words of a term of their own."""
        columns, taken = self.columns, self.mentioned
        free = ["" if start in taken else normal for start, normal in zip(columns.starts, columns.normals, strict=True)]
        for number in self.sides.numbers:
            free[number] = ""
        return free

    @cached_property
    def is_void(self) -> bool:
        """Tell whether the note declares itself to be an error: nothing in it was found in this patient."""
        return is_entered_in_error(self.lower, self.knowledge.phrases)


@lru_cache(maxsize=16384)
def _is_numbered(normal: str) -> bool:
    """Tell whether a word holds a number: "3a", "2"."""
    return not normal.isalpha() and any(c.isdigit() for c in normal)
