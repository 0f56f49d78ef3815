// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/sqlonlybuild.h"

#include "core/durablefile.h"
#include "install/controlfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestControlFile = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("SqlOnlyBuild", text);
}

/// Regular files of the top folder and of the folders in it, that is `sql/`, `updates/`…; test scripts are not part
/// of what is installed.
QStringList filesOf(const QString &source, const QString &pattern)
{
    QStringList files;
    const auto take = [&](const QString &folder) {
        const QStringList names =
            QDir(folder).entryList({pattern}, QDir::Files | QDir::NoSymLinks, QDir::Name);
        for (const QString &name : names)
            files << folder + u'/' + name;
    };
    take(source);
    const QStringList folders =
        QDir(source).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
    for (const QString &folder : folders) {
        if (folder != u"test"_s && folder != u"tests"_s && folder != u"expected"_s)
            take(source + u'/' + folder);
    }
    return files;
}

Result<void> copyInto(const QString &folder, const QString &file)
{
    const QString target = folder + u'/' + QFileInfo(file).fileName();
    if (!QDir().mkpath(folder) || (!QFile::exists(target) && !QFile::copy(file, target))) {
        return Error{
            Error::Kind::Permission, tr("%1 cannot be written into the stage.").arg(target), {}};
    }
    return {};
}

Result<void> stageExtension(const QString &controlPath, const QString &source, const QString &share)
{
    const Result<QByteArray> bytes = DurableFile::read(controlPath, largestControlFile);
    if (!bytes)
        return bytes.error();
    const ControlFile control = ControlFile::parse(*bytes);
    const QString name = QFileInfo(controlPath).completeBaseName();
    if (!control.modulePathname().isEmpty()) {
        return Error{Error::Kind::Unsupported,
                     tr("The extension %1 needs the library %2, but the distribution has no "
                        "Makefile that builds it. Ask its author.")
                         .arg(name, control.modulePathname()),
                     {}};
    }
    const QStringList scripts = filesOf(source, name + u"--*.sql"_s);
    const QString version = control.defaultVersion();
    // An update path may lead to the default version as well: NAME--1.0.sql and NAME--1.0--1.1.sql.
    const bool reachesDefault =
        version.isEmpty()
        || std::any_of(scripts.cbegin(), scripts.cend(), [&](const QString &script) {
               return script.endsWith(u"--"_s + version + u".sql"_s);
           });
    if (scripts.isEmpty() || !reachesDefault) {
        return Error{Error::Kind::Invalid,
                     tr("The distribution has no file %1, which CREATE EXTENSION needs, and no "
                        "Makefile that makes it. Ask its author.")
                         .arg(name + u"--"_s + version + u".sql"_s),
                     {}};
    }
    QString directory = control.directory().isEmpty() ? u"extension"_s : control.directory();
    if (directory.startsWith(u'/') || QDir::cleanPath(directory).startsWith(u".."_s)) {
        return Error{Error::Kind::Refused,
                     tr("%1 wants its scripts in %2, outside PostgreSQL's folder.")
                         .arg(QFileInfo(controlPath).fileName(), directory),
                     {}};
    }
    if (Result<void> copied = copyInto(share + u"/extension"_s, controlPath); !copied)
        return copied;
    for (const QString &script : scripts) {
        if (Result<void> copied = copyInto(share + u'/' + directory, script); !copied)
            return copied;
    }
    const QStringList versionControls = filesOf(source, name + u"--*.control"_s);
    for (const QString &file : versionControls) {
        if (Result<void> copied = copyInto(share + u'/' + directory, file); !copied)
            return copied;
    }
    return {};
}

QStringList documentsOf(const QString &source)
{
    QStringList files;
    for (const QString &folder : {source, source + u"/doc"_s, source + u"/docs"_s}) {
        const QStringList patterns = folder == source
                                         ? QStringList{u"README*"_s}
                                         : QStringList{u"*.md"_s,  u"*.mmd"_s,  u"*.txt"_s,
                                                       u"*.rst"_s, u"*.adoc"_s, u"*.html"_s};
        const QStringList names =
            QDir(folder).entryList(patterns, QDir::Files | QDir::NoSymLinks, QDir::Name);
        for (const QString &name : names)
            files << folder + u'/' + name;
    }
    return files;
}

} // namespace

Result<void> SqlOnlyBuild::stage(const QString &source, const QString &stage,
                                 const Installation &installation)
{
    QStringList controls;
    const QStringList candidates = filesOf(source, u"*.control"_s);
    for (const QString &file : candidates) {
        if (!QFileInfo(file).fileName().contains(u"--"_s)) // those belong to one version
            controls << file;
    }
    if (controls.isEmpty()) {
        return Error{
            Error::Kind::Invalid, tr("The distribution has no control file. Ask its author."), {}};
    }
    for (const QString &control : controls) {
        if (Result<void> staged = stageExtension(control, source, stage + installation.sharedir);
            !staged)
            return staged;
    }
    if (installation.docdir.isEmpty())
        return {};
    // In a folder of its own: two distributions' README.md must not meet.
    const QString documents = stage + installation.docdir + u"/extension/"_s
                              + QFileInfo(controls.first()).completeBaseName();
    for (const QString &file : documentsOf(source)) {
        if (Result<void> copied = copyInto(documents, file); !copied)
            return copied;
    }
    return {};
}
