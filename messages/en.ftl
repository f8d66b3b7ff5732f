# Every sentence of the program. Those of the facts room stand in crates/facts/messages.

## Failures: when it cannot be done

failure-head = Error
label-todo = What to do
label-code = Code
list-and-more = { $list } and { $more } more

failure-file-not-found = There is no file "{ $path }".
    .todo = Check the name and the folder; put the whole path in quotes if it contains blanks.
failure-is-folder = "{ $path }" is a folder, not a file.
    .todo = Name the files in it, for example "{ $path }/*.xlsx".
failure-may-not-read = No permission to read "{ $path }".
    .todo = Ask its owner for permission, or copy the file into a folder of your own.
failure-cannot-read = "{ $path }" cannot be read: { $said }
    .todo = If the file is on a memory stick or a network drive, copy it to this machine and try again.
failure-may-not-write = No permission to write "{ $path }".
    .todo = Choose another folder with --out; if another program has the file open, close it there.
failure-disk-full = The disk is full; "{ $path }" was not written.
    .todo = Make room, or choose another disk with --out. No half-written file was left.
failure-no-folder = The folder of "{ $path }" does not exist.
    .todo = Make the folder first, or choose another place with --out.
failure-cannot-write = "{ $path }" cannot be written: { $said }
    .todo = Choose another place with --out. No half-written file was left.
failure-screen = Nothing can be written to the standard output: { $said }
    .todo = Write to a file with --out.
failure-not-for-terminal = { $format } cannot be shown on a screen.
    .todo = Write it to a file with "--out result.{ $format }".
failure-unknown-standard = There is no pack called "{ $written }".
    .todo = There are: { $known }. Put packs of your own into a folder and name it with --packs.
failure-no-packs = There are no packs in "{ $path }".
    .todo = A pack is a folder with a pack.toml; --packs names one, or a folder that holds some.
failure-broken-pack = { $count ->
    [one] There is one mistake in the pack; see above.
   *[other] There are { $count } mistakes in the pack; see above.
}
    .todo = Correct the files and lines named above, then run junheng standards check.
failure-unknown-position = There is no such switch position: { $written }
    .todo = There are: { $known }. junheng standards print says what each of them means.
failure-unknown-map = There is no map and no file called "{ $written }".
    .todo = There are: { $known }. For a new workbook let junheng facts map propose one.
failure-nothing-to-map = No table was found in "{ $path }"; there is nothing to map.
    .todo = Check that it is the right file, and that its table begins within the first few hundred rows.
failure-nothing-loaded = No school was loaded.{ $out ->
        [yes] {" "}{ $kept ->
            [yes] No file was written; the existing "{ $path }" is unchanged.
           *[no] No file was written.
        }
       *[no] {""}
    }
    .todo = { $typed ->
        [yes] See how to fix each problem:
       *[no] To see how to fix each problem, run the same command again as junheng facts check (the same files and options, without --out, --format and --fail).
    }
failure-over-input = "{ $path }" is a file to be read and is never written over; it is unchanged.
    .todo = Choose another name with --out.
failure-already-there = "{ $path }" is there already; nothing was written.
    .todo = Choose another folder, or move these files away first.
failure-unknown-ending = The ending { $written } is not known; it can be { $known }.
    .todo = Give --out another ending; to keep the name, say the format with --format.
failure-not-this-format = This command does not write { $written }.
    .todo = It writes { $known }.
failure-unknown-county = The data have no "{ $written }".
    .todo = They have: { $known }.
failure-unknown-year = The data have no year { $written }.
    .todo = They have: { $known }.
failure-not-a-record = "{ $path }" is not a result of junheng assess --format json.
    .todo = Write two results with junheng assess … --format json --out result.json, then compare these.
failure-other-record = "{ $path }" has the format { $format }; a comparison wants junheng.run/1.
    .todo = Write two results with junheng assess … --format json --out result.json, then compare these.
failure-unknown-subject = It is not clear what is to be explained: "{ $written }".
    .todo = Write "SCHOOL STAGE INDICATOR" (the school by code or full name), for example "1001 primary R4"; "STAGE INDICATOR CV", for example "primary R4 CV"; or an item, for example G3.
failure-unknown-school = The data have no school called "{ $written }".
    .todo = { $any ->
        [none] Write the school's code, or its full name as in the data.
       *[some] Did you mean: { $known }
    }
failure-unknown-stage = There is no stage called "{ $written }".
    .todo = The stages are: { $known }.
failure-unknown-indicator = There is no indicator and no item called "{ $written }".
    .todo = The nearest are: { $known }.
failure-unknown-test = The item has no requirement called "{ $written }".
    .todo = It has: { $known }.
failure-no-such-stage = "{ $school }" has no such stage: { $stage }.
    .todo = It has: { $known }.
failure-stage-missing = "{ $written }" names no stage.
    .todo = Write for example: "{ $example }".
failure-no-figure = There is no figure to explain for "{ $written }".
    .todo = A requirement asked of every school wants a school behind it, as in "G3 music 1001"; for a coefficient, perhaps no school reported what it needs: see "junheng gaps".
failure-interrupted = Stopped by Ctrl-C; nothing was written.

## When the command line is wrong

usage-did-you-mean = Did you mean: { $meant }
usage-see-help = For more: { $command } --help
usage-unknown-argument = { $argument } is not known
usage-unknown-command = There is no command "{ $written }"
usage-no-command = The command is missing
usage-missing = Missing: { $arguments }
usage-no-value = { $argument } wants a value
usage-unknown-value = { $argument } cannot be "{ $value }"; it can be { $known }
usage-not-a-day = { $argument } cannot be "{ $value }": write the day as 2026-09-01
usage-not-a-position = { $argument } cannot be "{ $value }": write SWITCH=OPTION, for example retention=f1
usage-bad-value = { $argument } cannot be "{ $value }": { $said }
usage-too-many = { $argument } does not want "{ $value }"
usage-repeated = { $argument } stands twice, or against another option
usage-not-utf8 = The command line has characters that cannot be read

## Help

help-usage = Usage
help-commands = Commands
help-command = COMMAND
help-option = OPTIONS
help-arguments = Arguments
help-options = Options
help-everywhere = For every command
help-examples = Examples
help-default = { " " }(unless given: { $value })

help-junheng = Junheng (均衡) judges a county by the Chinese measure for quality-balanced compulsory education, from the figures that schools and the county have, and explains every number.
    .examples =
        junheng sample county
        junheng assess county/* --day 2026-09-01
        junheng explain county/* --of "primary R4 CV"
help-assess = Assess: from files to a verdict
    .long = Reads files, judges every school and every item by a standard, and says what the coefficients of variation are, which schools fail and which figures are missing. Files may be .xlsx, .xls, .ods or CSV (UTF-8 or GBK), as many as you like.
    .examples =
        junheng assess schools.xlsx county.xlsx --day 2026-09-01
        junheng assess *.csv --standard school-conditions --county 臺南市
        junheng assess schools.xlsx --format html --out report.html
help-explain = Explain any number: clause, formula, split, inputs, cells
    .examples =
        junheng explain schools.xlsx --of "1001 primary R4"
        junheng explain schools.xlsx --of "primary R4 CV"
        junheng explain schools.xlsx G3
help-gaps = Gaps: how many teachers, m², yuan and rooms each school is short of
    .examples =
        junheng gaps schools.xlsx county.xlsx --day 2026-09-01
        junheng gaps schools.xlsx --out gaps.csv
help-compare = Compare two assessments: did the facts, the standard or the formulas move a figure?
    .examples =
        junheng assess 2025.xlsx --format json --out 2025.json
        junheng assess 2026.xlsx --format json --out 2026.json
        junheng compare 2025.json 2026.json
help-facts = Facts: import, check, map
    .examples =
        junheng facts check schools.xlsx
help-facts-import = Import: what every row and cell was read as
    .examples =
        junheng facts import schools.xlsx
        junheng facts import schools.xlsx --out as-read.csv
help-facts-check = Check: everything that is wrong in the data, where, and what to do
    .examples =
        junheng facts check schools.xlsx county.xlsx
        junheng facts check schools.xlsx --out findings.csv
help-facts-map = Map: propose a mapping file for a workbook nobody has seen before
    .examples =
        junheng facts map schools.xlsx --out schools.map.toml
help-standards = Standards: list, print, check, test, diff
    .examples =
        junheng standards list
help-standards-list = List the packs there are
    .examples =
        junheng standards list
help-standards-print = Print a standard: what it asks, the values in force, their sources, the switches
    .examples =
        junheng standards print --day 2026-09-01
        junheng standards print --overlay liaoning
help-standards-check = Check that packs are well made; mistakes are shown with file, line and a pointer into the formula
    .examples =
        junheng standards check
        junheng standards check my-province --packs overlays
help-standards-test = Test packs with their own cases
    .examples =
        junheng standards test my-province --packs overlays
help-standards-diff = Compare the values and formulas of two standards, or of two days
    .long = Compares the values and formulas of two standards, written PACK[+OVERLAY…][@DAY]: quality-balance-2017@2024-09-01 and quality-balance-2017+liaoning@2026-09-01.
    .examples =
        junheng standards diff quality-balance-2017 quality-balance-2017+liaoning
help-sample = Make an invented county to try things with (about 70 schools, three years)
    .examples =
        junheng sample county
        junheng sample county2 --seed 2 --schools 30
help-doctor = Look after itself: terminal, encoding, packs, permissions
    .examples =
        junheng doctor

arg-files = Files to read
    .value = FILE
arg-map = Read the files by this map: its name, or a mapping file
    .value = MAP
arg-year = Only this year's returns (else the newest in the files)
    .value = YEAR
arg-county = Only this county
    .value = NAME
arg-standard = The pack to judge by
    .value = PACK
arg-overlay = An overlay upon it, such as a province's; may stand several times
    .value = PACK
arg-day = Judge by what was in force on this day (else today)
    .value = DAY
arg-profile = Move a switch, for example retention=f1; may stand several times
    .value = SWITCH=OPTION
arg-out = Write to a file; its ending chooses the format unless --format does
    .value = FILE
arg-format = Format: table (for the screen), json, csv, xlsx, html
    .value = FORMAT
arg-explain-format = Format: table, json
    .value = FORMAT
arg-gaps-format = Format: table, json, csv
    .value = FORMAT
arg-compare-format = Format: table, json
    .value = FORMAT
arg-facts-import-format = Format: table (an overview), csv (the table as read), json
    .value = FORMAT
arg-facts-check-format = Format: table, json, csv
    .value = FORMAT
arg-fail = End with exit code 3 unless every county passes
arg-of = What to explain: "SCHOOL STAGE INDICATOR", "STAGE INDICATOR CV", an item; may stand several times
    .value = WHAT
arg-explain-files = Files to read; what to explain may follow them
    .value = FILE
arg-before = The earlier result (assess --format json)
    .value = BEFORE
arg-after = The later result
    .value = AFTER
arg-standards-diff-before = A standard: PACK[+OVERLAY…][@DAY]
    .value = STANDARD
arg-standards-diff-after = Another
    .value = STANDARD
arg-facts-map-standard = The pack whose forms it maps to
arg-facts-map-overlay = With the fields of an overlay; may stand several times
arg-facts-map-out = Write to a file instead of the screen
arg-file = The file to look at
    .value = FILE
arg-standards = Packs; all unless named
    .value = PACK
arg-folder = The folder to put the county into
    .value = FOLDER
arg-seed = Seed: the same seed always makes the same county
    .value = NUMBER
arg-schools = How many schools, about
    .value = NUMBER
arg-lang = Language: zh or en (or set JUNHENG_LANG)
    .value = LANGUAGE
arg-color = Colour: auto, always, never
    .value = WHEN
arg-quiet = Only data and errors
arg-packs = A folder with more packs; they replace built-in ones of the same name
    .value = FOLDER
arg-help = Show this help
arg-version = Show the version

## Packs

column-id = Id
column-title = Title
column-version = Version
column-contents = Contents
column-from = From
pack-usual = default
pack-built-in = built in
pack-extends = overlay on { $base }
pack-contents = { $indicators } indicators, { $items } items, { $cases } cases
pack-error-here = here
standards-list-hint = To read one in full: junheng standards print { $id }
standards-check-good = { $id }: no mistakes ({ $parameters } parameters, { $indicators } indicators, { $items } items, { $maps } maps)
standards-check-bad = { $id }: { $count ->
    [one] one mistake
   *[other] { $count } mistakes
}
standards-test-pack = { $id }: { $passed } of { $total } cases as expected
standards-test-summary = { $passed } of { $total } cases as expected
standards-test-failure = { $of }: expected { $expected }, found { $found }
standards-test-cannot = the case cannot be judged: { $said }
standards-diff-summary = { $differ } differ, { $same } are the same
standard-head = { $id } { $version } · day { $day } · standard { $hash }
title-documents = Documents
title-switches = Switches
title-parameters = Values in force on { $day }
title-measures = Named formulas
title-sections = Which schools make rows, and how totals are split
title-indicators = Indicators
label-overlay = Overlay
label-note = Note
label-other-positions = Other positions
label-source = Source
label-formula = Formula
label-limit = Limit
label-floor = floor
label-shared = Split
label-rule = Rule
label-evidence = Evidence
indicator-shared = the school's total is split between its stages
rule-schools = at least { $least } of { $all } indicators meet the limit, the others reach the floor
rule-applies = { $require } (where { $applies })
parameter-not-in-force = no value in force
column-stage = Stage
column-value = Value
column-what = What
basis-official = official text
basis-transcription = transcription
basis-memory = memory, to be checked
basis-ours = ours

## Doctor

column-check = Check
column-found = Found
doctor-good = All is well.
doctor-bad = Something needs attention; see above.
doctor-version-title = Version
doctor-version = junheng { $version } ({ $system }, { $machine })
doctor-encoding-title = Encoding
doctor-no-locale = no locale is set
doctor-encoding-todo = Set the terminal to UTF-8, for example with "export LANG=C.UTF-8".
doctor-terminal-title = Screen
doctor-terminal = a terminal of { $width } columns
doctor-no-terminal = not a terminal (laid out for { $width } columns)
doctor-terminal-todo = Make the window at least 80 columns wide, or set COLUMNS=100.
doctor-packs-title = Packs
doctor-packs = { $packs } packs, { $passed } of { $total } cases as expected
doctor-packs-todo = junheng standards check and junheng standards test say which.
doctor-writing-title = Writing
doctor-writing = { $folder } can be written to
doctor-writing-todo = Change to a folder that can be written to, or name a place with --out.
doctor-day-title = Today
doctor-day-todo = The clock of this machine is wrong; set it, or name the day with --day.

## Reading and assessing

progress-reading = Reading file { $number } of { $files }, { $file }: { $rows } rows
progress-judging = Assessing { $counties } counties
note-written = Written to { $path }
note-map-used = Read by the mapping file { $map }

outcome-pass = passes
outcome-fail = fails
outcome-cannot-decide = cannot be decided
outcome-not-judged = not judged
item-met = met
item-not-met = not met
item-cannot-decide = cannot be decided
item-needs-evidence = needs evidence
item-not-judged = not judged
standing-met = met
standing-near = just met
standing-floor = above the floor
standing-below = not met
standing-unknown = undecided
standing-no-limit = no limit
spread-above = above the limit
missing-not-reported = not reported
missing-unreadable = unreadable
missing-not-applicable = not applicable
missing-withheld = withheld
missing-small-group = withheld (small group)
missing-not-in-force = no value in force
missing-undefined = undefined (divided by zero)

county-and-year = { $county } { $year }
county-without-name = (county not named)

result-triple = Standard { $standard } { $version } ({ $standard_hash }) · facts { $facts_hash } · day { $day }
profile-default = Profile: all switches at their default
profile-moved = Profile: { $list }; the others at their default

verdict-told = { $verdict } ({ $rows } sections: { $pass } pass, { $fail } fail, { $open } cannot be decided)
verdict-not-judged = This standard gives figures and no verdict ({ $rows } sections)
schools-met = { $word }: { $met } of { $all } sections pass
spreads-met = { $word }: { $met } of { $all } coefficients within their limit
met-by = { $word }, { $sides }
test-schools = { $word } { $count }/{ $asked }: { $list }
test-no-school = all { $count } { $word }
side-missing = { $has } (should be { $sign } { $needs })
evidence-for = Evidence for { $tests }: { $papers }
title-failing = Sections that fail: { $count } of { $all }
legend-failing = × below the floor   △ below the limit, above the floor   ? cannot be decided
column-school = School
column-pupils = Pupils
column-met = Met
column-not-met = Indicators not met
column-indicator = Indicator
column-n = n
column-lacking = Lacks
column-mean = Mean
column-sd = SD
column-cv = CV
column-limit = Limit
column-result = Result
title-spreads = { $stage }: coefficients of variation ({ $rows } sections, { $pupils } pupils)
title-contributions = Most of the variance comes from (share of it)
title-undecided = Missing figures: cannot be decided
lack-return = There is no "{ $form }": { $items } cannot be decided
lack-county = "{ $form }" lacks { $what } (for { $items })
lack-schools = { $count ->
    [one] "{ $form }" of one school lacks { $what } (for { $items }): { $list }
   *[other] "{ $form }" of { $count } schools lacks { $what } (for { $items }): { $list }
}
undecided-hint = Fill these forms in and assess again; junheng gaps and junheng explain name every cell.
title-left-out = Sections that make no row
left-out-count = { $count }
title-rounding = Figures whose rounding would turn the verdict (judged unrounded)
title-otherwise = What other readings would change
otherwise-verdict = the county { $verdict }
otherwise-no-row = makes no row
otherwise-sections = { $count ->
    [one] one section differs: { $list }
   *[other] { $count } sections differ: { $list }
}
otherwise-values-only = { $count ->
    [one] same outcomes, one coefficient has another value
   *[other] same outcomes, { $count } coefficients have other values
}
otherwise-same = no difference at all: { $list }

summary-head = { $title } · { $counties } counties
summary-verdicts = { $pass } pass, { $fail } fail, { $open } cannot be decided
summary-hint = One county in full: --county NAME.
title-coefficients = Coefficients of variation (× above the limit)
column-county = County
column-verdict = Verdict
column-rows = Sections
column-failing = Fail
column-open = Open
column-cv-above = CV above
column-items-not-met = Items not met

title-input = Data
input-tally = Read { $read } rows = loaded { $loaded }{ $other ->
    [0] { "" }
   *[other] { " " }({ $other } of other years)
} + totals { $totals } + blank { $blank } + not loaded { $refused } ({ $files ->
    [one] one file
   *[other] { $files } files
}, { $schools ->
    [one] one school
   *[other] { $schools } schools
} this year)
input-findings = Findings: { $must_fix } must be fixed, { $explain } to be explained, { $notice } notices
input-hint = All findings and what to do:
input-hint-many = For all findings and what to do, run the same command again as junheng facts check (the same files and options, without --out, --format and --fail).
not-read = not read
notice-unread = Note: { $count ->
    [one] one file was not read: { $list }
   *[other] { $count } files were not read: { $list }
}
notice-refused = Note: { $count ->
    [one] one row was not loaded: { $list }
   *[other] { $count } rows were not loaded: { $list }
}
notice-other-years = Note: these are the figures of { $year }; not used: { $list }. Choose a year with --year.
other-year = { $count ->
    [one] one row
   *[other] { $count } rows
} of { $year }
other-year-not-said = { $count ->
    [one] one row
   *[other] { $count } rows
} that name no year
year-other = { $count ->
    [one] This row is of { $year } and is
   *[other] These { $count } rows are of { $year } and are
} not used
    .expected = The year that is looked at
    .todo = Correct a year that is mistyped; to look at that year, choose it with --year.
year-needed = { $count ->
    [one] This row names no year and is
   *[other] These { $count } rows name no year and are
} not used
    .expected = A year in every row, or only one year in all files
    .todo = Write the year into the sheet, or say with --year which year rows without one are of.
year-taken = { $count ->
    [one] One return names
   *[other] { $count } returns name
} no year and were read as of { $year }, as the others
    .expected = A year in every return
    .todo = Check the year; where it is another, write it into the sheet or name it with --year.
notice-before = Note: the limits of this standard hold from { $from }. The day asked for is earlier, so no indicator has a limit.

grade-must-fix = Must be fixed
grade-explain = To be explained
grade-notice = Notice
check-breached = { $subject }: fails the check "{ $title }" ({ $figures })
field-unknown = The form has no field "{ $field }"
    .todo = Reload the page and try again.
return-not-counted = This return is not among those that count, so a change has no effect
    .todo = Let all returns count, then try again.
place-unknown = There is no school called “{ $name }”
    .expected = Code or name of an open school of the county
    .todo = Check code and name; a new school is added under Organisations first.
place-several = More than one school is called “{ $name }”
    .expected = A school that can be told from others
    .todo = Use the school's code.
place-again = “{ $name }” has two places; the first was taken
    .expected = One place a school
    .todo = Keep the right one and upload again.
place-outside = “{ $name }” lies in none of the shapes
    .expected = A place within the county
    .todo = Check the coordinates; shapes and places may be in different systems.
places-offset = Places should be WGS 84 or CGCS2000. Those taken from Amap or Tencent (GCJ-02) or Baidu (BD-09) are off by some hundred metres, which no program can see.
    .expected = Coordinates without such an offset
    .todo = Convert them before uploading; mend single schools on the map.
shapes-without-township = These shapes fit no township by name or code: { $names }
    .expected = A name or code as under Organisations
    .todo = The map is drawn all the same; to shade townships, use the same names and upload again.
place-sheet = sheet "{ $sheet }"
place-cell = { $count ->
    [1] row { $row }, column { $column }
   *[other] rows { $row }, column { $column } ({ $count } rows)
}
place-rows = { $count ->
    [1] row
   *[other] rows
} { $rows }
place-join = ,{ " " }
label-where = Where
label-expected = Expected

## Explaining

label-applies = Applies when
label-condition = Requires
label-floor-line = Floor
label-lacking = Missing, and not counted
label-mean-of = Mean of { $count }
label-rounding = Mind
no-row = No row for { $stage }
origin-absent-stage = the school has no such stage: counted as 0
origin-nowhere = no file has this column
origin-switch = profile
entry-source = { $source }, since { $from }, { $basis }, checked { $checked }
rounding-decides = Rounded, the answer would be the opposite; it is judged unrounded.
rule-county = the county passes when every item of every group is met
section-doubt = not certain to make a row: { $reason }
spread-title = { $name }: coefficient of variation
composite-title = { $stage }: composite coefficient of variation
title-groups = Groups
title-inputs = Figures used
title-members = School by school
title-terms = Terms, greatest first (X = x ÷ P)
truth-no = no
truth-yes = yes
column-name = Name
column-origin = From
column-square = (X−mean)²
column-term = Term
column-share = Share
column-have = Has
column-need = Needs
column-unit = Unit
column-group = Group
column-items-open = Items that are not met

## Gaps

gaps-title = { $county }: gaps
gaps-none = No gap can be computed.
gaps-sections = Indicators of sections
gaps-floor = { $count ->
    [one] One indicator of each section may stay at its floor (85 %); the others must reach the limit.
   *[other] { $count } indicators of each section may stay at their floor (85 %); the others must reach the limit.
}
gaps-items = Items
gaps-totals = In all, every gap brought to its limit
gaps-total = { $count ->
    [one] { $buy } { $amount } (one gap)
   *[other] { $buy } { $amount } ({ $count } gaps)
}
gaps-questions = Figures to be asked for first
column-lacks = Lacks
column-to-floor = To the floor
column-item = Item
column-whose = School or county
column-buy = What

## Comparing

run-before = Before
run-after = After
column-standard = Standard
column-hash = Standard hash
column-facts = Facts hash
column-day = Day
column-cause = Cause
changes-other-standard = Note: the two runs used different packs ({ $before }; { $after }); their results cannot be set side by side.
changes-other-counties = Note: the two results have no county in common (before: { $before }; after: { $after }); there is nothing to compare.
changes-absent = not there
changes-verdicts = Counties whose verdict moved
changes-items = Items whose outcome moved, and why
changes-spreads = Coefficients that moved
changes-figures = Figures of sections that moved ({ $count }; those that turned come first)
changes-more = { $count } more; all of them with --format json
changes-end = In all: { $verdicts } verdicts, { $items } items, { $spreads } coefficients and { $figures } figures moved; { $unmoved } figures did not.
cause-facts = facts: { $list }
cause-parameters = values of the standard: { $list }
cause-formula = formula: { $before } → { $after }
cause-profile = profile: { $list }
cause-answers = answers of the county: { $list }
cause-counts = number that meet it: { $list }
cause-standard = same facts, another standard
cause-turned = { $sections ->
    [one] one section
   *[other] { $sections } sections
} and { $spreads ->
    [one] one coefficient
   *[other] { $spreads } coefficients
} turned
cause-appeared = no such row before
cause-vanished = no such row after
cause-schools = schools: { $changed } changed, { $came } came, { $went } went

## Importing

column-sheet = File and sheet
column-form = Form
column-map = Map
column-read = Read
column-loaded = Loaded
column-totals = Totals
column-blank = Blank
column-refused = Refused
title-sums = Sums of what was loaded, to compare with your own

## Sample county

sample-written = The invented county { $county }, in { $files } workbooks; no school in it is real.
sample-hint = Next:

## Findings

findings-alike = { $count } more of the same kind
label-why = Why

## Mapping

map-proposed = { $certain } heads mapped; { $uncertain } uncertain, left as comments for you to decide; { $unknown } unknown.
map-hint = Check it, then:
map-file = MAP

## The report (page and workbook)

report-brand = Junheng · quality-balanced compulsory education
report-standard = Standard
report-facts = Facts
report-schools-read = { $count ->
    [one] { $count } school
   *[other] { $count } schools
}
report-day = Day of judgment
report-contents = Contents
report-overview = Counties
report-verdict = Verdict
report-checklist = Assessed items
report-spreads = Means and spread between schools
report-failing = Sections that fail
report-open = What cannot be decided yet
report-readings = Other readings of the law
report-rows = Indicators by school
report-left-out = Not listed as rows
report-findings = Data findings
report-basis = Basis and notes
report-proofs = Proof pages
report-bounded = { $rows } sections in all. To keep the file usable it holds the counties' results, the plots and the worst schools, without a proof for every school. For the proofs of one county assess it alone with --county.
report-legend = Signs
report-rounding = decided on the unrounded value; the rounded one would turn the answer
report-switches = Switches
report-switch = Switch
report-position = Position
report-why = Why there is a choice
report-changed = not the default
report-no-switches = This standard has no switches.
report-texts = Texts
report-files = Files
report-and-more = and { $count } more
report-and-zeros = the other { $count } are 0
report-and-more-rows = { $count } more failing sections are not listed.
report-and-more-figures = and { $count } figures of schools, on their proof pages
report-footer = Standard { $standard } · facts { $facts } · day { $day } · where these three are the same, so is the result

report-verdict-none = Figures only, no verdict

report-issued = issued { $day }

report-origin-absent-stage = no such stage
report-origin-nowhere = in none of the files
report-origin-switch = switch

report-section-part = { $stage }
report-county-itself = County
report-county = County
report-year = Year
report-of-year = { $year }
report-row-count = Sections
report-failed-rows = Fail
report-stage = Stage
report-composite = Composite
report-for-information = for information
report-mean = Mean
report-cv = CV
report-no-rows = no sections
report-no-spread = no data
report-school = School
report-pupils = Pupils
report-pupils-of = { $pupils } pupils
report-rows-count = { $count }
report-met-count = Met
report-result = Result
report-all-outcomes = All results
report-find = Find a school or township
report-comma = ,{" "}
report-semicolon = ;{" "}
report-colon = :{" "}

report-counts = { $all } items judged:
report-count-met = met { $count }
report-count-failed = not met { $count }
report-count-open = figure missing { $count }
report-count-evidence = needs evidence { $count }
report-obstacles = Items not met: { $count }
report-no-obstacles = No item is missed.
report-evidence-needed = evidence:{" "}
report-to-proof = working
report-to-terms = terms
report-tally = { $met } of { $asked } meet it
report-tally-all = all { $asked } meet it
report-tally-rows = { $met } of { $asked } sections pass
report-tally-spreads = { $met } of { $asked } met
report-tally-failed = { $count } do not
report-tally-open = { $count } open
report-pause = ,{" "}
report-all-rows = all must pass
report-have-need = has { $have }, needs { $need }
report-spread-of = { $stage } { $indicator }
report-answer-yes = reported as met
report-answer-no = reported as not met
report-answer-evidence = waiting for evidence

report-chosen = reported: { $option }

report-plot-line = Mean { $mean } { $unit } · sd { $sd } · { $rows } sections
report-plot-missing = { $count } without a figure, left out
report-limit = Standard
report-floor = Floor
report-limit-line = standard { $value }
report-floor-line = floor { $value }
report-strip-legend = Each mark is a section, placed by its value: a dot meets the standard, △ misses it above the floor, × lies below the floor; the red line is the standard, the dashed line the floor, ▲ the mean. Named are the schools that contribute most to the spread, with their share.
report-strip-legend-plain = Each dot is a section, placed by its value; ▲ is the mean. Named are the schools that contribute most to the spread, with their share.
report-strip-summary = { $indicator }: { $rows } sections, lowest { $low }, highest { $high }; { $floor } above the floor but missing the standard, { $below } below the floor
report-far = › at the right edge: { $count } values too far away to be drawn in place

report-short-of = Indicators missed, and gaps
report-met-of = { $met } of { $of } met
report-may-stay = Of these, { $count } may stay at the floor.
report-gap = lacks { $limit } ({ $buy })
report-gap-floor = lacks { $limit } ({ $buy }); { $floor } to the floor
report-questions = Figures to be asked for
report-ask-whom = Whom to ask
report-ask-what = Missing figures
report-waits = Waiting for them
report-no-questions = Nothing is undecided for want of a figure.
report-doubt = { $name } ({ $stage }): whether it is a row is open – { $reason }
report-evidence = Items that only evidence decides
report-item = Item
report-answer-wanted = To be confirmed
report-look-at = Look at
report-readings-why = Where texts differ the program has a switch. Each line judges the county again with one switch moved and names what would change.
report-read-as = Read as
report-would-change = What would change
report-now = now:{" "}
report-nothing-changes = nothing
report-moved = ; { $count } coefficients have another value
report-no-row = no row
report-reason = Reason

report-proofs-why = Each figure with its clause, formula, split, inputs and their cells; a calculator gives the same.
report-item-proofs = Items of the county
report-proved-by-school = Asked school by school, { $count } times; the working is on the schools' pages.
report-figures-from = Figures from:{" "}
report-school-code = Code
report-township = Township
report-rule = of { $of }: met { $met }, above the floor { $floor }, below it { $below }, missing { $open }
report-school-tests = Items asked of the school
report-what = Indicator and clause
report-reckoning = Working
report-inputs = Inputs and cells
report-line-amount = amount
report-line-split = split
report-line-weighted = weighted pupils { $sum }
report-line-value = value
report-formula-and = {" "}and{" "}
report-formula-or = {" "}or{" "}
report-formula-not = not ({ $of })
report-formula-min = min({ $of })
report-formula-max = max({ $of })
report-formula-ceil = rounded up({ $of })
report-formula-if = if { $condition } then { $yes } else { $no }
report-formula-sum = sum over schools({ $of })
report-back = back
report-sum = Sum
report-term-amount = amount
report-term-per = per
report-term-share = Share
report-cv-by-pupils = Weighted by pupils: X̄ = Σx ÷ ΣP, S² = Σ (P ÷ ΣP)(X − X̄)², CV = S ÷ X̄.
report-cv-alike = Unweighted: X̄ is the mean of the schools' values, S² = Σ (X − X̄)² ÷ n, CV = S ÷ X̄.
report-cv-sample = Unweighted, sample deviation: X̄ is the mean of the schools' values, S² = Σ (X − X̄)² ÷ (n − 1), CV = S ÷ X̄.

report-findings-count = { $count }
report-no-findings = Reading and checking found nothing wrong.
report-sheet = Sheet
report-rows-read = Rows read
report-rows-loaded = Loaded
report-rows-refused = Refused
report-rows-totals = Totals
report-rows-blank = Blank
report-single = one only
report-todo = What to do:{" "}

report-page-footer = &C&A, page &P
report-tab-about = About
report-tab-basis = Basis
report-tab-counties = Counties
report-tab-spreads = Spread
report-tab-rows = Schools
report-tab-items = Items
report-whose = { $county }, { $year }, judged on { $day }
report-county-year = { $county } { $year }
report-counties-count = { $count ->
    [one] { $count } county
   *[other] { $count } counties
}
report-one-county-only = The declaration form is one county's: assess a single one with --county to have it written.
report-triple = What the verdict rests on
report-triple-why = where standard, facts and day are the same, so is the result
report-layout = Layout
report-file = File
report-text = Text
report-means-met = reaches the standard
report-means-near = reaches the standard by less than 5 %: a small change would miss it
report-means-floor = misses the standard but is at least 85 % of it; one indicator of a section may
report-means-failed = misses the standard and lies below the floor
report-means-open = a figure is missing: neither met nor not met
report-means-evidence = only evidence can decide it
report-signs-note = △ behind a number: short of the standard but above the floor; ×: not met; no sign: met. Numbers are kept unrounded and rounded only for show; every decision uses the unrounded value.

report-line = Item
report-by-hand = fill in
report-by-hand-note = “fill in”: a figure that neither return asks for; take it from the statistics.
report-does-not-apply = no result
report-silent-schools = missing: { $count ->
    [one] { $count } school has
   *[other] { $count } schools have
} not reported
report-in-brackets = ({ $words })
report-passed-count = Schools that reach it
report-passed-share = Share (%)
report-open-rows-note = { $count } more sections cannot be decided for want of figures and are not counted as passing.
report-band = { $stage } ({ $count })
report-remark-all = all { $count } met
report-remark-met = met { $count }: { $names }
report-remark-floor = at { $share }: { $names }
report-remark-below = below { $share }: { $names }
report-remark-open = missing: { $names }
report-remark-rounding = { $name } judged at { $value }; rounded it would turn
report-county-mean = County mean
report-spread-open = cannot be decided: { $missing } missing, the other { $rows } give { $value }
report-composite-open = figure missing
report-item-name = Item
report-item-says = Figures or conclusion
report-item-met = Met

report-basis-title = The basis of every figure
report-basis-bounded = { $rows } sections: the basis of every figure would not fit a usable workbook. Assess one county alone with --county.
report-whose-figure = School or county
report-value = Value
report-unit = Unit
report-limits = Standard and floor
report-clause = Clause
report-formula = Formula
report-spread-inputs = amounts and denominators of { $rows } sections, see the schools
report-schools-count = Schools
report-failed-items = Items not met
report-indicator = Indicator
report-rows-counted = Counted
report-rows-missing = Missing
report-sd = sd
report-group = Group

failure-not-made = Cannot make the { $format } report: { $said }
    .todo = This is a mistake of the program: please tell its keepers the command and the version. The other formats still work.

## The platform: commands

help-serve = The platform: schools, townships and the bureau fill in, check and look at results in a browser
    .long = Starts a web server; data is kept in a folder (or in PostgreSQL), and no internet is needed. The first start makes an administrator whose one-time password is shown once, on this terminal. Ctrl-C stops it, after the requests that were received are done.
    .examples =
        junheng serve --name Qinghe --code 210000
        junheng serve --data postgres://junheng@db.local/junheng --listen 0.0.0.0:7200
help-audit = The audit log
help-audit-verify = Check the audit log: was any line changed, removed or inserted?
    .examples =
        junheng audit verify --data junheng-data
help-backup = Back everything up into one file and evidence into the folder .files beside it, while the platform goes on working
    .examples =
        junheng backup backup-2026-09-01.db --data junheng-data
help-restore = Restore a backup into an empty folder or an empty database
    .examples =
        junheng restore backup-2026-09-01.db --data new-folder
help-migrate = Move everything from one database to another, and prove counts and fingerprints equal, table by table
    .examples =
        junheng migrate --from junheng-data --to postgres://junheng@db.local/junheng

arg-data = Where the data is kept: a folder, or postgres://user:password@host/name
    .value = PLACE
arg-serve-files = Where the files of evidence are kept: a folder, or s3://BUCKET/PREFIX; beside the database if left out
    .value = PLACE
arg-listen = Address and port at which browsers are awaited
    .value = ADDRESS:PORT
arg-name = At the first start: the county's name; it can be changed in the pages
    .value = NAME
arg-code = At the first start: the administrative code
    .value = CODE
arg-kind = At the first start: whether it is a province, a city or a county
    .value = KIND
arg-log = Form of the log: text or json
    .value = FORM
arg-backup-file = Write the backup into this file, which must not exist yet
    .value = FILE
arg-restore-file = The backup
    .value = FILE
arg-migrate-from = Where it is
    .value = PLACE
arg-migrate-to = Where it shall go; must be empty
    .value = PLACE
arg-migrate-from_files = Where the files of evidence are: a folder, or s3://BUCKET/PREFIX; beside the database if left out
    .value = PLACE
arg-migrate-to_files = Where to move them: a folder, or s3://BUCKET/PREFIX; beside the database if left out
    .value = PLACE
arg-backup-files = Where the files of evidence are: a folder, or s3://BUCKET/PREFIX; beside the database if left out
    .value = PLACE
arg-restore-files = Where to restore the files of evidence: a folder, or s3://BUCKET/PREFIX; beside the database if left out
    .value = PLACE

serve-first =
    First start: an administrator was made. The one-time password is shown only here; it must be changed after signing in:
      login    { $login }
      password { $password }
serve-address = The platform is up: { $address }
serve-stopped = The platform has stopped.
audit-whole = The audit log is whole: { $lines } lines, the last with fingerprint { $hash }
audit-broken = The audit log was touched: line { $seq } does not fit its neighbours
backup-written = Backed up and checked: { $path }
restore-done = Restored into { $data }; counts and fingerprints of all tables are those of the backup.
migrate-done = Moved to { $data }; counts and fingerprints of all tables are the same as before.
held-files = files of evidence
column-table = Table
column-count = Rows
column-fingerprint = Fingerprint

permissions-sheet = Permissions
permissions-verb = Verb
permissions-by-topic = by topic

failure-cannot-listen = Cannot listen at { $at }: { $said }
    .todo = Perhaps another program (or another platform) holds this port: stop it, or choose another one with --listen.
failure-no-house = There is no platform's data in { $data }
    .todo = Name the folder or the database's address with --data.
failure-data-read-only = { $path } may only be read; a platform must write there
    .todo = Look whether the disk is mounted for writing, and whether folder and file belong to whoever runs the platform.
failure-refused = Not done: { $said }
    .todo = Check what was given; if it stays unclear, send this sentence to whoever runs the house.
failure-not-empty = There is data in { $data } already; nothing was written over
    .todo = Name an empty folder or an empty database.
failure-file-lost = The file of the paper "{ $name }" is lost or was changed; nothing was finished
    .todo = Find the file with the SHA-256 { $sha256 } (in an older backup, say), put it back and try again.
failure-files-unknown = "{ $place }" is no place for files of evidence
    .todo = Write a folder, or s3://BUCKET/PREFIX (the bucket in letters, digits, "-", "." and "_").
failure-files-no-endpoint = Nothing says where the storage of { $place } is
    .todo = Set AWS_ENDPOINT_URL in the environment, for example https://s3.bureau.cn:9000. No storage on the internet is asked by itself.
failure-files-no-keys = Nothing says who may come into { $place }
    .todo = Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.
failure-files-plain-http = The storage of { $place } would be asked without encryption
    .todo = Give an https address in AWS_ENDPOINT_URL; if your own network has only http, set AWS_ALLOW_HTTP=true.
failure-files-setting = A setting for { $place } will not do: { $said }
    .todo = Check the environment's variables that begin with AWS_: an address is written in full (https://host:port), without a password; no blanks, no line breaks.
failure-files-no-bucket = There is no bucket { $place }
    .todo = Make it on the storage first, or check what --files and AWS_ENDPOINT_URL say.
failure-files-refused = The storage refuses { $place }: { $said }
    .todo = Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION; the account must be let list, read, write and break off uploads. A clock that is off by minutes is refused too.
failure-files-away = The storage of { $place } does not answer as it should: { $said }
    .todo = Check that it runs, that the network reaches it and that AWS_ENDPOINT_URL is its address; then try again.
failure-database = The database failed: { $said }
    .todo = Check the address, the space on the disk and your rights; with PostgreSQL, that the server runs and lets the account in.

## The platform: why something was not done

problem-account-name = The login or the name will not do
    .detail = Login "{ $login }": it must not be empty nor longer than 40 signs, and the name must not be empty.
    .todo = Mend it and send it again.
problem-answer-pending = The same request was done already; its answer was lost or is on its way
    .todo = Reload the page to see what came of it.
problem-basis = There is no basis "{ $basis }"
    .todo = Write all, submitted or locked.
problem-body-too-large = Too much was sent
    .todo = At most { $limit } at a time: make it smaller, or send it in parts.
problem-body-unreadable = What was sent cannot be read
    .detail = { $said }
    .todo = See the description of the interface.
problem-changed-meanwhile = Somebody changed it after you looked
    .detail = You saw version { $seen }; version { $now } holds now.
    .todo = See what was changed before you go on.
problem-csrf = This request does not seem to come from the platform's pages
    .todo = Reload the page and try again.
problem-database = The database failed; nothing was done
    .todo = Try again later; if it goes on, tell the administrator, with the request's number.
problem-database-away = The database cannot be reached just now
    .todo = Try again in a few seconds; what you filled in is still on the page.
problem-day = "{ $day }" is not a day
    .todo = Write a day as 2026-09-01.
problem-disk-full = The disk is full; nothing was saved
    .todo = Ask the administrator for room; what you filled in is still on the page.
problem-disk-read-only = The data may only be read; nothing was saved
    .todo = Ask the administrator to check the rights of disk and folder.
problem-exists = It exists already
    .todo = Reload the page and look; codes and logins are used once.
problem-field-unknown = The form has no field "{ $field }"
    .todo = Reload the page and try again.
problem-files-away = The storage of evidence does not answer just now
    .todo = Nothing was saved or opened. Try again in a few seconds; if it goes on, tell the administrator.
problem-files-refused = The storage of evidence does not let the platform in
    .todo = Nothing was saved or opened. Ask the administrator to check the bucket, its keys and its rights; the log says what it objects to.
problem-group-unknown = The form has no group "{ $group }"
    .todo = Reload the page and try again.
problem-idempotency-key = The Idempotency-Key will not do
    .todo = Use 1 to 128 visible ASCII signs.
problem-idempotency-reused = Another request carried this Idempotency-Key
    .todo = A new request needs a new key.
problem-if-match-needed = The version you looked at is not told
    .todo = Send the ETag you read as If-Match.
problem-if-match-unreadable = If-Match cannot be read
    .todo = Send the ETag as you read it, such as "7".
problem-internal = The program failed; nothing was done
    .todo = Tell the administrator, with the request's number.
problem-item-unknown = The standard has no item "{ $item }"
    .todo = Choose one of the items of this round.
problem-locked = Too many wrong passwords: the account is locked for a while
    .detail = { $seconds } seconds to go.
    .todo = Try again later; for a forgotten password ask the level above to reset it.
problem-list-of-a-county = A list belongs below a county; { $org } is none
    .todo = Choose the county.
problem-login-taken = The login "{ $login }" is taken
    .todo = Choose another one.
problem-merged-into-what = A merger must say into what
    .detail = { $name }: what it is merged into is told when, and only when, it is merged; it is another organisation of the same kind that is open on the day.
    .todo = Mend it and send it again.
problem-must-change-password = The password must be changed first
    .todo = A one-time password is good for one sign-in: choose your own.
problem-must-fix-first = { $count } findings must be fixed before it can be handed in
    .todo = Fix them one by one, then hand it in.
problem-no-counties = No county below { $org } is open on that day
    .todo = Add counties under organisations, or open the round at one county.
problem-explain-first = { $count } findings must be explained before it can be handed in
    .detail = The first is at { $field }.
    .todo = Where the figure is right, write beside the field why; where it is not, mend it.
problem-kit-of-another-round = This offline workbook is not of this round
    .todo = Download the workbook from this round again, or import it into its own.
problem-too-many-returns = No more than { $most } returns at once
    .todo = Filter by township first and take them in parts.
problem-no-schools = No school of { $org } is open on that day
    .todo = Add schools under organisations, then open the round.
problem-no-such-place = The place of { $name } ({ $x }, { $y }) is not in China
    .todo = Longitude first (70 to 140), then latitude (0 to 60), in degrees.
problem-no-such-route = There is no such address
    .todo = The interface is described at /api/openapi.json.
problem-not-a-county = { $org } is not a county
    .todo = Choose a county.
problem-not-found = { $what ->
        [org] There is no such organisation
        [grant] There is no such grant
        [account] There is no such account
        [round] There is no such round, or it does not concern you
        [return] There is no such return
        [what_if] There is no such trial, or it is not yours
        [shapes] Nobody has brought shapes yet
        [standard] There is no such standard
        [indicator] There is no such indicator
       *[row] There is no such thing
    }
    .todo = Reload the page and try again.
problem-not-permitted = Your roles do not reach so far
    .detail = { $verb }
    .todo = Ask the county's administrator if you need it.
problem-nothing-filled-in = Nothing is filled in yet
    .todo = Fill the form in first.
problem-org-code-taken = The code “{ $code }” is taken
    .todo = A code belongs to one organisation for ever, also after it has closed. Check the code; if it was renamed, rename the one that is there.
problem-org-not-empty = { $count } organisations are still below { $name }: it cannot be closed
    .todo = Move them elsewhere first, or merge it: what is below goes with it.
problem-org-needs-parent = What { $name } belongs to is not said
    .todo = Name the organisation above it; the present one if nothing changes.
problem-org-below-itself = { $name } cannot belong to what belongs to it
    .todo = Choose another place.
problem-org-not-there = "{ $name }" cannot stand below "{ $parent }"
    .todo = The name must not be empty; province, city, county, township, school go downwards.
problem-other-county = "{ $before }" and "{ $after }" belong to different counties
    .todo = Choose two rounds of one county.
problem-nothing-said = Nothing is said
    .todo = Write something first.
problem-paper-empty = "{ $name }" is empty
    .todo = Look at the file and send it again.
problem-paper-macros = "{ $name }" holds macros
    .todo = Evidence holds no programs: save it as .docx, .xlsx, .pptx or PDF and send that.
problem-paper-misnamed = The name "{ $name }" does not fit what is in the file
    .detail = What is in it is a .{ $really } file.
    .todo = Give it the ending .{ $really }, or send the right file.
problem-paper-unknown = "{ $name }" cannot be evidence
    .detail = By its content it is no PDF, picture or Office document, or it is damaged.
    .todo = Send a PDF, a picture (png, jpg, gif, bmp, webp) or an Office document; unpack archives first.
problem-profile = There is no such reading: { $profile }
    .todo = Choose one that the standard lists.
problem-query-unreadable = The query cannot be read
    .detail = { $said }
    .todo = See the description of the interface.
problem-question = The question was not understood
    .todo = Put it another way.
problem-reason-needed = A reason is needed
    .todo = Write a sentence, so that the other side knows why.
problem-role-must-end = { $role } must be granted to a last day
    .todo = Name the last day.
problem-role-not-here = { $role } cannot be granted at { $org }
    .todo = Choose a place that fits the role.
problem-round-of-a-county = A round is opened for a county; { $org } is none
    .todo = Choose a county.
problem-signed-out = You are not signed in, or no longer
    .todo = Sign in.
problem-text-too-long = This text is too long
    .todo = At most { $limit } signs.
problem-told-once = It was done already; one-time passwords are told once
    .todo = If they were not noted down, reset them.
problem-too-many-accounts = Too many accounts at once
    .todo = At most { $limit } at a time; make them in several parts.
problem-too-many-requests = Too many requests from this address
    .detail = { $seconds } seconds to go.
    .todo = Wait a moment; programs should ask more slowly.
problem-too-many-tries = Too many wrong passwords from this address
    .detail = { $seconds } seconds to go.
    .todo = Try again later.
problem-too-slow = The request took too long to arrive
    .todo = Check the network and try again.
problem-upload-broken = The file did not arrive whole
    .todo = The connection broke and nothing was kept. Send it again.
problem-upload-name = The file has no name
    .todo = Put it into the address: ?name=FILE.EXTENSION.
problem-upload-not-raw = What was sent is not a file as it is
    .todo = Use Content-Type: application/octet-stream; the body is the file itself.
problem-weak-password = This password will not do
    .detail = { $why ->
        [short] At least 10 signs.
        [long] At most 128 bytes.
        [plain] With fewer than 16 signs, use at least two of: capitals, small letters, digits, others.
        [name] It must not hold the login.
        [same] It must differ from the old one.
       *[other] Choose another one.
    }
    .todo = Choose another one, such as some words that have nothing to do with each other.
problem-what-if-name = A trial needs a name
    .todo = Write a name by which to open and compare it later.
problem-wrong-media-type = What was sent is not JSON
    .todo = Use Content-Type: application/json.
problem-wrong-method = This address cannot be asked in this way
    .todo = The interface is described at /api/openapi.json.
problem-wrong-password = Login or password are wrong
    .todo = Try again; after the fifth time there is a wait.
problem-wrong-state = Not now
    .detail = "{ $verb }": the return is { $state ->
        [draft] being filled in
        [submitted] handed in
        [checked] checked
        [returned] sent back
        [locked] locked
        [closed] of a round that has ended
       *[other] { $state }
    }.
    .todo = Reload the page and see how far it is.

## A house to try (sample --data)
sample-year = Filling in { $year } …
sample-passwords = Each password but the administrator's is good for one sign-in and is changed then. They are shown here and nowhere else.
column-role = Role
column-place = Place
column-login = User name
column-password = Password

## The platform: findings about lists of organisations and accounts

list-org-needs-name = This row has no school name
    .expected = The school's full name
    .todo = Fill it in; where only a township is meant, leave the code empty too.
list-org-code-unread = “{ $value }” does not look like a code
    .expected = At most 20 digits and letters
    .todo = Check it; if the spreadsheet turned a long number into scientific notation, make the column text and type it again.
list-org-code-odd = The code “{ $value }” has not 10 signs
    .expected = A school code of 10 signs
    .todo = It may be added if it is right; it cannot be changed afterwards.
list-org-same-name = There is a school called “{ $name }” with another code
    .expected = One name and one code a school
    .todo = Add it if they are two schools; if it is the same one, take the row out or correct its code.
list-org-without-code = “{ $name }” has no code
    .expected = A school code of 10 signs
    .todo = Campuses and teaching points without one may be added; else fill it in: imports know schools by it.
list-org-code-taken = The code “{ $code }” belongs to “{ $name }”
    .expected = Each school's own code
    .todo = Check it; if the school was renamed, delete the row and rename it on the page.
list-org-twice = “{ $name }” stands in row { $first } already
    .expected = One row a school
    .todo = Delete one, or mend its code.
list-org-known = “{ $name }” is there already; the row is skipped
    .expected = Schools that are not there yet
    .todo = Nothing.
list-org-main-unknown = The main school “{ $main }” was not found
    .expected = A school of the list or of the platform, by code or full name
    .todo = Check how it is written; if it is new too, give it a row.
list-org-main-is-campus = The main school “{ $main }” is a campus itself
    .expected = A school of its own
    .todo = Write the main school it belongs to.
list-account-needs = This row lacks “{ $column }”
    .expected = Name, account, role and organisation
    .todo = Fill it in.
list-account-login = The account “{ $value }” will not do
    .expected = 1 to 40 signs
    .todo = Choose another, such as the school code.
list-account-taken = The account “{ $login }” is taken
    .expected = One that nobody has
    .todo = Choose another; if it is the same person, delete the row and grant the role on the page.
list-account-twice = The account “{ $login }” stands in row { $first } already
    .expected = One account a person
    .todo = Change one; further roles are granted on the page.
list-account-role = There is no role “{ $value }”
    .expected = A role of the permission table
    .todo = Write it as the template lists them.
list-account-org-unknown = The organisation “{ $value }” was not found
    .expected = One that is there and within your reach, by full name or code
    .todo = Check how it is written; if it is new, add it on the page of organisations first.
list-account-org-several = { $count } organisations are called “{ $value }”
    .expected = One that is meant
    .todo = Write its code.
list-account-role-not-here = { $role } cannot be held at “{ $org }”
    .expected = A role and a place that go together
    .todo = Mend one of them.
list-account-group = There is no group “{ $value }”
    .expected = Groups of the forms by title, commas between; empty for all
    .todo = Write them as the template lists them.
list-account-day = “{ $value }” is no day from today on
    .expected = A day such as 2026-12-31
    .todo = Mend it; leave it empty for no end.
list-account-must-end = { $role } needs a last day
    .expected = The last day, such as 2026-12-31
    .todo = Fill it in.
kit-help = Help
kit-question = Question
kit-unit = Unit
kit-last-year = last year
kit-this-year = this year
kit-sum = Sum
kit-said = Remarks
kit-white = White: to be typed
kit-blue = Blue: computed
kit-pale = Pale blue: taken from elsewhere, may be changed
kit-origin = Taken from { $origin }
kit-grave = Figures that must be fixed:
kit-error = This cannot be right
kit-error-count = A whole number of 0 or more is wanted; write 不适用 where it does not apply.
kit-error-amount = A number of 0 or more is wanted; write 不适用 where it does not apply.
kit-error-choice = Choose from the list.
kit-meaning = How to fill it in
kit-as-of = Day and source
kit-check = What is checked
kit-why = Why
kit-todo = What to do
kit-steps =
    1. Fill in the white and pale blue cells of the first sheet; only these can be changed. Last year's figure stands to the left; what differs by more than a fifth turns brown and bold.
    2. The remarks are computed while you type: × must be fixed, △ must be explained. Write the explanation beside the field on the page, after importing.
    3. Stages that are not shown are filled in on the page. Add or remove no rows or columns, and do not rename the sheet.
    4. Save as .xlsx and choose this file under Import on the page: what would change is shown first. An empty cell empties nothing on the page.
    5. This file belongs to its round alone. Cells changed on the page since it was downloaded, and not touched here, stay as they are on the page.
# Bundle of evidence
bundle-name = evidence-{ $year }
bundle-index = index
bundle-there = There
bundle-missing = Missing
bundle-item = Item
bundle-org = Of
bundle-township = Township
bundle-title = Title
bundle-issuer = Issued by
bundle-issued = Issued on
bundle-until = Holds until
bundle-state = State
bundle-file = File
bundle-asked = Asked for
bundle-unmarked = no item yet
bundle-expired = expired
bundle-lost = file is lost
bundle-none = missing
