// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/coreextensions.h"
#include "install/planner.h"
#include "postgres/session.h"

#include <QFileInfo>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

/// Whether a library that a README names can be this release's own: READMEs show whole settings, with others in it.
bool isOwn(const QString &library, const Release &release)
{
    const auto begins = [&](const QString &name) {
        return !name.isEmpty() && library.startsWith(name, Qt::CaseInsensitive);
    };
    if (begins(release.key()))
        return true;
    for (const ProvidedExtension &extension : release.extensions) {
        if (begins(extension.name))
            return true;
    }
    for (const ProvidedModule &module : release.modules) {
        if (library == QFileInfo(module.library).fileName() || library == module.name)
            return true;
    }
    return false;
}

QStringList namedInReadme(const IndexEntry &entry)
{
    static const QRegularExpression setting(
        uR"re(shared_preload_libraries\s*(?:=|TO)\s*(?:'([^'\n]*)'|"([^"\n]*)"|([A-Za-z0-9_$/.-]+)))re"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression plain(u"\\A[A-Za-z0-9_.-]+\\z"_s);
    QStringList libraries;
    const QString &text = entry.readmeSource.isEmpty() ? entry.readme : entry.readmeSource;
    auto matches = setting.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const QString value = match.captured(1) + match.captured(2) + match.captured(3);
        for (QString library : PreloadSetting::split(value)) {
            if (library.startsWith(u"$libdir/"_s))
                library = library.mid(8);
            if (library.endsWith(u".so"_s))
                library.chop(3);
            if (plain.match(library).hasMatch() && isOwn(library, entry.release)
                && !CoreExtensions::contains(library.toLower()) && !libraries.contains(library))
                libraries += library;
        }
    }
    return libraries;
}

} // namespace

namespace Planner {

PreloadHints preloadHints(const IndexEntry &entry)
{
    PreloadHints hints;
    for (const ProvidedModule &module : entry.release.modules) {
        const QString library = QFileInfo(module.library).fileName();
        const QString &name = library.isEmpty() ? module.name : library;
        if (module.preload == ProvidedModule::Preload::Server && !hints.required.contains(name))
            hints.required += name;
    }
    QStringList named = namedInReadme(entry);
    for (const QString &library : hints.required)
        named.removeAll(library);
    // The index says that it must be preloaded, and only the README says what.
    if (entry.needsRestart && hints.required.isEmpty())
        hints.required = named;
    else
        hints.optional = named;
    return hints;
}

} // namespace Planner
