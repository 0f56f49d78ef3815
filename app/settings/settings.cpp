// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "settings/settings.h"

#include <QMetaEnum>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Key {
    QString name;
    QVariant fallback;
};

// Every key with its default; nothing else in this file names one.
const Key themeKey{u"appearance/theme"_s, u"System"_s};
const Key reduceMotionKey{u"appearance/reduceMotion"_s, false};
const Key useEmbeddedKey{u"registries/embedded"_s, true};
const Key shareEmbeddedKey{u"registries/shareEmbedded"_s, false};
const Key targetKey{u"servers/target"_s, QString()};
const Key installationsKey{u"servers/installations"_s, QStringList()};
const Key serversKey{u"servers/connections"_s, QStringList()};
const Key proxyModeKey{u"network/proxyMode"_s, u"System"_s};
const Key proxyKey{u"network/proxy"_s, QString()};
const Key extraCaKey{u"network/extraCaFile"_s, QString()};
const Key jailKey{u"builds/jail"_s, u"Require"_s};
const Key buildJobsKey{u"builds/jobs"_s, 0};
const Key cacheCapKey{u"storage/cacheCap"_s, qint64(2) * 1024 * 1024 * 1024};
const Key remoteImagesKey{u"privacy/remoteImages"_s, false};
const Key shareInstallsKey{u"privacy/shareInstalls"_s, false};
const Key shareBuildsKey{u"privacy/shareBuilds"_s, false};
const Key shareInUseKey{u"privacy/shareInUse"_s, false};
const QString registriesArray = u"registries/source"_s;
const QString windowGroup = u"window/"_s;

QVariant valueOf(const QSettings &store, const Key &key)
{
    return store.value(key.name, key.fallback);
}

template <typename Enum>
Enum enumOf(const QSettings &store, const Key &key)
{
    const QMetaEnum words = QMetaEnum::fromType<Enum>();
    bool known = false;
    const int value =
        words.keyToValue(valueOf(store, key).toString().toLatin1().constData(), &known);
    if (known)
        return static_cast<Enum>(value);
    return static_cast<Enum>(
        words.keyToValue(key.fallback.toString().toLatin1().constData(), &known));
}

template <typename Enum>
QString wordOf(Enum value)
{
    return QString::fromLatin1(QMetaEnum::fromType<Enum>().valueToKey(static_cast<int>(value)));
}

} // namespace

Settings::Settings(const QString &file, QObject *parent)
    : QObject(parent), m_store(file, QSettings::IniFormat)
{
}

Settings::Theme Settings::theme() const
{
    return enumOf<Theme>(m_store, themeKey);
}

void Settings::setTheme(Theme theme)
{
    if (theme == this->theme())
        return;
    m_store.setValue(themeKey.name, wordOf(theme));
    Q_EMIT themeChanged();
}

bool Settings::reduceMotion() const
{
    return valueOf(m_store, reduceMotionKey).toBool();
}

void Settings::setReduceMotion(bool reduce)
{
    if (reduce == reduceMotion())
        return;
    m_store.setValue(reduceMotionKey.name, reduce);
    Q_EMIT reduceMotionChanged();
}

QList<RegistrySource> Settings::registries() const
{
    QList<RegistrySource> sources;
    // QSettings offers arrays only to those who may move its cursor.
    auto &store = const_cast<QSettings &>(m_store);
    const int size = store.beginReadArray(registriesArray);
    for (int i = 0; i < size; ++i) {
        store.setArrayIndex(i);
        RegistrySource source{store.value(u"name"_s).toString(),
                              QUrl(store.value(u"url"_s).toString(), QUrl::StrictMode),
                              store.value(u"enabled"_s, true).toBool()};
        if (source.url.isValid() && !source.url.isEmpty())
            sources += source;
    }
    store.endArray();
    return sources;
}

void Settings::setRegistries(const QList<RegistrySource> &registries)
{
    if (registries == this->registries())
        return;
    m_store.remove(registriesArray);
    m_store.beginWriteArray(registriesArray, static_cast<int>(registries.size()));
    for (int i = 0; i < registries.size(); ++i) {
        m_store.setArrayIndex(i);
        m_store.setValue(u"name"_s, registries[i].name);
        // Secrets live in Credentials only.
        m_store.setValue(u"url"_s,
                         registries[i].url.toString(QUrl::FullyEncoded | QUrl::RemovePassword));
        m_store.setValue(u"enabled"_s, registries[i].enabled);
    }
    m_store.endArray();
    Q_EMIT registriesChanged();
}

bool Settings::useEmbeddedRegistry() const
{
    return valueOf(m_store, useEmbeddedKey).toBool();
}

void Settings::setUseEmbeddedRegistry(bool use)
{
    if (use == useEmbeddedRegistry())
        return;
    m_store.setValue(useEmbeddedKey.name, use);
    Q_EMIT registriesChanged();
}

bool Settings::shareEmbeddedRegistry() const
{
    return valueOf(m_store, shareEmbeddedKey).toBool();
}

void Settings::setShareEmbeddedRegistry(bool share)
{
    if (share == shareEmbeddedRegistry())
        return;
    m_store.setValue(shareEmbeddedKey.name, share);
    Q_EMIT sharingChanged();
}

QString Settings::targetId() const
{
    return valueOf(m_store, targetKey).toString();
}

void Settings::setTargetId(const QString &id)
{
    if (id == targetId())
        return;
    m_store.setValue(targetKey.name, id);
    Q_EMIT targetIdChanged();
}

QStringList Settings::addedInstallations() const
{
    return valueOf(m_store, installationsKey).toStringList();
}

void Settings::setAddedInstallations(const QStringList &pgConfigPaths)
{
    if (pgConfigPaths == addedInstallations())
        return;
    m_store.setValue(installationsKey.name, pgConfigPaths);
    Q_EMIT serversChanged();
}

QStringList Settings::addedServers() const
{
    return valueOf(m_store, serversKey).toStringList();
}

void Settings::setAddedServers(const QStringList &connectionStrings)
{
    if (connectionStrings == addedServers())
        return;
    m_store.setValue(serversKey.name, connectionStrings);
    Q_EMIT serversChanged();
}

Settings::ProxyMode Settings::proxyMode() const
{
    return enumOf<ProxyMode>(m_store, proxyModeKey);
}

void Settings::setProxyMode(ProxyMode mode)
{
    if (mode == proxyMode())
        return;
    m_store.setValue(proxyModeKey.name, wordOf(mode));
    Q_EMIT networkChanged();
}

QUrl Settings::proxy() const
{
    return QUrl(valueOf(m_store, proxyKey).toString());
}

void Settings::setProxy(const QUrl &proxy)
{
    QUrl withoutPassword = proxy;
    withoutPassword.setPassword(QString()); // secrets live in Credentials only
    if (withoutPassword == proxy && withoutPassword == this->proxy())
        return;
    m_store.setValue(proxyKey.name, withoutPassword.toString(QUrl::FullyEncoded));
    Q_EMIT networkChanged();
}

QString Settings::extraCaFile() const
{
    return valueOf(m_store, extraCaKey).toString();
}

void Settings::setExtraCaFile(const QString &file)
{
    if (file == extraCaFile())
        return;
    m_store.setValue(extraCaKey.name, file);
    Q_EMIT networkChanged();
}

Settings::JailPolicy Settings::jailPolicy() const
{
    return enumOf<JailPolicy>(m_store, jailKey);
}

void Settings::setJailPolicy(JailPolicy policy)
{
    if (policy == jailPolicy())
        return;
    m_store.setValue(jailKey.name, wordOf(policy));
    Q_EMIT buildsChanged();
}

int Settings::buildJobs() const
{
    return std::clamp(valueOf(m_store, buildJobsKey).toInt(), 0, 1024);
}

void Settings::setBuildJobs(int jobs)
{
    if (jobs == buildJobs())
        return;
    m_store.setValue(buildJobsKey.name, jobs);
    Q_EMIT buildsChanged();
}

qint64 Settings::cacheCap() const
{
    return std::max<qint64>(valueOf(m_store, cacheCapKey).toLongLong(), 0);
}

void Settings::setCacheCap(qint64 bytes)
{
    if (bytes == cacheCap())
        return;
    m_store.setValue(cacheCapKey.name, bytes);
    Q_EMIT storageChanged();
}

bool Settings::remoteImages() const
{
    return valueOf(m_store, remoteImagesKey).toBool();
}

void Settings::setRemoteImages(bool allow)
{
    if (allow == remoteImages())
        return;
    m_store.setValue(remoteImagesKey.name, allow);
    Q_EMIT privacyChanged();
}

bool Settings::shareInstalls() const
{
    return valueOf(m_store, shareInstallsKey).toBool();
}

void Settings::setShareInstalls(bool share)
{
    if (share == shareInstalls())
        return;
    m_store.setValue(shareInstallsKey.name, share);
    Q_EMIT privacyChanged();
}

bool Settings::shareBuilds() const
{
    return valueOf(m_store, shareBuildsKey).toBool();
}

void Settings::setShareBuilds(bool share)
{
    // A no is kept, too: then nobody asks again.
    if (m_store.contains(shareBuildsKey.name) && share == shareBuilds())
        return;
    m_store.setValue(shareBuildsKey.name, share);
    Q_EMIT privacyChanged();
}

bool Settings::refusesToShareBuilds() const
{
    return m_store.contains(shareBuildsKey.name) && !shareBuilds();
}

bool Settings::shareInUse() const
{
    return valueOf(m_store, shareInUseKey).toBool();
}

void Settings::setShareInUse(bool share)
{
    if (share == shareInUse())
        return;
    m_store.setValue(shareInUseKey.name, share);
    Q_EMIT privacyChanged();
}

QVariant Settings::windowState(const QString &key) const
{
    return m_store.value(windowGroup + key);
}

void Settings::setWindowState(const QString &key, const QVariant &value)
{
    m_store.setValue(windowGroup + key, value);
}

bool Settings::flush()
{
    m_store.sync();
    return m_store.status() == QSettings::NoError;
}
