// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

/// Reads the members of a JSON object that a client sent. The first member that is not as it should be is remembered
/// and what is read is worth nothing then: ask `check()` before using any of it.
class JsonFields
{
public:
    explicit JsonFields(QJsonObject object) : m_object(std::move(object)) {}

    [[nodiscard]] bool has(const QString &name) const { return m_object.contains(name); }
    /// Without white space around it; empty when it is not there. No control characters.
    [[nodiscard]] QString text(const QString &name, qsizetype longest = 200);
    /// As it is, blanks and all.
    [[nodiscard]] QString secret(const QString &name, qsizetype longest = 1024);
    [[nodiscard]] bool flag(const QString &name, bool otherwise = false);
    /// Nothing when it is not there, or null.
    [[nodiscard]] std::optional<qint64> number(const QString &name, qint64 least, qint64 most);
    /// A list of texts.
    [[nodiscard]] QStringList texts(const QString &name, qsizetype longest = 200);

    /// Notes a problem that the caller found.
    void refuse(const QString &problem);
    /// Invalid: the first problem, or a member that nobody read, which is a spelling mistake.
    [[nodiscard]] Result<void> check() const;

private:
    QJsonValue take(const QString &name);
    QJsonObject m_object;
    QStringList m_read;
    QString m_problem;
};
