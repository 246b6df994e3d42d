# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The pipeline as a visible list of steps, in order. Everything untyped of spaCy and medspaCy stays in this package."""
# spaCy and medspaCy are untyped; what they return is given a type where it enters our values.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false, reportUntypedFunctionDecorator=false

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from nlp.domain.codes import TermIndex
from nlp.pipeline.guard import import_medspacy
from nlp.pipeline.lexicon import StoredTerms

if TYPE_CHECKING:
    from medspacy.context import ConTextRule
    from medspacy.section_detection import Sectionizer
    from medspacy.target_matcher import TargetRule
    from spacy.language import Language

_BRACES, _BLANKS = re.compile(r"(\{[^}]*\})"), re.compile(r"\s+")
SECTIONS, CONTEXT, TARGETS = "sections.json", "context.json", "targets.json"


def build_language(rules: Path, terms: TermIndex) -> Language:
    """Return the spaCy pipeline: sentences, lexicon, hand-written patterns, ConText."""
    import_medspacy()
    from medspacy.custom_tokenizer import create_medspacy_tokenizer

    # Importing our components makes them known to spaCy.
    from nlp.pipeline.components import CONTEXT as CUES, LEXICON, SENTENCES, TARGETS as PATTERNS

    language = _english()
    language.tokenizer = create_medspacy_tokenizer(language)
    language.add_pipe(SENTENCES)
    lexicon: Any = language.add_pipe(LEXICON)
    lexicon.terms = StoredTerms(terms)
    matcher: Any = language.add_pipe(PATTERNS, name="medspacy_target_matcher")
    matcher.add(list(_target_rules(rules / TARGETS)))
    context: Any = language.add_pipe(CUES, name="medspacy_context")
    context.add(list(_context_rules(rules / CONTEXT)))
    return language


def _english() -> Language:
    """Return spaCy's blank English without its exceptions.

    They know "cannot" and "w/o" but not "CANNOT" and "W/O": without them both are read alike, and the start is shorter.
    """
    from spacy.lang.en import English

    class Defaults(English.Defaults):
        tokenizer_exceptions: ClassVar[dict[str, Any]] = {}

    class Plain(English):
        pass

    Plain.Defaults = Defaults
    return Plain()


def build_sectionizer(language: Language, rules: Path) -> Sectionizer:
    """Return medspaCy's sectionizer for headings, one on each line."""
    from medspacy.section_detection import Sectionizer

    return Sectionizer(
        language, rules=str(rules / SECTIONS), require_start_line=True, require_end_line=True, span_attrs=None
    )


def rules_digest(rules: Path) -> str:
    """Return the SHA-256 over the rule files."""
    digest = hashlib.sha256()
    for name in (SECTIONS, CONTEXT, TARGETS):
        digest.update((rules / name).read_bytes())
    return digest.hexdigest()


def _context_rules(path: Path) -> Iterator[ConTextRule]:
    """Yield the cues; a literal with alternatives yields one for each, because a phrase costs nothing to match.

    The same written as token patterns took half of the reading time.
    """
    from medspacy.context import ConTextRule

    for row in json.loads(path.read_text(encoding="utf-8"))["context_rules"]:
        for written in _written_out(row):
            for literal in alternatives(row["literal"]):
                yield ConTextRule.from_dict(written | {"literal": literal})


def _written_out(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rule once for each word that its pattern may begin with; a choice there is weighed at every token."""
    first, *rest = row.get("pattern") or [{}]
    choice = first.get("LOWER")
    if isinstance(choice, dict) and first.keys() == {"LOWER"} and choice.keys() == {"IN"}:
        yield from (row | {"pattern": [{"LOWER": word}, *rest]} for word in choice["IN"])
    else:
        yield row


def alternatives(literal: str) -> Iterator[str]:
    """Yield every phrase of a literal such as "not {be|} seen": "not be seen", "not seen"."""
    pieces = [piece[1:-1].split("|") if piece.startswith("{") else [piece] for piece in _BRACES.split(literal)]
    return (_BLANKS.sub(" ", "".join(choice)).strip() for choice in product(*pieces))


def _target_rules(path: Path) -> Iterator[TargetRule]:
    """Yield the hand-written patterns; `TargetMatcher(rules=…)` itself fails in medspaCy 1.3.1, `.add()` does not."""
    from medspacy.target_matcher import TargetRule

    for row in json.loads(path.read_text(encoding="utf-8"))["target_rules"]:
        for literal in alternatives(row["literal"]):
            yield TargetRule.from_dict(row | {"literal": literal})
