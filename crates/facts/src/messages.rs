//! The words of the facts room's findings, in Fluent: one message a [code](crate::codes).
//!
//! A message says what is wrong; its attribute `expected` says what was expected, `todo` what to do.

/// 中文
pub const ZH: &str = include_str!("../messages/zh.ftl");
/// English
pub const EN: &str = include_str!("../messages/en.ftl");

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

    use super::*;
    use crate::codes;

    fn bundle(text: &str, language: &str) -> FluentBundle<FluentResource> {
        let mut bundle = FluentBundle::new(vec![language.parse().unwrap()]);
        let resource =
            FluentResource::try_new(text.to_owned()).unwrap_or_else(|(_, e)| panic!("{e:?}"));
        bundle
            .add_resource(resource)
            .unwrap_or_else(|e| panic!("{e:?}"));
        bundle
    }

    fn ids(text: &str) -> BTreeSet<&str> {
        let lines = text
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        lines
            .filter_map(|line| line.split_once(" ="))
            .map(|(id, _)| id)
            .collect()
    }

    #[test]
    fn every_code_speaks_both_languages_and_nothing_else_does() {
        let codes: BTreeSet<&str> = codes::ALL.iter().map(|code| code.id).collect();
        assert_eq!(codes.len(), codes::ALL.len());
        assert_eq!(ids(ZH), codes);
        assert_eq!(ids(EN), codes);
    }

    #[test]
    fn every_message_has_three_sentences_made_of_the_values_its_code_has() {
        for (text, language) in [(ZH, "zh"), (EN, "en")] {
            let bundle = bundle(text, language);
            for code in codes::ALL {
                let mut args = FluentArgs::new();
                code.args
                    .iter()
                    .for_each(|name| args.set(*name, format!("<{name}>")));
                let message = bundle.get_message(code.id).unwrap();
                let attribute = |name: &str| message.get_attribute(name).unwrap().value();
                for pattern in [
                    message.value().unwrap(),
                    attribute("expected"),
                    attribute("todo"),
                ] {
                    let mut errors = Vec::new();
                    let said = bundle.format_pattern(pattern, Some(&args), &mut errors);
                    assert!(
                        errors.is_empty() && !said.is_empty(),
                        "{} {language}: {errors:?}",
                        code.id
                    );
                }
            }
        }
    }
}
