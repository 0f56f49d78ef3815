// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/error.h"

#include <QJsonValue>
#include <QMutex>
#include <QString>
#include <QStringList>
#include <QTextStream>

#include <cstdio>

/// What howdahctl prints: results on standard output (text, or one JSON document), progress and errors on
/// standard error. Thread-safe.
class Output
{
public:
    struct Options {
        bool json = false;
        bool yes = false;
        bool quiet = false;
        bool verbose = false;
    };
    Output(Options options, FILE *out, FILE *err);
    ~Output();

    [[nodiscard]] const Options &options() const { return m_options; }
    [[nodiscard]] bool isJson() const { return m_options.json; }

    /// A line of the result; nothing in JSON mode.
    void line(const QString &text = {});
    /// Rows under a header, columns aligned; nothing in JSON mode.
    void table(const QStringList &header, const QList<QStringList> &rows);
    /// The result in JSON mode; nothing otherwise.
    void json(const QJsonValue &document);
    /// What happens meanwhile; on standard error, not when quiet.
    void note(const QString &text);
    void error(const Error &error);
    /// A bar on a terminal, nothing elsewhere. `fraction` < 0: unknown.
    void progress(double fraction, const QString &activity);
    void endProgress();
    /// Asks on the terminal; true with --yes; false when there is nobody to ask.
    [[nodiscard]] bool confirm(const QString &question);
    /// Bold on a terminal.
    [[nodiscard]] QString strong(const QString &text) const;

private:
    void clearBar();
    Options m_options;
    QTextStream m_out;
    QTextStream m_err;
    bool m_outIsTerminal;
    bool m_errIsTerminal;
    bool m_barShown = false;
    QMutex m_mutex;
};
