// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/searchquery.h"

#include <QByteArray>

/// Turns what is not searched by column into bytes and back, losslessly: the release with its META,
/// and the distribution. The texts are stored beside it.
namespace EntryCodec {

/// Everything of the entry but its texts.
[[nodiscard]] QByteArray encode(const IndexEntry &entry);
/// False when `bytes` is not what `encode()` made.
[[nodiscard]] bool decode(const QByteArray &bytes, IndexEntry *entry);
/// A text, compressed when that makes it smaller.
[[nodiscard]] QByteArray packText(const QString &text);
[[nodiscard]] QString unpackText(const QByteArray &bytes);
/// Stands for "the same as README's plain text"; no packed text is like it.
[[nodiscard]] QByteArray sameText();

} // namespace EntryCodec
