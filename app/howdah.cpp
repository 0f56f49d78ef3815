// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "appcontroller.h"
#include "core/deliver.h"
#include "iconprovider.h"
#include "interruption.h"
#include "tour.h"
#include "windowservices.h"

#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QPalette>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

struct CommandLineOptions {
    QString dataFolder;
    QString tourFolder;
    QString link;
    bool offline = false;
    bool selfTest = false;
};

CommandLineOptions readCommandLine(QGuiApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QGuiApplication::translate("howdah", "The desktop home of PostgreSQL extensions"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption dataFolder(
        u"data-dir"_s,
        QGuiApplication::translate("howdah", "Keep everything of Howdah's in <folder>."),
        u"folder"_s);
    const QCommandLineOption offline(
        u"offline"_s, QGuiApplication::translate("howdah", "Contact no registry on the network."));
    const QCommandLineOption selfTest(
        u"self-test"_s, QGuiApplication::translate(
                            "howdah", "Load the whole window, then quit: 0 when all is well."));
    const QCommandLineOption tour(
        u"tour"_s,
        QGuiApplication::translate(
            "howdah",
            "Drive the window through the main job and save a picture of each page into <folder>."),
        u"folder"_s);
    parser.addOptions({dataFolder, offline, selfTest, tour});
    parser.addPositionalArgument(
        u"link"_s, QGuiApplication::translate("howdah", "A pgxn://dist/NAME link to open."),
        u"[link]"_s);
    parser.process(application);
    return {parser.value(dataFolder), parser.value(tour), parser.positionalArguments().value(0),
            parser.isSet(offline), parser.isSet(selfTest)};
}

/// Bytes of this process in memory; 0 where the system does not say.
qint64 residentBytes()
{
    QFile status(u"/proc/self/statm"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    return status.readAll().split(' ').value(1).toLongLong() * 4096;
}

/// Says when the first frame was shown, and the first one with rows of the index in it.
void reportFrames(QQuickWindow &window, AppController &app, const QElapsedTimer &sinceStart)
{
    auto first = std::make_shared<qint64>(-1);
    auto withRows = std::make_shared<qint64>(-1);
    QObject::connect(&window, &QQuickWindow::frameSwapped, &app,
                     [&app, &sinceStart, first, withRows] {
                         if (*first < 0)
                             *first = sinceStart.elapsed();
                         if (*withRows >= 0 || app.discover()->sections()->rowCount() == 0)
                             return;
                         *withRows = sinceStart.elapsed();
                         QTextStream(stdout) << "first frame " << *first << " ms, with rows "
                                             << *withRows << " ms, resident "
                                             << residentBytes() / 1'000'000 << " MB" << Qt::endl;
                     });
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(u"howdah"_s);
    QGuiApplication::setApplicationDisplayName(u"Howdah"_s);
    QGuiApplication::setApplicationVersion(QStringLiteral(HOWDAH_VERSION));
    installTranslation();
    QGuiApplication::setDesktopFileName(u"org.howdah.Howdah"_s);
    const CommandLineOptions options = readCommandLine(application);
    QQuickStyle::setStyle(u"Basic"_s);

    QTemporaryDir throwAway;
    const bool isThrowAway = options.selfTest || !options.tourFolder.isEmpty();
    Services services(
        {isThrowAway && options.dataFolder.isEmpty() ? throwAway.path() : options.dataFolder,
         options.offline});
    QThreadPool workers;
    workers.setMaxThreadCount(6);
    UiServices uiServices = uiServicesOf(services, services.install, workers);
    AppController app(uiServices);
    const Interruption interruption([] { QGuiApplication::quit(); });

    QQmlApplicationEngine engine;
    engine.addImportPath(u":/qt/qml"_s);
    engine.addImageProvider(IconProvider::name(), new IconProvider);
    engine.setInitialProperties({{u"app"_s, QVariant::fromValue(&app)}});
    QObject::connect(
        &engine, &QQmlApplicationEngine::objectCreationFailed, &application,
        [] { QCoreApplication::exit(1); }, Qt::QueuedConnection);
    engine.load(QUrl(u"qrc:/qt/qml/Howdah/Main.qml"_s));
    auto *window = qobject_cast<QQuickWindow *>(engine.rootObjects().value(0));
    if (!window)
        return 1;

    app.targets()->refresh();
    deliver(
        QtConcurrent::run(&workers, [&services] { return services.start(); }), &app,
        [&](const Services::Started &started) {
            app.tellRecovered(started.recovered.undone,
                              started.recovered.problems + started.problems);
            app.registry()->start();
            app.discover()->retry(); // also when the index could not be opened: the page says so
            app.freshen(IndexSync::Extent::Aged);
            if (!options.link.isEmpty())
                app.openLink(options.link);
        });

    int status = 0;
    std::unique_ptr<Tour> tour;
    if (options.selfTest) {
        reportFrames(*window, app, sinceStart);
        QObject::connect(&app, &AppController::synced, &application, [&] {
            // One more turn of the event loop, so that the pages show what came.
            QTimer::singleShot(200, &application, [] { QCoreApplication::exit(0); });
        });
    } else if (!options.tourFolder.isEmpty()) {
        tour = std::make_unique<Tour>(*window, app, services, options.tourFolder);
        QObject::connect(tour.get(), &Tour::ended, &application,
                         [](bool good) { QCoreApplication::exit(good ? 0 : 1); });
        tour->start();
    }
    status = QGuiApplication::exec();
    services.queue.cancelAll();
    workers.waitForDone();
    return status;
}
