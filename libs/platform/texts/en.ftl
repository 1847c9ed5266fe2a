nav-group-services = Services
nav-group-together = Governing together
nav-group-municipality = The municipality
nav-group-association = The office
nav-group-operations = Operations

assurance-loa2 = Signed in at assurance level 2
assurance-loa3 = Signed in at assurance level 3
role-reader = Reader
role-case-officer = Case officer
role-economist = Economist
role-administrator = Administrator
role-integrator = Integrator
role-office = Office
role-finance = Finance
role-council-member = Council member
role-operator = Operator
role-auditor = Auditor
role-employer = Employer
role-guardian = Guardian

not-subscribed = The municipality does not use { $service } today. Contact the association's office to subscribe.

problem-not-found = The page does not exist
problem-not-found-text = The address is wrong, the page has moved, or you may not see it. Go to the start page, or change organisation if you have several.
problem-unauthenticated = You are not signed in
problem-unauthenticated-text = Sign in and try again.
problem-invalid-token = The access token is not valid
problem-insufficient-scope = The access token does not suffice
problem-step-up-required = A stronger sign-in is needed
problem-step-up-required-text = This demands that you sign in again at assurance level 3.
problem-foreign-origin = The request came from another site
problem-foreign-origin-text = For safety we only accept forms from our own pages. Open the page again and retry.
problem-conflict = Somebody was faster
problem-conflict-text = It has changed since you opened the page. Open it again and retry.
problem-stale = It has changed
problem-stale-text = Open the page again to see the latest, and retry.
problem-too-many-requests = Too many attempts
problem-too-many-requests-text = Wait a little and try again.
problem-document-unavailable = The PDF cannot be made right now
problem-document-unavailable-text = The program that makes PDF files is starting, has much to do or is missing. Nothing is lost: it can be read on the page that you came from. Try again in a while.
problem-document-too-large = This is too much for a PDF
problem-document-too-large-text = Read it on the page that you came from, or fetch it over the API.
problem-unavailable = The service does not answer right now
problem-unavailable-text = A part of the platform is starting or briefly away. Nothing is lost. Try again in a minute.
problem-internal = Something went wrong on our side
problem-internal-text = The fault is logged. Give the reference below if you contact the office.
problem-invalid-parameters = Something in the request is not right
problem-invalid-parameters-text = Go back and correct it.
problem-rule = That is not possible
problem-too-large = That was too much at once
problem-too-large-text = Send less at a time.
problem-unsupported-media-type = The format can't be read
problem-unsupported-media-type-text = Go back and try from the page.
problem-method-not-allowed = The page can't be used that way
problem-method-not-allowed-text = Go to the start page and try from there.
problem-reference = Reference: { $reference }
problem-home = To the start page

openapi-about = How to sign in, how to repeat a request without doing something twice, how to read lists and events and what errors mean: see /portal/api/start at this address. Service level: the API is open around the clock and maintained in windows that are announced; the portal shows its state. Limits: from the start 50 requests a second per key and 100 per organisation (429 with Retry-After), at most 1 MiB in a request, at most 100 items on a page and 1000 in a feed. The API is not released: it may change until version 1 is, and afterwards it only grows within v1.
api-list-events = Read events
api-get-api-info = Read about the API
document-page = Page { $page } of { $pages }
document-demonstration = Demonstration. All persons, votes and amounts are invented.
list-all = All
list-none = Nothing fits the filter.
list-clear = Show all
list-unknown = The address has values that do not exist and that are therefore not used: { $names }.
list-note = Note
list-demonstration = Invented data from a demonstration

resume-title = Finish what you began
resume-lead = You have shown anew who you are. What you filled in is still here: press to send it.
resume-send = Send
resume-cancel = Cancel
resume-none = There is nothing to finish
resume-none-lead = The form is too old, or somebody else filled it in. Go back to the page where it stood and fill it in again.

saved-title = Saved filters
saved-lead = { $count ->
    [0] You have no saved filters in { $service }.
    [one] You have one saved filter in { $service }.
   *[other] You have { $count } saved filters in { $service }.
  }
saved-empty = Filter or sort a list and choose Save the filter above it. The filter is then shown here and above the list, to you alone.
saved-card = Your filters
saved-name = Name
saved-list = List
saved-at = Saved
saved-act = Remove
saved-remove = Remove { $name }
saved-send = Save
saved-refused-name = Write a name of 1 to 60 characters.
saved-refused-address = The filter does not belong to any of the service's pages. Open the list and save the filter there.
saved-refused-full = You already have { $most } saved filters. Remove one first.
problem-export-too-large = The list is too long for a file
problem-export-too-large-text = A file takes at most 50,000 rows, so that it is sure to be whole. Go back and choose a narrower filter.
scope-events-read = Read the service's events about the organisation
footer-privacy = Personal data

# The audit log
audit-nav = Audit log
audit-title = Audit log of { $service }
audit-lead = { $count ->
    [0] No row for { $organisation } fits.
    [one] One row for { $organisation } fits.
   *[other] { $rows } rows for { $organisation } fit, the newest first.
  }
audit-lead-more = More than { $rows } rows for { $organisation } fit, the newest first.
audit-narrow = The pages reach the { $most } newest rows. Choose a period to see older ones.
audit-services = Services with a log
audit-all = All services
audit-all-lead = { $count ->
    [one] What has been done for { $organisation } in one service, newest first.
   *[other] What has been done for { $organisation } in { $count } services, newest first.
  }
audit-all-silent = These services do not answer now, so their rows are missing: { $services }. Load the page again in a while.
audit-platform-audit-silent = The service did not answer: its rows are missing from the file
audit-service = Service
audit-card = Rows of the log
audit-none = Nothing has been logged yet. Here you see who did what, when, from where, and how it was before and after.
audit-first = From
audit-last = To
audit-at = When
audit-at-utc = Time in UTC
audit-who = Who
audit-who-id = Who, id
audit-who-person = Person outside the organisation
audit-who-client = Machine outside the organisation
audit-who-system = The system
audit-for = For the organisation
audit-from = From where
audit-act = What was done
audit-act-code = The act's code
audit-object = What it concerned
audit-object-hint = The whole reference
audit-before = Before
audit-after = After
audit-more = Details
audit-request = Request
audit-id = The row's id
audit-seal = Seal
audit-sealed = Number { $number } in the chain, { $hash }
audit-unsealed = Not sealed yet. It will be within a second.
audit-row = The row of the log
audit-row-lead = { $who }, { $at }.
audit-yes = yes
audit-no = no
audit-across = Read across organisations ({ $permission })
audit-platform-audit-look = Looked at the audit log
audit-platform-audit-export = Took the audit log out as a file
audit-platform-access-refused = Was refused what the role does not allow
audit-platform-access-foreign = Was refused: the request came from another site
audit-platform-access-too-many = Was refused: too many requests
audit-field-missing = missing permission
audit-platform-schedule-run = Started scheduled work
audit-platform-file-retention = Deleted a file that was due
audit-field-reason = reason
audit-field-why = reason
audit-field-who = name
audit-field-role = role
audit-field-given = given
audit-field-taken = taken away
audit-field-count = number
audit-field-rows = rows
audit-field-filter = filter
audit-field-service = service
audit-field-provider = provider
audit-field-assurance = assurance level
audit-field-ended = ended
audit-field-month = month
audit-field-number = number
audit-field-protected = protected
audit-field-hours = hours
audit-field-until = until

# Follow-up of the log
follow-nav = Follow-ups
follow-title = Follow-ups in { $service }
follow-lead = { $count ->
    [0] Nothing waits to be followed up.
    [one] One follow-up waits for somebody to look at it.
   *[other] { $count } follow-ups wait for somebody to look at them.
  }
follow-card = Follow-ups
follow-none = Nothing has been picked yet. Each night the rules pick what somebody else than who did it must look at.
follow-rule = Why
follow-rule-sample = Sample
follow-rule-sample-text = Chance picked these among all the month's reads in the register.
follow-rule-protected = Protected identity
follow-rule-protected-text = She has read about somebody whose identity is protected.
follow-rule-many = Unusually many
follow-rule-many-text = She has read about unusually many on the same day.
follow-rule-out-of-hours = Out of hours
follow-rule-out-of-hours-text = She has read in the evening, at night or on a weekend.
follow-rule-on-oneself = Own affair
follow-rule-on-oneself-text = She has done, or tried to do, something that concerns herself.
follow-rule-example = Example
follow-rule-example-text = Made to try the page.
follow-period = Concerns
follow-count = Number
follow-opened = Picked
follow-state = State
follow-open = Waits
follow-closed = Looked at
follow-is-open = This follow-up waits for somebody else than the person to look at it.
follow-is-closed = This follow-up is closed.
follow-about = What was picked
follow-person = Person
follow-why = Rule
follow-deeds = Reads and acts
follow-deeds-none = No rows are kept with the follow-up.
follow-first = These are the first { $count }. The rest is in the log.
follow-close = Close the follow-up
follow-verdict = Verdict
follow-verdict-justified = Part of the work
follow-verdict-justified-text = The person had a case or a task that demanded it.
follow-verdict-questioned = Questioned
follow-verdict-questioned-text = It was no part of the work, or that can't be told. Take it further as your municipality does.
follow-reason = Reason
follow-reason-hint = 10 to 500 characters. Write what you have checked, without names or personal numbers.
follow-closed-by = Closed by
follow-closed-at = Closed
follow-refused-own = This follow-up is about you. Nobody closes a follow-up about herself: somebody else has to look at it. If there is nobody else, it is handed to the association's office.
follow-refused-closed = Somebody has closed the follow-up already.
follow-refused-verdict = Say whether it was part of the work or not.
follow-refused-reason = Write the reason in 10 to 500 characters.
problem-follow-up-own = That is not possible
problem-follow-up-closed = Closed already
audit-task-sample = Look at a sample of the log
audit-task-sample-note = Chance has picked reads in the register.
audit-task-protected = Look at a read about a protected identity
audit-task-protected-note = Somebody has read about a person whose identity is protected.
audit-task-many = Look at unusually many reads
audit-task-many-note = Somebody has read about unusually many on the same day.
audit-task-out-of-hours = Look at reads out of hours
audit-task-out-of-hours-note = Somebody has read in the register in the evening, at night or on a weekend.
audit-task-on-oneself = Look at somebody's own affair
audit-task-on-oneself-note = Somebody has done, or tried to do, something that concerns herself.
audit-platform-audit-prune = Pruned the log's oldest rows
follow-handed = Handed to the association
audit-task-handed = Assess a follow-up from an organisation
audit-task-handed-note = Nobody in the organisation can assess it, or has done so in time.
audit-platform-follow-up-hand-over = Handed a follow-up to the association
audit-platform-follow-up-look = The association looked at a follow-up
audit-platform-follow-up-open = Picked for follow-up
audit-platform-follow-up-draw = Drew the month's sample
audit-platform-follow-up-close = Closed a follow-up
audit-platform-follow-up-refused = Was refused to close a follow-up
audit-field-rule = rule
retention-audit-log = Rows are deleted { $years } years after they were written: { $services }.
retention-audit-log-term = Audit log
audit-platform-file-delete = Deleted a file
audit-platform-parked-decide = Decided about a parked event
audit-platform-parked-outcome = A parked event was handled again
support-acting = You are at { $organisation } as support until { $until }. What you do is in their log. Leave when you are done.
break-glass-acting = You are using an emergency account until { $until }. All operators and the office have been alarmed. Give a person of her own the role back, sign out, and seal the key.
