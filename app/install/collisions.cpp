// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/coreextensions.h"
#include "install/filechanges.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FileChanges", text);
}

/// The extension or library a file in PostgreSQL's folders belongs to by its name; empty when it says nothing.
QString nameIn(const TargetLayout::Place &place)
{
    if (place.folder == u"pkglibdir"_s) {
        const bool isBitcode = place.relative.startsWith(u"bitcode/"_s);
        if (!isBitcode && place.relative.contains(u'/'))
            return {};
        return place.relative.section(u'/', isBitcode ? 1 : 0, isBitcode ? 1 : 0)
            .section(u'.', 0, 0);
    }
    if (place.folder == u"sharedir"_s && place.relative.startsWith(u"extension/"_s))
        return QFileInfo(place.relative).fileName().section(u"--"_s, 0, 0).section(u'.', 0, 0);
    return {};
}

/// Libraries of the server itself that are no extensions.
bool isServerLibrary(const QString &name)
{
    static const QRegularExpression own(
        u"\\A(?:libpqwalreceiver|pgoutput|dict_snowball|llvmjit.*|euc.*_and_.*|utf8_and_.*|.*_and_"
        "(?:mic|utf8|.*2004)|latin.*_and_.*|cyrillic_and_mic|basebackup_to_shell|basic_archive)\\z"_s);
    return own.match(name).hasMatch();
}

/// Folders of sharedir that come with PostgreSQL; a distribution may add to them, never replace in them.
bool isServersOwn(const TargetLayout::Place &place)
{
    if (!TargetLayout::isForExtensions(place.folder))
        return true;
    if (place.folder != u"sharedir"_s)
        return false;
    static const QSet<QString> own{u"timezone"_s, u"timezonesets"_s, u"tsearch_data"_s, u"man"_s,
                                   u"locale"_s};
    return !place.relative.contains(u'/') || own.contains(place.relative.section(u'/', 0, 0));
}

struct Owner {
    QString distribution;
    QByteArray sha256;
};

QHash<QString, Owner> ownersOf(const ManifestStore &store)
{
    QHash<QString, Owner> owners;
    const QList<Manifest> manifests = store.all();
    for (const Manifest &manifest : manifests) { // newest first: the first one wins
        if (manifest.state != Manifest::State::Complete || manifest.isRemoval)
            continue;
        for (const Manifest::File &file : manifest.files) {
            if (!owners.contains(file.path))
                owners.insert(file.path, {manifest.distribution, file.sha256});
        }
    }
    return owners;
}

Error conflict(const QString &message)
{
    return {Error::Kind::Conflict, message, {}};
}

} // namespace

Result<void> FileChanges::checkCollisions(const QList<StagedFile> &files,
                                          const ManifestStore &store,
                                          const QStringList &distributions)
{
    const QHash<QString, Owner> owners = ownersOf(store);
    QSet<QString> seen;
    for (const StagedFile &file : files) {
        if (seen.contains(file.destination)) {
            return conflict(tr("Two of the distributions to be installed bring the same file %1.")
                                .arg(file.destination));
        }
        seen.insert(file.destination);
        if (const QString name = nameIn(file.place);
            !name.isEmpty()
            && (CoreExtensions::contains(name.toLower()) || isServerLibrary(name))) {
            return Error{Error::Kind::Refused,
                         tr("The build wants to install %1, which is a part of PostgreSQL itself.")
                             .arg(file.destination),
                         {}};
        }
        const Result<PlaceState> now = PlaceState::at(file.destination);
        if (!now)
            return now.error();
        if (now->kind == PlaceState::Kind::Nothing)
            continue;
        const auto owner = owners.constFind(file.destination);
        const bool isOwned = owner != owners.constEnd() && owner->sha256 == now->sha256;
        if (isOwned && !distributions.contains(owner->distribution.toLower())) {
            return conflict(tr("%1 belongs to the distribution %2. Uninstall that first.")
                                .arg(file.destination, owner->distribution));
        }
        if (!isOwned && isServersOwn(file.place)) {
            return conflict(tr("%1 is there already and was not put there by Howdah, so it is not "
                               "replaced. Move it away if it is not needed.")
                                .arg(file.destination));
        }
    }
    return {};
}
