// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/planid.h"

#include <QJsonDocument>
#include <QUuid>

using namespace Qt::StringLiterals;

QString PlanId::of(const Plan &plan)
{
    static const QUuid space(u"5d1b7a0e-2f0e-4f5e-9a53-6a1c0f0d9b77"_s);
    Plan nameless = plan;
    nameless.id.clear();
    const QByteArray content =
        QJsonDocument(PlanExport::toJson(nameless)).toJson(QJsonDocument::Compact);
    return QUuid::createUuidV5(space, content).toString(QUuid::WithoutBraces);
}
