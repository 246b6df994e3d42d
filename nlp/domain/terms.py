# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of a text in the form in which terms are stored and looked up.

Measured: plural-only lemmas raise precision, stemming destroys it (sinusitis is not sinus). So a word is only lowered,
given its American spelling, its singular and, for a few dozen pairs that mean the same in every title, one spelling.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SPLIT = re.compile(rf"({_WORD.pattern})")  # gap, word, gap, word, … gap

# Words that neither a title nor a note means anything by: they may stand inside a term without breaking it.
_SILENT = frozenset(["of", "the", "an", "unspecified", "nos", "nec", "his", "her", "their", "my", "your"])

_CONTRACTED = frozenset(["s", "d", "ll", "ve", "re"])  # "Crohn's", "he'd": the word before the mark counts

_AMERICAN = (
    ("haem", "hem"),
    ("aemi", "emi"),
    ("oedem", "edem"),
    ("oesoph", "esoph"),
    ("oestr", "estr"),
    ("paed", "ped"),
    ("rrhoea", "rrhea"),
    ("pnoea", "pnea"),
    ("tumour", "tumor"),
    ("foet", "fet"),
    ("faec", "fec"),
    ("gynaec", "gynec"),
    ("coeli", "celi"),
    ("anaes", "anes"),
    ("caesar", "cesar"),
    ("behaviour", "behavior"),
    ("labour", "labor"),
    ("colour", "color"),
    ("aetio", "etio"),
    ("isation", "ization"),
    ("sulph", "sulf"),
    ("fibre", "fiber"),
    ("leuco", "leuko"),
    ("aneurism", "aneurysm"),
)

# One spelling for pairs that the Tabular List itself uses interchangeably.
_SAME = {
    "renal": "kidney",
    "hepatic": "liver",
    "cardiac": "heart",
    "pulmonary": "lung",
    "gastric": "stomach",
    "ovarian": "ovary",
    "uterine": "uterus",
    "prostatic": "prostate",
    "pancreatic": "pancreas",
    "colonic": "colon",
    "rectal": "rectum",
    "esophageal": "esophagus",
    "laryngeal": "larynx",
    "testicular": "testis",
    "testicle": "testis",
    "vaginal": "vagina",
    "vulvar": "vulva",
    "splenic": "spleen",
    "duodenal": "duodenum",
    "mammary": "breast",
    "cutaneous": "skin",
    "ocular": "eye",
    "intestinal": "intestine",
    "bowel": "intestine",
    "abdominal": "abdomen",
    "belly": "abdomen",
    "abd": "abdomen",
    "carcinoma": "cancer",
    "malignancy": "cancer",
    "calculus": "stone",
    "calculi": "stone",
    "lithiasis": "stone",
    "hemorrhagic": "hemorrhage",
    "bleeding": "hemorrhage",
    "bleed": "hemorrhage",
    "ulcus": "ulcer",
    "ileal": "ileum",
    "jejunal": "jejunum",
    "cecal": "cecum",
    "caecal": "cecum",
    "caecum": "cecum",
    "appendiceal": "appendix",
    "appendicular": "appendix",
    "tracheal": "trachea",
    "bronchial": "bronchus",
    "corneal": "cornea",
    "retinal": "retina",
    "conjunctival": "conjunctiva",
    "scleral": "sclera",
    "choroidal": "choroid",
    "pharyngeal": "pharynx",
    "tonsillar": "tonsil",
    "peritoneal": "peritoneum",
    "retroperitoneal": "retroperitoneum",
    "ureteral": "ureter",
    "ureteric": "ureter",
    "urethral": "urethra",
    "penile": "penis",
    "scrotal": "scrotum",
    "aortic": "aorta",
    "pericardial": "pericardium",
    "pleural": "pleura",
    "myocardial": "myocardium",
    "mediastinal": "mediastinum",
    "nasal": "nose",
    "palpebral": "eyelid",
    "lid": "eyelid",
    "vesical": "bladder",
    "epididymal": "epididymis",
    "urachal": "urachus",
    "mandibular": "mandible",
    "endometrial": "endometrium",
    "suprarenal": "adrenal",
    "anal": "anus",
    "metastatic": "metastasis",
    "tumor": "neoplasm",
    "neoplasia": "neoplasm",
    "neoformation": "neoplasm",
    "sprained": "sprain",
    "fractured": "fracture",
    "dislocated": "dislocation",
    "fx": "fracture",
    "fxs": "fracture",
    "frx": "fracture",
    "dz": "disease",
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "iia": "2a",
    "iib": "2b",
    "iiia": "3a",
    "iiib": "3b",
    "teeth": "tooth",
    "feet": "foot",
    "women": "woman",
    "men": "man",
    "children": "child",
    "vertebrae": "vertebra",
    "bursae": "bursa",
    "diverticula": "diverticulum",
    "emboli": "embolus",
    "thrombi": "thrombus",
    "fungi": "fungus",
    "sinuses": "sinus",
    "viruses": "virus",
    "metastases": "metastasis",
}

# Singular words that end in s (or whose singular differs): stripping would make another word or none.
_SINGULAR_TEXT = """
    diabetes herpes rabies scabies caries series species facies ascites feces pancreas biceps triceps quadriceps
    forceps mumps gas lens measles lues pus bus plus yes his hers this was has does is as us its always perhaps
    afterwards less loss across towards alias pertussis rickets lens pons mons yaws news sometimes aids caucas
    canvas atlas christmas texas
"""
_SINGULAR = frozenset(_SINGULAR_TEXT.split())


class Word(NamedTuple):
    """A word of the text: its place, as written, and its normal form ("" for words that terms leave out).

    A tuple, because a note has thousands of them and a frozen dataclass takes four times as long to make.
    """

    start: int
    end: int
    text: str
    normal: str


@lru_cache(maxsize=1)  # reading and coding ask for the words of the same note, one after the other
def words(text: str) -> tuple[Word, ...]:
    """Return the words of the text in order, with code-point offsets into it."""
    parts = _SPLIT.split(text)
    places = list(accumulate(map(len, parts)))  # where each gap and each word ends
    written = parts[1::2]
    # Column by column, in half of the time that a call for each word takes.
    return tuple(map(_made, zip(places[:-1:2], places[1::2], written, map(normal, written), strict=True)))


_made: Callable[[Iterable[object]], Word] = partial(tuple.__new__, Word)  # pyright: ignore[reportUnknownMemberType]


@lru_cache(maxsize=65536)
def normal(word: str) -> str:
    """Return the form in which the lexicon stores the word, "" for words that terms leave out."""
    form = _without_possessive(word.lower())
    if form in _SILENT:
        return ""
    if form in _SAME:
        return _SAME[form]
    form = _singular(_american(form))
    return _SAME.get(form, form)


def term_key(term: str) -> str:
    """Return the lexicon key of a term: its normal words joined by single spaces."""
    return " ".join(filter(None, (normal(m.group()) for m in _WORD.finditer(term))))


def _without_possessive(form: str) -> str:
    head, mark, tail = form.replace("’", "'").partition("'")
    return head if mark and tail in _CONTRACTED else head + tail


def _american(form: str) -> str:
    if len(form) < 5:
        return form
    for british, american in _AMERICAN:
        if british in form:
            form = form.replace(british, american)
    return form


def _singular(form: str) -> str:
    """Undo a regular English or Greek plural and nothing else."""
    if len(form) < 4 or not form.endswith(("s", "omata")) or form in _SINGULAR:
        return form
    if form.endswith(("ss", "us", "is")):
        return form
    if form.endswith("omata"):
        return form[:-2]
    return _regular_singular(form)


def _regular_singular(form: str) -> str:
    if form.endswith("itides"):
        return form[:-4] + "s"
    if form.endswith("oses") and len(form) > 6:
        return form[:-2] + "is"
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "xes", "zzes")) or (form.endswith("ches") and not form.endswith("aches")):
        return form[:-2]
    return form[:-1]
