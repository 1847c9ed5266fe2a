service-members = Member register
service-members-about = Which municipalities and organisations are members, and which services they use.
members-nav = Member register

members-title = Member register
members-lead = { $members } of { $all } organisations are members. The member municipalities have { $share } of the country's inhabitants.
members-organisations = Organisations
members-search = Name, municipality code or organisation number
members-county = County
members-every-county = All counties
members-any-service = Whichever service
members-filter-all = All
members-filter-members = Members
members-none = No organisation matches what you searched for.
members-source-title = Where the information comes from
members-source = Municipalities, counties and population on 31 December 2024 come from Statistics Sweden (SCB). The office enters membership and subscriptions.
members-name = Name
members-code = Municipality code
members-population = Inhabitants
members-population-at = { $count } on { $date }
members-membership = Membership
members-since = Member since { $date }
members-not = Not a member
members-number = Organisation number
members-tenant = Id in API and events
members-unknown = Not known

members-kind = Kind
members-kind-municipality = Municipality
members-kind-federation = Federation of municipalities
members-kind-organisation = Other organisation
members-kind-association = The association

members-csv-short-name = Short name
members-csv-kind = Kind
members-csv-population-date = Inhabitants on
members-csv-number = Organisation number

members-uses = { $count ->
    [0] It uses no services.
    [one] It uses one service.
   *[other] It uses { $count } services.
  }
members-lead-member = Member since { $date }. { $uses }
members-lead-other = Not a member of the association. { $uses }
members-lead-association = The association itself, which manages the services for its members.
members-facts = Facts
members-services = Services
members-others = Agreements for other organisations
members-user = User
members-service = Service
members-begins = First day
members-ends = Last day
members-member = Holder of the agreement
members-payer = Payer
members-change = Change
members-goes-on = In use
members-end = End
members-no-services = The organisation uses none of the association's services.
members-subscribe = Connect to a service
members-started = { $service } is connected from { $date }. Reference { $reference }.
members-ended = { $service } ends on { $date }. Reference { $reference }.

members-subscribe-title = Connect { $name } to a service
members-subscribe-lead = Use may be charged from the first day on.
members-begins-hint = Normally the first of a month.
members-member-hint = The member that has the agreement: the municipality itself, or a federation that it belongs to.
members-subscribe-send = Connect
members-cancel = Cancel
members-end-title = End { $service } for { $name }
members-end-lead = { $name } has used { $service } since { $date }. Use up to and including the last day is charged. A last day can't be changed here afterwards.
members-ends-hint = The last day on which the service may be used.
members-end-send = End the subscription

members-choose-service = Choose a service
members-write-day = Write the day as 2026-12-01
members-refusal-unknown-service = There is no such service. Choose one in the list.
members-refusal-not-a-member = The holder of the agreement is not a member of the association on the first day. Choose another holder or a later day.
members-refusal-unknown-organisation = The organisation is not in the register. Choose one in the list.
members-refusal-already-subscribed = The organisation already uses the service then, or has it planned.
members-refusal-ends-before-beginning = The last day is before the first. Choose a later day.
members-refusal-already-ended = The subscription already has a last day.
members-refusal-too-far-ahead = The day is more than two years ahead. Choose an earlier day.

api-members-list-organisations = List organisations
api-members-get-organisation = Show an organisation
api-members-list-subscriptions = List your own subscriptions
api-members-start-subscription = Start an organisation's use of a service
api-members-end-subscription = End a subscription
members-sandbox = Sandbox
members-sandbox-text = The sandbox is an invented municipality where the integrators of all municipalities try their systems against all services. It is in no total, has no seat in a council and is never billed.
members-sandbox-see = See the sandbox
members-sandbox-make = Make a sandbox
members-lead-sandbox = A sandbox for trials. { $uses }

scope-members-register-read = Read the member register
scope-members-subscriptions-read = Read which services the organisation uses
members-department = Department
members-department-hint = The part of the organisation that works with the service.
members-contact = Contact
members-contact-hint = E-mail address of a function, not of a person.
members-refusal-department = Write the department's name in 3 to 80 characters.
members-refusal-contact = Write the e-mail address of the function that answers, at most 120 characters.

api-members-make-sandbox = Make the sandbox

# Acts in the audit log
audit-members-subscription-start = Began to use a service
audit-members-subscription-end = Ended the use of a service
