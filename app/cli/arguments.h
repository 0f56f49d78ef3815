// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

/// One option of a command, as parsed, shown in help and completed by shells.
struct OptionSpec {
    QString name;  ///< without dashes
    QString value; ///< name of its value in help; empty: a flag
    QString help;
    QStringList choices = {}; ///< for completion and checking; empty: anything
    QString shortName = {};   ///< one letter or empty
};

/// One of a command's verbs, and those that may follow it ("registry keys rotate"): as checked, shown in help and
/// completed by shells.
struct VerbSpec {
    QString name;
    QString positional;       ///< what follows it, as in a usage line: "NICK URL"
    QString help;             ///< empty: it takes one of `verbs`
    QStringList options = {}; ///< those of its command that mean something to it
    QList<VerbSpec> verbs = {};
    QStringList choices = {}; ///< what may stand behind it, for completion; empty: anything
    QString heading = {};     ///< of the group in help that begins with it
};

/// One command of howdahctl.
struct CommandSpec {
    QString name;
    QString positional; ///< as in the usage line: "NAME[@VERSION]"
    QString summary;    ///< one line
    QList<OptionSpec> options;
    QList<VerbSpec> verbs =
        {}; ///< the first positional word is one of them, the first when none is needed or given
    QString details = {}; ///< more paragraphs of help
    int minimum = 0;      ///< positional arguments
    int maximum = -1;     ///< -1: any number
};

/// A command line, taken apart by a spec.
class Arguments
{
public:
    /// Options may stand anywhere; `--name=value` or `--name value`; `--` ends options. Invalid names what is wrong.
    [[nodiscard]] static Result<Arguments>
    parse(const CommandSpec &spec, const QList<OptionSpec> &common, const QStringList &words);
    [[nodiscard]] const QStringList &positional() const { return m_positional; }
    [[nodiscard]] bool has(const QString &option) const { return m_values.contains(option); }
    [[nodiscard]] QString value(const QString &option, const QString &otherwise = {}) const;
    [[nodiscard]] QStringList values(const QString &option) const { return m_values.value(option); }
    [[nodiscard]] Result<int> number(const QString &option, int otherwise, int least,
                                     int most) const;

private:
    QStringList m_positional;
    QMap<QString, QStringList> m_values;
};
