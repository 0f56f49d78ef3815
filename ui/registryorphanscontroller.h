// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registryeditor.h"

#include <QStringList>

/// Extensions of the registry on this computer that nobody owns any more.
class RegistryOrphansController : public RegistryEditor
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QStringList extensions READ extensions NOTIFY changed)

public:
    explicit RegistryOrphansController(UiServices &services, QObject *parent = nullptr)
        : RegistryEditor(services, parent)
    {
    }
    [[nodiscard]] QStringList extensions() const { return m_extensions; }
    /// At once: who gets it may release and decide about it.
    Q_INVOKABLE void assign(const QString &extension, const QString &nickname);

    void show(const QStringList &extensions);

Q_SIGNALS:
    void changed();

private:
    QStringList m_extensions;
};
