// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// Writes tar archives byte by byte, right or wrong as the test wants them.
class TarBuilder
{
public:
    TarBuilder &add(const QByteArray &name, const QByteArray &content, char type = '0',
                    int mode = 0644, const QByteArray &linkTarget = {},
                    std::optional<qint64> declaredSize = {})
    {
        QByteArray header(512, '\0');
        put(header, 0, name.left(100));
        putOctal(header, 100, 8, mode);
        putOctal(header, 108, 8, 0);
        putOctal(header, 116, 8, 0);
        putOctal(header, 124, 12, declaredSize.value_or(content.size()));
        putOctal(header, 136, 12, 315532800);
        put(header, 148, QByteArray(8, ' '));
        header[156] = type;
        put(header, 157, linkTarget.left(100));
        put(header, 257,
            QByteArrayView("ustar\0"
                           "00",
                           8));
        int sum = 0;
        for (const char byte : header)
            sum += static_cast<unsigned char>(byte);
        put(header, 148, QByteArray::number(sum, 8).rightJustified(6, '0') + '\0');
        m_bytes += header + content;
        if (const qsizetype rest = content.size() % 512; rest != 0)
            m_bytes += QByteArray(512 - rest, '\0');
        return *this;
    }
    TarBuilder &addFolder(const QByteArray &name) { return add(name, {}, '5', 0755); }
    TarBuilder &addPax(const QByteArray &key, const QByteArray &value, char type = 'x')
    {
        const QByteArray rest = ' ' + key + '=' + value + '\n';
        qsizetype length = rest.size() + 1;
        while (QByteArray::number(length).size() + rest.size() != length)
            ++length;
        return add("pax", QByteArray::number(length) + rest, type);
    }

    [[nodiscard]] QByteArray build() const { return m_bytes + QByteArray(1024, '\0'); }
    /// Without the two empty blocks at the end.
    [[nodiscard]] QByteArray withoutEnd() const { return m_bytes; }

private:
    static void put(QByteArray &header, qsizetype at, QByteArrayView text)
    {
        for (qsizetype index = 0; index < text.size(); ++index)
            header[at + index] = text[index];
    }
    static void putOctal(QByteArray &header, qsizetype at, qsizetype width, qint64 value)
    {
        put(header, at, QByteArray::number(value, 8).rightJustified(width - 1, '0'));
    }

    QByteArray m_bytes;
};
