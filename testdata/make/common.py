"""Shared by the scripts that make invented test files: files that come out the same every time."""
import csv
import datetime
import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTDATA = HERE.parent
DAY = datetime.datetime(2026, 9, 20)


def xlsx_bytes(book):
    """An openpyxl workbook with fixed times, so that making it again changes nothing."""
    book.properties.creator = "invented test data"
    book.properties.created = book.properties.modified = DAY
    memory, fixed = io.BytesIO(), io.BytesIO()
    book.save(memory)
    parts = zipfile.ZipFile(memory)
    with zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for item in parts.infolist():
            data = parts.read(item)
            if item.filename == "docProps/core.xml":
                # openpyxl stamps the moment of saving over the one asked for
                now = data.split(b"<dcterms:modified")[1].split(b">")[1].split(b"<")[0]
                data = data.replace(now, b"2026-09-20T00:00:00Z")
            out.writestr(zipfile.ZipInfo(item.filename, (2026, 9, 20, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def save_xlsx(book, path):
    path.write_bytes(xlsx_bytes(book))


def convert(path, to, suffix):
    """Let LibreOffice write `path` in another format; not the same bytes every time."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
             "--convert-to", to, "--outdir", folder, str(path)],
            check=True, capture_output=True)
        made = Path(folder) / (path.stem + "." + to.split(":")[0])
        target = path.with_name(path.stem + suffix)
        shutil.copyfile(made, target)
        return target


def write_expected(path, rows):
    """What must be read: one line a figure, in the unit of the form."""
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["code", "field", "value"])
        writer.writerows(rows)
