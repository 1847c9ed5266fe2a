//! The style sheet keeps its promises: contrast in both colour sets, and a small size.

use std::collections::HashMap;

const STYLE_SHEET: &str = include_str!("../assets/sambruk.css");

/// Text and the ground it stands on: at least 4.5:1 (WCAG 2.2, 1.4.3).
const TEXT: &[(&str, &str)] = &[
    ("ink", "ground"),
    ("ink", "surface"),
    ("ink", "raised"),
    ("ink", "soft"),
    ("ink", "good-soft"),
    ("ink", "warning-soft"),
    ("ink", "error-soft"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("link", "ground"),
    ("link", "surface"),
    ("soft-ink", "soft"),
    ("side-ink", "side"),
    ("side-ink", "side-raised"),
    ("side-ink", "side-line"),
    ("side-muted", "side"),
    ("side-muted", "side-raised"),
    ("side", "side-ink"),
    ("action-ink", "action"),
    ("action-ink", "action-over"),
    ("action", "surface"),
    ("danger-ink", "danger"),
    ("danger-ink", "danger-over"),
    ("highlight-ink", "highlight"),
    ("demo-ink", "demo"),
    ("good", "good-soft"),
    ("good", "surface"),
    ("warning", "warning-soft"),
    ("error", "error-soft"),
    ("error", "ground"),
    ("neutral", "neutral-soft"),
];

/// Edges, bars and focus rings beside their ground: at least 3:1 (1.4.11).
const GRAPHICS: &[(&str, &str)] = &[
    ("edge", "surface"),
    ("edge", "ground"),
    ("bar", "surface"),
    ("series-2", "surface"),
    ("series-3", "surface"),
    ("series-4", "surface"),
    ("highlight-edge", "surface"),
    ("focus", "ground"),
    ("focus", "surface"),
    ("highlight", "side"),
];

#[test]
fn both_colour_sets_have_contrast() {
    let (light, dark) = STYLE_SHEET.split_once("@media (prefers-color-scheme: dark)").expect("a dark set");
    let dark = dark.split_once("@media").map_or(dark, |(set, _)| set);
    let light = tokens(light);
    let mut set = light.clone();
    set.extend(tokens(dark));
    assert_eq!(light.len(), set.len(), "the dark set names a colour the light one lacks");
    for (name, colours) in [("light", light), ("dark", set)] {
        let pairs = TEXT.iter().map(|pair| (pair, 4.5)).chain(GRAPHICS.iter().map(|pair| (pair, 3.0)));
        for ((front, back), least) in pairs {
            let contrast = contrast(colours[*front], colours[*back]);
            assert!(contrast >= least, "{name}: {front} on {back} is {contrast:.2}, needs {least}");
        }
    }
}

#[test]
fn the_style_sheet_is_small_and_loads_nothing() {
    // About a quarter of this is sent, since responses are compressed.
    assert!(STYLE_SHEET.len() < 32_000, "{} bytes", STYLE_SHEET.len());
    for forbidden in ["@import", "url(", "http"] {
        assert!(!STYLE_SHEET.contains(forbidden), "{forbidden}");
    }
}

fn tokens(set: &str) -> HashMap<&str, [f64; 3]> {
    let declarations = set.split(';').filter_map(|declaration| declaration.rsplit_once("--")?.1.split_once(':'));
    declarations.filter_map(|(name, value)| Some((name.trim(), colour(value.trim())?))).collect()
}

fn colour(value: &str) -> Option<[f64; 3]> {
    let number = u32::from_str_radix(value.strip_prefix('#').filter(|digits| digits.len() == 6)?, 16).ok()?;
    Some([16, 8, 0].map(|shift| f64::from((number >> shift) & 0xff) / 255.0))
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] =
        colour.map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
