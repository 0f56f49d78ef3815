// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "services.h"

#include "install/buildcache.h"
#include "registry/sampleimport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QTranslator>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

/// Where the installation that this program is of has it, written as in its policy for pkexec; in a build tree
/// beside this program. What is not there is named all the same, for saying so.
QString helperPath()
{
    const QString here = QCoreApplication::applicationDirPath();
    const QString installed =
        QDir::cleanPath(here + u'/' + QStringLiteral(HOWDAH_HELPER_FOLDER) + u"/howdah-helper"_s);
    const QString built = here + u"/howdah-helper"_s;
    return QFileInfo(built).isExecutable() ? built : installed;
}

} // namespace

void installTranslation()
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(QLocale(), u"howdah"_s, u"_"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(translator);
}

QString embeddedRegistryName()
{
    return QCoreApplication::translate("Services", "this computer");
}

Services::Services(const Options &options)
    : locations(Locations::standard(options.dataFolder)),
      settings(locations.settingsFile()),
      network(settings, credentials, http, options.offline),
      cache(locations.httpCacheFolder(), settings.cacheCap() / 4, http, clock),
      index(locations.indexFile()),
      sync(index, cache, http, clock),
      registry(locations.registryFolder(), clock),
      history(locations.historyFolder()),
      manifests(locations.manifestsFolder()),
      install{runner,    http,         credentials,          clock,
              locations, helperPath(), settings.buildJobs(), settings.cacheCap()},
      trust(locations.trustFile(), clock),
      releases(
          index, [this](const QString &name) { return sync.client(name); },
          [this](const Release &release, const Installation &installation) {
              const QString key = BuildCache::key(release.digests, installation);
              return !key.isEmpty()
                     && BuildCache(locations.buildsFolder(), install.cacheCap).contains(key);
          }),
      queue(&history),
      manifestIndex(manifests, queue)
{
    m_opened = index.open();
    releases.setTrust(trust);
    sync.setRegistries(registriesInUse());
    followSettings();
}

Services::~Services() = default;

void Services::followSettings()
{
    QObject::connect(&settings, &Settings::registriesChanged, &queue,
                     [this] { sync.setRegistries(registriesInUse()); });
    // Jobs take their copy of these when they are made.
    QObject::connect(&settings, &Settings::buildsChanged, &queue,
                     [this] { install.buildJobs = settings.buildJobs(); });
    QObject::connect(&settings, &Settings::storageChanged, &queue,
                     [this] { install.cacheCap = settings.cacheCap(); });
}

QList<RegistrySource> Services::registriesInUse() const
{
    QList<RegistrySource> inUse;
    if (settings.useEmbeddedRegistry())
        inUse += RegistrySource{embeddedRegistryName(), registry.url(), true};
    for (const RegistrySource &source : settings.registries()) {
        if (source.enabled)
            inUse += source;
    }
    return inUse;
}

Services::Started Services::start()
{
    Started started;
    if (Result<void> opened = m_opened.result(); !opened)
        started.problems += opened.error().message;
    network.wait();
    if (settings.useEmbeddedRegistry()) {
        if (Result<void> prepared = registry.prepare(); !prepared)
            started.problems += prepared.error().message;
        if (const Result<SampleImportOutcome> imported = importSamples(registry); !imported)
            started.problems += imported.error().message;
        else
            started.problems += imported->problems;
    }
    started.recovered = Recovery::run(install);
    return started;
}
