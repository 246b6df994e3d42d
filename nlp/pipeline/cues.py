# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""ConText, linked sentence by sentence. Imported only after `guard` has fenced medspaCy."""
# medspaCy is untyped; what it returns is given a type where it enters our values.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUntypedBaseClass=false

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from medspacy.context import ConText, ConTextModifier, ConTextRule
from medspacy.context.context_graph import ConTextGraph
from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.pipeline.patterns import SparingMatcher

_SILENT = ("TERMINATE", "PSEUDO")  # directions of cues that modify nothing themselves


class SentenceContext(ConText):
    """medspaCy's ConText with its rules, matcher and modifiers; only the pairs that can meet are compared.

    Its own loop compares every cue of the text with every other and with every mention, and a scope never leaves its
    sentence. The outcome is the same, in half the time.
    """

    def __init__(self, nlp: Language, name: str, *, group: str) -> None:
        super().__init__(nlp, name, rules=None, span_attrs=None, input_span_type="group", span_group_name=group)
        self._ConText__matcher = SparingMatcher(nlp, name)

    def __call__(self, doc: Doc, targets: str | None = None) -> Doc:
        """Link the spans of the group with the cues that reach them."""
        starts: list[int] = doc.user_data["sentence_tokens"]
        spans = [*doc.user_data["places"], *doc.spans[targets or self.span_group_name]]
        modifiers = list(self._modifiers(doc, starts, _numbers(spans, starts))) if spans else []
        graph = ConTextGraph(targets=spans, modifiers=modifiers)
        if all(_is_inside(modifier, starts) for modifier in modifiers):
            graph.edges = _linked(modifiers, spans, starts)
        else:  # a cue that runs over the end of a sentence may meet those of the next
            graph.update_scopes()
            graph.apply_modifiers()
        doc._.context_graph = graph
        return doc

    def _modifiers(self, doc: Doc, starts: Sequence[int], wanted: Container[int]) -> Iterator[ConTextModifier]:
        """Yield the cues of the wanted sentences with their scopes: the sentence, as far as their direction goes."""
        matcher: Any = self._ConText__matcher
        strings, rules, last = doc.vocab.strings, matcher.rule_map, len(doc)
        for number, start, end in matcher(doc):
            if bisect_right(starts, start) not in wanted and bisect_left(starts, end) not in wanted:
                continue
            rule = rules[strings[number]]
            first, after = _sentence(start, starts, last)
            low = end if rule.direction == "FORWARD" else first
            high = start if rule.direction == "BACKWARD" else after
            yield ConTextModifier(rule, start, end, doc, scope_start=low, scope_end=high)


def _numbers(spans: Iterable[Span], starts: Sequence[int]) -> frozenset[int]:
    """Return the numbers of the sentences in which the spans stand."""
    return frozenset(
        number
        for span in spans
        for number in range(bisect_right(starts, span.start), bisect_left(starts, span.end) + 1)
    )


def _sentence(token: int, starts: Sequence[int], last: int) -> tuple[int, int]:
    """Return the first token of the sentence and the one behind its end."""
    number = bisect_right(starts, token)
    return starts[number - 1], starts[number] if number < len(starts) else last


def _is_inside(modifier: ConTextModifier, starts: Sequence[int]) -> bool:
    """Tell whether a cue stands in one sentence."""
    start, end = modifier.modifier_span
    return bisect_right(starts, start) == bisect_left(starts, end)


def _linked(
    modifiers: Sequence[ConTextModifier], spans: Sequence[Span], starts: Sequence[int]
) -> list[tuple[Span, ConTextModifier]]:
    """Let the cues of each sentence limit one another, and return what each reaches, in the order of the cues."""
    numbers = [bisect_right(starts, modifier.modifier_span[0]) for modifier in modifiers]
    cues: dict[int, list[ConTextModifier]] = {}
    for number, modifier in zip(numbers, modifiers, strict=True):
        cues.setdefault(number, []).append(modifier)
    for own in cues.values():
        asides = {id(cue) for cue in own if _is_aside(cue)} if len(own) > 1 else ()
        for one, other in combinations(own, 2):
            if id(other) not in asides and _limits(other.rule, one.rule):
                one.limit_scope(other)
            if id(one) not in asides and _limits(one.rule, other.rule):
                other.limit_scope(one)
    reached: dict[int, list[Span]] = {}
    for span in spans:
        for number in range(bisect_right(starts, span.start), bisect_left(starts, span.end) + 1):
            reached.setdefault(number, []).append(span)
    return [
        (span, modifier)
        for number, modifier in zip(numbers, modifiers, strict=True)
        if modifier.direction not in _SILENT
        for span in reached.get(number, ())
        if modifier.modifies(span)
    ]


def _limits(rule: ConTextRule, other: ConTextRule) -> bool:
    """Tell whether a cue of the rule can end the scope of a cue of the other; medspaCy asks this last."""
    return rule.direction == "TERMINATE" or rule.category == other.category or rule.category in other.terminated_by


def _is_aside(modifier: ConTextModifier) -> bool:
    """Tell a word about one item of a history from a new history: "history of gout, status post stroke, asthma"."""
    return modifier.category == "HISTORICAL" and "reach" in (modifier.rule.metadata or ())
