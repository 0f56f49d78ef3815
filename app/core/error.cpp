// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/error.h"

#include <QMetaEnum>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

using Row = std::pair<Error::Kind, QLatin1StringView>;

constexpr std::array<Row, 15> words{{
    {Error::Kind::Invalid, QLatin1StringView("invalid")},
    {Error::Kind::NotFound, QLatin1StringView("not-found")},
    {Error::Kind::Conflict, QLatin1StringView("conflict")},
    {Error::Kind::Unsupported, QLatin1StringView("unsupported")},
    {Error::Kind::Missing, QLatin1StringView("missing")},
    {Error::Kind::Permission, QLatin1StringView("permission")},
    {Error::Kind::Refused, QLatin1StringView("refused")},
    {Error::Kind::Integrity, QLatin1StringView("integrity")},
    {Error::Kind::Network, QLatin1StringView("network")},
    {Error::Kind::Timeout, QLatin1StringView("timeout")},
    {Error::Kind::DiskFull, QLatin1StringView("disk-full")},
    {Error::Kind::Process, QLatin1StringView("process")},
    {Error::Kind::Database, QLatin1StringView("database")},
    {Error::Kind::Cancelled, QLatin1StringView("cancelled")},
    {Error::Kind::Internal, QLatin1StringView("internal")},
}};

} // namespace

QString nameOf(Error::Kind kind)
{
    for (const Row &row : words) {
        if (row.first == kind)
            return row.second;
    }
    return u"internal"_s;
}

Error::Kind errorKindFromString(const QString &word)
{
    for (const Row &row : words) {
        if (row.second == word)
            return row.first;
    }
    return Error::Kind::Internal;
}
