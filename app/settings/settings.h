// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QList>
#include <QObject>
#include <QSettings>
#include <QStringList>
#include <QUrl>

/// One registry the person uses, in order of preference.
struct RegistrySource {
    QString name;
    QUrl url; ///< http(s): or file:
    bool enabled = true;
    bool operator==(const RegistrySource &) const = default;
};

/// Every choice a person can make, typed, with its default; kept in one ini file. Lives on the main
/// thread; hand copies of values to jobs.
class Settings : public QObject
{
    Q_OBJECT

public:
    enum class Theme { System, Light, Dark };
    Q_ENUM(Theme)
    enum class ProxyMode { System, None, Manual };
    Q_ENUM(ProxyMode)
    /// What to do when no build jail can be had.
    enum class JailPolicy { Require, AllowWithout };
    Q_ENUM(JailPolicy)

    explicit Settings(const QString &file, QObject *parent = nullptr);

    [[nodiscard]] Theme theme() const;
    void setTheme(Theme theme);
    [[nodiscard]] bool reduceMotion() const;
    void setReduceMotion(bool reduce);
    /// Besides the embedded registry. Default: none, so that nothing is contacted unasked.
    [[nodiscard]] QList<RegistrySource> registries() const;
    void setRegistries(const QList<RegistrySource> &registries);
    /// Serve and use the embedded registry with the samples. Default: on.
    [[nodiscard]] bool useEmbeddedRegistry() const;
    void setUseEmbeddedRegistry(bool use);
    /// The embedded registry answers the whole network, not this computer only. Default: off.
    [[nodiscard]] bool shareEmbeddedRegistry() const;
    void setShareEmbeddedRegistry(bool share);
    /// `Target::id()` of the installation and cluster all actions go to; empty: the first found.
    [[nodiscard]] QString targetId() const;
    void setTargetId(const QString &id);
    /// pg_config paths added by hand.
    [[nodiscard]] QStringList addedInstallations() const;
    void setAddedInstallations(const QStringList &pgConfigPaths);
    /// libpq connection strings added by hand, without passwords.
    [[nodiscard]] QStringList addedServers() const;
    void setAddedServers(const QStringList &connectionStrings);
    [[nodiscard]] ProxyMode proxyMode() const;
    void setProxyMode(ProxyMode mode);
    /// http:// or socks5:// with host and port, without a password.
    [[nodiscard]] QUrl proxy() const;
    /// A password in it is not kept here, but says that Credentials hold a new one: it is told as a change.
    void setProxy(const QUrl &proxy);
    /// PEM file with certificate authorities trusted besides the system's.
    [[nodiscard]] QString extraCaFile() const;
    void setExtraCaFile(const QString &file);
    [[nodiscard]] JailPolicy jailPolicy() const;
    void setJailPolicy(JailPolicy policy);
    /// 0: one per core.
    [[nodiscard]] int buildJobs() const;
    void setBuildJobs(int jobs);
    /// Bytes kept of downloads and builds; default 2 GiB.
    [[nodiscard]] qint64 cacheCap() const;
    void setCacheCap(qint64 bytes);
    /// README images are fetched from the network. Default: off.
    [[nodiscard]] bool remoteImages() const;
    void setRemoteImages(bool allow);
    /// The registry that a release came from is told that its install was proven. Default: off.
    [[nodiscard]] bool shareInstalls() const;
    void setShareInstalls(bool share);
    /// Registries are told how builds on this computer went. Default: off.
    [[nodiscard]] bool shareBuilds() const;
    void setShareBuilds(bool share);
    /// The person said no to that, rather than nothing.
    [[nodiscard]] bool refusesToShareBuilds() const;
    /// Registries are told now and then which of their releases are installed. Default: off.
    [[nodiscard]] bool shareInUse() const;
    void setShareInUse(bool share);
    /// Window geometry and the like, by name.
    [[nodiscard]] QVariant windowState(const QString &key) const;
    void setWindowState(const QString &key, const QVariant &value);
    /// Writes to disk now; false when the file cannot be written.
    bool flush();

Q_SIGNALS:
    void themeChanged();
    void reduceMotionChanged();
    void registriesChanged();
    void sharingChanged();
    void targetIdChanged();
    void serversChanged(); ///< added installations or servers
    void networkChanged(); ///< proxy or certificate authorities
    void buildsChanged();  ///< jail policy or build jobs
    void storageChanged();
    void privacyChanged();

private:
    QSettings m_store;
};
