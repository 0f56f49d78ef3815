// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metaconversion.h"
#include "catalog/metaparser.h"
#include "catalog/metavalidator.h"

#include <QByteArray>

#include <cstdlib>

/// META.json of any release: reading is tolerant, checking is strict, and what passes the check can be read.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const Result<Release> release = MetaParser::parse(text);
    const bool isGood = MetaValidator::check(text).isEmpty();
    if (isGood && !release)
        std::abort();
    (void)MetaParser::parseDistribution(text);
    return 0;
}
