// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

/// JSON text read strictly (RFC 8259), with what QJsonDocument does not tell: line and column of an error
/// and the author's order of members. Of members given twice the last one counts; a byte order mark is
/// dropped.
struct JsonText {
    QJsonValue value;
    /// The members of each object in the order of the text, by JSON pointer.
    QHash<QString, QStringList> order;

    /// The error's message ends in "(line 3, column 14)".
    [[nodiscard]] static Result<JsonText> parse(const QByteArray &text);

    /// The keys of `object`, which is at `pointer`: as written, or sorted when that is not known.
    [[nodiscard]] QStringList keysOf(const QJsonObject &object, const QString &pointer) const;

    /// `parent` with one more step (RFC 6901).
    [[nodiscard]] static QString pointer(const QString &parent, const QString &key);
    [[nodiscard]] static QString pointer(const QString &parent, qsizetype index);
};
