// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "tour.h"

#include "core/deliver.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QDir>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTextStream>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMilliseconds = 50;
constexpr int settlingTicks = 8; ///< animations are over and images are there
const QString subject = QStringLiteral("checkdigits");

void print(const QString &text)
{
    QTextStream(stdout) << text << '\n';
}

QString accessibleName(QQuickItem *item)
{
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(item);
    return interface ? interface->text(QAccessible::Name) : QString();
}

bool isUsable(const QQuickItem *item)
{
    return item->isVisible() && item->isEnabled() && item->width() > 0 && item->height() > 0;
}

} // namespace

Tour::Tour(QQuickWindow &window, AppController &app, Services &services, QString folder,
           QObject *parent)
    : QObject(parent),
      m_window(window),
      m_app(app),
      m_services(services),
      m_folder(std::move(folder))
{
    connect(&m_timer, &QTimer::timeout, this, &Tour::tick);
}

Tour::~Tour() = default;

void Tour::start()
{
    QDir().mkpath(m_folder);
    plan();
    m_clock.start();
    m_timer.start(tickMilliseconds);
}

void Tour::plan()
{
    const auto page = [this] { return m_window.property("page").toString(); };
    const auto dark = [this](const QString &theme) {
        m_app.settings()->setTheme(theme);
        return true;
    };
    m_stops = {
        {u"The window opens and the samples are in the index"_s,
         {},
         [this] {
             return m_app.connectionState() == u"fresh"_s
                    && m_app.discover()->state() == u"ready"_s;
         },
         {},
         60},
        {u"A server to install into: a throw-away copy of the PostgreSQL found here"_s,
         [this] {
             if (m_app.targets()->finding())
                 return false;
             startServer();
             return true;
         },
         [this] {
             return m_server && m_app.targets()->currentId() == m_server->target().id()
                    && m_app.targets()->facts();
         },
         {},
         60},
        {u"Discover"_s,
         {},
         [this] { return m_app.discover()->sections()->rowCount() > 0; },
         u"1-discover"_s},
        {u"Close the welcome card"_s,
         [this] {
             m_app.setFirstRun(false);
             return true;
         },
         [this] { return !m_app.firstRun(); }, u"2-discover-plain"_s},
        {u"Search as you type: “%1”"_s.arg(subject.left(4)),
         [this] { return pressKey(Qt::Key_K, Qt::ControlModifier) && type(subject.left(4)); },
         [this, page] {
             return page() == u"results"_s && m_app.search()->total() > 0
                    && m_app.search()->text() == subject.left(4);
         },
         u"3-results"_s},
        {u"Open its page"_s, [this] { return openExtension(subject); },
         [this, page] {
             return page() == u"extension"_s && m_app.extension()->state() == u"ready"_s
                    && m_app.extension()->name() == subject;
         },
         u"4-extension"_s},
        {u"What its users say"_s, [this] { return press(tr("Reviews")); },
         [this] { return m_app.extension()->reviews()->state() == u"ready"_s; }, u"4a-reviews"_s},
        {u"Its three numbers"_s, [this] { return press(tr("Stats")); },
         [this] { return m_app.extension()->stats()->state() == u"ready"_s; }, u"4b-stats"_s},
        {u"Where it works"_s, [this] { return press(tr("Compatibility")); },
         [this] { return m_app.extension()->compatibility()->state() == u"ready"_s; },
         u"4c-compatibility"_s},
        {u"Try it in a sandbox"_s, [this] { return press(u"Try in a sandbox"_s); },
         [this] {
             return m_app.sandbox()->state() == u"ready"_s
                    || m_app.sandbox()->state() == u"failed"_s;
         },
         u"5-sandbox"_s, 120},
        {u"The sandbox works, its tests pass"_s,
         {},
         [this] { return m_app.sandbox()->testKind() == u"ok"_s; },
         {},
         2},
        {u"Promote it: the plan"_s, [this] { return press(m_app.sandbox()->promoteText()); },
         [this] { return m_app.plan()->state() == u"ready"_s; }, u"6-plan"_s},
        {u"Install"_s,
         [this] { return press(m_app.plan()->confirmText()); },
         [this] { return isOver(u"install"_s); },
         {},
         120},
        {u"Activity: the steps and the log"_s, [this] { return show(tr("Activity")); },
         [page] { return page() == u"activity"_s; }, u"7-activity"_s},
        {u"Installed: the server has loaded it"_s, [this] { return show(tr("Installed")); },
         [this] {
             const std::optional<TargetFacts> &facts = m_app.targets()->facts();
             if (!facts)
                 return false;
             for (const QList<ExtensionFacts> &database : facts->extensions) {
                 for (const ExtensionFacts &extension : database) {
                     if (extension.name == subject && extension.isCreated())
                         return true;
                 }
             }
             return false;
         },
         u"8-installed"_s},
        {u"The dark theme"_s, [dark] { return dark(u"dark"_s); }, [] { return true; },
         u"9-installed-dark"_s},
        {u"Its page, installed, in the dark"_s, [this] { return openExtension(subject); },
         [this, page] {
             return page() == u"extension"_s && m_app.extension()->action() == u"installed"_s;
         },
         u"10-extension-dark"_s},
        {u"Discover in the dark"_s, [this] { return show(tr("Discover")); },
         [page] { return page() == u"discover"_s; }, u"11-discover-dark"_s},
        {u"Settings"_s, [this, dark] { return dark(u"light"_s) && show(tr("Settings")); },
         [page] { return page() == u"settings"_s; }, u"12-settings"_s},
        {u"Registry: this computer's answers"_s, [this] { return show(tr("Registry")); },
         [this, page] {
             return page() == u"registry"_s && m_app.registry()->state() == u"ready"_s
                    && m_app.registry()->holdings()->rowCount() > 0;
         },
         u"13-registry"_s},
        {u"An account with a password that is shown once"_s,
         [this] {
             m_app.registry()->accounts()->add(u"dana"_s, u"Dana Sample"_s, {}, u"author"_s);
             return true;
         },
         [this] { return !m_app.registry()->accounts()->secret().isEmpty(); },
         u"14-registry-secret"_s},
        {u"Who may publish"_s,
         [this] {
             m_app.registry()->accounts()->forgetSecret();
             return press(tr("Accounts"));
         },
         [this] { return m_app.registry()->accounts()->rows()->rowCount() > 0; },
         u"15-registry-accounts"_s},
        {u"What was done, in the dark"_s,
         [this, dark] { return dark(u"dark"_s) && press(tr("Audit log")); },
         [this] { return m_app.registry()->audit()->rowCount() > 0; }, u"16-registry-audit-dark"_s},
        {u"Undo: it asks first"_s,
         [this, dark] {
             dark(u"light"_s);
             m_app.extension()->undo();
             return true;
         },
         [this] { return m_app.confirmation()->isOpen(); }, u"17-undo"_s},
        {u"Undo"_s,
         [this] { return press(m_app.confirmation()->confirmText()); },
         [this] { return isOver(u"undo"_s); },
         {},
         60},
        {u"Everything is as it was"_s, [this] { return show(tr("Activity")); },
         [this] {
             const std::optional<TargetFacts> &facts = m_app.targets()->facts();
             return facts && !facts->onDisk.contains(subject);
         },
         u"18-undone"_s},
    };
}

void Tour::startServer()
{
    const std::optional<Target> current = m_app.targets()->current();
    if (!current || current->installation.bindir.isEmpty()) {
        fail(u"no PostgreSQL was found on this machine"_s);
        return;
    }
    SandboxServer::Options options;
    options.folder = m_services.locations.sandboxesFolder();
    using Started = std::pair<std::shared_ptr<SandboxServer>, Error>;
    deliver(QtConcurrent::run([original = current->installation, options,
                               &runner = m_services.runner]() -> Started {
                Result<std::unique_ptr<SandboxServer>> started =
                    SandboxServer::start(original, options, runner);
                if (!started)
                    return {nullptr, started.error()};
                return {std::shared_ptr<SandboxServer>(std::move(*started)), {}};
            }),
            this, [this](const Started &started) {
                if (!started.first) {
                    fail(started.second.message + u'\n' + started.second.detail);
                    return;
                }
                m_server = started.first;
                m_app.targets()->addOwn(m_server->target());
                m_app.targets()->select(m_server->target().id());
            });
}

void Tour::tick()
{
    if (m_at >= m_stops.size()) {
        m_timer.stop();
        print(m_failures == 0 ? u"The tour is done; the pictures are in %1"_s.arg(m_folder)
                              : u"The tour failed at %1 stop(s)"_s.arg(m_failures));
        Q_EMIT ended(m_failures == 0);
        return;
    }
    const Stop &stop = m_stops[m_at];
    if (m_clock.elapsed() > stop.seconds * 1000LL) {
        fail(m_acted ? u"it did not get there within %1 s"_s.arg(stop.seconds)
                     : u"what it needs was not on the screen"_s);
        return;
    }
    if (!m_acted) {
        m_acted = !stop.act || stop.act();
        return;
    }
    if (!stop.arrived()) {
        m_settling = 0;
        return;
    }
    if (!stop.picture.isEmpty() && ++m_settling < settlingTicks)
        return;
    if (!stop.picture.isEmpty())
        takePicture(stop.picture);
    print(u"ok   %1 (%2 s)"_s.arg(stop.title)
              .arg(static_cast<double>(m_clock.elapsed()) / 1000.0, 0, 'f', 1));
    next();
}

void Tour::next()
{
    ++m_at;
    m_acted = false;
    m_settling = 0;
    m_clock.restart();
}

void Tour::fail(const QString &why)
{
    if (m_at >= m_stops.size())
        return;
    ++m_failures;
    print(u"FAIL %1: %2"_s.arg(m_stops[m_at].title, why));
    takePicture(u"failed-%1"_s.arg(m_at));
    m_at = m_stops.size(); // what follows builds on it
}

void Tour::takePicture(const QString &name)
{
    const QString path = m_folder + u'/' + name + u".png"_s;
    const QImage picture = m_window.grabWindow();
    if (picture.isNull() || !picture.save(path)) {
        ++m_failures;
        print(u"FAIL the picture %1 cannot be written"_s.arg(path));
    }
}

QQuickItem *Tour::find(QQuickItem *item, const QString &name) const
{
    if (!item->isVisible())
        return nullptr;
    if (isUsable(item)
        && (item->property("text").toString() == name || accessibleName(item) == name)
        && item->inherits("QQuickAbstractButton"))
        return item;
    const QList<QQuickItem *> children = item->childItems();
    // What is on top is found first: dialogs over pages.
    for (auto child = children.rbegin(); child != children.rend(); ++child) {
        if (QQuickItem *found = find(*child, name))
            return found;
    }
    return nullptr;
}

bool Tour::press(const QString &name)
{
    QQuickItem *item = find(m_window.contentItem(), name);
    if (!item)
        return false;
    const QPointF center = item->mapToScene({item->width() / 2, item->height() / 2});
    const QPointF global = m_window.mapToGlobal(center);
    for (const QEvent::Type type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
        const Qt::MouseButtons held =
            type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton;
        QMouseEvent event(type, center, global, Qt::LeftButton, held, Qt::NoModifier);
        QCoreApplication::sendEvent(&m_window, &event);
    }
    return true;
}

bool Tour::pressKey(int key, Qt::KeyboardModifiers modifiers)
{
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, modifiers);
        QCoreApplication::sendEvent(&m_window, &event);
    }
    return true;
}

bool Tour::type(const QString &text)
{
    for (const QChar character : text) {
        for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QKeyEvent event(type, character.toUpper().unicode(), Qt::NoModifier, character);
            QCoreApplication::sendEvent(&m_window, &event);
        }
    }
    return true;
}

bool Tour::show(const QString &page)
{
    return press(page);
}

bool Tour::openExtension(const QString &name)
{
    return QMetaObject::invokeMethod(&m_window, "openExtension", Q_ARG(QString, name),
                                     Q_ARG(QString, QString()));
}

bool Tour::isOver(const QString &kind)
{
    const QList<Job *> jobs = m_services.queue.jobs();
    for (auto job = jobs.rbegin(); job != jobs.rend(); ++job) {
        if ((*job)->facts().kind != kind || !(*job)->isOver())
            continue;
        if (const std::optional<Error> error = (*job)->error())
            fail(error->message + u'\n' + error->detail);
        return (*job)->state() == Job::State::Done;
    }
    return false;
}
