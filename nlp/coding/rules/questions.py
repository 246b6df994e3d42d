# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions to the provider where the note is unclear; built from quoted indicators, never leading.

A question is asked where the documentation conflicts, is incomplete or ambiguous, lacks specificity, shows indicators
without a diagnosis, or a diagnosis without indicators. What it must never be is checked in `query_linter`.
"""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Workings
from nlp.coding.rules.asking import asked, is_stay, words_in
from nlp.coding.wording import wording
from nlp.domain.case import Assertion, Mention

_UNCONTROLLED = r"{uncontrolled}[^.\n]{0,40}{diabetes}|{diabetes}[^.\n]{0,25}{uncontrolled}"
_CATHETER = "{urinary catheter}"
_LOW_HEMOGLOBIN = r"{hemoglobin}[^.;\n\d]{0,20}(?:[4-9](?:\.\d)?)\b"
_TRANSFUSED = "{transfusion}"
_WASTED = (
    r"{wasting}|\balbumin\b[^.;\n\d]{0,12}[12]\.\d\b|\b(?:lost|loss of|weight loss of) \d{1,2} ?%"
    r"|{body mass index}\D{0,8}1[0-7](?:\.\d)?\b|{dietitian}[^.\n]{0,40}malnutrition"
)
_CULTURE = r"{culture}[^.;\n]{0,40}|{antibiotic of a hospital}"
_OXYGEN = r"{respiratory support}|{oxygen saturation}[^.;\n\d]{0,12}(?:7\d|8[0-8]) ?%"
_NURSING = r"{nurses}[^.\n]{0,60}$"
_EJECTION = wording(
    r"\b(?:lv)?ef\b[^.;\n]{0,20}?\d{2} ?(?:-|to)? ?\d{0,2} ?%?|\bejection fraction\b[^.;\n]{0,25}?\d{2}"
)
_SYSTEMIC = (
    wording(r"\b(?:temp\w*|t)\b\D{0,5}(?:10[1-6](?:\.\d)?|3[89]\.\d|40\.\d)"),
    wording(r"\b(?:hr|heart rate|pulse)\b\D{0,6}(?:9[1-9]|1\d\d)\b"),
    wording(r"\bwbc\b\D{0,12}(?:1[2-9]|[2-4]\d)(?:\.\d)?\b"),
    wording(r"\blactate\b\D{0,12}(?:[2-9](?:\.\d)|1\d)"),
    wording(r"\b(?:rr|respiratory rate)\b\D{0,5}(?:2[1-9]|3\d)\b"),
)
_FILTRATION = wording(r"\be?gfr\b[^.;\n\d]{0,15}\d{1,2}\b")
_DEPRESSION_SCORE = wording(r"\bphq-?9\b[^.;\n\d]{0,15}\d{1,2}\b")
_LUNGS = ("J12", "J13", "J14", "J15", "J18")
_INFECTIONS = (*_LUNGS, "N39.0", "N10", "L03", "K81", "K83.0", "K57", "K35", "K65")
_DYSFUNCTION = ("N17", "J96.0", "G93.41", "D65", "K72.0")
_FRAGILE = ("S22", "S32", "S42", "S52", "S62", "S72")


def ask_about_diabetes_control(workings: Workings, context: Context) -> Workings:
    """Ask what "uncontrolled" means: the Index sends it to hyperglycaemia or hypoglycaemia."""
    is_told = workings.first("E11.65", "E10.65", "E11.64", "E10.64", "E13.65", "E09.65", "E08.65") is not None
    found = None if is_told else words_in(context, _UNCONTROLLED)
    if found is None:
        return workings
    text = "Please document what this means for this patient."
    return asked(workings, context, "Diabetes control", text, ("With hyperglycemia", "With hypoglycemia"), found)


def ask_about_catheter(workings: Workings, context: Context) -> Workings:
    """Ask whether a urinary infection is due to the catheter: the link is never assumed (I.B.16)."""
    infection = workings.first("N39.0", "N10", "N30")
    found = words_in(context, _CATHETER) if infection else None
    if infection is None or found is None or workings.first("T83.51"):
        return workings
    around = context.lower[max(0, found.span.start - 12) : found.span.end + 25]
    if context.knowledge.phrases["catheter is out"].search(around):
        return workings
    options = ("Infection due to the catheter", "Infection not related to the catheter")
    text = "Please document whether they are related."
    return asked(workings, context, "Urinary infection and catheter", text, options, found, infection.mentions[0])


def ask_about_heart_failure(workings: Workings, context: Context) -> Workings:
    """Ask for the type of heart failure where the ejection fraction stands in the note, or in a stay."""
    failure = workings.first("I50.9")
    found = words_in(context, _EJECTION) if failure else None
    if failure is None or (found is None and not is_stay(context)):
        return workings
    options = ("Systolic (HFrEF)", "Diastolic (HFpEF)", "Combined systolic and diastolic")
    text = "Please document the type and the acuity, if known."
    return asked(workings, context, "Type and acuity of heart failure", text, options, failure.mentions[0], found)


def ask_about_anemia(workings: Workings, context: Context) -> Workings:
    """Ask what a low hemoglobin means, or of what kind an unspecified anemia is."""
    named = workings.first("D64.9")
    if workings.first("D46", "D5", "D60", "D61", "D62", "D63", "D64.0", "D64.8", "C9", "O99.0", "O90.8"):
        return workings
    low = words_in(context, _LOW_HEMOGLOBIN)
    care = words_in(context, _TRANSFUSED) if low else None
    if low is None or (named is None and care is None):
        return workings
    options = ("Acute blood loss anemia", "Anemia of chronic disease", "Iron deficiency anemia")
    text = "Please document the associated diagnosis and its type, if any."
    standing = named.mentions[0] if named else None
    return asked(workings, context, "Hemoglobin", text, options, low, care, standing)


def ask_about_nutrition(workings: Workings, context: Context) -> Workings:
    """Ask for the nutritional diagnosis where signs of wasting stand without one (I.B.14)."""
    found = words_in(context, _WASTED)
    if found is None or workings.first("E40", "E41", "E43", "E44", "E46", "R64", "E45"):
        return workings
    options = ("Severe malnutrition", "Moderate malnutrition", "Mild malnutrition", "No nutritional diagnosis")
    text = "Please document the nutritional diagnosis, if any."
    return asked(workings, context, "Nutritional status", text, options, found)


def ask_about_systemic_response(workings: Workings, context: Context) -> Workings:
    """Ask what the systemic signs beside a local infection mean in a stay."""
    infection = workings.first(*_INFECTIONS)
    if infection is None or not is_stay(context) or workings.first("A40", "A41", "R65", "R78.81"):
        return workings
    signs = [m for m in (words_in(context, pattern) for pattern in _SYSTEMIC) if m is not None]
    if len(signs) < 3:
        return workings
    options = ("Local infection only", "Sepsis", "Systemic response without sepsis")
    text = "Please document their clinical significance."
    return asked(workings, context, "Clinical significance of findings", text, options, infection.mentions[0], *signs)


def ask_about_organ_dysfunction(workings: Workings, context: Context) -> Workings:
    """Ask whether an organ dysfunction is associated with the sepsis: the link is never assumed (I.C.1.d.1.a.iii)."""
    sepsis, organ = workings.first("A40", "A41"), workings.first(*_DYSFUNCTION)
    if sepsis is None or organ is None or workings.first("R65.2"):
        return workings
    options = ("Associated with the sepsis", "Due to another condition")
    text = "Please document the cause of the latter."
    found = (sepsis.mentions[0], organ.mentions[0])
    return asked(workings, context, "Cause of organ dysfunction", text, options, *found)


def ask_about_kidney_stage(workings: Workings, context: Context) -> Workings:
    """Ask for the stage of chronic kidney disease where it is missing or stated in two ways."""
    stages = _staged(workings, context)
    options = ("Stage 3a", "Stage 3b", "Stage 4", "Stage 5")
    if len(stages) > 1:
        text = "The stage is documented in two ways. Please clarify it."
        return asked(workings, context, "Stage of kidney disease", text, options, *stages)
    plain = workings.first("N18.9")
    found = words_in(context, _FILTRATION) if plain else None
    if plain is None or found is None:
        return workings
    text = "Please document the stage, if known."
    return asked(workings, context, "Stage of kidney disease", text, options, plain.mentions[0], found)


def ask_about_organism(workings: Workings, context: Context) -> Workings:
    """Ask for the organism of a pneumonia of a stay where cultures or broad treatment are documented."""
    lungs = workings.first("J18.9")
    found = words_in(context, _CULTURE) if lungs and is_stay(context) else None
    if lungs is None or found is None:
        return workings
    options = ("Bacterial, organism known (please name it)", "Viral", "Aspiration")
    text = "Please document the cause, known or suspected."
    return asked(workings, context, "Cause of pneumonia", text, options, lungs.mentions[0], found)


def ask_about_skin(workings: Workings, context: Context) -> Workings:
    """Ask for the provider's diagnosis of an ulcer that only nurses describe (I.B.14)."""
    seen = next(
        (d for d in workings.dropped if d.code.startswith("L89") and d.reason in ("section", "historical")), None
    )
    if seen is None or workings.first("L89", "L97", "L98.4"):
        return workings
    before = context.lower[max(0, seen.mention.span.start - 80) : seen.mention.span.start]
    if seen.mention.section != "nursing" and not context.knowledge.phrases[_NURSING].search(before):
        return workings
    options = ("Pressure ulcer (site, and present on admission or not)", "Other skin condition (please name it)")
    text = "Please document the diagnosis, if any."
    return asked(workings, context, "Skin finding", text, options, seen.mention)


def ask_about_oxygenation(workings: Workings, context: Context) -> Workings:
    """Ask for the diagnosis behind low saturation or respiratory support in a stay."""
    found = words_in(context, _OXYGEN) if is_stay(context) else None
    if found is None or workings.first("J96", "J80", "P28", "G47.3", "R09.0"):
        return workings
    options = ("Acute respiratory failure", "Hypoxemia only", "Chronic respiratory failure")
    text = "Please document the associated diagnosis, if any."
    return asked(workings, context, "Oxygenation", text, options, found)


def ask_about_mental_status(workings: Workings, context: Context) -> Workings:
    """Ask for the cause of altered mental status in a stay."""
    found = workings.first("R41.82", "R41.0")
    if found is None or not is_stay(context):
        return workings
    options = ("Encephalopathy (please name the type)", "Delirium due to a known condition", "Effect of a drug")
    text = "Please document its cause, if known."
    return asked(workings, context, "Mental status", text, options, found.mentions[0])


def ask_about_depression(workings: Workings, context: Context) -> Workings:
    """Ask for episode and severity of a depression whose score is documented."""
    mood = workings.first("F32.A", "F33.9")
    found = words_in(context, _DEPRESSION_SCORE) if mood else None
    if mood is None or found is None:
        return workings
    options = ("Mild", "Moderate", "Severe", "In remission")
    text = "Please document episode (single or recurrent) and severity, if known."
    return asked(workings, context, "Episode and severity", text, options, mood.mentions[0], found)


def ask_about_bone(workings: Workings, context: Context) -> Workings:
    """Ask whether a fracture with known osteoporosis is due to it (I.C.13.d.2)."""
    bone = workings.first("M81")
    fractures = (d for d in workings.every(*_FRAGILE) if "A" in d.code[6:])
    broken = next(fractures, None)
    if bone is None or broken is None:
        return workings
    options = ("Fracture due to osteoporosis", "Traumatic fracture of normal bone strength")
    text = "Please document the cause of the fracture."
    return asked(workings, context, "Cause of fracture", text, options, bone.mentions[0], broken.mentions[0])


def ask_about_side(workings: Workings, context: Context) -> Workings:
    """Ask for the side where the note names the same condition on the right here and on the left there (I.B.13)."""
    for draft in workings.drafts:
        mirror = _mirrored(context, draft)
        told = {d.code for d in workings.drafts}
        other = next((d for d in workings.dropped if d.code == mirror and d.reason == "section"), None)
        if mirror and mirror not in told and other is not None:
            text = "The side is documented in two ways. Please clarify it."
            found = (draft.mentions[0], other.mention)
            return asked(workings, context, "Side", text, ("Right", "Left", "Both sides"), *found)
    return workings


def _mirrored(context: Context, draft: Draft) -> str:
    """Return the code of the same condition on the other side, or ""."""
    entry = context.book.entry(draft.code)
    title = entry.title if entry else ""
    one, other = ("right", "left") if " right " in f" {title} " else ("left", "right")
    if entry is None or f" {one} " not in f" {title} ":
        return ""
    wanted = f" {title} ".replace(f" {one} ", f" {other} ").strip()
    family = context.resolver.leaves(draft.code[:5]) if len(draft.code) > 5 else ()
    return next((leaf.code for leaf in family if leaf.title == wanted), "")


def _staged(workings: Workings, context: Context) -> tuple[Mention, ...]:
    """Return one mention of each stage of chronic kidney disease that the note affirms."""
    found: dict[str, Mention] = {}
    for code, mention in [(d.code, d.mentions[0]) for d in workings.every("N18")] + [
        (d.code, d.mention) for d in workings.dropped if d.code.startswith("N18") and d.reason == "section"
    ]:
        if mention.assertion is Assertion.AFFIRMED and code[:5] not in ("N18.9", "N18.6") and mention.term:
            found.setdefault(code[:5], mention)
    del context
    return tuple(found.values())
