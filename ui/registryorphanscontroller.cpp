// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registryorphanscontroller.h"

#include "registry/registrystore.h"
#include "registry/store/ownershipstore.h"
#include "registrywork.h"

using namespace Qt::StringLiterals;

void RegistryOrphansController::show(const QStringList &extensions)
{
    if (m_extensions == extensions)
        return;
    m_extensions = extensions;
    Q_EMIT changed();
}

void RegistryOrphansController::assign(const QString &extension, const QString &nickname)
{
    run(
        [extension, nickname](RegistryStore &store) -> Result<Secret> {
            const OwnershipStore::Actor whoeverRunsIt{0, {}, true};
            if (Result<void> done =
                    OwnershipStore(store.database())
                        .assign(extension, nickname, whoeverRunsIt, store.clock().now());
                !done)
                return done.error();
            if (Result<void> noted =
                    RegistryWork::finish(store, u"extension assign"_s, extension + u' ' + nickname);
                !noted)
                return noted.error();
            return Secret();
        },
        Told::OnPage);
}
