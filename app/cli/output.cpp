// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/output.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Output", text);
}

bool isTerminal(FILE *stream)
{
#ifdef Q_OS_UNIX
    return ::isatty(::fileno(stream)) == 1;
#else
    Q_UNUSED(stream)
    return false;
#endif
}

} // namespace

Output::Output(Options options, FILE *out, FILE *err)
    : m_options(options),
      m_out(out),
      m_err(err),
      m_outIsTerminal(isTerminal(out)),
      m_errIsTerminal(isTerminal(err))
{
}

Output::~Output()
{
    endProgress();
}

void Output::clearBar()
{
    if (!m_barShown)
        return;
    m_err << "\r\033[K";
    m_err.flush();
    m_barShown = false;
}

void Output::line(const QString &text)
{
    if (m_options.json)
        return;
    const QMutexLocker lock(&m_mutex);
    clearBar();
    m_out << text << '\n';
    m_out.flush();
}

void Output::table(const QStringList &header, const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QString &title : header)
        widths += title.size();
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths.at(i), row.at(i).size());
    }
    const auto print = [&](const QStringList &cells, bool isHeader) {
        QString text;
        for (qsizetype i = 0; i < cells.size(); ++i)
            text +=
                i + 1 == cells.size() ? cells.at(i) : cells.at(i).leftJustified(widths.at(i) + 2);
        line(isHeader ? strong(text) : text);
    };
    print(header, true);
    for (const QStringList &row : rows)
        print(row, false);
}

void Output::json(const QJsonValue &document)
{
    if (!m_options.json)
        return;
    const QMutexLocker lock(&m_mutex);
    clearBar();
    m_out << (document.isArray() ? QJsonDocument(document.toArray())
                                 : QJsonDocument(document.toObject()))
                 .toJson();
    m_out.flush();
}

void Output::note(const QString &text)
{
    if (m_options.quiet)
        return;
    const QMutexLocker lock(&m_mutex);
    clearBar();
    m_err << text << '\n';
    m_err.flush();
}

void Output::error(const Error &error)
{
    if (m_options.json) {
        json(QJsonObject{{u"error"_s, QJsonObject{{u"kind"_s, nameOf(error.kind)},
                                                  {u"message"_s, error.message},
                                                  {u"detail"_s, error.detail}}}});
    }
    const QMutexLocker lock(&m_mutex);
    clearBar();
    m_err << "howdahctl: " << error.message << '\n';
    if (!error.detail.isEmpty()) {
        const QStringList lines = error.detail.trimmed().split(u'\n');
        const qsizetype shown =
            m_options.verbose ? lines.size() : std::min<qsizetype>(lines.size(), 12);
        for (const QString &detail : lines.last(shown))
            m_err << "  " << detail << '\n';
        if (shown < lines.size())
            m_err << tr("  (the last %1 of %2 lines; --verbose shows all)")
                         .arg(shown)
                         .arg(lines.size())
                  << '\n';
    }
    m_err.flush();
}

void Output::progress(double fraction, const QString &activity)
{
    if (!m_errIsTerminal || m_options.quiet)
        return;
    constexpr int width = 28;
    const QMutexLocker lock(&m_mutex);
    QString bar;
    if (fraction >= 0) {
        const int filled = static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * width));
        bar = u"["_s + QString(filled, u'#') + QString(width - filled, u'.') + u"] "_s
              + QString::number(static_cast<int>(fraction * 100)).rightJustified(3) + u" % "_s;
    }
    m_err << "\r\033[K" << bar << activity.left(60);
    m_err.flush();
    m_barShown = true;
}

void Output::endProgress()
{
    const QMutexLocker lock(&m_mutex);
    clearBar();
}

bool Output::confirm(const QString &question)
{
    if (m_options.yes)
        return true;
#ifdef Q_OS_UNIX
    if (::isatty(STDIN_FILENO) != 1) {
        note(tr("%1 There is nobody to ask here: give --yes to go ahead.").arg(question));
        return false;
    }
#endif
    {
        const QMutexLocker lock(&m_mutex);
        clearBar();
        m_err << question << tr(" [y/N] ");
        m_err.flush();
    }
    QTextStream input(stdin);
    const QString answer = input.readLine().trimmed().toLower();
    return answer == u"y"_s || answer == u"yes"_s;
}

QString Output::strong(const QString &text) const
{
    return m_outIsTerminal ? u"\033[1m"_s + text + u"\033[0m"_s : text;
}
