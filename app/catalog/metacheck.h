// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/jsontext.h"
#include "catalog/metavalidator.h"

#include <QJsonValue>
#include <QStringList>

#include <vector>

/// One run over a META document: collects problems and offers the building blocks from which the rules of
/// both spec versions are made (metarules1.cpp, metarules2.cpp). Internal to the validator.
class MetaCheck
{
public:
    using Strictness = MetaValidator::Strictness;
    using Rule = void (*)(MetaCheck &check, const QJsonValue &value, const QString &pointer);

    struct Member {
        QString name;
        Rule rule;
        QString example = {}; ///< JSON of a good value, for the remedy; required when not empty
    };
    enum class Others {
        Custom, ///< `x_…` and `X_…`
        Any,
        None,
    };
    struct ObjectRule {
        std::vector<Member> members;
        Others others = Others::Custom;
        std::vector<QStringList> needs = {}; ///< all members of at least one of these
        /// What else an unknown member may be: tells the remedy, or gives an empty text.
        QString (*adviseOn)(const QString &key) = nullptr;
        Rule customRule = nullptr; ///< what `x_…` members must be
    };
    struct ListRule {
        Rule item;
        qsizetype minimum = 1;
        qsizetype maximum = -1;
        bool isUnique = true;
    };
    struct MapRule {
        Rule key; ///< gets the key as a string value
        Rule value;
    };

    /// `source` tells the order of members and outlives the check; without it they are sorted.
    explicit MetaCheck(Strictness strictness, const JsonText *source = nullptr,
                       MetaValidator::Kind kind = MetaValidator::Kind::Author)
        : m_strictness(strictness), m_kind(kind), m_source(source)
    {
    }

    [[nodiscard]] bool isStrict() const { return m_strictness == Strictness::Strict; }
    [[nodiscard]] bool isReleased() const { return m_kind == MetaValidator::Kind::Released; }
    [[nodiscard]] const QList<MetaProblem> &problems() const { return m_problems; }
    void add(const QString &pointer, const QString &message, const QString &remedy);
    void add(const QList<MetaProblem> &problems) { m_problems += problems; }
    /// The problems that `rule` finds, without adding them.
    [[nodiscard]] QList<MetaProblem> tryOut(Rule rule, const QJsonValue &value,
                                            const QString &pointer) const;

    void object(const QJsonValue &value, const QString &pointer, const ObjectRule &rule);
    void map(const QJsonValue &value, const QString &pointer, const MapRule &rule);
    void list(const QJsonValue &value, const QString &pointer, const ListRule &rule);
    void choice(const QJsonValue &value, const QString &pointer, const QStringList &words);
    /// A string of `minimum` to `maximum` characters; false (and a problem) when it is not.
    bool string(const QJsonValue &value, const QString &pointer, qsizetype minimum = 1,
                qsizetype maximum = -1);

    // Rules that both spec versions share.
    static void anything(MetaCheck &check, const QJsonValue &value, const QString &pointer);
    static void text(MetaCheck &check, const QJsonValue &value, const QString &pointer);
    static void uri(MetaCheck &check, const QJsonValue &value, const QString &pointer);
    static void mailAddress(MetaCheck &check, const QJsonValue &value, const QString &pointer);
    static void dateTime(MetaCheck &check, const QJsonValue &value, const QString &pointer);
    static void path(MetaCheck &check, const QJsonValue &value, const QString &pointer);
    static void tag(MetaCheck &check, const QJsonValue &value, const QString &pointer);
    static void sha1(MetaCheck &check, const QJsonValue &value, const QString &pointer);
    static void sha256(MetaCheck &check, const QJsonValue &value, const QString &pointer);
    static void sha512(MetaCheck &check, const QJsonValue &value, const QString &pointer);
    void term(const QJsonValue &value, const QString &pointer, bool dotsAllowed);
    /// A term that becomes a file name.
    void nameTerm(const QJsonValue &value, const QString &pointer, bool dotsAllowed);

    /// "a string", "an array"… for messages.
    [[nodiscard]] static QString typeName(const QJsonValue &value);

private:
    [[nodiscard]] QStringList keysOf(const QJsonObject &object, const QString &pointer) const
    {
        return m_source ? m_source->keysOf(object, pointer) : object.keys();
    }
    void member(const QJsonValue &value, const QString &pointer, const QString &key,
                const ObjectRule &rule);

    Strictness m_strictness;
    MetaValidator::Kind m_kind;
    const JsonText *m_source;
    QList<MetaProblem> m_problems;
};
