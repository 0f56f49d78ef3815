// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "registry/store/releasestore.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

/// Makes the documents of a PGXN root mirror (protocol.md 1.2 and 1.4) from what is released. Pure: same
/// releases, same bytes.
class MirrorDocuments
{
public:
    /// `releases`: all that the wanted documents tell of, in any order; must outlive this.
    explicit MirrorDocuments(const QList<Release> &releases);

    [[nodiscard]] static QByteArray index();
    [[nodiscard]] static QByteArray spec();

    /// Empty when nothing of that name is released.
    [[nodiscard]] QByteArray distribution(const QString &name,
                                          const std::optional<Deprecation> &deprecated = {}) const;
    [[nodiscard]] QByteArray extension(const QString &name) const;
    /// `profile`: members besides `releases` that are kept (name, email, uri, twitter).
    [[nodiscard]] QByteArray user(const QString &nickname, const QJsonObject &profile) const;
    [[nodiscard]] QByteArray tag(const QString &tag) const;
    /// A JSON list of all names: the template `distlist`, which upstream does not have.
    [[nodiscard]] static QByteArray distributionList(const QStringList &names);

    [[nodiscard]] static QByteArray distributionStats(const RegistryTotals &totals);
    [[nodiscard]] static QByteArray extensionStats(const RegistryTotals &totals);
    [[nodiscard]] static QByteArray userStats(const RegistryTotals &totals);
    [[nodiscard]] static QByteArray tagStats(const RegistryTotals &totals);
    [[nodiscard]] static QByteArray summary(const RegistryTotals &totals);

    /// The name by which a distribution goes: that of its newest upload.
    [[nodiscard]] QString nameOf(const QString &key) const;

private:
    QList<const Release *> m_newestFirst;
};
