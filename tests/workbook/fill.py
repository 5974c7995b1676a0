"""Fills a blank workbook as a person would: by its labels, from what another one says beside the same labels.

fill.py BLANK ANSWERS OUT
"""

import sys

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell


def plain(value):
    return "".join(str(value).split()) if value is not None else ""


def labels(sheet, row, column):
    """The words left of a cell in its row, and above it in its column."""
    left = [plain(sheet.cell(row, c).value) for c in range(column - 1, 0, -1)]
    above = [plain(sheet.cell(r, column).value) for r in range(row - 1, 0, -1)]
    word = lambda texts: next((t for t in texts if t and not t.replace(".", "").isdigit() and t[0] not in "=/减增空"), "")
    return word(left), word(above)


def answers(sheet):
    """What stands beside each pair of labels, in order."""
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell) or cell.protection.locked:
                continue
            found.setdefault(labels(sheet, cell.row, cell.column), []).append(cell.value)
    return found


def fill_table(blank, full):
    known = answers(full)
    taken = {}
    for row in blank.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell) or cell.protection.locked:
                continue
            key = labels(blank, cell.row, cell.column)
            number = taken[key] = taken.get(key, -1) + 1
            values = known.get(key, [])
            if number < len(values) and values[number] is not None:
                cell.value = values[number]


def fill_list(blank, full):
    known = {}
    for row in full.iter_rows(min_col=1, max_col=2):
        if row[0].value and row[1].value is not None:
            known.setdefault(row[0].value, []).append(row[1].value)
    for row in blank.iter_rows(min_col=1, max_col=2):
        if isinstance(row[1], MergedCell) or row[1].protection.locked:
            continue
        values = known.get(row[0].value, [])
        row[1].value = values.pop(0) if values else None


def copy_rows(blank, full, first):
    for row in full.iter_rows(min_row=first):
        for cell in row:
            if not isinstance(cell, MergedCell) and not isinstance(blank.cell(cell.row, cell.column), MergedCell):
                blank.cell(cell.row, cell.column).value = cell.value


def main(blank_path, full_path, out):
    blank, full = load_workbook(blank_path), load_workbook(full_path)
    for name in blank.sheetnames:
        if name[1:2] == "、":
            fill_table(blank[name], full[name])
        elif name == "正文":
            copy_rows(blank[name], full[name], 4)
        elif name == "基本信息":
            fill_list(blank[name], full[name])
        elif name == "高级":
            fill_list(blank[name], full[name])
            start = next(row[0].row for row in full[name].iter_rows() if row[0].value == "标签的键")
            there = next(row[0].row for row in blank[name].iter_rows() if row[0].value == "标签的键")
            for row in full[name].iter_rows(min_row=start):
                for cell in row:
                    target = blank[name].cell(cell.row - start + there, cell.column)
                    if not isinstance(target, MergedCell):
                        target.value = cell.value
        elif name in ("信息处理费", "报送函"):
            copy_rows(blank[name], full[name], 4)
        elif name == "上年数据":
            fill_table(blank[name], full[name])
    blank.save(out)


main(*sys.argv[1:])
