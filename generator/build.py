"""The whole story: what is read, checked, made and written, in this order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote

from markupsafe import Markup

from generator import addresses, assets, exports, extras, paper, search
from generator.exports import originals
from generator.frozen import layout, notices, served
from generator.frozen.alone import alone, is_of
from generator.listing import authored_pages, generated_pages, untold_pages
from generator.model import Edition, Interview, Prose
from generator.pages import citations, embed, interview
from generator.pages.site import Page, Site
from generator.problems import InputError, Problems
from generator.read.links import links
from generator.read.settings import Project, line_of_option
from generator.render.env import Renderer, preview_of
from generator.render.prose import Draft, convert, page_link
from generator.render.showing import chart_shower, figure_shower, interview_at
from generator.units import Task, Unit, grouped
from generator.validate.yearbook import Loaded, load_site
from generator.write import copy_file, write_file


@dataclass
class Build:
    """One build of one site, checked and ready to be written."""

    loaded: Loaded
    site: Site
    renderer: Renderer
    is_preview: bool = False
    """Shows the pages at once; files to take away are made by a build."""
    freezing: str = ""
    """Name of the one edition that is made, to be frozen; '' for the whole site."""
    others: tuple[Build, ...] = ()
    """The same in every other language: pages, feeds and what goes with them."""

    @property
    def all(self) -> tuple[Build, ...]:
        """One for each language, the main one first."""
        return (self, *self.others)

    def of(self, uri: str) -> Build:
        """The one whose pages hold that of a Markdown file."""
        return next((each for each in self.all if uri in each.authored), self)

    @property
    def project(self) -> Project:
        """Where the site's folders are."""
        return self.loaded.project

    @cached_property
    def authored(self) -> dict[str, Page]:
        """The pages of Markdown files by the file's uri; a draft's aren't among them."""
        return {uri: page for uri, page in authored_pages(self.site) if self.wants(page.uri)}

    def wants(self, uri: str) -> bool:
        """This build makes the file: a frozen edition's are laid out, never made again."""
        if self.freezing:
            return is_of(self.freezing, uri) or uri.startswith("assets/")
        owner = self.site.edition_of(uri)
        frozen = owner is not None and owner.frozen is not None
        if owner and search.is_part(uri) and self.loaded.withdrawn.touches(owner.name):
            return True  # made again without the page that had to go
        return not frozen and not self.loaded.withdrawn.holds(self.site.at(uri))

    @cached_property
    def files(self) -> tuple[tuple[str, Path], ...]:
        """Files that are copied as they are."""
        listed = assets.files(self.project, self.site.book.settings)
        return tuple(file for file in listed if self.wants(file[0]))

    @cached_property
    def tables(self) -> tuple[tuple[str, Callable[[], bytes]], ...]:
        """The publisher's own tables, as they are offered."""
        listed = originals.files(self.project, self.loaded.fetched)
        return tuple(table for table in listed if self.wants(table[0]))

    @cached_property
    def theme(self) -> tuple[tuple[str, Callable[[], bytes]], ...]:
        """The theme's scripts and styles."""
        return tuple(assets.theme(self.renderer.folders, self.site.book.settings.colour))

    def generated(self) -> Iterator[Page]:
        """Pages made from data alone."""
        return iter(self._generated)

    @cached_property
    def _generated(self) -> tuple[Page, ...]:
        """Listed once: checked, put into the sitemap and written."""
        moved = addresses.redirect_pages(self.project.root, self.site)
        pages = tuple(chain(generated_pages(self.site), untold_pages(self.site), moved))
        gone = () if self.freezing else tuple(self._notices(page.uri for page in pages))
        return (*(page for page in pages if self.wants(page.uri)), *gone)

    def _is_gone(self, uri: str) -> bool:
        """A notice stands there, for nobody to find by a search."""
        return self.loaded.withdrawn.holds(uri) and not self.wants(uri)

    def _notices(self, generated: Iterable[str]) -> Iterator[Page]:
        """In the place of pages that had to go."""
        withdrawn, site = self.loaded.withdrawn, self.site
        if not withdrawn.items:
            return iter(())
        authored = (page.uri for _, page in authored_pages(site))
        frozen = map(site.split, layout.pages(self.loaded.kept))
        kept = (uri for language, uri in frozen if language == site.words.language)
        every = chain(generated, authored, kept)
        return notices.pages(site, withdrawn, (uri for uri in every if not self.wants(uri)))

    @cached_property
    def made(self) -> tuple[tuple[str, Callable[[], bytes]], ...]:
        """Files beside the pages, each with how its bytes are made."""
        return tuple(self._made())

    def _made(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        return (made for made in self._every_made() if self.wants(made[0]))

    def _every_made(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        yield from exports.files(self.site)
        yield from citations.files(self.site)
        yield from self._indexes(self.site)
        yield from self._reports()
        yield from served.files(self.site, self.project.root, self.loaded.kept)
        pages = [page.uri for page in chain(self.authored.values(), self.generated())]
        pages += layout.pages(self.loaded.kept)
        pages = [uri for uri in dict.fromkeys(pages) if not self._is_gone(uri)]
        taken = self.loaded.content.files
        for uri, make in extras.files(self.site, pages, self.site.cache):
            if uri not in taken:
                yield uri, make
        for other in self.others:
            beside = chain(self._indexes(other.site), other._reports())
            for uri, make in chain(exports.spoken(other.site), extras.spoken(other.site), beside):
                if other.wants(uri):
                    yield other.site.at(uri), make

    def _indexes(self, site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """What search reads: nothing of a page that had to go, in whatever language it went."""
        holds = self.loaded.withdrawn.holds
        if self.freezing:
            return search.files(site)
        return search.files(site, lambda uri: holds(uri) or holds(site.at(uri)))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """What is rendered, all of one indicator together."""
        return grouped(self.site, self._tasks())

    def _tasks(self) -> Iterator[Task]:
        for each in self.all:
            for page in each.generated():
                yield each.site.at(page.uri), partial(each.renderer.page, page)
        for uri, make in self.made:
            if not self.is_preview or search.is_index(uri):
                yield uri, make

    def _reports(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        if self.site.book.settings.pdf:
            for item in self.site.book.editions:
                yield paper.uri_of(item), partial(report_pdf, self, item)

    @cached_property
    def listed(self) -> dict[str, addresses.Anchors]:
        """Every address that is published, by page."""
        return addresses.listed(self.site, self.downloads())

    def forget(self) -> None:
        """Let go what pages share: those that share it are made, or not begun."""
        for each in self.all:
            each.renderer.forget()

    def downloads(self) -> Iterator[str]:
        """Files whose addresses are kept: all but the theme's own, and what belongs to a page."""
        for uri, _ in chain(self.files, self.tables, self.made):
            if not uri.startswith("assets/") and not search.is_index(uri):
                yield uri
        for each in self.all:
            pages = (page.uri for page in embed.pages(each.site) if each.wants(page.uri))
            yield from map(each.site.at, pages)


def prepare(
    config: Path,
    *,
    drafts: bool = False,
    site_url: str | None = None,
    correcting: int = 0,
    given: Path | None = None,
) -> Build:
    """Read and check a site; raises InputError with every problem, and writes nothing.

    `drafts` shows editions that aren't published yet; `site_url` replaces the one in mkdocs.yml;
    `correcting` is the year whose frozen edition gets a new version. `given` is a CSV file of the
    observations, where they lie elsewhere and were fetched for this build already.
    """
    loaded = load_site(config, drafts=drafts, correcting=correcting, given=given)
    site = Site(loaded.book, cache_of(loaded.project), shelf=loaded.shelf)
    if site_url is not None:
        site = preview_of(site, site_url)
    build = _in_every_language(loaded, site, site_url is not None)
    problems = loaded.warnings
    assets.check(loaded.project, loaded.book.settings, problems)
    if site.book.settings.pdf and (lacking := paper.missing()):
        line = line_of_option(loaded.project.lines, "pdf")
        problems.add(f"pdf-{lacking}", loaded.project.config.name, line, 1)
    check_addresses(build, problems)
    addresses.check(loaded.project.root, site, build.listed, problems, loaded.withdrawn.holds)
    if problems.errors():
        raise InputError(problems)
    build.forget()
    return build


def prepare_frozen(config: Path, name: str) -> Build:
    """One edition alone, as it is to be frozen; the whole site was checked before.

    Raises InputError where the site can't be read, KeyError where it has no such edition.
    """
    year = int(name.partition("-")[0])
    loaded = load_site(config, correcting=year, trusting=True)
    site = Site(alone(loaded.book, name), cache_of(loaded.project))
    return _in_every_language(loaded, site, freezing=name)


def _in_every_language(
    loaded: Loaded, site: Site, is_preview: bool = False, freezing: str = ""
) -> Build:
    folder = loaded.project.templates
    main, *others = (
        Build(loaded, each, Renderer(each, folder, freezing=freezing), is_preview, freezing)
        for each in (site, *site.others)
    )
    return replace(main, others=tuple(others))


def cache_of(project: Project) -> Path:
    """Where drawings are kept; the environment may name one place for many sites."""
    return Path(os.environ.get("NIENGIAM_CACHE") or project.root / ".cache" / "drawings")


def write_rest(build: Build, folder: Path) -> None:
    """Write what is neither MkDocs' nor rendered: the theme, files that are copied."""
    for uri, source in build.files:
        copy_file(source, folder / uri)
    for uri, make in chain(build.theme, build.tables):
        write_file(folder / uri, make())
    if build.is_preview:
        return
    for new, old in addresses.copies(build.site, build.downloads()):
        copy_file(folder / new, folder / old)


def lay_out(build: Build, folder: Path) -> None:
    """Write the frozen editions, byte for byte but for what their pages say of later changes."""
    if build.freezing:
        return
    kept = build.loaded.kept
    renderers = [each.renderer for each in build.all]
    for uri, body in layout.laid_out(kept, renderers, build.loaded.withdrawn):
        write_file(folder / uri, body)


def record(build: Build) -> None:
    """After the site was published: its addresses are to stay."""
    addresses.record(build.project.root, build.listed)


def draft_of(build: Build, uri: str, page: Page | None = None) -> Draft:
    """What the Markdown extension must know of a page, and how it shows figures and charts.

    `page` stands for one that this build doesn't make.
    """
    if page is None:
        build = build.of(uri)
        page = build.authored[uri]
    talk = interview_at(build.site, uri)
    draft = Draft(
        uri,
        speakers=talk.speakers if talk else (),
        is_interview=talk is not None,
        at=build.site.at_newest,
    )
    draft.show_figure = figure_shower(build.renderer, page, draft, build.loaded.content)
    draft.show_chart = chart_shower(build.renderer, page)
    return draft


def finished(build: Build, uri: str, draft: Draft, html: str) -> str:
    """The whole page of a Markdown file, its Markdown finished as `html`."""
    build = build.of(uri)
    page = build.authored[uri]
    context = {**page.filled(), "body": Markup(html), "questions": draft.questions}  # noqa: S704
    if draft.is_interview:
        context["figures"] = interview.box(draft.bounds, build.site.words)
    whole = build.renderer.whole(page.template, page.uri, context)
    build.forget()
    return whole


def report_pdf(build: Build, edition: Edition) -> bytes:
    """An edition's report; raises ImportError or OSError where printing isn't set up."""
    files = {name: build.project.content / name for name in build.loaded.content.files}
    finish = partial(_finished_alone, build)
    return paper.report(build.renderer, edition, finish, files, build.loaded.kept)


def _finished_alone(build: Build, text: Edition | Interview, uri: str) -> paper.Finished:
    """A page's Markdown, finished outside of MkDocs, and the figures found in it."""
    draft = draft_of(build, text.path, Page(uri, "", {}))
    return Markup(convert(text.body, draft)), draft.bounds  # noqa: S704 (cleaned)


def bodies(build: Build) -> dict[str, str]:
    """Markdown below the head by uri, of the pages that are rendered: what was checked."""
    found: dict[str, str] = {}
    for each in build.all:
        book = each.site.book
        pages: Iterable[Edition | Interview | Prose] = chain(
            book.editions,
            (talk for item in book.editions for talk in item.interviews),
            book.pages.values(),
        )
        found |= {page.path: page.body for page in pages if page.path in each.authored}
    return found


def address_in(build: Build, source: str, uri: str) -> str | None:
    """Where a file of the content folder goes; None where this build leaves it out.

    `uri` is where MkDocs would put it. A year's folder is that of its newest version.
    """
    owner = build.of(source)
    if source in owner.authored:
        return owner.site.at(owner.authored[source].uri)
    year, mark, _ = source.partition("/")
    edition = build.site.book.edition(int(year)) if mark and year.isdigit() else None
    if edition is None:
        return None if build.freezing and not uri.startswith("assets/") else uri
    there = uri.replace(f"{edition.year}/", f"{edition.name}/", 1)
    return there if build.wants(there) else None


def check_addresses(build: Build, problems: Problems) -> None:
    """No two pages share an address, and every relative link leads to a page or a file."""
    known: set[str] = set()
    for each in build.all:
        for page in chain(each.authored.values(), each.generated()):
            uri = each.site.at(page.uri)
            if uri in known:
                problems.add("address-twice", build.project.config.name, 1, 1, address=uri)
            known.add(uri)
    known.update(uri for uri, _ in chain(build.files, build.theme, build.tables, build.made))
    known.update(layout.uris(build.loaded.kept))
    _check_links(build, known, problems)


def _check_links(build: Build, known: set[str], problems: Problems) -> None:
    """Links of prose to pages that aren't Markdown files: they lead to what will be written."""
    content = build.loaded.content
    for page in content.pages:
        own = build.of(page.uri)
        if page.uri not in own.authored:
            continue
        target_of = own.authored[page.uri].uri
        for link in links(page.body, page.body_line):
            path = unquote(link.target).partition("#")[0]
            if not path or ":" in path or path.endswith(".md"):
                continue
            folder = target_of.rpartition("/")[0]
            found = normpath(f"{folder}/{page_link(page.uri, path)}").lstrip("/")
            if own.site.at(found) not in known and found not in content.files:
                problems.add("link-missing", page.path, link.line, link.column, target=link.target)
