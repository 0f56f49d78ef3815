// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "samples.h"

#include <QDir>

using namespace Qt::StringLiterals;

/// Outside of any namespace, as the macro wants it: a static library's resources are not found otherwise.
static void initializeResources()
{
    Q_INIT_RESOURCE(samples);
}

QStringList Samples::archives()
{
    initializeResources();
    QStringList paths;
    for (const QString &name :
         QDir(u":/samples"_s).entryList({u"*.zip"_s}, QDir::Files, QDir::Name))
        paths.append(u":/samples/"_s + name);
    return paths;
}
