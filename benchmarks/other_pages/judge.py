"""Reading a document with gzparse and judging every figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .build import document_of, head
from .facts import BLANK, SILENT, names, verdict
from .plan import Plan
from .subject import Finding, Reading, parse


@dataclass(frozen=True)
class Judged:
    """One figure of a document, judged."""

    path: str
    outcome: str
    matter: str
    due: str
    given: str
    codes: tuple[str, ...] = ()


def section_of(path: str) -> str:
    """The section to which a path belongs."""
    first = path.split(".")[0]
    return {"proactive_disclosure": "s2", "requests": "s3", "review_and_litigation": "s4"}.get(first, "doc")


def _named(findings: Sequence[Finding]) -> dict[str, list[str]]:
    refs: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.kind == "reading":
            for ref in finding.refs:
                if ref.path:
                    refs[ref.path].append(f"{finding.code}:{finding.severity}")
    return refs


def judge(plan: Plan) -> list[Judged]:
    """Every figure of the document of a plan, judged; and its title, organ and year."""
    text, truth = document_of(plan)
    try:
        reading = parse(text)
    except Exception as error:
        return [Judged("report", SILENT, "crash", "a reading", f"{type(error).__name__}: {error}")]
    refs = _named(reading.findings)
    warned = any(f.severity == "error" and f.kind == "reading" and not any(r.path for r in f.refs) for f in reading.findings)
    result: list[Judged] = []
    for path in sorted({*truth, *reading.figures}):
        fact = truth.get(path, BLANK)
        given = reading.figures.get(path)
        value = None if given is None or given.value is None else Decimal(str(given.value))
        unit = None if given is None else given.unit
        codes = names(path, refs)
        outcome, matter = verdict(fact, value, unit, _gravest(codes))
        if outcome == SILENT and warned:
            matter += " (page warned)"
        if path not in truth and section_of(path) not in plan.sections and value is None:
            continue
        due = str(fact.value) + ("" if fact.units is None else f" {'/'.join(sorted(str(u) for u in fact.units))}")
        if fact.contested:
            due = "one of " + " or ".join(map(str, sorted(fact.contested)))
        result.append(Judged(path, outcome, matter, due, f"{value}" + ("" if unit is None else f" {unit}"), tuple(codes)))
    return [*result, *_head(plan, reading)]


def _head(plan: Plan, reading: Reading) -> list[Judged]:
    about = head(plan)
    codes = {finding.code.split("-")[0] for finding in reading.findings}
    result = []
    for name, due, given in (
        ("year", str(about.year), reading.report.year),
        ("organ", about.organ, reading.report.organ),
        ("title", "".join(about.title.split()), reading.report.title and "".join(reading.report.title.split())),
    ):
        if given is not None and str(given) == due:
            outcome, matter = "right", "equal"
        elif given is None and name in codes:
            outcome, matter = "withheld", "withheld"
        else:
            outcome, matter = SILENT, "lost" if given is None else "wrong"
        result.append(Judged(f"report.{name}", outcome, matter, due, str(given)))
    return result


def _gravest(codes: list[str]) -> str:
    found = {code.split(":")[1] for code in codes}
    return next((severity for severity in ("error", "warning", "info") if severity in found), "")


Key = tuple[str, str]  # the section and the matter of a silent case


def silent(judged: list[Judged], outcome: str = SILENT) -> dict[Key, list[Judged]]:
    """The silent cases (or those of another outcome) by section and matter."""
    cases: dict[Key, list[Judged]] = defaultdict(list)
    for figure in judged:
        if figure.outcome == outcome:
            cases[section_of(figure.path), figure.matter].append(figure)
    return cases


def reduce(plan: Plan, key: Key) -> Plan:
    """The plan with as few variations and sections as still show the silent case."""
    changed = True
    while changed:
        changed = False
        smaller = [replace(plan, kinds=plan.kinds - {kind}) for kind in sorted(plan.kinds)]
        if len(plan.sections) > 1:
            smaller += [replace(plan, sections=plan.sections - {s}) for s in sorted(plan.sections)]
        if plan.spans != "own" and plan.layout in ("tabs", "bars", "bars_inner", "csv", "csv_quoted", "lines"):
            smaller.append(replace(plan, spans="own"))
        if plan.layout not in ("tabs",):
            smaller.append(replace(plan, layout="tabs", spans="own"))
        for less in smaller:
            if less != plan and key in silent(judge(less)):
                plan, changed = less, True
                break
    return plan
