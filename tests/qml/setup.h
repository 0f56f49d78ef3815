// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "fakemodel.h"
#include "iconprovider.h"

#include <QObject>
#include <QQmlEngine>

/// What every engine of these tests needs, as the window's composition root gives it.
class Setup : public QObject
{
    Q_OBJECT

public slots:
    void qmlEngineAvailable(QQmlEngine *engine)
    {
        qmlRegisterType<FakeModel>("Howdah.Fakes", 1, 0, "FakeModel");
        engine->addImportPath(QStringLiteral(":/qt/qml"));
        engine->addImageProvider(IconProvider::name(), new IconProvider);
    }
};
