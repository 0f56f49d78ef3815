// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metacheck.h"

#include "catalog/safepath.h"
#include "catalog/uritext.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaValidator)
};

/// Looking for duplicates takes the square of a list's length.
constexpr qsizetype longestList = 5000;

qsizetype characters(const QString &text)
{
    return text.size()
           - std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
}

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control;
}

bool isCustomKey(const QString &key)
{
    return key.size() > 2 && (key.startsWith(u"x_") || key.startsWith(u"X_"));
}

QString quoted(const QString &text)
{
    return text.size() <= 60 ? text : text.first(57) + u'…';
}

void digest(MetaCheck &check, const QJsonValue &value, const QString &pointer, qsizetype digits)
{
    if (!check.string(value, pointer))
        return;
    const QString text = value.toString();
    const bool isHex = std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'f');
    });
    if (!isHex || text.size() != digits) {
        check.add(pointer, Text::tr("this is no digest of %1 hexadecimal digits").arg(digits),
                  Text::tr("Compute it anew from the archive."));
    }
}

} // namespace

void MetaCheck::add(const QString &pointer, const QString &message, const QString &remedy)
{
    m_problems.append({pointer, message, remedy});
}

QList<MetaProblem> MetaCheck::tryOut(Rule rule, const QJsonValue &value,
                                     const QString &pointer) const
{
    MetaCheck trial(m_strictness, m_source, m_kind);
    rule(trial, value, pointer);
    return trial.problems();
}

QString MetaCheck::typeName(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return Text::tr("null");
    case QJsonValue::Bool:
        return Text::tr("true or false");
    case QJsonValue::Double:
        return Text::tr("a number");
    case QJsonValue::String:
        return Text::tr("a string");
    case QJsonValue::Array:
        return Text::tr("an array");
    case QJsonValue::Object:
        return Text::tr("an object");
    case QJsonValue::Undefined:
        break;
    }
    return Text::tr("nothing");
}

void MetaCheck::object(const QJsonValue &value, const QString &pointer, const ObjectRule &rule)
{
    if (!value.isObject()) {
        add(pointer, Text::tr("this must be an object, not %1").arg(typeName(value)),
            Text::tr("Write it in braces: { … }."));
        return;
    }
    const QJsonObject object = value.toObject();
    for (const QString &key : keysOf(object, pointer))
        member(object[key], pointer, key, rule);
    for (const Member &member : rule.members) {
        if (!member.example.isEmpty() && !object.contains(member.name)) {
            add(JsonText::pointer(pointer, member.name),
                Text::tr("“%1” is missing").arg(member.name),
                Text::tr("Add it, for example \"%1\": %2").arg(member.name, member.example));
        }
    }
    const bool isFulfilled =
        rule.needs.empty()
        || std::any_of(rule.needs.begin(), rule.needs.end(), [&](const QStringList &names) {
               return std::all_of(names.begin(), names.end(),
                                  [&](const QString &name) { return object.contains(name); });
           });
    if (!isFulfilled) {
        QStringList alternatives;
        for (const QStringList &names : rule.needs)
            alternatives << u'“' + names.join(Text::tr("” with “")) + u'”';
        add(pointer, Text::tr("none of what must be here is: %1").arg(alternatives.join(u", "_s)),
            Text::tr("Add one of them, or remove the whole object."));
    }
}

void MetaCheck::member(const QJsonValue &value, const QString &pointer, const QString &key,
                       const ObjectRule &rule)
{
    const QString here = JsonText::pointer(pointer, key);
    const auto known = std::find_if(rule.members.begin(), rule.members.end(),
                                    [&](const Member &member) { return member.name == key; });
    if (known != rule.members.end()) {
        known->rule(*this, value, here);
        return;
    }
    if (rule.others == Others::Any)
        return;
    if (rule.others == Others::Custom && isCustomKey(key)) {
        if (rule.customRule)
            rule.customRule(*this, value, here);
        return;
    }
    QString remedy = rule.adviseOn ? rule.adviseOn(key) : QString();
    if (remedy.isEmpty()) {
        remedy =
            rule.others == Others::None
                ? Text::tr("Remove it.")
                : Text::tr("Remove it, or name it “x_%1” to keep it as a custom member.")
                      .arg(key.startsWith(u"x_", Qt::CaseInsensitive) ? u"name"_s : quoted(key));
    }
    add(here, Text::tr("“%1” is unknown here").arg(quoted(key)), remedy);
}

void MetaCheck::map(const QJsonValue &value, const QString &pointer, const MapRule &rule)
{
    if (!value.isObject()) {
        add(pointer, Text::tr("this must be an object, not %1").arg(typeName(value)),
            Text::tr("Write it in braces: { … }."));
        return;
    }
    const QJsonObject object = value.toObject();
    if (object.isEmpty()) {
        add(pointer, Text::tr("this must not be empty"),
            Text::tr("Add an entry, or remove the member."));
    }
    for (const QString &key : keysOf(object, pointer)) {
        const QString here = JsonText::pointer(pointer, key);
        rule.key(*this, key, here);
        rule.value(*this, object[key], here);
    }
}

void MetaCheck::list(const QJsonValue &value, const QString &pointer, const ListRule &rule)
{
    if (!value.isArray()) {
        add(pointer, Text::tr("this must be an array, not %1").arg(typeName(value)),
            Text::tr("Write it in brackets: [ … ]."));
        return;
    }
    const QJsonArray items = value.toArray();
    if (items.size() < rule.minimum) {
        add(pointer, Text::tr("this must not be empty"),
            Text::tr("Add an entry, or remove the member."));
    }
    const qsizetype maximum = rule.maximum < 0 ? longestList : rule.maximum;
    if (items.size() > maximum) {
        add(pointer, Text::tr("%1 entries are too many").arg(items.size()),
            Text::tr("Keep at most %1.").arg(maximum));
        if (items.size() > longestList)
            return;
    }
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QString here = JsonText::pointer(pointer, i);
        rule.item(*this, items[i], here);
        if (rule.isUnique
            && std::find(items.begin(), items.begin() + i, items[i]) != items.begin() + i)
            add(here, Text::tr("this entry occurs twice"), Text::tr("Remove one of them."));
    }
}

void MetaCheck::choice(const QJsonValue &value, const QString &pointer, const QStringList &words)
{
    if (value.isString() && words.contains(value.toString()))
        return;
    QString message = Text::tr("this must be a string, not %1").arg(typeName(value));
    QString remedy = Text::tr("Use one of: %1").arg(words.join(u", "_s));
    if (value.isString()) {
        message = Text::tr("“%1” is not allowed here").arg(quoted(value.toString()));
        for (const QString &word : words) {
            if (word.compare(value.toString(), Qt::CaseInsensitive) == 0)
                remedy = Text::tr("Write it “%1”.").arg(word);
        }
    }
    add(pointer, message, remedy);
}

bool MetaCheck::string(const QJsonValue &value, const QString &pointer, qsizetype minimum,
                       qsizetype maximum)
{
    if (!value.isString()) {
        add(pointer, Text::tr("this must be a string, not %1").arg(typeName(value)),
            Text::tr("Write it in double quotes."));
        return false;
    }
    const qsizetype length = characters(value.toString());
    if (length < minimum) {
        add(pointer,
            length == 0 ? Text::tr("this must not be empty")
                        : Text::tr("this is shorter than %1 characters").arg(minimum),
            length == 0 ? Text::tr("Fill it in, or remove the member.")
                        : Text::tr("Write at least %1 characters.").arg(minimum));
        return false;
    }
    if (maximum >= 0 && length > maximum) {
        add(pointer, Text::tr("this is longer than %1 characters").arg(maximum),
            Text::tr("Shorten it."));
        return false;
    }
    return true;
}

void MetaCheck::anything(MetaCheck &, const QJsonValue &, const QString &)
{
}

void MetaCheck::text(MetaCheck &check, const QJsonValue &value, const QString &pointer)
{
    check.string(value, pointer);
}

void MetaCheck::uri(MetaCheck &check, const QJsonValue &value, const QString &pointer)
{
    if (check.string(value, pointer) && !UriText::isUri(value.toString())) {
        check.add(pointer, Text::tr("“%1” is no URL").arg(quoted(value.toString())),
                  Text::tr("Write the full address, like https://example.org/page; "
                           "host:path is written ssh://host/path."));
    }
}

void MetaCheck::mailAddress(MetaCheck &check, const QJsonValue &value, const QString &pointer)
{
    if (check.string(value, pointer) && !UriText::isMailAddress(value.toString())) {
        check.add(pointer, Text::tr("“%1” is no e-mail address").arg(quoted(value.toString())),
                  Text::tr("Write only the address, like ada@example.org."));
    }
}

void MetaCheck::dateTime(MetaCheck &check, const QJsonValue &value, const QString &pointer)
{
    if (check.string(value, pointer) && !UriText::isDateTime(value.toString())) {
        check.add(pointer, Text::tr("“%1” is no date and time").arg(quoted(value.toString())),
                  Text::tr("Write it like 2024-03-02T10:11:12Z."));
    }
}

void MetaCheck::path(MetaCheck &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer, 2))
        return;
    const QString inside =
        Text::tr("Write it relative to the distribution's top folder, like sql/kvbox.sql.");
    const auto refuse = [&](const QString &message, const QString &remedy) {
        check.add(pointer, message.arg(quoted(value.toString())), remedy);
    };
    const SafePath::Fault fault = SafePath::faultOf(value.toString());
    switch (fault) {
    case SafePath::Fault::None:
        return;
    case SafePath::Fault::TooShort:
        return; // judged above, by characters
    case SafePath::Fault::Parent:
        refuse(Text::tr("“%1” leads out of the distribution: it has a “..” part"), inside);
        return;
    case SafePath::Fault::Dot:
        refuse(Text::tr("“%1” has a “.” part"), Text::tr("Leave the “.” out."));
        return;
    default:
        break;
    }
    if (!check.isStrict())
        return; // upstream lets these through
    switch (fault) {
    case SafePath::Fault::Absolute:
        refuse(Text::tr("“%1” is an absolute path"), inside);
        break;
    case SafePath::Fault::DriveLetter:
        refuse(Text::tr("“%1” names a drive"), inside);
        break;
    case SafePath::Fault::Backslash:
        refuse(Text::tr("“%1” has a backslash"),
               Text::tr("Separate folders with “/”, on Windows too."));
        break;
    default:
        refuse(Text::tr("“%1” has a control character"), Text::tr("Remove it."));
        break;
    }
}

void MetaCheck::tag(MetaCheck &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer, 2, 255))
        return;
    const QString text = value.toString();
    if (std::any_of(text.begin(), text.end(),
                    [](QChar c) { return c == u'/' || c == u'\\' || isControl(c); })) {
        check.add(pointer, Text::tr("“%1” is no tag").arg(quoted(text)),
                  Text::tr("Tags have no slash, backslash or control character."));
    }
}

void MetaCheck::sha1(MetaCheck &check, const QJsonValue &value, const QString &pointer)
{
    digest(check, value, pointer, 40);
}

void MetaCheck::sha256(MetaCheck &check, const QJsonValue &value, const QString &pointer)
{
    digest(check, value, pointer, 64);
}

void MetaCheck::sha512(MetaCheck &check, const QJsonValue &value, const QString &pointer)
{
    digest(check, value, pointer, 128);
}

void MetaCheck::term(const QJsonValue &value, const QString &pointer, bool dotsAllowed)
{
    if (!string(value, pointer, 2))
        return;
    const QString text = value.toString();
    const bool isBad = std::any_of(text.begin(), text.end(), [&](QChar c) {
        return c == u'/' || c == u'\\' || c.isSpace() || isControl(c)
               || (c == u'.' && !dotsAllowed);
    });
    if (isBad) {
        add(pointer, Text::tr("“%1” is no valid name").arg(quoted(text)),
            dotsAllowed ? Text::tr("Names have no slash, backslash, space or control character.")
                        : Text::tr("Names have no dot, slash, backslash, space or control "
                                   "character."));
    }
}

void MetaCheck::nameTerm(const QJsonValue &value, const QString &pointer, bool dotsAllowed)
{
    term(value, pointer, dotsAllowed);
    const QString name = value.toString();
    if (isStrict() && name.size() > 1
        && (name.startsWith(u'-') || (dotsAllowed && name.startsWith(u'.')))) {
        add(pointer,
            Text::tr("“%1” becomes a file name that begins with “%2”").arg(quoted(name), name[0]),
            Text::tr("Let the name begin with a letter."));
    }
}
