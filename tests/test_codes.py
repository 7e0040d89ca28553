"""The registry of codes: every code has a page that fires it, says the same in two languages, and is documented."""

from __future__ import annotations

import copy
import pathlib
import pickle
import re
import string
from typing import Any

import attrs
import pytest
import website_form
from conftest import ROOT
from documents import ROWS, TITLE, TWO, made, paragraph, parsed, table

import gzparse
from gzparse.cli.command import main
from gzparse.cli.language import system_language
from gzparse.model import codes
from gzparse.model.codes import LANGUAGES, Code, Reason, Template
from gzparse.model.codes_file import FILE_CODES
from gzparse.model.document import Note
from gzparse.output.contract import record, schema
from gzparse.output.findings_page import findings_page
from gzparse.output.text import as_text

TABS = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")
HEAD = "某县2023年政府信息公开工作年度报告\n一、总体情况\n全年平稳。\n"


def changed(*pairs: tuple[str, str]) -> str:
    """Return the example page with some of its text replaced."""
    page = TABS
    for old, new in pairs:
        assert old in page, old
        page = page.replace(old, new, 1)
    return page


def without_section(number: str, following: str) -> str:
    return TABS[: TABS.index(f"\n{number}、") + 1] + TABS[TABS.index(f"\n{following}、") + 1 :]


def without_header(section: str, first: str) -> str:
    """Return the example page without the header of a section, whose first row begins with some words."""
    start = TABS.index("\n", TABS.index(section)) + 1
    return TABS[:start] + TABS[TABS.index(first, start) :]


CONCATENATED = (
    HEAD
    + "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量640020470二、上年结转政府信息公开申请数量0000000\n"
    + "（七）总计630020469四、结转下年度继续办理1000001\n五、存在的主要问题及改进情况\n"
)
PAGES: dict[str, str] = {
    "table-missing": without_section("四", "五"),
    "free-form": HEAD + "二、主动公开政府信息情况\n全年主动公开信息十条。\n三、收到和处理政府信息公开申请情况\n未收到申请。\n",
    "text-unread": changed(("行政强制\t0", "甲\n行政强制\t0")),
    "section-missing": TABS[: TABS.index("\n六、")],
    "columns-of-its-own": changed(("商业企业\t科研机构", "科研机构\t商业企业")),
    "unit-unknown": changed(("（单位：万元）", "（单位：方元）")),
    "figures-of-another": changed(("二、主动公开政府信息情况\n", "二、主动公开政府信息情况\n上年度数据如下：\n")),
    "note-corrects": changed(("行政强制\t0\t\t\n", "行政强制\t0\t\t\n更正：行政强制应为7件。\n")),
    "note-on-table": changed(("行政强制\t0\t\t\n", "行政强制\t0\t\t\n注：本表沿用原有口径。\n")),
    "remark": changed(("行政强制\t0\t\t\n", "行政强制\t0\t\t（含乡镇）\n")),
    "note-limits": changed(("行政强制\t0\t\t\n", "行政强制\t0\t\t\n注：以上数量不含垂管部门\n")),
    "second-report": TABS + TABS.replace("行政许可\t0", "行政许可\t5"),
    "heading-slip": changed(("三、收到和处理", "三、收和处理")),
    "title-unknown": TABS[TABS.index("一、总体情况") :],
    "organ-inferred": "发布机构：云水县民政局\n" + TABS.replace("瀍河回族区人民政府办公室2023年", "2023年"),
    "date-unknown": TABS.rstrip() + "\n瀍河回族区人民政府办公室\n2024年1月\n",
    "year-unknown": TABS.replace("2023年", "本年"),
    "year-inferred": TABS.replace("办公室2023年", "办公室"),
    "edition-unknown": HEAD
    + "二、主动公开政府信息情况\n规章；3\n"
    + "三、收到和处理政府信息公开申请情况\n（七）总计；3\n"
    + "四、政府信息公开行政复议、行政诉讼情况\n结果维持；3\n",
    "edition-mixed": changed(
        ("信息内容\t本年制发件数\t本年废止件数\t现行有效件数", "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量")
    ),
    "row-missing": changed(("行政强制\t0\t\t\n", "")),
    "row-incomplete": changed(("行政强制\t0\t\t\n", "行政强制\n")),
    "row-ambiguous": changed(("22\t0\t0\t0\t0\t0\t22", "22\t\t0\t0\t0\t0\t\t")),
    "row-conflict": changed(("行政强制\t0\t\t\n", "行政强制\t0\t\t\n行政强制\t5\t\t\n")),
    "row-repeated": changed(("行政强制\t0\t\t\n", "行政强制\t0\t\t\n行政强制\t0\t\t\n")),
    "figures-parted": CONCATENATED,
    "number-unreadable": changed(("行政许可\t0", "行政许可\t约3")),
    "row-unknown": changed(("行政强制\t0\t\t\n", "行政强制\t0\t\t\n行政检查\t4\t\t\n")),
    "row-order": changed(
        ("行政处罚\t0\t\t\n行政强制\t0\t\t\n", "行政强制\t0\t\t\n行政处罚\t0\t\t\n"),
    ),
    "columns-unknown": changed(("本年制发件数\t本年废止件数", "本年发布\t本年失效")),
    "columns-by-order": without_header("三、收到", "一、本年新收"),
    "label-slip": changed(("行政规范性文件", "行政规范文件")),
    "label-note": changed(("行政事业性收费\t", "行政事业性收费（见附表）\t")),
    "unit-differs": changed(("行政事业性收费\t0", "行政事业性收费\t5元")),
    "identity-balance": changed(("继续办理\t\t7\t0\t0\t0\t0\t0\t7", "继续办理\t\t8\t0\t0\t0\t0\t0\t8")),
    "identity-results": changed(("\t22\t0\t0\t0\t0\t0\t22", "\t21\t0\t0\t0\t0\t0\t21")),
    "identity-row-total": changed(("\t22\t0\t0\t0\t0\t0\t22", "\t22\t0\t0\t0\t0\t0\t23")),
    "identity-outcomes": changed(("\n0\t0\t0\t0\t0\t0", "\n1\t0\t0\t0\t0\t0")),
}


def figures_above_their_labels() -> str:
    """Return a page without marks, on which the figures of long labels stand above these."""
    lines: list[str] = []
    for line in TABS[TABS.index("\n三、收") + 1 : TABS.index("\n四、政")].replace("\t", " ").splitlines():
        found = re.fullmatch(r"(.*?)((?: +\d+){7}) *", line)
        label = "" if found is None else " ".join(found[1].split())
        above = found is not None and label.startswith(("一、", "二、"))
        lines += [found[2].strip(), label] if found is not None and above else [line]
    return HEAD + "\n".join(lines) + "\n五、存在的主要问题及改进情况\n"


def in_lines() -> str:
    """Return the example page with a cell a line, and a page number behind a row of section three."""
    page = re.sub(r"\n{2,}", "\n", TABS.replace("\t", "\n"))
    at = page.index("（二）部分公开" if "（二）部分公开" in page else "(二) 部分公开")
    return page[:at] + "4\n" + page[at:]


PAGES |= {
    "row-by-order": figures_above_their_labels(),
    "page-number": in_lines(),
    "layout-unknown": TABS.replace("\t", "；"),
}
ALL = codes.built_in_codes()


def broken_check(monkeypatch: pytest.MonkeyPatch) -> gzparse.Reading[gzparse.Report]:
    """Read the example page with a check that raises an error."""
    from gzparse.plugins.host import Pool

    def fails(reading: gzparse.Reading[Any]) -> tuple[gzparse.Finding, ...]:
        raise RuntimeError("broken")

    parser = gzparse.Parser()
    monkeypatch.setattr(parser, "_checks", Pool("checks", (), [gzparse.Check("broken", fails)]))
    with pytest.warns(gzparse.PluginWarning):
        return parser.parse(TABS)


@pytest.mark.parametrize("code", ALL, ids=lambda code: code.name)
def test_every_code_has_a_page(code: Code, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its kind and severity are those of the registry, and both languages name the same figures and the same place."""
    if code.name == "plugin-failed":
        reading = broken_check(monkeypatch)
    elif code.name == "year-differs":
        reading = gzparse.parse(TABS, year=2020)
    elif code.name == "organ-unknown":
        reading = gzparse.Parser(forms=[website_form.FORM]).parse(
            website_form.page("tabs", title="政府网站工作年度报表（2023年度）")
        )
    elif code in FILE_CODES:
        note = "no-such-note" if code.name == "file-note" else code.reasons[0].name
        reading = parsed(made(paragraph(TITLE), paragraph(TWO), table(ROWS), notes=(Note(note, "某处", within=2),)))
    else:
        reading = gzparse.parse(PAGES[code.name])
    found = [finding for finding in reading.findings if finding.code == code.name]
    assert found
    for finding in found:
        assert finding.kind == code.kind
        assert finding.severity in {code.severity, *(reason.severity for reason in code.reasons)}
        english, chinese = finding.text("en"), finding.text("zh")
        assert finding.message == english
        assert re.search("[\u4e00-\u9fff]", chinese)
        assert chinese.endswith("。")
        assert english.endswith(".")
        spans = [ref.span for ref in finding.refs if ref.span is not None]
        if spans:
            assert f"line {spans[0].line}, column {spans[0].column}: “" in english
            assert f"第 {spans[0].line} 行第 {spans[0].column} 列“" in chinese
        assert finding.action("en")
        assert finding.action("zh")


FIELDS: dict[str, Any] = {
    **dict.fromkeys(
        (
            "text",
            "name",
            "names",
            "note",
            "why",
            "ways",
            "dashes",
            "picture",
            "layout",
            "other",
            "year",
            "one",
            "printed",
            "organ",
            "date",
        ),
        "甲",
    ),
    **dict.fromkeys(("figures", "columns", "cells"), 5),
}


@pytest.mark.parametrize("reason", [reason for code in ALL for reason in code.reasons], ids=lambda reason: reason.name)
def test_every_reason_says_the_same_in_both_languages(reason: Reason) -> None:
    """The same fields, and fields that findings have; no full stop at the end, which is put there."""
    template = codes.find(reason.name)
    for english, chinese in (reason.says, template.action):
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (english, chinese)]
        assert fields[0] - {"at"} == fields[1] - {"at"}
        assert re.search("[\u4e00-\u9fff]", chinese)
    assert not reason.says[0].endswith(".")
    assert not reason.says[1].endswith("。")
    assert template.action[0].endswith(".")
    assert template.action[1].endswith("。")
    paths = ("requests.new.total", "requests.new.other")
    refs = [gzparse.Ref(path, None, None) for path in paths]
    made = gzparse.Finding.of(reason.name, *refs, labels=gzparse.parse(TABS).labels, expected=1, actual=2, **FIELDS)
    for language in LANGUAGES:
        assert "{" not in made.text(language)
        assert "[requests.new.total]" in made.text(language) or reason.names == 0


def test_the_stages_use_registered_reasons_and_all_of_them() -> None:
    """No message is written where a finding is made: each is one of the registry, and none of these is left over."""
    sources = [p.read_text("utf-8") for p in (ROOT / "src" / "gzparse").rglob("*.py") if not p.name.startswith("codes")]
    named = {word for source in sources for word in re.findall(r'"([a-z]+(?:-[a-z]+)*)"', source)}
    named |= {"column-word"} | {
        f"{whose}-{what}" for whose in ("label", "header") for what in ("slip", "word", "note", "note-open", "marks")
    }
    reasons = {reason.name for code in ALL for reason in code.reasons}
    assert reasons <= named
    for source in sources:
        for added in re.findall(r'(?:findings\.add(?:_places)?|Finding\.of)\(\s*"([^"]+)"', source):
            assert added in reasons


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_documentation_is_that_of_the_registry(language: Any) -> None:
    """If this fails: ``python -m gzparse.output.findings_page docs``."""
    page = (ROOT / "docs" / language / "findings.md").read_text("utf-8")
    assert page == findings_page(language)


def test_a_finding_is_plain_data() -> None:
    """It can be pickled, compared and written as JSON, and its extra attributes do not appear there."""
    reading = gzparse.parse(PAGES["number-unreadable"])
    (finding,) = reading.findings
    keys = ["code", "kind", "severity", "message", "refs", "expected", "actual"]
    assert list(gzparse.unstructure(finding)) == keys
    assert list(record(reading, version=1)["findings"][0]) == keys
    assert list(record(reading)["findings"][0]) == [*keys, "fingerprint"]
    assert list(schema(reading.labels, version=1)["$defs"]["Finding"]["properties"]) == keys
    assert list(schema(reading.labels)["$defs"]["Finding"]["properties"]) == [*keys, "fingerprint"]
    for other in (pickle.loads(pickle.dumps(finding)), copy.deepcopy(finding), attrs.evolve(finding)):
        assert other == finding
        assert hash(other) == hash(finding)
        assert other.text("zh") == finding.text("zh")
        assert other.fingerprint == finding.fingerprint
    back = gzparse.structure(gzparse.unstructure(finding), gzparse.Finding)
    assert back == finding
    assert back.action("zh") == finding.action("zh")
    assert repr(finding).startswith(
        "<Finding error number-unreadable at proactive_disclosure.licensing.decisions, line 27: 行政许可"
    )
    with pytest.raises(ValueError, match="'en' and 'zh'"):
        finding.text("fr")  # type: ignore[arg-type]


def test_a_message_of_a_plugins_own_is_given_in_both_languages() -> None:
    finding = gzparse.Finding("their-code", "report", "info", "its words", (gzparse.Ref("requests.new"),))
    assert (finding.message, finding.text("zh"), finding.action("zh")) == ("its words", "its words", "")
    assert finding.fingerprint != gzparse.Finding("their-code", "report", "info", "other words", finding.refs).fingerprint


def test_a_fingerprint_survives_another_place_and_another_file(tmp_path: pathlib.Path) -> None:
    page = PAGES["number-unreadable"]
    moved = page.replace("二、主动公开", "\n\n二、主动公开", 1)
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text(page, "utf-8")
    second.write_text(moved, "utf-8")
    (one,), (other,) = gzparse.parse_file(first).findings, gzparse.parse_file(second).findings
    assert one.refs != other.refs
    assert one.fingerprint == other.fingerprint
    assert re.fullmatch("[0-9a-f]{12}", one.fingerprint)
    (changed_cell,) = gzparse.parse(page.replace("约3", "约4")).findings
    assert changed_cell.fingerprint != one.fingerprint
    unread = gzparse.parse(changed(("行政许可\t0", "未知文字\n行政许可\t0\n别的文字"))).findings
    assert len({finding.fingerprint for finding in unread}) == len(unread) > 1


def test_a_plugin_registers_codes_and_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "_codes", dict(codes._codes))
    monkeypatch.setattr(codes, "_templates", dict(codes._templates))
    own = Reason("own-reason", ("{first} is {actual}", "{first}为 {actual}"), names=0)
    texts: dict[str, Any] = {"given": ("seldom", "很少"), "action": ("Nothing.", "无需处理。")}
    own_code = Code("own-code", "report", "info", **texts, reasons=[own])
    codes.register(own_code)
    codes.register(own_code)  # as where a module is loaded twice
    further = Reason("own-withheld", ("withheld: so", "未采用"))
    codes.register(Code("row-ambiguous", "reading", "error", **texts, reasons=[further]))
    grown = codes.code_named("row-ambiguous")
    assert grown is not None
    assert "own-withheld" in [reason.name for reason in grown.reasons]
    finding = gzparse.Finding.of("own-reason", gzparse.Ref("a.b"), actual=3)
    assert (finding.code, finding.kind, finding.severity) == ("own-code", "report", "info")
    assert (finding.message, finding.text("zh")) == ("[a.b] is 3. Nothing.", "[a.b]为 3。无需处理。")
    pickled = pickle.dumps(finding)
    monkeypatch.undo()
    assert pickle.loads(pickled).text("zh") == finding.text("zh")
    with pytest.raises(LookupError, match="no finding is registered"):
        gzparse.Finding.of("own-reason")
    for wrong, said in (
        (Code("row-missing", "report", "error", **texts, reasons=[]), "is of kind"),
        (Code("own-code", "report", "info", **texts, reasons=[Reason("no-header", ("other", "别的"))]), "is taken"),
    ):
        with pytest.raises(ValueError, match=said):
            codes.register(wrong)


def test_the_former_way_of_adding_findings_is_read() -> None:
    from gzparse.model.findings import Findings

    reading = gzparse.parse(TABS)
    findings = Findings(reading.source, reading.labels)
    with pytest.warns(DeprecationWarning, match="register the code"):
        findings.add("own", "info", "{what}: so", "requests.new", at=(0, 4), kind="report")
    (finding,) = findings.found
    assert (finding.code, finding.kind, finding.severity) == ("own", "report", "info")
    assert finding.message == "一、本年新收政府信息公开申请数量 [requests.new]: so (line 1, column 1: “瀍河回族”)"


def test_text_and_explanations_are_in_the_language_asked_for() -> None:
    reading = gzparse.parse(PAGES["number-unreadable"])
    path = "proactive_disclosure.licensing.decisions"
    assert "不是该列应有的数字" in as_text(reading, "zh")
    assert "not a number" in as_text(reading)
    assert "无数值：无法辨认" in reading.explain(path, "zh")
    assert "错误 number-unreadable：" in reading.explain(path, "zh")
    assert "数值：51（原文“51”）" in reading.explain("requests.new.total", "zh")
    assert reading.explain(path) == reading.explain(path, "en")


def test_the_command_takes_a_language(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGES["number-unreadable"], "utf-8")
    path = "proactive_disclosure.licensing.decisions"
    for arguments in (["parse", "--format", "text", str(page)], ["explain", str(page), path]):
        for language, said in (("zh", "所印内容不是该列应有的数字"), ("en", "what is printed is not a number")):
            assert main([*arguments, "--lang", language]) == 0
            assert said in capsys.readouterr().out
    assert main(["parse", "--lang", "zh", str(page)]) == 0
    assert "what is printed is not a number" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "zh_HK"}, "zh"),
    ],
)
def test_the_language_is_the_systems(environment: dict[str, str], language: str) -> None:
    assert system_language(environment) == language


def test_a_template_has_all_that_its_code_says() -> None:
    template = codes.find("annex")
    assert (template.code, template.severity, codes.find("text-unread").severity) == ("text-unread", "error", "warning")
    assert isinstance(template, Template)
    assert repr(template) == "Template(annex)"
