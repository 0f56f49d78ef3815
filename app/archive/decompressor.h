// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"

#include <QByteArrayView>
#include <QIODevice>

#include <functional>

/// Unpacks one compressed run of bytes through KArchive's filters, telling "ended well" from "damaged"
/// and "cut off", which KArchive's own devices do not.
namespace Decompressor {

enum class Format {
    Deflate, ///< without any header, as in zip
    Gzip,    ///< checked against its own CRC and length
    Xz,
    Zstd,
    Bzip2,
};

/// Gets the unpacked bytes piece by piece; an error stops the work and is handed up.
using Sink = std::function<Result<void>(QByteArrayView)>;

/// Unpacks the next `length` bytes of `source`. Several gzip members, xz streams and so on in a row are
/// one run; with `Deflate` the one stream must fill the run. Error kind Integrity when damaged or cut off.
[[nodiscard]] Result<void> run(Format format, QIODevice &source, qint64 length, const Sink &sink,
                               const CancellationToken &token = {});

} // namespace Decompressor
