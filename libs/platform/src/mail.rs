//! Mail through SMTP.

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use uuid::Uuid;

pub mod catcher;
pub(crate) mod queue;

pub use queue::Letter;

use crate::{
    config::Mail,
    error::{Error, Result},
};

/// Sends mail, or tells the log that mail is off. A cheap clone.
#[derive(Clone)]
pub struct Mailer {
    from: Option<Mailbox>,
    transport: Option<AsyncSmtpTransport<Tokio1Executor>>,
}

impl Mailer {
    /// Mail through `mail.url`: `smtp://host:25`, `smtp://user:password@host?tls=required` or `smtps://user:password@host`;
    /// empty turns mail off.
    ///
    /// # Errors
    /// When the address of the server or of the sender can't be read; the message names the setting.
    pub fn new(config: &Mail) -> Result<Self> {
        if config.url.is_empty() {
            tracing::info!("mail is off: mail.url is empty");
            return Ok(Self { from: None, transport: None });
        }
        let from = config.from.parse().map_err(|error| anyhow::anyhow!("mail.from is \"{}\": {error}", config.from))?;
        // The address may hold a password: the message does not repeat it.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.url)
            .map_err(|error| anyhow::anyhow!("mail.url must be smtp://host:port or smtps://host:port: {error}"))?;
        let transport = builder.timeout(Some(Duration::from_secs(20))).build();
        Ok(Self { from: Some(from), transport: Some(transport) })
    }

    /// Whether mail leaves at all.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.transport.is_some()
    }

    /// Sends a text to one address, with `id` as its message id. When mail is off it only says so in the log.
    ///
    /// # Errors
    /// [`Error::Invalid`] when `to` is not an address, [`Error::Rule`] when the server refuses the mail for good,
    /// [`Error::Unavailable`] when trying again later can help.
    pub async fn send(&self, id: Uuid, to: &str, subject: &str, text: &str) -> Result<()> {
        let to: Mailbox = to.parse().map_err(|_| Error::invalid("to", "is not a mail address"))?;
        let (Some(transport), Some(from)) = (&self.transport, &self.from) else {
            tracing::info!("mail is off: a mail was not sent");
            return Ok(());
        };
        let message = Message::builder()
            .from(from.clone())
            .to(to)
            .subject(subject)
            .message_id(Some(format!("<{id}@{}>", from.email.domain())))
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(anyhow::Error::new)?;
        match transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => {
                tracing::warn!(%error, "the mail server refused a mail");
                Err(Error::rule("mail-refused", "the mail server refused the mail"))
            }
            Err(error) => {
                tracing::warn!(%error, "the mail server does not take mail");
                Err(Error::Unavailable("mail".into()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{catcher::Catcher, *};

    fn config(url: &str) -> Mail {
        Mail { url: url.into(), from: "Sambruk <noreply@sambruk.example>".into() }
    }

    #[tokio::test]
    async fn a_mail_arrives_as_it_was_written() {
        let catcher = Catcher::start(None).await.unwrap();
        let mailer = Mailer::new(&config(&catcher.url())).unwrap();
        let text = "Hej!\n\nLånet är klart: https://localhost/a?b=c\n.\nen rad med punkt först ovan\n";
        mailer.send(crate::id::new(), "Åsa <asa@habo.example>", "Räkning för maj", text).await.unwrap();
        mailer.send(crate::id::new(), "bo@habo.example", "Plain", "two\r\nlines").await.unwrap();
        let messages = catcher.messages();
        assert_eq!(messages.len(), 2);
        assert_eq!(
            (messages[0].from.as_str(), messages[0].to.as_slice()),
            ("noreply@sambruk.example", &["asa@habo.example".to_owned()][..])
        );
        assert_eq!(messages[0].subject(), "Räkning för maj");
        assert_eq!(messages[0].text().replace("\r\n", "\n").trim_end(), text.trim_end());
        assert_eq!(messages[1].subject(), "Plain");
    }

    /// Whatever a name or a subject holds, there is one message to whom it is meant for (ASVS 5.0, 1.3.11).
    #[tokio::test]
    async fn line_breaks_add_neither_header_nor_recipient() {
        let catcher = Catcher::start(None).await.unwrap();
        let mailer = Mailer::new(&config(&catcher.url())).unwrap();
        for to in ["asa@habo.example\r\nBcc: eva@evil.example", "asa@habo.example\nRCPT TO:<eva@evil.example>"] {
            assert!(matches!(mailer.send(crate::id::new(), to, "x", "y").await, Err(Error::Invalid(_))), "{to:?}");
        }
        let subject = "Räkning\r\nBcc: eva@evil.example\r\n\r\nen annan text";
        let text = "Hej\r\n.\r\nMAIL FROM:<eva@evil.example>\r\n";
        let _ = mailer.send(crate::id::new(), "asa@habo.example", subject, text).await;
        let _ = mailer.send(crate::id::new(), "asa@habo.example", "Sista", "slut").await;
        let messages = catcher.messages();
        assert_eq!(messages.last().unwrap().subject(), "Sista", "the conversation goes on as it should");
        for message in &messages {
            assert_eq!(message.to, ["asa@habo.example"]);
            let head = message.data.replace("\r\n", "\n");
            let head = head.split("\n\n").next().unwrap().to_lowercase();
            assert!(!head.lines().any(|line| line.starts_with("bcc:")), "{head}");
        }
        assert!(messages.len() <= 2, "{messages:?}");
    }

    #[tokio::test]
    async fn what_goes_wrong_is_told_apart() {
        let gone = Mailer::new(&config("smtp://127.0.0.1:1")).unwrap();
        assert!(matches!(gone.send(crate::id::new(), "a@b.example", "x", "y").await, Err(Error::Unavailable(_))));
        assert!(matches!(gone.send(crate::id::new(), "nobody", "x", "y").await, Err(Error::Invalid(_))));
        let off = Mailer::new(&config("")).unwrap();
        assert!(!off.is_on());
        off.send(crate::id::new(), "a@b.example", "x", "y").await.unwrap();
        assert!(Mailer::new(&config("http://mail")).is_err());
    }
}
