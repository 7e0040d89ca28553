"""Limits: a function of a plugin → its result, or an error when its time is up."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

SECONDS = 10.0
"""How long a plugin may take for one section or one report, unless ``GZPARSE_PLUGIN_SECONDS`` says otherwise."""


class TookTooLong(BaseException):
    """Raised inside what took too long. It is not an ``Exception``, so that ``except Exception`` does not catch it."""


def seconds() -> float:
    """Return the limit in force."""
    try:
        return float(os.environ["GZPARSE_PLUGIN_SECONDS"])
    except (KeyError, ValueError):
        return SECONDS


def within(limit: float, run: Callable[[], T]) -> T:
    """Run a function for at most ``limit`` seconds.

    In the main thread, where the system has interval timers (not on Windows), whatever runs is stopped, including a search by
    a regular expression. Elsewhere Python code is stopped between two of its steps. A single endless step, such as a regular
    expression that never ends, is not stopped there.

    Raises:
        TookTooLong: the time is up.
    """
    import signal

    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        return _by_timer(limit, run)
    return _by_watchdog(limit, run)


def _by_timer(limit: float, run: Callable[[], T]) -> T:
    import signal
    import time

    def stop(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, stop)
    left, interval = signal.setitimer(signal.ITIMER_REAL, limit, 0.5)  # again and again, should it be caught
    started = time.monotonic()
    try:
        try:
            return run()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if before is None else before)
        if left:  # a timer of the program's own goes on
            signal.setitimer(signal.ITIMER_REAL, max(0.001, left - (time.monotonic() - started)), interval)


def _by_watchdog(limit: float, run: Callable[[], T]) -> T:
    import ctypes

    thread = ctypes.c_ulong(threading.get_ident())

    def stop() -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TookTooLong))

    lock, done = threading.Lock(), threading.Event()

    def watch() -> None:
        while not done.wait(limit if not fired else 0.5):
            with lock:
                if not done.is_set():
                    fired.append(True)
                    stop()

    fired: list[bool] = []
    threading.Thread(target=watch, daemon=True, name="gzparse plugin watchdog").start()
    try:
        return run()
    finally:
        with lock:
            done.set()
            if fired:
                # One may still be on its way. Python 3.11 forgets to take back its mark when an exception is called off, and
                # then a profiler waits for ever: so one more, which takes the place of any other, is let come and caught.
                try:
                    stop()
                    while True:
                        pass
                except TookTooLong:
                    pass
