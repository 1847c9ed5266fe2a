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
portal-behind = { $count } events from other services wait to be read. The figures may lag behind. Last updated: { $when }.
portal-deaf = The portal has lost contact with the other services for the moment. You see the last known state. Last updated: { $when }. Nothing has been lost.

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
portal-begin-token-text = Change the client's secret for a token that is good for a short while (OAuth 2.0, client credentials). Get a new one when it has expired.
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
