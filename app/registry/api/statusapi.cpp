// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/statusapi.h"

#include "registry/api/openapi.h"
#include "registry/api/problem.h"
#include "registry/registrystore.h"
#include "registry/store/releasestore.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace {

QByteArray line(const char *name, const char *help, qint64 value)
{
    return QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + " gauge\n" + name + ' '
           + QByteArray::number(value) + '\n';
}

} // namespace

void StatusApi::addTo(ApiRouter &router)
{
    router.add({"GET", u"/api/v2/openapi.json"_s, {}, [](const ApiCall &call) {
                    return call.answer(OpenApi::document());
                }});
    router.add(
        {"GET", u"/api/v2/status"_s, {}, [this](const ApiCall &call) { return status(call); }});
    router.add({"GET", u"/healthz"_s, {}, [](const ApiCall &) {
                    return RegistryResponse::text(200, "ok\n");
                }});
    router.add({"GET", u"/readyz"_s, {}, [this](const ApiCall &call) { return readiness(call); }});
    router.add({"GET", u"/metrics"_s, {}, [this](const ApiCall &call) { return metrics(call); }});
}

RegistryResponse StatusApi::status(const ApiCall &call) const
{
    const Result<RegistryTotals> totals = ReleaseStore(m_context.database).totals();
    if (!totals)
        return call.problem(totals.error());
    const Result<QString> title = m_context.settings.text(u"title"_s);
    const Result<QString> registration = m_context.settings.text(u"registration"_s);
    const Result<bool> readOnly = m_context.settings.isOn(u"read-only"_s);
    if (!title || !registration || !readOnly)
        return call.problem(!title          ? title.error()
                            : !registration ? registration.error()
                                            : readOnly.error());
    return call.answer({{u"software"_s, u"Howdah"_s},
                        {u"version"_s, QCoreApplication::applicationVersion()},
                        {u"title"_s, *title},
                        {u"registration"_s, *registration},
                        {u"readOnly"_s, *readOnly},
                        {u"distributions"_s, totals->distributions},
                        {u"releases"_s, totals->releases},
                        {u"extensions"_s, totals->extensions},
                        {u"users"_s, totals->users},
                        {u"tags"_s, totals->tags}});
}

RegistryResponse StatusApi::readiness(const ApiCall &call) const
{
    const auto answered = m_context.database.read([](SqlConnection &connection) {
        return connection.queryOne(u"SELECT value FROM facts WHERE name = 'schema'"_s);
    });
    if (!answered)
        return Problem::of(answered.error(), call.request(), 503);
    if (!QFileInfo(m_context.store.tree().path(u"index.json"_s)).isReadable())
        return Problem::of({Error::Kind::Missing, u"The mirror tree cannot be read."_s, {}},
                           call.request(), 503);
    return RegistryResponse::text(200, "ready\n");
}

RegistryResponse StatusApi::metrics(const ApiCall &call) const
{
    // How busy a registry is, and with what, is not for everybody.
    const bool mayAsk = call.identity().isAdmin() && !call.identity().isRestricted();
    if (!call.request().isLoopback && !mayAsk)
        return Problem::of({Error::Kind::Permission, u"Authorization required"_s, {}},
                           call.request(), call.identity().isKnown() ? 403 : 401);
    const Result<RegistryTotals> totals = ReleaseStore(m_context.database).totals();
    if (!totals)
        return call.problem(totals.error());
    RegistryResponse response;
    response.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
                        {"Cache-Control", "no-store"}};
    response.body = line("howdah_distributions", "Distributions released", totals->distributions)
                    + line("howdah_releases", "Releases", totals->releases)
                    + line("howdah_users", "Accounts", totals->users)
                    + (m_metrics ? m_metrics() : QByteArray());
    return response;
}
