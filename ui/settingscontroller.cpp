// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "settingscontroller.h"

#include "core/deliver.h"
#include "install/localcache.h"
#include "remote/registryclient.h"
#include "settings/proxyaddress.h"
#include "texts.h"

#include <QDirIterator>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

qint64 bytesBelow(const QStringList &folders)
{
    qint64 bytes = 0;
    for (const QString &folder : folders) {
        QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                          QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            walk.next();
            bytes += walk.fileInfo().size();
        }
    }
    return bytes;
}

} // namespace

RegistryModel::RegistryModel(QObject *parent)
    : RowModel<RegistryRow>(
        {{"name", [](const RegistryRow &row) -> QVariant { return row.name; }},
         {"url", [](const RegistryRow &row) -> QVariant { return row.url; }},
         {"isEnabled", [](const RegistryRow &row) -> QVariant { return row.isEnabled; }},
         {"statusText", [](const RegistryRow &row) -> QVariant { return row.statusText; }},
         {"kind", [](const RegistryRow &row) -> QVariant { return row.kind; }}},
        parent)
{
}

SettingsController::SettingsController(UiServices &services, QObject *parent)
    : QObject(parent), m_services(services)
{
    const Settings &settings = services.settings;
    for (const auto signal :
         {&Settings::themeChanged, &Settings::reduceMotionChanged, &Settings::networkChanged,
          &Settings::buildsChanged, &Settings::storageChanged, &Settings::privacyChanged})
        connect(&settings, signal, this, &SettingsController::changed);
    connect(&settings, &Settings::registriesChanged, this, [this] {
        showRegistries();
        Q_EMIT changed();
    });
    connect(&services.queue, &JobQueue::finished, this, &SettingsController::measureCache);
    showRegistries();
    measureCache();
}

QString SettingsController::theme() const
{
    switch (m_services.settings.theme()) {
    case Settings::Theme::Light:
        return u"light"_s;
    case Settings::Theme::Dark:
        return u"dark"_s;
    case Settings::Theme::System:
        break;
    }
    return u"system"_s;
}

void SettingsController::setTheme(const QString &theme)
{
    m_services.settings.setTheme(theme == u"dark"_s    ? Settings::Theme::Dark
                                 : theme == u"light"_s ? Settings::Theme::Light
                                                       : Settings::Theme::System);
}

bool SettingsController::requireJail() const
{
    return m_services.settings.jailPolicy() == Settings::JailPolicy::Require;
}

void SettingsController::setRequireJail(bool require)
{
    m_services.settings.setJailPolicy(require ? Settings::JailPolicy::Require
                                              : Settings::JailPolicy::AllowWithout);
}

int SettingsController::cacheCapMiB() const
{
    return static_cast<int>(m_services.settings.cacheCap() / (1024 * 1024));
}

void SettingsController::setCacheCapMiB(int mebibytes)
{
    m_services.settings.setCacheCap(static_cast<qint64>(mebibytes) * 1024 * 1024);
}

QString SettingsController::proxyMode() const
{
    switch (m_services.settings.proxyMode()) {
    case Settings::ProxyMode::None:
        return u"none"_s;
    case Settings::ProxyMode::Manual:
        return u"manual"_s;
    case Settings::ProxyMode::System:
        break;
    }
    return u"system"_s;
}

void SettingsController::setProxyMode(const QString &mode)
{
    m_services.settings.setProxyMode(mode == u"manual"_s ? Settings::ProxyMode::Manual
                                     : mode == u"none"_s ? Settings::ProxyMode::None
                                                         : Settings::ProxyMode::System);
}

QString SettingsController::setProxy(const QString &address)
{
    const Result<QUrl> parsed = ProxyAddress::parse(address);
    if (!parsed)
        return parsed.error().message;
    const QString key = ProxyAddress::credentialKey(*parsed);
    const QString oldKey = ProxyAddress::credentialKey(m_services.settings.proxy());
    const QString unused = oldKey == key ? QString() : oldKey;
    if (parsed->password().isEmpty() && unused.isEmpty()) {
        m_services.settings.setProxy(*parsed);
        return {};
    }
    // The keychain first: whoever hears of the address asks for the password.
    Credentials &credentials = m_services.install.credentials;
    const auto keep = [key, unused, password = parsed->password(QUrl::FullyDecoded),
                       &credentials]() -> Result<void> {
        if (!password.isEmpty()) {
            if (Result<void> kept = credentials.write(key, password); !kept)
                return kept;
        }
        return unused.isEmpty() ? Result<void>() : credentials.remove(unused);
    };
    deliver(QtConcurrent::run(&m_services.workers, keep), this,
            [this, proxy = *parsed](const Result<void> &kept) {
                if (!kept)
                    Q_EMIT failed(kept.error().message);
                m_services.settings.setProxy(proxy);
            });
    return {};
}

void SettingsController::setEmbeddedText(const QString &text)
{
    m_embeddedText = text;
    Q_EMIT changed();
}

void SettingsController::setJail(const QString &jail, const QString &problem)
{
    m_jailKind = jail.isEmpty() ? u"warn"_s : u"ok"_s;
    m_jailText = jail.isEmpty() ? problem
                                : tr("Code is built in a jail: no network, a read-only system, "
                                     "none of your files (%1).")
                                      .arg(jail);
    Q_EMIT changed();
}

void SettingsController::showRegistries()
{
    QList<RegistryRow> rows;
    for (const RegistrySource &registry : m_services.settings.registries()) {
        const QString url = registry.url.toString();
        const auto [text, kind] =
            m_tested.value(url, {registry.enabled ? QString() : tr("switched off"), QString()});
        rows += {registry.name, url, registry.enabled, text, kind};
    }
    m_registries.setRows(rows);
}

QString SettingsController::addRegistry(const QString &name, const QString &url)
{
    const QUrl parsed =
        url.startsWith(u'/') ? QUrl::fromLocalFile(url) : QUrl(url.trimmed(), QUrl::StrictMode);
    const QStringList schemes{u"http"_s, u"https"_s, u"file"_s};
    if (!parsed.isValid() || !schemes.contains(parsed.scheme())
        || (!parsed.isLocalFile() && parsed.host().isEmpty()))
        return tr(
            "Write the address of a PGXN mirror, starting with https:// or http://, or a folder.");
    if (!parsed.password().isEmpty())
        return tr(
            "An address with a password in it would be kept in a file. Leave the password out.");
    QList<RegistrySource> registries = m_services.settings.registries();
    const QString title = name.trimmed().isEmpty()
                              ? (parsed.isLocalFile() ? parsed.toLocalFile() : parsed.host())
                              : name.trimmed();
    for (const RegistrySource &registry : std::as_const(registries)) {
        if (registry.url == parsed)
            return tr("This registry is in the list already.");
        if (registry.name == title)
            return tr("Another registry is called “%1”. Give it another name.").arg(title);
    }
    registries += {title, parsed, true};
    m_services.settings.setRegistries(registries);
    testRegistry(static_cast<int>(registries.size()) - 1);
    return {};
}

void SettingsController::removeRegistry(int row)
{
    QList<RegistrySource> registries = m_services.settings.registries();
    if (row < 0 || row >= registries.size())
        return;
    // The rows of a registry that is no longer in use go; should that fail, the next sync mends it.
    deliver(m_services.index.removeRegistry(registries.at(row).name), this,
            [](const Result<void> &) {});
    registries.removeAt(row);
    m_services.settings.setRegistries(registries);
}

void SettingsController::moveRegistry(int from, int to)
{
    QList<RegistrySource> registries = m_services.settings.registries();
    if (from < 0 || to < 0 || from >= registries.size() || to >= registries.size())
        return;
    registries.move(from, to);
    m_services.settings.setRegistries(registries);
}

void SettingsController::setRegistryEnabled(int row, bool on)
{
    QList<RegistrySource> registries = m_services.settings.registries();
    if (row < 0 || row >= registries.size())
        return;
    registries[row].enabled = on;
    m_services.settings.setRegistries(registries);
}

void SettingsController::testRegistry(int row)
{
    const QList<RegistrySource> registries = m_services.settings.registries();
    if (row < 0 || row >= registries.size())
        return;
    const QUrl url = registries.at(row).url;
    m_tested.insert(url.toString(), {tr("asking…"), QString()});
    showRegistries();
    const IndexSync &sync = m_services.sync;
    deliver(QtConcurrent::run(&m_services.workers, [url, &sync] { return sync.probe(url); }), this,
            [this, url](const Result<UriTemplates> &templates) {
                m_tested.insert(url.toString(),
                                templates ? std::pair(tr("answers"), u"ok"_s)
                                          : std::pair(templates.error().message, u"bad"_s));
                showRegistries();
            });
}

void SettingsController::measureCache()
{
    const QStringList folders = LocalCache::folders(m_services.install.locations);
    deliver(QtConcurrent::run(&m_services.workers, [folders] { return bytesBelow(folders); }), this,
            [this](qint64 bytes) {
                m_cacheText = tr("%1 used").arg(Texts::bytes(bytes));
                Q_EMIT changed();
            });
}

void SettingsController::clearCache()
{
    deliver(QtConcurrent::run(&m_services.workers,
                              [locations = m_services.install.locations] {
                                  return LocalCache::clear(locations);
                              }),
            this, [this](const Result<void> &cleared) {
                if (!cleared)
                    Q_EMIT failed(cleared.error().message);
                measureCache();
            });
}
