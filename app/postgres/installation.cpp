// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/installation.h"

#include "postgres/serverenvironment.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Installation", text);
}

QHash<QString, QString> parseAnswers(const QByteArray &output)
{
    QHash<QString, QString> answers;
    for (const QByteArray &line : output.split('\n')) {
        const qsizetype equals = line.indexOf(" = ");
        if (equals > 0) {
            answers.insert(QString::fromLatin1(line.left(equals)),
                           QString::fromLocal8Bit(line.mid(equals + 3)).trimmed());
        }
    }
    return answers;
}

QString folderIn(const QHash<QString, QString> &answers, const QString &key)
{
    const QString folder = answers.value(key);
    return folder.isEmpty() ? QString() : QDir::cleanPath(QDir::fromNativeSeparators(folder));
}

/// A folder that does not exist yet counts by the folder it would be made in.
bool mayWriteInto(const QString &folder)
{
    QFileInfo info(folder);
    while (!info.exists() && !info.isRoot())
        info.setFile(info.path());
    return info.isDir() && info.isWritable();
}

/// A folder of PostgreSQL alone, by a name on the way to it; PostgreSQL's own configure tells them the same way when
/// it decides whether to add /postgresql to a folder.
bool isOfPostgres(const QString &folder)
{
    static const QRegularExpression name(
        u"(?:\\A|/)(?:[^/]*(?:postgres|pgsql)[^/]*|pg(?:[-_.@]?\\d[^/]*)?)(?:/|\\z)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return name.match(folder).hasMatch();
}

/// Root does not run a program that another user could have put there, but as that user.
std::optional<UserAccount> accountFor(const QFileInfo &program)
{
    if (!UserAccount::current().isRoot() || program.ownerId() == 0)
        return std::nullopt;
    if (std::optional<UserAccount> owner = UserAccount::withId(program.ownerId()))
        return owner;
    return UserAccount::forUnprivilegedWork();
}

} // namespace

QString nameOf(Installation::Origin origin)
{
    switch (origin) {
    case Installation::Origin::Debian:
        return u"debian"_s;
    case Installation::Origin::Pgdg:
        return u"pgdg"_s;
    case Installation::Origin::Source:
        return u"source"_s;
    case Installation::Origin::Homebrew:
        return u"homebrew"_s;
    case Installation::Origin::PostgresApp:
        return u"postgres.app"_s;
    case Installation::Origin::Edb:
        return u"edb"_s;
    case Installation::Origin::Pgenv:
        return u"pgenv"_s;
    case Installation::Origin::Path:
        return u"path"_s;
    case Installation::Origin::Process:
        return u"process"_s;
    case Installation::Origin::Manual:
        return u"manual"_s;
    case Installation::Origin::Sandbox:
        return u"sandbox"_s;
    }
    return {};
}

QString Installation::title() const
{
    return u"PostgreSQL "_s + version.shortText();
}

QString Installation::originText() const
{
    switch (origin) {
    case Origin::Debian:
        return tr("Debian package");
    case Origin::Pgdg:
        return tr("PostgreSQL RPM package");
    case Origin::Source:
        return tr("built from source");
    case Origin::Homebrew:
        return tr("Homebrew");
    case Origin::PostgresApp:
        return tr("Postgres.app");
    case Origin::Edb:
        return tr("EDB installer");
    case Origin::Pgenv:
        return tr("pgenv");
    case Origin::Path:
        return tr("found on PATH");
    case Origin::Process:
        return tr("of a running server");
    case Origin::Manual:
        return tr("added by hand");
    case Origin::Sandbox:
        return tr("sandbox server");
    }
    return {};
}

QStringList Installation::allowedFolders() const
{
    QStringList folders{sharedir, pkglibdir, docdir};
    for (const QString &folder :
         {bindir, htmldir, pkgincludedir, libdir, includedirServer, localedir, mandir}) {
        if (isOfPostgres(folder))
            folders += folder;
    }
    folders.removeAll(QString());
    folders.removeDuplicates();
    return folders;
}

Result<Installation> Installation::inspect(const QString &pgConfig, Origin origin,
                                           CommandRunner &runner, const CancellationToken &token)
{
    const QFileInfo program(pgConfig);
    if (!program.isFile()) {
        return Error{Error::Kind::NotFound,
                     tr("There is no program %1. Name the pg_config of a PostgreSQL installation.")
                         .arg(pgConfig),
                     {}};
    }
    Command command{program.absoluteFilePath(), {}, QDir::rootPath()};
    command.timeout = std::chrono::seconds(10);
    command.environment = ServerEnvironment::clean();
    command.runAs = accountFor(program);
    command.outputLimit = 256 * 1024;
    const Result<CommandOutcome> outcome = runner.run(command, token);
    if (!outcome)
        return outcome.error();

    const QHash<QString, QString> answers = parseAnswers(outcome->output);
    Installation found;
    found.version = ServerVersion::parse(answers.value(u"VERSION"_s));
    found.bindir = folderIn(answers, u"BINDIR"_s);
    if (!outcome->succeeded() || found.version.major == 0 || found.bindir.isEmpty()) {
        return Error{Error::Kind::Process,
                     tr("%1 does not answer as a pg_config does. Name the pg_config of a "
                        "PostgreSQL installation.")
                         .arg(pgConfig),
                     outcome->text()};
    }
    if (found.version.number() < 90100) {
        return Error{
            Error::Kind::Unsupported,
            tr("PostgreSQL %1 has no extensions; use 9.1 or later.").arg(found.version.shortText()),
            pgConfig};
    }
    if (const QString canonical = QFileInfo(found.bindir).canonicalFilePath(); !canonical.isEmpty())
        found.bindir = canonical;
    found.pgConfig = program.absoluteFilePath();
    found.origin = origin;
    found.libdir = folderIn(answers, u"LIBDIR"_s);
    found.pkglibdir = folderIn(answers, u"PKGLIBDIR"_s);
    found.sharedir = folderIn(answers, u"SHAREDIR"_s);
    found.docdir = folderIn(answers, u"DOCDIR"_s);
    found.htmldir = folderIn(answers, u"HTMLDIR"_s);
    found.includedir = folderIn(answers, u"INCLUDEDIR"_s);
    found.pkgincludedir = folderIn(answers, u"PKGINCLUDEDIR"_s);
    found.includedirServer = folderIn(answers, u"INCLUDEDIR-SERVER"_s);
    found.localedir = folderIn(answers, u"LOCALEDIR"_s);
    found.mandir = folderIn(answers, u"MANDIR"_s);
    found.sysconfdir = folderIn(answers, u"SYSCONFDIR"_s);
    found.pgxs = folderIn(answers, u"PGXS"_s);
    found.configure = answers.value(u"CONFIGURE"_s);
    found.cc = answers.value(u"CC"_s);
    found.cflags = answers.value(u"CFLAGS"_s);
    found.hasServerHeaders = QFileInfo(found.pgxs).isFile()
                             && QFileInfo(found.includedirServer + u"/postgres.h"_s).isFile();
    found.isWritable = mayWriteInto(found.extensionDir()) && mayWriteInto(found.pkglibdir);
    return found;
}
