"""One sheet of an exported table: header rows, groups by topic, indicators, their parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from generator.attainment import HUNDRED, at_precision
from generator.intake.table.code import code_of
from generator.intake.table.grid import cell_name
from generator.intake.table.workbook import Page, Style, Value
from generator.model import Edition, Indicator, Measure, Observation, Yearbook, in_language
from generator.validate.rows import decimals_of
from generator.words import words
from generator.words.numbers import plain

_EXACT_DIGITS = 15
HEADER = Style(bold=True, align="center", border=True)
_TITLE = Style(bold=True, align="center")
TEXT, _GROUP = Style(border=True), Style(border=True, bold=True)
_MIDDLE = Style(border=True, align="center")
_CODE = Style(border=True, grey=True)
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()

Slot = tuple[int, Measure]
RowKey = tuple[str, int | None, str, str, str]
"""Indicator, first year covered, basis, breakdown, group."""


@dataclass
class Table:
    """The rows of one sheet by their columns; `year` has its percent of plan beside it."""

    book: Yearbook
    edition: Edition
    rows: list[Observation]
    slots: list[Slot]
    name: str
    title: str
    year: int | None

    def page(self) -> Page:
        """The sheet."""
        self.columns = self._columns()
        last = len(self.columns) + 4
        widths = [6.0, 52.0, 12.0, *[14.0] * len(self.columns), 24.0]
        page = Page(self.name, widths, frozen=(6, 3))
        page.put(1, 1, self.edition.publisher, Style(bold=True))
        page.merge(1, 1, 1, 3)
        page.put(2, 1, self.title, _TITLE)
        page.merge(2, 1, 2, last)
        day = words(self.language).say.day(self.edition.as_of)
        page.put(3, 1, self.said("as_of", day=day), Style(italic=True, align="center"))
        page.merge(3, 1, 3, last)
        self._header(page, last)
        self._body(page)
        return page

    @property
    def language(self) -> str:
        """That of the site, whose officer fills the table in."""
        return self.book.settings.language

    def said(self, key: str, **values: object) -> str:
        """One of the table's own words."""
        return words(self.language).strings[f"tbl_{key}"].format(**values)

    def _named(self, thing: object, column: str = "name") -> str:
        return in_language(thing, column, self.language)

    def _columns(self) -> list[tuple[int, str]]:
        """Year and kind of each column of figures: plan, actual, percent."""
        columns: list[tuple[int, str]] = []
        for year, measure in self.slots:
            columns.append((year, measure))
            if measure == "actual" and year == self.year:
                columns.append((year, "percent"))
        return columns

    def _header(self, page: Page, last: int) -> None:
        fixed = {1: "number", 2: "name", 3: "unit", last: "code"}
        for column, key in fixed.items():
            page.put(5, column, self.said(key), HEADER)
            page.merge(5, column, 6, column)
        years = [year for year, _ in self.columns]
        for year in dict.fromkeys(years):
            first = 4 + years.index(year)
            end = first + years.count(year) - 1
            if first == end:
                kind = self.said(self.columns[first - 4][1])
                page.put(5, first, f"{kind} {year}", HEADER)
                page.merge(5, first, 6, first)
                continue
            page.put(5, first, self.said("year", year=year), HEADER)
            page.merge(5, first, 5, end)
            for column in range(first, end + 1):
                kind = self.columns[column - 4][1]
                page.put(6, column, "%" if kind == "percent" else self.said(kind), HEADER)

    def _body(self, page: Page) -> None:
        self.at = 7
        present = {row.indicator for row in self.rows}
        order = [*self.edition.indicators, *self.book.indicators]
        ids = [id for id in dict.fromkeys(order) if id in present]
        topics = [t for t in self.book.topics if any(self._topic(id) == t for id in ids)]
        for number, topic in enumerate(topics):
            roman = _ROMAN[number] if number < len(_ROMAN) else str(number + 1)
            self._line(page, roman, self._named(self.book.topics[topic]), "", _GROUP, {}, "")
            here = [id for id in ids if self._topic(id) == topic]
            roots = [id for id in here if not self._parent_among(id, here)]
            for count, id in enumerate(roots, start=1):
                self._indicator(page, id, f"{count}", here, ())

    def _topic(self, id: str) -> str:
        return self.book.indicators[id].topic

    def _parent_among(self, id: str, ids: Iterable[str]) -> str:
        parent = self.book.indicators[id].part_of
        return parent if parent in ids else ""

    def _indicator(
        self, page: Page, id: str, number: str, here: list[str], above: tuple[str, ...]
    ) -> None:
        """An indicator's own rows, its groups by breakdown, then its parts."""
        keys = dict.fromkeys(_key(row) for row in self.rows if row.indicator == id)
        totals = [key for key in keys if not key[4]]
        sub = "-" if above else number
        item = self.book.indicators[id]
        if not totals:
            self._line(page, sub, self._named(item), self._named(item, "unit"), TEXT, {}, id)
        for key in totals:
            self._figures(page, sub, self._name(item, key), item, key, bool(above))
            sub = "-" if above else ""
        for by in dict.fromkeys(key[3] for key in keys if key[4]):
            heading = self.said("by", name=self._named(self.book.label("by", by)))
            self._line(page, "", heading, "", Style(border=True, italic=True, indent=1), {}, "")
            for key in (key for key in keys if key[3] == by and key[4]):
                name = self._named(self.book.label("group", key[4])) + self._bracket(key)
                self._figures(page, "-", name, item, key, True)
        parts = [child for child in here if self.book.indicators[child].part_of == id]
        if parts and not above:
            within = Style(border=True, italic=True, indent=1)
            self._line(page, "", self.said("within"), "", within, {}, "")
        for child in parts:
            if child not in above:
                self._indicator(page, child, number, here, (*above, id))

    def _name(self, item: Indicator, key: RowKey) -> str:
        return self._named(item) + self._bracket(key)

    def _bracket(self, key: RowKey) -> str:
        """What tells rows of one indicator apart: basis and period."""
        parts = [self._named(self.book.label("basis", key[2]))] if key[2] else []
        last = max(row.year for row in self.rows if _key(row) == key)
        parts += [self.said("period", first=key[1], last=last)] if key[1] is not None else []
        return f" ({'; '.join(parts)})" if parts else ""

    def _figures(
        self, page: Page, number: str, name: str, item: Indicator, key: RowKey, part: bool
    ) -> None:
        own = {(row.year, row.measure): row for row in self.rows if _key(row) == key}
        values: dict[int, Value] = {}
        for index, (year, kind) in enumerate(self.columns):
            if kind == "percent":
                values[index + 4] = self._percent(item, own, year, index + 4)
            elif row := own.get((year, cast(Measure, kind))):
                values[index + 4] = figure(row, item, self.language)
        code = code_of(item.id, key[1], key[2], key[3], key[4])
        style = Style(border=True, indent=2) if part else TEXT
        self._line(page, number, name, self._named(item, "unit"), style, values, code)

    def _percent(
        self, item: Indicator, own: dict[Slot, Observation], year: int, column: int
    ) -> Value:
        """Percent of plan, or the distance of a rate, as a formula that follows its two cells."""
        plan, actual = own.get((year, "plan")), own.get((year, "actual"))
        if not plan or not actual or not _is_plain(plan) or not _is_plain(actual):
            return Value(None, _MIDDLE)
        one, two = cell_name(self.at, column - 1), cell_name(self.at, column - 2)
        if item.is_rate:
            unit = self.said("points")
            form = f'+0.0##" {unit}";-0.0##" {unit}";0" {unit}"'
            return Value(actual.value - plan.value, _number(form), f"{one}-{two}")
        if plan.value <= 0:
            return Value(None, _MIDDLE)
        percent = at_precision(actual.value / plan.value * HUNDRED, 10)
        return Value(percent, _number("0.0"), f"{one}/{two}*100")

    def _line(
        self,
        page: Page,
        number: str,
        name: str,
        unit: str,
        style: Style,
        values: dict[int, Value],
        code: str,
    ) -> None:
        last = len(self.columns) + 4
        count = Decimal(number) if number.isdecimal() else number
        page.put(self.at, 1, count, HEADER if style.bold else _MIDDLE)
        page.put(self.at, 2, name, style)
        page.put(self.at, 3, unit, _MIDDLE)
        for column in range(4, last):
            page.cells[self.at, column] = values.get(column, Value(None, _MIDDLE))
        page.put(self.at, last, code, _CODE)
        self.at += 1


def _key(row: Observation) -> RowKey:
    return (row.indicator, row.since, row.basis, row.by, row.group)


def _is_plain(row: Observation) -> bool:
    return row.upper is None and not row.bound and _fits(row.value)


def _fits(value: Decimal) -> bool:
    """A spreadsheet can hold it exactly."""
    return len(value.as_tuple().digits) <= _EXACT_DIGITS


def _number(form: str) -> Style:
    return Style(form, align="right", border=True)


def figure(row: Observation, item: Indicator, language: str) -> Value:
    """A figure as a number with its words in the format; as text where that can't hold it."""
    strings = words(language).strings
    bound = f"{strings[f'tbl_{row.bound}']} " if row.bound else ""
    is_open = row.measure == "actual" and row.status != "final"
    status = f" ({strings[f'tbl_{row.status}']})" if is_open else ""
    if row.upper is not None:
        text = f"{plain(row.value, 'vi')} \u2013 {plain(row.upper, 'vi')}{status}"
        return Value(text, Style(align="right", border=True))
    if not _fits(row.value) or (bound and row.value < 0):
        return Value(f"{bound}{plain(row.value, 'vi')}{status}", Style(align="right", border=True))
    form = _form(row.value, item.decimals)
    before = f'"{bound}"' if bound else ""
    after = f'"{status}"' if status else ""
    return Value(row.value, _number(before + form + after))


def _form(value: Decimal, decimals: int) -> str:
    """A format that shows the value's own decimals, and those that it may yet be given."""
    written = decimals_of(value)
    if decimals == 0:
        return "#,##0"
    if not written or abs(value) < 1000:
        return "General"
    return "#,##0." + "0" * written + "#" * (decimals - written)
