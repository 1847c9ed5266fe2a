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
portal-api-lead = { $services } services with { $operations } operations for other systems. Each service has an OpenAPI document.
portal-api-key = How a system signs in
portal-api-key-get = The municipality's administrator makes a key for the system. The key is shown once and gives the roles that it was given.
portal-api-key-send = Send the key with every request in the header Authorization: Bearer followed by the key. A key must never stand in an address.
portal-api-key-once = Send the header Idempotency-Key, new for each act, with every POST. The act is then done once even if the request is sent again.
portal-api-key-errors = Errors are answered as RFC 9457 says (application/problem+json). What you may not see is answered with 404.
portal-api-key-pages = Lists take page from 1 and limit, normally 20 and at most 100.
portal-api-documents = OpenAPI documents
portal-api-document = OpenAPI document of { $service }
portal-api-operations = Operations of { $service }
portal-api-operation = Operation
portal-api-method = Method
portal-api-path = Address
portal-api-roles = Roles
portal-api-anyone = Anyone signed in
portal-api-across = { $roles } (the association's)
portal-api-step-up = { $roles }, with a fresh sign-in at level 3
portal-api-events = Events from { $service }
portal-api-event = Event type
portal-api-fields = Fields

retention-portal-closed-tasks = Closed tasks of the first page are deleted 90 days after they were closed, because they are no longer needed. The service that opened the task keeps its own records.

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
portal-components-done-text = 70 municipalities are charged 842 916,50 kr in all.
portal-components-done-next = The invoices are sent tonight. You get a mail when all have arrived.
portal-components-done-link = Show the invoices
portal-components-icons = Icons
