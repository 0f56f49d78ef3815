// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/deliver.h"
#include "pagecontroller.h"
#include "remote/registryapi.h"
#include "uiservices.h"

#include <QtConcurrent>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <memory>

/// A part of an extension's page that shows what the extension's registry knows: asked for when it is first seen, and
/// anew whenever it comes into sight again. "empty": that registry has no such knowledge.
class RegistryTabController : public PageController
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(bool isShown READ isShown WRITE setShown NOTIFY shownChanged)
    Q_PROPERTY(QString ageText READ ageText NOTIFY contentChanged)

public:
    struct Subject {
        QString registry; ///< the name of one in use
        QString distribution;
        QString version;
        bool operator==(const Subject &) const = default;
    };

    [[nodiscard]] bool isShown() const { return m_isShown; }
    void setShown(bool shown);
    /// How old what is shown is, when the registry cannot be reached; else empty.
    [[nodiscard]] QString ageText() const { return m_ageText; }

    void setSubject(const Subject &subject);
    Q_INVOKABLE void retry();
    /// What is shown may have changed: asks anew while it is seen.
    void refresh();

Q_SIGNALS:
    void shownChanged();
    void contentChanged();

protected:
    RegistryTabController(UiServices &services, QObject *parent);

    /// Asks for what is shown, with `question()`.
    virtual void ask() = 0;
    /// The subject is another one: what was shown goes.
    virtual void forget() = 0;
    /// Whether the same distribution's other version is another subject.
    [[nodiscard]] virtual bool isOfVersion() const { return false; }

    /// Asks the registry on a worker thread; what comes after the subject has changed is dropped.
    template <typename Answer>
    void question(std::function<Result<Answer>(RegistryApi &)> work,
                  std::function<void(const Result<Answer> &)> receive)
    {
        deliver(QtConcurrent::run(&m_services.workers,
                                  [&services = m_services, registry = m_subject.registry,
                                   work = std::move(work)]() -> Result<Answer> {
                                      Result<std::unique_ptr<RegistryApi>> api =
                                          apiOf(services, registry);
                                      if (!api)
                                          return api.error();
                                      return work(**api);
                                  }),
                this,
                [this, subject = m_generation,
                 receive = std::move(receive)](const Result<Answer> &answer) {
                    if (subject == m_generation)
                        receive(answer);
                });
    }
    void showAge(const RegistryApi::Reading &reading);
    void showError(const QString &title, const Error &error);

    [[nodiscard]] const Subject &subject() const { return m_subject; }
    [[nodiscard]] UiServices &services() const { return m_services; }
    /// As a part of a sentence: "the registry on this computer", or its name.
    [[nodiscard]] QString registryTitle() const;
    /// "distributions/NAME/" and what of it.
    [[nodiscard]] QString path(const QString &what) const;

private:
    [[nodiscard]] static Result<std::unique_ptr<RegistryApi>> apiOf(const UiServices &services,
                                                                    const QString &registry);

    UiServices &m_services;
    Subject m_subject;
    int m_generation = 0; ///< of the subject
    bool m_isShown = false;
    QString m_ageText;
};
