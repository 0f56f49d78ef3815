// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/targetlayout.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace {

/// `path` with the links in its existing part resolved.
QString resolved(const QString &path)
{
    QFileInfo existing(path);
    QString rest;
    while (!existing.exists() && !existing.isRoot()) {
        rest = u'/' + existing.fileName() + rest;
        existing.setFile(existing.path());
    }
    const QString canonical = existing.canonicalFilePath();
    return canonical.isEmpty() ? path : QDir::cleanPath(canonical + rest);
}

} // namespace

TargetLayout TargetLayout::of(const Installation &installation)
{
    TargetLayout layout;
    const std::initializer_list<std::pair<QString, QString>> all{
        {u"sharedir"_s, installation.sharedir},
        {u"pkglibdir"_s, installation.pkglibdir},
        {u"bindir"_s, installation.bindir},
        {u"docdir"_s, installation.docdir},
        {u"htmldir"_s, installation.htmldir},
        {u"includedir-server"_s, installation.includedirServer},
        {u"pkgincludedir"_s, installation.pkgincludedir},
        {u"libdir"_s, installation.libdir},
        {u"localedir"_s, installation.localedir},
        {u"mandir"_s, installation.mandir},
    };
    const QStringList allowed = installation.allowedFolders();
    for (const auto &[name, folder] : all) {
        if (allowed.contains(folder))
            layout.m_folders.append({name, QDir::cleanPath(folder)});
    }
    return layout;
}

TargetLayout TargetLayout::inUserFolder(const QString &folder)
{
    TargetLayout layout;
    const std::initializer_list<std::pair<QString, QString>> all{
        {u"sharedir"_s, u"share"_s},
        {u"pkglibdir"_s, u"lib"_s},
        {u"bindir"_s, u"bin"_s},
        {u"docdir"_s, u"share/doc"_s},
        {u"htmldir"_s, u"share/html"_s},
        {u"includedir-server"_s, u"include/server"_s},
        {u"pkgincludedir"_s, u"include"_s},
        {u"libdir"_s, u"lib"_s},
        {u"localedir"_s, u"share/locale"_s},
        {u"mandir"_s, u"share/man"_s},
    };
    for (const auto &[name, inner] : all)
        layout.m_folders.append({name, QDir::cleanPath(folder) + u'/' + inner});
    return layout;
}

std::optional<TargetLayout::Place> TargetLayout::placeOf(const QString &path) const
{
    const auto find = [this](const QString &wanted) -> std::optional<Place> {
        std::optional<Place> best;
        qsizetype longest = 0;
        for (const auto &[name, folder] : m_folders) {
            if (wanted.startsWith(folder + u'/') && folder.size() > longest) {
                longest = folder.size();
                best = Place{name, wanted.mid(folder.size() + 1)};
            }
        }
        return best;
    };
    const QString clean = QDir::cleanPath(path);
    if (std::optional<Place> found = find(clean))
        return found;
    // pg_config may name a folder through a link that was resolved when it was first asked, or the other way.
    if (std::optional<Place> found = find(resolved(clean)))
        return found;
    TargetLayout real;
    for (const auto &[name, folder] : m_folders)
        real.m_folders.append({name, resolved(folder)});
    if (real.m_folders == m_folders)
        return std::nullopt;
    return real.placeOf(resolved(clean));
}

std::optional<QString> TargetLayout::path(const Place &place) const
{
    for (const auto &[name, folder] : m_folders) {
        if (name == place.folder)
            return folder + u'/' + place.relative;
    }
    return std::nullopt;
}

QStringList TargetLayout::folders() const
{
    QStringList all;
    for (const auto &[name, folder] : m_folders)
        all << folder;
    all.removeDuplicates();
    return all;
}

bool TargetLayout::isForExtensions(const QString &folder)
{
    return folder == u"sharedir"_s || folder == u"pkglibdir"_s || folder == u"docdir"_s
           || folder == u"htmldir"_s;
}
