"""Invented exports of the school-level statistics tables, in the manner real exports are written.

Three invented schools. Codes and titles of the tables are the published ones; labels are published
for 基础基111, 112, 512 and 教基5170, and follow the same manner elsewhere. Run it from anywhere:

    python statistics.py        # needs openpyxl and xlwt

Writes ../statistics/*.xlsx (scheme from 2021, one workbook a school) and *.xls (2018–2020).
"""
from dataclasses import dataclass, field

import openpyxl
import xlwt

from common import TESTDATA, save_xlsx, write_expected

OUT = TESTDATA / "statistics"
BANDS = ["25人及以下", "26－30人", "31－35人", "36－40人", "41－45人",
         "46－50人", "51－55人", "56－60人", "61－65人", "66人及以上"]
BAND_FIELDS = ["classes_upto_25", "classes_26_30", "classes_31_35", "classes_36_40", "classes_41_45",
               "classes_46_50", "classes_51_55", "classes_56_60", "classes_61_65", "classes_from_66"]
COUNTY = "示例省示例市禾塘县教育局"


@dataclass
class Stage:
    """The figures of one stage of a school."""
    grades: list                 # pupils by grade
    bands: dict                  # classes by size
    degrees: dict                # full-time teachers: 博士 硕士 本科 专科 高中
    pe: int
    music: int
    art: int
    arts: int
    backbone: int

    @property
    def pupils(self):
        return sum(self.grades)

    @property
    def classes(self):
        return sum(self.bands.values())

    @property
    def teachers(self):
        return sum(self.degrees.values())


@dataclass
class School:
    code: str
    name: str
    kind: tuple                  # (code, name)
    sponsor: str
    place: tuple                 # urban–rural (code, name)
    area: str
    indoor: str
    ground: str
    multimedia: int
    equipment: str               # 万元, as the tables hold it
    stages: dict = field(default_factory=dict)


PRIMARY = School(
    "2145900001", "禾塘县育才小学", ("211", "小学"), "县级教育部门", ("121", "镇中心区"),
    "4200.5", "320", "5600", 18, "142.35",
    {"primary": Stage([98, 104, 101, 106, 103, 100], {"36－40人": 6, "41－45人": 9},
                      {"硕士": 2, "本科": 27, "专科": 6, "高中": 1}, 3, 2, 2, 0, 7)})
JUNIOR = School(
    "3145900002", "禾塘县城关初级中学", ("311", "初级中学"), "县级教育部门", ("111", "主城区"),
    "7200", "900", "9800", 26, "255.8",
    {"junior": Stage([300, 292, 288], {"41－45人": 14, "46－50人": 6},
                     {"博士": 1, "硕士": 8, "本科": 61, "专科": 2}, 5, 2, 2, 1, 11)})
NINE_YEAR = School(
    "3145900003", "禾塘县石桥学校", ("312", "九年一贯制学校"), "县级教育部门", ("210", "乡中心区"),
    "5000", "320", "9040", 24, "224.64",
    {"primary": Stage([92, 90, 88, 91, 89, 90], {"41－45人": 13},
                      {"本科": 20, "专科": 4, "高中": 4}, 2, 1, 2, 0, 6),
     "junior": Stage([122, 120, 118], {"41－45人": 8},
                     {"硕士": 1, "本科": 19, "专科": 2}, 2, 1, 1, 0, 4)})


def expected(school, year):
    """Every figure an import must find, in the units of the form (yuan, not 万元)."""
    rows = [("year", year), ("kind", {"211": "primary_school", "311": "junior_school", "312": "nine_year"}[school.kind[0]]),
            ("sponsor", "county_education"),
            ("urban_rural", {"1": {"11": "urban", "12": "town"}}.get(school.place[0][0], {}).get(school.place[0][:2], "rural"))]
    for stage, figures in school.stages.items():
        found = {"pupils": figures.pupils, "classes": figures.classes, "teachers": figures.teachers,
                 "degree_doctor": figures.degrees.get("博士", 0), "degree_master": figures.degrees.get("硕士", 0),
                 "degree_bachelor": figures.degrees.get("本科", 0), "degree_college": figures.degrees.get("专科", 0),
                 "teachers_pe": figures.pe, "teachers_music": figures.music, "teachers_art": figures.art,
                 "teachers_arts": figures.arts, "backbone_teachers": figures.backbone}
        if year < 2021:
            found["degree_master"] += found["degree_doctor"]
            found["degree_doctor"] = 0
        for name, band in zip(BAND_FIELDS, BANDS):
            found[name] = figures.bands.get(band, 0)
        rows += [(f"{name}.{stage}", value) for name, value in found.items()]
    for stage in ("primary", "junior"):
        if stage not in school.stages:   # 1102 and 112 have a row for it, left empty: none
            rows.append((f"backbone_teachers.{stage}", 0))
    yuan = "%d" % round(float(school.equipment) * 10000)
    rows += [("teaching_area", school.area), ("indoor_sports_area", school.indoor),
             ("sports_ground_area", school.ground), ("multimedia_rooms", school.multimedia),
             ("equipment_value", yuan)]
    return [(school.code, name, value) for name, value in rows]


# A table is (code, title, heads, rows): heads are rows of stacked labels, "" continues the merge to
# the left, None the merge from above; a row is (labels, values). 0 is written as nothing, as exports do.

def blank(value):
    return None if value in (0, "0") else value


def pupils_table(code, title, figures, heads_extra):
    names = ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级"][:len(figures.grades)]
    top = ["毕业生数", "招生数"] + [""] * heads_extra + ["在校生数"] + [""] * len(names)
    under = [None, "合计"] + ["其中：受过学前教育", "五年制", "其中：女", "其中：少数民族"][:heads_extra] + ["合计"] + names
    values = [figures.grades[-1] - 2, figures.grades[0]] + [figures.grades[0] - i for i in range(heads_extra)]
    values += [figures.pupils] + figures.grades
    women = [v // 2 for v in values]
    return (code, title, [top, under], [(["总    计"], values), (["其中：女"], women)])


def classes_table(code, title, groups):
    """groups: (head or None, Stage, grade count)."""
    top, under, totals, bands = [], [], [], [[] for _ in BANDS]
    for head, figures, grades in groups:
        names = ["合计"] + ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级"][:grades]
        top += [head] + [""] * grades if head else names
        under += names if head else []
        share = spread(figures.classes, grades) if figures else [0] * grades
        totals += [blank(figures.classes) if figures else None] + [blank(v) for v in share]
        for index, band in enumerate(BANDS):
            count = figures.bands.get(band, 0) if figures else 0
            bands[index] += [blank(count)] + [blank(v) for v in spread(count, grades)]
    heads = [top, under] if under else [top]
    rows = [(["总  计"], totals)] + [([band], values) for band, values in zip(BANDS, bands)]
    return (code, title, heads, rows)


def spread(count, parts):
    return [count // parts + (1 if i < count % parts else 0) for i in range(parts)]


SUBJECTS = ["道德与法治", "语文", "数学", "科学", "英语", "信息科技", "劳动", "综合实践活动"]


def teachers_values(figures, junior, count=None):
    """Total, then subjects; only the total row splits by subject."""
    special = [figures.pe, figures.music, figures.art, figures.arts]
    if count is None:
        rest = spread(figures.teachers - sum(special), len(SUBJECTS))
        return [figures.teachers] + [blank(v) for v in rest + special]
    return [blank(count)] + [None] * (len(SUBJECTS) + len(special))


def subjects(junior):
    return SUBJECTS + ["体育与健康" if junior else "体育", "音乐", "美术", "艺术"]


def degrees_2021(figures):
    d = figures.degrees
    return [("博士研究生毕业", d.get("博士", 0)), ("硕士研究生毕业", d.get("硕士", 0)), ("本科毕业", d.get("本科", 0)),
            ("专科毕业", d.get("专科", 0)), ("高中阶段毕业", d.get("高中", 0)), ("高中阶段以下毕业", 0)]


def degrees_2018(figures):
    d = figures.degrees
    return [("研究生毕业", d.get("博士", 0) + d.get("硕士", 0)), ("本科毕业", d.get("本科", 0)),
            ("专科毕业", d.get("专科", 0)), ("高中阶段毕业", d.get("高中", 0)), ("高中阶段以下毕业", 0)]


def teachers_table_2021(code, title, figures, junior):
    heads = [["合计", "按任教课程分"] + [""] * 11, [None] + subjects(junior)]
    rows = [(["总  计"], teachers_values(figures, junior)), (["其中：女"], teachers_values(figures, junior, figures.teachers // 2)),
            (["少数民族"], teachers_values(figures, junior, 0))]
    rows += [([label], teachers_values(figures, junior, count)) for label, count in degrees_2021(figures)]
    return (code, title, heads, rows)


def buildings_2021(school):
    area, indoor = float(school.area), float(school.indoor)
    rooms = area - indoor
    names = [("总    计", area * 1.6), ("其中：危房", 0), ("当年新增校舍", 0), ("一、教学及辅助用房", area),
             ("教室", rooms * 0.75), ("专用教室", rooms * 0.125), ("理化生实验室", rooms * 0.0625), ("其他", rooms * 0.0625),
             ("公共教学用房", rooms * 0.125 + indoor), ("图书阅览室", rooms * 0.125), ("室内体育用房", indoor), ("心理辅导室", 0),
             ("其他", 0), ("二、行政办公用房", area * 0.2), ("教师办公室", area * 0.15), ("其他", area * 0.05), ("三、生活用房", area * 0.4)]
    heads = [["校舍建筑面积"] + [""] * 4 + ["校舍建筑面积中：租借面积"], ["合计", "框架结构", "砖混结构", "砖木结构", "土木结构", None], [None] * 6]
    return ("教基5170", "中小学校舍情况", heads,
            [([label], [blank(round(v, 2)), blank(round(v, 2)), None, None, None, None]) for label, v in names])


def conditions_2021(school):
    ground = float(school.ground)
    names = [("占地面积（平方米）", None, ground * 3), ("其中", "绿化用地面积（平方米）", ground), ("", "运动场地面积（平方米）", school.ground),
             ("校园足球场（个）", None, 1), ("校舍改造面积（平方米）", None, 0), ("图书（册）", None, 15000), ("数字终端数（台）", None, 120),
             ("其中", "教师终端数（台）", 60), ("", "学生终端数（台）", 60), ("教室（间）", None, 30), ("其中：网络多媒体教室（间）", None, school.multimedia),
             ("固定资产总值（万元）", None, "1250.4"), ("其中：教学仪器设备资产值（万元）", None, school.equipment)]
    return [(first, second, value) for first, second, value in names]


def scheme_2021(school, path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    year = "（2023/2024学年初）"

    sheet = book.create_sheet("教基1001")
    facts = [("学校（机构）名称", school.name), ("学校（机构）标识码", school.code), ("属地管理教育行政部门", COUNTY),
             ("办学类型", school.kind[1]), ("办学类型代码", school.kind[0]), ("举办者", school.sponsor),
             ("城乡分类", school.place[1]), ("是否计校数", "是"), ("规定年制", "*")]
    sheet.append(["学校（机构）基本情况" + year])
    sheet.append(["教基1001    "])
    sheet.append(["项目", "编号", "内容"])
    for number, (label, value) in enumerate(facts, 1):
        sheet.append([label, f"{number:02d}", value])

    sheet = book.create_sheet("教基1102")
    sheet.append(["学校（机构）基本情况续表" + year])
    sheet.append(["教基1102    "])
    sheet.append(["项目", None, "编号", "内容", "单位", "备注"])
    rows = [("乡镇中心小学", "否", None), ("接入互联网", "是", None), ("接入互联网出口带宽", 300, "（Mbps）")]
    rows += [(f"县级及以上骨干教师（{zh}）", school.stages[st].backbone if st in school.stages else None, "人")
             for zh, st in (("小学", "primary"), ("初中", "junior"))] + [("县级及以上骨干教师（高中）", None, "人")]
    for number, (label, value, unit) in enumerate(rows, 1):
        sheet.append([label, None, number, value, unit, "中、小学"])

    tables = []
    if "primary" in school.stages:
        figures = school.stages["primary"]
        tables += [classes_table("教基2106", "小学教学班数、班额情况", [(None, figures, 6)]),
                   pupils_table("教基3112", "小学学生数", figures, 4),
                   teachers_table_2021("教基4155", "小学专任教师分课程、分学历情况", figures, False)]
    if "junior" in school.stages:
        figures = school.stages["junior"]
        tables += [classes_table("教基2107", "中学教学班数、班额情况", [("初中", figures, 3), ("高中", None, 3)]),
                   pupils_table("教基3115", "初中学生数", figures, 0),
                   teachers_table_2021("教基4156", "初中专任教师分课程、分学历情况", figures, True)]
    # a table no map asks for: it is to be named, not loaded
    tables.append(("教基4153", "专任教师分专业技术职务、分年龄情况", [["合计", "29岁及以下", "30－39岁", "40－49岁", "50岁及以上"]],
                   [(["总  计"], [sum(s.teachers for s in school.stages.values()), None, None, None, None])]))
    tables.append(buildings_2021(school))
    for code, title, heads, rows in tables:
        sheet = book.create_sheet(code)
        sheet.append([title + year])
        sheet.append([code + "    "])
        for depth, head in enumerate(heads):
            sheet.append([None, "编号" if depth == 0 else None] + [v or None for v in head])
        merge_heads(sheet, heads, first_row=3, first_column=3)
        sheet.append(["甲", "乙"] + list(range(1, len(heads[0]) + 1)))
        for number, (labels, values) in enumerate(rows, 1):
            sheet.append(labels + [f"{number:02d}"] + [number_of(v) for v in values])

    sheet = book.create_sheet("教基5176")
    sheet.append(["中小学占地面积及其他办学条件" + year])
    sheet.append(["教基5176    "])
    sheet.append(["项目", None, "编号", "内容"])
    sheet.append(["甲", None, "乙", 1])
    for number, (first, second, value) in enumerate(conditions_2021(school), 1):
        sheet.append([first or None, second, f"{number:02d}", number_of(value)])
        if not first:
            sheet.merge_cells(start_row=sheet.max_row - 1, start_column=1, end_row=sheet.max_row, end_column=1)
        elif second is None:
            sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=2)
    save_xlsx(book, path)


def number_of(value):
    if isinstance(value, str) and value not in ("*",):
        try:
            return float(value) if "." in value else int(value)
        except ValueError:
            return value
    return blank(value)


def spans(heads):
    """Merged ranges of stacked heads as (row, column, rows, columns), counted from 0."""
    found = []
    for row, head in enumerate(heads):
        for column, label in enumerate(head):
            if not label:
                continue
            right = 1
            while column + right < len(head) and head[column + right] == "":
                right += 1
            down = 1
            while row + down < len(heads) and heads[row + down][column] is None:
                down += 1
            if right > 1 or down > 1:
                found.append((row, column, down, right))
    return found


def merge_heads(sheet, heads, first_row, first_column):
    for row, column, down, right in spans(heads):
        sheet.merge_cells(start_row=first_row + row, start_column=first_column + column,
                          end_row=first_row + row + down - 1, end_column=first_column + column + right - 1)


def letters(count):
    return [chr(65 + i) if i < 26 else "A" + chr(65 + i - 26) for i in range(count)]


def put(sheet, row, values, column=0):
    for offset, value in enumerate(values):
        if value not in (None, ""):
            sheet.write(row, column + offset, value)


def scheme_2018(school, path):
    """As one program of that time exports it: column letters above, row numbers at the left."""
    book = xlwt.Workbook(encoding="utf-8")
    heading = "（2020 /2021 学年初）"

    sheet = book.add_sheet("封面")
    put(sheet, 2, ["基  础 教 育 基 层 统 计 调 查 表"], 2)
    put(sheet, 3, [heading], 2)
    sheet = book.add_sheet("目录")
    put(sheet, 3, ["目录"], 2)
    for row, (code, title) in enumerate([("基础基111", "基础教育学校（机构）统计调查表"), ("基础基112", "学校（机构）基本情况续表")]):
        put(sheet, 4 + row, ["全国", code, title], 2)

    sheet = book.add_sheet("基础基111")
    put(sheet, 0, letters(12))
    lines = [{1: "基础教育学校（机构）统计调查表"}, {1: heading}, {1: "制定机关：教       育       部\r\n"}, {1: "基础基111"},
             {1: "学校标识码", 3: "学校（机构）名称（章）", 7: "学校（机构）英文名称"}, {1: school.code, 3: school.name, 11: "10"}, {1: "续"},
             {3: "学校（机构）地址", 6: "学校（机构）所在地城乡类型", 7: "学校（机构）属地管理教育行政部门"},
             {1: "名称", 3: "示例省示例市禾塘县", 6: school.place[1], 7: COUNTY, 11: "20"},
             {1: "代码", 3: "459999100000", 6: school.place[0], 7: "459999000000", 11: "30"}, {1: "续"},
             {3: "学校（机构）办学类型", 4: "学校（机构）举办者", 6: "学校（机构）性质类别", 7: "规定年制", 9: "规定入学年龄"},
             {1: "名称", 3: school.kind[1], 4: school.sponsor, 6: "*", 7: "小学", 8: "6", 9: "小学", 10: "6", 11: "40"},
             {1: "代码", 3: school.kind[0], 4: "831", 6: "*", 7: "初中", 8: "3", 9: "初中", 10: "12", 11: "50"}]
    for row, line in enumerate(lines, 1):
        put(sheet, row, [str(row)])
        for column, value in line.items():
            sheet.write(row, column, value)

    sheet = book.add_sheet("基础基112")
    put(sheet, 0, letters(6))
    put(sheet, 1, ["1", "学校（机构）基本情况"])
    put(sheet, 2, ["2", "基础基112                        "])
    put(sheet, 3, ["3", "项目", "编号", "内容", "单位", "备注"])
    rows = [("乡镇中心小学", 2, "否", None, "小学"), ("接入互联网", 13, "是", None, "中、小学")]
    rows += [(f"县级及以上骨干教师（{zh}）", number, school.stages[st].backbone if st in school.stages else None, "人", zh)
             for zh, st, number in (("小学", "primary", 26), ("初中", "junior", 27), ("高中", "senior", 28))]
    for offset, (label, number, value, unit, who) in enumerate(rows):
        put(sheet, 4 + offset, [str(4 + offset), label, str(number), str(value) if value is not None else None, unit, who])

    tables = []
    primary, junior = school.stages.get("primary"), school.stages.get("junior")
    if primary:
        tables += [classes_table("基础基212", "小学教学班数、班额情况", [(None, primary, 6)]), pupils_table("基础基312", "小学学生数", primary, 1)]
    if junior:
        tables += [classes_table("基础基213", "中学教学班数、班额情况", [("初中", junior, 3), ("高中", None, 3)]),
                   pupils_table("基础基313", "初中学生数", junior, 0)]
    if primary:
        heads = [["合计", "按任教课程分"] + [""] * 11, [None] + subjects(False)]
        rows = [(["总    计", None], teachers_values(primary, False)), (["女", None], teachers_values(primary, False, primary.teachers // 2))]
        rows += [([label, None], teachers_values(primary, False, count)) for label, count in degrees_2018(primary)]
        tables.append(("基础基423", "小学专任教师分课程、分学历", heads, rows))
    if junior:
        heads = [["合计", "按任教课程分"] + [""] * 11, [None] + subjects(True)]
        rows = [(["初中", "总计"], teachers_values(junior, True)), (["", "女"], teachers_values(junior, True, junior.teachers // 2))]
        rows += [(["", label], teachers_values(junior, True, count)) for label, count in degrees_2018(junior)]
        empty = [None] * 13
        rows += [(["高中" if not i else "", label], empty) for i, label in enumerate(["总计", "女", "研究生毕业", "本科毕业", "专科毕业"])]
        tables.append(("基础基424", "中学专任教师分课程、分学历", heads, rows))
    area, indoor = float(school.area), float(school.indoor)
    names = [("总     计", None, area * 1.6), ("其中", "危房", 0), ("", "当年新增校舍", 0), ("一、教学及辅助用房", None, area),
             ("教室", None, area - indoor - 300), ("实验室", None, 100), ("图书室", None, 100), ("微机室", None, 100), ("语音室", None, 0),
             ("体育馆", None, indoor), ("二、行政办公用房", None, area * 0.2), ("其中：教师办公室", None, area * 0.15), ("三、生活用房", None, area * 0.4)]
    heads = [["校舍建筑面积"] + [""] * 4 + ["校舍建筑面积中：租借面积", ""],
             ["合计", "框架结构", "砖混结构", "砖木结构", "土木结构", "计", "租借公办的基础教育\r\n学校的校舍建筑面积"]]
    tables.append(("基础基512", "中小学校舍情况", heads,
                   [([a, b], [blank(round(v, 2)), blank(round(v, 2)), None, None, None] + (["*", "*"] if b else [None, None])) for a, b, v in names]))
    ground = float(school.ground)
    heads = [["占地面积（平方米）", "", "", "图书（册）", "数字资源量", "", "计算机数（台）", "", "教室（间）", "", "固定资产总值（万元）", ""],
             ["计", "其中", "", None, "电子图书（册）", "音视频（小时）", "计", "其中：教学用计算机", "计", "其中：网络多媒体教室", "计", "其中：教学仪器设备资产值"],
             [None, "绿化用地面积", "运动场地面积", None, None, None, None, None, None, None, None, None]]
    tables.append(("基础基522", "中小学占地面积及其他办学条件", heads,
                   [(["总   计", None], [ground * 3, ground, number_of(school.ground), 15000, None, None, 120, 60, 30, school.multimedia, 1250.4, float(school.equipment)])]))
    for code, title, heads, rows in tables:
        sheet = book.add_sheet(code)
        wide = max(len(labels) for labels, _ in rows)
        put(sheet, 0, letters(len(heads[0]) + wide + 2))
        put(sheet, 1, ["1", title])
        put(sheet, 2, ["2", code + "                        "])
        merged = spans(heads)
        for depth, head in enumerate(heads):
            put(sheet, 3 + depth, [str(3 + depth)] + [None] * wide + (["编号"] if depth == 0 else []))
            for column, label in enumerate(head):
                if label and not any((depth, column) == m[:2] for m in merged):
                    sheet.write(3 + depth, 2 + wide + column, label)
        for row, column, down, right in merged:
            sheet.write_merge(3 + row, 3 + row + down - 1, 2 + wide + column, 2 + wide + column + right - 1, heads[row][column])
        at = 3 + len(heads)
        put(sheet, at, [str(at), "甲"] + [None] * (wide - 1) + ["乙"] + [str(i + 1) for i in range(len(heads[0]))])
        start = None
        for number, (labels, values) in enumerate(rows, 1):
            row = at + number
            put(sheet, row, [str(row)])
            put(sheet, row, [str(number)] + values, 1 + wide)
            if wide > 1 and labels[1] is None:
                sheet.write_merge(row, row, 1, wide, labels[0])
            elif wide > 1:
                sheet.write(row, 2, labels[1])
                if labels[0]:
                    last = number
                    while last < len(rows) and rows[last][0][0] == "":
                        last += 1
                    sheet.write_merge(row, at + last, 1, 1, labels[0])
            else:
                sheet.write(row, 1, labels[0])
    book.save(str(path))


def main():
    for school, name in ((PRIMARY, "jiaoji_2023_primary"), (JUNIOR, "jiaoji_2023_junior"), (NINE_YEAR, "jiaoji_2023_nine_year")):
        scheme_2021(school, OUT / f"{name}.xlsx")
        write_expected(OUT / f"{name}.xlsx.expected.csv", expected(school, 2023) + [(school.code, "counted_as_school", "yes")])
    for school, name in ((PRIMARY, "jichu_2020_primary"), (NINE_YEAR, "jichu_2020_nine_year")):
        scheme_2018(school, OUT / f"{name}.xls")
        write_expected(OUT / f"{name}.xls.expected.csv", expected(school, 2020))


if __name__ == "__main__":
    main()
