// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/version.h"
#include "core/result.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>
#include <optional>

/// What groups of the API know of a distribution or of one release beside what was released (its metrics, reports,
/// reviews…), put into the answers that describe it. Filled before the server starts, then only read.
class ReleaseMembers
{
public:
    /// `distribution` in lower case; without a version it is about all of them. Called on several threads.
    using Writer = std::function<Result<QJsonValue>(const QString &distribution,
                                                    const std::optional<Version> &version)>;

    /// `name` of the member, among those of the object itself.
    void add(const QString &name, Writer writer) { m_writers.append({name, std::move(writer)}); }
    [[nodiscard]] Result<void> write(QJsonObject &object, const QString &distribution,
                                     const std::optional<Version> &version) const
    {
        for (const auto &[name, writer] : m_writers) {
            const Result<QJsonValue> value = writer(distribution, version);
            if (!value)
                return value.error();
            object.insert(name, *value);
        }
        return {};
    }

private:
    QList<std::pair<QString, Writer>> m_writers;
};
