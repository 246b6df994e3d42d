# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The worklist: which notes are there, how far they are, and the page for having none."""
