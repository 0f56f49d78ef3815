// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/relocatedcopy.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <filesystem>
#include <system_error>
#include <utility>

using namespace Qt::StringLiterals;

namespace fs = std::filesystem;

namespace {

constexpr int deepest = 40;

QString tr(const char *text)
{
    return QCoreApplication::translate("RelocatedCopy", text);
}

fs::path toPath(const QString &text)
{
#ifdef Q_OS_WIN
    return fs::path(text.toStdWString());
#else
    return fs::path(QFile::encodeName(text).toStdString());
#endif
}

Error failure(const QString &place, const std::error_code &code)
{
    const bool isFull = code == std::errc::no_space_on_device;
    return {isFull ? Error::Kind::DiskFull : Error::Kind::Permission,
            isFull ? tr("No space is left for the sandbox server at %1.").arg(place)
                   : tr("The sandbox server's files cannot be made at %1.").arg(place),
            QString::fromStdString(code.message())};
}

QStringList partsOf(const QString &path)
{
    return QDir::cleanPath(path).split(u'/', Qt::SkipEmptyParts);
}

/// Whatever the umask, the account that runs the server has to read it.
Result<void> makeFolder(const QString &folder)
{
    std::error_code code;
    if (fs::create_directory(toPath(folder), code)) {
        fs::permissions(toPath(folder), fs::perms(0755), code);
    }
    if (code)
        return failure(folder, code);
    return {};
}

Result<void> makeFolders(const QString &base, const QString &folder)
{
    QString place = base;
    if (Result<void> made = makeFolder(place); !made)
        return made;
    for (const QString &part : partsOf(folder.mid(base.size()))) {
        place += u'/' + part;
        if (Result<void> made = makeFolder(place); !made)
            return made;
    }
    return {};
}

Result<void> linkFile(const fs::path &original, const fs::path &place)
{
    std::error_code code;
#ifdef Q_OS_WIN
    fs::copy_file(original, place, fs::copy_options::skip_existing, code);
#else
    // To the file itself: the copy of a copy must not depend on the first one. A relative link (postmaster
    // to postgres) stays in its folder.
    const fs::path real = original.is_absolute() ? fs::canonical(original, code) : original;
    fs::create_symlink(code ? original : real, place, code);
#endif
    if (code && code != std::errc::file_exists)
        return failure(QString::fromStdString(place.string()), code);
    return {};
}

/// Names that PostgreSQL itself puts into folders it shares with others.
bool isOwnName(const QString &name)
{
    static const QRegularExpression own(
        u"\\A(?:libpq.*|libpg.*|libecpg.*|ecpg.*|pg_.*|pgbench.*|pgtypes.*|postgres.*|postmaster.*"
        "|psql.*|initdb.*|(?:create|drop)(?:db|user).*|(?:cluster|reindex|vacuum)db.*|vacuumlo.*"
        "|oid2name.*|sql3types\\.h|sqlca\\.h|sqlda.*\\.h)\\z"_s);
    return own.match(name).hasMatch();
}

/// Which entries of a folder are taken, and which of its folders become one link. Each file costs time
/// on start and on removal: of PostgreSQL's 3000 files few are left this way.
struct Selection {
    QStringList without = {};
    bool linkFolders = false;
    bool onlyOwnNames = false;
};

Result<void> linkTree(const fs::path &original, const QString &place, const Selection &selection,
                      int depth = 0)
{
    if (Result<void> made = makeFolder(place); !made)
        return made;
    std::error_code code;
    const fs::directory_iterator end;
    for (fs::directory_iterator entry(original, code); !code && entry != end;
         entry.increment(code)) {
        const QString name = QString::fromStdString(entry->path().filename().string());
        if ((selection.onlyOwnNames && !isOwnName(name)) || selection.without.contains(name))
            continue;
        const QString target = place + u'/' + name;
        std::error_code unknown;
        const bool isRealFolder = entry->symlink_status(unknown).type() == fs::file_type::directory;
        const bool isEntered = isRealFolder && depth < deepest && !selection.linkFolders;
        Result<void> done = isEntered ? linkTree(entry->path(), target, {}, depth + 1)
                                      : linkFile(entry->path(), toPath(target));
        if (!done)
            return done;
    }
    // A folder that this user may not read holds nothing that this user's server needs.
    if (code && code != std::errc::permission_denied
        && code != std::errc::no_such_file_or_directory)
        return failure(place, code);
    return {};
}

Result<void> copyPrograms(const QString &bindir, const QString &place)
{
    const bool isShared = isSharedFolder(bindir);
    for (const QFileInfo &program : QDir(bindir).entryInfoList(QDir::Files)) {
        if (isShared && !isOwnName(program.fileName()))
            continue;
        const QString target = place + u'/' + program.fileName();
        // postmaster is a link to postgres beside it.
        const QString sibling =
            program.isSymLink() ? QFileInfo(program.symLinkTarget()).fileName() : QString();
        if (!sibling.isEmpty() && QFileInfo(program.symLinkTarget()).path() == program.path()) {
            if (Result<void> linked = linkFile(toPath(sibling), toPath(target)); !linked)
                return linked;
            continue;
        }
        QFile file(program.absoluteFilePath());
        if (!file.copy(target)) {
            if (!program.isReadable())
                continue;
            const bool isFull = file.error() == QFileDevice::ResourceError
                                || file.error() == QFileDevice::WriteError;
            return Error{isFull ? Error::Kind::DiskFull : Error::Kind::Permission,
                         tr("%1 cannot be copied to %2. Check the free space there.")
                             .arg(program.absoluteFilePath(), target),
                         file.errorString()};
        }
    }
    return {};
}

Result<void> linkFolder(const CopyLayout &layout, const QString &folder, Selection selection)
{
    const QString place = layout.placeOf(folder);
    if (place.isEmpty() || !QFileInfo(folder).isDir())
        return {};
    if (Result<void> made = makeFolders(layout.base, place); !made)
        return made;
    selection.onlyOwnNames = isSharedFolder(folder);
    return linkTree(toPath(folder), place, selection);
}

/// The server's own bitcode only, as two links: for a module whose bitcode is missing the server just
/// does not inline.
Result<void> linkBitcode(const CopyLayout &layout, const QString &folder)
{
    const QString place = layout.placeOf(folder);
    if (place.isEmpty() || !QFileInfo(folder).isDir())
        return {};
    if (Result<void> made = makeFolders(layout.base, place); !made)
        return made;
    for (const QString &name : {u"/postgres"_s, u"/postgres.index.bc"_s}) {
        if (!QFileInfo::exists(folder + name))
            continue;
        if (Result<void> linked = linkFile(toPath(folder + name), toPath(place + name)); !linked)
            return linked;
    }
    return {};
}

/// In the order of nesting: what an outer folder would link as a whole is a folder by then.
Result<void> linkAll(const CopyLayout &layout, const Installation &original,
                     const CancellationToken &token)
{
    const QString modules = original.includedirServer + u"/extension"_s;
    const Selection foldersAsLinks{{}, true};
    const std::pair<QString, Selection> parts[] = {
        {original.sharedir, {{u"man"_s}}},
        {original.pkglibdir, {{u"bitcode"_s}}},
        {modules, {}},
        {original.includedirServer, foldersAsLinks},
        {original.pkgincludedir, foldersAsLinks},
        {original.includedir, foldersAsLinks},
        {original.libdir, foldersAsLinks},
    };
    if (Result<void> linked = linkBitcode(layout, original.pkglibdir + u"/bitcode"_s); !linked)
        return linked;
    for (const QString &part : {original.extensionDir(), modules}) {
        if (Result<void> made = makeFolders(layout.base, layout.placeOf(part)); !made)
            return made;
    }
    for (const auto &[part, selection] : parts) {
        if (token.isCancelled())
            return Error{Error::Kind::Cancelled, tr("The sandbox server was not started."), {}};
        if (Result<void> linked = linkFolder(layout, part, selection); !linked)
            return linked;
    }
    return {};
}

} // namespace

bool isSharedFolder(const QString &folder)
{
    static const QRegularExpression shared(
        u"\\A(?:/usr|/usr/local|/opt/homebrew|/opt/local|/sw|/home/linuxbrew/\\.linuxbrew|)"
        "/(?:s?bin|lib|lib32|lib64|lib/[^/]+-linux-[^/]+|include|share)\\z"_s);
    return shared.match(QDir::cleanPath(folder)).hasMatch();
}

CopyLayout CopyLayout::of(const Installation &original, const QString &folder)
{
    QStringList common = partsOf(original.bindir);
    common.removeLast(); // the folder of programs itself keeps its name
    for (const QString &other : {original.pkglibdir, original.sharedir, original.pkgincludedir,
                                 original.includedirServer}) {
        const QStringList parts = partsOf(other);
        qsizetype same = 0;
        while (same < common.size() && same < parts.size() && common[same] == parts[same])
            ++same;
        common = common.first(same);
    }
    CopyLayout layout;
    layout.prefix = QDir::cleanPath(QDir::rootPath() + common.join(u'/'));
#ifdef Q_OS_WIN
    layout.prefix = common.join(u'/');
#endif
    layout.base = folder + u'/'
                  + (common.isEmpty() || common.last().contains(u':') ? u"root"_s : common.last());
    return layout;
}

QString CopyLayout::placeOf(const QString &path) const
{
    if (path == prefix)
        return base;
    const QString below = prefix.endsWith(u'/') ? prefix : prefix + u'/';
    return path.startsWith(below) ? base + u'/' + path.mid(below.size()) : QString();
}

Result<Installation> makeRelocatedCopy(const Installation &original, const QString &folder,
                                       CommandRunner &runner, const CancellationToken &token)
{
    const CopyLayout layout = CopyLayout::of(original, folder);
    const QString bindir = layout.placeOf(original.bindir);
    if (Result<void> made = makeFolders(layout.base, bindir); !made)
        return made.error();
    if (Result<void> copied = copyPrograms(original.bindir, bindir); !copied)
        return copied.error();
    if (Result<void> linked = linkAll(layout, original, token); !linked)
        return linked.error();

    const QString name = QFileInfo(original.pgConfig).fileName();
    Result<Installation> copy =
        Installation::inspect(bindir + u'/' + name, Installation::Origin::Sandbox, runner, token);
    if (!copy)
        return copy.error().within(tr("The private copy of %1").arg(original.bindir));
    const bool isRelocated = copy->bindir == bindir
                             && copy->sharedir == layout.placeOf(original.sharedir)
                             && copy->pkglibdir == layout.placeOf(original.pkglibdir);
    if (!isRelocated) {
        return Error{Error::Kind::Unsupported,
                     tr("PostgreSQL in %1 does not work from another folder, so it cannot have a "
                        "sandbox server. Use an installation of the same version from packages.")
                         .arg(original.bindir),
                     copy->sharedir + u'\n' + copy->pkglibdir};
    }
    return copy;
}
