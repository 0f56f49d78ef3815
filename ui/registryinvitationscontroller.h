// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "confirmationcontroller.h"
#include "registry/store/invitationstore.h"
#include "registryeditor.h"
#include "registrymodels.h"

#include <QVariantList>

/// Who may get an account of the registry on this computer himself, and who was invited to.
class RegistryInvitationsController : public RegistryEditor
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(RegistryInvitationModel *rows READ rows CONSTANT)
    Q_PROPERTY(QString registration READ registration NOTIFY changed)
    Q_PROPERTY(QVariantList registrationChoices READ registrationChoices CONSTANT)
    Q_PROPERTY(QVariantList lifetimes READ lifetimes CONSTANT)

public:
    RegistryInvitationsController(UiServices &services, ConfirmationController &confirmation,
                                  QObject *parent = nullptr);

    [[nodiscard]] RegistryInvitationModel *rows() { return &m_rows; }
    /// "open", "moderated", "invitation" or "closed".
    [[nodiscard]] QString registration() const { return m_registration; }
    [[nodiscard]] QVariantList registrationChoices() const; ///< list{value, text, detail}
    [[nodiscard]] QVariantList lifetimes() const;           ///< list{value: days, text}

    Q_INVOKABLE void setRegistration(const QString &mode);
    /// Its link is shown once. `role`: of the account that is made with it.
    Q_INVOKABLE void make(const QString &note, const QString &role, int days);
    Q_INVOKABLE void revoke(int id); ///< asks

    void show(const QList<Invitation> &invitations, const QString &registration);
    /// Where others reach the registry; empty while it is off.
    void setAddress(const QString &address) { m_address = address; }

Q_SIGNALS:
    void changed();

private:
    ConfirmationController &m_confirmation;
    RegistryInvitationModel m_rows;
    QString m_registration;
    QString m_address;
};
