// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QQuickImageProvider>
#include <QStringList>

/// Draws the icons of resources/icons in any colour: `image://icon/NAME/RRGGBB` (or AARRGGBB), and
/// as they are, without a colour: `image://icon/NAME`. Done here rather than with a shader, so that the
/// software renderer shows the same. An unknown name gives a null image, which QML reports.
class IconProvider : public QQuickImageProvider
{
public:
    /// What to register it under: `engine.addImageProvider(IconProvider::name(), new IconProvider)`.
    [[nodiscard]] static QString name();
    [[nodiscard]] static QStringList iconNames();

    IconProvider();
    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;
};
