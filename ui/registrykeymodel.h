// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "rowmodel.h"

#include <QtQml/qqmlregistration.h>

struct RegistryKeyRow {
    QString kid;
    QString name; ///< as people compare it
    QString statusText;
    QString kind;
    QString detail; ///< since when, until when
    QString reason; ///< why it was withdrawn
    bool canWithdraw = false;
    bool operator==(const RegistryKeyRow &) const = default;
};

/// What the registry on this computer signs and signed with, newest first.
class RegistryKeyModel : public RowModel<RegistryKeyRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit RegistryKeyModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const RegistryKeyRow &row) const override { return row.kid; }
};
