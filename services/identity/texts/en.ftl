service-identity = Sign-in and permissions
service-identity-about = Sign-in through the municipality's own identity provider, roles, sessions and API keys.

identity-nav-keys = API keys

identity-sign-in = Sign in
identity-sign-in-lead = Choose your organisation, and sign in with the account that you have at work.
identity-sign-in-with = Sign in through { $organisation }
identity-sign-in-help = Is your municipality missing? Contact its administrator or the office of Sambruk.
identity-begin = Do you want to sign in?
identity-begin-lead = You came here from another site, a letter or a bookmark. Nothing has happened yet: the sign-in begins when you go on.
identity-begin-go = Go on to the sign-in
identity-begin-cancel = Cancel
identity-no-providers = No identity provider is connected yet.
identity-signed-out = You are signed out
identity-signed-out-lead = Your session here has ended. Your municipality's identity provider may still remember you: sign out there too if you share the computer.
identity-sign-in-again = Sign in again
identity-sign-in-other = Sign in as somebody else
identity-no-access = You have no permissions yet
identity-no-access-lead = We now know who you are, but you have no role in any organisation here, so you were not signed in.
identity-no-access-whom = Ask your municipality's administrator to give you a role. If you do not know who that is, ask the office of Sambruk. Then sign in again.

identity-failed = The sign-in could not be completed
identity-failed-text = Nothing has changed, and you have not been signed in anew. Try again from the start.
identity-failed-cancelled = You cancelled the sign-in. Nothing has changed.
identity-failed-not-of-organisation = Several organisations use the identity provider, and it does not vouch that you belong to the one you chose. Choose your own organisation. If it is the right one, ask your IT to check which scopes the provider sends.
identity-failed-other-person = You signed in as somebody else than the person you are already signed in as. Nothing has changed. Sign out first if you want to change person.
identity-failed-help = If it happens again, contact the office of Sambruk and name the reference below.
identity-failed-step = Step
identity-failed-time = Time
identity-failed-reference = Reference
identity-failed-again = Try again
identity-step-provider = Contact with the identity provider
identity-step-answer = The identity provider's answer
identity-step-exchange = Fetching your identity
identity-step-token = Checking your identity
identity-step-account = Your account at Sambruk

identity-step-up = A stronger sign-in
identity-step-up-lead = What you want to do requires a recent sign-in on assurance level 3.
identity-step-up-why = This protects decisions that cost money or concern sensitive data. The sign-in counts for 15 minutes, and you will come back to the page you were on.
identity-step-up-kept = What you filled in is still there when you come back.
identity-step-up-go = Sign in on assurance level 3
identity-step-up-cancel = Cancel

identity-organisations = Change organisation
identity-organisations-lead = You now act for { $organisation }.
identity-organisations-field = Organisation to act for
identity-organisations-switch = Change

identity-account = Your account
identity-account-lead = You are signed in as { $name }.
identity-mail = E-mail
identity-mail-want = Write to me when something waits for me
identity-mail-hint = To { $address }. The address comes from your identity provider.
identity-mail-save = Save
identity-mail-no-address = Your identity provider has not told an e-mail address, so we can't write to you.
identity-mail-subject = Something waits for you in Sambruk
identity-mail-text =
    Hello!

    A matter in { $service } waits for you, or for somebody else with the same role:
    { $address }

    You don't want such mail? Turn it off at { $account }
identity-sessions = Your sign-ins
identity-sessions-lead = { $count ->
    [one] You are signed in in one place.
   *[other] You are signed in in { $count } places. End those you do not recognise: that takes a sign-in of the last 15 minutes.
  }
identity-sessions-begun = Signed in
identity-sessions-used = Last used
identity-sessions-assurance = Assurance level
identity-sessions-act = Action
identity-sessions-this = This one
identity-sessions-end = End
identity-sessions-end-others = End all others
identity-sessions-none = You have no sign-ins.
identity-level-2 = Level 2
identity-level-3 = Level 3

identity-keys = API keys
identity-keys-lead = { $count ->
    [0] The organisation has no valid key.
    [one] The organisation has one valid key.
   *[other] The organisation has { $count } valid keys.
  }
identity-keys-list = Keys
identity-keys-new = Create a key
identity-keys-name = Name
identity-keys-name-hint = What the key is for, such as the name of the system.
identity-keys-key = The key begins with
identity-keys-roles = Roles
identity-keys-service = Service
identity-keys-service-hint = Limit the key to one service. Leave empty for all.
identity-keys-days = Valid for this number of days
identity-keys-used = Last used
identity-keys-never = Never
identity-keys-expires = Valid until
identity-keys-state = Action
identity-keys-live = Valid
identity-keys-ended = Ended
identity-keys-expired = Expired
identity-keys-end = End { $name }
identity-keys-none = Keys that systems use to call the services are shown here.
identity-keys-make = Create the key
identity-keys-made = The key { $name } has been created
identity-keys-made-title = Key created
identity-keys-secret = Key
identity-keys-secret-text = Send it in the header Authorization: Bearer. Keep it like a password.
identity-keys-once = The key is only shown now. Save it in a safe place before you leave the page.
identity-keys-back = To the keys
identity-keys-role-integrator = For systems that read and write through the API.
identity-keys-role-reader = May read the organisation's data.
identity-keys-role-case-officer = May do daily work in the services.
identity-keys-role-office = The office's role in all organisations.
identity-keys-role-finance = Finance's role in all organisations.
identity-keys-role-council-member = A member's role in governance councils.
identity-keys-role-operator = Operations' role in the whole installation.
identity-keys-role-auditor = The auditor's reading in all organisations.
identity-key-wrong-name = Write a name of 1 to 80 characters.
identity-key-wrong-no-role = Choose at least one role.
identity-key-wrong-role = Choose among the roles in the list.
identity-key-wrong-service = Choose a service in the list, or none.
identity-key-wrong-days = Write a number of days between 1 and 365.
problem-identity-key-by-key = A key cannot manage keys
problem-identity-key-by-key-text = Sign in as a person to create or end keys.

identity-demonstration = Demonstration
identity-demonstration-warning = Demonstration: anybody can sign in as anybody. The persons are invented.
identity-demonstration-sign-in = Sign in through the demonstration
identity-demonstration-choose = Who do you want to be?
identity-demonstration-choose-lead = Choose an invented person to sign in as.
identity-demonstration-be = Sign in as { $name }
identity-demonstration-cancel = Cancel
identity-demonstration-second = Confirm that you are { $name }
identity-demonstration-second-lead = Assurance level 3 requires a second step. Here it is enough to press the button.
identity-demonstration-confirm = Confirm
identity-demonstration-person-kim = Economist, reader, administrator and council member
identity-demonstration-person-alex = Case officer in Bibblix, UKA and Tillarbetslivet
identity-demonstration-person-billie = Reader, and office in the association: can change organisation
identity-demonstration-person-love = Council member
identity-demonstration-person-nova = New, without permissions
identity-demonstration-person-charlie = Economist, case officer, administrator and council member
identity-demonstration-person-robin = Finance: billing
identity-demonstration-person-sam = Finance: second approver
identity-demonstration-person-mika = Office
identity-demonstration-person-drew = Operations
problem-identity-unknown-client = Unknown request
problem-identity-unknown-client-text = Whoever sent you here is not known to the demonstration sign-in. Go to the start page and sign in from there.

retention-identity-sign-ins = Sign-ins and sign-outs that were begun and never finished are deleted the day after: they are not needed any more.
retention-identity-sessions = Sessions are deleted 90 days after they expired: an incident may need to be investigated for that long. What is needed to sign out at the identity provider is deleted when the session ends, and at the latest the day after it expired.
retention-identity-keys = API keys are deleted a year after they ended or expired: an incident may need to be investigated for that long.
retention-identity-strangers = Accounts that never got a role are deleted after a year without a sign-in.

api-identity-get-me = Show who asks
api-identity-list-sessions = List your own sessions
api-identity-end-other-sessions = End the other sessions
api-identity-end-session = End a session
api-identity-list-keys = List keys
api-identity-make-key = Make a key
api-identity-end-key = End a key
identity-nav-clients = Clients

identity-clients = Clients
identity-clients-lead = { $count ->
    [0] No other system has access with a client.
    [one] One other system has access with a client.
   *[other] { $count } other systems have access, with a client each.
  }
identity-clients-list = Clients
identity-clients-name = Name
identity-clients-name-hint = The system's name, such as The library system.
identity-clients-for = Scopes
identity-clients-used = Last used
identity-clients-never = Never
identity-clients-created = Made
identity-clients-expires = Valid until
identity-clients-state = State
identity-clients-live = Valid
identity-clients-ended = Ended
identity-clients-expired = Expired
identity-clients-sandbox-badge = Sandbox
identity-clients-none = This shows clients of systems that call the services. Make the first one below.
identity-clients-new = Make a client
identity-clients-scopes = May in { $service }
identity-clients-days = Days of life
identity-clients-days-hint = 1 to 365. Make a new client before the time is over.
identity-clients-make = Make a client
identity-clients-make-note = A secret is shown once, on the next page.
identity-clients-sandbox = Try in the sandbox
identity-clients-sandbox-text = { $name } is an invented municipality for trials. There the client may do all that an integrator may, and nothing is charged.
identity-clients-sandbox-shared = The sandbox is shared by the integrators of all municipalities. Never write real personal data: others can read and change what you save there. The clients are seen only by the municipality that made them.
identity-clients-sandbox-name = Trial in the sandbox
identity-clients-sandbox-make = Make a client for the sandbox
identity-clients-made-title = Client made
identity-clients-made = The client { $name } is made
identity-clients-rotated-title = New secret
identity-clients-rotated = { $name } has a new secret
identity-clients-secret = Secret
identity-clients-secret-text = Keep it like a password. It is sent to the address below only, and never in an address.
identity-clients-once = The secret is shown now and never again. Save it in a safe place before you leave the page.
identity-clients-use = How it is used
identity-clients-token-url = Address for access tokens
identity-clients-acts-for = Acts for
identity-clients-fetch = Fetch an access token, which is good for ten minutes
identity-clients-call = A first call
identity-clients-to = To the client

identity-client-lead = { $count ->
    [0] The client can't be used any more.
    [one] The client can be used, with one secret.
   *[other] The client can be used, with { $count } secrets: the new one and the one it replaces.
  }
identity-client-facts = Facts
identity-client-scopes = Scopes
identity-client-service = Service
identity-client-may = May
identity-client-scope = Scope in the API
identity-client-secrets = Secrets and keys
identity-client-prefix = Secret or key
identity-client-until = Ends
identity-client-with-client = With the client
identity-client-valid = Valid
identity-client-rotate = Replace
identity-client-overlap = Days that the old one lives on
identity-client-overlap-hint = 0 to 30. Meanwhile both work, so that the other system can be changed in peace. If the secret may have leaked: write 0.
identity-client-end-replaced = End the old one now
identity-client-end-replaced-note = Do it when the other system uses the new one. Then you can replace it again.
identity-client-end-title = End the client
identity-client-end = End the client
identity-client-end-note = All secrets and tokens stop working within a second. It can't be undone.
identity-client-wrong-name = Write a name of 1 to 80 characters.
identity-client-wrong-no-scope = Choose at least one thing that the client may do.
identity-client-wrong-scope = Choose from the list.
identity-client-wrong-days = Write a number of days from 1 to 365.
identity-client-wrong-sandbox = This installation has no sandbox. Ask the association's office to make it.
identity-client-wrong-overlap = Write a number of days from 0 to 30.
identity-keys-rather = New systems should use clients: they get only what they need, their tokens are good for ten minutes, and the secret can be replaced without a break. The keys below work as before.
problem-identity-client-by-machine = A machine can't handle clients
problem-identity-client-by-machine-text = Sign in as a person to make, change or end clients.
problem-identity-client-over = The client is no longer valid
problem-identity-client-over-text = It is ended or its time is over. Make a new client.
problem-identity-client-two-secrets = The client has two secrets already
problem-identity-client-two-secrets-text = End the old one before you make another.
retention-identity-clients = Clients and their secrets are deleted one year after they ended or expired: an incident may need to be investigated for as long.

api-identity-list-clients = List clients
api-identity-make-client = Make a client
api-identity-get-client = Show a client
api-identity-end-client = End a client
api-identity-rotate-secret = Rotate a client's secret
api-identity-end-replaced-secret = End the replaced secret
api-identity-get-token-keys = Read the keys that access tokens are signed with
api-identity-list-scopes = List the scopes that a client may be given
api-identity-issue-token = Get an access token

identity-nav-people = People and roles
identity-people = People and roles
identity-people-lead = Those who have signed in for { $organisation }, and what they may do. Whoever is new gets a first role here.
identity-people-list = People
identity-people-search = Search name or e-mail address
identity-people-name = Name
identity-people-email = E-mail
identity-people-role = Role
identity-people-roles = Roles
identity-people-waiting = Waits for a first role
identity-people-waits = No role
identity-people-seen = Last sign-in
identity-people-never = Never
identity-people-none = Nobody has signed in yet. Whoever signs in for the first time is shown here and waits for a role.
identity-person-lead = { $count ->
    [0] Has no role here yet.
    [one] Has one role here.
   *[other] Has { $count } roles here.
  }
identity-person-own = This is you. Nobody changes her own roles: ask a colleague who is an administrator.
identity-person-guest = The person belongs to another organisation, but holds a role in yours.
identity-person-no-email = The identity provider has told none
identity-person-first = First sign-in
identity-person-facts = Facts
identity-person-service = Service
identity-person-service-hint = Limit the role to one service. Leave empty for all.
identity-person-all = All services
identity-person-given = Since
identity-person-by = by { $name }
identity-person-act = Act
identity-person-take = Take away { $role }
identity-person-give-title = Give a role
identity-person-give = Give the role
identity-person-note = In force at once, everywhere. Who gave the role is logged.
identity-person-no-roles = No role. The person can't sign in before she or he has got one.
identity-person-sessions = Signed in now
identity-person-no-sessions = The person is not signed in for your organisation.
identity-person-end-all = End all sessions
identity-person-role-reader = Sees the organisation's services.
identity-person-role-case-officer = Works in the services: lends, registers, confirms.
identity-person-role-economist = Sees cost and invoices.
identity-person-role-administrator = Gives roles and handles keys and clients. Always for the whole organisation.
identity-person-role-integrator = Makes clients for the municipality's systems.
identity-person-role-council-member = Proposes and votes in councils.
identity-person-role-office = The office's work: members, subscriptions and councils. In all organisations.
identity-person-role-finance = Prices, billing runs and invoices in all organisations.
identity-person-role-operator = Runs the installation and gives roles in the association.
identity-person-role-auditor = Reads everything, changes nothing.
identity-person-refusal-own-roles = Nobody changes her own roles. Ask a colleague who is an administrator.
identity-person-refusal-role = Choose one of the roles.
identity-person-refusal-service = Choose one of the services, or none. Administrator and the association's roles are always for everything.
identity-person-refusal-role-held = The person holds that role already.
identity-person-refusal-last-administrator = This is the last one who can give roles. Give a colleague that role first.
identity-person-refusal-in-portal = Somebody in the organisation can give roles already. Let her or him do it in the portal.
identity-task-roles = A new person waits for a role
identity-task-roles-note = Somebody in the organisation has signed in for the first time and gets no further without a role.
identity-task-provider-ends = Your sign-in will soon stop working
identity-task-provider-ends-note = What the platform knows of your identity provider is valid until { $end-date }. Put in new metadata or a new certificate before then, otherwise nobody of yours can sign in.

identity-nav-connections = Sign-in
identity-sign-in-choose = Choose your organisation
identity-sign-in-last = Used last
identity-sign-in-search = Search for a municipality or organisation
identity-sign-in-search-hint = Write a part of the name. The list follows while you write.
identity-sign-in-none = No connected organisation has "{ $q }" in its name.
identity-connections = Sign-in
identity-connections-lead = { $count ->
    [0] No connection to the organisation's own identity provider is in use.
    [one] One connection to the organisation's own identity provider is in use.
   *[other] { $count } connections to the organisation's own identity providers are in use.
}
identity-connections-list = Connections
identity-connections-none = The organisation has no connection yet. Make one below, and try it before you switch it on.
identity-connections-label = Name
identity-connections-label-hint = Shown to those who sign in, for example Staff or School.
identity-connections-protocol = Protocol
identity-connections-provider = Identity provider
identity-connections-state = State
identity-connections-live = In use
identity-connections-draft = To be tried
identity-connections-off = Switched off
identity-connections-new = New connection
identity-protocol-oidc = OpenID Connect
identity-protocol-oidc-note = For example Microsoft Entra ID, Keycloak or an e-identification broker.
identity-protocol-saml = SAML 2.0
identity-protocol-saml-note = For example a provider in Sweden Connect, Fedkom or Skolfederation.
identity-connections-issuer = Issuer
identity-connections-issuer-hint = The address that the provider calls itself, to the letter, for example https://login.example.se/tenant/v2.0.
identity-connections-client_id = Client id
identity-connections-client_id-hint = The name that the provider has given Sambruk.
identity-connections-secret = Client secret
identity-connections-secret-hint = Leave it empty if the provider takes signatures of our own key (private_key_jwt), which is safer. The secret is encrypted and never shown again.
identity-connections-metadata = Metadata
identity-connections-metadata-hint = The address of the provider's metadata, or the XML document itself.
identity-connections-make = Make the connection
identity-connections-make-note = Nobody can sign in through it until you have tried it and switched it on.
identity-connection-protocol = Choose OpenID Connect or SAML.
identity-connection-label = Give the connection a name of 1 to 60 characters.
identity-connection-issuer = The issuer is an address that begins with https:// and has neither a question mark nor #.
identity-connection-client-id = A client id has 1 to 200 characters without blanks.
identity-connection-secret = A client secret has at least 16 characters, or is left empty.
identity-connection-metadata = Metadata is an address that begins with https://, or the XML document itself.
identity-connection-metadata-unusable = The metadata can't be used: { $why }.
identity-connection-known = The organisation has a connection to that provider already.
identity-connections-too-many = An organisation has at most 10 connections. Remove one that is not used.
identity-connection-untried = Try the connection first: it is switched on when a trial has gone well.
identity-connection-in-use = The connection is in use. Switch it off before you remove it.
identity-connection-lead-draft = The connection is not in use yet: enter the details at the provider, try it and switch it on.
identity-connection-lead-live = The connection is in use: the organisation's people can sign in through it.
identity-connection-lead-off = The connection is switched off: nobody can sign in through it.
identity-connection-there = This is to be entered at the provider
identity-connection-there-text = Give these details to whoever runs the organisation's identity provider.
identity-connection-redirect = Redirect address
identity-connection-proof = How we prove who we are
identity-connection-by-secret = With the client secret.
identity-connection-by-key = With a signature (private_key_jwt, ES256). The keys are at
identity-connection-scopes = Scopes
identity-connection-levels = Levels of assurance (acr)
identity-connection-trial = Last trial
identity-connection-untried-text = The connection has not been tried yet.
identity-connection-tried = Tried
identity-connection-reason = Reason
identity-connection-detail = What the provider answered
identity-connection-stopped = The trial stopped on its way.
identity-connection-arrived = Arrived
identity-connection-level = Level of assurance
identity-connection-missing = Missing
identity-connection-changed = The trial went well, but the connection has been changed since: try again.
identity-connection-well = The trial went well: the connection can be switched on.
identity-connection-use = Try and switch on
identity-connection-use-text = A trial goes all the way to the provider and back, but signs nobody in and keeps nothing about you.
identity-connection-try = Try the connection
identity-connection-switch-on = Switch on
identity-connection-switch-off = Switch off
identity-connection-remove = Remove
identity-trial-subject = lasting id
identity-trial-name = name
identity-trial-email = e-mail address
identity-connections-encrypted = The provider encrypts its answers (SAML). Sweden Connect demands it; switch it off only if the provider can't.
identity-connections-scopes = Scopes that are yours
identity-connections-scopes-hint = Fill in if several organisations share the provider: the domains or organisation numbers after @ that are yours, with blanks between. Only those for whom the provider vouches one of them are then yours. Empty: everybody whom the provider knows.
identity-connection-scopes-needed = Other organisations use that provider. Fill in which scopes are yours, so that nobody else's people count as yours.
identity-connection-scope-taken = Another organisation has named one of those scopes at that provider already.
identity-connection-own-scopes = Who are yours
identity-connection-own-scopes-save = Save the scopes
identity-connection-own-scopes-note = In force from the next sign-in. Try the connection right afterwards.
identity-connection-scopes-wrong = A scope is a domain or an organisation number, and at most 20 with blanks between.
identity-connection-entity = Our entity ID, which is where our metadata lies
identity-connection-acs = Where answers are to be sent (Assertion Consumer Service)
identity-connection-certificates = The provider's certificates hold until
identity-connection-newer = The provider's metadata
identity-connection-newer-text = When the provider changes its key it publishes the new certificate in its metadata beside the old one. As soon as they are fetched, answers with either are taken.
identity-connection-newer-at = Address
identity-connection-newer-asked = Last read
identity-connection-newer-ask = Fetch now
identity-connection-newer-new = New metadata
identity-connection-newer-hint = Paste the whole XML document of the same provider. It takes the place of the old one.
identity-connection-newer-save = Replace the metadata
identity-connection-fault = The last attempt to fetch the metadata brought nothing; the old ones hold.
identity-fault-metadata-other = They describe another provider (entity ID) than the one that is connected.
identity-fault-metadata-rolled-back = They end before those in use, so they are an older copy. Ask whoever runs the provider for the newest.
identity-connection-declared = Scopes that are taken
identity-connection-declared-none = None
identity-connection-attributes = Attributes that are wished for
identity-connection-signs = Our requests are signed (RSA-SHA256). The answer as a whole must be signed, with SHA-256 or stronger.
identity-connection-encrypted = The assertion must be encrypted to our certificate (AES).

# Acts in the audit log
audit-identity-client-make = Made a client
audit-identity-client-end = Ended a client
audit-identity-client-end-replaced = Ended a replaced secret
audit-identity-client-rotate = Rotated a client's secret
audit-identity-client-token = Fetched an access token
audit-identity-connection-make = Added a connection
audit-identity-connection-refresh = Refreshed a connection
audit-identity-connection-scope = Changed which scopes are the organisation's
audit-identity-connection-remove = Removed a connection
audit-identity-connection-switch = Switched a connection on or off
audit-identity-connection-try = Tried a connection
audit-identity-grant-give = Gave a role
audit-identity-grant-take = Took a role away
audit-identity-grant-refused = Was refused to change roles
audit-identity-grant-vouch = Got roles from the connection
audit-identity-key-make = Made an API key
audit-identity-key-end = Ended an API key
audit-identity-person-make = Got an account
audit-identity-person-mail = Changed her mail
audit-identity-rule-make = Made a rule for roles
audit-identity-rule-remove = Removed a rule for roles
audit-identity-rule-refused = Was refused to make a rule
audit-identity-session-sign-in = Signed in
audit-identity-session-sign-in-failed = Failed to sign in
audit-identity-session-step-up = Signed in anew
audit-identity-session-switch = Switched organisation
audit-identity-session-end = Signed out
audit-identity-session-end-others = Ended other sessions
audit-identity-session-end-all = Ended all sessions of a person

schedule-identity-token-keys = Keys of access tokens are changed
schedule-identity-saml-keys = Keys for SAML are changed
schedule-identity-provider-metadata = Providers' metadata are fetched
schedule-identity-support-access = Support access whose time is over ends
