//! Sets a document: our one template, our two fonts, the document's words as data, and nothing else.

use std::sync::LazyLock;

use contracts::documents::Document;
use typst::{
    Feature, Library, LibraryExt as _, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Dict, Duration, Smart, Value},
    syntax::{FileId, Source},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::letters;

const TEMPLATE: &str = include_str!("../templates/document.typ");

/// Inter, embedded (see `fonts/VENDOR.md`).
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let regular: &'static [u8] = include_bytes!("../fonts/Inter-Regular.otf");
    let semi_bold: &'static [u8] = include_bytes!("../fonts/Inter-SemiBold.otf");
    [regular, semi_bold].into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect()
});

/// The PDF's bytes.
///
/// # Errors
/// A sentence, when the document can't be set or the PDF would break one of its standards.
pub fn set(mut document: Document) -> Result<Vec<u8>, String> {
    letters::keep_known(&mut document, |letter| {
        FONTS.iter().all(|font| font.info().coverage.contains(u32::from(letter)))
    });
    let json = serde_json::to_string(&document).map_err(|error| error.to_string())?;
    let sheet = Sheet::new(json);
    let set: PagedDocument =
        typst::compile(&sheet).output.map_err(|errors| sentence("the document can't be set", &errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| format!("the standards can't be followed together: {}", error.message()))?;
    let options = PdfOptions {
        ident: Smart::Custom(document.identifier),
        creator: Smart::Custom(Some("Sambruk".into())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&set, &options).map_err(|errors| sentence("the PDF would break PDF/A-3a or PDF/UA-1", &errors))
}

fn sentence(what: &str, errors: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    format!("{what}: {}", messages.join("; "))
}

/// All that the compiler can see: no files, no packages, no clock.
struct Sheet {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    template: Source,
}

impl Sheet {
    fn new(json: String) -> Self {
        let mut inputs = Dict::new();
        inputs.insert("document".into(), Value::Str(json.into()));
        // Heads of rows, and what a table shows in words.
        let features = [Feature::A11yExtras].into_iter().collect();
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
            template: Source::detached(TEMPLATE),
        }
    }
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
