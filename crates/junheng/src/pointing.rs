//! Where in a pack is the mistake? File, line and a pointer into the expression.

use kernel::PackError;
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode,
};

use crate::packs::SourceText;
use crate::terminal::Look;
use crate::words::{Words, tell};

/// Every mistake, with the line it stands in.
pub(crate) fn told(
    errors: &[(PackError, Option<SourceText>)],
    words: &Words,
    look: Look,
) -> String {
    errors
        .iter()
        .map(|(error, source)| one(error, source.as_ref(), words, look))
        .collect()
}

fn one(error: &PackError, source: Option<&SourceText>, words: &Words, look: Look) -> String {
    let mistake = Mistake {
        problem: words.text(&error.problem).to_owned(),
        source: source.map(|source| NamedSource::new(&source.shown, source.text.clone())),
        span: error.span.clone().zip(source).map(|(span, source)| {
            let end = span.end.min(source.text.len());
            (span.start.min(end), end)
        }),
        here: tell!(words, "pack-error-here"),
    };
    let mut text = String::new();
    if mistake.span.is_none() {
        let file = source.map_or(error.file.as_str(), |source| source.shown.as_str());
        text.push_str(&format!("{file}\n"));
    }
    let handler = GraphicalReportHandler::new_themed(theme(look)).with_width(look.width);
    let handler = match &error.help {
        Some(help) => {
            handler.with_footer(words.labelled(&tell!(words, "label-todo"), words.text(help)))
        }
        None => handler,
    };
    match handler.render_report(&mut text, &mistake) {
        Ok(()) => text + "\n",
        Err(_) => format!("{}: {}\n", error.file, mistake.problem),
    }
}

fn theme(look: Look) -> GraphicalTheme {
    if look.colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::none()
    }
}

/// A pack's mistake as miette wants it.
#[derive(Debug)]
struct Mistake {
    problem: String,
    source: Option<NamedSource<String>>,
    span: Option<(usize, usize)>,
    here: String,
}

impl std::fmt::Display for Mistake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.problem)
    }
}

impl std::error::Error for Mistake {}

impl Diagnostic for Mistake {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.span?;
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (start, end) = self.span?;
        let label = LabeledSpan::new(Some(self.here.clone()), start, end - start);
        Some(Box::new(std::iter::once(label)))
    }
}
