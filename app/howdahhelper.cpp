// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// howdah-helper: the only part of Howdah that runs with administrator rights. It copies checked files into
// PostgreSQL's folders and takes them away again; nothing else. pkexec starts it once for a whole batch.
//
// It trusts its caller in nothing but the wish:
// - the verbs are fixed, the batch comes as JSON on standard input and is read strictly;
// - where files may go is asked of pg_config, which must lie where only root can change things, and bear its name;
// - each folder on the way is opened one by one without following links, and must belong to root;
// - sources are opened with the caller's own rights and must have the hash the batch says;
// - what is at a destination must be what the batch says is there;
// - outside the folders that hold extensions nothing is replaced or removed that it did not put there itself, by
//   a list of its own that only root can write.
#include "core/commandrunner.h"
#include "core/useraccount.h"
#include "install/copybatch.h"
#include "install/targetlayout.h"
#include "postgres/installation.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstdlib>

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestBatch = 32LL * 1024 * 1024;
constexpr auto ledger = "/var/lib/howdah/installed-files.json";

QString tr(const char *text)
{
    return QCoreApplication::translate("howdah-helper", text);
}

/// Nobody but root (or whoever runs this) could have changed the program or put another one in its place.
bool isTrusted(const QString &program)
{
    const QString real = QFileInfo(program).canonicalFilePath();
    if (real.isEmpty() || !QFileInfo(real).isFile())
        return false;
    for (QString path = real; !path.isEmpty(); path = QFileInfo(path).path()) {
        struct stat status = {};
        if (::stat(QFile::encodeName(path).constData(), &status) != 0)
            return false;
        const bool isOurs = status.st_uid == 0 || status.st_uid == ::geteuid();
        const bool isOpen = (status.st_mode & (S_IWGRP | S_IWOTH)) != 0;
        const bool isSticky = S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX) != 0;
        if (!isOurs || (isOpen && !isSticky))
            return false;
        if (path == u"/"_s)
            return true;
    }
    return false;
}

/// Under the names that packages give it (Fedora's server package: pg_server_config), whatever links lead to it.
bool isPgConfig(const QString &program)
{
    const QString name = QFileInfo(QFileInfo(program).canonicalFilePath()).fileName();
    return name == u"pg_config"_s || name == u"pg_server_config"_s;
}

Result<CopyRules> rulesFor(const CopyBatch &batch)
{
    if (!isPgConfig(batch.pgConfig)) {
        return Error{
            Error::Kind::Refused,
            tr("%1 is no pg_config, so it is not asked where files may go.").arg(batch.pgConfig),
            {}};
    }
    if (!isTrusted(batch.pgConfig)) {
        return Error{Error::Kind::Refused,
                     tr("%1 could have been changed by other users, so it is not asked where "
                        "files may go. Install into this PostgreSQL as the user it belongs to.")
                         .arg(batch.pgConfig),
                     {}};
    }
    ProcessRunner runner;
    const Result<Installation> installation = Installation::inspect(
        QFileInfo(batch.pgConfig).canonicalFilePath(), Installation::Origin::Manual, runner);
    if (!installation)
        return installation.error();
    CopyRules rules;
    rules.folders = installation->allowedFolders();
    const QString documents = installation->docdir + u"/extension"_s;
    rules.extensionFolders = {installation->sharedir, installation->pkglibdir, documents};
    rules.onlyTrustedFolders = true;
    if (::geteuid() == 0)
        rules.ledger = QString::fromLatin1(ledger);
    bool isNumber = false;
    const uint caller = qEnvironmentVariable("PKEXEC_UID").toUInt(&isNumber);
    if (isNumber && ::geteuid() == 0) {
        rules.readAs = UserAccount::withId(caller);
        if (!rules.readAs)
            return Error{Error::Kind::Refused, tr("There is no user %1.").arg(caller), {}};
    }
    return rules;
}

Result<void> run(const QString &verb)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return Error{Error::Kind::Invalid, tr("There is no batch on standard input."), {}};
    QByteArray bytes;
    while (bytes.size() <= largestBatch) {
        const QByteArray piece = input.read(1024 * 1024);
        if (piece.isEmpty())
            break;
        bytes += piece;
    }
    if (bytes.size() > largestBatch)
        return Error{Error::Kind::Refused, tr("The batch is too large."), {}};
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return Error{Error::Kind::Invalid, tr("The batch is not JSON."), {}};
    const Result<CopyBatch> batch = CopyBatch::fromJson(document.object());
    if (!batch)
        return batch.error();
    if ((verb == u"install"_s) != (batch->verb == CopyBatch::Verb::Install))
        return Error{Error::Kind::Invalid, tr("The batch is for another verb."), {}};
    const Result<CopyRules> rules = rulesFor(*batch);
    if (!rules)
        return rules.error();
    return carryOut(*batch, *rules);
}

int report(const Result<void> &result)
{
    QJsonObject answer{{u"ok"_s, result.has_value()}};
    if (!result) {
        answer.insert(u"error"_s, QJsonObject{{u"kind"_s, nameOf(result.error().kind)},
                                              {u"message"_s, result.error().message},
                                              {u"detail"_s, result.error().detail}});
    }
    const QByteArray line = QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    return result ? EXIT_SUCCESS : EXIT_FAILURE;
}

/// Nothing of the caller's surroundings reaches pg_config or this program's libraries.
void cleanSurroundings()
{
    const QByteArray caller = qgetenv("PKEXEC_UID");
    ::clearenv();
    ::setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1);
    ::setenv("LC_ALL", "C.UTF-8", 1);
    if (!caller.isEmpty())
        ::setenv("PKEXEC_UID", caller.constData(), 1);
    ::umask(022);
    if (::geteuid() == 0)
        ::setgroups(0, nullptr);
    if (::chdir("/") != 0)
        std::abort();
}

} // namespace

int main(int argc, char *argv[])
{
    cleanSurroundings();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(HOWDAH_VERSION));
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString verb = arguments.value(0);
    if (arguments.size() == 1 && verb == u"version"_s) {
        std::printf("howdah-helper %s\n", qPrintable(QCoreApplication::applicationVersion()));
        return EXIT_SUCCESS;
    }
    if (arguments.size() == 1 && (verb == u"install"_s || verb == u"restore"_s))
        return report(run(verb));
    std::fputs("usage: howdah-helper install|restore < BATCH.json\n       howdah-helper version\n",
               stderr);
    return 2;
}
