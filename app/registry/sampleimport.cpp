// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/sampleimport.h"

#include "registry/registrystore.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

/// Outside of any namespace, as the macro wants it.
static void initializeResources()
{
    Q_INIT_RESOURCE(samples);
}

QString SampleImport::user()
{
    return u"howdah"_s;
}

QStringList SampleImport::archives()
{
    initializeResources();
    QStringList paths;
    for (const QString &name :
         QDir(u":/samples"_s).entryList({u"*.zip"_s}, QDir::Files, QDir::Name))
        paths.append(u":/samples/"_s + name);
    return paths;
}

Result<SampleImportOutcome> importSamples(RegistryStore &store, const CancellationToken &token)
{
    SampleImportOutcome outcome;
    if (Result<void> prepared = store.prepare(); !prepared)
        return prepared.error();
    QStringList missing;
    for (const QString &archive : SampleImport::archives()) {
        // Named NAME-VERSION.zip when they were packed; no version of theirs holds a hyphen.
        const QString base = QFileInfo(archive).completeBaseName();
        const qsizetype hyphen = base.lastIndexOf(u'-');
        const std::optional<Version> version = Version::parse(base.sliced(hyphen + 1));
        if (version && store.contains(base.first(hyphen), *version))
            ++outcome.present;
        else
            missing.append(archive);
    }
    const QList<Result<Release>> results = store.importAll(missing, SampleImport::user(), token);
    for (qsizetype index = 0; index < results.size(); ++index) {
        if (results[index])
            ++outcome.imported;
        else if (results[index].error().kind == Error::Kind::Cancelled)
            return results[index].error();
        else
            outcome.problems.append(
                results[index].error().within(QFileInfo(missing[index]).fileName()).message);
    }
    return outcome;
}
