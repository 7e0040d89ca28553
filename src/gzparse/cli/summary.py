"""What was printed in a run → what the command prints on standard error at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from gzparse.cli.printed import Printed

_SHOWN = 10
_WIDTH = 200


class Summary:
    """Files read, findings by severity, and files not read with the reason."""

    def __init__(self) -> None:
        """Start without files."""
        self.read = 0
        self._findings: Counter[str] = Counter()
        self._failed: list[tuple[str, str, str]] = []
        self._verdicts: Counter[str] = Counter()

    def add(self, name: str, printed: Printed) -> None:
        """Count a file that was read, with its findings, or that was not, with its error."""
        self.add_counts(name, printed.failed, printed.findings)

    def add_counts(
        self, name: str, failed: Sequence[str] | None, findings: Mapping[str, int], verdict: str | None = None
    ) -> None:
        """Count a file by what is known of it. verdict: how much of its report is given."""
        if verdict is not None:
            self._verdicts[verdict] += 1
        if failed is None:
            self.read += 1
            self._findings.update(findings)
            return
        kind, told = failed
        message = " ".join(told.removeprefix(f"{name}: ").split())
        shown = message if len(message) <= _WIDTH else f"{message[:_WIDTH]}…"
        self._failed.append((name, kind, shown))

    def holds(self, severity: str | None) -> bool:
        """Whether there are findings of a severity or of a graver one."""
        graver = {"error": ("error",), "warning": ("error", "warning"), "info": ("error", "warning", "info")}
        return severity is not None and any(self._findings[one] for one in graver[severity])

    @property
    def all_read(self) -> bool:
        """Whether every file gave a report."""
        return not self._failed

    def lines(self) -> Iterator[str]:
        """Return the lines to print; for a single file, only why it was not read."""
        total = self.read + len(self._failed)
        if total > 1:
            yield f"{self.read} of {total} files read{self._counted_findings()}"
        if self._verdicts:
            yield ", ".join(f"{verdict} {count}" for verdict, count in sorted(self._verdicts.items()))
        for name, kind, message in self._failed[:_SHOWN]:
            yield f"not read: {name}: {kind}: {message}"
        if rest := Counter(kind for _, kind, _ in self._failed[_SHOWN:]):
            kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(rest.items()))
            yield f"not read: {rest.total()} more: {kinds}"

    def _counted_findings(self) -> str:
        if not self.read:
            return ""
        words = [("error", "error", "errors"), ("warning", "warning", "warnings"), ("info", "info", "info")]
        counts = [(self._findings[severity], one, many) for severity, one, many in words]
        return f"; findings: {', '.join(f'{n} {one if n == 1 else many}' for n, one, many in counts if n) or 'none'}"
