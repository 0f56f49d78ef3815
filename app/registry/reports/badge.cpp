// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/reports/badge.h"

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace {

constexpr int height = 20;
constexpr double padding = 6;
constexpr qsizetype longestText = 48;
constexpr double wideLetter = 11; ///< of scripts with letters as wide as high

/// Tenths of a pixel that the characters from blank to "~" take at 11 px.
constexpr std::array<int, 95> widths{
    39,  43, 50, 90, 70, 118, 80, 30,  50, 50, 70, 90, 40, 50,  40, 50, // blank to /
    70,  70, 70, 70, 70, 70,  70, 70,  70, 70, 50, 50, 90, 90,  90, 60, // 0 to ?
    110, 75, 75, 77, 85, 70,  63, 85,  83, 46, 50, 76, 61, 93,  82, 87, // @ to O
    66,  87, 76, 75, 68, 81,  75, 109, 75, 68, 75, 50, 50, 50,  90, 70, // P to _
    70,  66, 69, 57, 69, 66,  39, 69,  70, 30, 38, 65, 30, 107, 70, 67, // ` to o
    69,  69, 47, 57, 43, 70,  65, 90,  65, 65, 58, 70, 50, 70,  90,     // p to ~
};

QString colourOf(Badge::Tone tone)
{
    // White text on each has a contrast of 4.5 or more.
    switch (tone) {
    case Badge::Tone::Neutral:
        return u"#336791"_s;
    case Badge::Tone::Good:
        return u"#2a7d35"_s;
    case Badge::Tone::Fair:
        return u"#8a6100"_s;
    case Badge::Tone::Poor:
        return u"#b3261e"_s;
    }
    return {};
}

QString shortened(const QString &text)
{
    return text.size() > longestText ? text.first(longestText - 1) + u'…' : text;
}

QString number(double value)
{
    return QString::number(value, 'f', 1);
}

QString textElement(double from, double width, const QString &text)
{
    // The length keeps the layout whatever font there is.
    return u"<text x=\"%1\" y=\"14\" textLength=\"%2\" lengthAdjust=\"spacingAndGlyphs\">%3</text>"_s
        .arg(number(from + padding), number(width), text.toHtmlEscaped());
}

} // namespace

double Badge::textWidth(const QString &text)
{
    double tenths = 0;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        if (c.isLowSurrogate())
            continue;
        if (code >= u' ' && code <= u'~')
            tenths += widths[code - u' '];
        else
            tenths += code >= 0x1100 ? wideLetter * 10 : 70;
    }
    return tenths / 10;
}

QByteArray Badge::toSvg() const
{
    const QString left = shortened(label);
    const QString right = shortened(value);
    const double leftText = textWidth(left);
    const double rightText = textWidth(right);
    const double leftWidth = std::ceil(leftText + 2 * padding);
    const double width = leftWidth + std::ceil(rightText + 2 * padding);
    const QString title = left + u": "_s + right;
    // A line around it: so that it stands out on dark pages too.
    return u"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1\" height=\"%2\" role=\"img\" "
           "aria-label=\"%3\"><title>%3</title>"
           "<clipPath id=\"r\"><rect width=\"%1\" height=\"%2\" rx=\"3\"/></clipPath>"
           "<g clip-path=\"url(#r)\"><rect width=\"%4\" height=\"%2\" fill=\"#484f58\"/>"
           "<rect x=\"%4\" width=\"%5\" height=\"%2\" fill=\"%6\"/></g>"
           "<rect x=\".5\" y=\".5\" width=\"%7\" height=\"%8\" rx=\"2.5\" fill=\"none\" "
           "stroke=\"#ffffff\" stroke-opacity=\".25\"/>"
           "<g fill=\"#ffffff\" font-family=\"Verdana,'DejaVu Sans',Geneva,sans-serif\" "
           "font-size=\"11\">%9</g></svg>\n"_s
               .arg(QString::number(width), QString::number(height), title.toHtmlEscaped(),
                    QString::number(leftWidth), QString::number(width - leftWidth), colourOf(tone),
                    number(width - 1), QString::number(height - 1),
                    textElement(0, leftText, left) + textElement(leftWidth, rightText, right))
               .toUtf8();
}
