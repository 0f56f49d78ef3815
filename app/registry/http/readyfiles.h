// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/filestamp.h"
#include "registry/http/readyanswer.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <deque>
#include <memory>
#include <mutex>

/// A small file of the mirror with all that an answer needs.
struct ReadyFile {
    enum class Kind { Fixed, Release, Distribution, Extension, User, Tag };

    Kind kind = Kind::Fixed; ///< of what it is, for asking whether that is published
    QString name;
    QString version;
    QByteArray encodedPath;
    bool isShared = false; ///< with the headers for web pages of other sites
    FileStamp stamp;
    QByteArray etag;
    std::shared_ptr<const ReadyAnswer> whole;
    std::shared_ptr<const ReadyAnswer> unchanged; ///< 304
};

/// Small files that were asked for lately, by the path that asked for them. Bounded: what came first goes first. May
/// be used on several threads.
class ReadyFiles
{
public:
    explicit ReadyFiles(qsizetype largestTotal) : m_largestTotal(largestTotal) {}

    [[nodiscard]] std::shared_ptr<const ReadyFile> find(QByteArrayView path) const;
    void insert(const QByteArray &path, std::shared_ptr<const ReadyFile> file);

private:
    [[nodiscard]] static qsizetype costOf(const QByteArray &path, const ReadyFile &file);

    const qsizetype m_largestTotal;
    mutable std::mutex m_mutex;
    QHash<QByteArray, std::shared_ptr<const ReadyFile>> m_files;
    std::deque<QByteArray> m_order;
    qsizetype m_total = 0;
};
