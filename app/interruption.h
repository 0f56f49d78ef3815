// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QObject>

#include <functional>

/// Calls back on the main thread when the person presses Ctrl+C or the system asks the program to end (SIGINT, SIGTERM,
/// SIGHUP). One a process.
class Interruption : public QObject
{
    Q_OBJECT

public:
    explicit Interruption(std::function<void()> interrupted, QObject *parent = nullptr);
    ~Interruption() override;

private:
    std::function<void()> m_interrupted;
};
