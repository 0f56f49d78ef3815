// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArrayView>

/// Running CRC-32 (the one of zip and gzip): start with 0, feed the last result.
[[nodiscard]] quint32 crc32Of(QByteArrayView bytes, quint32 before = 0);
