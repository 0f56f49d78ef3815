// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registrytabcontroller.h"

#include <QJsonObject>
#include <QVariantList>

class TargetModel;

/// With which PostgreSQL, on which platform a release works, as services and users report.
class CompatibilityController : public RegistryTabController
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QVariantList platforms READ platforms NOTIFY contentChanged)
    Q_PROPERTY(QVariantList rows READ rows NOTIFY contentChanged)
    Q_PROPERTY(QStringList versions READ versions NOTIFY contentChanged)
    Q_PROPERTY(QString version READ version WRITE setVersion NOTIFY contentChanged)
    Q_PROPERTY(QString summary READ summary NOTIFY contentChanged)
    Q_PROPERTY(QString rule READ rule NOTIFY contentChanged)
    Q_PROPERTY(bool hasReports READ hasReports NOTIFY contentChanged)

public:
    CompatibilityController(UiServices &services, const TargetModel &targets,
                            QObject *parent = nullptr);

    /// list{title, isHere}: the columns.
    [[nodiscard]] QVariantList platforms() const { return m_platforms; }
    /// list{title, isHere, cells: list{state, text, icon, kind, title, isHere, reports: list{source, text, icon, kind,
    /// when, log}, usersText, countText}}: newest PostgreSQL first, a cell for each platform.
    [[nodiscard]] QVariantList rows() const { return m_rows; }
    /// Newest first.
    [[nodiscard]] QStringList versions() const { return m_versions; }
    [[nodiscard]] QString version() const { return m_version; }
    void setVersion(const QString &version);
    [[nodiscard]] QString summary() const { return m_summary; }
    [[nodiscard]] QString rule() const { return m_answer[u"rule"].toString(); }
    [[nodiscard]] bool hasReports() const { return m_hasReports; }

protected:
    void ask() override;
    void forget() override;
    [[nodiscard]] bool isOfVersion() const override { return true; }

private:
    void compose();

    const TargetModel &m_targets;
    QJsonObject m_answer;
    QVariantList m_platforms;
    QVariantList m_rows;
    QStringList m_versions;
    QString m_version;
    QString m_summary;
    bool m_hasReports = false;
};
