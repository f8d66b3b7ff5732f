"""Invented county workbooks as offices and other software write them.

Eight invented schools of 禾塘县, a county that does not exist, in six shapes. Run it from anywhere:

    python workbooks.py         # needs openpyxl and LibreOffice (soffice)

Writes ../workbooks/*: each workbook, the mapping file it needs (`.map.toml`) and every figure that
must be read (`.expected.csv`). The files that LibreOffice writes differ in bytes from run to run.
"""
import csv
import io

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from common import TESTDATA, convert, save_xlsx, write_expected

OUT = TESTDATA / "workbooks"
YEAR = 2026
COUNTY = "禾塘县"

# code, name, township, kind, sponsor, then figures by field; None = the school does not report it.
KINDS = {"小学": "primary_school", "小学教学点": "teaching_point", "初级中学": "junior_school",
         "九年一贯制学校": "nine_year", "完全中学": "complete_secondary", "特殊教育学校": "special"}
FIELDS = ["pupils.primary", "pupils.junior", "pupils.senior", "teachers.primary", "teachers.junior",
          "degree_college.primary", "degree_bachelor.primary", "degree_master.primary",
          "degree_bachelor.junior", "degree_master.junior", "backbone_teachers.primary", "backbone_teachers.junior",
          "teaching_area", "indoor_sports_area", "sports_ground_area", "equipment_value", "multimedia_rooms"]
SCHOOLS = [
    ("2145900001", "禾塘县育才小学", "城关镇", "小学", [612, None, None, 36, None, 6, 27, 2, None, None, 7, None, "4200.5", "320", "5600", "1423500", 18]),
    ("2145900011", "禾塘县城东小学", "城关镇", "小学", [1180, None, None, 62, None, 9, 49, 3, None, None, 14, None, "6105", "0", "7020", "2688000", 27]),
    ("3145900002", "禾塘县城关初级中学", "城关镇", "初级中学", [None, 880, None, None, 72, None, None, None, 61, 9, None, 11, "7200", "900", "9800", "2558000", 26]),
    ("3445900004", "禾塘中学", "城关镇", "完全中学", [None, 600, 900, None, 51, None, None, None, 44, 6, None, 9, "9000", "1200", "21500", "4120000", 40]),
    ("2145900012", "禾塘县河口小学", "河口乡", "小学", [86, None, None, 9, None, 4, 4, 0, None, None, 0, None, "880", "0", "1500", None, 3]),
    ("2145900013", "桐树湾教学点", "河口乡", "小学教学点", [52, None, None, 4, None, 2, 1, 0, None, None, 0, None, "260.75", "0", "600", "61500", 1]),
    ("3145900003", "禾塘县石桥学校", "石桥镇", "九年一贯制学校", [540, 360, None, 28, 22, 4, 20, 0, 19, 1, 6, 4, "5000", "320", "9040", "2246400", 24]),
    ("5145900005", "禾塘县特殊教育学校", "石桥镇", "特殊教育学校", [None, None, None, None, None, None, None, None, None, None, None, None, "1350", "150", "800", "380000", 6]),
]


def expected(schools=SCHOOLS, fields=FIELDS, kind=True):
    rows = []
    for code, name, township, school_kind, figures in schools:
        rows += [(code, "name", name), (code, "township", township), (code, "county", COUNTY), (code, "year", YEAR)]
        if kind:
            rows += [(code, "kind", KINDS[school_kind]), (code, "sponsor", "county_education")]
        rows += [(code, field, value) for field, value in zip(FIELDS, figures) if value is not None and field in fields]
    return rows


# ── one row a school, merged title, two-line heads, totals, blanks ────────────────────────────────

HEADS = [("序号", None), ("学校标识码", None), ("学校名称", None), ("所在乡镇", None), ("办学类型", None), ("举办者类型", None),
         ("在校生数（人）", "小学"), ("在校生数（人）", "初中"), ("在校生数（人）", "高中"),
         ("专任教师数\n（人）", "小学"), ("专任教师数\n（人）", "初中"),
         ("小学专任教师学历", "专科毕业"), ("小学专任教师学历", "本科毕业"), ("小学专任教师学历", "硕士研究生毕业"),
         ("初中专任教师学历", "本科毕业"), ("初中专任教师学历", "硕士研究生毕业"),
         ("县级及以上骨干教师", "小学"), ("县级及以上骨干教师", "初中"),
         ("校舍面积（㎡）", "教学及辅助用房"), ("校舍面积（㎡）", "其中：室内体育用房"),
         ("运动场地面积（平方米）", None), ("教学仪器设备\n资产值（万元）", None), ("网络多媒体教室（间）", None), ("备注", None)]
TO_WAN = FIELDS.index("equipment_value")


def shown(field, value):
    """A figure as it stands in the sheet: the equipment in 万元."""
    if value is None:
        return None
    if field == "equipment_value":
        return float(value) / 10000
    return float(value) if isinstance(value, str) else value


def full_width(value):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in str(value))


def county_report(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "办学条件"
    wide = len(HEADS)
    thin = Border(*[Side(style="thin")] * 4)
    sheet.append([f"{COUNTY}{YEAR}年义务教育学校办学条件统计表"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=wide)
    sheet["A1"].font, sheet["A1"].alignment = Font(size=16, bold=True), Alignment(horizontal="center")
    sheet.append([f"填报单位：{COUNTY}教育局", None, None, None, None, None, f"填报日期：{YEAR}年9月20日"])
    sheet.append([head for head, _ in HEADS])
    sheet.append([under for _, under in HEADS])
    for column in range(1, wide + 1):
        head = HEADS[column - 1][0]
        if HEADS[column - 1][1] is None:
            sheet.merge_cells(start_row=3, start_column=column, end_row=4, end_column=column)
        elif column == 1 or HEADS[column - 2][0] != head:
            last = column
            while last < wide and HEADS[last][0] == head:
                last += 1
            sheet.merge_cells(start_row=3, start_column=column, end_row=3, end_column=last)
        for row in (3, 4):
            sheet.cell(row, column).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)

    dashes = ["—", "/", None, "-", "－－"]
    number = 0
    for township in dict.fromkeys(s[2] for s in SCHOOLS):
        members = [s for s in SCHOOLS if s[2] == township]
        first = sheet.max_row + 1
        for code, name, _, kind, figures in members:
            number += 1
            values = [shown(field, value) for field, value in zip(FIELDS, figures)]
            cells = [dashes[number % 3] if v is None and i < 12 else v for i, v in enumerate(values)]
            if code == "2145900001":      # one school types full-width digits
                cells = [full_width(v) if isinstance(v, int) else v for v in cells]
            if code == "2145900011":      # another types thousands separators and blanks, as text
                cells[0], cells[TO_WAN], cells[12] = "1,180", " 268.80 ", "6,105.00"
            if code == "3445900004":
                cells[14] = "２１，５００"
            if code == "5145900005":
                cells[:12] = ["－－"] * 12
            sheet.append([number, int(code) if code == "3145900003" else code, name, township if len(members) == 1 or sheet.max_row + 1 == first else None,
                          kind, "县级教育部门"] + cells + (["设备值待核"] if code == "2145900012" else []))
        last = sheet.max_row
        if last > first:
            sheet.merge_cells(start_row=first, start_column=4, end_row=last, end_column=4)
        total = [sum(float(s[4][i]) for s in members if s[4][i] is not None) for i in range(len(FIELDS))]
        total[TO_WAN] /= 10000
        sheet.append([None, None, "小计", None, None, None] + [round(v, 4) for v in total])
        sheet.append([])                  # a blank row after each township
    total = [sum(float(s[4][i]) for s in SCHOOLS if s[4][i] is not None) for i in range(len(FIELDS))]
    total[TO_WAN] /= 10000
    sheet.append(["合　计", None, None, None, None, None] + [round(v, 4) for v in total])
    sheet.append(["注：本表按9月1日数填报；未设的学段填“—”或“/”。"])
    sheet.append(["填表人：", None, None, None, "审核人：", None, None, "单位负责人："])
    for row in sheet.iter_rows(min_row=3, max_row=sheet.max_row - 2, max_col=wide):
        for cell in row:
            cell.border = thin
    for column in range(1, wide + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 20 if column in (2, 3) else 10
    hidden = book.create_sheet("填表说明")
    hidden.append(["一、在校生数取9月1日数。"])
    hidden.append(["二、教学及辅助用房含室内体育用房。"])
    save_xlsx(book, path)


REPORT_MAP = '''# How the county report maps onto the school return: stacked heads are joined with " / ".

id = "{id}"
form = "school"
title = {{ zh = "禾塘县办学条件统计表（虚构）", en = "County report of 禾塘县 (invented)" }}
shape = "rows"

[file]
sheets = ["办学条件"]
header_rows = [3, 4]
recognise = ["学校标识码", "在校生数 / 小学", "教学仪器设备资产值"]
totals = ["合计", "小计"]

[identity]
code = "学校标识码"
name = "学校名称"
township = "所在乡镇"

[fixed]
county = "禾塘县"
year = 2026

[[column]]
head = "办学类型"
field = "kind"

[[column]]
head = "举办者类型"
field = "sponsor"
'''
REPORT_COLUMNS = [("在校生数 / 小学", "pupils.primary"), ("在校生数 / 初中", "pupils.junior"), ("在校生数 / 高中", "pupils.senior"),
                  ("专任教师数 / 小学", "teachers.primary"), ("专任教师数 / 初中", "teachers.junior"),
                  ("小学专任教师学历 / 专科毕业", "degree_college.primary"), ("小学专任教师学历 / 本科毕业", "degree_bachelor.primary"),
                  ("小学专任教师学历 / 硕士研究生毕业", "degree_master.primary"),
                  ("初中专任教师学历 / 本科毕业", "degree_bachelor.junior"), ("初中专任教师学历 / 硕士研究生毕业", "degree_master.junior"),
                  ("县级及以上骨干教师 / 小学", "backbone_teachers.primary"), ("县级及以上骨干教师 / 初中", "backbone_teachers.junior"),
                  ("校舍面积 / 教学及辅助用房", "teaching_area"), ("校舍面积 / 其中：室内体育用房", "indoor_sports_area"),
                  ("运动场地面积", "sports_ground_area"), ("教学仪器设备资产值", "equipment_value"), ("网络多媒体教室", "multimedia_rooms")]


def report_map(path, identifier):
    text = REPORT_MAP.format(id=identifier)
    for head, field in REPORT_COLUMNS:
        unit = {"equipment_value": 'unit = "wan_yuan"\n'}.get(field, "")
        missing = 'missing = ["－－"]\n' if field in FIELDS[:12] else ""
        text += f'\n[[column]]\nhead = "{head}"\nfield = "{field}"\n{unit}{missing}'
    text += '\n[[ignore]]\nheads = ["序号", "备注"]\nwhy = { zh = "顺序号和备注，不是数据", en = "running number and remarks, not figures" }\n'
    path.write_text(text, encoding="utf-8")


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────────

FLAT = ["pupils.primary", "pupils.junior", "pupils.senior", "teachers.primary", "teachers.junior",
        "teaching_area", "indoor_sports_area", "sports_ground_area", "equipment_value", "multimedia_rooms"]
FLAT_HEADS = ["小学在校生数", "初中在校生数", "高中在校生数", "小学专任教师数", "初中专任教师数", "教学及辅助用房面积（平方米）",
              "室内体育用房面积（平方米）", "运动场地面积（平方米）", "教学仪器设备资产值（元）", "网络多媒体教室间数"]


def flat_csv(path):
    """UTF-8 with BOM, CRLF, quoted thousands: what a spreadsheet program saves."""
    memory = io.StringIO()
    writer = csv.writer(memory, lineterminator="\r\n")
    writer.writerow(["学校标识码", "学校名称", "乡镇", "办学类型", "举办者类型"] + FLAT_HEADS)
    for code, name, township, kind, figures in SCHOOLS:
        by_field = dict(zip(FIELDS, figures))
        cells = []
        for field in FLAT:
            value = by_field[field]
            if value is None:
                cells.append("" if field.startswith("equipment") else "/")
            elif field == "equipment_value":
                cells.append(f"{int(value):,}")
            else:
                cells.append(value)
        writer.writerow([code, name, township, kind, "县级教育部门"] + cells)
    path.write_bytes(b"\xef\xbb\xbf" + memory.getvalue().encode("utf-8"))


def flat_map(path):
    text = '''# One head row; the units stand in the heads.

id = "county_flat"
form = "school"
title = { zh = "禾塘县学校数据 CSV（虚构）", en = "Schools of 禾塘县 as CSV (invented)" }
shape = "rows"

[file]
header_rows = [1]
recognise = ["学校标识码", "小学在校生数", "教学仪器设备资产值"]

[identity]
code = "学校标识码"
name = "学校名称"
township = "乡镇"

[fixed]
county = "禾塘县"
year = 2026

[[column]]
head = "办学类型"
field = "kind"

[[column]]
head = "举办者类型"
field = "sponsor"
'''
    for head, field in zip(FLAT_HEADS, FLAT):
        text += f'\n[[column]]\nhead = "{head.split("（")[0]}"\nfield = "{field}"\n'
    path.write_text(text, encoding="utf-8")


STAGED = ["pupils", "teachers", "degree_bachelor", "degree_master", "backbone_teachers"]
STAGED_HEADS = ["在校生数", "专任教师数", "本科毕业", "硕士研究生毕业", "县级及以上骨干教师数"]


def staged_csv(path):
    """GBK, a row for each stage of a school, year in a column."""
    memory = io.StringIO()
    writer = csv.writer(memory, lineterminator="\r\n")
    writer.writerow(["年度", "区县", "学校标识码", "学校名称", "乡镇", "学段"] + STAGED_HEADS)
    rows = []
    for code, name, township, _, figures in SCHOOLS:
        by_field = dict(zip(FIELDS, figures))
        stages = [s for s in ("primary", "junior") if by_field[f"pupils.{s}"] is not None]
        if stages:
            rows += [(code, "name", name), (code, "township", township), (code, "county", COUNTY), (code, "year", YEAR)]
        for stage in stages:
            values = [by_field.get(f"{field}.{stage}") for field in STAGED]
            writer.writerow([YEAR, COUNTY, code, name, township, {"primary": "小学", "junior": "初中"}[stage]] + ["" if v is None else v for v in values])
            rows += [(code, f"{field}.{stage}", v) for field, v in zip(STAGED, values) if v is not None]
    path.write_bytes(memory.getvalue().encode("gbk"))
    write_expected(path.with_name(path.name + ".expected.csv"), rows)


STAGED_MAP = '''# A row is one stage of a school.

id = "county_stages"
form = "school"
title = { zh = "禾塘县分学段数据 CSV（虚构）", en = "Stages of the schools of 禾塘县 as CSV (invented)" }
shape = "rows"

[file]
header_rows = [1]
recognise = ["学校标识码", "学段", "在校生数"]

[identity]
code = "学校标识码"
name = "学校名称"
county = "区县"
township = "乡镇"
year = "年度"

[stage]
head = "学段"
values = { "小学" = "primary", "初中" = "junior" }
'''


# ── one sheet a school, label and value side by side ──────────────────────────────────────────────

CARD_FIELDS = [("小学在校生数（人）", "pupils.primary"), ("初中在校生数（人）", "pupils.junior"), ("小学专任教师数", "teachers.primary"),
               ("初中专任教师数", "teachers.junior"), ("教学及辅助用房面积（㎡）", "teaching_area"), ("其中：室内体育用房面积（㎡）", "indoor_sports_area"),
               ("教学仪器设备资产值（万元）", "equipment_value"), ("运动场地面积（㎡）", "sports_ground_area"), ("网络多媒体教室间数（间）", "multimedia_rooms")]


def cards(path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    rows = []
    chosen = [SCHOOLS[i] for i in (0, 2, 4, 5, 6, 3)]
    for code, name, township, kind, figures in chosen:
        by_field = dict(zip(FIELDS, figures))
        sheet = book.create_sheet(name)
        sheet.append([f"{YEAR}年学校基本情况登记表"])
        sheet.merge_cells("A1:F1")
        sheet["A1"].alignment = Alignment(horizontal="center")
        sheet.append(["学校标识码", None, code, "办学类型", None, kind])
        sheet.append(["所在乡镇：", None, township, "举办者类型", None, "县级教育部门"])
        pairs = [(label, shown(field, by_field[field])) for label, field in CARD_FIELDS] + [("校长", "（略）")]
        for left, right in zip(pairs[::2], pairs[1::2]):
            line = []
            for label, value in (left, right):
                line += [label, None, "/" if value is None and "设备" not in label else value]
            sheet.append(line)
        for row in range(2, sheet.max_row + 1):
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
            sheet.merge_cells(start_row=row, start_column=4, end_row=row, end_column=5)
        sheet.append(["填表说明：没有的学段填“/”。"])
        rows += [(code, "name", name), (code, "township", township), (code, "county", COUNTY), (code, "year", YEAR),
                 (code, "kind", KINDS[kind]), (code, "sponsor", "county_education")]
        rows += [(code, field, by_field[field]) for _, field in CARD_FIELDS if by_field[field] is not None]
    save_xlsx(book, path)
    write_expected(path.with_name(path.name + ".expected.csv"), rows)
    text = '''# One sheet a school: the label, and the value in the next filled cell to its right.

id = "county_cards"
form = "school"
title = { zh = "禾塘县学校登记表（虚构）", en = "School cards of 禾塘县 (invented)" }
shape = "cards"

[file]
sheets = ["*"]
recognise = ["学校标识码", "教学及辅助用房面积"]

[identity]
code = "学校标识码"
name = "@sheet"
township = "所在乡镇"
year = "@heading"

[fixed]
county = "禾塘县"

[[column]]
head = "办学类型"
field = "kind"

[[column]]
head = "举办者类型"
field = "sponsor"
'''
    for label, field in CARD_FIELDS:
        unit = 'unit = "wan_yuan"\n' if field == "equipment_value" else ""
        text += f'\n[[column]]\nhead = "{label.split("（")[0]}"\nfield = "{field}"\n{unit}'
    text += '\n[[ignore]]\nheads = ["校长", "填表说明"]\nwhy = { zh = "人名和说明，不读入", en = "a person\'s name and an explanation, not read" }\n'
    path.with_name(path.name + ".map.toml").write_text(text, encoding="utf-8")


# ── formulas with stored results, as LibreOffice writes them ──────────────────────────────────────

def formulas(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "教师"
    sheet.append(["学校标识码", "学校名称", "乡镇", "小学专任教师数", "专科毕业", "本科毕业", "硕士研究生毕业", "高中阶段毕业"])
    rows = []
    for code, name, township, _, figures in SCHOOLS:
        by_field = dict(zip(FIELDS, figures))
        if by_field["teachers.primary"] is None:
            continue
        at = sheet.max_row + 1
        parts = [by_field[f"degree_{d}.primary"] for d in ("college", "bachelor", "master")]
        sheet.append([code, name, township, f"=SUM(E{at}:H{at})"] + parts + [by_field["teachers.primary"] - sum(parts)])
        rows += [(code, "name", name), (code, "township", township), (code, "county", COUNTY), (code, "year", YEAR),
                 (code, "teachers.primary", by_field["teachers.primary"])]
        rows += [(code, f"degree_{d}.primary", v) for d, v in zip(("college", "bachelor", "master"), parts)]
    last = sheet.max_row
    sheet.append(["合计", None, None] + [f"=SUM({c}2:{c}{last})" for c in "DEFGH"])
    plain = path.with_name("plain_" + path.name)
    save_xlsx(book, plain)
    made = convert(plain, "xlsx:Calc MS Excel 2007 XML", "_saved.xlsx")
    made.replace(path)
    plain.unlink()
    write_expected(path.with_name(path.name + ".expected.csv"), rows)
    text = '''# Formulas with stored results: the stored results are read.

id = "county_formulas"
form = "school"
title = { zh = "禾塘县小学教师学历表（虚构）", en = "Degrees of primary teachers in 禾塘县 (invented)" }
shape = "rows"

[file]
header_rows = [1]
recognise = ["学校标识码", "小学专任教师数", "专科毕业"]
totals = ["合计"]

[identity]
code = "学校标识码"
name = "学校名称"
township = "乡镇"

[fixed]
county = "禾塘县"
year = 2026
'''
    for head, field in (("小学专任教师数", "teachers.primary"), ("专科毕业", "degree_college.primary"), ("本科毕业", "degree_bachelor.primary"),
                        ("硕士研究生毕业", "degree_master.primary")):
        text += f'\n[[column]]\nhead = "{head}"\nfield = "{field}"\n'
    text += '\n[[ignore]]\nheads = ["高中阶段毕业"]\nwhy = { zh = "不高于规定学历，本表不用", en = "not above the required degree; not used" }\n'
    path.with_name(path.name + ".map.toml").write_text(text, encoding="utf-8")


def main():
    report = OUT / "county_report.xlsx"
    county_report(report)
    others = [convert(report, "ods", ".ods"), convert(report, "xls:MS Excel 97", ".xls")]
    for path in [report] + others:
        report_map(path.with_name(path.name + ".map.toml"), "county_report_" + path.suffix[1:])
        write_expected(path.with_name(path.name + ".expected.csv"), expected())
    flat = OUT / "county_utf8_bom.csv"
    flat_csv(flat)
    flat_map(flat.with_name(flat.name + ".map.toml"))
    write_expected(flat.with_name(flat.name + ".expected.csv"), expected(fields=FLAT))
    staged = OUT / "county_gbk_stages.csv"
    staged_csv(staged)
    text = STAGED_MAP
    for head, field in zip(STAGED_HEADS, STAGED):
        text += f'\n[[column]]\nhead = "{head}"\nfield = "{field}"\n'
    staged.with_name(staged.name + ".map.toml").write_text(text, encoding="utf-8")
    cards(OUT / "school_cards.xlsx")
    formulas(OUT / "county_formulas.xlsx")


if __name__ == "__main__":
    main()
