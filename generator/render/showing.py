"""How figures and charts that a text names are shown in it."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from generator.binding import Bound, Unbound, bind, parse
from generator.model import Edition, Interview
from generator.pages.site import Page, Site
from generator.problems import InputError, Problems
from generator.quoting import quote
from generator.read.content import Content
from generator.render.env import Renderer
from generator.render.prose import Draft


def interview_at(site: Site, uri: str) -> Interview | None:
    """The interview that a Markdown file is; None for other pages."""
    for item in site.book.editions:
        for talk in item.interviews:
            if talk.path == uri:
                return talk
    return None


def figure_shower(
    renderer: Renderer, page: Page, draft: Draft, content: Content
) -> Callable[[str, Markup, str, str], Markup]:
    """Makes a link to a figure out of its target, text, title and id; it raises InputError."""
    site = renderer.site
    owner = site.edition_of(page.uri)
    view, every = site.view(owner), site.view(None)
    talk, language = interview_at(site, draft.uri), site.words.language
    said_on = talk.date if talk else None

    def show(target: str, text: Markup, title: str, id: str) -> Markup:
        try:
            bound = bind(parse(target), view)
        except Unbound as reason:
            raise _unbound(content, draft.uri, target, reason) from None
        draft.bounds.append(bound)
        found = quote(str(text.striptags()), bound, every, said_on, language)
        context = {"bound": bound, "text": text, "title": title, "id": id, "value": bound.number}
        context |= {"quoted": found.said, "now": found.now, "target": permalink(bound, owner)}
        html = renderer.render("figure.html", page.uri, context)
        return Markup(html.strip())  # noqa: S704 (escaped by the template)

    return show


def _unbound(content: Content, uri: str, target: str, reason: Unbound) -> InputError:
    """A link that only Markdown's own reading showed: told like those that the check finds."""
    page = next(page for page in content.pages if page.uri == uri)
    before = page.body.partition(target)[0] if target in page.body else ""
    line = page.body_line + before.count("\n")
    problems = Problems()
    problems.add(reason.code, page.path, line, 1, target=target, hint=reason.hint)
    return InputError(problems)


def permalink(bound: Bound, owner: Edition | None) -> str:
    """Address of a bound figure's row: in the page's own edition, else on the current page."""
    folder = f"{owner.name}/" if owner else ""
    return f"{folder}chi-tieu/{bound.link.indicator}/index.html#{bound.figure.anchor}"


def chart_shower(renderer: Renderer, page: Page) -> Callable[[str, str], Markup]:
    """Makes a chart out of an indicator's id and the words that the text gives it."""
    site = renderer.site
    view = site.view(site.edition_of(page.uri))

    def show(target: str, alt: str) -> Markup:
        series = view.series(target)
        found = site.charts(series)
        if not found:
            return Markup("")
        sources = (site.book.sources[row.source].publisher for row in series.newest)
        publishers = tuple(dict.fromkeys(sources))
        context = {"chart": found[0], "alt": alt, "series": series, "publishers": publishers}
        html = renderer.render("chart.html", page.uri, context)
        return Markup(html.strip())  # noqa: S704 (escaped by the template)

    return show
