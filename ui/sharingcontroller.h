// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "jobcontroller.h"
#include "sharingoffers.h"
#include "sharingwork.h"
#include "targetmodel.h"
#include "uiservices.h"

#include <QThreadPool>
#include <QTimer>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

/// What registries are told about this computer: nothing, unless the person wants it and has seen it first. The choices
/// of the settings, the dialog that shows what is sent, and the offer to report how a job went.
class SharingController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QVariantList choices READ choices NOTIFY changed)
    Q_PROPERTY(bool isOpen READ isOpen NOTIFY dialogChanged)
    Q_PROPERTY(QString title READ title NOTIFY dialogChanged)
    Q_PROPERTY(QString text READ text NOTIFY dialogChanged)
    Q_PROPERTY(QVariantList payloads READ payloads NOTIFY dialogChanged)
    Q_PROPERTY(QString confirmText READ confirmText NOTIFY dialogChanged)
    Q_PROPERTY(bool canConfirm READ canConfirm NOTIFY dialogChanged)
    Q_PROPERTY(bool isBusy READ isBusy NOTIFY dialogChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY dialogChanged)
    Q_PROPERTY(QString signInTo READ signInTo NOTIFY dialogChanged)
    Q_PROPERTY(QString offerText READ offerText NOTIFY offerChanged)
    Q_PROPERTY(QString offerAction READ offerAction NOTIFY offerChanged)
    Q_PROPERTY(QVariantMap offers READ offers NOTIFY offersChanged)

public:
    SharingController(UiServices &services, TargetModel &targets, JobController &job,
                      QObject *parent = nullptr);
    ~SharingController() override;

    /// list{value, text, detail, isOn}
    [[nodiscard]] QVariantList choices() const;
    [[nodiscard]] bool isOpen() const { return m_purpose != Purpose::None; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;
    /// list{title, text: what is sent, to the last letter, meaning: what its signed part says}
    [[nodiscard]] QVariantList payloads() const;
    [[nodiscard]] QString confirmText() const;
    [[nodiscard]] bool canConfirm() const;
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] QString problem() const { return m_problem; }
    /// The registry that wants to know who says so, while the person is not signed in there.
    [[nodiscard]] QString signInTo() const { return m_signInTo; }
    /// About the job that is shown: what can be told, or was. Empty: there is nothing to tell.
    [[nodiscard]] QString offerText() const { return m_offers.text(m_job.jobId()); }
    [[nodiscard]] QString offerAction() const { return m_offers.action(m_job.jobId()); }
    /// About jobs in the list, by job: {text, canSend}.
    [[nodiscard]] QVariantMap offers() const { return m_offers.list(); }

    /// Off at once; on after what is sent was shown.
    Q_INVOKABLE void setShared(const QString &what, bool on);
    Q_INVOKABLE void showPayload(const QString &what);
    /// Shows what would be told about the job that is shown, or what was.
    Q_INVOKABLE void showOffer() { showOfferOf(m_job.jobId()); }
    Q_INVOKABLE void showOfferOf(const QString &jobId);
    /// The list offers nothing any more.
    Q_INVOKABLE void refuse();
    Q_INVOKABLE void confirm();
    Q_INVOKABLE void close();
    /// Once a day, what is in use, when that is wanted.
    void tellInUse();

Q_SIGNALS:
    void changed();
    void dialogChanged();
    void offerChanged();
    void offersChanged();
    void told(const QString &text);

private:
    using Kind = SharedFact::Kind;
    enum class Purpose { None, Look, Allow, Send, Review };
    [[nodiscard]] static std::optional<Kind> kindNamed(const QString &name);
    [[nodiscard]] bool isOn(Kind kind) const;
    void open(Purpose purpose, Kind kind);
    void load();
    void receive(const Result<SharingWork::Shown> &shown);

    UiServices &m_services;
    JobController &m_job;
    Purpose m_purpose = Purpose::None;
    Kind m_kind = Kind::Install;
    QString m_jobId; ///< what `Send` is about
    QList<SharedFact> m_facts;
    QString m_problem;
    QString m_signInTo;
    bool m_isBusy = false;
    int m_asked = 0; ///< only the newest answer counts
    QTimer m_hour;
    CancellationSource m_ending;
    QThreadPool m_line;
    SharingOffers m_offers;
};
