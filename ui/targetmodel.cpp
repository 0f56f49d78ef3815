// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "targetmodel.h"

#include "core/deliver.h"
#include "texts.h"

#include <QFileInfo>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

/// What the installed facet and flags go by: extensions created anywhere, distributions Howdah installed.
QStringList installedNames(const TargetFacts &facts, const ManifestIndex &manifests)
{
    QStringList names;
    for (const QList<ExtensionFacts> &extensions : facts.extensions) {
        for (const ExtensionFacts &extension : extensions) {
            if (extension.isCreated())
                names += extension.name;
        }
    }
    for (const ManifestEntry &manifest : manifests.entries()) {
        if (manifest.isInstalled() && manifest.installationId == facts.target.installation.id())
            names += manifest.distribution;
    }
    names.removeDuplicates();
    return names;
}

} // namespace

TargetModel::TargetModel(UiServices &services, QObject *parent)
    : RowModel<TargetRow>(
        {{"targetId", [](const TargetRow &row) -> QVariant { return row.targetId; }},
         {"title", [](const TargetRow &row) -> QVariant { return row.title; }},
         {"detail", [](const TargetRow &row) -> QVariant { return row.detail; }},
         {"kind", [](const TargetRow &row) -> QVariant { return row.kind; }},
         {"statusText", [](const TargetRow &row) -> QVariant { return row.statusText; }},
         {"isCurrent", [](const TargetRow &row) -> QVariant { return row.isCurrent; }}},
        parent),
      m_services(services)
{
    connect(&services.settings, &Settings::serversChanged, this, &TargetModel::refresh);
    connect(&services.manifestIndex, &ManifestIndex::changed, this, &TargetModel::tellInstalled);
    connect(&services.queue, &JobQueue::finished, this, [this](Job *job) {
        if (m_current && job->facts().targetId.section(u'|', 0, 0) == m_current->installation.id())
            refreshFacts();
    });
}

const TargetRow *TargetModel::currentRow() const
{
    for (const TargetRow &row : rows()) {
        if (row.isCurrent)
            return &row;
    }
    return nullptr;
}

QString TargetModel::currentId() const
{
    return m_current ? m_current->id() : QString();
}

QString TargetModel::currentTitle() const
{
    if (const TargetRow *row = currentRow())
        return row->title;
    return m_finding ? tr("Looking for PostgreSQL…") : tr("No PostgreSQL found");
}

QString TargetModel::currentDetail() const
{
    if (const TargetRow *row = currentRow())
        return row->detail;
    return m_finding ? QString() : tr("add one by hand");
}

QString TargetModel::currentKind() const
{
    const TargetRow *row = currentRow();
    return row ? row->kind : QString();
}

QString TargetModel::currentStatusText() const
{
    const TargetRow *row = currentRow();
    return row ? row->statusText : QString();
}

int TargetModel::currentMajor() const
{
    return m_current ? m_current->installation.version.major : 0;
}

std::optional<Target> TargetModel::byId(const QString &id) const
{
    for (const Target &target : m_targets) {
        if (target.id() == id)
            return target;
    }
    return std::nullopt;
}

void TargetModel::select(const QString &id)
{
    const std::optional<Target> target = byId(id);
    if (!target || id == currentId())
        return;
    m_services.settings.setTargetId(id);
    setCurrent(target);
}

void TargetModel::refresh()
{
    if (m_finding) {
        m_findAgain = true;
        return;
    }
    m_finding = true;
    Q_EMIT findingChanged();
    const SearchRoot root = SearchRoot::machine(m_services.settings.addedInstallations(),
                                                m_services.settings.addedServers());
    CommandRunner &runner = m_services.install.runner;
    deliver(QtConcurrent::run(&m_services.workers,
                              [root, &runner] { return TargetFinder(root, runner).find(); }),
            this, [this](const QList<Target> &targets) {
                m_finding = false;
                setTargets(targets);
                Q_EMIT findingChanged();
                if (std::exchange(m_findAgain, false))
                    refresh();
            });
}

void TargetModel::setTargets(const QList<Target> &targets)
{
    m_targets = targets + m_own;
    setCurrent(TargetChoice::forLooking(m_targets, m_services.settings.targetId()));
    Q_EMIT targetsChanged();
}

void TargetModel::addOwn(const Target &target)
{
    const auto isSame = [&target](const Target &other) { return other.id() == target.id(); };
    m_own.removeIf(isSame);
    m_targets.removeIf(isSame);
    m_own += target;
    m_targets += target;
    updateRows();
    Q_EMIT currentChanged();
    Q_EMIT targetsChanged();
}

void TargetModel::setCurrent(const std::optional<Target> &target)
{
    const bool isOther = target != m_current;
    m_current = target;
    if (isOther)
        m_facts.reset();
    updateRows();
    Q_EMIT currentChanged();
    if (isOther)
        Q_EMIT factsChanged();
    refreshFacts();
}

void TargetModel::updateRows()
{
    QList<TargetRow> rows;
    for (const Target &target : m_targets) {
        const Texts::ServerText text = Texts::server(target);
        rows += {target.id(), text.title,  text.detail,
                 text.kind,   text.status, target.id() == currentId()};
    }
    setRows(rows);
}

void TargetModel::refreshFacts()
{
    if (!m_current)
        return;
    const int question = ++m_factsAsked;
    const Target target = *m_current;
    const InstallServices install = m_services.install;
    const ManifestStore *manifests = &m_services.manifests;
    deliver(QtConcurrent::run(&m_services.workers,
                              [target, install, manifests] {
                                  return TargetInspector(install.runner, install.credentials,
                                                         manifests)
                                      .inspect(target);
                              }),
            this, [this, question](const Result<TargetFacts> &facts) {
                if (question != m_factsAsked)
                    return;
                if (facts)
                    m_facts = *facts;
                else
                    m_facts.reset();
                Q_EMIT factsChanged();
                tellInstalled();
            });
}

void TargetModel::tellInstalled()
{
    if (m_facts)
        deliver(m_services.index.setInstalled(installedNames(*m_facts, m_services.manifestIndex)),
                this, [](const Result<void> &) {}); // a flag less in the results, should it fail
}

QString TargetModel::addByHand(const QString &pgConfigOrConnection)
{
    const QString text = pgConfigOrConnection.trimmed();
    if (text.isEmpty())
        return tr("Write the path of a pg_config, or a connection string.");
    if (text.contains(u'=') || text.startsWith(u"postgres"_s)) {
        const Result<ConnectionParameters> parsed = ConnectionParameters::parse(text);
        if (!parsed)
            return parsed.error().message;
        m_services.settings.setAddedServers(m_services.settings.addedServers() << text);
        Q_EMIT checked(true, tr("Added the server %1.").arg(parsed->toUri()));
        return {};
    }
    if (!QFileInfo(text).isFile())
        return tr("There is no file %1.").arg(text);
    CommandRunner &runner = m_services.install.runner;
    deliver(QtConcurrent::run(&m_services.workers,
                              [text, &runner] {
                                  return Installation::inspect(text, Installation::Origin::Manual,
                                                               runner);
                              }),
            this, [this](const Result<Installation> &installation) {
                if (!installation) {
                    Q_EMIT checked(false, installation.error().message);
                    return;
                }
                QStringList added = m_services.settings.addedInstallations();
                if (!added.contains(installation->pgConfig))
                    m_services.settings.setAddedInstallations(added << installation->pgConfig);
                Q_EMIT checked(true, tr("Added %1.").arg(installation->title()));
            });
    return {};
}
