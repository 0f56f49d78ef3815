// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>
#include <QStringView>

/// Writes lists of which each line tells its place by a row of marks: "**", "*#", ";"…
class MarkedList
{
public:
    /// How many list marks the line begins with that a space follows; 0 when it is no item.
    [[nodiscard]] static qsizetype marksOf(QStringView line, QStringView marks, bool needsSpace);

    void add(QString &out, QStringView marks, const QString &html);
    void close(QString &out) { closeTo(out, 0); }
    [[nodiscard]] bool isOpen() const { return !m_marks.isEmpty(); }

private:
    void closeTo(QString &out, qsizetype depth);

    QString m_marks;
};
