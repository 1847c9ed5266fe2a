# Federations that identity providers are taken from.
identity-nav-federations = Federations
identity-federations = Federations
identity-federations-lead = { $count ->
    [0] No federation is in use.
    [one] One federation is in use{ $failing ->
        [0] , and it answers as it should.
       *[other] , and it does not answer as it should.
      }
   *[other] { $count } federations are in use{ $failing ->
        [0] , and all answer as they should.
        [one] . One does not answer as it should.
       *[other] . { $failing } do not answer as they should.
      }
  }
identity-federations-list = Federations
identity-federations-none = No federation yet. Add one below, so that organisations can choose their identity providers from it.
identity-federations-new = New federation
identity-federations-make = Add and fetch
identity-federations-make-note = The metadata are fetched and verified at once. The federation is offered to organisations only when that has gone well.
identity-federation-name = Name
identity-federation-name-hint = As organisations know it, such as Skolfederation.
identity-federation-kind = Kind
identity-federation-kind-list = List
identity-federation-kind-list-note = One signed document with all members (a metadata aggregate).
identity-federation-kind-query = Query service
identity-federation-kind-query-note = One member at a time (MDQ).
identity-federation-address = Address
identity-federation-address-hint = The address of the signed document, or that of the query service without /entities.
identity-federation-certificates = Certificates that may have signed
identity-federation-certificates-hint = In PEM, as the federation publishes them, one to five after each other. Compare the fingerprint with what the federation says. When keys change: add the new one before the change and remove the old one afterwards.
identity-federation-authority = Registered by
identity-federation-authority-hint = Only providers with this registrationAuthority are offered. Empty: all of the list.
identity-federation-probe = Entity ID to try with
identity-federation-probe-hint = Only for a query service: a member that it always knows. The signature is verified by it, now and every hour.
identity-federation-state = State
identity-federation-good = Answers
identity-federation-failing = Fails, the last good holds
identity-federation-unusable = Can't be used
identity-federation-waiting = Waits for an answer
identity-federation-off = Switched off
identity-federation-lead-good = The federation answers, and what it has told holds.
identity-federation-lead-failing = The federation does not answer as it should. What it told last holds to its end.
identity-federation-lead-unusable = The federation can't be used: nothing that holds today has come from it.
identity-federation-lead-off = The federation is switched off: it is not asked and offered to nobody.
identity-federation-facts = How it stands
identity-federation-fetched = Last answered
identity-federation-until = Holds until
identity-federation-next = Asked again
identity-federation-providers = Identity providers
identity-federation-passed-over = Can't be read
identity-federation-signed-by = Signed with
identity-federation-believed = May have signed
identity-federation-connected = Connections through it
identity-federation-fingerprint = SHA-256 { $fingerprint }
identity-federation-never = Never
identity-federation-certify = Save the certificates
identity-federation-certify-note = The federation is asked at once. What holds today goes on holding also if the new signature can't be verified.
identity-federation-use = Ask, switch off
identity-federation-use-text = { $count ->
    [0] No organisation is connected through the federation.
    [one] One connection is kept up to date through the federation. When it is switched off, what it told last holds to its end, and then nobody can sign in through the connection.
   *[other] { $count } connections are kept up to date through the federation. When it is switched off, what it told last holds to its end, and then nobody can sign in through them.
  }
identity-federation-ask = Ask now
identity-federation-switch-off = Switch off
identity-federation-switch-on = Switch on
identity-federation-remove = Remove
identity-refusal-federation-name = Give the federation a name of 1 to 60 characters.
identity-refusal-federation-kind = Choose list or query service.
identity-refusal-federation-address = The address begins with https:// and has no #.
identity-refusal-federation-certificates = Paste one to five certificates in PEM. The keys are RSA of at least 2048 bits, or on P-256, P-384 or P-521.
identity-refusal-federation-authority = A registrationAuthority is an address or a name without blanks.
identity-refusal-federation-probe = Name the entity ID of a provider that the query service knows.
identity-refusal-federation-known = There is a federation with that address already.
identity-refusal-federations-too-many = There are 20 federations already. Remove one that is not used.
identity-refusal-federation-in-use = Organisations are connected through the federation. Their connections are removed first.
identity-task-federation-ends = A federation will soon end
identity-task-federation-ends-note = What { $federation } has told holds until { $end-date }, and nothing newer has come. Find out why: otherwise those connected through it can't sign in.
identity-task-provider-missing = Your identity provider is no longer in the federation
identity-task-provider-missing-note = Sign-in works until { $end-date }. Talk to whoever runs your identity provider, or connect it in another way before that.
identity-protocol-federation = Through a federation
identity-providers = Connect through a federation
identity-providers-lead = { $count ->
    [0] The association's office has not added any federation yet.
    [one] Search for your identity provider in the federation. Keys and addresses are then kept up to date by themselves.
   *[other] Choose a federation and search for your identity provider. Keys and addresses are then kept up to date by themselves.
  }
identity-providers-no-federation = No federation to choose from yet. Connect with metadata instead, or ask the association's office to add your federation.
identity-providers-search = Search for an identity provider
identity-providers-federation = Federation
identity-providers-query = Name or entity ID
identity-providers-query-hint = A part will do. In a query service: the whole entity ID, to the letter.
identity-providers-find = Search
identity-providers-by-id = This federation is a query service without a list: write the whole entity ID and search.
identity-providers-found = Identity providers
identity-providers-count = { $total ->
    [0] No match.
    [one] One match.
   *[other] { $shown ->
        [one] Shows one of { $total }. Narrow the search to see the others.
       *[other] Shows { $shown } of { $total }. Narrow the search if the one you look for is missing.
      }
  }
identity-providers-none = No identity provider of the federation is called that.
identity-providers-name = Identity provider
identity-providers-entity = Entity ID
identity-providers-unusable = Can't be connected
identity-providers-scopes = Scopes that are yours
identity-providers-scopes-hint = Fill in only if several organisations share the provider: those of its scopes that are yours. Empty: all that the federation vouches for.
identity-connection-entity-wrong = Choose a federation and one of its identity providers.
identity-connection-told-until = What the federation tells holds until
identity-connection-missing-provider = The federation no longer tells anything of your identity provider that can be used.
identity-connection-missing-until = Sign-in works until
identity-failed-metadata-ended = What the platform knows of the identity provider has ended. Ask your organisation's administrator to renew the connection.
identity-fault-other = It did not work. See below what was answered.
identity-fault-not-listed = The federation knows no identity provider with that entity ID.
identity-fault-passed-over = The federation's description of the provider can't be read. Whoever runs the provider must correct it at the federation.
identity-fault-federation-gone = The federation is not offered any more. Choose another.
identity-fault-federation-other-authority = The provider is registered by somebody else than the office has named.
identity-fault-probe-unknown = The query service does not know the provider that it is tried with.
identity-fault-fetch-address = The address may not be asked: it must begin with https:// and lead to a server outside the platform's own network.
identity-fault-fetch-unreachable = The server did not answer. Check the address, or wait: it is asked again by itself.
identity-fault-fetch-nothing = The server answered that it has nothing there. Check the address.
identity-fault-fetch-status = The server answered with an error. It is asked again by itself.
identity-fault-fetch-too-long = The answer is larger than the platform takes. Check the address.
identity-fault-fetch-text = The answer is no text in UTF-8. Check the address.
identity-fault-aggregate-no-trusted-key = No certificate is given. Paste the one that the federation publishes for its metadata.
identity-fault-aggregate-too-large = The document is larger than the platform takes. Check the address.
identity-fault-aggregate-dtd = The document has a document type declaration, which metadata never have. Check the address.
identity-fault-aggregate-malformed = The document can't be read. Often it was cut off on its way: ask again.
identity-fault-aggregate-not-metadata = The document is no SAML metadata. Check the address.
identity-fault-aggregate-unsigned = The document is not signed. Give the address of the federation's signed metadata.
identity-fault-aggregate-wrapped = Somebody else may have changed the document. Don't use it, and tell the federation.
identity-fault-aggregate-duplicate-id = Somebody else may have changed the document. Don't use it, and tell the federation.
identity-fault-aggregate-reference = The signature does not cover the whole document. Tell the federation.
identity-fault-aggregate-algorithm = The document is signed in a way that is not taken. Ask the federation for SHA-256 or better.
identity-fault-aggregate-wrong-key = The document is signed with another key than those given. If the federation has announced a new key: add the new certificate. Otherwise: tell the federation.
identity-fault-aggregate-signature = The signature does not hold: the document has been changed. Ask again, and tell the federation.
identity-fault-aggregate-no-valid-until = The document does not say how long it holds. Ask the federation for metadata that end.
identity-fault-aggregate-expired = The document has ended. Check the address, and tell the federation.
identity-fault-aggregate-too-far-ahead = The document holds longer than the 14 days that are accepted. Tell the federation.
identity-fault-aggregate-not-yet-made = The document says that it was made in the future. Check the server's clock.
identity-fault-aggregate-date = A date in the document can't be read. Tell the federation.
identity-fault-aggregate-duplicate-entity = Two members have the same entity ID. The last good document holds until the federation has corrected it.
identity-fault-aggregate-rolled-back = The document is older than the one in use. Somebody may be replaying an old one: the last good holds. Tell the federation if it goes on.
identity-fault-aggregate-not-one-entity = The answer is a list. Check that the address is that of a query service.
identity-fault-aggregate-other-entity = The answer describes another member than the one asked for. Don't use it, and tell the federation.
identity-fault-aggregate-not-a-provider = The member is no identity provider that can be used.
identity-fault-aggregate-setup = The platform could not verify the signature. Tell those who run it.
identity-fault-metadata-ended = The provider's description has ended.
identity-fault-metadata-too-large = The provider's description is too large.
identity-fault-metadata-dtd = The description has a document type declaration, which metadata never have.
identity-fault-metadata-malformed = The provider's description can't be read.
identity-fault-metadata-not-a-provider = The member is no identity provider for SAML 2.0.
identity-fault-metadata-entity-id = The provider's entity ID can't be used.
identity-fault-metadata-no-sign-in = The provider names no address to sign in at.
identity-fault-metadata-address = The provider names an address that does not begin with https://.
identity-fault-metadata-no-signing-key = The provider has no certificate that can be used.
identity-fault-metadata-scope-pattern = The provider's scope is a pattern (regexp). It can't be connected: nobody can see which organisations a pattern covers. Ask whoever runs the provider to name its scopes one by one.
identity-fault-metadata-scope = The provider names a scope that can't be used.
identity-fault-metadata-date = A date in the provider's description can't be read.
identity-fault-metadata-signature = The description is not signed as it should be.
schedule-identity-federations = Asks federations
