// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registrywork.h"

#include "registry/publishing/documentwriter.h"
#include "registry/registrystore.h"
#include "registry/store/auditstore.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace {

constexpr int passwordLetters = 20;
constexpr int groupLetters = 5;

} // namespace

Result<void> RegistryWork::audit(RegistryStore &store, const QString &action,
                                 const QString &subject)
{
    return AuditStore(store.database())
        .append(
            {store.clock().now(), u"operator"_s, u"window"_s, {}, action, subject, u"ok"_s, {}});
}

Result<void> RegistryWork::finish(RegistryStore &store, const QString &action,
                                  const QString &subject)
{
    if (Result<void> written = store.documents().writeStale(); !written)
        return written;
    return audit(store, action, subject);
}

QString RegistryWork::newPassword()
{
    const QString letters = u"abcdefghjkmnpqrstuvwxyz23456789"_s;
    QString password;
    for (int i = 0; i < passwordLetters; ++i) {
        if (i > 0 && i % groupLetters == 0)
            password += u'-';
        password += letters.at(QRandomGenerator::system()->bounded(int(letters.size())));
    }
    return password;
}
