// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "uiservices.h"

#include <QTimer>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <memory>

/// What takes its time with the registry on this computer: taking archives in, backing up, verifying, signing anew.
/// One at a time.
class RegistryTaskController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QString taskState READ taskState NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString kind READ kind NOTIFY changed)
    Q_PROPERTY(QStringList problems READ problems NOTIFY changed)
    Q_PROPERTY(qreal progress READ progress NOTIFY changed)

public:
    explicit RegistryTaskController(UiServices &services, QObject *parent = nullptr);
    ~RegistryTaskController() override; ///< cancels

    /// "idle", "running", "done" or "failed".
    [[nodiscard]] QString taskState() const { return m_state; }
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QString kind() const;
    [[nodiscard]] QStringList problems() const { return m_problems; }
    /// 0…1; -1: not known.
    [[nodiscard]] qreal progress() const { return m_progress; }

    /// Files, and folders with archives in them.
    Q_INVOKABLE void importUrls(const QList<QUrl> &urls);
    Q_INVOKABLE void importPath(const QString &path);
    Q_INVOKABLE void backUp(const QString &folder);
    Q_INVOKABLE void verify();
    /// What no good key has signed, after one was withdrawn.
    Q_INVOKABLE void signAnew();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void dismiss();

Q_SIGNALS:
    void changed();
    void imported(); ///< there are releases that were not there before
    void written();  ///< the registry holds something else than before

private:
    struct Outcome {
        bool isGood = true;
        QString text;
        QStringList problems;
        int imported = 0;
    };
    struct Progress;
    using Work = std::function<Outcome(RegistryStore &, const CancellationToken &, Progress &)>;
    void run(const QString &title, const Work &work);
    void importArchives(const QStringList &paths);
    void showProgress();

    UiServices &m_services;
    CancellationSource m_cancellation;
    std::shared_ptr<Progress> m_running;
    QTimer m_look;
    QString m_state = QStringLiteral("idle");
    QString m_title;
    QString m_text;
    QStringList m_problems;
    qreal m_progress = -1;
};
