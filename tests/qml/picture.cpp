// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "fakemodel.h"
#include "iconprovider.h"

#include <QGuiApplication>
#include <QImage>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickView>
#include <QTextStream>
#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

int complain(const QQmlComponent &component)
{
    QTextStream(stderr) << component.errorString() << '\n';
    return 1;
}

} // namespace

/// Draws one QML file, an item or a window, without a display:
/// QT_QPA_PLATFORM=offscreen howdah_picture FILE.qml OUT.png WIDTHxHEIGHT light|dark [SCENE]
int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 5) {
        QTextStream(stderr) << "FILE.qml OUT.png WIDTHxHEIGHT light|dark [SCENE]\n";
        return 2;
    }
    qmlRegisterType<FakeModel>("Howdah.Fakes", 1, 0, "FakeModel");
    QQuickView view;
    view.engine()->addImportPath(u":/qt/qml"_s);
    view.engine()->addImageProvider(IconProvider::name(), new IconProvider);
    QQmlComponent theme(view.engine());
    theme.setData("import QtQml; import Howdah.Controls; QtObject { Component.onCompleted: "
                  "{ Theme.mode = '"
                      + arguments.at(4).toUtf8() + "'; Theme.reduceMotion = true } }",
                  {});
    const std::unique_ptr<QObject> themed(theme.create());

    QVariantMap properties;
    if (arguments.size() > 5)
        properties = {{u"scene"_s, arguments.at(5)}, {u"mode"_s, arguments.at(4)}};
    QQmlComponent component(view.engine(), QUrl::fromLocalFile(arguments.at(1)));
    if (!component.isReady())
        return complain(component);
    QObject *root = component.createWithInitialProperties(properties);
    if (!root)
        return complain(component);
    const QStringList sides = arguments.at(3).split(u'x');
    const QSize size(sides.at(0).toInt(), sides.at(1).toInt());
    auto *window = qobject_cast<QQuickWindow *>(root);
    if (!window) {
        view.setResizeMode(QQuickView::SizeRootObjectToView);
        view.setContent({}, &component, root);
        window = &view;
    }
    window->resize(size);
    window->show();
    QTimer::singleShot(600, &app, [&] {
        const bool saved = window->grabWindow().save(arguments.at(2));
        QCoreApplication::exit(saved ? 0 : 1);
    });
    return app.exec();
}
