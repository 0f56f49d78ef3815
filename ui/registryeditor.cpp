// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registryeditor.h"

#include "core/deliver.h"

#include <QtConcurrent>

RegistryEditor::RegistryEditor(UiServices &services, QObject *parent)
    : QObject(parent), m_services(services)
{
}

void RegistryEditor::run(const Work &work, Told told)
{
    setProblem({});
    ++m_running;
    Q_EMIT busyChanged();
    deliver(QtConcurrent::run(&m_services.workers,
                              [work, &store = m_services.registry] { return work(store); }),
            this, [this, told](const Result<Secret> &done) {
                --m_running;
                Q_EMIT busyChanged();
                if (!done) {
                    if (told == Told::InDialog)
                        setProblem(done.error().message);
                    else
                        Q_EMIT failed(done.error().message);
                    return;
                }
                if (told == Told::InDialog)
                    Q_EMIT made();
                if (!done->value.isEmpty()) {
                    m_secret = *done;
                    Q_EMIT secretChanged();
                }
                Q_EMIT written();
            });
}

void RegistryEditor::setProblem(const QString &problem)
{
    if (m_problem == problem)
        return;
    m_problem = problem;
    Q_EMIT problemChanged();
}

void RegistryEditor::forgetSecret()
{
    m_secret.value.clear();
    Q_EMIT secretChanged();
}
