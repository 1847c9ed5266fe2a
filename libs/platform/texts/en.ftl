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
