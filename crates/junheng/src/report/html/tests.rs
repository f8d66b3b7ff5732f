//! The page stands alone, escapes what people wrote, and every link on it arrives.

use std::collections::BTreeSet;
use std::sync::Arc;

use facts::table::Table;
use kernel::Lang;

use crate::report::html::of_paper;
use crate::report::telling::example::{Example, conditions, pack, quality, quality_called};

fn html(example: &Example, lang: Lang) -> String {
    example.with(lang, |paper| of_paper(paper).unwrap())
}

/// Every value of an attribute.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

fn links_arrive(html: &str) {
    let ids = values(html, "id");
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "an id stands twice");
    let links = values(html, "href");
    assert!(!links.is_empty());
    for link in links {
        let anchor = link
            .strip_prefix('#')
            .unwrap_or_else(|| panic!("{link} leads outside"));
        assert!(known.contains(anchor), "{link} leads nowhere");
    }
}

fn name_school(schools: &mut Table, row: usize, name: &str) {
    schools.subjects[row].name = name.into();
}

#[test]
fn every_link_arrives_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        links_arrive(&html(&quality(), lang));
    }
}

#[test]
fn nothing_is_fetched() {
    let html = html(&quality(), Lang::Zh);
    for outside in [
        "http:", "https:", "src=", "url(", "@import", "<link", "<iframe", "fetch(",
    ] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.contains("default-src 'none'"));
}

#[test]
fn what_people_wrote_is_text() {
    let pack = pack("quality-balance-2017", &[]);
    let example = quality_called(&pack, &["<b>云溪县</b>"], |schools, _| {
        name_school(schools, 0, "<script>alert(1)</script>小学");
        name_school(schools, 1, "\"onmouseover=\"alert(2)");
        schools.documents[0].file = "<img>.xlsx".into();
    });
    let html = html(&example, Lang::Zh);
    for raw in [
        "<script>alert",
        "<b>云溪县",
        "<img>",
        "\"onmouseover=\"alert",
    ] {
        assert!(!html.contains(raw), "{raw}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;"));
    links_arrive(&html);
}

#[test]
fn the_verdict_stands_with_the_triple_and_what_stands_in_the_way() {
    let html = html(&quality(), Lang::Zh);
    for words in [
        "云溪县",
        "× 不达标",
        "2026-11-22",
        "不达标的 8 项",
        "口径：全部为默认",
        "√ 未发现",
        "Q1</b> 初中三年巩固率",
        "94.56%",
    ] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn every_school_has_its_proof_with_cells() {
    let example = quality();
    let html = html(&example, Lang::Zh);
    let schools = example.loaded.schools.len();
    assert_eq!(
        html.matches("<article class=\"sheet\" id=\"c0-school-")
            .count(),
        schools
    );
    // 实验九年一贯制学校, primary R4: formula, split, quotient, cell.
    let at = html.find("id=\"c0-figure-42-primary-R4\"").unwrap();
    let row = &html[at..at + html[at..].find("</tr>").unwrap()];
    for words in [
        "教学及辅助用房面积 − 室内体育用房面积",
        "1∶1.1",
        " ÷ (921 + 1.1 × 605)",
        "R4",
        "≥ 4.5",
        "BR46",
    ] {
        assert!(row.contains(words), "{words} in {row}");
    }
}

#[test]
fn what_is_missing_is_asked_for_and_never_zero() {
    let html = html(&quality(), Lang::Zh);
    assert!(html.contains("未填报"));
    let asked = html.split("id=\"c0-open\"").nth(1).unwrap();
    let asked = asked.split("</section>").next().unwrap();
    assert!(asked.contains("云溪柳林乡希望小学") && asked.contains("教学及辅助用房面积"));
    assert!(asked.contains("G15"), "evidence");
}

#[test]
fn many_rows_make_a_bounded_file() {
    let pack = pack("quality-balance-2017", &[]);
    let names: Vec<String> = (1..=7).map(|i| format!("第{i}县")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let one = html(&quality(), Lang::Zh);
    let many = html(&quality_called(&pack, &names, |_, _| {}), Lang::Zh);
    assert!(!many.contains("class=\"sheet\""), "no proofs");
    assert!(many.contains("class=\"bounded\"") && many.contains("--county"));
    assert!(many.contains("第7县") && many.len() < one.len());
    links_arrive(&many);
}

#[test]
fn a_pack_without_law_has_figures_and_no_verdict() {
    let html = html(&conditions(), Lang::Zh);
    assert!(html.contains("只测算，不判定"));
    assert!(!html.contains("class=\"checklist\""));
    links_arrive(&html);
}

#[test]
fn every_word_is_found() {
    for (example, lang) in [
        (quality(), Lang::Zh),
        (quality(), Lang::En),
        (conditions(), Lang::En),
    ] {
        let html = html(&example, lang);
        assert!(!html.contains("report-"), "an id instead of words");
    }
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    assert_eq!(html(&quality(), Lang::Zh), html(&quality(), Lang::Zh));
}

#[test]
fn a_province_overlay_is_named() {
    let pack: Arc<standards::Pack> = pack("quality-balance-2017", &["liaoning"]);
    let html = html(&quality_called(&pack, &["云溪县"], |_, _| {}), Lang::Zh);
    assert!(html.contains("辽宁省补充规定"));
}

/// WCAG's relative luminance of `#rrggbb`.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn every_sign_can_be_read_on_its_ground() {
    let css = include_str!("../../../templates/style.css");
    let colour = |name: &str| {
        let at = css
            .split(&format!("--{name}: "))
            .nth(1)
            .unwrap_or_else(|| panic!("no colour {name}"));
        at[..7].to_owned()
    };
    let contrast = |ink: &str, ground: &str| {
        let (a, b) = (luminance(ink), luminance(ground));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    };
    for sign in ["met", "near", "floor", "failed", "open", "evidence"] {
        for ground in [colour(&format!("{sign}-wash")), "#ffffff".to_owned()] {
            assert!(
                contrast(&colour(sign), &ground) >= 4.5,
                "{sign} on {ground}"
            );
        }
    }
    for ink in ["ink", "accent", "plain"] {
        assert!(contrast(&colour(ink), &colour("wash")) >= 4.5, "{ink}");
    }
}
