// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

/// Many small files that are replaced with one wait for the disk: all are written under temporary names, flushed, and
/// renamed. A kill leaves each file old or new.
class DocumentBatch
{
public:
    enum class Kind {
        Durable,
        Derived ///< nothing is flushed: what an unclean stop of the computer takes is made anew
    };
    explicit DocumentBatch(Kind kind = Kind::Durable) : m_kind(kind) {}

    /// Empty: the file is to be removed. One that holds these bytes already is left alone.
    void add(const QString &file, const QByteArray &bytes);
    [[nodiscard]] Result<void> commit();

private:
    struct Change {
        QString file;
        QByteArray bytes;
        QString temporary;
    };
    [[nodiscard]] static Result<void> writeTemporary(Change &change);
    [[nodiscard]] Result<void> flush() const;
    [[nodiscard]] Result<void> rename() const;
    Kind m_kind;
    QList<Change> m_changes;
};
