"""Makes seeds of the targets `workbook`, `csv`, `places` and `paper` from the test data: small files, one for each way in.

    python3 fuzz/make_seeds.py

The first byte of a workbook seed chooses where the rest goes (see fuzz_targets/workbook.rs).
"""
import io
import json
import pathlib
import zipfile

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent / "testdata"
CORPUS = HERE / "corpus"


def seed(target, name, content):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def part(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def workbooks():
    spoiled = DATA / "spoiled"
    seed("workbook", "xlsx_whole", b"\x00" + (spoiled / "totals_disagree.xlsx").read_bytes())
    seed("workbook", "xlsx_formulas", b"\x00" + (spoiled / "formula_injection.xlsx").read_bytes())
    sheet = part(spoiled / "totals_disagree.xlsx", "xl/worksheets/sheet1.xml")
    seed("workbook", "xlsx_sheet", b"\x01" + sheet[:3000])
    head = "".join(f'<c r="{c}1" t="inlineStr"><is><t>{t}</t></is></c>' for c, t in zip("ABCDEFG", "ansbcde"))
    row = '<c r="A2" t="inlineStr"><is><t>X1</t></is></c><c r="C2" t="str"><v>p</v></c><c r="D2" s="1"><v>12</v></c><c r="G2"><f>1+1</f></c>'
    seed("workbook", "xlsx_map", b"\x01" + f'<worksheet><sheetData><row r="1">{head}</row><row r="2">{row}</row></sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells></worksheet>'.encode())
    seed("workbook", "xlsx_strings", b"\x02" + '<sst uniqueCount="2"><si><t>学校名称</t></si><si><r><t>在校</t></r><r><t xml:space="preserve">生数 </t></r></si></sst>'.encode())
    seed("workbook", "xlsx_styles", b"\x03" + b'<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>')
    seed("workbook", "xlsx_book", b"\x04" + part(spoiled / "totals_disagree.xlsx", "xl/workbook.xml"))
    cells = "".join(f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>' for t in "ansbcde")
    row = '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>X<text:s text:c="2"/>1</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="string"><text:p>p</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.5"/><table:table-cell office:value-type="date" office:date-value="2025-09-01"/></table:table-row>'
    seed("workbook", "ods_content", b"\x05" + f'<office:document-content><office:body><office:spreadsheet><table:table table:name="s"><table:table-row>{cells}</table:table-row>{row}</table:table></office:spreadsheet></office:body></office:document-content>'.encode())
    cards = '<table:table-row><table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="{}"/></table:table-row>'
    seed("workbook", "ods_cards", b"\x05" + ('<office:document-content><table:table table:name="甲小学">' + "".join(cards.format(label, value) for label, value in [("k", 1), ("l", 412), ("m", 2700.5)]) + "</table:table></office:document-content>").encode())
    tables = "".join("<table:table-row>" + "".join(f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>' for t in line) + "</table:table-row>" for line in [["t1"], ["k", "7"], ["n"], ["甲小学"], ["", "c"], ["", "d"], ["r", "12"], ["q", "5"]])
    seed("workbook", "ods_tables", b"\x05" + f'<office:document-content><table:table table:name="t1">{tables}</table:table></office:document-content>'.encode())
    xls = (DATA / "workbooks" / "county_report.xls").read_bytes()
    seed("workbook", "xls_whole", b"\x07" + xls)
    statistics = (DATA / "statistics" / "jichu_2020_primary.xls").read_bytes()
    seed("workbook", "xls_statistics", b"\x07" + statistics)
    seed("workbook", "ods_whole", b"\x00" + (DATA / "workbooks" / "county_report.ods").read_bytes())
    seed("workbook", "xls_stream", b"\x06" + stream_of(xls))
    seed("workbook", "encrypted", b"\x07" + (spoiled / "encrypted.xlsx").read_bytes()[:4096])


def stream_of(xls):
    """The workbook stream of a compound file, roughly: from its first record to the end."""
    start = xls.find(b"\x09\x08\x10\x00\x00\x06")
    return xls[start:start + 9000]


def texts():
    seed("csv", "own_titles", "学校标识码,学校名称,在校生数（小学）,校舍面积（平方米）,设备值（万元）,巩固率\n2121000001,甲小学,412,\"2,700.5\",61.8,98.5%\n,合计,412,2700.5,61.8,\n".encode())
    seed("csv", "own_titles_gbk", "学校标识码,学校名称,在校生数,,校舍面积\n,,小学,初中,\nA1,甲小学,４１２,—,三千\n".encode("gb18030"))
    seed("csv", "map", b"2024\na,n,s,b,c,d,e\nX1,N,p,12,1,2,3.5\nX1,N,j,-9,0,,\nX1,N,j,1,1,1,1\n,total,,12,,,\n")
    seed("csv", "quotes", b"a;b\n\"x\"\"y\";1\n\"open;2\nz;3\n")
    seed("csv", "utf16", "﻿a\tb\n1\t2\n".encode("utf-16-le"))
    seed("csv", "cards", "k,1,l,412\nm,2700,校长,张三\n".encode())
    seed("csv", "html", b"<html><table><tr><td>a</td></tr></table>")


def places():
    square = [[119.5, 38.5], [119.7, 38.5], [119.7, 38.7], [119.5, 38.5]]
    area = {"type": "Feature", "properties": {"name": "河湾镇", "adcode": 219901}, "geometry": {"type": "MultiPolygon", "coordinates": [[square]]}}
    point = {"type": "Feature", "properties": {"学校标识码": "2121000001"}, "geometry": {"type": "Point", "coordinates": [119.6, 38.6]}}
    seed("places", "geojson", json.dumps({"type": "FeatureCollection", "features": [area, point]}, ensure_ascii=False).encode())
    seed("places", "projected", b'{"type":"Point","coordinates":[41512345,4571234]}')
    seed("places", "table", "学校标识码,经度,纬度\n2121000001,119.6,38.6\n2,38.6,119.6\n".encode())


def papers():
    office = io.BytesIO()
    with zipfile.ZipFile(office, "w") as archive:
        for name in ["[Content_Types].xml", "word/document.xml"]:
            archive.writestr(name, "<x/>")
    seed("paper", "docx", b"\x06" + office.getvalue())
    seed("paper", "xls", b"\x0a" + (DATA / "workbooks" / "county_report.xls").read_bytes())
    seed("paper", "pdf", b"\x00%PDF-1.4\n%%EOF\n")
    seed("paper", "png", b"\x01\x89PNG\r\n\x1a\n")


workbooks()
texts()
places()
papers()
