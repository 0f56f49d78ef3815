// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "confirmationcontroller.h"
#include "registry/store/accountstore.h"
#include "registry/store/tokenstore.h"
#include "registryeditor.h"
#include "registrymodels.h"

#include <QVariantList>

/// Accounts and tokens of the registry on this computer, as whoever runs it sees and changes them.
class RegistryAccountsController : public RegistryEditor
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(RegistryAccountModel *rows READ rows CONSTANT)
    Q_PROPERTY(RegistryTokenModel *tokens READ tokens CONSTANT)
    Q_PROPERTY(QStringList nicknames READ nicknames NOTIFY changed)
    Q_PROPERTY(QString tokenOwner READ tokenOwner WRITE setTokenOwner NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QVariantList roles READ roles CONSTANT)
    Q_PROPERTY(QVariantList scopes READ scopes NOTIFY changed)
    Q_PROPERTY(QVariantList lifetimes READ lifetimes CONSTANT)

public:
    RegistryAccountsController(UiServices &services, ConfirmationController &confirmation,
                               QObject *parent = nullptr);

    [[nodiscard]] RegistryAccountModel *rows() { return &m_rows; }
    [[nodiscard]] RegistryTokenModel *tokens() { return &m_tokens; }
    [[nodiscard]] QStringList nicknames() const;
    [[nodiscard]] QString tokenOwner() const { return m_tokenOwner; }
    void setTokenOwner(const QString &nickname);
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QVariantList roles() const;
    [[nodiscard]] QVariantList scopes() const;
    [[nodiscard]] QVariantList lifetimes() const;

    /// With a password of its own that is shown once.
    Q_INVOKABLE void add(const QString &nickname, const QString &fullName, const QString &email,
                         const QString &role);
    /// Asks before it makes somebody an administrator.
    Q_INVOKABLE void setRole(const QString &nickname, const QString &role);
    Q_INVOKABLE void activate(const QString &nickname);
    Q_INVOKABLE void deactivate(const QString &nickname);    ///< asks
    Q_INVOKABLE void resetPassword(const QString &nickname); ///< asks
    /// For `tokenOwner`; `days` 0: for ever.
    Q_INVOKABLE void makeToken(const QString &name, const QStringList &scopes, int days);
    Q_INVOKABLE void revokeToken(qint64 id, const QString &name); ///< asks

    /// What the database holds now.
    void show(const QList<Account> &accounts);

Q_SIGNALS:
    void changed();

private:
    void changeRole(qint64 id, const QString &nickname, Account::Role role);
    void loadTokens();
    [[nodiscard]] const Account *account(const QString &nickname) const;

    ConfirmationController &m_confirmation;
    RegistryAccountModel m_rows;
    RegistryTokenModel m_tokens;
    QList<Account> m_accounts;
    QString m_tokenOwner;
};
