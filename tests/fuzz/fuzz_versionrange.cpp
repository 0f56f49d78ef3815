// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/version.h"
#include "catalog/versionrange.h"

#include <QString>

#include <cstdlib>

/// Versions and ranges: what the strict reader takes the tolerant one takes, too, and means the same by it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const std::optional<Version> version = Version::parse(text);
    const std::optional<Version> tolerant = Version::parseTolerant(text);
    if (version && (!tolerant || !(*tolerant == *version) || version->toString() != text))
        std::abort();
    const std::optional<VersionRange> range = VersionRange::parse(text);
    if (range && !VersionRange::parseTolerant(text))
        std::abort();
    (void)VersionRange::parseV2(text);
    return 0;
}
