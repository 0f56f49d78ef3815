// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

/// A TLS certificate that this server vouches for itself: made at first use and kept, so that clients that have
/// seen its fingerprint know it again.
namespace SelfSignedCertificate {

struct Files {
    QString certificate;
    QString key; ///< readable by this user only
};

/// The files in `folder`, made when they are not there. `names`: host names and addresses it is for.
[[nodiscard]] Result<Files> ensure(const QString &folder, const QStringList &names);
/// SHA-256 of a PEM certificate, "AB:CD:…"
[[nodiscard]] Result<QString> fingerprintOf(const QString &certificateFile);

} // namespace SelfSignedCertificate
