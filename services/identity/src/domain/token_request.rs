//! What is sent to the token endpoint, and how it is refused (RFC 6749, 4.4 and 5.2).

use uuid::Uuid;

use super::client_assertion::{self, Assertion, Flaw};

/// A request for a token that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The client; none when what was sent is no client's id.
    pub client: Option<Uuid>,
    /// What it proves itself with.
    pub proof: Proof,
    /// The scopes that are asked for; none means all that the client has.
    pub scope: Option<String>,
}

/// What a client proves itself with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// Its secret (RFC 6749, 2.3.1).
    Secret(String),
    /// A token that it has signed (RFC 7523, 2.2).
    Assertion(Box<Assertion>),
}

/// Why no token is given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no form.
    #[error("send the parameters as application/x-www-form-urlencoded in the body of a POST")]
    NoForm,
    /// A parameter is missing or comes twice.
    #[error("{0} must be sent once")]
    Once(&'static str),
    /// The secret came in a header.
    #[error("Basic is not taken (the national API profile, SAK.09): send client_id and client_secret in the body")]
    Header,
    /// Two ways at once (RFC 6749, 2.3).
    #[error("send client_secret or client_assertion, not both")]
    Both,
    /// Another kind of assertion.
    #[error("client_assertion_type must be {}", client_assertion::TYPE)]
    AssertionType,
    /// An assertion that is not taken.
    #[error("{0}")]
    Assertion(Flaw),
    /// Another grant.
    #[error("the only grant_type is client_credentials")]
    GrantType,
    /// No such client, or another secret: the same answer, so that nobody finds out which clients there are.
    #[error("client_id and client_secret do not belong together")]
    Client,
    /// The client has been ended.
    #[error("the client has been ended by its organisation")]
    Ended,
    /// The client's time is over.
    #[error("the client's time is over: make a new one")]
    Expired,
    /// The secret has been replaced.
    #[error("the secret or key has been ended: use the client's present one")]
    SecretEnded,
    /// A scope that the client does not have.
    #[error("the client may not ask for {0}")]
    Scope(String),
}

impl Refusal {
    /// The code of RFC 6749, 5.2.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoForm | Self::Once(_) | Self::Both | Self::AssertionType => "invalid_request",
            Self::GrantType => "unsupported_grant_type",
            Self::Header | Self::Client | Self::Ended | Self::Expired | Self::SecretEnded | Self::Assertion(_) => {
                "invalid_client"
            }
            Self::Scope(_) => "invalid_scope",
        }
    }

    /// The rule's name in logs and metrics.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::NoForm | Self::Once(_) | Self::Both | Self::AssertionType => "request-form",
            Self::GrantType => "request-grant-type",
            Self::Header => "request-basic",
            Self::Assertion(flaw) => flaw.rule(),
            Self::Client => "request-client",
            Self::Ended => "request-client-ended",
            Self::Expired => "request-client-expired",
            Self::SecretEnded => "request-secret-ended",
            Self::Scope(_) => "request-scope",
        }
    }
}

/// Reads the parameters. Unknown ones are passed over (RFC 6749, 3.2).
///
/// # Errors
/// What is missing or comes twice, another grant, or an assertion that can't be read or is another's.
pub fn read(parameters: &[(String, String)]) -> Result<Request, Refusal> {
    let grant = once(parameters, "grant_type")?.ok_or(Refusal::Once("grant_type"))?;
    if grant != "client_credentials" {
        return Err(Refusal::GrantType);
    }
    let client = once(parameters, "client_id")?;
    let scope = once(parameters, "scope")?.map(str::to_owned);
    let (client, proof) = match (once(parameters, "client_secret")?, once(parameters, "client_assertion")?) {
        (Some(_), Some(_)) => return Err(Refusal::Both),
        (None, Some(assertion)) => asserted(parameters, client, assertion)?,
        (Some(secret), None) => {
            let client = client.ok_or(Refusal::Once("client_id"))?;
            (Uuid::try_parse(client).ok(), Proof::Secret(secret.to_owned()))
        }
        (None, None) if client.is_none() => return Err(Refusal::Once("client_id")),
        (None, None) => return Err(Refusal::Once("client_secret")),
    };
    Ok(Request { client, proof, scope })
}

/// The client that an assertion is about, which need not be named beside it (RFC 7521, 4.2).
fn asserted(
    parameters: &[(String, String)],
    client: Option<&str>,
    assertion: &str,
) -> Result<(Option<Uuid>, Proof), Refusal> {
    if once(parameters, "client_assertion_type")? != Some(client_assertion::TYPE) {
        return Err(Refusal::AssertionType);
    }
    let assertion = Assertion::read(assertion).map_err(Refusal::Assertion)?;
    let client = assertion.client(client).map_err(Refusal::Assertion)?;
    Ok((client, Proof::Assertion(Box::new(assertion))))
}

/// A parameter; one that is empty counts as not sent.
fn once<'a>(parameters: &'a [(String, String)], name: &'static str) -> Result<Option<&'a str>, Refusal> {
    let mut found = parameters.iter().filter(|(key, value)| key == name && !value.is_empty());
    let first = found.next().map(|(_, value)| value.as_str());
    if found.next().is_some() { Err(Refusal::Once(name)) } else { Ok(first) }
}

/// The scopes of a token: those that are asked for, or all, of those that the client has; what every client may comes with them.
///
/// # Errors
/// [`Refusal::Scope`] with the first that the client does not have.
pub fn granted(wanted: Option<&str>, held: &[&str]) -> Result<Vec<String>, Refusal> {
    let Some(wanted) = wanted else { return Ok(held.iter().map(|scope| (*scope).to_owned()).collect()) };
    let wanted: Vec<&str> = wanted.split(' ').filter(|scope| !scope.is_empty()).collect();
    if let Some(missing) = wanted.iter().find(|scope| !held.contains(scope)) {
        return Err(Refusal::Scope(said(missing)));
    }
    let given = |scope: &&&str| wanted.contains(*scope) || **scope == super::client::OWN;
    Ok(held.iter().filter(given).map(|scope| (*scope).to_owned()).collect())
}

/// What somebody else has written, as it may stand in an answer (RFC 6749, 5.2: no quotation marks or backslashes).
fn said(text: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '/');
    text.chars().filter(plain).take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    fn form(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_request_is_read_and_its_faults_are_named() {
        let good = [("grant_type", "client_credentials"), ("client_id", ID), ("client_secret", "s"), ("x", "y")];
        let request = read(&form(&good)).unwrap();
        assert_eq!((request.client, request.scope), (Uuid::try_parse(ID).ok(), None));
        for left_out in 0..3 {
            let mut some = good.to_vec();
            let (name, _) = some.remove(left_out);
            assert_eq!(read(&form(&some)), Err(Refusal::Once(name)));
            let twice = [&good[..], &[good[left_out]]].concat();
            assert_eq!(read(&form(&twice)).unwrap_err().code(), "invalid_request");
        }
        let other = [("grant_type", "password"), good[1], good[2]];
        assert_eq!(read(&form(&other)).unwrap_err().code(), "unsupported_grant_type");
        let nobody = [good[0], ("client_id", "nobody"), good[2]];
        assert_eq!(read(&form(&nobody)).unwrap().client, None, "refused as an unknown client is");
    }

    #[test]
    fn a_client_proves_itself_in_one_way() {
        let good = [("grant_type", "client_credentials"), ("client_id", ID), ("client_secret", "s")];
        let with = |more: &[(&str, &str)]| read(&form(&[&good[..2], more].concat())).unwrap_err();
        let typed = ("client_assertion_type", client_assertion::TYPE);
        assert_eq!(with(&[good[2], ("client_assertion", "a.b.c"), typed]), Refusal::Both);
        assert_eq!(with(&[("client_assertion", "a.b.c")]), Refusal::AssertionType);
        let saml = ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer");
        assert_eq!(with(&[("client_assertion", "a.b.c"), saml]), Refusal::AssertionType);
        assert_eq!(with(&[("client_assertion", "a.b.c"), typed]), Refusal::Assertion(Flaw::Form));
        assert_eq!(with(&[("client_assertion", ""), typed]), Refusal::Once("client_secret"));
    }

    #[test]
    fn a_token_covers_no_more_than_its_client() {
        let held = ["identity.own", "bibblix.loans.read", "bibblix.loans.start"];
        assert_eq!(granted(None, &held).unwrap(), held);
        assert_eq!(granted(Some("bibblix.loans.read"), &held).unwrap(), ["identity.own", "bibblix.loans.read"]);
        assert_eq!(
            granted(Some("bibblix.loans.read billing.runs.approve"), &held).unwrap_err().code(),
            "invalid_scope"
        );
        let odd = granted(Some("\"><script>"), &held).unwrap_err();
        assert_eq!(odd.to_string(), "the client may not ask for script");
    }
}
