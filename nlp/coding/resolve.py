# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""From what a term means to the most specific code the documentation supports (guidelines I.B.2, I.B.13, I.B.18)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from nlp.coding.flips import Completion, completions
from nlp.coding.seventh import SEVERE_OPEN, choose_seventh, padded, seventh_words
from nlp.coding.surroundings import Surroundings
from nlp.coding.titles import Demands, demands, title_words
from nlp.domain.case import Step
from nlp.domain.codes import Candidate, CodeBook, CodeEntry, Instruction, InstructionKind

# Adjectives that belong to the noun beside them; further away they describe something else.
_CLOSE_ONLY_TEXT = """
    acute chronic subacute mild moderate severe recurrent persistent intermittent remission partial full early
    late open nondisplaced bilateral right left secondary tertiary type active inactive sustained
    major minor complete incomplete total traumatic drug alcohol postprocedural intraoperative congenital
    neonatal puerperal juvenile malignant first second third atypical hemorrhage obstruction perforation
    gangrene coma
"""
_CLOSE_ONLY = frozenset(_CLOSE_ONLY_TEXT.split())
_EITHER = frozenset(["subluxation", "dislocation"])  # "subluxation and dislocation of shoulder joint"
_PLAIN = re.compile(r"uncomplicated|asymptomatic", re.IGNORECASE)
_OPEN_WHETHER = re.compile(r"unspecified whether.*$")  # "… descended or undescended" leaves both open
_OPEN_PLACES = frozenset(["unspecified", "part", "site", ""])
_MOST_LEAVES = 900
_SIDES = frozenset(["right", "left", "bilateral"])
_ALWAYS_ASKED = _EITHER | SEVERE_OPEN | _SIDES | {"subsequent", "sequela"}
_SIDED_APART = "H54"  # loss of vision: the side alone leads to another subcategory, as in the Index
_STEM = 5  # letters by which "depression" and "depressive" are the same
_KEPT = 4096  # codes about which answers are remembered
_PAIRS = 16384  # pairs of words about which answers are remembered
_CURATED = 3  # priorities below are meanings that somebody or the book names, not looser forms of titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A code, how it was reached and what would have made it more specific."""

    code: str
    title: str
    steps: tuple[Step, ...]
    flags: tuple[str, ...]


class _Index(NamedTuple):
    """Places of leaves by a word that their titles want, and of those that want none."""

    by_word: dict[str, list[int]]
    wordless: list[int]


class _Scored(NamedTuple):
    entry: CodeEntry
    score: float
    reasons: tuple[str, ...]


class Resolver:
    """Chooses among the descendants of a code; remembers them, since the book does not change."""

    def __init__(self, book: CodeBook) -> None:
        self.book = book
        self.leaves = lru_cache(_KEPT)(self._read_leaves)
        self.notes = lru_cache(_KEPT)(self._read_notes)
        self.settled = lru_cache(_KEPT)(self._read_settled)
        self.joined = lru_cache(_PAIRS)(self._read_joined)
        self._continues = lru_cache(_KEPT)(self._read_continues)
        self._asked = lru_cache(_KEPT)(self._read_asked)
        self._resolved = lru_cache(_KEPT)(self._read_resolved)
        self.is_general = lru_cache(_KEPT)(self._read_general)
        self._titled = lru_cache(_KEPT)(self._read_titled)
        self._indexed = lru_cache(_KEPT)(self._read_index)
        self._shared = lru_cache(_KEPT)(self._read_shared)
        self.completions = lru_cache(_KEPT)(self._read_completions)

    def resolve(
        self, code: str, term: frozenset[str], around: Surroundings, visit: Callable[[], frozenset[str]]
    ) -> Resolved | None:
        """Return the supported code beneath `code`, or None where the book does not know it.

        `visit` tells the words of the episode of care; it is asked only where a 7th character depends on them.
        """
        asked = self._asked(code)
        if asked is None:
            return None
        words, has_seventh = asked
        near, sentence, denied, sides, everything, own = around
        # Answers are remembered by the words that the family asks for: notes say the same few of them again and again.
        told = Surroundings(near & words, sentence & words, denied & words, sides, everything & words, own & words)
        return self._resolved(code, term & words, told, visit() if has_seventh else frozenset[str]())

    def _read_asked(self, code: str) -> tuple[frozenset[str], bool] | None:
        """Return every word that may count in a family, and whether it has 7th characters; None for no code."""
        root = self.book.entry(code)
        if root is None:
            return None
        titled = [(root, demands(root.title)), *self._titled(code)]
        if any(_may_reopen(leaf) for leaf, _ in titled):
            titled += self._titled(code[:3])
        tables = {self.book.seventh_characters(leaf.code) for leaf, _ in titled} - {()}
        meanings = {character.meaning for table in tables for character in table}
        words = _ALWAYS_ASKED.union(*(title.wanted | title.excluded | title.opened for _, title in titled))
        return words.union(meanings, *map(seventh_words, meanings)), bool(tables)

    def _read_resolved(
        self, code: str, term: frozenset[str], around: Surroundings, visit: frozenset[str]
    ) -> Resolved | None:
        root = self.book.entry(code)
        if root is None:
            return None
        title = demands(root.title)
        known = _settled_alternatives(term | title.wanted | title.opened | self._shared(code), term, title.wanted)
        best = self._choose(code, known, around)
        if best is not None:
            best = self._reopened(best, known, around)
        if best is None:
            flags = () if root.billable else ("Needs more detail",)
            return Resolved(code=root.code, title=root.title, steps=(), flags=flags)
        return self._with_seventh(best, root, around, visit)

    def _read_settled(self, code: str) -> Resolved | None:
        """Return the answer for a code that no words around it can change, None where words count."""
        root = self.book.entry(code)
        if root is None or self.leaves(code) != (root,) or self.book.seventh_characters(root.code):
            return None
        if _may_reopen(root):
            return None
        flags = ("Unspecified",) if demands(root.title).unspecified else ()
        return Resolved(code=root.code, title=root.title, steps=(), flags=flags)

    def _reopened(self, best: _Scored, known: frozenset[str], around: Surroundings) -> _Scored:
        """Leave an unspecified code for a sibling that the words support: "depression, moderate, recurrent"."""
        entry = best.entry
        if not _may_reopen(entry):
            return best
        allowed, lacking = known | around.all, demands(entry.title).wanted - known
        fitting = [
            (leaf, title)
            for leaf, title in self._fitting(entry.code[:3], allowed)
            if lacking <= title.wanted
            and not title.is_other
            and _says_more(leaf, title, entry, known, around.term)
            and not self._is_another(title, entry, known)
        ]
        if not fitting:
            return best
        close = around._replace(sentence=frozenset())
        better = [s for s in (_score(leaf, title, known, close) for leaf, title in fitting) if s is not None]
        # An ulcer keeps its site: a calf stays a calf.
        said = title_words(entry.title) - _OPEN_PLACES if entry.code.startswith("L") else frozenset[str]()
        return max(
            better,
            key=lambda s: (said <= title_words(s.entry.title), s.score, s.entry.code == entry.code),
            default=best,
        )

    def _is_another(self, title: Demands, entry: CodeEntry, known: frozenset[str]) -> bool:
        """Tell whether a sibling names a disease of its own: beside low back pain, sciatica is one."""
        own = demands(entry.title).wanted
        return bool(own) and not title.wanted & own and any(word in self.book.terms for word in title.wanted - known)

    def _read_joined(self, words: str, head: str) -> tuple[Candidate, ...]:
        """Return what a head word means together with words beside it, in each order in which the book names them."""
        goes_on, stored = self._continues(head), self.book.terms
        keys = [f"{words} {head}"] if goes_on or self._continues(words) else []
        keys += [f"{head} {words}", f"{head} in {words}"] if goes_on else []
        known = [self.book.candidates(key) for key in keys if key in stored]
        best = [next((c for c in candidates if c.priority < _CURATED), None) for candidates in known]
        return tuple(filter(None, best))

    def _read_continues(self, words: str) -> bool:
        """Tell whether a stored term begins with these words and goes on."""
        return next(self.book.terms.iterkeys(f"{words} "), None) is not None

    def instructions(self, code: str) -> tuple[Instruction, ...]:
        """Return all notes that apply to a code; the book remembers them."""
        return self.book.instructions(code)

    def _read_general(self, code: str) -> bool:
        """Tell whether the title of a code leaves the site or kind open."""
        entry = self.book.entry(code)
        if entry is None:
            return False
        title = entry.title.lower()
        return "unspecified" in title or "not specified" in title or not entry.billable

    def _read_notes(self, code: str, kind: InstructionKind) -> tuple[Instruction, ...]:
        """Return the notes of one kind that apply to a code."""
        return tuple([note for note in self.book.instructions(code) if note.kind is kind])

    def _read_leaves(self, code: str) -> tuple[CodeEntry, ...]:
        """Return the descendants that carry a meaning of their own (7th characters are chosen apart)."""
        return tuple(self._descend(code))[:_MOST_LEAVES]

    def _read_titled(self, code: str) -> tuple[tuple[CodeEntry, Demands], ...]:
        """Return the leaves with what their titles demand."""
        return tuple([(leaf, demands(leaf.title)) for leaf in self.leaves(code)])

    def _read_index(self, code: str) -> _Index:
        """Return where the leaves stand by the rarest word of each: a note says few of the words of a long family."""
        wanted = [title.wanted for _, title in self._titled(code)]
        counts = Counter(word for words in wanted for word in words)
        by_word: dict[str, list[int]] = {}
        for place, words in enumerate(wanted):
            if words:
                by_word.setdefault(min(words, key=lambda word: (counts[word], word)), []).append(place)
        return _Index(by_word=by_word, wordless=[place for place, words in enumerate(wanted) if not words])

    def _fitting(self, code: str, allowed: frozenset[str]) -> list[tuple[CodeEntry, Demands]]:
        """Return the leaves whose titles want nothing but these words, in book order."""
        index, titled = self._indexed(code), self._titled(code)
        said = [place for word in index.by_word.keys() & allowed for place in index.by_word[word]]
        places = sorted(index.wordless + said)
        return [titled[place] for place in places if titled[place][1].wanted <= allowed]

    def _read_shared(self, code: str) -> frozenset[str]:
        """Return the words that every descendant repeats ("… upper limb"): they tell nothing apart."""
        titled = self._titled(code)
        if len(titled) < 2:
            return frozenset()
        words = [title_words(_OPEN_WHETHER.sub("", leaf.title)) for leaf, _ in titled]
        taken_away = frozenset(word for _, title in titled for word in title.excluded)
        return words[0].intersection(*words[1:]) - taken_away

    def _read_completions(self, code: str) -> tuple[Completion, ...]:
        """Return what a code leaves open; () where the book does not know it."""
        entry = self.book.entry(code)
        return () if entry is None else completions(entry, self.leaves(entry.code.split(".", maxsplit=1)[0]))

    def _descend(self, code: str) -> list[CodeEntry]:
        entry = self.book.entry(code)
        children = [c for c in self.book.children(code) if len(c.code) < 8 or not self.book.seventh_characters(c.code)]
        if not children:
            return [entry] if entry else []
        return [leaf for child in children for leaf in self._descend(child.code)]

    def _choose(self, code: str, known: frozenset[str], around: Surroundings) -> _Scored | None:
        fitting = self._fitting(code, known | around.all)
        scored = [s for s in (_score(leaf, title, known, around) for leaf, title in fitting) if s is not None]
        if not scored:
            return _plainest(self.leaves(code), known)
        return max(scored, key=lambda s: s.score)

    def _with_seventh(
        self,
        best: _Scored,
        root: CodeEntry,
        around: Surroundings,
        visit: frozenset[str],
    ) -> Resolved:
        entry, steps = best.entry, _narrowing(best, root)
        characters = self.book.seventh_characters(entry.code)
        if not characters:
            flags = ("Unspecified",) if demands(entry.title).unspecified else ()
            return Resolved(code=entry.code, title=entry.title, steps=steps, flags=flags)
        chosen = choose_seventh(characters, around, visit)
        full = padded(entry.code, chosen.character)
        line = self.book.entry(full)
        if line is None:
            return Resolved(code=entry.code, title=entry.title, steps=steps, flags=("Needs 7th character",))
        step = Step(
            statement=f"7th character {chosen.character}: {chosen.meaning}.",
            citation=f"Tabular {entry.code}, 7th character; guidelines I.A.4, I.A.5",
            code=line.code,
        )
        return Resolved(code=line.code, title=line.title, steps=(*steps, step), flags=())


def _says_more(leaf: CodeEntry, title: Demands, entry: CodeEntry, known: frozenset[str], term: frozenset[str]) -> bool:
    """Tell whether a sibling says more about the same condition; in another subcategory a side alone is no more.

    Ptosis beside an edema of the lid stays ptosis (I.B.2), a uveitis of the left eye is not yet a primary one.
    """
    unsaid = title.wanted - known
    if leaf.code[:5] == entry.code[:5]:
        return bool(unsaid)
    is_more = bool(unsaid if leaf.code.startswith(_SIDED_APART) else unsaid - _SIDES)
    return is_more and _keeps(demands(entry.title).wanted & term, leaf.title)


def _keeps(named: frozenset[str], title: str) -> bool:
    """Tell whether a title names all of these words, whatever their endings."""
    stems = {word[:_STEM] for word in title_words(title)}
    return all(word[:_STEM] in stems for word in named)


def _may_reopen(entry: CodeEntry) -> bool:
    """Tell whether a code leaves open what a sibling may say."""
    title = demands(entry.title)
    return entry.code[0] not in "STZ" and bool(title.unspecified or title.excluded or _PLAIN.search(entry.title))


def _settled_alternatives(known: frozenset[str], term: frozenset[str], wanted: frozenset[str]) -> frozenset[str]:
    """Return the known words without the one of two kinds that a family's title names but the term does not."""
    if not wanted >= _EITHER:
        return known
    return known - _EITHER | (term & _EITHER or frozenset(["dislocation"]))


def _score(leaf: CodeEntry, title: Demands, known: frozenset[str], around: Surroundings) -> _Scored | None:
    """Return how well the words support the title, or None where it demands what is not said."""
    unsaid = title.wanted - known
    total, reasons = 0.0, list[str]()
    for word in unsaid:
        weight = _support(word, around)
        if not weight:
            return None
        total += weight
        reasons.append(word)
    total -= 0.05 * title.unspecified + (3.0 if title.is_other else 0.0)
    total -= 0.1 * bool(title.opened - known - around.all)  # an unspecified elbow is no default for any place
    total += 0.3 * len(title.wanted & known & around.near & _CLOSE_ONLY)
    total += _without(title.excluded, around) + 0.01 * len(title.wanted & around.term)
    return _Scored(entry=leaf, score=total, reasons=tuple(reasons))


def _without(excluded: frozenset[str], around: Surroundings) -> float:
    """Return what "without …" is worth: denied in the note, said in the note, or not spoken of."""
    if not excluded:
        return 0.0
    if excluded & around.denied:
        return 0.2
    return -1.5 if excluded & around.near else -0.08


def _support(word: str, around: Surroundings) -> float:
    if word in around.near:
        return 1.0
    if word in ("right", "left", "bilateral"):
        return 0.4 if around.sides == frozenset([word]) else 0.0
    return 0.6 if word in around.sentence and word not in _CLOSE_ONLY else 0.0


def _plainest(leaves: tuple[CodeEntry, ...], known: frozenset[str]) -> _Scored | None:
    """Return the only leaf, or the one that leaves most open, where no title fits the words (I.B.18)."""
    if len(leaves) == 1:
        return _Scored(entry=leaves[0], score=0, reasons=())
    open_ones = [leaf for leaf in leaves if demands(leaf.title).unspecified]
    ranked = sorted(
        open_ones, key=lambda leaf: (-demands(leaf.title).unspecified, len(demands(leaf.title).wanted - known))
    )
    return _Scored(entry=ranked[0], score=0, reasons=()) if ranked else None


def _narrowing(best: _Scored, root: CodeEntry) -> tuple[Step, ...]:
    entry = best.entry
    if entry.code == root.code:
        return ()
    if best.reasons:
        words = ", ".join(f"“{word}”" for word in sorted(best.reasons))
        statement = f"{words} narrows {root.code} to {entry.code} {entry.title}."
        return (Step(statement=statement, citation=f"Tabular {entry.code}; guideline I.B.2", code=entry.code),)
    statement = f"Nothing documented is more specific: the default under {root.code} is {entry.code} {entry.title}."
    return (Step(statement=statement, citation=f"Tabular {entry.code}; guideline I.B.18", code=entry.code),)
