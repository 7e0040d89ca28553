"""Names of organs: whether a text is one, whether two are those of one organ, and whose it can be."""

from __future__ import annotations

import re

from gzparse.finish.front_lines import folded, front_pattern


def compact(text: str) -> str:
    """Return a name in plain letters, without spaces."""
    return "".join(folded(text).split())


def is_organ(text: str) -> bool:
    """Whether a text reads like the name of a public body and nothing else, and holds one name, not two."""
    name = compact(text)
    return front_pattern("NAME").fullmatch(name) is not None and not names_two(name)


def names_two(name: str) -> bool:
    """Whether a name's place is named again in it: 云水县人民政府云水县民政局."""
    return len(name) > 6 and name.find(name[:3], 3) > 0


def names_several(printed: str) -> bool:
    """Whether a printed text joins the names of several organs: 云水县民政局、云水县财政局."""
    text = " ".join(folded(printed).split())
    return front_pattern("SEVERAL_NAMES").fullmatch(text) is not None


def are_peers(above: str, name: str) -> bool:
    """Whether two names on lines of their own are those of two organs of one rank: 云水县民政局, 云水县财政局.

    The name of a site, 云水县人民政府, may stand above that of an organ.
    """
    return above[-1:] == name[-1:] and names_several(f"{above}、{name}") and not same_organ(above, name)


def same_organ(one: str, other: str) -> bool:
    """Whether two names can be those of one organ: shorter or longer, or that of its office."""
    if one == other:
        return True
    shorter, longer = sorted((_shortened(compact(one)), _shortened(compact(other))), key=len)
    if shorter == longer or (longer.endswith(shorter) and len(shorter) > 2):
        return True
    at = longer.find(shorter)
    if at == 0 or (at > 0 and longer[at - 1] in "县市区旗省州盟府"):
        return front_pattern("OFFICE").fullmatch(longer[at + len(shorter) :]) is not None
    alike = len(shorter) > 3 and longer[0] == shorter[0] and longer[-1] == shorter[-1] and len(longer) - len(shorter) < 7
    return alike and _is_shortened(shorter, longer)


def is_other_organ(organ: str | None, name: str) -> bool:
    """Whether a text is the name of an organ, and of another one than the report's, where that is known."""
    return organ is not None and is_organ(name) and not same_organ(organ, name)


def _is_shortened(shorter: str, longer: str) -> bool:
    """Whether a name has the letters of a longer one, in their order, and leaves out no place of its own: 青石镇."""
    at = 0
    for letter in shorter:
        found = longer.find(letter, at)
        left_out = longer[at:found]
        if found < 0 or (len(left_out) > 1 and re.search("[县市区旗州镇乡村道]", left_out)):
            return False
        at = found + 1
    return True


def _shortened(name: str) -> str:
    """Return a name without brackets, and with the short forms of words that are often shortened."""
    name = re.sub(r"[(][^()]*[)]", "", name)
    for long, short in _SHORT.items():
        name = name.replace(long, short)
    return name


_SHORT = {
    "人民政府": "政府",
    "管理委员会": "管委",
    "管委会": "管委",
    "委员会": "委",
    "办公室": "办",
    "办公厅": "办",
    "残疾人联合会": "残联",
    "妇女联合会": "妇联",
    "文学艺术界联合会": "文联",
    "工商业联合会": "工商联",
    "科学技术协会": "科协",
    "·": "",
}


def publishes_for_others(name: str) -> bool:
    """Whether an organ publishes reports of others, so that its name among a page's metadata says little."""
    return front_pattern("PUBLISHES_FOR_OTHERS").search(compact(name)) is not None


def is_relative(name: str) -> bool:
    """Whether a name says whose it is only where it stands: 县民政局."""
    return front_pattern("RELATIVE").match(compact(name)) is not None


def speaks_as(prose: str, name: str) -> bool:
    """Whether the prose, where it says 我局 or 本镇, speaks as an organ of this name can. 我县 any organ of a county says."""
    words = re.findall(r"(?:我|本)(局|委|办|镇|乡|街道|院|厅|所|站|中心|校|公司|集团|管委会)", prose)
    if not words:
        return True
    name = compact(name)
    said = max(dict.fromkeys(words), key=words.count)
    others = {"办": "(?:政府|处|委)$", "委": "委", "校": "[学院]$", "管委会": "管理委员会"}
    return said in name or re.search(others.get(said, "(?!)"), name) is not None
