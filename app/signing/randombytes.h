// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// Unpredictable bytes, fit for tokens, nonces and keys. Thread-safe.
[[nodiscard]] QByteArray randomBytes(qsizetype count);

/// Whether both are the same, in a time that depends on their lengths alone: for tokens and their digests.
[[nodiscard]] bool constantTimeEquals(QByteArrayView left, QByteArrayView right);
