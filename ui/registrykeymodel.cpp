// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registrykeymodel.h"

RegistryKeyModel::RegistryKeyModel(QObject *parent)
    : RowModel(
        {{"kid", [](const RegistryKeyRow &row) { return QVariant(row.kid); }},
         {"name", [](const RegistryKeyRow &row) { return QVariant(row.name); }},
         {"statusText", [](const RegistryKeyRow &row) { return QVariant(row.statusText); }},
         {"kind", [](const RegistryKeyRow &row) { return QVariant(row.kind); }},
         {"detail", [](const RegistryKeyRow &row) { return QVariant(row.detail); }},
         {"reason", [](const RegistryKeyRow &row) { return QVariant(row.reason); }},
         {"canWithdraw", [](const RegistryKeyRow &row) { return QVariant(row.canWithdraw); }}},
        parent)
{
}
