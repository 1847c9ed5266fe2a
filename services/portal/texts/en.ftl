service-portal = The portal
service-portal-about = The first page: what waits, what the services cost and which they are.
portal-nav-start = Start
portal-nav-api = APIs and events

portal-good-morning = Good morning, { $name }
portal-good-day = Good afternoon, { $name }
portal-good-evening = Good evening, { $name }
portal-lead = { $count ->
    [0] Nothing waits for you in { $organisation } right now.
    [1] One thing waits for you in { $organisation }.
    [2] Two things wait for you in { $organisation }.
    [3] Three things wait for you in { $organisation }.
    [4] Four things wait for you in { $organisation }.
    [5] Five things wait for you in { $organisation }.
   *[other] { $count } things wait for you in { $organisation }.
  }

portal-waiting = Waits for you
portal-nothing-waits = Nothing waits. It will stand here when something needs approval or correction.
portal-task-another = Waits for another
portal-task-another-text = You prepared this, so another person must do it.
portal-task-second = You are the second person
portal-task-second-text = You are the second person.
portal-due-passed = The time has passed
portal-due-today = Today
portal-due-days = { $count ->
    [one] One day left
   *[other] { $count } days left
  }
portal-due-day = By { $date }

portal-cost = What it costs, all services
portal-cost-all = What it costs, all municipalities
portal-cost-chart = Cost per month over the last twelve months
portal-cost-kr = Cost, SEK
portal-cost-so-far = { $month } so far: { $amount }, without VAT and fixed fees.
portal-updated = Updated { $when }.
portal-cost-details = See what is in it
portal-no-cost = No use has cost anything in the last twelve months.
portal-month = Month

portal-services = Our services
portal-all-services = All services
portal-service = Service
portal-unused = No use
portal-unused-note = Use is shown here as soon as it has been counted.
portal-tile = in { $month }, { $amount } so far.
portal-tile-before = All of { $month }: { $count }.
portal-begins = Begins { $date }
portal-ends = Ends { $date }
portal-connected = Connected
portal-users = { $count ->
    [one] { $count } connected
   *[other] { $count } connected
  }
portal-no-services = Your organisation is not connected to any service. Ask the office to begin.
portal-no-users = No municipality is connected to any service yet. Municipalities are connected in the member register.
portal-to-register = To the member register

portal-invoices = Latest invoices
portal-invoice-number = Number
portal-payable = To pay, SEK
portal-due = Due

portal-never = not at all yet
portal-behind = { $count } events of other services wait to be read in. The figures may lag behind. Last heard:
portal-quiet = { $count ->
    [one] { $services } does not answer as it should
   *[other] These parts of the platform do not answer as they should: { $services }
  }. What comes from there is shown as it was last. Last heard:
portal-deaf = The portal has lost touch with the other services for now. You see what was known last, and nothing is lost. Last heard:

portal-accessibility-title = Accessibility statement
portal-conformance-full = { $service } conforms fully to the act on accessibility of digital public service.
portal-conformance-partial = { $service } conforms in part to the act on accessibility of digital public service. The lacks are listed below.
portal-conformance-none = { $service } does not conform to the act on accessibility of digital public service. The lacks are listed below.
portal-failings = Content that is not accessible
portal-no-failings = We know of no lacks.
portal-failing-requirement = Requirement: { $requirement }.
portal-burden = Unreasonable burden
portal-outside = Content that the act does not cover
portal-contact = Tell us when something is in your way
portal-contact-text = Say what you wanted to do and what was in your way. You may also ask for the information in another form. We answer within five working days.
portal-supervision = Supervision
portal-supervision-text = The Agency for Digital Government supervises the act. If you are not content with how we deal with your comments you may report it to the agency.
portal-supervision-link = Report lacking accessibility to Digg
portal-how-assessed = How we assessed it
portal-actor = Responsible
portal-service-name = Digital service
portal-assessed = Last assessed
portal-statement-updated = Statement updated
portal-method = Method

portal-privacy-title = How personal data is handled
portal-privacy-lead = In short: which data the portal and the services hold about you, why, for how long and whom to turn to.
portal-privacy-who = Who is responsible
portal-privacy-who-text = The municipality that uses a service is the controller of what is registered in it. Föreningen Sambruk runs the platform on behalf of the municipalities and is their processor. Each municipality's data is kept apart from all others'.
portal-privacy-sign-in = When you sign in
portal-privacy-sign-in-text = From your organisation's identity provider the portal receives your name, an identifier of your account there, how securely you proved who you are, and what your organisation's rules for roles need. The portal never sees your password.
portal-privacy-trace = What is logged
portal-privacy-trace-text = Who changed what, when and from which address is written in a log in which any later alteration shows, so that mistakes and misuse can be looked into. Reading sensitive data, such as that about young people outside school, is logged as well. Your municipality's administrators see its log in the portal and can take it out as a file. Reads that stand out, and samples, are looked at by somebody else than who read.
portal-privacy-cookies = Cookies
portal-privacy-cookies-text = The portal only uses cookies that it needs to work: for the sign-in, the language and the organisation that you chose last. Nobody follows what you do elsewhere.
portal-privacy-kept = What is deleted and when
portal-privacy-kept-text = The services delete by themselves according to these rules. What is not mentioned is kept for as long as the municipality needs it or the law demands it.
portal-privacy-rights = Your rights
portal-privacy-rights-text = You have the right to know which data there is about you, to have mistakes corrected and in some cases to have data deleted. Turn to your municipality, or to the municipality where your child has a library card or goes to school. If you are not satisfied you can complain to the supervising authority.
portal-privacy-authority = The Swedish Authority for Privacy Protection
portal-privacy-contact = Questions about the platform
portal-privacy-contact-text = Questions about how the platform is run are answered by the association's office.

portal-api-title = APIs and events
portal-api-lead = { $services } services with { $operations } operations for other systems. All of it is made from what the services declare themselves.
portal-api-begin = Begin here
portal-api-begin-text = From the first key to a system that survives interruptions: access, the first request, lists, errors, retries and events.
portal-api-begin-link = Getting started
portal-api-services = Services
portal-api-holds = What it holds
portal-api-operations-count = Operations
portal-api-events-count = Events
portal-api-conventions = What is the same everywhere
portal-api-rule-once = Every POST has the header `Idempotency-Key`, new for each act. The same key and body again get the first answer again, for 72 hours.
portal-api-rule-state = Every GET answers with an `ETag`. Send it as `If-None-Match` to get 304 when nothing has changed, and as `If-Match` when you change something by PUT or PATCH: without it the answer is 428, and 412 when somebody has changed it meanwhile.
portal-api-rule-lists = Lists take `page` from 1 and `limit`, normally 20 and at most 100, and answer with `items`, `page`, `limit` and `total`.
portal-api-rule-feeds = Feeds, which only grow, take `cursor` in place of `page` and answer with `items`, `next` and `more`. That is a deliberate exception to the national profile's rule for lists (FNS.07), because nothing may be passed over.
portal-api-rule-errors = Errors are `application/problem+json` (RFC 9457). Decide by `status` and the last part of `type`. What you may not see is answered with 404.
portal-api-rule-limits = Too many requests are answered with 429, and `Retry-After` says how many seconds to wait.
portal-api-rule-names = Fields are camelCase, dates and times are RFC 3339 in UTC, amounts are whole öre excluding VAT.
portal-api-rule-promise = Within v1 we only add. Anything else is a v2 beside it. Until version 1 is released even that may change.
portal-api-of = The API of { $service }
portal-api-base = Address and documents
portal-api-address = Address
portal-api-openapi = OpenAPI
portal-api-asyncapi = AsyncAPI
portal-api-info = Version and status
portal-api-no-operations = The service has no operations for other systems.
portal-api-tells = { $count ->
    [one] The service tells one kind of event.
   *[other] The service tells { $count } kinds of events.
  }
portal-api-to-events = Events, with fields and samples
portal-api-operations = Operations
portal-api-operation = Operation
portal-api-method = Method
portal-api-path = Address
portal-api-roles = Who may
portal-api-anyone = Anyone signed in
portal-api-across = { $roles } (the association's)
portal-api-step-up = { $roles }, with a fresh sign-in at level 3
portal-api-does = What it does
portal-api-id = The operation's name
portal-api-permission = Permission
portal-api-parameters = Parameters
portal-api-name = Name
portal-api-where = Place
portal-api-type = Type and limits
portal-api-required = Required
portal-api-meaning = Meaning
portal-api-in-path = The address
portal-api-in-query = The query
portal-api-in-header = Header
portal-api-yes = Yes
portal-api-no = No
portal-api-field = Field
portal-api-body = What is sent
portal-api-body-fields = Fields that are sent
portal-api-body-example = An example of what is sent
portal-api-answers = Answers
portal-api-status = Status
portal-api-problem = Type of error
portal-api-headers = Headers
portal-api-answer = Answer { $status }
portal-api-answer-fields = Fields of answer { $status }
portal-api-answer-example = An example of answer { $status }
portal-api-call = The call with curl
portal-api-events = Events
portal-api-events-of = Events from { $service }
portal-api-events-lead = Facts that the service tells, as CloudEvents 1.0 in JSON and without personal data.
portal-api-events-read = How to read them
portal-api-events-how = Read your own organisation's events in the service's feed. Keep `next` and ask again with it as the `cursor`: nothing is passed over and nothing comes twice. Events come within a couple of seconds.
portal-api-to-feed = The operation that reads the feed
portal-api-event-fields = Fields of the data of { $event }
portal-api-event-sample = A sample of { $event }

portal-begin-title = Getting started
portal-begin-lead = How it is done, from access to events.
portal-begin-access = Get access
portal-begin-access-text = An administrator of your organisation makes access for the system: a name, what it may do and for how long. The secret is shown a single time. It must never stand in an address or in a log.
portal-begin-sandbox = Try it on an invented municipality of the demonstration first. All data there is invented, and the keys lie in the file `demo-keys.txt` in its data directory.
portal-begin-to-access = Make access
portal-begin-token = Get a token
portal-begin-token-text = Change the client's secret for a token that is good for a short while (OAuth 2.0, client credentials). Get a new one when it has expired. Safer still: let the client sign with a key of its own (`private_key_jwt`), and no secret leaves the system.
portal-begin-first = The first request
portal-begin-first-text = Send the key or token in the header `Authorization` of every request. The answer says who you are and what you may do.
portal-begin-lists = Read lists
portal-begin-lists-text = Ask for page after page until you have `total` items. `limit` is at most 100.
portal-begin-once = Do something once
portal-begin-once-text = Give each act an `Idempotency-Key` of its own and keep it before the request. If no answer comes, or 429 or 503: wait as long as `Retry-After` says, else 1, 2, 4 seconds and so on, and send the same request with the same key.
portal-begin-changes = Change what others change too
portal-begin-changes-text = Read first and keep the answer's `ETag`. Send it as `If-Match`. If the answer is 412 somebody was faster: read again and decide anew.
portal-begin-errors = Handle errors
portal-begin-errors-text = The last part of `type` is stable. Don't repeat 400, 404 and 422: that makes them no better. Name the `instance` when you ask for help.
portal-begin-events = Follow events
portal-begin-events-text = Keep `next` in the same transaction as what you make of the events. When `more` is false: wait some seconds. The answer 410 (`cursor-too-old`) means that you begin anew without a `cursor` and pass over the ids that you have.
portal-begin-more = Read more
portal-begin-more-text = Each service has a page of its own with all operations, fields, errors and examples.
portal-begin-to-reference = APIs and events
portal-begin-example = Example: { $step }

retention-portal-closed-tasks = Closed tasks of the first page are deleted 90 days after they were closed, because they are no longer needed. The service that opened the task keeps its own records.

api-portal-list-tasks = List what waits
api-portal-list-usage = List use and cost by month
# The operators' pages
portal-nav-operations = Operations
portal-operations-pages = The operators' pages
portal-operations-tab-overview = Overview
portal-operations-overview-title = Operations
portal-operations-tab-parked = Parked events
portal-operations-parked-title = Parked events
portal-operations-tab-queues = Queues
portal-operations-queues-title = Queues
portal-operations-tab-schedules = Schedules
portal-operations-schedules-title = Scheduled work
portal-operations-tab-control = Control totals
portal-operations-tab-checks = Checks
portal-operations-checks-title = Checks
portal-operations-tab-backups = Backups
portal-operations-backups-title = Backups
portal-operations-tab-versions = Versions
portal-operations-versions-title = Versions
portal-operations-silent = No answer from: { $services }. What they know is missing on the page. See whether the process runs, and read its log.
portal-operations-installation = The installation
portal-operations-good = Normal
portal-operations-unusual = Look at it
portal-operations-wrong = Wrong
portal-operations-no-answer = No answer
portal-operations-age-seconds = { $n } s
portal-operations-age-minutes = { $n } min
portal-operations-age-hours = { $n } h
portal-operations-age-days = { $n ->
    [one] one day
   *[other] { $n } days
  }
portal-operations-as-of = As of { $when }.
portal-operations-lead-good = All { $all } services answer and nothing needs to be looked at.
portal-operations-lead-unusual = { $answering } of { $all } services answer. Nothing is wrong, but something should be looked at.
portal-operations-lead-wrong = { $wrong ->
    [one] { $answering } of { $all } services answer. One thing is wrong.
   *[other] { $answering } of { $all } services answer. { $wrong } things are wrong.
  }
portal-operations-attention = To look at
portal-operations-services = The services
portal-operations-service = Service
portal-operations-state = State
portal-operations-what = What
portal-operations-instances = Processes
portal-operations-outbox = In the outbox
portal-operations-behind = To read
portal-operations-database = Database
portal-operations-disk = Free disk
portal-operations-checked = Checked
portal-operations-version = Version
portal-operations-event = Event
portal-operations-tenant = Organisation
portal-operations-since = Since
portal-operations-attempts = Attempts
portal-operations-error = Error at the last attempt
portal-operations-parked = Parked
portal-operations-parked-retried = Handled later
portal-operations-parked-dropped = Dropped
portal-operations-oldest = Oldest
portal-operations-pending = Wait in the stream
portal-operations-ack-pending = Being handled
portal-operations-redelivered = Delivered again
portal-operations-delivered = Last delivery
portal-operations-schedule = Work
portal-operations-cadence = When
portal-operations-outcome = Outcome
portal-operations-planned = Planned
portal-operations-started = Began
portal-operations-ended = Ended
portal-operations-next = Next
portal-operations-act = Act
portal-operations-when = When
portal-operations-deed = What
portal-operations-who = Who
portal-operations-detail = Reason or error
portal-operations-subject = Subject in the stream
portal-operations-event-id = The event's id
portal-operations-reason = Reason
portal-operations-ready = Takes requests
portal-operations-commit = Commit
portal-operations-began = Started
portal-operations-instance = Process
portal-operations-schema = Last migration
portal-operations-size = Size
portal-operations-broker = Broker
portal-operations-sealed = Seals of the log
portal-operations-anchored = Anchored
portal-operations-told-by = Told by
portal-operations-heard-by = Heard by
portal-operations-code = Code
portal-operations-finding = What
portal-operations-never = Never
portal-operations-running = Running
portal-operations-ago = { $age } ago
portal-operations-refresh = Show how it is now
portal-operations-not-known = Not known
portal-operations-hears-nothing = Hears nothing
portal-operations-backups-nowhere = Nobody has said where the backups lie.
portal-operations-backups-none = There is no backup.
portal-operations-backups-old = The newest backup is { $age } old.
portal-operations-backups-lead = The newest backup is { $age } old.
portal-operations-backups-warn = A backup should be at most { $hours } hours old (backup.warn_after_hours). Make a new one with sambruk backup.
portal-operations-backups-make = Make one with sambruk backup, in a folder of its own under backup.directory.
portal-operations-backups-configure = Name the folder in the setting backup.directory, and the backups are shown here.
portal-operations-backups-unread = The folder can't be read: { $why }
portal-operations-backups-explain = A backup is checked when sambruk backup --check or a restore has read all of it. Restore it into an empty installation now and then: only that proves it.
portal-operations-backup-name = Folder
portal-operations-backup-made = Made
portal-operations-backup-size = Size
portal-operations-backup-checked = Checked
portal-operations-backup-restored = Restored
portal-operations-backup-broken = Not whole
portal-operations-totals-differ = { $n ->
    [one] One of the services' control totals is not what billing received.
   *[other] { $n } of the services' control totals are not what billing received.
  }
portal-operations-totals-equal = { $n ->
    [one] The control totals up to { $day } are equal: one compared.
   *[other] The control totals up to { $day } are equal: { $n } compared.
  }
portal-operations-totals-none = No control total has been told yet. That is done when a day is over.
portal-operations-totals-unknown = Billing does not answer, so the control totals are not compared.
portal-operations-remark-silent = The service does not answer.
portal-operations-remark-not-ready = Takes no requests: { $reason }
portal-operations-remark-versions = Different versions run at the same time.
portal-operations-remark-outbox = { $n ->
    [one] An event has waited to be sent for { $age }.
   *[other] { $n } events have waited to be sent, the oldest for { $age }.
  }
portal-operations-remark-behind = { $n ->
    [one] An event has waited to be read for at most { $age }.
   *[other] { $n } events have waited to be read, the oldest for at most { $age }.
  }
portal-operations-remark-consumer = The broker does not tell what the service has read.
portal-operations-remark-parked = { $n ->
    [one] One event is parked and waits for a decision.
   *[other] { $n } events are parked and wait for a decision.
  }
portal-operations-remark-failed = The scheduled work { $name } failed last time.
portal-operations-remark-late = The scheduled work { $name } is { $age } late.
portal-operations-remark-found = { $n ->
    [one] The check found something wrong.
   *[other] The check found { $n } things wrong.
  }
portal-operations-remark-check = The latest check could not be completed.
portal-operations-remark-check-old = The latest check is { $age } old.
portal-operations-remark-unsealed = Rows of the audit log have waited for their seal for { $age }.
portal-operations-remark-unanchored = The ends of the audit log have not been written down outside of the database for { $age }.
portal-operations-remark-only-here = The ends of the audit log have lain on this machine alone for { $age }. See that the place in audit.copy_to answers, and compare the files.
portal-operations-remark-not-copied = The ends of the audit log are not copied to another machine. Name a place in audit.copy_to.
portal-operations-remark-disk = The disk is nearly full: { $percent } % ({ $free }) is free.
portal-operations-parked-lead = { $n ->
    [0] No event waits for a decision.
    [one] One event waits for a decision.
   *[other] { $n } events wait for a decision.
  }
portal-operations-parked-waiting = Wait for a decision
portal-operations-parked-settled = Settled
portal-operations-parked-all = All
portal-operations-parked-decided = Settled
portal-operations-parked-none = No event here. When a service can't handle an event, it stands here until somebody decides.
portal-operations-parked-explain = An event is parked when the service has tried six times, or when a rule says that it can never be handled. Other events pass it. Put the cause right and retry, or drop it with a reason.
portal-operations-unreadable = Unreadable message
portal-operations-resolution-waits = Waits for a decision
portal-operations-resolution-retrying = Being retried
portal-operations-resolution-retried = Handled
portal-operations-resolution-dropped = Dropped
portal-operations-event-title = Parked event
portal-operations-event-lead-waits = { $n ->
    [one] { $service } has tried once and waits for your decision.
   *[other] { $service } has tried { $n } times and waits for your decision.
  }
portal-operations-event-lead-retrying = { $service } has been asked to try again. How it stands is said below.
portal-operations-event-lead-retried = { $service } has handled the event.
portal-operations-event-lead-dropped = The event is dropped and will never be handled by { $service }.
portal-operations-event-failed-again = The attempt failed again. The error stands below.
portal-operations-event-retrying = The service tries again within seconds.
portal-operations-event-handled = The event has been handled.
portal-operations-event-error = The error
portal-operations-event-last-error = The error at the last attempt that failed
portal-operations-event-facts = About the event
portal-operations-event-data = The event's content
portal-operations-event-as-it-came = This is no event that the platform can read. It came like this:
portal-operations-event-history = What has been done
portal-operations-event-no-history = Nothing has been done yet.
portal-operations-event-back = To the event
portal-operations-retry = Retry
portal-operations-drop = Drop with a reason
portal-operations-deed-retry = Retry asked for
portal-operations-deed-drop = Dropped
portal-operations-deed-handled = Handled
portal-operations-deed-failed = Failed again
portal-operations-who-person = Person { $id }
portal-operations-who-client = Key { $id }
portal-operations-who-shell = Somebody with a shell on the machine
portal-operations-who-system = The service itself
portal-operations-drop-title = Drop the event
portal-operations-drop-lead = { $service } shall never handle { $event }.
portal-operations-drop-card = Why is it dropped?
portal-operations-drop-text = It can't be undone. The reason, and that it was you, are kept in the log.
portal-operations-drop-reason = Reason
portal-operations-drop-hint = 10 to 500 characters. Write what happened and why nothing is lost.
portal-operations-drop-reason-missing = Write the reason in 10 to 500 characters.
portal-operations-drop-for-good = Drop for good
portal-operations-drop-keep = Keep it
portal-operations-refused = The service refused. Read the state on the page and try again.
portal-operations-refused-already-decided = Somebody has decided about the event already, so it can't be decided again.
portal-operations-refused-schedule-running = The work runs already or has been asked for. Wait until it is done.
portal-operations-refused-schedule-not-again = This work is not made to run out of turn. Wait for its next time.
portal-operations-queues-lead = { $out } events wait to be sent and { $in } to be read.
portal-operations-outboxes = On the way out
portal-operations-consumers = On the way in
portal-operations-queues-explain = An event is written to the service's outbox together with what it tells of, and leaves when the broker takes it. Nothing is lost while it waits. The age of what is to be read is the most that it can be.
portal-operations-schedules-lead = { $n ->
    [0] No scheduled work failed last time, of { $all }.
    [one] One of { $all } scheduled works failed last time.
   *[other] { $n } of { $all } scheduled works failed last time.
  }
portal-operations-every = Every { $age }
portal-operations-daily = Daily at { $time }
portal-operations-failed = Failed
portal-operations-not-yet = Not run yet
portal-operations-done = Done
portal-operations-wanted = Asked for
portal-operations-run-now = Run now
portal-operations-begun = The run has been asked for and begins within seconds.
portal-operations-schedule-retention = Deletion of what is due
portal-operations-schedule-follow-up = Picking of what is followed up in the log
portal-operations-schedule-verify = Check of data
portal-operations-schedule-control-totals = Control totals to billing
portal-operations-checks-lead-good = No check found anything.
portal-operations-checks-lead-never = { $never ->
    [one] Nothing was found, but one service has not checked itself yet.
   *[other] Nothing was found, but { $never } services have not checked themselves yet.
  }
portal-operations-checks-lead-found = { $n ->
    [one] The checks have found one thing wrong.
   *[other] The checks have found { $n } things wrong.
  }
portal-operations-checks-explain = Each service checks its own data every night: outbox, parked events, the chain of the audit log, files and rules of its own. What takes a comparison of several databases, sambruk verify checks.
portal-operations-check-never = The service has not checked its data yet.
portal-operations-check-now = Check now
portal-operations-check-broken = Not completed
portal-operations-check-progress = The check is running
portal-operations-check-error = The check could not be completed: { $error }
portal-operations-findings = { $n ->
    [one] One thing wrong
   *[other] { $n } things wrong
  }
portal-operations-no-findings = Nothing wrong
portal-operations-findings-title = What is wrong in { $service }
portal-operations-versions-lead = All processes run version { $version }.
portal-operations-versions-lead-many = { $n } different versions run.
portal-operations-instances-title = Processes
portal-operations-stores = Databases and log
portal-operations-events-title = Event types
portal-operations-is-ready = Yes
portal-operations-is-not-ready = No
portal-operations-commit-unknown = Not known
portal-operations-all-sealed = All rows
portal-operations-unsealed = Waiting for { $age }
portal-operations-know = Good to know
scope-portal-tasks-read = Read what waits for the organisation
scope-portal-usage-read = Read the organisation's use and cost
portal-source-usage = Use and cost
portal-source-tasks = What waits
portal-source-councils = Meetings and roadmaps

portal-meetings = Meetings
portal-meetings-none = No meeting is planned in the councils where you sit.
portal-meeting-when = { $time }, { $place }
portal-meeting-online = online
portal-meeting-noticed = Notice sent
portal-meeting-planned = Planned
portal-meeting-calendar = Follow in your calendar: { $service }
portal-others = Other departments of the municipality use
portal-others-table = Services, departments and contacts
portal-others-department = Department
portal-others-unknown = Not given
portal-others-contact = Contact
portal-others-register = See the contact in the register of members
portal-news = New on the roadmaps
portal-news-none = What the councils have chosen and what has been delivered is shown here.
portal-news-ballot = { $service }: { $count ->
    [0] the council has voted and no proposal was chosen.
    [one] the council has voted and chosen one proposal, { $hours } hours.
   *[other] the council has voted and chosen { $count } proposals, { $hours } hours.
  }
portal-news-now = { $service }: { $title } is being developed now.
portal-news-done = { $service }: { $title } is done.
portal-components = Components
portal-components-lead = All that the portal's pages are built of, in every state. The data is invented, and nothing here changes anything.
portal-components-nav = Components
portal-components-ways = Ways
portal-components-tabs = Parts of the service
portal-components-overview = Overview
portal-components-cost = Use and cost
portal-components-step-basis = Basis
portal-components-step-calculation = Calculation
portal-components-step-preview = Preview
portal-components-step-approval = Approval
portal-components-step-dispatch = Dispatch
portal-components-figures = Figures and facts
portal-components-to-charge = To charge
portal-components-stat-note = before 811 204,00 kr
portal-components-running = Running
portal-components-near-cap = 80 % of the month's cap
portal-components-result = The service's result this year
portal-components-number = Organisation number
portal-components-agreement = Data processing agreement
portal-components-signed = Signed
portal-components-manager = Service manager
portal-components-list = List
portal-components-per-municipality = Per municipality
portal-components-municipality = Municipality
portal-components-loans = Loans
portal-components-before = Before, kr
portal-components-now = New, kr
portal-components-difference = Difference, kr
portal-components-changed = Changed
portal-components-state = Deviation
portal-components-unusual = Only deviations
portal-components-doubled = More than doubled
portal-components-normal = Normal
portal-components-nothing = Nothing to show yet.
portal-components-charts = Charts
portal-components-month = Month
portal-components-chart-one = Cost a month, highest in June
portal-components-chart-stacked = Cost a service and month
portal-components-chart-grouped = The services side by side
portal-components-chart-lines = How the services' cost goes
portal-components-tables = Tables
portal-components-empty = Empty table
portal-components-short = Short table
portal-components-all = Show all
portal-components-states = States and notices
portal-components-missing = Missing
portal-components-waits = Waits
portal-components-notice-info = The fees change on 1 January.
portal-components-notice-good = The contact is saved.
portal-components-notice-warning = Tanum has more than doubled its use.
portal-components-notice-error = The invoice could not be sent.
portal-components-notice-error-more = It is tried again at 10:00.
portal-components-progress = Long work
portal-components-progress-bar = Municipalities rated
portal-components-progress-note = You may leave the page. The work goes on.
portal-components-reload = Load the state again
portal-components-progress-none = Sending invoices
portal-components-tasks = Tasks and buttons
portal-components-waiting = Waiting for you
portal-components-task-vote = Vote on the roadmap of Bibblix 2027
portal-components-task-vote-text = 9 proposals, 420 hours to share. 38 of 70 municipalities have voted.
portal-components-task-days = 4 days
portal-components-task-contact = Confirm the municipality's contacts
portal-components-task-contact-text = A formal representative is missing for Tillarbetslivet.
portal-components-small = Small
portal-components-primary = Primary
portal-components-secondary = Secondary
portal-components-danger = Dangerous
portal-components-actions-note = A page has one primary action.
portal-components-explain = each municipality pays its part of the service's cost by its inhabitants.
portal-components-explain-link = Show an example
portal-components-forms = Forms
portal-components-machines = Text for machines
portal-components-code-prose = Send `Idempotency-Key` with each `POST`, and the same value again when no answer comes.
portal-components-spoken = In English it is called
portal-components-code-label = An answer
portal-components-sample = A call
portal-components-search = Search municipality
portal-components-search-hint = Name or municipality code
portal-components-form-wrong = A form with errors
portal-components-reason = What is charged?
portal-components-reason-hint = The text stands on the invoice.
portal-components-reason-error = Write what is charged
portal-components-amount-error = Write the amount as 1 234,50
portal-components-day = Day
portal-components-account = Account
portal-components-kind = Kind
portal-components-kind-fee = Connection fee
portal-components-kind-credit = Credit
portal-components-kind-credit-note = Lowers the next invoice.
portal-components-kind-error = Choose a kind
portal-components-mail = E-mail of the buyer
portal-components-note = Note
portal-components-notify = Tell the municipality's economist
portal-components-save = Save
portal-components-cancel = Cancel
portal-components-form-note = Nothing is saved on this page.
portal-components-proposals = Proposals to support
portal-components-proposals-hint = Choose at least one.
portal-components-proposal-a = Reading lists for preschools
portal-components-proposal-a-note = 14 municipalities have asked for it.
portal-components-proposal-b = Faster search with misspelling
portal-components-proposal-b-note = Children misspell.
portal-components-proposal-c = A new reading platform
portal-components-proposal-c-note = No longer fits the frame.
portal-components-check = Check your vote
portal-components-end = Receipt and icons
portal-components-done = The charging is approved
portal-components-reference = Reference
portal-components-done-text = 70 municipalities are charged 842 916,50 kr in all.
portal-components-done-next = The invoices are sent tonight. You get a mail when all have arrived.
portal-components-done-link = Show the invoices
portal-components-icons = Icons

api-portal-operations = Show how the installation runs
api-portal-list-backups = List backups
api-portal-list-parked-events = List parked events
api-portal-parked-event = Show a parked event
api-portal-retry-parked-event = Have a parked event tried again
api-portal-drop-parked-event = Drop a parked event
api-portal-run-schedule = Run scheduled work now
scope-portal-operations-read = Read how the installation runs
scope-portal-operations-act = Do what an operator does
