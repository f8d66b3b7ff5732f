"""The seven indicators of quality-balanced compulsory education, as one would write them in pandas.

    seven_indicators.py SCHOOLS.csv FOLDER RUNS

Reads one row a school under the form's own Chinese heads; writes sections.csv (school rule),
spreads.csv (coefficients of variation) and counties.csv (both items of a county) into FOLDER, and
prints the times of RUNS runs as JSON. Everything is computed in binary floating point.
"""

import json
import platform
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

STAGES = {"primary": "小学", "junior": "初中"}
KINDS = {
    "小学": ["primary"],
    "小学教学点": ["primary"],
    "初级中学": ["junior"],
    "九年一贯制学校": ["primary", "junior"],
    "完全中学": ["junior", "senior"],
    "十二年一贯制学校": ["primary", "junior", "senior"],
    "特殊教育学校": ["primary", "junior"],
}
# Pupils weigh 1 : 1.1 : 1.32 from primary to senior; in a complete secondary school 1 : 1.2.
WEIGHTS = {"primary": 1.0, "junior": 1.1, "senior": 1.32}
WEIGHTS_SECONDARY = {"primary": 0.0, "junior": 1.0, "senior": 1.2}
LIMITS = {
    "primary": {"R1": 4.2, "R2": 1, "R3": 0.9, "R4": 4.5, "R5": 7.5, "R6": 2000, "R7": 2.3},
    "junior": {"R1": 5.3, "R2": 1, "R3": 0.9, "R4": 5.8, "R5": 10.2, "R6": 2500, "R7": 2.4},
}
PER_HUNDRED = {"R1", "R2", "R3", "R7"}
FLOOR = 0.85
CV_LIMITS = {"primary": 0.50, "junior": 0.45}
TITLES = {
    "senior": "在校生数（高中）",
    "rooms": "教学及辅助用房面积",
    "gym": "室内体育用房面积",
    "ground": "运动场地面积",
    "equipment": "教学仪器设备资产值",
    "screens": "网络多媒体教室间数",
}


def read(path):
    return pd.read_csv(path, dtype={"学校标识码": str})


def has(schools, stage):
    """Schools that have a stage by nature, or report pupils there."""
    by_nature = {kind for kind, stages in KINDS.items() if stage in stages}
    return schools["办学类型"].isin(by_nature) | (pupils(schools, stage) > 0)


def pupils(schools, stage):
    return schools[f"在校生数（{'高中' if stage == 'senior' else STAGES[stage]}）"]


def share(schools, stage):
    """The part of a whole-school total that belongs to a stage."""
    secondary = schools["办学类型"] == "完全中学"
    weighted = {}
    for other in WEIGHTS:
        weight = np.where(secondary, WEIGHTS_SECONDARY[other], WEIGHTS[other])
        weighted[other] = (pupils(schools, other) * weight).where(has(schools, other), 0.0)
    single = sum(has(schools, other).astype(int) for other in WEIGHTS) == 1
    return (weighted[stage] / sum(weighted.values())).mask(single, 1.0)


def amounts(schools, stage):
    """What counts for each indicator in one stage of each school."""
    own = lambda title: schools[f"{title}（{STAGES[stage]}）"]
    degrees = own("博士研究生毕业专任教师数") + own("硕士研究生毕业专任教师数") + own("本科毕业专任教师数")
    if stage == "primary":
        degrees = degrees + own("专科毕业专任教师数")
    arts = own("体育专任教师数") + own("音乐专任教师数") + own("美术专任教师数") + own("艺术（综合）专任教师数")
    part = share(schools, stage)
    return {
        "R1": degrees,
        "R2": own("县级及以上骨干教师数"),
        "R3": arts,
        "R4": (schools[TITLES["rooms"]] - schools[TITLES["gym"]]) * part,
        "R5": (schools[TITLES["gym"]] + schools[TITLES["ground"]]) * part,
        "R6": schools[TITLES["equipment"]] * part,
        "R7": schools[TITLES["screens"]] * part,
    }


def rows(schools, stage):
    """The schools that make a row of a stage."""
    here = schools[has(schools, stage)]
    left_out = (here["办学类型"] == "特殊教育学校") | (pupils(here, stage) == 0)
    if stage == "primary":
        left_out |= (here["办学类型"] == "小学教学点") & (pupils(here, stage) < 50)
    return here[~left_out]


def school_rule(values, stage):
    """At least six of seven met, the other at least at 85 %; open where a missing figure matters."""
    limits = pd.Series(LIMITS[stage])
    unknown = values.isna().sum(axis=1)
    met = values.ge(limits).sum(axis=1)
    below = values.lt(limits * FLOOR).sum(axis=1)
    fails = (below > 0) | (met + unknown < 6)
    return np.select([fails, unknown > 0], ["fail", "cannot decide"], "pass")


def spread(counties, amount, weight):
    """Pupil-weighted coefficient of variation of each county, about its total over its pupils."""
    known = amount.notna() & weight.notna()
    amount, weight = amount[known], weight[known]
    group = counties[known]
    total = weight.groupby(group).transform("sum")
    mean = amount.groupby(group).transform("sum") / total
    squares = weight / total * (amount / weight - mean) ** 2
    deviation = np.sqrt(squares.groupby(group).sum())
    return deviation / mean.groupby(group).first()


def judge_stage(schools, stage):
    here = rows(schools, stage)
    heads = pupils(here, stage)
    own = pd.DataFrame(amounts(here, stage))
    values = own.div(heads, axis=0)
    for indicator in PER_HUNDRED:
        values[indicator] *= 100
    sections = pd.DataFrame(
        {
            "code": here["学校标识码"],
            "county": here["县区"],
            "stage": stage,
            "outcome": school_rule(values, stage),
        }
    )
    spreads = []
    for indicator in own:
        cv = spread(here["县区"], own[indicator], heads)
        complete = values[indicator].notna().groupby(here["县区"]).all()
        frame = pd.DataFrame({"stage": stage, "indicator": indicator, "cv": cv}, index=complete.index)
        met = np.where(frame["cv"] <= CV_LIMITS[stage], "pass", "fail")
        frame["standing"] = np.where(complete & frame["cv"].notna(), met, "cannot decide")
        spreads.append(frame.rename_axis("county").reset_index())
    return sections, pd.concat(spreads)


def worst(outcomes, counties):
    """One failure fails a county, one open row leaves it open."""
    rank = outcomes.map({"pass": 0, "cannot decide": 1, "fail": 2})
    return rank.groupby(counties).max().map({0: "pass", 1: "cannot decide", 2: "fail"})


def judge(schools):
    judged = [judge_stage(schools, stage) for stage in STAGES]
    sections = pd.concat(sections for sections, _ in judged)
    spreads = pd.concat(spreads for _, spreads in judged)
    counties = pd.DataFrame(
        {
            "schools": worst(sections["outcome"], sections["county"]),
            "spread": worst(spreads["standing"], spreads["county"]),
        }
    )
    return sections, spreads, counties


def main(path, folder, runs):
    times, reading, judging = [], [], []
    for _ in range(runs):
        start = time.perf_counter()
        schools = read(path)
        middle = time.perf_counter()
        sections, spreads, counties = judge(schools)
        end = time.perf_counter()
        times.append(end - start)
        reading.append(middle - start)
        judging.append(end - middle)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    folder = Path(folder)
    sections[["code", "stage", "outcome"]].to_csv(folder / "sections.csv", index=False)
    spreads.to_csv(folder / "spreads.csv", index=False)
    counties.rename_axis("county").to_csv(folder / "counties.csv")
    print(
        json.dumps(
            {
                "measured": {"runs": times, "peak_bytes": peak},
                "parts": [["read", float(np.median(reading))], ["judge", float(np.median(judging))]],
                "versions": f"Python {platform.python_version()}, pandas {pd.__version__}, numpy {np.__version__}",
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
