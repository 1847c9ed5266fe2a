//! Every kind of field, some of them wrong, and a choice that carries numbers.

use platform::View;
use ui::{Button, Card, Choice, Field, Form, Icon, Search, Section};

use super::PATH;

/// The forms. They ask for the page again.
pub fn forms(view: &View) -> Section {
    let word = |key: &str| view.t(&format!("portal-components-{key}"));
    let kinds = || {
        [
            Choice::new("fee", word("kind-fee")),
            Choice::new("credit", word("kind-credit")).note(word("kind-credit-note")),
        ]
    };
    let form = Form::get(view.lang, PATH)
        .field(Field::text("reason", word("reason")).hint(word("reason-hint")).error(word("reason-error")))
        .field(Field::number("amount", word("now")).value("12,5,0").error(word("amount-error")))
        .field(Field::date("day", word("day")).value("2026-11-22").range("2026-11-01", "2026-11-30"))
        .field(Field::month("month", word("month")).value("2026-11"))
        .field(Field::select("account", word("account"), ["3011", "3041"].map(|account| Choice::new(account, account))))
        .field(Field::radios("kind", word("kind"), kinds()).error(word("kind-error")))
        .field(Field::email("mail", word("mail")).optional().autocomplete("email"))
        .field(Field::textarea("note", word("note"), 3).optional().max_length(500))
        .field(Field::checkbox("notify", word("notify"), true))
        .button(Button::submit(word("save")))
        .button(Button::link(word("cancel"), PATH).secondary())
        .note(word("form-note"));
    let proposal = |value: &str, key: &str, hours: &str, range: &str| {
        Choice::new(value, word(key)).note(word(&format!("{key}-note"))).aside(hours, Some(range.to_owned()))
    };
    let ballot = Form::get(view.lang, PATH)
        .field(
            Field::checkboxes(
                "proposal",
                word("proposals"),
                [
                    proposal("a", "proposal-a", "120 h", "90–160").chosen(true),
                    proposal("b", "proposal-b", "60 h", "40–80"),
                    proposal("c", "proposal-c", "240 h", "180–320").disabled(true),
                ],
            )
            .hint(word("proposals-hint")),
        )
        .button(Button::submit(word("check")).secondary().icon(Icon::Vote));
    Section::new(word("forms"))
        .body(Search::new(view.lang, PATH, word("search")).name("s").hint(word("search-hint")))
        .body(Card::new(word("form-wrong")).body(form))
        .body(ballot)
}
