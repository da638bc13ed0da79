"""What `niengiam cite` prints: a figure's citations as its page shows them."""

from __future__ import annotations

from generator.binding import FigureLink, Unbound, bind
from generator.citing import FORMATS
from generator.citing.figure import work_of_figure
from generator.citing.work import Work
from generator.figures import stem_of
from generator.folding import slug
from generator.model import Edition
from generator.pages.citations import said
from generator.pages.site import Site
from generator.problems import Problem, UsageError
from generator.words import problem_text

ALL = "all"


def cited(
    site: Site, link: FigureLink, basis: str, edition: str, form: str, language: str
) -> tuple[str, tuple[str, ...]]:
    """One form as it stands, or all under their names; raises UsageError.

    Beside it the other bases that have a value of the same year, by their names in the data.
    """
    try:
        work, others = _found(site, link, basis, _edition(site, edition))
    except Unbound as reason:
        parts = (link.indicator, str(link.year), link.kind, link.group)
        values = {
            "target": "/".join(part for part in parts if part),
            "hint": reason.hint if reason.code == "indicator-unknown" else "",
            "known": reason.hint,
        }
        problem = Problem("", 0, 0, reason.code, values=tuple(values.items()))
        raise UsageError(". ".join(problem_text(problem, language))) from reason
    if form != ALL:
        return FORMATS[form].make(work), others
    every = (said(each, work, site.words) for each in FORMATS.values())
    return "\n\n".join(f"# {each.label}\n{each.text}" for each in every), others


def _edition(site: Site, name: str) -> Edition | None:
    """The edition of a name: '2020', '2020-v2'; None where none is asked for."""
    if not name:
        return None
    for edition in site.book.editions:
        if edition.name == name:
            return edition
    known = ", ".join(edition.name for edition in site.book.editions)
    raise UsageError(site.words.strings["cite_no_edition"].format(name=name, known=known))


def _found(
    site: Site, link: FigureLink, basis: str, edition: Edition | None
) -> tuple[Work, tuple[str, ...]]:
    bound = bind(link, site.view(edition))
    series, row = bound.series, bound.figure.observation
    alike = {
        slug(each.basis): each
        for each in series.year(row.year).newest
        if stem_of(each) == stem_of(row)
    }
    if basis and slug(basis) not in alike:
        raise Unbound("figure-unknown", ", ".join(each.basis for each in alike.values()))
    row = alike[slug(basis)] if basis else row
    others = () if basis else tuple(each.basis for each in alike.values() if each is not row)
    return work_of_figure(site.book, edition, series, series.figure_of(row)), others
