// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/markedlist.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype deepest = 10;

QString listOf(QChar mark)
{
    return mark == u'#' ? u"ol"_s : mark == u';' || mark == u':' ? u"dl"_s : u"ul"_s;
}

QString itemOf(QChar mark)
{
    return mark == u';' ? u"dt"_s : mark == u':' ? u"dd"_s : u"li"_s;
}

} // namespace

qsizetype MarkedList::marksOf(QStringView line, QStringView marks, bool needsSpace)
{
    qsizetype count = 0;
    while (count < line.size() && marks.contains(line[count]))
        ++count;
    if (count == 0 || count == line.size() || (needsSpace && line[count] != u' '))
        return 0;
    return count;
}

void MarkedList::add(QString &out, QStringView marks, const QString &html)
{
    const QStringView place = marks.first(qMin(marks.size(), deepest));
    qsizetype same = 0;
    while (same < place.size() && same < m_marks.size()
           && listOf(place[same]) == listOf(m_marks[same]))
        ++same;
    closeTo(out, same);
    if (same == place.size()) { // the next item of the innermost list
        out += u"</"_s + itemOf(m_marks.back()) + u">\n"_s;
        m_marks.back() = place.back();
        out += u'<' + itemOf(place.back()) + u'>';
    }
    while (m_marks.size() < place.size()) {
        const QChar mark = place[m_marks.size()];
        out += u'<' + listOf(mark) + u">\n<"_s + itemOf(mark) + u'>';
        m_marks += mark;
    }
    out += html;
}

void MarkedList::closeTo(QString &out, qsizetype depth)
{
    while (m_marks.size() > depth) {
        out += u"</"_s + itemOf(m_marks.back()) + u">\n</"_s + listOf(m_marks.back()) + u">\n"_s;
        m_marks.chop(1);
    }
}
