// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "extensioncontroller.h"

#include "core/deliver.h"
#include "docs/releasenotes.h"
#include "docs/renderer.h"
#include "extensiontiles.h"
#include "plancontroller.h"
#include "remote/download.h"
#include "remote/releaseverifier.h"
#include "texts.h"

#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

struct Opened {
    IndexEntry entry;
    Release release;
    QString html;
    QMap<QString, QString> notes; ///< by version, as HTML
};

constexpr qint64 changelogLimit = 512 * 1024;

/// What the newest release's changelog says of each version. Nothing is downloaded for it: of a registry that is not
/// on this computer there is none.
QMap<QString, QString> notesOf(const ReleaseSource &releases, const IndexEntry &entry)
{
    const Result<QUrl> url = releases.archiveUrl(entry.registry, entry.release);
    if (!url || !url->isLocalFile())
        return {};
    const Result<ArchiveReader> archive = ArchiveReader::open(url->toLocalFile());
    if (!archive)
        return {};
    const QString top = archive->topFolder() + u'/';
    for (const ArchiveEntry &file : archive->entries()) {
        const QString name = file.path.startsWith(top) ? file.path.mid(top.size()) : file.path;
        if (file.isFolder || name.contains(u'/') || file.size > changelogLimit
            || !ReleaseNotes::isChangelog(name))
            continue;
        const Result<QByteArray> bytes = archive->read(file.path, changelogLimit);
        if (!bytes)
            return {};
        QMap<QString, QString> notes = ReleaseNotes::byVersion(QString::fromUtf8(*bytes));
        // Nearly all are lists with "-" or "*", also those that do not call themselves Markdown.
        for (QString &text : notes)
            text = DocRenderer::render(text.toUtf8(), DocRenderer::Markup::Markdown).html;
        return notes;
    }
    return {};
}

Result<Opened> openRelease(const ReleaseSource &releases, const QString &name,
                           const QString &version, DocRenderer::Images images)
{
    Result<IndexEntry> entry = releases.distribution(name);
    if (!entry)
        return entry.error();
    Opened opened{*entry, entry->release, {}, {}};
    const std::optional<Version> wanted = Version::parseTolerant(version);
    if (!version.isEmpty() && wanted && *wanted != entry->release.version) {
        Result<Release> other = releases.release(entry->registry, entry->release.name, *wanted);
        if (!other)
            return other.error();
        opened.release = *other;
    }
    if (!entry->readmeSource.isEmpty()) {
        const QUrl base = entry->release.resources.repository.isEmpty()
                              ? entry->release.resources.homepage
                              : entry->release.resources.repository;
        opened.html =
            DocRenderer::render(entry->readmeSource.toUtf8(),
                                DocRenderer::markupForFile(entry->readmeFile), base, images)
                .html;
    }
    opened.notes = notesOf(releases, *entry);
    return opened;
}

/// The archive of a release, opened; downloaded first when it is not on this computer.
Result<std::pair<QList<ArchiveEntry>, QString>>
archiveEntries(const UiServices &services, const QString &registry, const Release &release)
{
    const Result<QUrl> url = services.releases.archiveUrl(registry, release);
    if (!url)
        return url.error();
    QString path = url->toLocalFile();
    if (!url->isLocalFile()) {
        path =
            services.install.locations.downloadsFolder() + u'/' + release.archiveBase() + u".zip"_s;
        const Result<Download::Outcome> fetched =
            Download::run(services.install.http, {*url, path, release.digests});
        if (!fetched)
            return fetched.error();
    }
    const Result<ArchiveReader> archive = ArchiveReader::open(path);
    if (!archive)
        return archive.error();
    return std::pair(archive->entries(), archive->topFolder());
}

} // namespace

ExtensionController::ExtensionController(UiServices &services, const TargetModel &targets,
                                         const JobWatcher &watcher, PlanController &plan,
                                         ConfirmationController &confirmation, QObject *parent)
    : PageController(u"loading"_s, parent),
      m_services(services),
      m_targets(targets),
      m_watcher(watcher),
      m_plan(plan),
      m_reviews(services, confirmation),
      m_stats(services),
      m_compatibility(services, targets)
{
    connect(&targets, &TargetModel::factsChanged, this, &ExtensionController::updateSituation);
    connect(&watcher, &JobWatcher::changed, this, [this](const QString &name) {
        if (!name.isEmpty() && name.compare(m_release.name, Qt::CaseInsensitive) != 0)
            return;
        updateAction();
    });
    connect(&services.manifestIndex, &ManifestIndex::changed, this,
            &ExtensionController::updateSituation);
    connect(&services.queue, &JobQueue::finished, this, &ExtensionController::updateSituation);
}

QString ExtensionController::author() const
{
    return Texts::personName(m_release.maintainers.value(0));
}

QString ExtensionController::released() const
{
    return Texts::date(m_release.date);
}

QString ExtensionController::link() const
{
    return u"pgxn://dist/%1@%2"_s.arg(m_release.key(), version());
}

bool ExtensionController::isSandboxable() const
{
    return m_targets.current() && !m_targets.current()->installation.bindir.isEmpty()
           && m_action.action != u"unavailable"_s;
}

void ExtensionController::open(const QString &name, const QString &version)
{
    m_wantedName = name;
    m_wantedVersion = version;
    const int question = ++m_asked;
    if (name.compare(m_release.name, Qt::CaseInsensitive) != 0)
        setState(u"loading"_s);
    const ReleaseSource &releases = m_services.releases;
    const DocRenderer::Images images = m_services.settings.remoteImages()
                                           ? DocRenderer::Images::Shown
                                           : DocRenderer::Images::AsText;
    deliver(QtConcurrent::run(&m_services.workers,
                              [&releases, name, version, images] {
                                  return openRelease(releases, name, version, images);
                              }),
            this, [this, question](const Result<Opened> &opened) {
                if (question != m_asked)
                    return;
                if (!opened) {
                    setError(tr("%1 cannot be shown").arg(m_wantedName), opened.error(),
                             opened.error().kind == Error::Kind::NotFound ? u"empty"_s
                                                                          : u"error"_s);
                    return;
                }
                m_overviewHtml = opened->html;
                m_notes = opened->notes;
                show(opened->entry, opened->release);
            });
}

void ExtensionController::showVersion(const QString &version)
{
    open(m_release.name, version);
}

void ExtensionController::show(const IndexEntry &entry, const Release &release)
{
    m_entry = entry;
    m_release = release;
    m_provenance = {};
    m_filesState = u"idle"_s;
    m_filesSummary.clear();
    m_files.setRows({});
    setState(u"ready"_s);
    Q_EMIT contentChanged();
    Q_EMIT filesChanged();
    updateSituation();
    askProvenance();
    const RegistryTabController::Subject subject{entry.registry, release.name,
                                                 release.version.toString()};
    for (RegistryTabController *tab : {static_cast<RegistryTabController *>(&m_reviews),
                                       static_cast<RegistryTabController *>(&m_stats),
                                       static_cast<RegistryTabController *>(&m_compatibility)})
        tab->setSubject(subject);
}

void ExtensionController::askProvenance()
{
    // Apart from opening the page, which must not wait for a registry.
    const ReleaseSource &releases = m_services.releases;
    const QString registry = m_entry.registry;
    deliver(QtConcurrent::run(&m_services.workers,
                              [&releases, registry, release = m_release] {
                                  return releases.provenance(registry, release);
                              }),
            this, [this, question = m_asked](const Result<Provenance> &provenance) {
                if (question != m_asked)
                    return;
                if (provenance) {
                    m_provenance = *provenance;
                } else if (!ReleaseVerifier::isUndecided(provenance.error().kind)
                           && provenance.error().kind != Error::Kind::NotFound) {
                    m_provenance.state = Provenance::State::Refused;
                    m_provenance.message = provenance.error().message;
                }
                if (m_provenance.state != Provenance::State::Unknown)
                    Q_EMIT situationChanged();
            });
}

void ExtensionController::updateSituation()
{
    if (m_release.name.isEmpty())
        return;
    m_manifestId.clear();
    if (m_targets.current()) {
        const ManifestEntry *manifest = m_services.manifestIndex.current(
            m_release.key(), m_targets.current()->installation.id());
        if (manifest)
            m_manifestId = manifest->id;
    }
    m_versions.show(m_entry.distribution, m_release.version,
                    m_watcher.installedVersion(m_release.name), m_notes);
    m_dependencies.show(m_release, m_targets.facts());
    updateAction();
    Q_EMIT situationChanged();
}

void ExtensionController::updateAction()
{
    QStringList extensions;
    for (const ProvidedExtension &extension : m_release.extensions)
        extensions += extension.name;
    const ActionFacts action =
        m_watcher.actionOf(m_release.name, m_release.version, extensions, m_release.postgres);
    if (action == m_action)
        return;
    m_action = action;
    Q_EMIT actionChanged();
}

QString ExtensionController::situation() const
{
    if (!m_targets.current() || !m_targets.facts())
        return {};
    QStringList databases;
    bool isOnDisk = false;
    for (const ProvidedExtension &provided : m_release.extensions) {
        isOnDisk = isOnDisk || m_targets.facts()->onDisk.contains(provided.name);
        for (auto database = m_targets.facts()->extensions.begin();
             database != m_targets.facts()->extensions.end(); ++database) {
            for (const ExtensionFacts &extension : database.value()) {
                if (extension.isCreated() && extension.name == provided.name
                    && !databases.contains(database.key()))
                    databases += database.key();
            }
        }
    }
    const QString where = m_targets.current()->title();
    if (!databases.isEmpty())
        return tr("Installed in %1, enabled in %2").arg(where, databases.join(u", "_s));
    return isOnDisk ? tr("Installed in %1, not yet enabled in any database").arg(where) : QString();
}

QVariantList ExtensionController::tiles() const
{
    return ExtensionTiles::make(m_release, m_entry, m_targets.facts(),
                                m_services.install.clock.now(), m_provenance);
}

QVariantList ExtensionController::places() const
{
    QVariantList places;
    for (const ManifestEntry &manifest : m_services.manifestIndex.entries()) {
        if (!manifest.isInstalled()
            || manifest.distribution.compare(m_release.key(), Qt::CaseInsensitive) != 0)
            continue;
        const QStringList &databases = manifest.databases;
        places += QVariantMap{
            {u"title"_s, manifest.targetTitle},
            {u"text"_s, databases.isEmpty()
                            ? tr("%1, in no database").arg(manifest.version)
                            : tr("%1 in %2").arg(manifest.version, databases.join(u", "_s))},
            {u"kind"_s, u"ok"_s}};
    }
    if (places.isEmpty() && m_targets.current())
        places +=
            QVariantMap{{u"title"_s, m_targets.current()->title()},
                        {u"text"_s, situation().isEmpty() ? tr("not installed") : situation()},
                        {u"kind"_s, QString()}};
    return places;
}

QVariantList ExtensionController::links() const
{
    QVariantList links;
    const auto add = [&](const QString &text, const QUrl &url, const QString &icon) {
        if (!url.isEmpty())
            links += QVariantMap{{u"text"_s, text}, {u"url"_s, url.toString()}, {u"icon"_s, icon}};
    };
    add(tr("Homepage"), m_release.resources.homepage, u"external"_s);
    add(tr("Source code"), m_release.resources.repository, u"external"_s);
    add(tr("Report an issue"), m_release.resources.issues, u"external"_s);
    add(tr("Documentation"), m_release.resources.documentation, u"book"_s);
    return links;
}

void ExtensionController::loadFiles()
{
    if (m_filesState == u"loading"_s || m_filesState == u"ready"_s)
        return;
    m_filesState = u"loading"_s;
    Q_EMIT filesChanged();
    const int question = m_asked;
    deliver(QtConcurrent::run(
                &m_services.workers,
                [services = &m_services, registry = m_entry.registry, release = m_release] {
                    return archiveEntries(*services, registry, release);
                }),
            this, [this, question](const Result<std::pair<QList<ArchiveEntry>, QString>> &files) {
                if (question != m_asked)
                    return;
                if (!files) {
                    m_filesState = u"error"_s;
                    m_filesErrorText = files.error().message;
                } else {
                    m_files.show(files->first, files->second);
                    qint64 bytes = 0;
                    for (const ArchiveEntry &entry : files->first)
                        bytes += entry.size;
                    m_filesSummary = tr("%1 files, %2; the archive, before it is built")
                                         .arg(m_files.rowCount())
                                         .arg(Texts::bytes(bytes));
                    m_filesState = u"ready"_s;
                }
                Q_EMIT filesChanged();
            });
}

void ExtensionController::uninstall()
{
    m_plan.prepareUninstall(m_release.name);
}

void ExtensionController::undo()
{
    if (!m_manifestId.isEmpty())
        Q_EMIT undoWanted(m_manifestId);
}

void ExtensionController::copyScript()
{
    m_plan.copyScriptOf(m_release.name, version());
}
