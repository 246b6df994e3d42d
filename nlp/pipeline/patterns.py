# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Hand-written patterns, weighed only where a text holds their words. Imported only after `guard` fenced medspaCy."""
# spaCy and medspaCy are untyped; what they return is given a type where it enters our values.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUntypedBaseClass=false

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from medspacy.common.base_rule import BaseRule
from medspacy.common.medspacy_matcher import MedspacyMatcher
from medspacy.target_matcher import TargetMatcher
from spacy.attrs import LOWER, SHAPE
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

SAID = [LOWER, SHAPE]  # what the tokens are asked for: words in lower case and shapes, as numbers
_NEEDED = (None, "1", "+")  # operators of a token that no match leaves out
_TOLD = frozenset({"LOWER", "SHAPE"})  # attributes of tokens that are looked up in the text


class SparingMatcher(MedspacyMatcher):
    """medspaCy's matcher; each token pattern is weighed only where the text holds the words that the pattern needs.

    spaCy's own weighs every pattern at every token: that took a sixth of the time of reading.
    """

    def __init__(self, nlp: Language, name: str, *, prune: bool = True) -> None:
        super().__init__(nlp, name, prune=prune)
        self._MedspacyMatcher__matcher = Matcher(nlp.vocab, validate=False)  # a tenth of the start went into validation
        self._vocab = nlp.vocab

    def add(self, rules: Iterable[BaseRule]) -> None:
        """Take in more rules; the phrases of one row, which share its metadata, stand under one name.

        spaCy makes a word of the vocabulary of each name: a third of the start, where each phrase has its own.
        """
        rows: dict[int, list[BaseRule]] = {}
        for rule in rules:
            own = rule.metadata is None or rule.pattern is not None
            rows.setdefault(id(rule) if own else id(rule.metadata), []).append(rule)
        super().add(row[0] for row in rows.values())
        names = {id(rule): name for name, rule in self.rule_map.items()}
        matcher: Any = self._MedspacyMatcher__phrase_matcher  # pyright: ignore[reportAttributeAccessIssue]
        for first, *others in rows.values():
            if others:
                phrases = [self.nlp(rule.literal.lower()) for rule in others]
                matcher.add(names[id(first)], phrases)
        patterns = {name: rule.pattern for name, rule in self.rule_map.items() if isinstance(rule.pattern, list)}
        self._MedspacyMatcher__matcher = _Sparing(self._vocab, patterns)


class SparingTargets(TargetMatcher):
    """medspaCy's TargetMatcher with its rules; the span of a match carries its label and nothing else."""

    def __init__(self, nlp: Language, name: str, *, group: str) -> None:
        super().__init__(nlp, name, result_type="group", span_group_name=group)
        self._TargetMatcher__matcher = SparingMatcher(nlp, name, prune=False)

    def __call__(self, doc: Doc) -> Doc:
        """Add a span for each match of a rule to the span group."""
        matcher = self._TargetMatcher__matcher
        strings, rules = doc.vocab.strings, matcher.rule_map
        found = [Span(doc, start, end, rules[strings[number]].category) for number, start, end in matcher(doc)]
        if found:
            doc.spans[self.span_group_name] += found
        return doc


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A token pattern alone in a matcher, and for each token it cannot do without its words or shapes."""

    matcher: Matcher
    needs: tuple[frozenset[int], ...]


class _Sparing:
    """Token patterns by a word that each of them needs."""

    def __init__(self, vocab: Vocab, patterns: Mapping[str, Sequence[dict[str, Any]]]) -> None:
        self._patterns = [_pattern(vocab, name, tokens) for name, tokens in patterns.items()]
        self._always: list[int] = []
        self._by_word: dict[int, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            for word in min(pattern.needs, key=len, default=()):
                self._by_word.setdefault(word, []).append(number)
            if not pattern.needs:
                self._always.append(number)

    def __call__(self, doc: Doc) -> list[tuple[int, int, int]]:
        """Return name, start and end of each match within a sentence, in the order of the patterns.

        A matcher looks at every token that it is given, so it is given the sentences that hold a word it needs.
        """
        columns: list[list[int]] = doc.user_data["said_in"]
        starts: list[int] = doc.user_data["sentence_tokens"]
        return [
            (name, first + start, first + end)
            for pattern in self._called(doc.user_data["said"])
            for first, after in _stretches(pattern, columns, starts)
            for name, start, end in pattern.matcher(doc[first:after])
        ]

    def _called(self, said: frozenset[int]) -> list[_Pattern]:
        """Return the patterns that find all their words or shapes among those of a text."""
        numbers = {number for word in self._by_word.keys() & said for number in self._by_word[word]}
        patterns = [self._patterns[number] for number in sorted(numbers.union(self._always))]
        return [pattern for pattern in patterns if not any(said.isdisjoint(words) for words in pattern.needs)]


def _stretches(pattern: _Pattern, columns: Sequence[Sequence[int]], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first token and end of each sentence that holds the rarest need of the pattern, or of each sentence."""
    if not pattern.needs:
        yield from pairwise([*starts, len(columns[0])])
        return
    words = min(pattern.needs, key=len)
    held = (column for column in columns if not words.isdisjoint(column))
    tokens = [token for column in held for token, said in enumerate(column) if said in words]
    for number in sorted({bisect_right(starts, token) - 1 for token in tokens}):
        yield starts[number], starts[number + 1] if number + 1 < len(starts) else len(columns[0])


def _pattern(vocab: Vocab, name: str, tokens: Sequence[dict[str, Any]]) -> _Pattern:
    """Return the pattern with the words or shapes of its tokens that cannot be left out."""
    matcher = Matcher(vocab, validate=False)
    matcher.add(name, [list(tokens)])
    choices = [_choice(token[key]) for token in tokens if token.get("OP") in _NEEDED for key in _TOLD & token.keys()]
    needs = tuple(frozenset(vocab.strings.add(word) for word in choice) for choice in choices if choice)
    return _Pattern(matcher, needs)


def _choice(told: object) -> Sequence[str]:
    """Return what a token may be, () where it is told in another way."""
    if isinstance(told, str):
        return (told,)
    return told["IN"] if isinstance(told, dict) and told.keys() == {"IN"} else ()
