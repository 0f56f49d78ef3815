// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "iconprovider.h"
#include "world.h"

#include <QObject>
#include <QQmlEngine>
#include <QtQuickTest>

/// A window's engine, with the World that QML asks for as `Howdah.Testing`.
class Setup : public QObject
{
    Q_OBJECT

public slots:
    void applicationAvailable()
    {
        qmlRegisterSingletonType<World>("Howdah.Testing", 1, 0, "World",
                                        [](QQmlEngine *, QJSEngine *) { return new World; });
    }
    void qmlEngineAvailable(QQmlEngine *engine)
    {
        engine->addImportPath(QStringLiteral(":/qt/qml"));
        engine->addImageProvider(IconProvider::name(), new IconProvider);
    }
};

QUICK_TEST_MAIN_WITH_SETUP(pages, Setup)

#include "tst_pages.moc"
