// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/digest.h"
#include "core/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QUrl>

#include <memory>

/// The unfinished file of a download: TARGET.part, its running digests, and beside it TARGET.part.json, which says
/// where it comes from and by what the server tells that its file is still the same.
class PartFile
{
public:
    struct Origin {
        QUrl url;
        QByteArray etag;
        QByteArray lastModified;
        /// For If-Range; empty when the server gave nothing that is strong enough.
        [[nodiscard]] QByteArray condition() const;
    };

    explicit PartFile(QString target);

    /// Takes up what an earlier run left, and reads it once for the digests; an empty file when there is
    /// nothing of use, which is: other origin, no validator while `isVerified` is false, too large.
    [[nodiscard]] Result<void> open(const QUrl &url, qint64 sizeLimit, bool isVerified);
    /// Empties it and notes where what follows comes from.
    [[nodiscard]] Result<void> restart(const Origin &origin);
    [[nodiscard]] Result<void> append(QByteArrayView bytes);
    /// Flushed and renamed to the target.
    [[nodiscard]] Result<void> commit();
    void discard();

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] const Origin &origin() const { return m_origin; }
    [[nodiscard]] FileDigests digests() const { return m_digests->result(); }

private:
    [[nodiscard]] Origin readOrigin() const;
    [[nodiscard]] Result<void> takeUp(qint64 sizeLimit);
    [[nodiscard]] Error writeError() const;

    QString m_target;
    QFile m_file;
    std::unique_ptr<DigestStream> m_digests;
    Origin m_origin;
    qint64 m_size = 0;
};
