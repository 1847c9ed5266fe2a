billing-task-approve = Approve the billing of { $service }, { $billed-month }
billing-task-approve-note = Invoices of { $sum-ore } in all wait to be approved by somebody else than who prepared the run.

billing-run-nav = Billing
billing-run-list = Billing
billing-run-list-lead = Ready to bill: { $open }.
billing-run-list-lead-none = Every month that is over has been billed or waits for approval.
billing-run-list-card = Runs
billing-run-list-empty = Every month's run is shown here when the first has been started.
billing-run-invoices = All invoices
billing-run-all = All
billing-run-start = Start billing
billing-run-title = Billing of { $service }, { $month }

billing-run-state-preparing = Being rated
billing-run-state-preview = Waits for approval
billing-run-state-approved = Approved
billing-run-state-issued = Issued
billing-run-state-discarded = Discarded

billing-run-column-month = Service and month
billing-run-column-state = State
billing-run-column-users = Municipalities
billing-run-column-net = Excluding VAT, kr
billing-run-column-invoices = Invoices
billing-run-column-payable = To pay, kr
billing-run-column-user = Municipality
billing-run-column-user-code = Code
billing-run-column-payer = Payer
billing-run-column-quantity = Quantity
billing-run-column-previous = Previous, kr
billing-run-column-new = New, kr
billing-run-column-difference = Difference, kr
billing-run-column-deviation = Deviation

billing-run-new = Start billing
billing-run-new-lead = A month can be billed when it is over and earlier months are done. Nothing is sent until another person has approved it.
billing-run-new-card = What is to be billed?
billing-run-field-service = Service
billing-run-field-month = Month
billing-run-field-month-hint = Leave empty for the next month to bill
billing-run-start-note = The month is closed: use that comes later belongs to the next month.
billing-run-waiting = { $count ->
    [one] One use can't be billed yet and is left out. Look through Waiting use first.
   *[other] { $count } uses can't be billed yet and are left out. Look through Waiting use first.
}
billing-run-differing = { $count ->
    [one] One control total differs: the service has counted otherwise than what arrived. See Control totals.
   *[other] { $count } control totals differ: the service has counted otherwise than what arrived. See Control totals.
}
billing-run-no-doubts = No use waits, and all control totals that have come are equal.

billing-run-step-basis = Basis
billing-run-step-calculation = Calculation
billing-run-step-preview = Preview
billing-run-step-approval = Approval
billing-run-step-dispatch = Dispatch

billing-run-lead-preparing = { $users } municipalities are being rated. The basis was frozen { $frozen }. Nothing has been sent.
billing-run-lead-preparing-stopped = The calculation stopped. The basis was frozen { $frozen }. Nothing has been sent.
billing-run-lead-preview = { $users } municipalities. The basis was frozen { $frozen }. Nothing has been sent.
billing-run-lead-approved = Approved { $approved }. The invoices get their numbers now.
billing-run-lead-approved-stopped = Approved { $approved }, but no invoices have been issued: the lines have changed since. Ask operations to find out why.
billing-run-lead-issued = { $invoices ->
    [one] One invoice was issued { $issued }.
   *[other] { $invoices } invoices were issued { $issued }.
}
billing-run-lead-discarded = The run was discarded { $discarded }: { $reason }

billing-run-fact-users = Municipalities
billing-run-fact-events = Uses
billing-run-fact-frozen = The basis was frozen
billing-run-fact-by = Prepared by
billing-run-fact-rollups = Sums in the basis
billing-run-fact-hash = The basis's check code
billing-run-fact-invoices = Invoices
billing-run-fact-lines = Lines
billing-run-who-you = you
billing-run-who-person = a person in the association ({ $id })
billing-run-who-client = a machine ({ $id })
billing-run-who-system = the platform
billing-run-late-title = What happens to what comes late?
billing-run-late = Use that comes after the freeze is billed the month after, on a line of its own at the price of the month of use.
billing-run-next = To the calculation

billing-run-progress = Rating by municipality
billing-run-progress-note = You may leave the page. The calculation goes on, also if the platform is started again.
billing-run-progress-done = The calculation is done.
billing-run-refresh = Refresh
billing-run-to-preview = To the preview
billing-run-problem = The calculation stopped: { $problem } Discard the run, correct the fault and start again.

billing-run-per-user = By municipality
billing-run-only-deviations = Only deviations
billing-run-usual = Normal
billing-run-deviation-negative = Below zero
billing-run-deviation-population-missing = Population missing
billing-run-deviation-no-subscription = Not a subscriber
billing-run-deviation-unused = No use in the month
billing-run-deviation-doubled = More than doubled
billing-run-deviation-new = New
billing-run-no-deviations = No deviations.
billing-run-stat-net = To bill, excluding VAT
billing-run-stat-net-note = previous { $previous }
billing-run-stat-passed-on = Content at cost
billing-run-stat-passed-on-note = passed on as the service has counted it
billing-run-stat-payable = To pay, including VAT
billing-run-stat-payable-note = { $invoices ->
    [one] on one invoice, rounded to whole kronor
   *[other] on { $invoices } invoices, each rounded to whole kronor
}
billing-run-to-approval = Go to approval
billing-run-again = Do it again
billing-run-not-you = Somebody else than you approves.
billing-run-not-preparer = Somebody else than who prepared the run approves.
billing-run-preview-not-yet = Every municipality's sum is shown here when the calculation is done.
billing-run-discarded-empty = The run is discarded and has no lines. The month can be billed again.

billing-run-approval-card = This is sent
billing-run-approval-text = { $invoices ->
    [one] One invoice of { $sum } is issued for { $service }, { $month }. It is due { $due } and can't be changed afterwards.
   *[other] { $invoices } invoices of { $sum } in all are issued for { $service }, { $month }. They are due { $due } and can't be changed afterwards.
}
billing-run-approve = Approve and issue
billing-run-approve-note = You need to have signed in at assurance level 3 in the last quarter of an hour.
billing-run-back-to-preview = Back to the preview
billing-run-approved-by = Approved by { $who } { $when }.
billing-run-own = You have prepared the run. Somebody else needs to approve it.

billing-run-dispatch-not-yet = The invoices are shown here when the run is approved.
billing-run-dispatch-under-way = The run is approved. The invoices get their numbers and are shown here in a little while.
billing-run-issued-title = The invoices are issued
billing-run-issued-numbers = Invoice numbers
billing-run-issued-text = { $invoices ->
    [one] One invoice of { $sum } including VAT.
   *[other] { $invoices } invoices of { $sum } in all including VAT.
}
billing-run-issued-next = The payers see their invoices in the portal. They are not sent by e-mail or as e-invoices.

billing-run-discard = Discard the run
billing-run-discard-title = Discard the run?
billing-run-discard-text = The lines are removed and the month is open again. That there was a run, who discarded it and why is kept.
billing-run-discard-reason = Why?
billing-run-discard-hint = For example that a price was wrong
billing-run-discard-reason-missing = Write why, in 3 to 500 characters.
billing-run-keep = Keep the run
billing-run-back = Back to the run

billing-run-refused-unknown-service = Choose a service in the list.
billing-run-refused-month-not-over = The month is not over. { $month } can be billed from the first day of the month after.
billing-run-refused-earlier-month-open = Months are billed in order. Begin with { $month }.
billing-run-refused-already-run = The month already has a run.
billing-run-refused-price-missing = Price missing for: { $items }. Enter it under Prices first.
billing-run-refused-nothing-to-bill = There is nothing to bill. Choose a month that is over.
billing-run-refused-same-person = You have prepared the run. Somebody else needs to approve it. The attempt is noted in the log.
billing-run-refused-wrong-state = That can't be done now. The run's state: { $state }.
billing-run-refused-negative-invoice = The invoice to { $payer } would be negative. That needs a credit note, which a run does not make. Discard the run.
billing-run-refused-lines-changed = The lines have changed since they were rated. Discard the run and find out why.
billing-run-refused-too-large = A sum is too large to be right. Look for a wrong price or quantity.

billing-line-list = Lines
billing-line-list-lead = { $service }, { $month }: { $sum } excluding VAT, paid by { $payer }.
billing-line-lead = { $sum } excluding VAT for { $service }, { $month }.
billing-line-what = For
billing-line-why = How it is counted
billing-line-how = How the line is counted
billing-line-quantity = Quantity
billing-line-unit-price = Price, kr
billing-line-vat = VAT
billing-line-sum = Sum, kr
billing-line-account = Account
billing-line-version = Price list
billing-line-version-is = Version { $version }
billing-line-late = { $name }, used in { $month }
billing-line-item-fixed-per-inhabitant = Fixed fee, the month's share
billing-line-item-fixed-monthly = Fixed fee per month
billing-line-item-connection-fee = Connection fee
billing-line-item-other = One-off amount
billing-line-why-priced = { $quantity } at { $unit } kr, { $events ->
    [one] one use
   *[other] { $events } uses
}
billing-line-why-passed-through = { $events ->
    [one] One use
   *[other] { $events } uses
} at the cost that the service has counted (price list { $lists })
billing-line-why-per-inhabitant = { $inhabitants } inhabitants at { $unit } kr make { $year } a year. This is the month's twelfth; twelve months make exactly the year's sum.
billing-line-why-monthly = The same amount every month

billing-single-list = Uses, newest first
billing-single-time = Time
billing-single-meter = Meter
billing-single-sum = Amount, kr
billing-single-reference = Reference
billing-single-kind = Kind
billing-single-use = Use
billing-single-reversal = Taken back
billing-single-none = No uses.
billing-single-opaque = Only the service itself can look the reference up. Neither titles nor people are shown here.

billing-invoice-list = Invoices
billing-invoice-list-all = All invoices
billing-invoice-list-lead = { $count ->
    [0] No invoices.
    [one] One invoice to your organisation.
   *[other] { $count } invoices to your organisation.
}
billing-invoice-list-lead-all = { $count ->
    [0] No invoices.
    [one] One issued invoice.
   *[other] { $count } issued invoices.
}
billing-invoice-year = Year
billing-invoice-list-card = Invoices
billing-invoice-list-empty = Invoices are shown here when they are issued.
billing-invoice-search = Search invoices
billing-invoice-search-hint = Invoice number or OCR
billing-invoice-search-hint-all = Invoice number, OCR or payer
billing-invoice-title = Invoice { $number }
billing-invoice-lead = { $sum } to pay by { $due } for { $service }, { $month }.
billing-invoice-parties = Seller and buyer
billing-invoice-payment = Payment
billing-invoice-seller = Seller
billing-invoice-seller-number = Organisation number
billing-invoice-buyer = Buyer
billing-invoice-for = For
billing-invoice-number = Invoice number
billing-invoice-date = Invoice date
billing-invoice-due = Due date
billing-invoice-ocr = OCR
billing-invoice-sums = Sums
billing-invoice-vat-rows = VAT by rate
billing-invoice-base = Base, kr
billing-invoice-vat-column = VAT, kr
billing-invoice-total = To pay
billing-invoice-part = Part
billing-invoice-net = Sum excluding VAT
billing-invoice-vat = VAT
billing-invoice-rounding = Rounding
billing-invoice-payable = To pay
billing-invoice-payable-column = To pay, kr
billing-paper-get = Download PDF
billing-paper-kind = Invoice
billing-paper-name = Name
billing-paper-address = Address
billing-paper-seat = Registered office
billing-paper-vat-number = VAT number
billing-paper-contact = Questions about the invoice
billing-paper-bankgiro = Bankgiro
billing-paper-terms = Terms of payment
billing-paper-days = { $days } days
billing-paper-lines = Lines of { $user }
billing-paper-attachment = The invoice and its lines in machine-readable form

scope-billing-invoices-read = Read the organisation's invoices
scope-billing-lines-read = Read which use an invoice line is made of
billing-run-sandbox = The sandbox is left out: { $count ->
    [one] one use there is not charged.
   *[other] { $count } uses there are not charged.
  }

# Acts in the audit log
audit-billing-invoice-archive = Kept an invoice as PDF
audit-billing-invoice-issue = Issued an invoice
audit-billing-run-approve = Approved a billing run
audit-billing-run-approve-refused = Was refused to approve a billing run
audit-billing-run-discard = Discarded a billing run
audit-billing-run-issue = Issued a billing run
audit-billing-run-preview = Finished a preview
audit-billing-run-start = Started a billing run
audit-billing-run-stop = Stopped a billing run

schedule-billing-invoice-archive = Invoices are archived as PDF
