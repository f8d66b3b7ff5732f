//! Papers of the invented county: small files that are what they say, made without any other program.

/// A page with a heading and some lines, as a PDF. The font is one that every reader of Chinese PDFs knows.
pub(super) fn pdf(title: &str, lines: &[&str]) -> Vec<u8> {
    let mut page = format!("BT /F 20 Tf 60 760 Td <{}> Tj ET\n", utf16(title));
    for (at, line) in lines.iter().enumerate() {
        let height = 715 - 26 * at;
        page.push_str(&format!(
            "BT /F 12 Tf 60 {height} Td <{}> Tj ET\n",
            utf16(line)
        ));
    }
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{page}endstream", page.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H \
         /DescendantFonts [6 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo \
         << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] \
         /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            .to_owned(),
    ];
    bound(&objects)
}

/// Objects with the table that says where each begins.
fn bound(objects: &[String]) -> Vec<u8> {
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (at, object) in objects.iter().enumerate() {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let (start, count) = (file.len(), objects.len() + 1);
    file.push_str(&format!("xref\n0 {count}\n0000000000 65535 f \n{places}"));
    let trailer = format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.push_str(&trailer);
    file.into_bytes()
}

fn utf16(text: &str) -> String {
    text.encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect()
}

const WIDE: usize = 480;
const HIGH: usize = 320;

/// A floor plan with so many rooms on either side of a corridor, as a picture in two colours.
pub(super) fn plan(rooms: usize) -> Vec<u8> {
    let is_wall = |x: usize, y: usize| {
        let outside = !(24..WIDE - 24).contains(&x) || !(24..HIGH - 24).contains(&y);
        let frame = (20..WIDE - 20).contains(&x) && (20..HIGH - 20).contains(&y) && outside;
        let corridor = (140..144).contains(&y) || (180..184).contains(&y);
        let side = !(144..180).contains(&y) && (x - 20.min(x)) % ((WIDE - 40) / rooms.max(1)) < 3;
        frame || !outside && (corridor || side)
    };
    let row = |y: usize| {
        (0..WIDE / 8).map(move |byte| {
            let bits = (0..8).map(|bit| u8::from(!is_wall(byte * 8 + bit, y)) << (7 - bit));
            bits.sum::<u8>()
        })
    };
    let pixels: Vec<u8> = (0..HIGH).rev().flat_map(row).collect();
    let start = 14 + 40 + 8;
    let mut file = b"BM".to_vec();
    let numbers = [
        (start + pixels.len()) as u32,
        0,
        start as u32,
        40,
        WIDE as u32,
        HIGH as u32,
    ];
    file.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    // One plane, one bit a point, not packed.
    file.extend([1, 0, 1, 0]);
    file.extend([0; 24]);
    file.extend([0, 0, 0, 0, 255, 255, 255, 0]);
    file.extend(pixels);
    file
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use app::evidence::kind::{Kind, look};

    use super::*;

    #[test]
    fn the_papers_are_what_they_say() {
        let pdf = pdf("批复", &["一", "二"]);
        let found = look(&mut Cursor::new(&pdf), "a.pdf").unwrap();
        assert_eq!(found, Ok(Kind::Pdf));
        let text = String::from_utf8_lossy(&pdf);
        let start = text.find("xref").unwrap();
        assert!(text.ends_with(&format!("startxref\n{start}\n%%EOF\n")));
        let plan = plan(6);
        assert_eq!(plan.len(), 62 + WIDE / 8 * HIGH);
        let found = look(&mut Cursor::new(&plan), "a.bmp").unwrap();
        assert_eq!(found, Ok(Kind::Bmp));
    }
}
