// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "iconprovider.h"

#include <QColor>
#include <QDir>
#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace {

constexpr int naturalSize = 24;

QString folder()
{
    return u":/howdah/icons/"_s;
}

} // namespace

QString IconProvider::name()
{
    return u"icon"_s;
}

QStringList IconProvider::iconNames()
{
    QStringList names = QDir(folder()).entryList({u"*.svg"_s}, QDir::Files, QDir::Name);
    for (QString &file : names)
        file.chop(4);
    return names;
}

IconProvider::IconProvider() : QQuickImageProvider(QQuickImageProvider::Image)
{
}

QImage IconProvider::requestImage(const QString &id, QSize *size, const QSize &requestedSize)
{
    const qsizetype slash = id.indexOf(u'/');
    QFile file(folder() + id.left(slash) + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    const QColor colour = slash < 0 ? QColor(Qt::black) : QColor(u'#' + id.mid(slash + 1));
    svg.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());

    QSvgRenderer renderer(svg);
    if (!renderer.isValid() || !colour.isValid())
        return {};
    const QSize natural(naturalSize, naturalSize);
    const QSize drawn =
        requestedSize.isValid() && !requestedSize.isEmpty() ? requestedSize : natural;
    QImage image(drawn, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(colour.alphaF());
    renderer.render(&painter, QRectF(QPointF(), QSizeF(drawn)));
    if (size)
        *size = natural;
    return image;
}
