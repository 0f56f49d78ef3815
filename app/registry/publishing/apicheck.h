// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "registry/registryfolder.h"
#include "registry/store/staledocuments.h"

#include <QList>
#include <QString>
#include <QStringList>

class RegistryDatabase;

/// Whether the API server's documents are what would be made of the mirror now: they are made once more, elsewhere, and
/// compared.
namespace ApiCheck {

/// What is wrong; empty: nothing. `documents`: those of what is released. `workFolder`: for the others, removed behind.
[[nodiscard]] Result<QStringList> problems(const RegistryFolder &mirror, const RegistryFolder &api,
                                           RegistryDatabase &database,
                                           const QList<StaleDocument> &documents,
                                           const QString &workFolder,
                                           const CancellationToken &token = {});

} // namespace ApiCheck
