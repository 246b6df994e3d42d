# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Our spaCy components. The untyped libraries come in here and in the factory, after `guard` has fenced them."""
# spaCy is untyped in part; what it returns is given a type where it enters our values.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUntypedFunctionDecorator=false

from bisect import bisect_left, bisect_right
from itertools import chain

from spacy.attrs import IDX
from spacy.language import Language
from spacy.tokens import Doc

from nlp.pipeline.cues import SentenceContext
from nlp.pipeline.lexicon import StoredTerms, term_matches
from nlp.pipeline.patterns import SAID, SparingTargets
from nlp.pipeline.translate import GROUP, Place

SENTENCES, LEXICON = "chartproof_sentences", "chartproof_lexicon"
TARGETS, CONTEXT = "chartproof_targets", "chartproof_context"


class SentenceStarts:
    """Mark the sentences of a chunk; the chunk brings them along, so that a note is split only once."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the start of each sentence on its first token."""
        starts: frozenset[int] = doc.user_data["sentence_starts"]
        # Reading the tokens as one array and touching only the first ones is ten times as fast as asking each token.
        places: list[int]
        places, *columns = doc.to_array([IDX, *SAID]).T.tolist()
        firsts = [number for number, place in enumerate(places) if place in starts]
        if len(places) > 1:
            doc[1].is_sent_start = False  # spaCy asks for one answer behind the first token
        for number in firsts:
            doc[number].is_sent_start = True
        doc.user_data.update(
            sentence_tokens=firsts, token_places=places, said_in=columns, said=frozenset(chain(*columns))
        )
        return doc


class Lexicon:
    """Find the stored terms; a trie takes no memory and no time to build."""

    def __init__(self) -> None:
        self.terms: StoredTerms | None = None  # spaCy makes the component, the factory gives it the index

    def __call__(self, doc: Doc) -> Doc:
        """Note the places of the asked stretches and of each stored term; spaCy's spans would cost ten times that."""
        tokens: list[int] = doc.user_data["token_places"]
        asked = [(start, end, "") for start, end in doc.user_data["asked"]]
        if self.terms is not None:
            asked.extend(term_matches(self.terms, doc.user_data["text"], doc.user_data["sentence_starts"]))
        doc.user_data["places"] = [
            Place(bisect_right(tokens, start) - 1, bisect_left(tokens, end), start, end, term)
            for start, end, term in asked
        ]
        return doc


# No `from __future__ import annotations` in this file: spaCy reads the annotations of factories as types.
@Language.factory(SENTENCES)
def _sentences(nlp: Language, name: str) -> SentenceStarts:
    """Build the component for spaCy."""
    return SentenceStarts()


@Language.factory(LEXICON)
def _lexicon(nlp: Language, name: str) -> Lexicon:
    """Build the component for spaCy."""
    return Lexicon()


@Language.factory(TARGETS)
def _targets(nlp: Language, name: str) -> SparingTargets:
    """Build the component for spaCy."""
    return SparingTargets(nlp, name, group=GROUP)


@Language.factory(CONTEXT)
def _context(nlp: Language, name: str) -> SentenceContext:
    """Build the component for spaCy."""
    return SentenceContext(nlp, name, group=GROUP)
