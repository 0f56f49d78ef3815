// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registrytabcontroller.h"

#include <QVariantList>

/// How often a distribution is downloaded, installed and in use: three numbers that are never mixed, each with the rule
/// it is counted by.
class StatsController : public RegistryTabController
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QVariantList numbers READ numbers NOTIFY contentChanged)
    Q_PROPERTY(QVariantList versions READ versions NOTIFY contentChanged)
    Q_PROPERTY(bool isAllZero READ isAllZero NOTIFY contentChanged)
    Q_PROPERTY(int days READ days WRITE setDays NOTIFY contentChanged)
    Q_PROPERTY(QVariantList periods READ periods CONSTANT)
    Q_PROPERTY(bool isRefreshing READ isRefreshing NOTIFY contentChanged)

public:
    explicit StatsController(UiServices &services, QObject *parent = nullptr);

    [[nodiscard]] QVariantList numbers() const { return m_numbers; }
    [[nodiscard]] QVariantList versions() const { return m_versions; }
    [[nodiscard]] bool isAllZero() const { return m_isAllZero; }
    [[nodiscard]] int days() const { return m_days; }
    void setDays(int days);
    [[nodiscard]] QVariantList periods() const;
    [[nodiscard]] bool isRefreshing() const { return m_isRefreshing; }

protected:
    void ask() override;
    void forget() override;

private:
    void show(const RegistryApi::Reading &stats);

    QVariantList m_numbers;
    QVariantList m_versions;
    bool m_isAllZero = true;
    int m_days;
    bool m_isRefreshing = false;
    int m_asked = 0;
};
