// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QAbstractListModel>
#include <QVariantList>

/// Rows out of QML, in place of the models of ui/: the roles are the keys of the first row.
class FakeModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(QVariantList rows READ rows WRITE setRows NOTIFY rowsChanged)
    Q_PROPERTY(int count READ count NOTIFY rowsChanged)

public:
    using QAbstractListModel::QAbstractListModel;
    [[nodiscard]] QVariantList rows() const { return m_rows; }
    [[nodiscard]] int count() const { return int(m_rows.size()); }
    void setRows(const QVariantList &rows)
    {
        beginResetModel();
        m_rows = rows;
        m_roles = rows.isEmpty() ? QStringList() : rows.first().toMap().keys();
        endResetModel();
        Q_EMIT rowsChanged();
    }
    /// Changes one value of one row.
    Q_INVOKABLE void change(int row, const QString &role, const QVariant &value)
    {
        QVariantMap map = m_rows.at(row).toMap();
        map.insert(role, value);
        m_rows[row] = map;
        Q_EMIT dataChanged(index(row), index(row), {Qt::UserRole + int(m_roles.indexOf(role))});
    }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : count();
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        return m_rows.at(index.row()).toMap().value(m_roles.value(role - Qt::UserRole));
    }
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override
    {
        QHash<int, QByteArray> names;
        for (qsizetype i = 0; i < m_roles.size(); ++i)
            names.insert(Qt::UserRole + int(i), m_roles.at(i).toUtf8());
        return names;
    }

Q_SIGNALS:
    void rowsChanged();

private:
    QVariantList m_rows;
    QStringList m_roles;
};
