// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "confirmationcontroller.h"
#include "core/result.h"
#include "registry/store/accountstore.h"
#include "registry/store/tokenstore.h"
#include "registrymodels.h"
#include "uiservices.h"

#include <QVariantList>

#include <functional>

/// Accounts and tokens of the registry on this computer, as whoever runs it sees and changes them.
class RegistryAccountsController : public QObject
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
    Q_PROPERTY(bool isBusy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)
    Q_PROPERTY(QString secret READ secret NOTIFY secretChanged)
    Q_PROPERTY(QString secretTitle READ secretTitle NOTIFY secretChanged)
    Q_PROPERTY(QString secretText READ secretText NOTIFY secretChanged)

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
    [[nodiscard]] bool isBusy() const { return m_running > 0; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString secret() const { return m_secret; }
    [[nodiscard]] QString secretTitle() const { return m_secretTitle; }
    [[nodiscard]] QString secretText() const { return m_secretText; }

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
    Q_INVOKABLE void forgetSecret();
    Q_INVOKABLE void clearProblem();

    /// What the database holds now.
    void show(const QList<Account> &accounts);

Q_SIGNALS:
    void changed();
    void busyChanged();
    void problemChanged();
    void secretChanged();
    void made();    ///< what the open dialog asked for
    void written(); ///< something in the registry is another now
    void failed(const QString &text);

private:
    struct Secret {
        QString title;
        QString text;
        QString value;
    };
    using Work = std::function<Result<Secret>(RegistryStore &)>;
    /// `inDialog`: an error is `problem`, not `failed`.
    void run(const Work &work, bool inDialog);
    void changeRole(qint64 id, const QString &nickname, Account::Role role);
    void setProblem(const QString &problem);
    void loadTokens();
    [[nodiscard]] const Account *account(const QString &nickname) const;

    UiServices &m_services;
    ConfirmationController &m_confirmation;
    RegistryAccountModel m_rows;
    RegistryTokenModel m_tokens;
    QList<Account> m_accounts;
    QString m_tokenOwner;
    int m_running = 0;
    QString m_problem;
    QString m_secret;
    QString m_secretTitle;
    QString m_secretText;
};
