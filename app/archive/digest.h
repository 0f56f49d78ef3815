// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>

/// The three digests of a file's bytes, raw.
struct FileDigests {
    QByteArray sha1;
    QByteArray sha256;
    QByteArray sha512;
    qint64 size = 0;
    bool operator==(const FileDigests &) const = default;
};

/// Running digests of a stream: fed as bytes arrive, asked at the end.
class DigestStream
{
public:
    DigestStream();
    ~DigestStream();
    DigestStream(const DigestStream &) = delete;
    DigestStream &operator=(const DigestStream &) = delete;

    void add(QByteArrayView bytes);
    [[nodiscard]] FileDigests result() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Of a whole file, read in pieces.
[[nodiscard]] Result<FileDigests> digestsOfFile(const QString &path);
