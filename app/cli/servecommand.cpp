// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commands.h"
#include "cli/exitcode.h"
#include "cli/registryoperations.h"
#include "registry/http/accesslog.h"
#include "registry/http/registryserver.h"
#include "registry/publishing/documentwriter.h"
#include "registry/registryservice.h"
#include "registry/registrystore.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QSemaphore>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ServeCommand", text);
}

struct Listening {
    QString address;
    int port = RegistryServer::usualPort;
};

/// "ADDR:PORT", "[IPv6]:PORT", "ADDR" or ":PORT".
Result<Listening> listeningOf(const QString &text)
{
    Listening listening{RegistryServer::Options().address};
    const Error wrong{Error::Kind::Invalid,
                      tr("“%1” is no address to listen on; write ADDRESS:PORT, for example "
                         "192.0.2.7:7432 or [::1]:7432")
                          .arg(text),
                      {}};
    QString port;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        if (end < 0 || (end + 1 < text.size() && text[end + 1] != u':'))
            return wrong;
        listening.address = text.sliced(1, end - 1);
        port = text.mid(end + 2);
    } else if (text.count(u':') == 1) {
        if (!text.startsWith(u':'))
            listening.address = text.section(u':', 0, 0);
        port = text.section(u':', 1);
    } else {
        listening.address = text;
    }
    if (!port.isEmpty()) {
        bool isNumber = false;
        listening.port = port.toUShort(&isNumber);
        if (!isNumber)
            return wrong;
    }
    return listening;
}

Result<RegistryServer::Options> optionsOf(const QString &folder, const Arguments &arguments,
                                          const QString &address)
{
    RegistryServer::Options options;
    options.address = address;
    const bool isLoopback =
        address.startsWith(u"127.") || address == u"::1" || address == u"localhost";
    if (address == u"localhost")
        options.address = u"127.0.0.1"_s;
    // Naming an address of the network is the explicit choice that this takes.
    options.isPublic = !isLoopback;
    options.allowPlain = arguments.has(u"allow-plain"_s);
    options.hostNames = arguments.values(u"host-name"_s);
    options.trustedProxies = arguments.values(u"trusted-proxy"_s);
    if (arguments.has(u"tls"_s)) {
        options.certificateFile = arguments.value(u"tls"_s);
        options.keyFile = arguments.positional().value(0);
        if (options.keyFile.isEmpty())
            return Error{
                Error::Kind::Invalid, tr("Which key? howdahctl serve --tls CERTIFICATE KEY"), {}};
        if (arguments.has(u"tls-self-signed"_s))
            return Error{
                Error::Kind::Invalid, tr("Either --tls or --tls-self-signed, not both"), {}};
    } else if (!arguments.positional().isEmpty()) {
        return Error{Error::Kind::Invalid,
                     tr("What is “%1”? serve takes no arguments but options")
                         .arg(arguments.positional().constFirst()),
                     {}};
    }
    if (arguments.has(u"tls-self-signed"_s))
        options.tlsFolder = folder + u"/tls"_s;
    return options;
}

} // namespace

Result<int> Commands::serve(CliContext &context, const Arguments &arguments)
{
    if (arguments.has(u"listen"_s) && arguments.has(u"port"_s))
        return Error{Error::Kind::Invalid, tr("Either --listen or --port, not both"), {}};
    const Result<Listening> listening = listeningOf(arguments.value(u"listen"_s));
    if (!listening)
        return listening.error();
    const Result<int> wanted = arguments.number(u"port"_s, listening->port, 0, 65535);
    if (!wanted)
        return wanted.error();
    const Result<RegistryOperations::Chosen> store =
        RegistryOperations::Chosen::of(context, arguments);
    if (!store)
        return store.error();
    Result<RegistryServer::Options> options =
        optionsOf((*store)->folder(), arguments, listening->address);
    if (!options)
        return options.error();
    AccessLog log;
    if (arguments.has(u"access-log"_s)) {
        if (Result<void> opened = log.open(arguments.value(u"access-log"_s)); !opened)
            return opened.error();
        options->onAccess = [&log](const AccessRecord &record) { log.write(record); };
    }
    RegistryService service(**store);
    if (Result<void> started = service.start(); !started)
        return started.error();
    RegistryServer server(service, service.joined(*options));
    const Result<quint16> port = server.start(static_cast<quint16>(*wanted));
    if (!port)
        return port.error();
    service.startDuties();
    context.output.json(QJsonObject{{u"url"_s, server.url().toString()},
                                    {u"root"_s, (*store)->folder()},
                                    {u"public"_s, options->isPublic},
                                    {u"fingerprint"_s, server.fingerprint()}});
    context.output.line((options->isPublic
                             ? tr("Serving %1 at %2 for everybody who can reach it; Ctrl+C stops.")
                             : tr("Serving %1 at %2 for this computer; Ctrl+C stops."))
                            .arg((*store)->folder(), server.url().toString()));
    if (!server.fingerprint().isEmpty())
        context.output.line(tr("Certificate (SHA-256): %1").arg(server.fingerprint()));
    if (options->isPublic && server.fingerprint().isEmpty())
        context.output.note(
            tr("This is plain HTTP: others on the way can read and change what is sent, and "
               "passwords and tokens are refused. Serve with --tls or --tls-self-signed."));
    QSemaphore stopped;
    const CancellationToken::Registration registration =
        context.token.onCancel([&] { stopped.release(); });
    stopped.acquire();
    server.stop();
    // Otherwise it is made again after the next start of the computer.
    if (Result<void> settled = (*store)->documents().settle(); !settled)
        context.output.note(settled.error().message);
    return ExitCode::ok;
}
