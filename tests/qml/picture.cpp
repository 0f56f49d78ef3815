// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
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

/// Draws one QML file without a display: QT_QPA_PLATFORM=offscreen picture FILE OUT WxH light|dark
int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 5) {
        QTextStream(stderr) << "FILE.qml OUT.png WIDTHxHEIGHT light|dark\n";
        return 2;
    }
    QQuickView view;
    view.engine()->addImportPath(u":/qt/qml"_s);
    view.engine()->addImageProvider(IconProvider::name(), new IconProvider);
    const QStringList size = arguments.at(3).split(u'x');
    view.setResizeMode(QQuickView::SizeRootObjectToView);
    view.resize(size.at(0).toInt(), size.at(1).toInt());
    view.setSource(QUrl::fromLocalFile(arguments.at(1)));
    if (view.status() != QQuickView::Ready)
        return 1;
    QQmlComponent theme(view.engine());
    theme.setData(
        "import QtQml; import Howdah.Controls; QtObject { Component.onCompleted: Theme.mode = '"
            + arguments.at(4).toUtf8() + "' }",
        {});
    const std::unique_ptr<QObject> themed(theme.create());
    view.show();
    QTimer::singleShot(400, &app, [&] {
        const bool saved = view.grabWindow().save(arguments.at(2));
        QCoreApplication::exit(saved ? 0 : 1);
    });
    return app.exec();
}
