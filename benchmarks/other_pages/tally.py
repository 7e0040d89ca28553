"""Counting what came of the documents, and printing it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from .facts import FLAGGED, NOTED, OPEN, RIGHT, SILENT, WITHHELD
from .grid import FRAMES
from .judge import Judged, Key, reduce, section_of, silent
from .plan import Plan

OUTCOMES = (RIGHT, OPEN, WITHHELD, FLAGGED, NOTED, SILENT)
UNREAD = FRAMES | {"csv", "csv_quoted"}  # layouts whose own needless withholding would drown a kind's


def scope(kind: str) -> str:
    """The section that a kind of variation concerns, or nothing for the whole document."""
    first = kind.split(".")[0]
    return first if first in ("s2", "s3", "s4") else ""


@dataclass
class Case:
    """Figures of one document that share a section and a matter."""

    plan: Plan
    key: Key
    figures: list[Judged]

    def line(self) -> str:
        """The case in a line."""
        first = self.figures[0]
        about = f"{self.plan.layout}/{self.plan.spans}/{self.plan.edition}"
        codes = f" [{', '.join(sorted(set(first.codes)))}]" if first.codes else ""
        what = f"{self.key[0]} {self.key[1]} ×{len(self.figures)}"
        return f"  seed {self.plan.seed} {about} {what}: {first.path} due {first.due}, given {first.given}{codes}"


@dataclass
class Tally:
    """The counts over many documents."""

    shrink: bool = True
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    alone: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reasons: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    examples: dict[str, int] = field(default_factory=dict)
    documents: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    cases: dict[str, list[Case]] = field(default_factory=lambda: defaultdict(list))
    flagged: dict[str, list[Case]] = field(default_factory=lambda: defaultdict(list))
    noted: dict[str, list[Case]] = field(default_factory=lambda: defaultdict(list))

    def add(self, plan: Plan, judged: list[Judged]) -> None:
        """Count one document."""
        self.totals.update(figure.outcome for figure in judged)
        for kind in plan.names if plan.kinds else [*plan.names, "none"]:
            mine = [f for f in judged if not scope(kind) or section_of(f.path) == scope(kind)]
            self.counts[kind].update(figure.outcome for figure in mine)
            self.documents[kind] += 1
            self.hit[kind] += any(figure.outcome == SILENT for figure in mine)
        for kind in self._alone(plan):
            mine = [f for f in judged if not scope(kind) or section_of(f.path) == scope(kind)]
            self.alone[kind].update(figure.outcome for figure in mine)
            needless = [figure for figure in mine if figure.outcome == WITHHELD]
            self.reasons[kind].update(code for figure in needless for code in set(figure.codes))
            if needless:
                self.examples.setdefault(kind, plan.seed)
        for key, figures in silent(judged).items():
            small = reduce(plan, key) if self.shrink else plan
            group = " + ".join(sorted(small.kinds)) or "no variation"
            place = "" if small.layout == "tabs" else f" [{small.layout}/{small.spans}]"
            if small.layout == "tabs" and small.spans != "own":
                place = f" [{small.spans}]"
            self.cases[f"{key[0]} {key[1]}: {group}{place}"].append(Case(plan, key, figures))
        for outcome, groups in ((NOTED, self.noted), (FLAGGED, self.flagged)):
            for key, figures in silent(judged, outcome).items():
                kinds = " + ".join(sorted(k for k in plan.kinds if scope(k) in ("", key[0]))) or "no variation"
                groups[f"{key[0]} {key[1]}: {kinds}"].append(Case(plan, key, figures))

    @staticmethod
    def _alone(plan: Plan) -> list[str]:
        """The kinds that stand alone in their section, so that what is withheld there is theirs."""
        result = []
        if not plan.kinds:
            result = [f"layout.{plan.layout}/{plan.spans}"]
        if plan.layout in UNREAD or plan.spans.startswith("repeat"):
            return result
        if len(plan.kinds) == 1:
            return [*result, *plan.kinds]
        wide = {kind for kind in plan.kinds if not scope(kind)}
        return [
            kind for kind in plan.kinds if scope(kind) and not wide and sum(scope(k) == scope(kind) for k in plan.kinds) == 1
        ]

    def shares(self) -> list[str]:
        """The table of shares, the worst kinds first."""
        lines = [f"{'kind':28} {'docs':>5} {'silent docs':>11} {'figures':>8} " + " ".join(f"{o:>9}" for o in OUTCOMES)]
        for kind in sorted(self.counts, key=lambda k: (-self.hit[k] / self.documents[k], k)):
            total = sum(self.counts[kind].values())
            shares = " ".join(f"{self.counts[kind][o] / total:9.2%}" for o in OUTCOMES)
            lines.append(f"{kind:28} {self.documents[kind]:5} {self.hit[kind]:11} {total:8} {shares}")
        return lines

    def needless(self) -> list[str]:
        """What is withheld though the page shows it, where one kind alone can be the cause."""
        lines = [f"{'kind':28} {'figures':>8} {'withheld':>9}  findings (an example's seed)"]

        def share(kind: str) -> float:
            return self.alone[kind][WITHHELD] / max(1, sum(self.alone[kind].values()))

        for kind in sorted(self.alone, key=lambda k: (-share(k), k)):
            if self.alone[kind][WITHHELD]:
                codes = ", ".join(f"{code} {n}" for code, n in self.reasons[kind].most_common(3))
                lines.append(
                    f"{kind:28} {sum(self.alone[kind].values()):8} {share(kind):9.1%}  {codes} ({self.examples[kind]})"
                )
        return lines

    def print_out(self) -> list[str]:
        """All of it."""
        lines = ["figures: " + ", ".join(f"{o} {self.totals[o]}" for o in OUTCOMES), ""]
        lines += ["# Shares by kind (of the figures in the kind's section)", *self.shares()]
        lines += ["", "# Needlessly withheld, where one kind alone can be the cause", *self.needless()]
        for title, groups in (
            ("Silent cases", self.cases),
            ("Wrong, and named by an info only", self.noted),
            ("Wrong but named by a warning or an error", self.flagged),
        ):
            lines += ["", f"# {title}"]
            for group in sorted(groups, key=lambda g: (-len(groups[g]), g)):
                lines += [f"\n## {group}: {len(groups[group])} documents", *(case.line() for case in groups[group])]
        return lines
