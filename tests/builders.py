# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Plain builders of domain values; the note is invented, its offsets are found by searching it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nlp.domain import (
    Analysis,
    Assertion,
    CodedCase,
    Cue,
    Decision,
    Encounter,
    Evidence,
    Finding,
    Flip,
    Mention,
    NotCoded,
    Note,
    Query,
    RejectReason,
    Review,
    Section,
    Severity,
    Span,
    Step,
    Suggestion,
    Verdict,
    fold,
    note_id,
)

TEXT = """PROGRESS NOTE - INTERNAL MEDICINE CLINIC

CHIEF COMPLAINT: Diabetes follow-up; pain in left foot.

HISTORY OF PRESENT ILLNESS:
67-year-old woman with type 2 diabetes and stage 3b chronic kidney disease, here for follow-up. Noticed a sore under \
the left great toe three weeks ago after new shoes. Burning in both feet at night from diabetic polyneuropathy. She \
denies chest pain, fever or shortness of breath. No evidence of retinopathy at the eye visit in January.

PAST MEDICAL HISTORY:
Hypertension. Pneumonia in 2019, resolved. Former smoker, quit 2008.

FAMILY HISTORY:
Mother had breast cancer. Father had a myocardial infarction at 58.

MEDICATIONS:
Insulin glargine 24 units at bedtime, lisinopril 20 mg daily, atorvastatin 40 mg nightly.

EXAM:
BP 148/86   Pulse 78   BMI 31.2
Left foot: 1.2 cm plantar ulcer over the great toe with fat layer exposed, no purulence. Tender medial heel.

RESULTS:
A1c 8.9 %   eGFR 38   Creatinine 1.5   LDL 71

ASSESSMENT AND PLAN:
1. Diabetic foot ulcer, left great toe. Debrided today; offloading shoe. Return at once if cellulitis develops.
2. Type 2 diabetes with stage 3b chronic kidney disease; A1c above goal with hyperglycemia. Glargine to 28 units.
3. Hypertension, above goal. Lisinopril to 40 mg daily.
4. Probable plantar fasciitis, left heel. Stretching; see again in four weeks.
5. Hyperlipidemia on atorvastatin, at goal.
6. Left ankle sprain in February, aching less.
"""
EDITION = "FY 2026"
RULES = "rules-test"
ENCOUNTER = Encounter(date_of_service=date(2026, 3, 12), age=67, sex="female")

_HEADINGS = (
    ("CHIEF COMPLAINT:", "chief_complaint"),
    ("HISTORY OF PRESENT ILLNESS:", "hpi"),
    ("PAST MEDICAL HISTORY:", "pmh"),
    ("FAMILY HISTORY:", "family_history"),
    ("MEDICATIONS:", "medications"),
    ("EXAM:", "exam"),
    ("RESULTS:", "labs"),
    ("ASSESSMENT AND PLAN:", "assessment_plan"),
)
_CKD = "type 2 diabetes and stage 3b chronic kidney disease"
_SUGGESTED: tuple[tuple[str, str, float, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "E11.621",
        "Type 2 diabetes mellitus with foot ulcer",
        0.95,
        ("Diabetic foot ulcer, left great toe", "type 2 diabetes"),
        ("HCC",),
    ),
    (
        "L97.522",
        "Non-pressure chronic ulcer of other part of left foot with fat layer exposed",
        0.93,
        ("ulcer over the great toe with fat layer exposed", "ulcer, left great toe"),
        ("HCC",),
    ),
    (
        "E11.22",
        "Type 2 diabetes mellitus with diabetic chronic kidney disease",
        0.94,
        (_CKD, "Type 2 diabetes with stage 3b chronic kidney disease"),
        ("HCC",),
    ),
    (
        "I12.9",
        "Hypertensive chronic kidney disease with stage 1 through stage 4 chronic kidney disease, "
        "or unspecified chronic kidney disease",
        0.91,
        ("Hypertension. ", "Hypertension, above"),
        (),
    ),
    (
        "N18.32",
        "Chronic kidney disease, stage 3b",
        0.92,
        ("stage 3b chronic kidney disease, here", "stage 3b chronic kidney disease; A1c"),
        ("HCC",),
    ),
    ("E11.42", "Type 2 diabetes mellitus with diabetic polyneuropathy", 0.92, ("diabetic polyneuropathy",), ("HCC",)),
    ("E11.65", "Type 2 diabetes mellitus with hyperglycemia", 0.82, ("hyperglycemia",), ("HCC",)),
    ("Z79.4", "Long term (current) use of insulin", 0.8, ("Insulin glargine",), ()),
    ("E78.5", "Hyperlipidemia, unspecified", 0.78, ("Hyperlipidemia",), ("Unspecified",)),
    ("Z87.891", "Personal history of nicotine dependence", 0.66, ("Former smoker",), ()),
    (
        "S93.402",
        "Sprain of unspecified ligament of left ankle",
        0.6,
        ("Left ankle sprain",),
        ("Needs 7th character",),
    ),
    ("M79.672", "Pain in left foot", 0.58, ("pain in left foot",), ()),
)
# What stands after the words only to find the right place in the note.
_ONLY_TO_FIND = (". ", ", above", ", here", "; A1c")
_NOT_CODED = (
    ("uncertain", "M72.2", "Plantar fascial fibromatosis", "Probable ", "plantar fasciitis"),
    ("negated", "R07.9", "Chest pain, unspecified", "denies ", "chest pain"),
    ("negated", "R50.9", "Fever, unspecified", "denies chest pain, ", "fever"),
    ("negated", "R06.02", "Shortness of breath", "denies chest pain, fever or ", "shortness of breath"),
    (
        "negated",
        "E11.319",
        "Type 2 diabetes mellitus with unspecified diabetic retinopathy without macular edema",
        "No evidence of ",
        "retinopathy",
    ),
    (
        "family",
        "C50.919",
        "Malignant neoplasm of unspecified site of unspecified female breast",
        "Mother had ",
        "breast cancer",
    ),
    ("family", "I21.9", "Acute myocardial infarction, unspecified", "Father had a ", "myocardial infarction"),
    ("historical", "J18.9", "Pneumonia, unspecified organism", "", "Pneumonia"),
    ("hypothetical", "L03.90", "Cellulitis, unspecified", "if ", "cellulitis"),
)
_CUES = {"negated": ("denies", "No evidence of"), "family": ("Mother had", "Father had"), "uncertain": ("Probable",)}
_MEANINGS = {
    "uncertain": (
        "“Probable” marks the words as uncertain. In the outpatient setting it is not coded.",
        "Guideline IV.H",
    ),
    "negated": ("The note says it is absent.", "ConText, forward within the sentence"),
    "family": ("It is said of a relative.", "Guideline I.C.21.c.4"),
    "historical": ("It is said to be over.", "Guideline I.C.21.c.4"),
    "hypothetical": ("It is a condition to watch for, not one that is present.", "Guideline I.B.11"),
}


def a_span(words: str, *, text: str = TEXT, after: str = "") -> Span:
    """Return the place of the words in the text, the first that stands after other words."""
    start = text.index(words, text.index(after) if after else 0)
    return Span(start=start, end=start + len(words))


def a_note(text: str = TEXT, *, name: str = "N-0412.txt") -> Note:
    """Return a note with the text."""
    return Note(id=note_id(text), text=text, name=name, source=f"/notes/{name}")


def an_evidence(words: str, *, section: str = "", assertion: Assertion = Assertion.AFFIRMED) -> Evidence:
    """Return the words of the builders' note as evidence."""
    span = a_span(words)
    return Evidence(
        span=span, quote=TEXT[span.start : span.end], section=section or _section_at(span), assertion=assertion
    )


def a_suggestion(
    code: str = "E11.22",
    *,
    title: str = "Type 2 diabetes mellitus with diabetic chronic kidney disease",
    confidence: float = 0.94,
    words: tuple[str, ...] = (_CKD,),
    flags: tuple[str, ...] = (),
) -> Suggestion:
    """Return a suggestion whose evidence stands in the builders' note."""
    evidence = tuple(_evidence_of(w) for w in words)
    return Suggestion(
        id=f"s-{code}",
        code=code,
        title=title,
        system="ICD-10-CM",
        edition=EDITION,
        confidence=confidence,
        reasons=("curated term", "stands in the assessment", f"mentioned {len(evidence)} times"),
        evidence=evidence,
        rationale=_steps(code, title, evidence[0].quote),
        missing=("The side: right or left",) if "Unspecified" in flags else (),
        flips=_flips(code),
        flags=flags,
    )


def a_not_coded(
    reason: str = "uncertain", code: str = "M72.2", title: str = "", before: str = "", words: str = ""
) -> NotCoded:
    """Return one suppressed mention of the builders' note with its cue."""
    start = TEXT.index(before + words) + len(before)
    span = Span(start=start, end=start + len(words))
    explanation, citation = _MEANINGS[reason]
    quote = TEXT[span.start : span.end]
    evidence = Evidence(
        span=span, quote=quote, section=_section_at(span), assertion=Assertion(reason), cue=_cue(reason, span, before)
    )
    flips = (
        (Flip(change="The setting becomes inpatient", outcome=f"{code} is suggested"),) if reason == "uncertain" else ()
    )
    return NotCoded(
        id=f"n-{code}",
        code=code,
        title=title,
        reason=reason,
        explanation=explanation,
        citation=citation,
        evidence=evidence,
        flips=flips,
    )


def a_case(encounter: Encounter = ENCOUNTER, **changes: object) -> CodedCase:
    """Return the builders' note as the machine sees it: 12 suggestions, 9 mentions not coded."""
    suggestions = tuple(
        a_suggestion(code, title=title, confidence=confidence, words=words, flags=flags)
        for code, title, confidence, words, flags in _SUGGESTED
    )
    case = CodedCase(
        note_id=note_id(TEXT),
        encounter=encounter,
        edition=EDITION,
        rules_version=RULES,
        analysis=an_analysis(),
        suggestions=suggestions,
        not_coded=tuple(a_not_coded(*row) for row in _NOT_CODED),
    )
    return replace(case, **changes)


def an_analysis() -> Analysis:
    """Return the sections and sentences of the builders' note."""
    sentences = tuple(_sentences())
    return Analysis(note_id=note_id(TEXT), sections=_sections(), sentences=sentences, mentions=_mentions(sentences))


def a_decision(code: str, verdict: Verdict = Verdict.ACCEPT, *, number: int = 1, **changes: object) -> Decision:
    """Return a decision on a suggestion of the builders' case."""
    titles = {row[0]: row[1] for row in _SUGGESTED}
    decision = Decision(
        id=f"d-{number}",
        note_id=note_id(TEXT),
        subject=f"s-{code}",
        code=code,
        title=titles.get(code, ""),
        verdict=verdict,
        reason=RejectReason.NOT_SUPPORTED if verdict is Verdict.REJECT else "",
        time=f"2026-03-12T10:{number:02}:00Z",
    )
    return replace(decision, **changes)


def a_review(case: CodedCase | None = None, *, is_finished: bool = False) -> Review:
    """Return the review of the pictures: 8 open, 3 accepted, 1 rejected, 9 not coded."""
    history = [a_decision(code, number=n) for n, code in enumerate(("E11.621", "L97.522", "I12.9"), 1)]
    history.append(a_decision("M79.672", Verdict.REJECT, number=4))
    return fold(case or a_case(), history, is_finished=is_finished)


def a_finding(severity: Severity = Severity.STOP) -> Finding:
    """Return a finding on two codes of the builders' case."""
    return Finding(
        rule="excludes1",
        severity=severity,
        codes=("R73.9", "E11.65", "E11.22"),
        message="R73.9 cannot stand beside E11.65 and E11.22",
        citation="Tabular R73, Excludes1: diabetes mellitus (E08-E13) · I.A.12.a",
    )


def a_query() -> Query:
    """Return a query about the builders' note."""
    return Query(
        topic="Type of the ankle sprain",
        text="Which ligament was sprained?",
        options=("Calcaneofibular", "Deltoid", "Other", "Unable to determine"),
        evidence=(an_evidence("Left ankle sprain"),),
    )


def _evidence_of(words: str) -> Evidence:
    shown = next((words.removesuffix(end) for end in _ONLY_TO_FIND if words.endswith(end)), words)
    start = TEXT.index(words)
    span = Span(start=start, end=start + len(shown))
    return Evidence(span=span, quote=shown, section=_section_at(span), assertion=Assertion.AFFIRMED)


def _steps(code: str, title: str, quote: str) -> tuple[Step, ...]:
    first = Step(
        statement=f"“{quote.lower()}” stands for {code[:3]}.", citation=f"Curated term: {code[:3]}", code=code[:3]
    )
    if code == "E11.22":
        return (
            Step(statement="“Type 2 diabetes” is in category E11.", citation="Index: Diabetes, type 2", code="E11"),
            Step(
                statement="Diabetes with chronic kidney disease: the book presumes the link.",
                citation="Index: Diabetes, type 2, with, chronic kidney disease · Guideline I.A.15",
                code="E11.22",
            ),
            Step(
                statement="Code the kidney stage as well.",
                citation="Tabular E11.22: use additional code (N18.1–N18.6)",
                code="N18.32",
            ),
        )
    return (first, Step(statement=f"{title}.", citation=f"Tabular {code}", code=code))


def _flips(code: str) -> tuple[Flip, ...]:
    if code != "E11.22":
        return ()
    return (Flip(change="If the note said the kidney disease is not due to diabetes", outcome="E11.9 and N18.32"),)


def _cue(reason: str, span: Span, before: str) -> Cue | None:
    if reason == "historical":
        place = a_span("in 2019, resolved")
    elif reason == "hypothetical":
        place = Span(start=span.start - 3, end=span.start - 1)
    else:
        words = next(w for w in _CUES[reason] if before.startswith(w))
        start = TEXT.index(before)
        place = Span(start=start, end=start + len(words))
    return Cue(span=place, text=TEXT[place.start : place.end], rule=f"{reason}-012")


def _sections() -> tuple[Section, ...]:
    titles = [(a_span(words), category) for words, category in _HEADINGS]
    titles[3] = (a_span("FAMILY HISTORY:"), "family_history")
    ends = [t.start for t, _ in titles[1:]] + [len(TEXT)]
    return tuple(
        Section(category=category, title=title, body=Span(start=title.end, end=end))
        for (title, category), end in zip(titles, ends, strict=True)
    )


def _section_at(span: Span) -> str:
    return next((s.category for s in _sections() if s.body.contains(span)), "")


def _sentences() -> list[Span]:
    found: list[Span] = []
    at = 0
    for line in TEXT.splitlines(keepends=True):
        start = at
        for piece in line.replace(". ", ".\0").split("\0"):
            kept = piece.strip()
            if kept and not kept[:-1].isdigit():
                begin = TEXT.index(kept, start)
                found.append(Span(start=begin, end=begin + len(kept)))
                start = begin + len(kept)
        at += len(line)
    return found


def _mentions(sentences: tuple[Span, ...]) -> tuple[Mention, ...]:
    evidence = [e for row in _SUGGESTED for e in (_evidence_of(w) for w in row[3])]
    evidence += [a_not_coded(*row).evidence for row in _NOT_CODED]
    return tuple(
        Mention(
            span=e.span,
            term=e.quote.lower(),
            section=e.section,
            sentence=next((s for s in sentences if s.overlaps(e.span)), e.span),
            assertion=e.assertion,
            cues=(e.cue,) if e.cue else (),
        )
        for e in evidence
    )
