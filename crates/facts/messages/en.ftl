# What is said to the people who fill in and check returns while files are read.
# Three sentences each: what is wrong; .expected what was expected; .todo what to do. The file, sheet
# and cell are printed beside them.
# .page is what to do at a page: there is no command line, and no mapping file.

## The file as a whole

file-empty = The file is empty (0 bytes).
    .expected = A workbook or CSV file with something in it
    .todo = Saving or sending most likely failed. Export it again, or ask for it again.
file-unreadable = The file cannot be read to its end: { $said }
    .expected = A file that can be read as a whole
    .todo = Copy it to a local disk and try again; if that fails, export it again.
file-too-large = The file has { $size }, above the limit of { $limit }; it was not read.
    .expected = A file of at most { $limit }
    .todo = The data of a county are far smaller. See whether pictures or other things are in it; if it must be, split it by county or year.
file-kind = This is { $kind ->
        [pdf] a PDF document
        [rtf] an RTF document
        [docx] a Word document (docx)
        [doc] a Word document (doc)
        [odt] a text document (odt)
        [pptx] a presentation (pptx)
        [ppt] a presentation (ppt)
        [xlsb] a binary workbook (xlsb)
        [xls2] an Excel workbook from before 1995
        [xml2003] an “XML Spreadsheet 2003”
        [xml] an XML file
        [html] a web page (HTML) under another name
        [mht] a web archive (MHT)
        [zip] a zip archive
        [rar] a RAR archive
        [sevenz] a 7z archive
        [gzip] a GZ archive
        [image] a picture
        [database] a database file
       *[binary] no file this program knows
    }; it was not read.
    .expected = An Excel workbook (xlsx, xls), an ODS spreadsheet or a CSV file
    .todo = { $kind ->
        [pdf] Changing the extension does not help. Find the table it was made from, or type the figures into the template.
        [docx] Copy its table into a workbook and save that as xlsx.
        [doc] Copy its table into a workbook and save that as xlsx.
        [odt] Copy its table into a workbook and save that as xlsx.
        [rtf] Copy its table into a workbook and save that as xlsx.
        [pptx] Copy its table into a workbook and save that as xlsx.
        [ppt] Copy its table into a workbook and save that as xlsx.
        [zip] Unpack it first and import the workbook inside.
        [rar] Unpack it first and import the workbook inside.
        [sevenz] Unpack it first and import the workbook inside.
        [gzip] Unpack it first and import the workbook inside.
        [image] Figures in a picture cannot be read; type them into the template.
        [database] Export it from its program as a workbook or CSV.
       *[other] Open it in a spreadsheet program and save it as xlsx; if it does not open, export it again.
    }
file-encrypted = The workbook is locked with a password; it was not read, and no password is tried.
    .expected = A workbook without a password
    .todo = Open it in a spreadsheet program, take the password off, save and import again.
file-truncated = The file is cut off: its end is missing.
    .expected = The whole file
    .todo = Most likely a download, copy or message broke off. Get it again.
file-damaged = The file is damaged and cannot be read: { $said }
    .expected = A file that a spreadsheet program opens
    .todo = Open it in a spreadsheet program and save it as a fresh xlsx; if it does not open, export it again.
file-has-entities = The file holds what no spreadsheet program writes and may be malicious; it was not read.
    .expected = A workbook written by a spreadsheet program
    .todo = Export it again from its source; do not open files of unknown origin.
file-unpacks-too-large = The file is small but unpacks to more than { $limit }; reading was stopped to protect the machine.
    .expected = A workbook of ordinary size
    .todo = Export it again; if it is a real file, save it as a fresh xlsx in a spreadsheet program.
file-too-many-cells = The workbook has more cells than the limit of { $limit }; it was not read.
    .expected = The return of a county: hundreds of rows, dozens of columns
    .todo = Delete sheets, rows and columns that are not needed, save and import again; for large data use CSV.
file-too-many-sheets = There are more sheets than the limit of { $limit }.
    .expected = At most { $limit } sheets
    .todo = Split it into several workbooks.
file-without-sheets = The file has no sheet that can be read.
    .expected = At least one sheet with data
    .todo = Open it in a spreadsheet program; if it is empty, export it again.
file-again = The file is the same as “{ $first }”; it was read once.
    .expected = Every file once
    .todo = Nothing; if another file was meant, give that one.
file-name-misleads = The extension does not fit: the content is { $kind ->
        [xlsx] an Excel workbook (xlsx)
        [xls] an old Excel workbook (xls)
        [ods] an ODS spreadsheet
       *[text] text (CSV)
    }; it was read as such.
    .expected = An extension that fits the content
    .todo = Nothing for this import; rename the file so that other programs open it.

## Text files

text-encoding = { $encoding ->
        [UTF-16LE] This is “Unicode text” as spreadsheet programs save it; it was read as such.
        [UTF-16BE] This is “Unicode text” as spreadsheet programs save it; it was read as such.
       *[other] The text encoding of the file is { $encoding }; it was read as such.
    }
    .expected = { $encoding ->
        [UTF-16LE] A CSV file or “Unicode text”
        [UTF-16BE] A CSV file or “Unicode text”
       *[other] UTF-8 or GBK (GB 18030)
    }
    .todo = { $encoding ->
        [UTF-16LE] Nothing.
        [UTF-16BE] Nothing.
       *[other] See whether school names are garbled; if so, save as “CSV UTF-8” and import again.
    }
text-damaged = { $count ->
        [one] One cell is garbled
       *[other] { $count } cells are garbled
    } ({ $cells }).
    .expected = Sound text
    .todo = Type it again from the source; if there is much of it, export the file again as “CSV UTF-8”.
text-rows-limit = Only the first { $limit } rows were read.
    .expected = At most { $limit } rows
    .todo = Split the file by county or year.
row-too-long = The row is too long to be a school; it was not read ({ $lines } lines).
    .expected = One row a school
    .todo = See whether a line break is missing or a quote too many, and import again.
quote-open = A quote in this row has no partner; the row was not read ({ $lines } lines).
    .expected = Quotes in pairs
    .todo = Add or delete the quote and import again; best let a spreadsheet program save the CSV.

## How the sheet was understood

sheet-not-used = This sheet was not used ({ $rows } rows).
    .expected = The sheets named in the map
    .todo = If it holds data to be read, add it to the map; if not, nothing.
    .page = If it holds figures to be filled in, give it the titles of the form as heads and send it again; if not, nothing.
sheet-unknown = This sheet is not known; none of its { $rows } rows was read. Its heads seem to be: { $heads }
    .expected = The titles of the return, or the heads of a known map
    .todo = Run junheng facts map FILE to propose a map, check it, and name it with --map.
    .page = Write the titles of the form as heads, or use the offline workbook of this platform.
no-table = No heads with data below them were found, so no map can be proposed.
    .expected = One or a few head rows and a school in each row below; or labels and values, one sheet a school
    .todo = See whether it is the right file; if the heads come late, delete the text above them.
sheet-hidden = This sheet is hidden; it was looked at all the same.
    .expected = No hidden sheets
    .todo = If it holds old data, delete it and import again.
map-used = Read with the map “{ $title_en }” ({ $map }) onto the { $form_en }.
    .expected = A map that fits the file
    .todo = Nothing, if the columns match; if not, name another map (the list of column names) with --map.
    .page = Look the figures over; where they do not fit, use the offline workbook of this platform.
map-ambiguous = Several maps fit this sheet: { $maps }. It was not read.
    .expected = One map
    .todo = Say which with --map.
    .page = Write the titles of the form as heads, or use the offline workbook of this platform.
map-form-unknown = The map { $map } is for the form “{ $form }”, which this standard does not have; nothing was read.
    .expected = A form of this standard
    .todo = Choose another map or another standard.
    .page = This round has no such form; there is no need to send it.
read-by-titles = Read without a map, by the titles of the { $form_en }, { $count ->
        [one] one column
       *[other] { $count } columns
    }: { $heads }
    .expected = Heads as in the return
    .todo = Nothing, if the columns match; if not, make a map (a list of column names) with junheng facts map.
    .page = Nothing, if the columns match; if not, change the heads to the titles of the form.
heads-elsewhere = The map puts the heads in row { $stated }; they stand in row { $found } and were read there.
    .expected = Heads in the rows the map names
    .todo = Check what was read; if files look like this from now on, change header_rows in the map.
    .page = Look the figures over.
heads-not-mapped = These columns were not read: { $heads }
    .expected = Columns that the map uses or ignores by name
    .todo = Map what is needed; name the rest under [[ignore]].
    .page = Those that matter: change their heads to the titles of the form and send it again; leave the others.
heads-absent = The sheet does not have: { $heads }. Their figures count as not reported.
    .expected = Every column of the map
    .todo = Add the columns; if they were renamed, correct the map.
    .page = Add these columns; where a head was changed, change it back.
head-twice = Several columns are called “{ $head }” (columns { $columns_en }); none of them was read.
    .expected = One column a head
    .todo = Delete or rename one (last year's, say) and import again.
head-unit-unknown = The head “{ $head }” names the unit “{ $unit }”, which { $mu ->
        [yes] is not converted to { $expected_en } automatically
       *[no] cannot become { $expected_en }; this may be the wrong column
    }. The column was not read.
    .expected = The unit { $expected_en }
    .todo = { $mu ->
        [yes] Convert to { $expected_en } and change the head (1 mu is about 666.67 m²).
       *[no] If it is the wrong column, put the one in { $expected_en } here; if only the unit is wrong, correct the head.
    }
head-unit-differs = The head “{ $head }” says “{ $unit }”, the map says { $map_unit_en }; it was read as the map says.
    .expected = The same unit in head and map
    .todo = Look at the size of some figures; if it is wrong, change the unit in the map and import again.
    .page = Look at the size of a few figures; if they are wrong, convert them to this unit and import again.
only-heads = There is a head row and nothing below it.
    .expected = One row a school below the heads
    .todo = See whether everything was filtered out on export.
code-head-absent = No column “{ $head }” was found, so nobody can tell which school a row is.{ $count ->
        [0] {""}
       *[other] {" "}None of the rows { $rows } ({ $count }) was read.
    } The { $columns } columns are: { $heads }
    .expected = A column “{ $head }”
    .todo = Add a column “{ $head }” (school codes have ten digits), or rename yours to that. If there is none, ask whoever keeps the mapping file to read by name.
codes-absent = There are no school codes; schools are told apart by name.
    .expected = A column of ten-digit school codes
    .todo = Add codes before joining several files or comparing years: a renamed school will not match.
county-not-said = No county is named; all schools count as one county's.
    .expected = A column “county”, or --county
    .todo = Name the county with --county; if there are several, add the column.
    .page = Nothing: the county of the account is taken.
year-from-title = There is no year column; the title or file name says { $year }.
    .expected = A column “year”, or --year
    .todo = If the year is wrong, give it with --year.
    .page = If the year is wrong, add a column “年度” (year).
year-not-said = The year of the data is not named.
    .expected = A column “year”, or --year
    .todo = Give the year with --year.
    .page = Nothing: the year of the round is taken.

## A row

row-without-code = There is no usable school code; the school was read under its name.
    .expected = A ten-digit school code
    .todo = Add the code from the statistics.
row-needs-code = “{ $name }” has no school code; the row was not read.
    .expected = A ten-digit school code
    .todo = Add the code from the statistics and import again.
row-without-name = The row has figures but neither code nor name; it was not read.
    .expected = A school code or name
    .todo = Say which school it is; if it is a total, write 合计 in the name.
row-without-county = The row names no county; it was not read.
    .expected = The county
    .todo = Fill it in, or give --county.
    .page = Fill in the county.
county-unknown = No county is named; the school belongs to none.
    .expected = The county
    .todo = Fill it in; otherwise the school is not judged together with the others.
row-without-year = The year says “{ $value }”, which is no year; the row was not read.
    .expected = Four digits, such as 2025
    .todo = Write four digits and import again.
year-to-come = The year says “{ $value }”, which is later than { $latest }; the row was not read.
    .expected = A year no later than { $latest }
    .todo = Most likely mistyped: correct it and import again.
row-without-stage = “{ $head }” says “{ $value }”, which is no known stage; the row was not read.
    .expected = One of: { $expected }
    .todo = Correct it, or say in the map's [stage] which stage it means.
    .page = Write the name of a stage.
row-without-figures = The row “{ $name }” has a name and no figure; it was not read.
    .expected = A code and figures
    .todo = If it is a school, fill in code and figures; if not, delete it.
row-is-a-note = This row is a note, not a school; it was not read: { $text }
    .expected = One row a school
    .todo = Nothing; if it is a school after all, fill in a code or figures.
row-repeats-heads = The heads stand here again; the row was skipped.
    .expected = Heads once
    .todo = Nothing; heads repeated for printing may be deleted.
row-twice = Same code as { $first_en }: { $code } ({ $year }{ $staged ->
        [yes] , { $stage }
       *[no] {""}
    }), { $same ->
        [yes] with the same figures; it was read once.
       *[no] but other figures ({ $differs_en }). The figures of { $first_en } were taken, this row was not read.
    }
    .expected = One row a school and year{ $staged ->
        [yes] {" "}and stage
       *[no] {""}
    }
    .todo = { $same ->
        [yes] Delete the repetition.
       *[no] Find out which is right and delete the other; if they are two schools, correct a code.
    }
rows-disagree = “{ $column }” is { $kept } at { $first } and { $value } here; the first was taken.
    .expected = One figure a school and question
    .todo = Find out which is right, correct the other, import again.
rows-joined = { $count } rows were joined with the same schools of “{ $with }”: what both say is the same.
    .expected = Sheets with different columns, or with equal figures
    .todo = Nothing; if they should not be joined, import them apart.
row-short = The row has { $have } of { $want } cells; { $columns } ({ $heads }) count as not reported.
    .expected = { $want } cells a row
    .todo = See whether a comma is missing and figures have moved.
code-in-scientific = The school code reads “{ $value }”: its last digits are lost for good{ $loaded ->
        [no] , so it was not read.
       *[yes] .
    }
    .expected = The whole ten-digit code
    .todo = Go back to the source, set the column to Text, then save as CSV; or import the xlsx itself.
code-lost-digits = The school code “{ $value }” is not whole{ $loaded ->
        [no] , so it was not read.
       *[yes] .
    }
    .expected = A ten-digit code stored as text
    .todo = Set the column to Text and type the codes again from the statistics.
code-form = The school code “{ $value }” { $problem ->
        [length] does not have ten digits
        [sign] holds a sign that is no digit (often l or O for 1 or 0)
        [category] does not begin with a school category
       *[province] has no province in its third and fourth digit
    }; it was read as written.
    .expected = Ten digits: two of category, two of province, six of number
    .todo = Correct it from the statistics, or it will match neither other years nor other tables.
name-looks-like-formula = “{ $column_en }” looks like a formula: { $value }. It was read as plain text and not run.
    .expected = A plain name or code
    .todo = If the file comes from a trusted source, correct the text; otherwise do not open it, ask for it again.
cell-outside-heads = “{ $value }” stands under no head and was not read.
    .expected = Every figure under a head
    .todo = Delete it, or add a head.
text-too-long = The text is too long for a name or code and was not read: { $value }
    .expected = A short text: name, code
    .todo = Write the name; put explanations outside the table.
cell-damaged = The cell is garbled: { $value }. It was not read.
    .expected = Sound text
    .todo = Type it again from the source; if there is much of it, export the file again as “CSV UTF-8”.
totals-differ = The totals row says { $stated } for “{ $column }”; the schools add up to { $loaded }, a difference of { $difference }.
    .expected = The sum of the schools that were read
    .todo = See whether a school is missing, a cell could not be read, or the total is old. The schools were read.
totals-agree = { $count } totals rows agree with the sum of the schools.
    .expected = Totals that agree
    .todo = Nothing.

## A cell

cell-not-a-number = “{ $column }” says “{ $value }”; a number is wanted. It counts as not reported.
    .expected = A number ({ $unit_en })
    .todo = Write a number, or leave the cell empty.
cell-is-a-formula = “{ $column }” holds the text “{ $value }”, a formula rather than a number. It was not run and counts as not reported.
    .expected = A number ({ $unit_en })
    .todo = Write the number; do not run formulas of unknown origin.
cell-is-an-error = The formula of “{ $column }” failed: { $value }. It counts as not reported.
    .expected = A number ({ $unit_en })
    .todo = Correct the formula or write the number, save and import again.
cell-not-calculated = “{ $column }” is a formula without a stored result. It counts as not reported.
    .expected = A number ({ $unit_en })
    .todo = Open the file in a spreadsheet program, let it recalculate, save and import again.
cell-is-a-date = “{ $column }” holds the date { $value }; a number is wanted. It counts as not reported.
    .expected = A number ({ $unit_en })
    .todo = It looks like a number that the spreadsheet made a date of. Set the cell to General and type it again from the source.
cell-in-wan = “{ $column }” says “{ $value }”, with 万 or 亿 in it. It counts as not reported.
    .expected = The number in full ({ $unit_en })
    .todo = Write it out: 12000 for 1.2 万.
cell-unit-differs = “{ $column }” says “{ $value }”, in another unit than the column. It counts as not reported.
    .expected = { $unit_en }
    .todo = Convert, and write only the number.
cell-in-scientific = “{ $column }” says “{ $value }”; its last digits may be lost. It counts as not reported.
    .expected = The number in full ({ $unit_en })
    .todo = Write it out from the source.
cell-separators = “{ $column }” says “{ $value }”; with the comma there it cannot be told how much that is. It counts as not reported.
    .expected = A number ({ $unit_en }); thousands in groups of three
    .todo = Take the commas out; write the decimal point as “.”.
cell-too-long = “{ $column }” is far too large or has too many digits: { $value }. It counts as not reported.
    .expected = A reasonable number ({ $unit_en })
    .todo = Compare with the source and correct it.
cell-not-whole = “{ $column }” says { $value }; a whole number is wanted. It counts as not reported.
    .expected = A whole number ({ $unit_en })
    .todo = Compare with the source and correct it.
cell-negative = “{ $column }” says { $value }; it cannot be negative. It counts as not reported.
    .expected = 0 or more ({ $unit_en })
    .todo = Most likely a minus sign slipped in; check and correct it.
cell-per-cent = “{ $column }” says { $value }, a percentage; no share is wanted here. It counts as not reported.
    .expected = The number itself ({ $unit_en })
    .todo = Write the number, not the share.
cell-not-an-option = “{ $column }” says “{ $value }”, which is no option. It counts as not reported.
    .expected = One of: { $options_en }
    .todo = Choose one; if it is common, ask whoever keeps the mapping file to say which it means.
    .page = Write one of them.
cell-in-merged = { $count } cells of “{ $column }” are merged with the one above ({ $cells }); the figure counts for the top row only.
    .expected = A cell for each school
    .todo = Unmerge and fill in each school; if the figure is shared, say how it divides.
cell-has-unit = { $count } cells of “{ $column }” carry a unit ({ $cells }); they were read as numbers.
    .expected = Numbers only
    .todo = Nothing; numbers alone are safer.
cell-small-per-cent = “{ $column }” is a percentage, and { $count } cells are not above 1 ({ $cells }); 0.95 was read as 0.95 %.
    .expected = A percentage such as 95 or 95%
    .todo = Where 95 % was meant by 0.95, write 95.
figure-not-asked = { $count } cells of “{ $column }” ({ $cells }) give a figure that is not asked of their stage; they were not read.
    .expected = Figures of the stage
    .todo = Correct the stage if it is wrong; otherwise nothing.
said-not-reported = { $count } cells of “{ $column }” ({ $cells }) count as not reported, because the map says so.
    .expected = A real figure, or an empty cell
    .todo = If some of them are real, change `zero` or `missing` in the map.
    .page = If one of them is a real figure, type it into the form.

## Cards and statistics tables

label-twice = The label “{ $label }” stands in several places ({ $cells }); none was read.
    .expected = Each label once
    .todo = Delete or rename one.
label-several = “{ $label }” is found more than once (also at { $cells }); the first was used.
    .expected = Labels that fit one place
    .todo = Check the figure; if it is wrong, write the label in full in the map: “校舍建筑面积 / 合计”.
    .page = Look the figures over; if they are wrong, type them into the form.
label-not-found = Not found in { $table }: { $labels }. They count as not reported.
    .expected = Labels as in the map
    .todo = Compare with the table and correct the map.
    .page = Change the labels back to how they were, or type the figures into the form.
table-not-found = The file does not have these tables: { $tables }.
    .expected = The tables the map uses
    .todo = Nothing, if the school does not have the stage; otherwise export them too.
table-without-school = The workbook holds several schools and this table names none; it was not read.
    .expected = A school code in every table, or one school a workbook
    .todo = Export school by school.
card-again = The school already has a sheet ({ $first }); the two were put together.
    .expected = One sheet a school and year
    .todo = If they repeat each other, delete one.

## In all

more-alike = The same ({ $code }) { $count } times more, in rows { $rows }
    .expected = As above
    .todo = As above
stopped = Reading was stopped at row { $rows }; the rest was not read.
    .expected = All files read to their end
    .todo = Run again for the whole result.
campus-without-parent = The main school “{ $parent }” of a campus is not in the data; the campus stays a row of its own.
    .expected = The main school in the same data
    .todo = Correct the code of the main school, or add its data.
campus-part-missing = With its campuses merged, “{ $column_en }” was not reported by { $parts }; the sum counts as not reported.
    .expected = The figure of the main school and of every campus
    .todo = Fill in what is missing; write 0 where there is none.
campus-merged = A campus that is no school of its own was merged into “{ $parent }”.
    .expected = Campuses not counted as schools are merged
    .todo = Nothing; if it counts as a school, say so under 是否计校数.

## Lists (organisations, accounts)

list-without-heads = The heads of the list were not found.
    .expected = A head row within the first 20 rows, with: { $heads }
    .todo = Use the template and leave its heads as they are; or see whether it is the right file.
list-too-long = The list is too long; from this row on nothing was read.
    .expected = At most { $limit } rows at a time
    .todo = Bring it in in several parts.
list-cell-unread = This cell cannot be read: “{ $value }”
    .expected = A text of at most 200 characters
    .todo = Mend a formula that fails, or paste it as a value; shorten a text that is too long.
## Places and maps

places-not-geojson = This file is no GeoJSON that can be used: it is cut off, or not written as GeoJSON is (the reader says: { $said })
    .expected = GeoJSON (RFC 7946), or a workbook with school code, longitude and latitude
    .todo = Save it as GeoJSON from your GIS program, encoded as UTF-8.
places-other-system = The file's coordinates are in { $system }, not in degrees.
    .expected = Longitude and latitude (WGS 84 or CGCS2000), in degrees
    .todo = Export again with EPSG:4326 or EPSG:4490.
places-projected = { $count } coordinates are no degrees (the first: { $x }, { $y }); they look like metres of a projection.
    .expected = Longitude 70 to 140 and latitude 0 to 60, in degrees
    .todo = Export again with EPSG:4326 or EPSG:4490.
places-swapped = { $count } coordinates have latitude before longitude (the first: { $x }, { $y }).
    .expected = Longitude first, then latitude
    .todo = Swap the two numbers and upload again.
places-elsewhere = { $count } coordinates are not in China (the first: { $x }, { $y }).
    .expected = Longitude 70 to 140, latitude 0 to 60
    .todo = Check these coordinates.
places-too-detailed = The shapes are too detailed: { $count } corners where { $limit } are the most; nothing was read.
    .expected = Shapes fit to draw a county
    .todo = Simplify the shapes in your GIS program and upload again.
places-broken = { $count } shapes are incomplete and were not read.
    .expected = Areas of at least four corners that end where they begin
    .todo = Repair the shapes in your GIS program and upload again.
places-nothing = The file holds no usable shape and no usable place of a school.
    .expected = Areas of townships or the county, or points with a school's code or name
    .todo = Upload another file.
places-not-used = { $count } lines, groups of points and the like are of no use to the map and were not read.
    .expected = Areas and single points
    .todo = Nothing needs to be done.
places-unnamed = { $count } points do not say which school they are, and were not read.
    .expected = A school's code (code) or name (name) at every point
    .todo = Add it and upload again.
place-incomplete = “{ $name }” lacks its longitude or latitude and was not read.
    .expected = Both longitude and latitude
    .todo = Fill both in and upload again.
