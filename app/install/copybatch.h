// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "core/useraccount.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// What is at a place before a batch touches it; the batch refuses (Conflict) to touch anything else.
struct PlaceState {
    enum class Kind { Nothing, File, Link };
    Kind kind = Kind::Nothing;
    QByteArray sha256; ///< File
    QString link;      ///< Link: its text
    bool operator==(const PlaceState &) const = default;

    /// Of the disk now. An error when it is a folder or a device.
    [[nodiscard]] static Result<PlaceState> at(const QString &path);
};

/// All file changes of one job as one value: it can be carried out here or handed to the elevated helper, and either
/// happens completely or not at all.
struct CopyBatch {
    enum class Verb {
        Install, ///< puts files
        Restore, ///< puts back, makes links again, removes
    };
    struct Put {
        QString source;
        QByteArray sha256; ///< of the source; anything else is refused
        QString destination;
        quint32 mode = 0644; ///< 0644 or 0755
        qint64 modified = 0; ///< milliseconds since 1970 to set; 0: now
        PlaceState before;
        bool operator==(const Put &) const = default;
    };
    /// A symbolic link to make again, as it was.
    struct Link {
        QString destination;
        QString target;
        PlaceState before;
        bool operator==(const Link &) const = default;
    };
    struct Removal {
        QString destination;
        PlaceState before;
        bool operator==(const Removal &) const = default;
    };

    Verb verb = Verb::Install;
    QString id;        ///< of the manifest: letters, digits and '-'; names the temporary files
    QString pgConfig;  ///< whose folders these are
    bool flush = true; ///< to the disk; needless for what is thrown away
    QList<Put> puts;
    QList<Link> links;
    QList<Removal> removals;
    QStringList emptyFolders; ///< to remove when they are empty, innermost first
    QStringList sweep; ///< folders where a killed batch of this id may have left temporary files
    bool operator==(const CopyBatch &) const = default;

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] QJsonObject toJson() const;
    /// Invalid when a member is missing, unknown or of the wrong type.
    [[nodiscard]] static Result<CopyBatch> fromJson(const QJsonObject &json);
};

/// What a batch may do, decided by whoever carries it out, never by the batch itself.
struct CopyRules {
    QStringList folders; ///< everything must be below one of them
    QStringList
        extensionFolders; ///< files that are there may be replaced and removed only below these…
    QString
        ledger; ///< …or when this file says that they were put there by a batch; empty: everywhere
    bool onlyTrustedFolders =
        false; ///< each folder on the way belongs to us or root and to no one else
    std::optional<UserAccount> readAs; ///< sources are opened with this user's rights
};

/// Carries out a batch:
/// - every folder on the way to a destination is entered one by one without following links, so nobody can lead a
///   file elsewhere;
/// - each source is copied to a temporary name beside its destination and hashed on the way; what is there already
///   is compared with what the batch expects; only when all of that is right, names are changed;
/// - should a change of names fail, those made before are taken back.
/// A kill in between leaves temporary names ending in ".howdah-new" or ".howdah-old"; the manifest, written
/// before, tells what to put back, and `sweep` removes them.
[[nodiscard]] Result<void> carryOut(const CopyBatch &batch, const CopyRules &rules);
