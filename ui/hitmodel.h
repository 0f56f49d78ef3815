// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "hitrow.h"
#include "rowmodel.h"

#include <QtQml/qqmlregistration.h>

/// Rows of found distributions; keeps their state buttons current. Cards and results differ only in who fills them.
class HitModel : public RowModel<HitRow>
{
    Q_OBJECT
    QML_ANONYMOUS

public:
    HitModel(const JobWatcher &watcher, const TargetModel &targets, QObject *parent = nullptr);
    void setHits(const QList<SearchHit> &hits);
    void appendHits(const QList<SearchHit> &hits);

protected:
    [[nodiscard]] QString keyOf(const HitRow &row) const override;

private:
    [[nodiscard]] QList<HitRow> rowsOf(const QList<SearchHit> &hits) const;
    void refresh(const QString &name);

    const JobWatcher &m_watcher;
    const TargetModel &m_targets;
};

/// The cards of one Discover row.
class CardModel : public HitModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    using HitModel::HitModel;
};
