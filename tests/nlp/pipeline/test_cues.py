# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Linking sentence by sentence: the outcome of medspaCy's own loop over all cues and all mentions."""
# medspaCy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import Any

import pytest

from nlp.pipeline import Reader
from nlp.pipeline.translate import GROUP

TEXTS = (
    "No fever. Denies cough and gout but has diabetes. History of stroke.",
    "No evidence of pneumonia, no gout. Mother had stroke. Possible pneumonia",
    "Denies gout. No",
    "History. Of gout: ruled out. Gout was ruled out, not stroke.",
)


def _links(graph: Any) -> list[tuple[int, int, int, int, str]]:
    return [(t.start, t.end, *m.modifier_span, m.category) for t, m in graph.edges]


@pytest.mark.parametrize("text", TEXTS)
def test_cues_reach_what_they_reach_in_medspacy(reader: Reader, text: str) -> None:
    from medspacy.context import ConText

    language: Any = reader._language  # pyright: ignore[reportPrivateUsage]
    doc = language.make_doc(text)
    starts = frozenset([0, *(place + 2 for place in range(len(text)) if text[place : place + 2] == ". ")])
    doc.user_data.update(text=text, sentence_starts=starts, asked=[])
    doc.spans[GROUP] = []
    ours = _links(language(doc)._.context_graph)
    doc.spans[GROUP] = [doc[place.start : place.end] for place in doc.user_data["places"]]
    ConText.__call__(language.get_pipe("medspacy_context"), doc)
    assert ours == _links(doc._.context_graph)
    assert ours
