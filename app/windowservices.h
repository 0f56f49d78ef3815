// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "services.h"
#include "uiservices.h"

/// What the window's controllers take of the program's services. `install` is the services' own, or one made otherwise.
inline UiServices uiServicesOf(Services &services, const InstallServices &install,
                               QThreadPool &workers)
{
    return {services.settings,
            services.index,
            services.sync,
            services.queue,
            services.history,
            services.manifests,
            services.manifestIndex,
            services.releases,
            install,
            services.registry,
            workers};
}
