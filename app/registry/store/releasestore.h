// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// What statistics tell (protocol.md 1.4).
struct RegistryTotals {
    static constexpr int listLength = 56; ///< upstream's, of each list
    struct Ranked {
        QString name;     ///< a nickname, or a tag in lower case
        QString fullName; ///< of a user
        int distributions = 0;
        int releases = 0;
    };
    int distributions = 0;
    int releases = 0;
    int extensions = 0;
    int users = 0; ///< all accounts, whatever their state
    int tags = 0;
    int mirrors = 0;
    QList<Release> recent; ///< newest first
    QList<Ranked> prolific;
    QList<Ranked> popular;
    QHash<QString, QString> fullNames; ///< of the users in `recent`, by nickname
};

/// What is published, as the registry's database knows it. What has the form of a `Release` lacks what only META.json
/// tells: maintainers, requirements, documentation.
class ReleaseStore
{
public:
    explicit ReleaseStore(RegistryDatabase &database) : m_database(database) {}

    /// In lower case and without build metadata, which makes no new version (protocol.md 4.3).
    [[nodiscard]] static QString versionKey(const Version &version);

    [[nodiscard]] Result<bool> contains(const QString &name, const Version &version);
    [[nodiscard]] Result<QStringList> distributions();
    [[nodiscard]] Result<QList<Release>> ofDistribution(const QString &name);
    [[nodiscard]] Result<QList<Release>> providing(const QString &extension);
    [[nodiscard]] Result<QList<Release>> tagged(const QString &tag);
    [[nodiscard]] Result<QList<Release>> ofUser(const QString &nickname);
    [[nodiscard]] Result<QList<Release>> all();
    /// What lists of many releases tell: name, version, status, abstract, date, user, whether it was yanked; of the tags
    /// the one that is asked for, as each release spells it. Nothing else is read.
    [[nodiscard]] Result<QList<Release>> listTagged(const QString &tag);
    [[nodiscard]] Result<QList<Release>> listOfUser(const QString &nickname);
    [[nodiscard]] Result<RegistryTotals> totals();
    [[nodiscard]] Result<std::optional<Yank>> yankOf(const QString &name, const Version &version);
    [[nodiscard]] Result<std::optional<Deprecation>> deprecationOf(const QString &name);
    /// What one release's archive takes.
    [[nodiscard]] Result<qint64> sizeOf(const QString &name, const Version &version);
    struct Listed {
        qint64 id = 0; ///< rises in the order of first releases
        QString name;
    };
    /// Distributions with an id above `after`, lowest first.
    [[nodiscard]] Result<QList<Listed>> page(qint64 after, int limit);

private:
    [[nodiscard]] Result<QList<Release>> load(const QString &where, const QVariantList &values);
    [[nodiscard]] Result<QList<Release>> list(const QString &selection, const QString &key);
    RegistryDatabase &m_database;
};
