//! The steps of a process, above it.

use askama::Template;

use crate::html::components;
use crate::{Href, Lang};

/// One step.
#[must_use]
#[derive(Clone, Debug)]
pub struct Step {
    label: String,
    href: Option<Href>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Done,
    Current,
    Todo,
}

/// All steps of a process, in order, each with its own address.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "stepper.html")]
pub struct Stepper {
    lang: Lang,
    steps: Vec<Step>,
}

impl Step {
    /// A step that is done, and where to see it.
    pub fn done(label: impl Into<String>, href: impl Into<Href>) -> Self {
        Self { label: label.into(), href: Some(href.into()), state: State::Done }
    }

    /// The step of this page.
    pub fn current(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None, state: State::Current }
    }

    /// A step that remains.
    pub fn todo(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None, state: State::Todo }
    }

    /// A step that remains but may be looked at.
    pub fn href(mut self, href: impl Into<Href>) -> Self {
        self.href = Some(href.into());
        self
    }

    fn class(&self) -> &'static str {
        match self.state {
            State::Done => "done",
            State::Current => "current",
            State::Todo => "todo",
        }
    }

    fn word(&self, lang: Lang) -> String {
        lang.own(match self.state {
            State::Done => "ui-step-done",
            State::Current => "ui-step-current",
            State::Todo => "ui-step-todo",
        })
    }

    fn is_current(&self) -> bool {
        self.state == State::Current
    }

    fn is_done(&self) -> bool {
        self.state == State::Done
    }
}

impl Stepper {
    /// No steps yet.
    pub fn new(lang: Lang) -> Self {
        Self { lang, steps: Vec::new() }
    }

    /// Adds a step.
    pub fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn position(&self, index: &usize) -> String {
        let (number, total) = ((index + 1).into(), self.steps.len().into());
        self.lang.own_with("ui-step-of", &[("number", number), ("total", total)])
    }
}

components!(Stepper);
