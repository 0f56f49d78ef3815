// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

/// One piece of HTML source.
struct HtmlToken {
    enum class Kind { Text, Start, End };
    struct Attribute {
        QString name;  ///< lower case
        QString value; ///< decoded
    };
    Kind kind = Kind::Text;
    QString name;                ///< lower case
    QList<Attribute> attributes; ///< of a start tag; the first of a name counts
    QStringView text;            ///< of Text, undecoded
};

/// Cuts HTML source into pieces as browsers do with broken input: never fails. Comments, declarations and
/// processing instructions are skipped. The source must outlive the tokens' texts.
class HtmlTokens
{
public:
    explicit HtmlTokens(QStringView source) : m_source(source) {}

    /// False at the end.
    [[nodiscard]] bool next(HtmlToken &token);
    /// What is between here and the end tag of the raw-text element `name` (script, style, title…), or the rest
    /// of the source; goes behind that tag.
    [[nodiscard]] QStringView takeRawText(QStringView name);

private:
    bool readMarkup(HtmlToken &token);
    bool readTag(HtmlToken &token, qsizetype at, HtmlToken::Kind kind);
    qsizetype readAttribute(HtmlToken &token, qsizetype at) const;

    QStringView m_source;
    qsizetype m_at = 0;
};
