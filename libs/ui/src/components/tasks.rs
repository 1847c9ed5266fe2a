//! What waits for this person.

use askama::Template;

use crate::html::components;
use crate::{Badge, Href, Html, Icon};

/// One thing that waits: what to do, what one needs to know, and how urgent it is.
#[must_use]
#[derive(Clone, Debug)]
pub struct Task {
    icon: Icon,
    title: String,
    href: Href,
    text: Option<String>,
    badge: Html,
}

/// The things that wait, most urgent first.
#[must_use]
#[derive(Clone, Debug, Default, Template)]
#[template(path = "tasks.html")]
pub struct TaskList {
    tasks: Vec<Task>,
}

impl Task {
    /// A thing to do and where.
    pub fn new(icon: Icon, title: impl Into<String>, href: impl Into<Href>) -> Self {
        Self { icon, title: title.into(), href: href.into(), text: None, badge: Html::new() }
    }

    /// What one needs to know to act.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// The deadline or the state.
    pub fn badge(mut self, badge: Badge) -> Self {
        self.badge.push(badge);
        self
    }
}

impl TaskList {
    /// Nothing waits yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a thing.
    pub fn task(mut self, task: Task) -> Self {
        self.tasks.push(task);
        self
    }

    /// Whether nothing waits: show an [`Empty`](crate::Empty) instead.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }
}

components!(TaskList);
