// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "confirmationcontroller.h"
#include "registry/keys/registrykeys.h"
#include "registryeditor.h"
#include "registrykeymodel.h"

/// The keys with which the registry on this computer signs its releases: a new one, or one taken back.
class RegistryKeysController : public RegistryEditor
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(RegistryKeyModel *rows READ rows CONSTANT)
    Q_PROPERTY(bool hasWithdrawn READ hasWithdrawn NOTIFY changed)

public:
    RegistryKeysController(UiServices &services, ConfirmationController &confirmation,
                           QObject *parent = nullptr);

    [[nodiscard]] RegistryKeyModel *rows() { return &m_rows; }
    /// Releases may be refused until they are signed anew.
    [[nodiscard]] bool hasWithdrawn() const { return m_hasWithdrawn; }

    Q_INVOKABLE void rotate(); ///< asks
    /// What withdrawing that key means for whoever installs from here.
    [[nodiscard]] Q_INVOKABLE QStringList consequences(const QString &kid) const;
    /// For good. `made()` when it is done, else `problem`.
    Q_INVOKABLE void withdraw(const QString &kid, const QString &reason);

    void show(const QList<RegistryKeys::Entry> &keys);

Q_SIGNALS:
    void changed();

private:
    ConfirmationController &m_confirmation;
    RegistryKeyModel m_rows;
    QString m_active;
    bool m_hasWithdrawn = false;
};
