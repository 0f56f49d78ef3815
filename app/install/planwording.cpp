// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/planwording.h"

#include "install/sqltext.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Planner", text);
}

QString size(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString added(const PreloadChange &change)
{
    QStringList libraries;
    for (const QString &library : change.after) {
        if (!change.before.contains(library))
            libraries += library;
    }
    return libraries.join(u", "_s);
}

QString removed(const PreloadChange &change)
{
    QStringList libraries;
    for (const QString &library : change.before) {
        if (!change.after.contains(library))
            libraries += library;
    }
    return libraries.join(u", "_s);
}

// Measured on a small machine: a C file of the usual size compiles in about 0.4 s, and 20 KB of archive hold one.
double buildSeconds(qint64 archiveBytes, bool native)
{
    if (!native)
        return 0.5;
    return 1 + double(qMax<qint64>(archiveBytes, 20'000)) / 20'000 * 0.4;
}

} // namespace

Step PlanWording::fetch(int release) const
{
    const PlannedRelease &planned = m_plan.releases[release];
    const bool isLocal = planned.archiveUrl.isLocalFile();
    const QString file = planned.release.archiveBase() + u".zip"_s;
    Step step;
    step.kind = Step::Kind::Fetch;
    step.release = release;
    step.title = (isLocal ? tr("Copy %1") : tr("Download %1")).arg(file);
    const QString from = planned.registry.isEmpty() ? planned.archiveUrl.host() : planned.registry;
    step.why = planned.archiveBytes >= 0 ? tr("%1 from %2").arg(size(planned.archiveBytes), from)
                                         : tr("from %1").arg(from);
    if (!planned.neededBy.isEmpty())
        step.why += tr("; %1 needs it").arg(planned.neededBy);
    step.seconds = isLocal ? 0.1 : 0.3 + double(qMax<qint64>(0, planned.archiveBytes)) / 2'000'000;
    return step;
}

Step PlanWording::verify(int release) const
{
    const Digests &digests = m_plan.releases[release].release.digests;
    Step step;
    step.kind = Step::Kind::Verify;
    step.release = release;
    step.title = tr("Verify it");
    const Provenance &provenance = m_plan.releases[release].provenance;
    if (provenance.state == Provenance::State::Signed) {
        step.why =
            tr("signed by the registry %1, key %2; its digest must be the one that was signed")
                .arg(m_plan.releases[release].registry, provenance.keyName);
    } else if (!digests.sha512.isEmpty())
        step.why = tr("the SHA-512 digest must be the registry's");
    else if (!digests.sha256.isEmpty())
        step.why = tr("the SHA-256 digest must be the registry's");
    else if (!digests.sha1.isEmpty())
        step.why = tr("the SHA-1 digest must be the registry's; it publishes no stronger one");
    else
        step.why = tr("the registry publishes no digest; only the archive's own sums are checked");
    step.seconds = 0.1;
    return step;
}

Step PlanWording::unpack(int release) const
{
    Step step;
    step.kind = Step::Kind::Unpack;
    step.release = release;
    step.title = tr("Unpack it");
    step.why = tr("refused whole if one entry is hostile");
    step.seconds = 0.1;
    return step;
}

Step PlanWording::build(int release, bool native) const
{
    const PlannedRelease &planned = m_plan.releases[release];
    const Installation &installation = m_plan.target.installation;
    const QString tool = planned.release.pipeline == u"cmake" ? u"cmake"_s : u"make"_s;
    const QString place = QDir::cleanPath(installation.bindir + u"/.."_s);
    Step step;
    step.kind = Step::Kind::Build;
    step.release = release;
    step.title = m_plan.allowWithoutJail ? tr("Build %1").arg(planned.release.name)
                                         : tr("Build %1 in a jail").arg(planned.release.name);
    step.why = tr("%1 for %2 at %3").arg(tool, installation.title(), place);
    if (!m_plan.allowWithoutJail)
        step.why += tr("; no network, no access to your files");
    step.seconds = buildSeconds(planned.archiveBytes, native);
    return step;
}

Step PlanWording::check(int release) const
{
    const PlannedRelease &planned = m_plan.releases[release];
    Step step;
    step.kind = Step::Kind::Check;
    step.release = release;
    step.title = tr("Check the files of %1").arg(planned.release.name);
    step.why = planned.isCached
                   ? tr("built before on this computer; each file must still be the same")
                   : tr("only the server's extension folders are allowed");
    step.seconds = 0.1;
    return step;
}

Step PlanWording::copy() const
{
    Step step;
    step.kind = Step::Kind::Copy;
    if (m_plan.destination == Plan::Destination::UserFolder) {
        step.title = tr("Copy the files into your own folder");
        step.why = tr("%1; the server is told to look there").arg(m_plan.userFolder);
    } else {
        step.title = tr("Copy the files into %1").arg(m_plan.target.installation.title());
        step.why = m_plan.needsElevation
                       ? tr("asks for the administrator's password once; what is replaced is kept")
                       : tr("what is replaced is kept for undo");
    }
    step.seconds = 0.2;
    return step;
}

Step PlanWording::preload() const
{
    const QString more = added(m_plan.preload);
    Step step;
    step.kind = Step::Kind::Preload;
    step.title = more.isEmpty() ? tr("No longer preload %1").arg(removed(m_plan.preload))
                                : tr("Preload %1").arg(more);
    step.why = tr("shared_preload_libraries; the others stay in their order");
    step.sql = SqlText::alterSystemLibraries(m_plan.preload.after);
    step.seconds = 0.1;
    return step;
}

QString PlanWording::clients(const QList<ClientFacts> &clients)
{
    QStringList names;
    for (const ClientFacts &client : clients) {
        const QString program = client.application.isEmpty() ? client.user : client.application;
        names += client.database.isEmpty() ? program : u"%1 (%2)"_s.arg(program, client.database);
    }
    names.removeDuplicates();
    QString text = names.mid(0, 3).join(u", "_s);
    if (names.size() > 3)
        text += u' ' + tr("and %1 more").arg(names.size() - 3);
    return text;
}

Step PlanWording::restart() const
{
    Step step;
    step.kind = Step::Kind::Restart;
    step.title = tr("Restart %1").arg(m_plan.target.title());
    const qsizetype count = m_plan.connectedClients.size();
    if (count == 0)
        step.why = tr("nobody is connected now");
    else if (count == 1)
        step.why = tr("1 client is connected now: %1").arg(clients(m_plan.connectedClients));
    else
        step.why =
            tr("%1 clients are connected now: %2").arg(count).arg(clients(m_plan.connectedClients));
    step.seconds = 1.5;
    return step;
}

Step PlanWording::create(const QString &extension, const QString &database, const QString &schema,
                         const QString &why) const
{
    Step step;
    step.kind = Step::Kind::Create;
    step.extension = extension;
    step.database = database;
    step.sql = SqlText::createExtension(extension, schema, true);
    step.title = SqlText::createExtension(extension, schema, false);
    step.why = tr("in the database %1, with what it requires").arg(database);
    if (!why.isEmpty())
        step.why += u"; "_s + why;
    step.seconds = 0.2;
    return step;
}

Step PlanWording::update(const QString &extension, const QString &database, const QString &from,
                         const QString &to) const
{
    Step step;
    step.kind = Step::Kind::Create;
    step.extension = extension;
    step.database = database;
    step.sql = SqlText::updateExtension(extension);
    step.title = step.sql;
    step.why = to.isEmpty() ? tr("in the database %1, from %2").arg(database, from)
                            : tr("in the database %1, from %2 to %3").arg(database, from, to);
    step.seconds = 0.2;
    return step;
}

Step PlanWording::prove(const QString &extension, const QString &database,
                        const QString &version) const
{
    Step step;
    step.kind = Step::Kind::Prove;
    step.extension = extension;
    step.database = database;
    step.title = tr("Prove that %1 works in %2").arg(extension, database);
    step.why = version.isEmpty()
                   ? tr("the server reports it and has loaded its library")
                   : tr("the server reports version %1 and has loaded its library").arg(version);
    step.seconds = 0.1;
    return step;
}

Step PlanWording::drop(const QString &extension, const QString &database) const
{
    Step step;
    step.kind = Step::Kind::Drop;
    step.extension = extension;
    step.database = database;
    step.sql = SqlText::dropExtension(extension);
    step.title = step.sql;
    step.why = tr("in the database %1; refused if anything there still uses it").arg(database);
    step.seconds = 0.2;
    return step;
}

Step PlanWording::remove(int files, const QString &userFolder) const
{
    Step step;
    step.kind = Step::Kind::Remove;
    step.title = files == 1 ? tr("Remove 1 file") : tr("Remove %1 files").arg(files);
    step.why =
        m_plan.needsElevation
            ? tr("only those that were installed; asks for the administrator's password once")
        : userFolder.isEmpty()
            ? tr("only those that were installed; what they replaced comes back")
            : tr("only those that were installed; once nothing else is in %1, the server is told "
                 "not to look there any more")
                  .arg(userFolder);
    step.seconds = 0.2;
    return step;
}

Step PlanWording::regressionTest(int release) const
{
    Step step;
    step.kind = Step::Kind::RegressionTest;
    step.release = release;
    step.title = tr("Run the regression tests of %1").arg(m_plan.releases[release].release.name);
    step.why = tr("make installcheck, in a database of its own that is dropped afterwards");
    step.seconds = 5;
    return step;
}

QString PlanWording::summary() const
{
    const auto has = [this](Step::Kind kind) {
        return std::any_of(m_plan.steps.cbegin(), m_plan.steps.cend(),
                           [kind](const Step &step) { return step.kind == kind; });
    };
    if (m_plan.isEmpty())
        return tr("There is nothing to do: all of it is there already.");
    if (m_plan.action == Plan::Action::Uninstall) {
        if (!has(Step::Kind::Remove))
            return tr("Only SQL runs; the files stay.");
        return m_plan.needsElevation
                   ? tr("Nothing runs as administrator but the removal of the listed files.")
                   : tr("Nothing runs as administrator.");
    }
    if (m_plan.releases.isEmpty())
        return tr("The files are there already; only the server is asked to use them.");
    QString how;
    if (!has(Step::Kind::Build))
        how = tr("Built before on this computer.");
    else if (has(Step::Kind::Fetch))
        how = tr("Built from source on this computer.");
    const QString rights = m_plan.needsElevation
                               ? tr("Nothing runs as administrator but the copy of checked files.")
                               : tr("Nothing runs as administrator.");
    return how + u' ' + rights;
}

QStringList PlanWording::undoText() const
{
    QStringList text;
    if (m_plan.isEmpty())
        return text;
    if (m_plan.action == Plan::Action::Uninstall) {
        text += tr("What is dropped takes its data with it: only a backup brings that back.");
        if (!m_plan.manifestId.isEmpty())
            text += tr("The files can be installed again at any time.");
        return text;
    }
    if (!m_plan.releases.isEmpty())
        text += tr("Undo removes the files and puts back, byte for byte, what they replaced.");
    if (m_plan.preload.isChange()) {
        text += m_plan.needsRestart ? tr("It restores the setting and restarts the server again.")
                                    : tr("It restores the setting.");
    }
    const bool creates =
        std::any_of(m_plan.steps.cbegin(), m_plan.steps.cend(), [](const Step &step) {
            return step.kind == Step::Kind::Create && step.sql.startsWith(u"CREATE"_s);
        });
    if (creates)
        text += tr("It drops the extension, with what is stored in it, if nothing uses it.");
    const bool updates =
        std::any_of(m_plan.steps.cbegin(), m_plan.steps.cend(), [](const Step &step) {
            return step.kind == Step::Kind::Create && step.sql.startsWith(u"ALTER"_s);
        });
    if (updates)
        text += tr(
            "It goes back to the earlier version with the author's script for that; without one it "
            "drops the extension and creates the earlier version, and asks first if rows in its "
            "tables would be lost.");
    return text;
}
