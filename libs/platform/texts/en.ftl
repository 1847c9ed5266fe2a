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

problem-not-found = The page does not exist
problem-not-found-text = The address is wrong, the page has moved, or you may not see it. Go to the start page, or change organisation if you have several.
problem-unauthenticated = You are not signed in
problem-unauthenticated-text = Sign in and try again.
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
