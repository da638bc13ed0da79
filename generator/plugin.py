"""The door to MkDocs, and to ProperDocs: hooks that hand over, nothing else.

MkDocs reads the Markdown pages and turns them into HTML; everything else is the core's. The site
grows in a folder beside the published one, which is replaced at the very end, when nothing failed.
This is the one module that imports mkdocs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import DictLoader, Environment
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.theme import Theme

from generator import build as story
from generator import crew, ledger, remote, report, resources
from generator.places import check_replaceable
from generator.problems import InputError, OutputError, Problems
from generator.read.files import shown
from generator.read.settings import Project, read_project
from generator.render.prose import CONFIGS, STANDARD, Draft, YearbookExtension
from generator.reuse import Reuse
from generator.write import Staging

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.niengiam")


class NiengiamConfig(Config):  # type: ignore[no-untyped-call]
    """Options under the plugin's name; `generator.read.settings` checks them."""

    lang = c.Optional(c.Type(str))
    languages = c.Optional(c.Type(list))
    translations = c.Optional(c.Type(dict))
    publisher = c.Optional(c.Type(str))
    place = c.Optional(c.Type(str))
    notice = c.Optional(c.Type(str))
    plotlyjs = c.Optional(c.Type(str))
    cards = c.Optional(c.Type(bool))
    citations = c.Optional(c.Type(bool))
    downloads = c.Optional(c.Type(bool))
    embeds = c.Optional(c.Type(bool))
    pdf = c.Optional(c.Type(bool))
    colour = c.Optional(c.Type(str))
    logo = c.Optional(c.Type(str))
    data_dir = c.Optional(c.Type(str))
    freeze_plotly = c.Optional(c.Type(bool))
    observations = c.Optional(c.Type(dict))


class NiengiamPlugin(BasePlugin[NiengiamConfig]):  # type: ignore[no-untyped-call]
    """MkDocs' events in the order in which MkDocs calls them."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.command = command
        self.staging: Staging | None = None
        self.extension = YearbookExtension()
        self.is_complete = False
        self.crew: crew.Crew | remote.FarCrew | None = None
        self.reuse: Reuse | None = None
        self.todo: tuple[int, ...] | None = None
        self.finished: dict[str, str] = {}
        self.known: crew.Known = {}
        self.files: dict[str, ledger.Stat] = {}
        self.freezing = getattr(self, "freezing", "")

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        with told(config):
            self._prepare(config)
        self.bodies = story.bodies(self.build)
        self._set_up(config)
        if self.command != "serve" and not self.freezing:
            self._stage(config)
        return config

    def _prepare(self, config: MkDocsConfig) -> None:
        serving = self.command == "serve"
        if self.freezing:
            self.build = story.prepare_frozen(Path(config.config_file_path), self.freezing)
            return
        try:
            self.build = story.prepare(
                Path(config.config_file_path),
                drafts=serving,
                site_url=config.site_url if serving else None,
            )
        except InputError as error:
            if not serving or not hasattr(self, "build"):
                raise
            # A preview stays at its last good state; MkDocs would leave the reader waiting.
            log.error("\n" + report.text(error.problems, self.build.site.words.language))
            return
        self._tell_warnings(config)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        for file in list(files):
            unknown = file.is_documentation_page() and file.src_uri not in self.bodies
            ours = file.src_uri == "sitemap.xml" or self._is_themes(file.src_uri)
            if unknown or ours or self._is_drafts(file.src_uri):
                files.remove(file)
                continue
            kept = story.address_in(self.build, file.src_uri, file.dest_uri)
            if kept is None:
                files.remove(file)
            elif kept != file.dest_uri:
                file.dest_uri = kept
        if self.staging is not None:
            # MkDocs has emptied the folder by now, and goes on with its own pages.
            self.reuse = Reuse(self.build, self.staging.target)
            self.todo = self.reuse.todo
            with told(config):
                self.crew = self._crew(Path(config.site_dir))
        elif self.freezing:
            self.crew = crew.start(self.build, Path(config.site_dir))
        return files

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """MkDocs' own templates aren't used: pages are rendered by the core, below."""
        return Environment(loader=DictLoader({"main.html": "page"}), autoescape=True)

    def on_page_markdown(
        self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        done = self._done(page.file.src_uri)
        if done is not None:
            self.finished[page.file.src_uri] = done
            self.extension.draft = Draft(page.file.src_uri)
            return ""
        draft = story.draft_of(self.build, page.file.src_uri)
        show = draft.show_figure

        def show_told(*arguments: Any) -> Any:
            with told(config):
                return show(*arguments) if show else ""

        draft.show_figure = show_told
        self.extension.draft = draft
        return self.bodies[page.file.src_uri]

    def on_page_content(
        self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        if page.file.src_uri in self.finished:
            return html
        with told(config):
            done = story.finished(self.build, page.file.src_uri, self.extension.draft, html)
        self.finished[page.file.src_uri] = done
        return html

    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        return self.finished.pop(page.file.src_uri)

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        with told(config):
            if self.reuse is not None:
                self.known |= self.reuse.carry(Path(config.site_dir))
            if self.crew is None:
                every = self.build.units
                todo = range(len(every)) if self.todo is None else self.todo
                wanted = (every[number] for number in todo)
                self.known |= crew.write_units(self.build, wanted, Path(config.site_dir))
            else:
                self.known |= self.crew.wait()
            story.write_rest(self.build, Path(config.site_dir))
            story.lay_out(self.build, Path(config.site_dir))
        if self.staging is not None:
            config.site_dir = str(self.staging.target)
        self.is_complete = True

    def on_build_error(self, error: Exception) -> None:
        self.is_complete = False

    def on_shutdown(self) -> None:
        """Publish: here, because `--strict` gives up only after the last build event."""
        crew_on = getattr(self, "crew", None)
        if crew_on is not None and not self.is_complete:
            crew_on.stop()
        if getattr(self, "staging", None) is None or self.staging is None:
            return
        if not self.is_complete:
            self.staging.close()
            return
        try:
            story.record(self.build)
            hashes = self.staging.commit(self.known)
            self.known.clear()
            self.files = ledger.stats(self.staging.target)
            if self.reuse is not None:
                self.reuse.note(self.files, hashes)
        except OutputError as error:
            self.staging.close()
            raise PluginError(str(error)) from error

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        project = self.build.project
        for folder in (project.data, project.templates):
            if folder is not None:
                server.watch(str(folder))
        if project.source is not None and project.source.is_file:
            server.watch(str(project.root / project.source.address))
        return server

    def _crew(self, folder: Path) -> crew.Crew | remote.FarCrew | None:
        """Who renders the units: this machine's processors, or workers elsewhere."""
        if remote.is_wanted():
            return remote.start(self.build, folder, roots_of(self.build.project), self.todo)
        return crew.start(self.build, folder, wanted=self.todo)

    def _set_up(self, config: MkDocsConfig) -> None:
        """One Markdown pipeline, our own theme, links checked by us."""
        config.use_directory_urls = True
        config.markdown_extensions = [
            *dict.fromkeys([*STANDARD, *map(str, config.markdown_extensions)]),
            self.extension,  # type: ignore[list-item]
        ]
        config.mdx_configs = {**(config.mdx_configs or {}), **CONFIGS}
        folder = self.build.project.templates or resources.templates()
        config.theme = Theme(name=None, custom_dir=str(folder), static_templates=[])
        config.theme.static_templates = set()
        if folder != resources.templates():
            config.theme.dirs.insert(1, str(resources.templates()))
        for level in ("not_found", "absolute_links", "unrecognized_links", "anchors"):
            config.validation.links[level] = logging.DEBUG
        for level in ("omitted_files", "not_found", "absolute_links"):
            config.validation.nav[level] = logging.DEBUG

    def _stage(self, config: MkDocsConfig) -> None:
        staging = Staging(Path(config.site_dir))
        with told(config):
            check_target(staging.target, self.build.project)
            staging.open()
        self.staging = staging
        config.site_dir = str(staging.folder)

    def _tell_warnings(self, config: MkDocsConfig) -> None:
        warnings = self.build.loaded.warnings
        if config.strict and warnings.errors(strict=True):
            raise InputError(warnings)
        language = self.build.site.words.language
        for problem in warnings:
            log.info(report.line(problem, language))

    def _done(self, uri: str) -> str | None:
        """The finished page of a Markdown file that depends on nothing that changed."""
        own = self.build.of(uri)
        if self.reuse is None or uri not in own.authored:
            return None
        return self.reuse.page(own.site.at(own.authored[uri].uri))

    def _is_themes(self, uri: str) -> bool:
        """A script or style of the theme: the core writes these, styles joined."""
        return uri.startswith("assets/") and uri not in self.build.loaded.content.files

    def _is_drafts(self, uri: str) -> bool:
        """A file beside the pages of an edition that isn't published."""
        year = uri.partition("/")[0]
        return year in self.build.loaded.drafts


class told:
    """What the officer can mend ends as MkDocs' own error: a message, no traceback."""

    def __init__(self, config: MkDocsConfig) -> None:
        self.config = config

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, InputError):
            language = report.language_of(Path(self.config.config_file_path))
            raise PluginError(report.text(error.problems, language)) from error
        if isinstance(error, OutputError):
            raise PluginError(str(error)) from error


def build_site(
    config: Path, site_dir: Path | None = None, *, strict: bool = False
) -> tuple[Path, Problems]:
    """Build with MkDocs' own command; returns the folder that was published, and the warnings.

    Raises InputError or OutputError where it can't; a fault of the program passes as it is.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    run = ledger.begin(config, site_dir, strict)
    project = check_settings(config)
    check_target(site_dir.absolute() if site_dir else project.site, project)
    roots = roots_of(project)
    before = ledger.read(roots)
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)  # what it says, the report says
    extra: dict[str, Any] = {"site_dir": str(site_dir.absolute())} if site_dir else {}
    if strict:
        extra["strict"] = True
    try:
        loaded = load_config(config_file=str(config), **extra)
        loaded.plugins.on_startup(command="build", dirty=False)
        try:
            build(loaded)
        finally:
            loaded.plugins.on_shutdown()
    except (PluginError, Abort, ConfigurationError) as error:
        raise _told_behind(error) from None
    except OSError as error:
        if error.errno is None:  # a template that is missing, say: not the system's word
            raise
        raise OutputError(f"{error.filename or loaded.site_dir}: {error.strerror}") from error
    target = Path(loaded.site_dir)
    plugin: Any = loaded.plugins["niengiam"]
    warnings, files = plugin.build.loaded.warnings, plugin.files
    if project.source is None or project.source.is_file:
        run.note(target, files, roots, before, warnings)
    else:  # a server tells by its answer alone whether it has changed
        run.forget()
    return target, warnings


def build_edition(config: Path, name: str, folder: Path) -> story.Build:
    """Build one edition alone into an empty folder, to be frozen.

    Raises as `build_site` does.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    check_settings(config)
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    try:
        loaded = load_config(config_file=str(config), site_dir=str(folder))
        loaded.plugins["niengiam"].freezing = name  # type: ignore[attr-defined]
        loaded.plugins.on_startup(command="build", dirty=False)
        build(loaded)
    except (PluginError, Abort, ConfigurationError) as error:
        raise _told_behind(error) from None
    found: story.Build = loaded.plugins["niengiam"].build  # type: ignore[attr-defined]
    return found


def roots_of(project: Project) -> tuple[Path, ...]:
    """The files and folders that a build reads; the program's own left out."""
    own = (project.templates,) if project.templates else ()
    archive = project.root / "archive"
    basic = project.root / "node_modules/plotly.js-basic-dist-min"
    if project.source is not None and project.source.is_file:
        rows = project.root / project.source.address
        own = (*own, rows, rows.with_name(f"{rows.name}.wal"))
    return (project.config, project.content, project.data, archive, basic, *own)


def check_settings(config: Path) -> Project:
    """mkdocs.yml is read safely before MkDocs reads it its own way; raises InputError."""
    problems = Problems()
    project = read_project(config, problems)
    if project is not None and not project.content.is_dir():
        problems.add("folder-missing", shown(project.content, project.root))
    if project is None or problems.errors():
        raise InputError(problems)
    return project


def check_target(target: Path, project: Project) -> None:
    """The folder of the site is ours to replace; raises InputError."""
    problems = Problems()
    check_replaceable(target, project, problems)
    if problems.errors():
        raise InputError(problems)


def _told_behind(error: BaseException) -> BaseException:
    """The core's own error behind MkDocs', which keeps only its text."""
    behind: BaseException | None = error
    while behind is not None and not isinstance(behind, InputError | OutputError):
        behind = behind.__cause__ or behind.__context__
    return behind or error


def serve_site(config: Path, dev_addr: str) -> None:
    """Preview with MkDocs' own command, live reload on."""
    from mkdocs.commands.serve import serve

    check_settings(config)
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.INFO)
    serve(config_file=str(config), dev_addr=dev_addr, livereload=True)
