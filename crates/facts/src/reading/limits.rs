//! How much is read before a file is refused, so that no file can fill the machine.

/// Limits of reading. What lies beyond one is named in a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Size of a workbook file.
    pub max_workbook_bytes: u64,
    /// Size of a text file.
    pub max_text_bytes: u64,
    /// Size of a workbook's parts after unpacking.
    pub max_unpacked_bytes: u64,
    /// Size after unpacking of the parts that are held in memory whole: texts, styles.
    pub max_part_bytes: u64,
    /// Cells of a workbook, the empty ones to the left of a filled one included.
    pub max_cells: usize,
    /// Lines of a text file.
    pub max_rows: u32,
    /// Columns of a sheet.
    pub max_columns: usize,
    /// Bytes of one field of a text file.
    pub max_field_bytes: usize,
    /// Sheets of a workbook.
    pub max_sheets: usize,
    /// Findings of one kind in one sheet before the rest is told in one.
    pub max_alike: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_workbook_bytes: 256 << 20,
            max_text_bytes: 512 << 20,
            max_unpacked_bytes: 512 << 20,
            max_part_bytes: 96 << 20,
            max_cells: 10_000_000,
            max_rows: 1_048_576,
            max_columns: 16_384,
            max_field_bytes: 64 << 10,
            max_sheets: 4_096,
            max_alike: 100,
        }
    }
}
