"""Plugins: entry points of other distributions → objects that the parser uses, loaded on use.

A plugin is one object, a :class:`~gzparse.Layout`, :class:`~gzparse.Form`, :class:`~gzparse.Reader`, :class:`~gzparse.Check`
or :class:`~gzparse.formkit.Alternative`, named by an entry point of the group ``gzparse.layouts``, ``gzparse.forms``,
``gzparse.readers``, ``gzparse.checks`` or ``gzparse.alternatives``. What comes with gzparse is admitted by the same rules. A
plugin that cannot be used costs no report: it is left out, a :class:`PluginWarning` says so once, and asking for it by name
raises its error.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import threading
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from typing import Any, Literal, NamedTuple, TypeVar

from gzparse._version import __version__
from gzparse.errors import GrammarError, LayoutError
from gzparse.form.alternatives.accounts import Alternative
from gzparse.model.paths import Labels
from gzparse.plugins.limits import TookTooLong, seconds, within
from gzparse.spec.form import Form
from gzparse.spec.hooks import APIS, Check, Reader
from gzparse.spec.layout import Layout

T = TypeVar("T")

Kind = Literal["layouts", "forms", "readers", "checks", "alternatives"]
_ONE = {"layouts": "layout", "forms": "form", "readers": "reader", "checks": "check", "alternatives": "alternative"}
_FAULTS = (Exception, SystemExit, GeneratorExit)
"""What a plugin's fault may raise. A user's interrupt is not a fault."""
_CLASSES: dict[Kind, type] = {"layouts": Layout, "forms": Form, "readers": Reader, "checks": Check, "alternatives": Alternative}


class PluginWarning(UserWarning):
    """A plugin cannot be used, or failed on a report; the message names its distribution and version."""


class PluginFailed(LayoutError):
    """A plugin cannot be used, raised an error or took too long: the parser goes on without it."""


class BuiltIn(NamedTuple):
    """What comes with gzparse: its name and where it is. Loaded on use, as an entry point is."""

    name: str
    module: str
    attribute: str

    def load(self) -> Any:
        """Return the object."""
        return getattr(importlib.import_module(self.module), self.attribute)

    @property
    def is_there(self) -> bool:
        """Whether its module is installed: gzparse runs without the forms and checks that come along."""
        try:
            return self.module in sys.modules or importlib.util.find_spec(self.module) is not None
        except ModuleNotFoundError:
            return False

    def is_of(self, value: object) -> bool:
        """Whether an object is the built-in one, whose module has been loaded then."""
        return value is getattr(sys.modules.get(self.module), self.attribute, None)


class Plugin:
    """A layout, form, reader, check or alternative that is in use, and where it comes from.

    distribution, version: what it was installed with; ``None`` where a program gave the object itself. trusted: it comes with
    gzparse, so its faults are not caught and its time is not limited. error: why it cannot be used.
    """

    def __init__(
        self,
        kind: Kind,
        name: str,
        distribution: str | None = None,
        version: str | None = None,
        *,
        entry: Any = None,
        given: Any = None,
        trusted: bool = False,
    ) -> None:
        """Keep where it is. It is loaded on first use."""
        self.kind: Kind = kind
        self.name = name
        self.distribution = distribution
        self.version = version
        self.trusted = trusted
        self.error: str | None = None
        self._entry = entry
        self._value = given
        self._built: Any = None
        self._lock = threading.RLock()
        self._warned = False

    def __str__(self) -> str:
        """Return its name as messages have it."""
        origin = f" of {self.distribution} {self.version}" if self.distribution is not None else ""
        return f"{_ONE[self.kind]} {self.name!r}{origin}"

    def value(self) -> Any:
        """Return the layout, form, reader or check, loaded on first use.

        Raises:
            PluginFailed: it cannot be used.
        """
        with self._lock:
            if self.error is None and self._value is None:
                limit = seconds()
                try:
                    loaded = self._entry.load() if self.trusted else within(limit, self._entry.load)
                    admit(self.kind, loaded, str(self))
                    if loaded.name != self.name:
                        raise LayoutError(f"{self}: the object itself is named {loaded.name!r}; give both one name")
                    self._value = loaded
                except LayoutError as error:
                    self.error = str(error)
                except TookTooLong:
                    self.error = f"{self} cannot be loaded: that did not end within {limit:g} seconds"
                except _FAULTS as error:
                    self.error = f"{self} cannot be loaded: {type(error).__name__}: {error}"
            if self.error is not None:
                raise PluginFailed(self.error)
            return self._value

    def built(self, build: Callable[[Any], T]) -> T:
        """Return what is built of it for use. It is built once."""
        if self._built is not None and self.error is None:
            ready: T = self._built
            return ready
        with self._lock:
            if self._built is None:
                self._built = build(self.value())
            built: T = self._built
            return built

    def run(self, step: Callable[..., T], *given: Any) -> T:
        """Run one of its functions within the time limit; without a limit if it is trusted.

        Raises:
            PluginFailed: it raised an error, took too long, or is no longer used.
        """
        if self.trusted:
            return step(*given)
        if self.error is not None:
            raise PluginFailed(self.error)
        limit = seconds()
        try:
            return within(limit, partial(step, *given))
        except TookTooLong:
            self.error = f"{self} did not end within {limit:g} seconds and is not used any more"
            raise PluginFailed(self.error) from None
        except GrammarError as error:
            self.error = f"{self}: {error}"
            raise PluginFailed(self.error) from error
        except _FAULTS as error:
            raise PluginFailed(f"{self} failed: {type(error).__name__}: {error}") from error

    def warn(self, error: PluginFailed) -> None:
        """Warn, the first time, that the parser goes on without it."""
        if not self._warned:
            self._warned = True
            warnings.warn(str(error), PluginWarning, stacklevel=4)


class Pool:
    """The plugins of one kind that a parser uses: those that it was given, or the built-in and the installed ones."""

    def __init__(self, kind: Kind, own: Sequence[BuiltIn], given: Sequence[Any] | None = None) -> None:
        """Use what comes with gzparse (``own``) and what is installed, or only what is ``given``.

        Raises:
            LayoutError: two have one name, or one may not be used.
        """
        self.kind: Kind = kind
        self._with_installed = given is None
        self._first: dict[str, Plugin] = {}
        for built_in in own if given is None else ():
            if built_in.is_there:
                about = "gzparse", __version__
                self._first[built_in.name] = Plugin(kind, built_in.name, *about, entry=built_in, trusted=True)
        for value in given or ():
            admit(kind, value, f"{_ONE[kind]} {getattr(value, 'name', value)!r}")
            if value.name in self._first:
                raise LayoutError(f"two {kind} are named {value.name!r}; give each a name of its own")
            trusted = any(built_in.is_of(value) for built_in in own)
            origin = ("gzparse", __version__) if trusted else (None, None)
            self._first[value.name] = Plugin(kind, value.name, *origin, given=value, trusted=trusted)

    def __iter__(self) -> Iterator[Plugin]:
        """Return the plugins in the order in which they are tried."""
        yield from self._first.values()
        if self._with_installed:
            yield from installed(self.kind, self._first)

    def own(self) -> tuple[Plugin, ...]:
        """Return those that come with gzparse."""
        return tuple(plugin for plugin in self._first.values() if plugin.trusted)

    def values(self) -> tuple[Any, ...]:
        """Return those that can be used."""
        found = []
        for plugin in self:
            try:
                found.append(plugin.value())
            except PluginFailed as error:
                plugin.warn(error)
        return tuple(found)

    def named(self, name: str) -> Plugin:
        """Return a plugin by its name.

        Raises:
            LayoutError: there is no such plugin, it cannot be used, or two have this name.
        """
        found = [plugin for plugin in self if plugin.name == name]
        if not found:
            known = ", ".join(plugin.name for plugin in self)
            raise LayoutError(f"no {_ONE[self.kind]} is named {name!r}; there are {known}")
        found[-1].value()
        return found[0]


def admit(kind: Kind, value: Any, name: str) -> None:
    """Check that an object may be used as a plugin.

    Raises:
        LayoutError: it is of another class, or was written for another version of the plugin interface.
    """
    wanted: Any = _CLASSES[kind]
    if not isinstance(value, wanted):
        raise LayoutError(f"{name} is no gzparse.{wanted.__name__} but {type(value).__qualname__}")
    if value.api not in APIS:
        raise LayoutError(
            f"{name} was written for version {value.api} of the plugin interface; this gzparse speaks versions "
            f"{' and '.join(map(str, APIS))}. "
            "Install versions of the two that go together."
        )
    if isinstance(value, Form) and (wrong := _wrong_in_form(value)):
        raise LayoutError(f"{name} {wrong}")


def _wrong_in_form(form: Form) -> str | None:
    """Return what is wrong with the fields of a form, if something is."""
    if not isinstance(form.labels, Labels):
        return f"has no gzparse.formkit.Labels as its labels but {form.labels!r}"
    for field in ("sections", "tables"):
        names: object = getattr(form, field)
        if not isinstance(names, tuple) or not all(isinstance(name, str) for name in names):
            return f"has no tuple as its {field} but {names!r}"
    if unknown := [name for name in form.tables if name not in form.sections]:
        return f"has tables that are not among its sections: {', '.join(unknown)}"
    if form.record is None and form.finish is None:
        return "brings no record: nothing makes what its pages are read into"
    if form.read_table is None:
        for name in form.tables:
            if name not in form.specs or form.specs[name].sort is None:
                return f"has a table {name!r} without a sort: nothing makes entries of its rows"
    return None


def are_off() -> bool:
    """Whether the environment turns off the plugins of other distributions (``GZPARSE_PLUGINS=off``)."""
    return os.environ.get("GZPARSE_PLUGINS", "").strip().lower() in ("off", "0", "no", "false")


def installed(kind: Kind, taken: Collection[str] = ()) -> tuple[Plugin, ...]:
    """Return the plugins of one kind that other distributions bring, by name. None is loaded yet.

    Two with the same name are both left out, and so is one whose name is ``taken`` by what comes with gzparse.
    """
    if are_off():
        return ()
    plugins = _found(kind)
    for plugin in plugins:
        others_of_that_name = [str(other) for other in plugins if other is not plugin and other.name == plugin.name]
        if plugin.name in taken:
            others_of_that_name.append(f"the {_ONE[kind]} {plugin.name!r} that comes with gzparse")
        if others_of_that_name and plugin.error is None:
            plugin.error = (
                f"{plugin} has the same name as {' and '.join(others_of_that_name)}; it is not used. Uninstall or rename one."
            )
    return plugins


def in_use() -> list[str]:
    """Return the distributions whose plugins may be used, each with its version, sorted."""
    if are_off():
        return []
    plugins = [plugin for kind in _CLASSES for plugin in installed(kind) if plugin.error is None]
    return sorted({f"{plugin.distribution} {plugin.version}" for plugin in plugins})


@cache
def _found(kind: Kind) -> tuple[Plugin, ...]:
    if not _some_installed():
        return ()
    from importlib.metadata import entry_points

    found = []
    for entry in entry_points(group=f"gzparse.{kind}"):
        about = entry.dist
        name, version = (about.name, about.version) if about is not None else ("an unknown distribution", "")
        found.append(Plugin(kind, entry.name, name, version, entry=entry))
    return tuple(sorted(found, key=lambda plugin: (plugin.name, plugin.distribution)))


@cache
def _some_installed() -> bool:
    """Whether some distribution may have a plugin. Reading its entry points is faster than importlib.metadata."""
    for path in sys.path:
        folder = path or os.curdir
        if os.path.isfile(folder):
            return True  # a ZIP archive: importlib.metadata knows how to look
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".dist-info", ".egg-info")):
                    with suppress(OSError), open(os.path.join(entry.path, "entry_points.txt"), "rb") as file:
                        if b"[gzparse." in file.read():
                            return True
    return False


def forget() -> None:
    """Search for plugins again at the next use: for tests, and for programs that install plugins while they run."""
    _found.cache_clear()
    _some_installed.cache_clear()
