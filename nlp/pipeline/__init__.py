# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading: a note goes in, sections, sentences and mentions come out. Cheap to import: spaCy comes with `Reader`."""

from nlp.pipeline.reader import Reader as Reader
