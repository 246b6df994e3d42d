# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What every page stands on: theme, icons, commands, jobs, notices."""
