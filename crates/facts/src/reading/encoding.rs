//! Which encoding is a text file written in?

use std::io::{self, Read, Seek, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};

const CHUNK: usize = 64 << 10;
/// Bytes beyond ASCII that are shown to the detector; more teach it nothing.
const SAMPLE: usize = 256 << 10;

/// The encoding of a text: its mark at the beginning, else UTF-8 if all of it is valid, else what
/// its characters look like, with the national encoding GB 18030 for anything of its family.
pub(crate) fn detect(source: &mut (impl Read + Seek)) -> io::Result<&'static Encoding> {
    source.seek(SeekFrom::Start(0))?;
    let mut chunk = vec![0; CHUNK];
    let mut checker = UTF_8.new_decoder();
    let mut text = String::with_capacity(CHUNK * 3 + 16);
    let mut first = true;
    let (mut whole, mut broken, mut unlikely) = (0, 0, 0);
    loop {
        let length = source.read(&mut chunk)?;
        let bytes = &chunk[..length];
        if std::mem::take(&mut first)
            && let Some((marked, _)) = Encoding::for_bom(bytes)
        {
            return Ok(marked);
        }
        text.clear();
        let (_, _, damaged) = checker.decode_to_string(bytes, &mut text, length == 0);
        if damaged || broken > 0 {
            broken += text.matches('\u{fffd}').count();
            // A text in another encoding breaks at almost every character.
            if broken > 1_000 {
                break;
            }
        }
        for c in text.chars().filter(|c| !c.is_ascii()) {
            whole += 1;
            unlikely += usize::from(matches!(c, '\u{370}'..='\u{7ff}'));
        }
        if length == 0 {
            break;
        }
    }
    // 学校 in the national encoding happens to be valid UTF-8, of Cyrillic letters and their like.
    let by_chance = whole > 0 && unlikely == whole;
    let utf_8 = broken == 0 || whole > broken * 20;
    if utf_8 && !by_chance {
        Ok(UTF_8)
    } else {
        guess(source)
    }
}

/// The encoding of a text that is not UTF-8: the national one whenever its bytes allow it, unless
/// they are traditional characters.
fn guess(source: &mut (impl Read + Seek)) -> io::Result<&'static Encoding> {
    source.seek(SeekFrom::Start(0))?;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut national = GB18030.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(CHUNK * 3 + 16);
    let mut chunk = vec![0; CHUNK];
    let (mut beyond_ascii, mut is_national) = (0, true);
    while beyond_ascii < SAMPLE {
        let length = source.read(&mut chunk)?;
        let bytes = &chunk[..length];
        detector.feed(bytes, length == 0);
        text.clear();
        let (_, _, damaged) = national.decode_to_string(bytes, &mut text, length == 0);
        is_national = is_national && !damaged;
        beyond_ascii += bytes.iter().filter(|byte| !byte.is_ascii()).count();
        if length == 0 {
            break;
        }
    }
    // Traditional characters are told apart best when no country is suggested.
    if detector.guess(None, Utf8Detection::Allow) == BIG5 {
        return Ok(BIG5);
    }
    let guessed = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    Ok(if is_national || guessed == GBK {
        GB18030
    } else {
        guessed
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn name(bytes: &[u8]) -> &'static str {
        detect(&mut Cursor::new(bytes)).unwrap().name()
    }

    #[test]
    fn knows_the_encodings_of_chinese_files() {
        let text = "学校标识码,学校名称,在校生数\n2121000001,沙河镇中心小学,412\n";
        assert_eq!(name(text.as_bytes()), "UTF-8");
        assert_eq!(name(format!("\u{feff}{text}").as_bytes()), "UTF-8");
        assert_eq!(name(&GB18030.encode(text).0), "gb18030");
        assert_eq!(name(b"\xff\xfea\0"), "UTF-16LE");
        assert_eq!(name(b"code,name\n1,A\n"), "UTF-8");
        let taiwan =
            "學校代碼,學校名稱,學生數\n011301,臺南市立大灣國民小學,412\n臺北市,彰化縣,花蓮縣";
        assert_eq!(name(&encoding_rs::BIG5.encode(taiwan).0), "Big5");
    }

    #[test]
    fn a_few_characters_are_enough() {
        for text in [
            "学校,1\n",
            "校名,人数\n甲,5\n",
            "镇\n",
            "小学名称,在校生数\n石桥小学,412\n",
        ] {
            assert_eq!(name(&GB18030.encode(text).0), "gb18030", "{text}");
        }
        assert_eq!(name(b"caf\xe9, na\xefve, d\xe9j\xe0 vu\n"), "windows-1252");
    }

    #[test]
    fn a_few_bad_bytes_do_not_make_another_encoding() {
        let mut bytes = "学校名称,乡镇\n沙河镇中心小学,沙河镇\n"
            .repeat(5)
            .into_bytes();
        bytes.push(0xFF);
        assert_eq!(name(&bytes), "UTF-8");
    }

    #[test]
    fn a_character_cut_by_the_piece_is_whole() {
        let text = "a".repeat(CHUNK - 1) + "校";
        assert_eq!(name(text.as_bytes()), "UTF-8");
    }
}
