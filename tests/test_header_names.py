"""The names in a header against the form's: what order they are in, and what is made of lost, doubled and foreign ones."""

from __future__ import annotations

import re

import pytest
from test_unmarked import header

from gzparse.annual_report.specification import SPECIFICATION
from gzparse.form.form_row import FormRow
from gzparse.form.header_cells import names_in
from gzparse.form.header_names import _compared, _stands_in, is_reordered
from gzparse.model.grid import Row
from gzparse.model.source import Source

REQUESTS = ["自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]


def whole(names: str, kind: str = "ROW") -> FormRow:
    """Make a header row of names with spaces between them."""
    places = [match.span() for match in re.finditer(r"\S+", names)]
    row = Row.of(Source(None, names, names), places, kind)
    return FormRow("APPLICANTS_REORDERED", row, 0, len(places), [])


@pytest.mark.parametrize(
    ("line", "reordered"),
    [
        ("自然人总计", False),  # one may be left out
        ("商业企业社会公益组织", False),
        ("商业企业法律服务机构", True),
        ("科研机构商业企业", True),
        ("总计自然人法人或其他组织商业企业", False),
        ("其他总计", False),
        ("其他自然人", True),
    ],
)
def test_the_names_on_a_line_stand_in_an_order_of_the_forms_in_which_one_may_be_left_out(line: str, reordered: bool) -> None:
    assert is_reordered(whole(line, "LINE"), SPECIFICATION.applicant_names) is reordered
    assert any(_stands_in(_split(line), order) for order in SPECIFICATION.applicant_names.orders) is not reordered


def _split(line: str) -> list[str]:
    return re.findall("|".join(sorted(REQUESTS, key=len, reverse=True)), line)


def test_a_header_printed_twice_is_in_order_if_both_copies_are() -> None:
    names = " ".join(REQUESTS)
    other = " ".join(["自然人", "总计", "法人或其他组织", *REQUESTS[3:]])
    assert not is_reordered(whole(f"{names} {names}"), SPECIFICATION.applicant_names)
    assert is_reordered(whole(f"{names} {other}"), SPECIFICATION.applicant_names)
    assert is_reordered(whole(f"{other} {other}"), SPECIFICATION.applicant_names)
    assert is_reordered(whole(other), SPECIFICATION.applicant_names)


def test_a_header_in_pieces_is_examined_line_by_line() -> None:
    assert not is_reordered(header("OUTCOMES_BROKEN", "结果 结果\n\n  \n维持 纠正"), SPECIFICATION.outcome_names)
    assert is_reordered(header("OUTCOMES_BROKEN", "结果 结果\n纠正 维持"), SPECIFICATION.outcome_names)
    assert not is_reordered(header("OUTCOMES", "结果纠正 结果维持"), SPECIFICATION.outcome_names)


def test_what_is_lost_and_what_stands_for_it() -> None:
    assert _compared(REQUESTS, SPECIFICATION.applicant_names) is None
    assert _compared(["申请人情况", *REQUESTS], SPECIFICATION.applicant_names) is None
    assert _compared([], SPECIFICATION.applicant_names) is None
    assert _compared(["自然人", "甲", "乙", "丙"], SPECIFICATION.applicant_names) is None  # too few to be a header
    lost = _compared(["自然人", "总计", *REQUESTS[3:-1]], SPECIFICATION.applicant_names)
    assert lost is not None
    assert lost.lost() == ["其他"]  # not 法人或其他组织: it has no column of its own
    assert not list(lost.renamed())
    renamed = _compared([*REQUESTS[:3], "外商企业", *REQUESTS[4:]], SPECIFICATION.applicant_names)
    assert renamed is not None
    assert [(wanted[0], others) for wanted, others in renamed.renamed()] == [("商业企业", ["外商企业"])]
    assert renamed.foreign() == ["外商企业"]
    assert renamed.lost() == []
    assert renamed.columns_of(["自然人", "总计"]) == {"natural_person", "total"}
    pieces = _compared([*REQUESTS[:3], "商业", "企业", *REQUESTS[4:]], SPECIFICATION.applicant_names)
    assert pieces is not None
    assert not list(pieces.renamed())


def test_a_duplicated_name_stands_for_a_lost_one_only_if_adjacent() -> None:
    doubled = _compared(
        ["自然人", "自然人", "法人或其他组织", "总计", *REQUESTS[3:4], *REQUESTS[5:]], SPECIFICATION.applicant_names
    )
    assert doubled is not None
    assert doubled.duplicated_name() is None
    further = _compared([*REQUESTS[:4], "社会公益组织", "法律服务机构", "法律服务机构", "其他"], SPECIFICATION.applicant_names)
    assert further is not None
    assert further.duplicated_name() is None
    adjacent = _compared([*REQUESTS[:3], "商业企业", "商业企业", *REQUESTS[5:]], SPECIFICATION.applicant_names)
    assert adjacent is not None
    doubt = adjacent.duplicated_name()
    assert doubt is not None
    assert doubt.columns == {"business", "research_institution"}
    assert (doubt.reason, doubt.name) == ("header-duplicated-name", "商业企业")


@pytest.mark.parametrize(
    ("names", "extra"),
    [
        (["甲", *REQUESTS], None),  # a caption
        ([*REQUESTS, "备注"], None),
        ([*REQUESTS[:2], "甲", *REQUESTS[2:]], "甲"),
        ([*REQUESTS[:2], *REQUESTS[3:], "甲"], "甲"),  # one is lost besides
        (["申请人情况", "甲", *REQUESTS], "甲"),
        (["行政社会公益组织", *REQUESTS[:5], *REQUESTS[6:]], "行政社会公益组织"),
        (["自然人等", *REQUESTS[1:]], None),
    ],
)
def test_a_foreign_name_is_an_extra_column_where_no_caption_and_no_notes_stand(names: list[str], extra: str | None) -> None:
    compared = _compared(names, SPECIFICATION.applicant_names)
    doubt = compared.extra_column() if compared is not None else None
    assert (doubt is None) is (extra is None)
    if doubt is not None:
        assert extra is not None
        assert (doubt.reason, doubt.name) == ("header-extra-name", extra)
        assert len(doubt.columns) == 7


def test_the_names_in_a_headers_cells() -> None:
    """The title over them comes first, captions before it are left out; a name may be broken over cells, or run together."""
    assert names_in(("甲", "申请人情况", "自然人", "2", "乙"), SPECIFICATION.applicant_names) == ("申请人情况", "自然人", "乙")
    assert names_in(("商业", "企业", "科研", "机构", "社会", "公益", "组织"), SPECIFICATION.applicant_names) == (
        "商业企业",
        "科研机构",
        "社会公益组织",
    )
    assert names_in(("自然人法人或其他组织合计",), SPECIFICATION.applicant_names) == ("自然人", "法人或其他组织", "总计")
    assert names_in(("甲方自然人法人或其他组织",), SPECIFICATION.applicant_names) == ("甲方", "自然人", "法人或其他组织")
    assert names_in(("外国自然人", "甲" * 13), SPECIFICATION.applicant_names) == ("外国自然人",)
