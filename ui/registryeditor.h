// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "uiservices.h"

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <functional>

/// What all parts of the registry's page that change something have: work on the registry behind the window, what went
/// wrong in the open dialog, and a secret that is shown once.
class RegistryEditor : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(bool isBusy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)
    Q_PROPERTY(QString secret READ secret NOTIFY secretChanged)
    Q_PROPERTY(QString secretTitle READ secretTitle NOTIFY secretChanged)
    Q_PROPERTY(QString secretText READ secretText NOTIFY secretChanged)

public:
    [[nodiscard]] bool isBusy() const { return m_running > 0; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString secret() const { return m_secret.value; }
    [[nodiscard]] QString secretTitle() const { return m_secret.title; }
    [[nodiscard]] QString secretText() const { return m_secret.text; }

    Q_INVOKABLE void forgetSecret();
    Q_INVOKABLE void clearProblem() { setProblem({}); }

Q_SIGNALS:
    void busyChanged();
    void problemChanged();
    void secretChanged();
    void made();    ///< what the open dialog asked for
    void written(); ///< something in the registry is another now
    void failed(const QString &text);

protected:
    /// Without a value there is nothing to show.
    struct Secret {
        QString title;
        QString text;
        QString value;
    };
    using Work = std::function<Result<Secret>(RegistryStore &)>;
    /// Where it is said that the work failed: as `problem`, or by `failed`.
    enum class Told { InDialog, OnPage };

    explicit RegistryEditor(UiServices &services, QObject *parent = nullptr);
    void run(const Work &work, Told told);
    [[nodiscard]] UiServices &services() const { return m_services; }

private:
    void setProblem(const QString &problem);

    UiServices &m_services;
    int m_running = 0;
    QString m_problem;
    Secret m_secret;
};
