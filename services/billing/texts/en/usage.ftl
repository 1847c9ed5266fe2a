service-billing = Billing
service-billing-about = Gathers the use of the shared services and invoices it every month.
retention-billing-usage = Use, with its sums and control totals, is deleted after the seventh year that follows the calendar year in which it was billed (the Swedish Accounting Act, chapter 7, section 2).

billing-nav-cost = Invoices and cost
billing-home = Start
billing-finance-pages = Pages for finance
billing-tab-runs = Billing runs
billing-tab-prices = Prices
billing-tab-charges = One-off charges
billing-tab-quarantine = Waiting use
billing-tab-control = Control totals

billing-service = Service
billing-what = For
billing-meter = Meter
billing-quantity = Quantity
billing-unit-price = Unit price
billing-amount = Amount excluding VAT, SEK
billing-month = Month
billing-received = Received
billing-time = Time
billing-day = Day
billing-reference = Reference
billing-organisation = Organisation
billing-payer = Payer
billing-state = State
billing-all = All
billing-show = Show
billing-why = Why
billing-act = Act
billing-version = Version
billing-price = Price
billing-vat = VAT
billing-account = Account
billing-decision = Decision
billing-reason = Reason
billing-valid-from = Valid from
billing-at-cost = at cost
billing-no-price = no price
billing-late-use = { $what }, used in { $month }
billing-reversal = { $what }, taken back
billing-priced-monthly = priced by the month

billing-item-fixed-per-inhabitant = Fixed fee per inhabitant and year
billing-item-fixed-monthly = Fixed fee per month
billing-item-connection-fee = Connection fee

billing-vat-s25 = 25 %
billing-vat-s12 = 12 %
billing-vat-s6 = 6 %
billing-vat-e = Exempt from VAT
billing-vat-o = Outside the scope of VAT

billing-cost = Cost
billing-cost-lead = So far { $month } costs { $amount } excluding VAT. The month is not over.
billing-cost-lead-empty = Your organisation uses no service that costs anything.
billing-cost-empty = When you subscribe to a shared service, its cost is shown here day by day.
billing-cost-nothing-yet = No cost yet this month.
billing-cost-so-far = Use so far
billing-cost-so-far-note = Excluding VAT
billing-cost-fixed = Fixed fee
billing-cost-once = One-off charges
billing-cost-estimate = Estimated for the whole month
billing-cost-estimate-note = An estimate: the rest of the month is taken to be like what has passed
billing-cost-table = Cost in { $month }
billing-cost-payer = Somebody else is invoiced: { $payer }.
billing-cost-invoices = See invoices
billing-cost-usage = See the use
billing-cost-explain = Use is summed as it happens. Content is passed on at cost; other prices are those that the service's governance council has decided. The fixed fee is the year's fee cut into twelve months.
billing-cost-series = { $service }, kr
billing-cost-year = Cost of the last twelve months

billing-usage = Use
billing-usage-lead = { $n ->
    [0] No use is billed in { $month }.
    [one] { $n } use is billed in { $month }.
   *[other] { $n } uses are billed in { $month }.
}
billing-usage-table = Use, the latest first
billing-usage-empty = Every use that is billed is shown here. Choose another month or service.

billing-prices = Prices
billing-prices-lead = { $n ->
    [0] There are no prices. Use waits until there are.
    [one] There is { $n } price version. A version never changes; a correction replaces it.
   *[other] There are { $n } price versions. A version never changes; a correction replaces it.
}
billing-prices-table = Price versions
billing-prices-empty = Prices are shown here when the first has been added.
billing-prices-add = Add a price
billing-prices-added = The price has been added. Use that waited for it has been counted.
billing-price-in-force = In force
billing-price-coming = Coming
billing-price-past = Past
billing-price-replaced = Replaced
billing-kronor = Kronor excluding VAT
billing-kronor-hint = Such as 9.50. Leave empty for a meter that is passed on at cost.
billing-decision-hint = Minutes and paragraph, such as FR 2026-11-12 § 4

billing-charges = One-off charges
billing-charges-lead = { $n ->
    [0] There are no one-off charges.
    [one] There is { $n } one-off charge.
   *[other] There are { $n } one-off charges.
}
billing-charges-table = One-off charges, the latest month first
billing-charges-empty = Connection fees are added by themselves. Others are added here.
billing-charges-add = Add a one-off charge
billing-charges-added = The charge has been added and will be on the month's invoice.
billing-charge-billed = Invoiced
billing-charge-waits = Waits for a run
billing-charge-kronor = Kronor excluding VAT
billing-charge-kronor-hint = Such as 4 500, or −1 200.50 to take back
billing-charge-month = Month that bills it
billing-charge-reason-hint = Shown on the invoice

billing-quarantine = Waiting use
billing-quarantine-lead = { $n ->
    [0] No use waits. All that has arrived can be charged.
    [one] { $n } use can't be charged yet.
   *[other] { $n } uses can't be charged yet.
}
billing-quarantine-table = Use that waits
billing-quarantine-empty = Use that can't be charged yet is shown here, and why.
billing-quarantine-retry-all = Try all again
billing-quarantine-drop = Never charge
billing-quarantine-reason = Reason never to charge it
billing-quarantine-done = Done. What can be charged now has been counted.
billing-waits-unknown-service = The service is unknown
billing-waits-unknown-meter = The service has no such meter
billing-waits-wrong-kind = The meter counts but got an amount, or the other way round
billing-waits-no-price = No price for the month
billing-waits-not-subscribed = The organisation did not subscribe on that day
billing-waits-conflict = The same id came before with other content; the first stands

billing-control = Control totals
billing-control-lead = { $n ->
    [0] All that the services have counted has arrived.
    [one] { $n } control total differs.
   *[other] { $n } control totals differ.
}
billing-control-warning = Do not invoice before the differences are explained: use may be on its way, missing or changed.
billing-control-differences = Differences
billing-control-days = Day by day
billing-control-told-events = Counted in the service
billing-control-arrived-events = Arrived
billing-control-told-ore = Amount in the service, SEK
billing-control-arrived-ore = Amount arrived, SEK
billing-control-equal = Equal
billing-control-differs = Differs
billing-control-empty = The services count their use when the day is over. The last 35 days are shown here.
billing-control-explain = Every service counts its own use by day (UTC), organisation and meter. Here that is compared with what has arrived.

billing-refused-unknown-service = Choose a service in the list.
billing-refused-unknown-item = Choose what the price is for in the list.
billing-refused-wrong-rate = Write the amount in kronor with at most four decimals, such as 9.50.
billing-refused-passed-on = The meter is passed on at cost. Leave the amount empty.
billing-refused-not-first-of-month = Choose a month.
billing-refused-month-closed = The month is already closed for billing. Choose a later one.
billing-refused-unknown-vat = Choose VAT in the list.
billing-refused-wrong-account = Write an account of income: four digits that begin with 3.
billing-refused-decision-missing = Write which decision it rests on, 3 to 100 characters.
billing-refused-reason-missing = Write a reason, 3 to 500 characters.
billing-refused-wrong-amount = Write an amount in kronor with at most two decimals, not zero and at most ten million.
billing-refused-not-subscribed = The organisation does not subscribe to the service in that month.

scope-billing-usage-send = Report use that is to be charged
scope-billing-usage-read = Read the organisation's use

# Acts in the audit log
audit-billing-charge-add = Added a one-off charge
audit-billing-price-add = Added a price
audit-billing-quarantine-drop = Dropped use in quarantine
