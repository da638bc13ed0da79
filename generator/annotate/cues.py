"""Words that tell which of an indicator's numbers is meant. Small letters; add what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of one language as patterns."""

    plan: re.Pattern[str]
    """What was planned."""
    done: re.Pattern[str]
    """What was done, after a plan's word: what follows is no plan."""
    reach: re.Pattern[str]
    """What leads to a percent of plan."""
    part: re.Pattern[str]
    """What leads from a whole to its part."""
    elsewhere: re.Pattern[str]
    """Another place than the site's."""
    compared: re.Pattern[str]
    """At the end: what follows is only compared with."""
    change: re.Pattern[str]
    """At the end: what follows is a rise or a fall."""
    year_lead: re.Pattern[str]
    """From a number to a year behind it: nothing but small words."""
    relative: tuple[tuple[re.Pattern[str], int], ...]
    """Words of time, with their distance from the edition's year."""
    idle: frozenset[str]
    """Folded words of a name that tell nothing."""


_PLAN = {
    "vi": (
        "kh|kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|dự toán|nghị quyết|pháp lệnh|đề ra|đặt ra"
        "|đích đến|được giao|cần đạt|phải đạt"
    ),
    "en": "plan|plans|planned|target|targets|targeted|goal|goals|aim|aims|aimed|aiming",
}
_DONE = {
    "vi": (
        "thực hiện|thực hiện được|thực tế|kết quả|đã|đạt được|ước đạt|vượt|hoàn thành"
        "|cao hơn|thấp hơn"
    ),
    "en": "actual|actually|was reached|were reached|reached|exceeded|result|results",
}
_REACH = {
    "vi": "đạt|bằng|vượt|hoàn thành|tương đương|thực hiện",
    "en": "reached|reaching|met|exceeded|exceeding|or|equal to|achieved|that is",
}
_PART = {
    "vi": "trong đó|trong số đó|trong số này|bao gồm|gồm|riêng|cụ thể",
    "en": "of which|of whom|of them|among them|including",
}
_ELSEWHERE = {
    "vi": (
        "cả nước|toàn quốc|thế giới|trung bình cả|bình quân chung|cả vùng|toàn vùng|các tỉnh khác"
        "|tỉnh khác|khu vực đồng bằng"
    ),
    "en": "nationwide|national|country as a whole|worldwide|other provinces",
}
_COMPARED = {
    "vi": (
        "(?:so với|so|hơn|như|bằng|kém)(?: mức| số| con số| kết quả| cùng kỳ)*"
        "(?: của| cuối| đầu)*(?: năm)?"
    ),
    "en": "(?:than|against|compared (?:with|to)|from)(?: that of)?(?: in)?",
}
_CHANGE = {
    "vi": "(?:tăng|giảm|thêm)(?: (?:được|thêm|khoảng|gần|hơn|bình quân))*",
    "en": "(?:(?:rose|fell|grew|up|down|increased|decreased)(?: by)?)(?: (?:about|nearly|over))*",
}
_YEAR_LEAD = {
    "vi": (
        "(?:đã|được|là|của|trong|vào|cho|ở|tính|đến|tới|hết|cuối|đầu|kế hoạch|thực hiện"
        "|dự kiến|ước|sang)"
    ),
    "en": "(?:in|of|for|by|during|at|the|end|planned)",
}
_RELATIVE = {
    "vi": {
        "năm nay|năm qua|năm vừa qua|năm này": 0,
        "năm trước|năm ngoái|cùng kỳ": -1,
        "sang năm|năm sau|năm tới|năm tiếp theo": 1,
    },
    "en": {"this year": 0, "last year|the year before": -1, "next year": 1},
}
_IDLE = {
    "vi": (
        "so ty le muc duoc cua cho va o co cac la dip voi theo tu den tai trong nhung mot di lam"
        " da nam hang thang"
    ),
    "en": "the a an of in for to and by on with number share rate per people total from into at",
}


@lru_cache(maxsize=4)
def cues(language: str) -> Cues:
    """The cues of a language."""
    idle = frozenset(f"{_IDLE['vi']} {_IDLE['en']}".split())
    relative = tuple((_word(words), step) for words, step in _RELATIVE[language].items())
    return Cues(
        _word(_PLAN[language]),
        _word(_DONE[language]),
        _word(_REACH[language]),
        _word(_PART[language]),
        _word(_ELSEWHERE[language]),
        re.compile(rf"(?<!\w){_COMPARED[language]}\s*\Z"),
        re.compile(rf"(?<!\w){_CHANGE[language]}\s*\Z"),
        re.compile(
            rf"\s*(?:{_YEAR_LEAD[language]}\s+)*(?:năm\s+)?\(?\s*"
            rf"(?:{_YEAR_LEAD[language]}\s+)*(?:năm\s+)?\Z"
        ),
        relative,
        idle,
    )


def _word(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
