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
