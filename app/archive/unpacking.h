// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <QFile>
#include <QSet>
#include <QString>

#include <memory>
#include <utility>

/// A folder being filled; what was made is removed again unless `keep()` is called.
class Unpacking
{
public:
    /// `destination` must be an empty folder or not exist.
    [[nodiscard]] static Result<Unpacking> begin(const QString &destination);
    Unpacking(Unpacking &&other) noexcept;
    Unpacking &operator=(Unpacking &&) = delete;
    ~Unpacking();

    /// Makes `path` and every folder above it, mode 0755.
    [[nodiscard]] Result<void> addFolder(const QString &path);
    /// A new, open, empty file of mode 0644 or 0755; its folders are made.
    [[nodiscard]] Result<std::unique_ptr<QFile>> addFile(const QString &path, bool isExecutable);
    [[nodiscard]] static Result<void> write(QFile &file, QByteArrayView bytes);
    void keep() { m_isKept = true; }

private:
    Unpacking(QString destination, bool wasThere)
        : m_destination(std::move(destination)), m_wasThere(wasThere)
    {
    }
    QString m_destination;
    bool m_wasThere = false;
    bool m_isKept = false;
    QSet<QString> m_folders;
};
