//! The real program, and what two independent readers find in what it makes: pypdf, which infra/setup.sh fetches, and poppler.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use contracts::documents::{
    Attachment, Block, Column, ColumnKind, Document, Fact, Group, LARGEST, REFUSED, TOO_LARGE, TOO_SLOW, Table,
};
use serde_json::Value;

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sambruk-documents"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.env_clear().env("MALLOC_ARENA_MAX", "2").spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // It may end without having read everything.
    let writer = std::thread::spawn(move || stdin.write_all(&input).ok());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn made(document: &Document) -> Vec<u8> {
    let output = run(&[], &serde_json::to_vec(document).unwrap());
    assert!(output.status.success(), "{}", said(&output));
    output.stdout
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

/// What the peers find.
fn inspected(pdf: &[u8]) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let installed = root.join("../../.cache/pypdf");
    assert!(installed.join("pypdf").exists(), "pypdf is not there: run `infra/setup.sh test`");
    let file = std::env::temp_dir().join(format!("sambruk-documents-{}-{}.pdf", std::process::id(), pdf.len()));
    std::fs::write(&file, pdf).unwrap();
    let script = root.join("tests/inspect_pdf.py");
    let output = Command::new("python3").args([&script, &installed, &file]).output().unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(output.status.success(), "{}", said(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn column(head: &str, kind: ColumnKind) -> Column {
    Column { head: head.into(), kind }
}

fn cells<const N: usize>(row: [&str; N]) -> Vec<String> {
    row.map(str::to_owned).to_vec()
}

fn document() -> Document {
    let lines = Table {
        caption: "Rader för Övertorneå kommun".into(),
        columns: vec![
            column("Avser", ColumnKind::Words),
            column("Så räknas det", ColumnKind::Text),
            column("Summa, kr", ColumnKind::Number),
        ],
        rows: vec![
            cells(["Lån", "12\u{a0}045 lån till tjänstens pris", "45\u{a0}321,50"]),
            cells(["Avgift", "", "\u{2212}200,00"]),
        ],
        sums: vec![cells(["Summa", "", "45\u{a0}121,50"])],
    };
    Document {
        title: "Faktura 2026-000001".into(),
        kind: "Faktura".into(),
        language: "sv".into(),
        identifier: "test/1".into(),
        date: "2026-11-05".parse().unwrap(),
        sender: "Föreningen Sambruk".into(),
        notice: Some("Demonstration. Allt är påhittat.".into()),
        footer: vec![Fact::new("Organisationsnummer", "802428-2785")],
        page_label: "Sida {page} av {pages}".into(),
        lead: "56\u{a0}402,00\u{a0}kr att betala senast 5 december 2026.".into(),
        blocks: vec![
            Block::Highlight {
                caption: "Betalning".into(),
                facts: vec![Fact::new("Att betala", "56\u{a0}402,00\u{a0}kr"), Fact::new("OCR", "202600000193")],
            },
            Block::Groups {
                groups: vec![Group {
                    heading: "Köpare".into(), facts: vec![Fact::new("Namn", "Övertorneå kommun")]
                }],
            },
            Block::Heading { text: "Övertorneå kommun".into() },
            Block::Table(lines),
            Block::Paragraph { text: "Säg till om något är fel.".into() },
        ],
        attachments: vec![Attachment {
            name: "faktura-2026-000001.json".into(),
            media_type: "application/json".into(),
            description: "Fakturan i maskinläsbar form".into(),
            content: "{\"öre\": 5640200, \"emoji\": \"📚\"}".into(),
        }],
    }
}

#[test]
fn it_is_for_archive_and_for_everybody() {
    let found = inspected(&made(&document()));
    println!("documents: read by {}", found["peers"].as_str().unwrap());
    for (name, wanted) in [
        ("title", Value::from("Faktura 2026-000001")),
        ("language", "sv-SE".into()),
        ("tagged", "yes".into()),
        ("marked", true.into()),
        ("showsTitle", true.into()),
        ("encrypted", false.into()),
        ("scripts", "no".into()),
        ("colour", true.into()),
        ("pages", 1.into()),
    ] {
        assert_eq!(found[name], wanted, "{name}");
    }
    let standards = serde_json::json!({ "pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1" });
    assert_eq!(found["standards"], standards);
    let fonts = found["fonts"].as_object().unwrap();
    assert!(fonts.len() == 2 && fonts.keys().all(|name| name.contains("+Inter-")), "{fonts:?}");
    assert!(fonts.values().all(|font| font["embedded"] == true && font["unicode"] == true), "{fonts:?}");
    let attached = serde_json::json!([{
        "name": "faktura-2026-000001.json", "relationship": "/Data", "description": "Fakturan i maskinläsbar form",
        "mediaType": "application/json", "content": "{\"öre\": 5640200, \"emoji\": \"📚\"}"
    }]);
    assert_eq!(found["attachments"], attached);
}

#[test]
fn it_reads_in_order_with_the_heads_of_columns_and_rows() {
    let found = inspected(&made(&document()));
    let reading: Vec<(String, String)> = found["reading"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|part| ["H1", "H2", "P", "TH", "TD"].iter().any(|kind| part["kind"] == **kind))
        .map(|part| {
            let kind = part["kind"].as_str().unwrap();
            let kind = part["scope"].as_str().map_or_else(|| kind.to_owned(), |scope| format!("{kind} {scope}"));
            (kind, part["text"].as_str().unwrap().to_owned())
        })
        .collect();
    let wanted = [
        ("P", "Demonstration. Allt är påhittat."),
        ("H1", "Faktura 2026-000001"),
        ("P", "56\u{a0}402,00\u{a0}kr att betala senast 5 december 2026."),
        ("TH Column", "Att betala"),
        ("TH Column", "OCR"),
        ("TD", "56\u{a0}402,00\u{a0}kr"),
        ("TD", "202600000193"),
        ("H2", "Köpare"),
        ("TH Row", "Namn"),
        ("TD", "Övertorneå kommun"),
        ("H2", "Övertorneå kommun"),
        ("TH Column", "Avser"),
        ("TH Column", "Så räknas det"),
        ("TH Column", "Summa, kr"),
        ("TH Row", "Lån"),
        ("TD", "12\u{a0}045 lån till tjänstens pris"),
        ("TD", "45\u{a0}321,50"),
        ("TH Row", "Avgift"),
        ("TD", ""),
        ("TD", "\u{2212}200,00"),
        ("TH Row", "Summa"),
        ("TD", ""),
        ("TD", "45\u{a0}121,50"),
        ("P", "Säg till om något är fel."),
    ];
    let wanted: Vec<(String, String)> = wanted.map(|(kind, text)| (kind.to_owned(), text.to_owned())).to_vec();
    assert_eq!(reading, wanted);
    // A table says in words what it shows.
    assert!(found["structure"].to_string().contains("Rader för Övertorneå kommun"), "{}", found["structure"]);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = document();
    let first = made(&document);
    assert!(first == made(&document), "the same document gave other bytes");
    assert!(first != made(&Document { identifier: "test/2".into(), ..document }), "the identifier is part of it");
}

#[test]
fn words_are_never_markup_and_reach_no_file() {
    let sly = "#read(\"/etc/passwd\") *fet* $x^2$ = rubrik @ref <b> \\u{41} #pagebreak() \"; panic() //";
    let mut document = Document { title: sly.into(), lead: sly.into(), notice: None, ..document() };
    document.blocks = vec![
        Block::Heading { text: sly.into() },
        Block::Table(Table {
            caption: sly.into(),
            columns: vec![column(sly, ColumnKind::Text)],
            rows: vec![cells([sly])],
            sums: Vec::new(),
        }),
    ];
    let found = inspected(&made(&document));
    assert_eq!(found["title"], sly);
    let reading = found["reading"].as_array().unwrap();
    let verbatim = reading.iter().filter(|part| part["text"] == sly).count();
    assert_eq!(verbatim, 5, "{reading:?}");
}

#[test]
fn letters_that_the_fonts_lack_hinder_no_pdf() {
    let document = Document { title: "Läslistor 📚 för 漢字, Łódź och Ḿ".into(), ..document() };
    let found = inspected(&made(&document));
    assert_eq!(found["title"], "Läslistor ? för ??, Łódź och Ḿ");
}

#[test]
fn a_long_table_goes_on_below_the_same_head() {
    let mut document = document();
    let rows = (1..=150).map(|at| cells([&format!("Rad {at}"), "Något som tar plats", "1,00"])).collect();
    if let Some(Block::Table(table)) = document.blocks.get_mut(3) {
        table.rows = rows;
    }
    let found = inspected(&made(&document));
    let pages = found["pages"].as_u64().unwrap();
    assert!(pages > 2, "{pages}");
    let text = found["text"].as_str().unwrap();
    assert_eq!(text.matches("Så räknas det").count() as u64, pages, "the head stands on each page");
    assert!(text.contains(&format!("Sida {pages} av {pages}")));
    let heads = found["reading"].as_array().unwrap().iter().filter(|part| part["text"] == "Så räknas det").count();
    assert_eq!(heads, 1, "it is read once");
}

#[test]
fn what_is_no_document_is_refused_in_words() {
    let good = serde_json::to_value(document()).unwrap();
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut value = good.clone();
        change(&mut value);
        value.to_string().into_bytes()
    };
    for (input, words) in [
        (b"{\"title\":".to_vec(), "standard input is no document: EOF while parsing a value at line 1 column 9"),
        (Vec::new(), "standard input is no document: EOF while parsing a value at line 1 column 0"),
        (vec![b'"', 0xff, b'"'], "standard input is no document: it is not UTF-8"),
        (changed(&|value| value["colour"] = "red".into()), "unknown field `colour`"),
        (changed(&|value| value["date"] = "2026-02-30".into()), "standard input is no document: "),
        (changed(&|value| value["title"] = " ".into()), "the document's title is empty"),
        (
            changed(&|value| value["language"] = "de".into()),
            "the document's language is \"de\": only sv and en are known",
        ),
        (
            changed(&|value| value["blocks"][3]["rows"][0] = serde_json::json!(["Lån"])),
            "a row of the table \"Rader för Övertorneå kommun\" has 1 cells for 3 columns",
        ),
        (
            changed(&|value| value["blocks"][1]["groups"] = serde_json::json!([])),
            "there are 0 groups beside one another",
        ),
    ] {
        let output = run(&[], &input);
        assert_eq!(output.status.code(), Some(REFUSED), "{words}");
        assert!(said(&output).contains(words) && output.stdout.is_empty(), "{words}: {}", said(&output));
        assert_eq!(said(&output).lines().count(), 1, "{}", said(&output));
    }
    for arguments in [&["--help"][..], &["--seconds"], &["--seconds", "0"], &["--megabytes", "1"]] {
        let output = run(arguments, b"");
        assert_eq!(output.status.code(), Some(REFUSED));
        assert!(said(&output).contains("usage: sambruk-documents"), "{}", said(&output));
    }
}

#[test]
fn more_than_it_may_take_is_refused_in_words() {
    let large = Document { lead: "a".repeat(LARGEST), ..document() };
    let output = run(&[], &serde_json::to_vec(&large).unwrap());
    assert_eq!(output.status.code(), Some(TOO_LARGE));
    assert!(said(&output).ends_with("the document is larger than 8388608 bytes"), "{}", said(&output));
    let mut long = document();
    if let Some(Block::Table(table)) = long.blocks.get_mut(3) {
        table.rows = vec![cells(["Lån", "Ett av mycket", "1,00"]); 100_000];
    }
    let long = serde_json::to_vec(&long).unwrap();
    let output = run(&["--seconds", "1", "--megabytes", "16384"], &long);
    assert_eq!(output.status.code(), Some(TOO_SLOW), "{}", said(&output));
    assert!(said(&output).ends_with("the document was not set within 1 s"), "{}", said(&output));
    let output = run(&["--seconds", "600", "--megabytes", "300"], &long);
    assert_eq!(output.status.code(), None, "it is ended where its memory ends: {}", said(&output));
    assert!(said(&output).contains("memory"), "{}", said(&output));
    assert!(output.stdout.is_empty());
}
