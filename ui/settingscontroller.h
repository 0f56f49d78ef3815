// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "rowmodel.h"
#include "uiservices.h"

#include <QtQml/qqmlregistration.h>

struct RegistryRow {
    QString name;
    QString url;
    bool isEnabled = true;
    QString statusText;
    QString kind;
    bool operator==(const RegistryRow &) const = default;
};

/// The registries a person added, in order of preference.
class RegistryModel : public RowModel<RegistryRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit RegistryModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const RegistryRow &row) const override { return row.url; }
};

/// Settings: every choice, with what it means now.
class SettingsController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY changed)
    Q_PROPERTY(bool reduceMotion READ reduceMotion WRITE setReduceMotion NOTIFY changed)
    Q_PROPERTY(bool requireJail READ requireJail WRITE setRequireJail NOTIFY changed)
    Q_PROPERTY(int buildJobs READ buildJobs WRITE setBuildJobs NOTIFY changed)
    Q_PROPERTY(bool useEmbeddedRegistry READ useEmbeddedRegistry WRITE setUseEmbeddedRegistry NOTIFY
                   changed)
    Q_PROPERTY(bool remoteImages READ remoteImages WRITE setRemoteImages NOTIFY changed)
    Q_PROPERTY(int cacheCapMiB READ cacheCapMiB WRITE setCacheCapMiB NOTIFY changed)
    Q_PROPERTY(QString proxyMode READ proxyMode WRITE setProxyMode NOTIFY changed)
    Q_PROPERTY(QString proxy READ proxy NOTIFY changed)
    Q_PROPERTY(QString extraCaFile READ extraCaFile WRITE setExtraCaFile NOTIFY changed)
    Q_PROPERTY(RegistryModel *registries READ registries CONSTANT)
    Q_PROPERTY(QString embeddedText READ embeddedText NOTIFY changed)
    Q_PROPERTY(QString jailText READ jailText NOTIFY changed)
    Q_PROPERTY(QString jailKind READ jailKind NOTIFY changed)
    Q_PROPERTY(QString cacheText READ cacheText NOTIFY changed)
    Q_PROPERTY(QString dataFolder READ dataFolder CONSTANT)

public:
    explicit SettingsController(UiServices &services, QObject *parent = nullptr);

    [[nodiscard]] QString theme() const;
    void setTheme(const QString &theme);
    [[nodiscard]] bool reduceMotion() const { return m_services.settings.reduceMotion(); }
    void setReduceMotion(bool reduce) { m_services.settings.setReduceMotion(reduce); }
    [[nodiscard]] bool requireJail() const;
    void setRequireJail(bool require);
    [[nodiscard]] int buildJobs() const { return m_services.settings.buildJobs(); }
    void setBuildJobs(int jobs) { m_services.settings.setBuildJobs(jobs); }
    [[nodiscard]] bool useEmbeddedRegistry() const
    {
        return m_services.settings.useEmbeddedRegistry();
    }
    void setUseEmbeddedRegistry(bool use) { m_services.settings.setUseEmbeddedRegistry(use); }
    [[nodiscard]] bool remoteImages() const { return m_services.settings.remoteImages(); }
    void setRemoteImages(bool allow) { m_services.settings.setRemoteImages(allow); }
    [[nodiscard]] int cacheCapMiB() const;
    void setCacheCapMiB(int mebibytes);
    [[nodiscard]] QString proxyMode() const;
    void setProxyMode(const QString &mode);
    [[nodiscard]] QString proxy() const { return m_services.settings.proxy().toString(); }
    [[nodiscard]] QString extraCaFile() const { return m_services.settings.extraCaFile(); }
    void setExtraCaFile(const QString &file) { m_services.settings.setExtraCaFile(file); }
    [[nodiscard]] RegistryModel *registries() { return &m_registries; }
    [[nodiscard]] QString embeddedText() const { return m_embeddedText; }
    void setEmbeddedText(const QString &text);
    [[nodiscard]] QString jailText() const { return m_jailText; }
    [[nodiscard]] QString jailKind() const { return m_jailKind; }
    void setJail(const QString &jail, const QString &problem);
    [[nodiscard]] QString cacheText() const { return m_cacheText; }
    [[nodiscard]] QString dataFolder() const { return m_services.install.locations.data; }

    /// Empty when taken, else what is wrong. A password in it goes to the keychain.
    Q_INVOKABLE QString setProxy(const QString &address);
    /// Empty when taken, else what is wrong.
    Q_INVOKABLE QString addRegistry(const QString &name, const QString &url);
    Q_INVOKABLE void removeRegistry(int row);
    Q_INVOKABLE void moveRegistry(int from, int to);
    Q_INVOKABLE void setRegistryEnabled(int row, bool on);
    Q_INVOKABLE void testRegistry(int row);
    Q_INVOKABLE void clearCache();

Q_SIGNALS:
    void changed();
    void failed(const QString &text);

private:
    void showRegistries();
    void measureCache();

    UiServices &m_services;
    RegistryModel m_registries;
    QMap<QString, std::pair<QString, QString>> m_tested; ///< url -> status text and kind
    QString m_embeddedText;
    QString m_jailText;
    QString m_jailKind;
    QString m_cacheText;
};
