// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registrytabcontroller.h"

#include "registry/localregistryapi.h"
#include "texts.h"

using namespace Qt::StringLiterals;

RegistryTabController::RegistryTabController(UiServices &services, QObject *parent)
    : PageController(u"loading"_s, parent), m_services(services)
{
}

void RegistryTabController::setShown(bool shown)
{
    if (m_isShown == shown)
        return;
    m_isShown = shown;
    Q_EMIT shownChanged();
    refresh();
}

void RegistryTabController::refresh()
{
    if (m_isShown && !m_subject.distribution.isEmpty())
        ask();
}

void RegistryTabController::setSubject(const Subject &subject)
{
    const bool isSame = m_subject.registry == subject.registry
                        && m_subject.distribution == subject.distribution
                        && (!isOfVersion() || m_subject.version == subject.version);
    m_subject = subject;
    if (isSame)
        return;
    ++m_generation;
    m_ageText.clear();
    forget();
    setState(u"loading"_s);
    Q_EMIT contentChanged();
    refresh();
}

void RegistryTabController::retry()
{
    setState(u"loading"_s);
    ask();
}

void RegistryTabController::showAge(const RegistryApi::Reading &reading)
{
    m_ageText = reading.fromCache
                    ? tr("%1 cannot be reached: this is what it said %2.")
                          .arg(m_subject.registry,
                               Texts::ago(reading.fetchedAt, m_services.install.clock.now()))
                    : QString();
}

void RegistryTabController::showError(const QString &title, const Error &error)
{
    const bool isFinal =
        error.kind == Error::Kind::Unsupported || error.kind == Error::Kind::NotFound;
    setError(title, error, isFinal ? u"empty"_s : u"error"_s);
}

QString RegistryTabController::registryTitle() const
{
    const std::shared_ptr<RegistryClient> client = m_services.sync.client(m_subject.registry);
    return client && isOwnRegistry(*client, m_services.registry)
               ? tr("the registry on this computer")
               : m_subject.registry;
}

QString RegistryTabController::path(const QString &what) const
{
    return u"distributions/%1/%2"_s.arg(RegistryApi::part(m_subject.distribution), what);
}

Result<std::unique_ptr<RegistryApi>> RegistryTabController::apiOf(const UiServices &services,
                                                                  const QString &registry)
{
    const std::shared_ptr<RegistryClient> client = services.sync.client(registry);
    if (!client)
        return Error{Error::Kind::NotFound,
                     tr("The registry %1 is not in use any more. Add it again in the settings.")
                         .arg(registry),
                     {}};
    return registryApiOf(*client, services.registry, {});
}
