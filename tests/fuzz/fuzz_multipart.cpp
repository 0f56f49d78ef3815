// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/multipart.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <cstdlib>

namespace {

struct Told {
    QList<QByteArray> parts;
    bool isWhole = false;
    bool operator==(const Told &) const = default;
};

Told read(QByteArrayView bytes, qsizetype piece)
{
    Told told;
    MultipartParser parser("x", {[&](const MultipartParser::Part &part) -> Result<void> {
                                     told.parts.append(part.name.toUtf8() + ':');
                                     return {};
                                 },
                                 [&](QByteArrayView content) -> Result<void> {
                                     told.parts.last().append(content);
                                     return {};
                                 },
                                 []() -> Result<void> { return {}; }});
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        if (!parser.feed(bytes.sliced(at, std::min(piece, bytes.size() - at))))
            return told;
    }
    told.isWhole = parser.finish().has_value();
    return told;
}

} // namespace

/// Forms: what is read does not depend on the pieces in which the bytes come.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    (void)MultipartParser::boundaryOf(bytes);
    const Told whole = read(bytes, std::max<qsizetype>(1, bytes.size()));
    for (const qsizetype piece : {1, 7}) {
        const Told pieces = read(bytes, piece);
        if (pieces.isWhole != whole.isWhole || (whole.isWhole && pieces != whole))
            std::abort();
    }
    return 0;
}
