// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QAbstractListModel>
#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <utility>
#include <vector>

/// A list of values for a view. A concrete model names its roles once, each with the member it shows, and the key
/// that tells one row from another; `setRows()` then moves the view from the old list to the new one with inserts,
/// removes, moves and changes, so that focus and scroll position survive.
template <typename Row>
class RowModel : public QAbstractListModel
{
public:
    struct Role {
        const char *name;
        QVariant (*value)(const Row &row);
    };

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
            return {};
        const Row &row = m_rows.at(index.row());
        if (role == Qt::DisplayRole)
            return m_roles.empty() ? QVariant() : m_roles.front().value(row);
        const auto number = static_cast<std::size_t>(role - Qt::UserRole);
        return role >= Qt::UserRole && number < m_roles.size() ? m_roles[number].value(row)
                                                               : QVariant();
    }

    [[nodiscard]] QHash<int, QByteArray> roleNames() const override
    {
        QHash<int, QByteArray> names;
        for (std::size_t i = 0; i < m_roles.size(); ++i)
            names.insert(Qt::UserRole + static_cast<int>(i), m_roles[i].name);
        return names;
    }

    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }

    void setRows(QList<Row> rows)
    {
        for (qsizetype i = m_rows.size() - 1; i >= 0; --i) {
            if (indexIn(rows, keyOf(m_rows.at(i)), 0) < 0)
                removeAt(i);
        }
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const qsizetype old = indexIn(m_rows, keyOf(rows.at(i)), i);
            if (old < 0) {
                beginInsertRows({}, static_cast<int>(i), static_cast<int>(i));
                m_rows.insert(i, rows.at(i));
                endInsertRows();
                continue;
            }
            if (old != i) {
                beginMoveRows({}, static_cast<int>(old), static_cast<int>(old), {},
                              static_cast<int>(i));
                m_rows.move(old, i);
                endMoveRows();
            }
            setRow(i, rows.at(i));
        }
        while (m_rows.size() > rows.size())
            removeAt(m_rows.size() - 1);
    }

    /// Replaces one row, telling views only when it differs.
    void setRow(qsizetype row, const Row &value)
    {
        if (m_rows.at(row) == value)
            return;
        m_rows[row] = value;
        const QModelIndex changed = index(static_cast<int>(row));
        Q_EMIT dataChanged(changed, changed);
    }

    void append(const QList<Row> &rows)
    {
        if (rows.isEmpty())
            return;
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
        m_rows.append(rows);
        endInsertRows();
    }

protected:
    RowModel(std::vector<Role> roles, QObject *parent)
        : QAbstractListModel(parent), m_roles(std::move(roles))
    {
    }
    /// What tells one row from another.
    [[nodiscard]] virtual QString keyOf(const Row &row) const = 0;

private:
    [[nodiscard]] qsizetype indexIn(const QList<Row> &rows, const QString &key,
                                    qsizetype from) const
    {
        for (qsizetype i = from; i < rows.size(); ++i) {
            if (keyOf(rows.at(i)) == key)
                return i;
        }
        return -1;
    }

    void removeAt(qsizetype row)
    {
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
        m_rows.removeAt(row);
        endRemoveRows();
    }

    std::vector<Role> m_roles;
    QList<Row> m_rows;
};
