"""The sentence with which a figure is cited, in a language's own words and numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.attainment import judge
from generator.figures import Series
from generator.model import Edition, Indicator, Observation, Yearbook, in_language
from generator.words import Words


@dataclass(frozen=True)
class Told:
    """One figure of a series, told in one language."""

    book: Yearbook
    series: Series
    row: Observation
    edition: Edition | None
    replaced: bool
    """Not in force where it is cited."""
    words: Words

    def title(self) -> str:
        """'Tỷ lệ hộ nghèo, thực hiện năm 2020: 3,6% (ước; chuẩn nghèo 2016–2020)'."""
        row, say = self.row, self.words.say
        marks = [] if row.status == "final" else [say.status(row.status)]
        marks += self._basis()
        if self.replaced:
            marks.append(self._fill("cite_replaced", day=say.day(row.as_of)))
        tail = f" ({'; '.join(marks)})" if marks else ""
        named = say.named(row, self._named())
        return f"{named}{self.words.strings['colon']}{self.value()}{tail}"

    def value(self) -> str:
        """The value with its unit; a plan as plans are said."""
        say, row = self.words.say, self.row
        said = say.planned_value if row.measure == "plan" else say.value
        text: str = said(row, self.series.indicator)
        return text

    def sentence(self, publisher: str, url: str) -> str:
        """'Theo ..., số hộ nghèo năm 2020 đạt 18.382 hộ (...): ADDRESS'."""
        source = self.book.sources[self.row.source].publisher
        key = "cite_sentence_own" if source == publisher else "cite_sentence"
        return self._fill(
            key,
            publisher=publisher,
            said=self.words.say.lower_first(self._said()),
            detail="; ".join(self._details()),
            source=source,
            address=url,
        )

    def _said(self) -> str:
        """The figure in words, without the plan and without a full stop."""
        row, say, indicator = self.row, self.words.say, self.series.indicator
        if row.measure == "plan":
            named = say.named(row, self._named())
            return self._fill("cite_planned", named=named, value=self.value())
        if self.words.strings["cite_status"]:
            row = replace(row, status="final")  # said among the details instead
        said: str = say.result(self.series, judge(indicator, None, row), group=self._group())
        return said.removesuffix(".")

    def _details(self) -> list[str]:
        """What the number is: its kind, status, basis, and the edition or date that it has."""
        row, say = self.row, self.words.say
        found = [say.measure(row.measure)] if row.measure == "actual" else []
        if row.status != "final" and (row.measure == "plan" or self.words.strings["cite_status"]):
            found.append(say.status(row.status))
        found += self._basis()
        if self.edition:
            known = {"year": self.edition.year, "version": self.edition.version}
            found.append(self._fill("edition_version", **known))
        elif not self.replaced:
            found.append(self._fill("cite_current", day=say.day(row.as_of)))
        if self.replaced:
            found.append(self._fill("cite_replaced", day=say.day(row.as_of)))
        return found

    def _basis(self) -> list[str]:
        if not self.row.basis:
            return []
        label = self.book.label("basis", self.row.basis)
        return [self.words.say.lower_first(in_language(label, "name", self.words.language))]

    def _group(self) -> str:
        """Name of the group; '' for a total."""
        if not self.row.group:
            return ""
        label = self.book.label("group", self.row.group)
        return in_language(label, "name", self.words.language)

    def _named(self) -> Indicator:
        """The indicator under its name with that of the group."""
        found, group = self.series.indicator, self._group()
        if not group:
            return found
        name = in_language(found, "name", self.words.language)
        return replace(found, name=f"{name} ({group})", name_en="")

    def _fill(self, key: str, **values: object) -> str:
        return self.words.strings[key].format(**values)
