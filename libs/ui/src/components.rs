//! The building blocks of a page. Each is a small builder that turns into [`Html`](crate::Html) with `into()`; texts given to them
//! are escaped, addresses are checked, and their own words come from this crate's texts.

mod badge;
mod button;
mod card;
mod chart;
mod code;
mod confirmation;
mod empty;
mod explain;
mod facts;
mod field;
mod filters;
mod form;
mod layout;
mod list;
mod notice;
mod pagination;
mod progress;
mod sample;
mod search;
mod series;
mod stat;
mod stepper;
mod table;
mod tabs;
mod tasks;
mod time;

pub use badge::{Badge, Kind};
pub use button::Button;
pub use card::Card;
pub use chart::{Bar, BarChart};
pub use code::{Code, spoken_in};
pub use confirmation::Confirmation;
pub use empty::Empty;
pub use explain::Explain;
pub use facts::Facts;
pub use field::{Choice, Field};
pub use filters::Filters;
pub use form::Form;
pub use layout::{Actions, Columns, Grid, Section, TextLink};
pub use list::{FilterForm, SavedFilters};
pub use notice::Notice;
pub use pagination::{Pagination, Turns};
pub use progress::Progress;
pub use sample::Sample;
pub use search::Search;
pub use series::SeriesChart;
pub use stat::Stat;
pub use stepper::{Step, Stepper};
pub use table::{Cell, Column, Order, Table};
pub use tabs::Tabs;
pub use tasks::{Task, TaskList};
pub use time::{date_tag, day_tag, minute_tag, time_tag};

/// An element id made from a name: lower case letters, digits and hyphens.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'å' | 'ä' => slug.push('a'),
            'ö' => slug.push('o'),
            'é' => slug.push('e'),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.trim_matches('-').to_owned()
}
