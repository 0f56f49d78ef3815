// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/serverenvironment.h"

using namespace Qt::StringLiterals;

QProcessEnvironment ServerEnvironment::clean()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith(u"PG"_s))
            environment.remove(name);
    }
    environment.remove(u"NOTIFY_SOCKET"_s); // a server built with systemd would report to it
    environment.insert(u"LC_ALL"_s, u"C"_s);
    return environment;
}
