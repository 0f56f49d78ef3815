// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "appcontroller.h"
#include "postgres/sandboxserver.h"
#include "services.h"

#include <QElapsedTimer>
#include <QObject>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

/// Drives the real window through the main job as a person would, with the keyboard and the mouse: find an extension,
/// read about it, see the plan, try it in a sandbox, install it, see it loaded, undo it. The server it installs into is
/// a throw-away copy of this machine's PostgreSQL, so nothing of the person's is changed. Prints each stop and saves a
/// picture of it.
class Tour : public QObject
{
    Q_OBJECT

public:
    Tour(QQuickWindow &window, AppController &app, Services &services, QString folder,
         QObject *parent = nullptr);
    ~Tour() override;
    void start();

Q_SIGNALS:
    void ended(bool good);

private:
    struct Stop {
        QString title;
        std::function<bool()> act;     ///< false: not possible yet, try again
        std::function<bool()> arrived; ///< true: the stop is reached
        QString picture;               ///< empty: none
        int seconds = 30;
    };
    void plan();
    void tick();
    void next();
    void fail(const QString &why);
    void takePicture(const QString &name);
    void startServer();

    bool press(const QString &name); ///< the visible control of that accessible name
    bool type(const QString &text);
    bool pressKey(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    bool show(const QString &page); ///< by its button in the rail
    bool openExtension(const QString &name);
    [[nodiscard]] QQuickItem *find(QQuickItem *item, const QString &name) const;
    [[nodiscard]] bool isOver(const QString &kind); ///< the newest job of that kind ended well

    QQuickWindow &m_window;
    AppController &m_app;
    Services &m_services;
    QString m_folder;
    std::shared_ptr<SandboxServer> m_server;
    std::vector<Stop> m_stops;
    std::size_t m_at = 0;
    bool m_acted = false;
    int m_settling = 0;
    int m_failures = 0;
    QElapsedTimer m_clock;
    QTimer m_timer;
};
