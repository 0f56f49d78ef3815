// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/htmlrules.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

bool isWord(const QString &value)
{
    return std::all_of(value.begin(), value.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-');
    });
}

} // namespace

HtmlRules::Treatment HtmlRules::treatmentOf(const QString &name)
{
    static const QHash<QString, Treatment> table = [] {
        QHash<QString, Treatment> t;
        const auto add = [&](Treatment treatment, const QString &names) {
            for (const QString &element : names.split(u' '))
                t.insert(element, treatment);
        };
        add(Treatment::Keep,
            u"a abbr acronym address article aside b bdi bdo big blockquote caption cite code "
            "colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 "
            "header hgroup i ins kbd li mark ol p pre q rp rt ruby s samp section small span "
            "strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var"_s);
        add(Treatment::Void, u"br hr wbr col img input"_s);
        add(Treatment::Drop,
            u"head svg math object applet template form select datalist frameset canvas audio "
            "video map portal dialog"_s);
        add(Treatment::DropRawText,
            u"script style title textarea xmp iframe noembed noframes noscript plaintext"_s);
        add(Treatment::DropVoid, u"area base basefont embed frame link meta param source track"_s);
        return t;
    }();
    // Unknown ones are words in angle brackets more often than not: their content is worth keeping.
    return table.value(name, Treatment::Unwrap);
}

bool HtmlRules::isAllowed(const QString &element, const QString &attribute)
{
    static const QSet<QString> everywhere = {u"title"_s, u"dir"_s, u"lang"_s};
    static const QHash<QString, QSet<QString>> own = [] {
        QHash<QString, QSet<QString>> t;
        const auto add = [&](const QString &elements, const QString &attributes) {
            const QStringList list = attributes.split(u' ');
            for (const QString &name : elements.split(u' '))
                t.insert(name, QSet<QString>(list.begin(), list.end()));
        };
        add(u"a"_s, u"href"_s);
        add(u"img"_s, u"src alt width height"_s);
        add(u"col colgroup"_s, u"span align valign width"_s);
        add(u"del ins time"_s, u"datetime"_s);
        add(u"details"_s, u"open"_s);
        add(u"li"_s, u"value"_s);
        add(u"ol"_s, u"start reversed"_s);
        add(u"table"_s, u"width"_s);
        add(u"tbody tfoot thead tr"_s, u"align valign"_s);
        add(u"td th"_s, u"align valign colspan rowspan nowrap scope width"_s);
        return t;
    }();
    return everywhere.contains(attribute) || own.value(element).contains(attribute);
}

QString HtmlRules::safeValue(const QString &attribute, const QString &value)
{
    static const QSet<QString> numbers = {u"span"_s,  u"colspan"_s, u"rowspan"_s, u"start"_s,
                                          u"value"_s, u"width"_s,   u"height"_s};
    static const QSet<QString> words = {u"align"_s, u"valign"_s, u"dir"_s, u"lang"_s, u"scope"_s};
    static const QSet<QString> flags = {u"open"_s, u"reversed"_s, u"nowrap"_s};
    if (flags.contains(attribute))
        return u""_s;
    if (words.contains(attribute))
        return value.size() <= 32 && isWord(value) ? value : QString();
    if (numbers.contains(attribute)) {
        const bool isPercent = value.endsWith(u'%') && attribute == u"width";
        bool isNumber = false;
        const int number = QStringView(value).chopped(isPercent ? 1 : 0).toInt(&isNumber);
        // A table of a million columns is made by one attribute.
        const bool isSpan = attribute.endsWith(u"span");
        if (!isNumber || number < 0 || number > (isSpan ? 100 : 100'000))
            return {};
        return isPercent ? QString::number(qMin(number, 100)) + u'%' : QString::number(number);
    }
    return value.size() <= longestAttribute ? value : QString();
}

bool HtmlRules::isBlock(const QString &name)
{
    static const QSet<QString> blocks = [] {
        const QStringList list = u"address article aside blockquote details div dl fieldset figure "
                                 u"footer h1 h2 h3 h4 h5 h6 "
                                 "header hgroup hr ol p pre section table ul"_s.split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return blocks.contains(name);
}

int HtmlRules::headingLevel(const QString &name)
{
    return name.size() == 2 && name[0] == u'h' && name[1] >= u'1' && name[1] <= u'6'
               ? name[1].digitValue()
               : 0;
}
