# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The engine's output against labels: pure counting, in step with the scorer that stands beside the data."""
