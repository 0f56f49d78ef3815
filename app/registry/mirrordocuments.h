// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "registry/store/releasestore.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>

/// Makes the documents of a PGXN root mirror (protocol.md 1.2 and 1.4) from what is released, or what an API server
/// makes of them (1.5). Pure: same releases, same bytes.
class MirrorDocuments
{
public:
    /// Where an extension's documentation is in a release; empty when it has none.
    using DocpathOf = std::function<QString(const Release &release, const QString &extension)>;

    /// `releases`: all that the wanted documents tell of, in any order; must outlive this.
    explicit MirrorDocuments(const QList<Release> &releases);
    /// For an API server.
    MirrorDocuments(const QList<Release> &releases, DocpathOf docpathOf);
    /// The same releases, for an API server that is not asked for extensions.
    [[nodiscard]] MirrorDocuments forApi() const;

    [[nodiscard]] static QByteArray index();
    [[nodiscard]] static QByteArray apiIndex();
    [[nodiscard]] static QByteArray spec();

    /// Empty when nothing of that name is released.
    [[nodiscard]] QByteArray distribution(const QString &name,
                                          const std::optional<Deprecation> &deprecated = {}) const;
    [[nodiscard]] QByteArray extension(const QString &name) const;
    /// `profile`: members besides `releases` that are kept (name, email, uri, twitter).
    [[nodiscard]] QByteArray user(const QString &nickname, const QJsonObject &profile) const;
    [[nodiscard]] QByteArray tag(const QString &tag) const;
    /// As it was written first: upstream keeps that. Null when nothing has it.
    [[nodiscard]] QString spellingOf(const QString &tag) const;
    /// The value of `releases`, as all META documents of an API server have it.
    [[nodiscard]] QByteArray releasesOf(const QString &name) const;
    /// [{"user", "name"}…] in the order given: the template `userlist`.
    [[nodiscard]] static QByteArray userList(const QList<std::pair<QString, QString>> &users);
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
    [[nodiscard]] bool isApi() const { return bool(m_docpathOf); }

    QList<const Release *> m_newestFirst;
    QHash<QString, QString> m_names; ///< by key
    DocpathOf m_docpathOf;
};
