// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "reviewmodel.h"

ReviewModel::ReviewModel(QObject *parent)
    : RowModel({{"reviewId", [](const ReviewRow &row) { return QVariant(row.id); }},
                {"user", [](const ReviewRow &row) { return QVariant(row.user); }},
                {"when", [](const ReviewRow &row) { return QVariant(row.when); }},
                {"place", [](const ReviewRow &row) { return QVariant(row.place); }},
                {"works", [](const ReviewRow &row) { return QVariant(row.works); }},
                {"worksText", [](const ReviewRow &row) { return QVariant(row.worksText); }},
                {"worksKind", [](const ReviewRow &row) { return QVariant(row.worksKind); }},
                {"worksIcon", [](const ReviewRow &row) { return QVariant(row.worksIcon); }},
                {"aspects", [](const ReviewRow &row) { return QVariant(row.aspects); }},
                {"body", [](const ReviewRow &row) { return QVariant(row.text); }},
                {"reply", [](const ReviewRow &row) { return QVariant(row.reply); }},
                {"replyBy", [](const ReviewRow &row) { return QVariant(row.replyBy); }},
                {"isOwn", [](const ReviewRow &row) { return QVariant(row.isOwn); }}},
               parent)
{
}
