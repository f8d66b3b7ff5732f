//! Every finding the facts room can make: its stable code, its grade, the values its words use.
//!
//! The words stand in `messages/zh.ftl` and `messages/en.ftl` under the same code; a test holds the
//! three together.

use kernel::{Finding, Grade};

/// One kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Stable, and the id of its message.
    pub id: &'static str,
    /// How grave it is.
    pub grade: Grade,
    /// The values its words may use.
    pub args: &'static [&'static str],
}

impl Code {
    /// A finding of this kind; its values follow with [`Finding::with`].
    pub fn found(self) -> Finding {
        Finding::new(self.id, self.grade)
    }
}

macro_rules! codes {
    ($($name:ident $grade:ident $id:literal [$($arg:literal)*];)*) => {
        $(pub(crate) const $name: Code =
            Code { id: $id, grade: Grade::$grade, args: &[$($arg),*] };)*
        /// All of them, in the order of reading.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    // The file as a whole.
    FILE_EMPTY MustFix "file-empty" [];
    FILE_UNREADABLE MustFix "file-unreadable" ["said"];
    FILE_TOO_LARGE MustFix "file-too-large" ["size" "limit"];
    FILE_KIND MustFix "file-kind" ["kind"];
    FILE_ENCRYPTED MustFix "file-encrypted" [];
    FILE_TRUNCATED MustFix "file-truncated" [];
    FILE_DAMAGED MustFix "file-damaged" ["said"];
    FILE_HAS_ENTITIES MustFix "file-has-entities" [];
    FILE_UNPACKS_TOO_LARGE MustFix "file-unpacks-too-large" ["limit"];
    FILE_TOO_MANY_CELLS MustFix "file-too-many-cells" ["limit"];
    FILE_TOO_MANY_SHEETS MustFix "file-too-many-sheets" ["limit"];
    FILE_WITHOUT_SHEETS MustFix "file-without-sheets" [];
    FILE_AGAIN Notice "file-again" ["first"];
    FILE_NAME_MISLEADS Notice "file-name-misleads" ["kind"];
    // Text files.
    TEXT_ENCODING Notice "text-encoding" ["encoding"];
    TEXT_DAMAGED MustFix "text-damaged" ["count" "cells"];
    TEXT_ROWS_LIMIT MustFix "text-rows-limit" ["limit"];
    ROW_TOO_LONG MustFix "row-too-long" ["lines"];
    QUOTE_OPEN MustFix "quote-open" ["lines"];
    // How a sheet is understood.
    SHEET_NOT_USED Notice "sheet-not-used" ["rows"];
    SHEET_UNKNOWN MustFix "sheet-unknown" ["rows" "heads"];
    NO_TABLE MustFix "no-table" [];
    SHEET_HIDDEN Notice "sheet-hidden" [];
    MAP_USED Notice "map-used" ["map" "title" "title_en" "form" "form_en"];
    MAP_AMBIGUOUS MustFix "map-ambiguous" ["maps"];
    MAP_FORM_UNKNOWN MustFix "map-form-unknown" ["map" "form"];
    READ_BY_TITLES Notice "read-by-titles" ["form" "form_en" "heads" "count"];
    HEADS_ELSEWHERE Notice "heads-elsewhere" ["stated" "found"];
    HEADS_NOT_MAPPED Explain "heads-not-mapped" ["heads"];
    HEADS_ABSENT Explain "heads-absent" ["heads"];
    HEAD_TWICE MustFix "head-twice" ["head" "columns" "columns_en"];
    HEAD_UNIT_UNKNOWN MustFix "head-unit-unknown" ["head" "unit" "mu" "expected" "expected_en"];
    HEAD_UNIT_DIFFERS Explain "head-unit-differs" ["head" "unit" "map_unit" "map_unit_en"];
    // Rows.
    ROW_WITHOUT_NAME MustFix "row-without-name" [];
    ONLY_HEADS MustFix "only-heads" [];
    CODES_ABSENT Notice "codes-absent" [];
    COUNTY_NOT_SAID Notice "county-not-said" [];
    YEAR_FROM_TITLE Notice "year-from-title" ["year"];
    YEAR_NOT_SAID Notice "year-not-said" [];
    ROW_WITHOUT_CODE Notice "row-without-code" ["name"];
    ROW_WITHOUT_COUNTY MustFix "row-without-county" [];
    YEAR_TO_COME MustFix "year-to-come" ["value" "latest"];
    COUNTY_UNKNOWN Explain "county-unknown" ["name"];
    ROW_WITHOUT_YEAR MustFix "row-without-year" ["value"];
    ROW_WITHOUT_STAGE MustFix "row-without-stage" ["head" "value" "expected"];
    ROW_WITHOUT_FIGURES Explain "row-without-figures" ["name"];
    ROW_IS_A_NOTE Notice "row-is-a-note" ["text"];
    ROW_REPEATS_HEADS Notice "row-repeats-heads" [];
    ROW_TWICE MustFix "row-twice" ["name" "code" "year" "staged" "stage" "first" "first_en" "same" "differs" "differs_en"];
    ROWS_DISAGREE MustFix "rows-disagree" ["name" "column" "kept" "value" "first"];
    ROWS_JOINED Notice "rows-joined" ["count" "with"];
    CODE_IN_SCIENTIFIC MustFix "code-in-scientific" ["value" "loaded"];
    CODE_FORM Explain "code-form" ["value" "problem"];
    CODE_HEAD_ABSENT MustFix "code-head-absent" ["head" "heads" "columns" "count" "rows"];
    ROW_NEEDS_CODE MustFix "row-needs-code" ["name"];
    ROW_SHORT Explain "row-short" ["have" "want" "columns" "heads"];
    CELL_OUTSIDE_HEADS Explain "cell-outside-heads" ["value"];
    TEXT_TOO_LONG MustFix "text-too-long" ["value"];
    CELL_DAMAGED MustFix "cell-damaged" ["value"];
    CODE_LOST_DIGITS MustFix "code-lost-digits" ["value" "loaded"];
    NAME_LOOKS_LIKE_FORMULA Explain "name-looks-like-formula" ["column" "column_en" "value"];
    TOTALS_DIFFER Explain "totals-differ" ["column" "stated" "loaded" "difference"];
    TOTALS_AGREE Notice "totals-agree" ["count"];
    // Cells.
    CELL_NOT_A_NUMBER MustFix "cell-not-a-number" ["column" "value" "unit" "unit_en"];
    CELL_IS_A_FORMULA MustFix "cell-is-a-formula" ["column" "value" "unit" "unit_en"];
    CELL_IS_AN_ERROR MustFix "cell-is-an-error" ["column" "value" "unit" "unit_en"];
    CELL_NOT_CALCULATED MustFix "cell-not-calculated" ["column" "value" "unit" "unit_en"];
    CELL_IS_A_DATE MustFix "cell-is-a-date" ["column" "value" "unit" "unit_en"];
    CELL_IN_WAN MustFix "cell-in-wan" ["column" "value" "unit" "unit_en"];
    CELL_UNIT_DIFFERS MustFix "cell-unit-differs" ["column" "value" "unit" "unit_en"];
    CELL_IN_SCIENTIFIC MustFix "cell-in-scientific" ["column" "value" "unit" "unit_en"];
    CELL_SEPARATORS MustFix "cell-separators" ["column" "value" "unit" "unit_en"];
    CELL_TOO_LONG MustFix "cell-too-long" ["column" "value" "unit" "unit_en"];
    CELL_NOT_WHOLE MustFix "cell-not-whole" ["column" "value" "unit" "unit_en"];
    CELL_NEGATIVE MustFix "cell-negative" ["column" "value" "unit" "unit_en"];
    CELL_PER_CENT MustFix "cell-per-cent" ["column" "value" "unit" "unit_en"];
    CELL_NOT_AN_OPTION MustFix "cell-not-an-option" ["column" "value" "options" "options_en"];
    CELL_IN_MERGED Explain "cell-in-merged" ["column" "count" "cells"];
    CELL_HAS_UNIT Notice "cell-has-unit" ["column" "count" "cells"];
    FIGURE_NOT_ASKED Notice "figure-not-asked" ["column" "count" "cells"];
    CELL_SMALL_PER_CENT Explain "cell-small-per-cent" ["column" "count" "cells"];
    SAID_NOT_REPORTED Notice "said-not-reported" ["column" "count" "cells"];
    // Cards and statistics tables.
    LABEL_TWICE MustFix "label-twice" ["label" "cells"];
    LABEL_SEVERAL Notice "label-several" ["label" "cells"];
    LABEL_NOT_FOUND Explain "label-not-found" ["table" "labels"];
    TABLE_WITHOUT_SCHOOL MustFix "table-without-school" [];
    CARD_AGAIN Notice "card-again" ["name" "first"];
    TABLE_NOT_FOUND Notice "table-not-found" ["tables"];
    // What is the same everywhere.
    MORE_ALIKE MustFix "more-alike" ["code" "count" "rows"];
    STOPPED MustFix "stopped" ["rows"];
    // Lists that are no return.
    LIST_WITHOUT_HEADS MustFix "list-without-heads" ["heads"];
    LIST_TOO_LONG MustFix "list-too-long" ["limit"];
    LIST_CELL_UNREAD MustFix "list-cell-unread" ["value"];
    // Campuses.
    CAMPUS_MERGED Notice "campus-merged" ["name" "parent"];
    CAMPUS_WITHOUT_PARENT MustFix "campus-without-parent" ["parent"];
    CAMPUS_PART_MISSING MustFix "campus-part-missing" ["name" "column" "column_en" "parts"];
    // Places and shapes.
    PLACES_NOT_GEOJSON MustFix "places-not-geojson" ["said"];
    PLACES_OTHER_SYSTEM MustFix "places-other-system" ["system"];
    PLACES_PROJECTED MustFix "places-projected" ["count" "x" "y"];
    PLACES_SWAPPED MustFix "places-swapped" ["count" "x" "y"];
    PLACES_ELSEWHERE MustFix "places-elsewhere" ["count" "x" "y"];
    PLACES_TOO_DETAILED MustFix "places-too-detailed" ["count" "limit"];
    PLACES_BROKEN MustFix "places-broken" ["count"];
    PLACES_NOTHING MustFix "places-nothing" [];
    PLACES_NOT_USED Notice "places-not-used" ["count"];
    PLACES_UNNAMED MustFix "places-unnamed" ["count"];
    PLACE_INCOMPLETE MustFix "place-incomplete" ["name"];
}
