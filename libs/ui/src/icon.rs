//! Icons from Lucide, inlined so that they follow the text colour and cost no request.

use crate::Html;

macro_rules! icons {
    ($($name:ident = $file:literal),* $(,)?) => {
        /// An icon, always beside a word and hidden from screen readers. Named as its file in `vendor/lucide` unless that is long.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Icon {
            $(
                #[doc = concat!("Lucide `", $file, "`.")]
                $name,
            )*
        }

        impl Icon {
            /// All icons, in the order of their file names.
            pub const ALL: &'static [Icon] = &[$(Icon::$name),*];

            /// Lucide's name, such as `map` or `calendar-days`.
            pub const fn name(self) -> &'static str {
                match self { $(Icon::$name => $file),* }
            }

            const fn file(self) -> &'static str {
                match self { $(Icon::$name => include_str!(concat!("../vendor/lucide/", $file, ".svg"))),* }
            }
        }
    };
}

icons! {
    ArrowDown = "arrow-down",
    ArrowRight = "arrow-right",
    ArrowUp = "arrow-up",
    Bell = "bell",
    Book = "book-open",
    Briefcase = "briefcase",
    Building = "building-2",
    Calculator = "calculator",
    CalendarDays = "calendar-days",
    Chart = "chart-column",
    Check = "check",
    ChevronLeft = "chevron-left",
    ChevronRight = "chevron-right",
    Switch = "chevrons-up-down",
    Alert = "circle-alert",
    Done = "circle-check",
    Minus = "circle-minus",
    Question = "circle-question-mark",
    Error = "circle-x",
    Clock = "clock",
    Coins = "coins",
    Compass = "compass",
    Contact = "contact",
    Download = "download",
    External = "external-link",
    File = "file-text",
    Flask = "flask-conical",
    Gauge = "gauge",
    GraduationCap = "graduation-cap",
    Handshake = "handshake",
    History = "history",
    House = "house",
    Inbox = "inbox",
    Info = "info",
    Key = "key-round",
    Landmark = "landmark",
    Languages = "languages",
    Dashboard = "layout-dashboard",
    Library = "library",
    Filter = "list-filter",
    Lock = "lock",
    LogIn = "log-in",
    LogOut = "log-out",
    Mail = "mail",
    Map = "map",
    Menu = "menu",
    Pencil = "pencil",
    Plug = "plug",
    Plus = "plus",
    Printer = "printer",
    Receipt = "receipt",
    Refresh = "refresh-cw",
    Log = "scroll-text",
    Search = "search",
    Send = "send",
    Settings = "settings",
    ShieldCheck = "shield-check",
    Stamp = "stamp",
    Trash = "trash-2",
    TrendingDown = "trending-down",
    TrendingUp = "trending-up",
    Warning = "triangle-alert",
    Upload = "upload",
    User = "user",
    UserCheck = "user-check",
    Users = "users",
    Vote = "vote",
    Close = "x",
}

impl Icon {
    /// The icon with Lucide's name, for names that come from a registry. `None` if it is not among ours.
    pub fn from_name(name: &str) -> Option<Icon> {
        Self::ALL.iter().copied().find(|icon| icon.name() == name)
    }

    /// The inline picture. Stroke and size come from the style sheet.
    pub fn svg(self) -> Html {
        let file = self.file();
        let drawing = file
            .split_once("<svg")
            .and_then(|(_, rest)| rest.split_once('>'))
            .and_then(|(_, rest)| rest.rsplit_once("</svg>"))
            .map_or("", |(drawing, _)| drawing);
        let mut svg = String::with_capacity(drawing.len() + 80);
        svg.push_str("<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">");
        drawing.lines().for_each(|line| svg.push_str(line.trim()));
        svg.push_str("</svg>");
        Html::trusted(svg)
    }
}

impl From<Icon> for Html {
    fn from(icon: Icon) -> Self {
        icon.svg()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_draws_something_and_is_found_by_name() {
        for icon in Icon::ALL {
            let svg = icon.svg().into_string();
            assert!(
                svg.contains("aria-hidden=\"true\"") && svg.contains(" d=\"")
                    || svg.contains("<rect")
                    || svg.contains("<circle"),
                "{svg}"
            );
            assert!(!svg.contains("style") && !svg.contains("<!--"), "{svg}");
            assert_eq!(Icon::from_name(icon.name()), Some(*icon));
        }
        assert_eq!(Icon::from_name("no-such-icon"), None);
    }
}
