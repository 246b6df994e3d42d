# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Stores: the code book and the audit file; SQLite stands only here."""
