// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

/// Who may release an extension, and who decides about that.
struct ExtensionOwnership {
    QString extension; ///< as its first author wrote it
    QString owner; ///< a nickname; empty: orphaned, only an administrator can give it to somebody
    QStringList coowners;
    QStringList invited; ///< have not answered yet
    QString offeredTo;   ///< who may take it over
    bool operator==(const ExtensionOwnership &) const = default;
};

/// What somebody has to do with an extension.
struct OwnershipPart {
    enum class Kind { Owner, CoOwner, Invited, Offered };
    QString extension;
    Kind kind = Kind::Owner;
};
[[nodiscard]] QString nameOf(OwnershipPart::Kind kind);

/// The rules of owning extensions (protocol.md 4.6), and who does. An owner decides, co-owners only release, nobody
/// becomes one without saying yes. Each change is an event. Permission, with upstream's words: the actor may not.
/// NotFound: no such extension, user, invitation or offer. Conflict: it is so already.
class OwnershipStore
{
public:
    struct Actor {
        qint64 id = 0;
        QString nickname;
        bool isAdmin = false;
    };
    explicit OwnershipStore(RegistryDatabase &database) : m_database(database) {}

    [[nodiscard]] Result<ExtensionOwnership> of(const QString &extension);
    /// By name.
    [[nodiscard]] Result<QList<OwnershipPart>> partsOf(qint64 userId);
    /// Names without an owner.
    [[nodiscard]] Result<QStringList> orphaned();

    [[nodiscard]] Result<void> invite(const QString &extension, const QString &nickname,
                                      const Actor &actor, const QDateTime &now);
    [[nodiscard]] Result<void> acceptInvitation(const QString &extension, const Actor &actor,
                                                const QDateTime &now);
    /// By an owner: ends it or takes the invitation back. By the co-owner: leaves or declines.
    [[nodiscard]] Result<void> revoke(const QString &extension, const QString &nickname,
                                      const Actor &actor, const QDateTime &now);

    [[nodiscard]] Result<void> offer(const QString &extension, const QString &nickname,
                                     const Actor &actor, const QDateTime &now);
    /// The new owner's co-ownership ends, the old owner keeps nothing.
    [[nodiscard]] Result<void> acceptOffer(const QString &extension, const Actor &actor,
                                           const QDateTime &now);
    /// By an owner: takes it back. By whom it was made to: declines.
    [[nodiscard]] Result<void> endOffer(const QString &extension, const Actor &actor);

    /// By an administrator only, at once.
    [[nodiscard]] Result<void> assign(const QString &extension, const QString &nickname,
                                      const Actor &actor, const QDateTime &now);
    /// By its owner or an administrator: nobody owns it then. Co-owners may still release.
    [[nodiscard]] Result<void> resign(const QString &extension, const Actor &actor,
                                      const QDateTime &now);
    /// As a part of a transaction: somebody goes for good. `actor`: a nickname.
    [[nodiscard]] static Result<void> giveUpAll(SqlConnection &connection, qint64 userId,
                                                const QString &actor, const QDateTime &now);

private:
    RegistryDatabase &m_database;
};
