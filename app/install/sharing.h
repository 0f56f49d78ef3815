// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "install/manifest.h"
#include "install/receiptstore.h"
#include "jobs/jobhistory.h"
#include "postgres/installation.h"
#include "settings/locations.h"
#include "signing/heartbeat.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

/// One thing that a registry may be told about this computer: what is sent is `payload`, to the last letter.
struct SharedFact {
    enum class Kind {
        Install, ///< that an install was proven: its signed receipt
        Build,   ///< how building and installing a release went
        InUse,   ///< which of its releases are installed
    };
    Kind kind = Kind::Install;
    QString registry;     ///< its name; empty: an example that is not for sending
    QString distribution; ///< empty: about several
    QString path;         ///< below the API's root
    QJsonObject payload;
    QJsonObject
        signedContent; ///< what the signed text in the payload says; empty: nothing is signed
    QString receiptId;

    /// Whether the registry has to know who says so.
    [[nodiscard]] bool needsAccount() const { return kind == Kind::Build; }
    /// The payload as a person reads it.
    [[nodiscard]] QString text() const;
};
[[nodiscard]] QString nameOf(SharedFact::Kind kind);

/// What registries may be told about installs on this computer, when the person wants that; nothing is sent unasked.
/// Blocks: worker threads.
class Sharing
{
public:
    Sharing(const Locations &locations, const Clock &clock, const ManifestStore &manifests);

    /// Receipts of these ids that were not sent yet.
    [[nodiscard]] QList<SharedFact> installs(const QStringList &receiptIds) const;
    /// The newest receipt, sent or not. NotFound: there is none.
    [[nodiscard]] Result<SharedFact> newestInstall() const;
    /// How a job of a release of `registry` went. Unsupported: it says nothing about the release, see BuildReport.
    [[nodiscard]] static Result<SharedFact> build(const JobRecord &record,
                                                  const ServerVersion &postgres,
                                                  const QString &registry,
                                                  const QString &distribution);
    /// What is installed here of that registry's releases. NotFound: nothing.
    [[nodiscard]] Result<SharedFact> inUse(const QString &registry) const;
    /// How such a thing looks, about a release that does not exist: for who has installed nothing yet.
    [[nodiscard]] Result<SharedFact> example(SharedFact::Kind kind) const;

    /// To be called when the payload was taken: the same receipt is not offered again.
    [[nodiscard]] Result<void> markSent(const SharedFact &fact) const;

private:
    [[nodiscard]] static SharedFact factOf(const ReceiptStore::Kept &kept);
    [[nodiscard]] SharedFact factOf(const Heartbeat &heartbeat, const SigningKey &key,
                                    const QString &registry) const;

    const Clock &m_clock;
    const ManifestStore &m_manifests;
    ReceiptStore m_receipts;
};
