// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "rowmodel.h"

#include <QVariantList>
#include <QtQml/qqmlregistration.h>

struct ReviewRow {
    qint64 id = 0;
    QString user;
    QString when;
    QString place; ///< "1.2.0 · PostgreSQL 17 · Linux amd64"
    QString works; ///< "yes", "partly", "no"
    QString worksText;
    QString worksKind;
    QString worksIcon;
    QVariantList aspects; ///< {title, stars}, those that were said
    QString text;
    QString reply;
    QString replyBy; ///< "ada, 3 March 2024"
    bool isOwn = false;
    bool operator==(const ReviewRow &) const = default;
};

/// What people say of a distribution, newest first.
class ReviewModel : public RowModel<ReviewRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit ReviewModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const ReviewRow &row) const override
    {
        return QString::number(row.id);
    }
};
