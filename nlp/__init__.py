# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading notes and suggesting codes; knows nothing of windows, files of its own, or databases."""
