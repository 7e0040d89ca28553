"""The statistics tables (政府信息公开情况统计表) of reports of 2008 to 2018, for gzparse."""

from gzparse.formkit import Form, register_codes
from gzparse.spec.hooks import Check
from gzparse_statistics.codes import CODES
from gzparse_statistics.form import SECTIONS, TABLE, ToBlocks, check_years, record
from gzparse_statistics.record import LABELS, Amount, Count, Statistics, StatisticsReport
from gzparse_statistics.sums import check

register_codes(*CODES)
FORM = Form(
    name="statistics",
    outline=("gzparse_statistics", "statistics_outline.lark"),
    unbroken=("gzparse_statistics", "statistics_outline_unbroken.lark"),
    grammar=("gzparse_statistics", "statistics.lark"),
    sections=SECTIONS,
    tables=(TABLE,),
    labels=LABELS,
    transformer=ToBlocks,
    record=record,
    remarks=check_years,
    table_words=r"指标名称|统计指标|计量单位|历年累计|本期实际",
    reads="reports of 2008 to 2018 with a 政府信息公开情况统计表",
)
SUMS = Check(name="statistics_sums", check=check, form="statistics", reads="totals of applications, replies and outcomes")

__all__ = ["FORM", "SUMS", "Amount", "Count", "Statistics", "StatisticsReport"]
