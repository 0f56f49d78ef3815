// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/crc32.h"

#include <QByteArray>
#include <QList>
#include <QtEndian>

#include <optional>

/// Writes zip archives byte by byte, right or wrong as the test wants them.
class ZipBuilder
{
public:
    struct Entry {
        QByteArray name;
        QByteArray content;
        bool deflate = true;
        quint32 mode = 0100644; ///< Unix mode; 0: made without
        quint16 flags = 1U << 11;
        quint16 method = 0xffff; ///< as `deflate` says
        std::optional<quint32> crc = {};
        std::optional<quint32> declaredSize = {};
        std::optional<QByteArray> localName = {};
        std::optional<quint32> localSize = {};
        std::optional<quint32> localOffset = {}; ///< in the directory
        std::optional<QByteArray> stored = {};   ///< instead of the packed content
        QByteArray centralExtra = {};
        bool sizesFollow = false; ///< written as to a pipe: sizes behind the content
    };

    ZipBuilder &add(Entry entry)
    {
        m_entries.append(std::move(entry));
        return *this;
    }
    ZipBuilder &add(const QByteArray &name, const QByteArray &content)
    {
        return add(Entry{name, content});
    }
    ZipBuilder &addFolder(const QByteArray &name)
    {
        Entry entry{name, {}};
        entry.deflate = false;
        entry.mode = 0040755;
        return add(entry);
    }

    static QByteArray deflated(const QByteArray &content)
    {
        if (content.isEmpty())
            return QByteArray("\x03\0", 2);
        // Qt's length, then zlib's header; Adler-32 at the end.
        return qCompress(content, 9).sliced(6).chopped(4);
    }

    /// `entryCount`: what the end record says instead of the truth.
    [[nodiscard]] QByteArray build(std::optional<quint16> entryCount = {}) const
    {
        QByteArray file;
        QByteArray directory;
        for (const Entry &entry : m_entries) {
            const QByteArray stored =
                entry.stored.value_or(entry.deflate ? deflated(entry.content) : entry.content);
            const quint16 method =
                entry.method != 0xffff ? entry.method : quint16(entry.deflate ? 8 : 0);
            const quint32 crc = entry.crc.value_or(crc32Of(entry.content));
            const quint32 size = entry.declaredSize.value_or(quint32(entry.content.size()));
            const auto offset = quint32(file.size());
            const quint16 flags = entry.flags | (entry.sizesFollow ? 8 : 0);
            const QByteArray localName = entry.localName.value_or(entry.name);
            put32(file, 0x04034b50);
            put16(file, 20);
            put16(file, flags);
            put16(file, method);
            put32(file, 0x00210000);
            put32(file, entry.sizesFollow ? 0 : crc);
            put32(file, entry.sizesFollow ? 0 : quint32(stored.size()));
            put32(file, entry.sizesFollow ? 0 : entry.localSize.value_or(size));
            put16(file, quint16(localName.size()));
            put16(file, 0);
            file += localName + stored;
            if (entry.sizesFollow) {
                put32(file, 0x08074b50);
                put32(file, crc);
                put32(file, quint32(stored.size()));
                put32(file, size);
            }
            put32(directory, 0x02014b50);
            put16(directory, quint16(entry.mode != 0 ? 0x0314 : 0x0014));
            put16(directory, 20);
            put16(directory, flags);
            put16(directory, method);
            put32(directory, 0x00210000);
            put32(directory, crc);
            put32(directory, quint32(stored.size()));
            put32(directory, size);
            put16(directory, quint16(entry.name.size()));
            put16(directory, quint16(entry.centralExtra.size()));
            put16(directory, 0);
            put16(directory, 0);
            put16(directory, 0);
            put32(directory, entry.mode << 16);
            put32(directory, entry.localOffset.value_or(offset));
            directory += entry.name + entry.centralExtra;
        }
        const auto start = quint32(file.size());
        const quint16 count = entryCount.value_or(quint16(m_entries.size()));
        file += directory;
        put32(file, 0x06054b50);
        put32(file, 0);
        put16(file, count);
        put16(file, count);
        put32(file, quint32(directory.size()));
        put32(file, start);
        put16(file, 0);
        return file;
    }

private:
    static void put16(QByteArray &to, quint16 value)
    {
        value = qToLittleEndian(value);
        to.append(reinterpret_cast<const char *>(&value), sizeof value);
    }
    static void put32(QByteArray &to, quint32 value)
    {
        value = qToLittleEndian(value);
        to.append(reinterpret_cast<const char *>(&value), sizeof value);
    }

    QList<Entry> m_entries;
};
