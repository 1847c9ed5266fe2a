service-bibblix = Bibblix
service-bibblix-about = The children's e-library: libraries lend e-books to children between 6 and 12 years.
meter-bibblix-loan = Loans by the price list
meter-bibblix-loan-unit = loans
meter-bibblix-bundle-loan = Loans out of prepaid bundles
meter-bibblix-bundle-loan-unit = loans
retention-bibblix-cards = The link between library card and title is removed 30 days after the loan ended, so that nobody can see what a child has read.

bibblix-nav = Bibblix
bibblix-loans = Loans
bibblix-titles = Titles
bibblix-budget = Budget for loans
bibblix-lend = Lend a title
bibblix-reference = Reference
bibblix-prepaid = Prepaid
bibblix-excluding-vat = Excluding VAT

bibblix-column-title = Title
bibblix-column-author = Author
bibblix-column-publisher = Publisher
bibblix-column-age = Age, years
bibblix-column-lix = LIX
bibblix-column-published = Published
bibblix-column-started = Lent
bibblix-column-due = Due back
bibblix-column-ended = Ended
bibblix-column-status = Status
bibblix-column-price = Price, SEK
bibblix-column-month = Month
bibblix-column-cost = Cost, SEK
bibblix-column-cap = Cap, SEK
bibblix-column-used = Used, SEK
bibblix-column-percent = Share

bibblix-status-all = All
bibblix-status-active = Active
bibblix-status-returned = Returned
bibblix-status-expired = Expired
bibblix-status-reversed = Taken back

bibblix-home-lead = So far in { $month } the libraries have lent { $count ->
    [one] one title
   *[other] { $count } titles
  } for { $cost }.
bibblix-stat-lent = Loans this month
bibblix-stat-cost = Cost so far
bibblix-stat-active = Active loans
bibblix-stat-per-thousand = Loans per 1,000 inhabitants
bibblix-chart = Cost of loans, month by month
bibblix-latest = Latest loans
bibblix-loans-all = All loans
bibblix-loans-none = Loans are shown here. There are none yet.
bibblix-loans-card = All loans
bibblix-loans-lead = { $count } loans in this selection. The numbers of library cards are never stored.

bibblix-budget-see = See and change the budget
bibblix-budget-of = Budget for { $month }
bibblix-budget-bar = Used of the month's budget, SEK
bibblix-budget-note = { $percent } per cent are used. { $left } are left.
bibblix-budget-level-0 = Plenty of room
bibblix-budget-level-50 = More than half is used
bibblix-budget-level-80 = Soon used up
bibblix-budget-level-95 = Nearly used up
bibblix-budget-lead = The cap is { $cap } a month and { $left } are left this month.
bibblix-budget-default = The municipality has not decided a cap. Until you do, it is 10,000 kronor a month.
bibblix-budget-months = Month by month
bibblix-budget-none = What each month has cost is shown here. There are no loans yet.
bibblix-budget-rule = Each loan is taken from the month's budget when it starts. When the next one does not fit, we say no and tell what is left. We warn at 50, 80 and 95 per cent.
bibblix-cap-title = Decide a cap
bibblix-cap = Cap a month, SEK
bibblix-cap-hint = Holds this month and on, until you change it.
bibblix-cap-save = Save the cap
bibblix-cap-wrong = Write the cap in kronor, between 0 and 10 000 000, such as 25 000.

bibblix-titles-lead = All municipalities share the catalogue. The price is today's.
bibblix-titles-none = No title fits the search. Try fewer or other words.
bibblix-search = Search title or author
bibblix-search-hint = Small and capital letters are the same.
bibblix-hits = { $count ->
    [one] One title
   *[other] { $count } titles
  }
bibblix-price-rule = A loan gets cheaper as the title ages: the steps are at 6, 12 and 24 months after publication. The price is found when the loan starts and never changes after that.

bibblix-lend-lead = Find the title. In the next step you see what the loan costs.
bibblix-lend-chosen = You are lending { $title }.
bibblix-lend-step-title = Choose a title
bibblix-lend-step-card = Library card and price
bibblix-lend-what = What is lent
bibblix-lend-whom = Who borrows?
bibblix-lend-other = Choose another title
bibblix-lend-for = Lend for { $price }
bibblix-lend-prepaid = Lend
bibblix-lend-note = The loan lasts 28 days.
bibblix-card = Library card
bibblix-card-hint = The card's number. It is not stored, only a code that can't be read backwards.
bibblix-card-wrong = Write the library card's number: 4 to 32 letters and digits.
bibblix-card-kept = Stored as a code, which is removed 30 days after the loan ended.
bibblix-card-removed = Removed
bibblix-price-explained = { $price } (step { $step } months in price list { $version })
bibblix-price-prepaid = Included in a prepaid bundle

bibblix-receipt-page = Receipt
bibblix-receipt-title = The title is lent
bibblix-receipt-text = { $title } can be read until { $day }, that day included.
bibblix-receipt-again = Lend another title
bibblix-receipt-see = Show the loan

bibblix-loan-facts = About the loan
bibblix-loan-lead-active = The loan lasts until { $day }, that day included.
bibblix-loan-lead-returned = The loan was returned on { $day }.
bibblix-loan-lead-expired = The loan expired on { $day }.
bibblix-loan-lead-reversed = The loan was taken back on { $day } and costs nothing.
bibblix-return-title = Return
bibblix-return = Receive the return
bibblix-return-note = The card gets a free place. The loan costs as much.
bibblix-reverse-title = Take the loan back after a technical failure
bibblix-reverse = Take the loan back
bibblix-reverse-note = Possible until { $time }. The money returns to the month's budget.
bibblix-reason = Reason
bibblix-reason-hint = What did not work? Write no names.
bibblix-reason-wrong = Describe the failure in 5 to 500 characters.

bibblix-refusal-unknown-title = The title is not in the catalogue. Search for it again.
bibblix-refusal-not-published = The title is published on { $day } and can be lent from then on.
bibblix-refusal-no-price = The title has no price in today's price list. Choose another title.
bibblix-refusal-loan-limit = The card already has five loans. Return one, or wait until { $day } when the next one expires.
bibblix-refusal-weekly-limit = The card has borrowed five titles in the last seven days. The next loan is possible on { $day }.
bibblix-refusal-already-on-loan = The card already has this title until { $day }, that day included.
bibblix-refusal-budget-exhausted = The loan costs { $price }, but only { $left } are left of the month's budget. A new month begins on { $day }. The administrator can raise the cap.
bibblix-refusal-already-returned = The loan has been returned already.
bibblix-refusal-already-reversed = The loan has been taken back already.
bibblix-refusal-loan-ended = The loan has ended already.
bibblix-refusal-too-late-to-reverse = A loan can be taken back within 24 hours. For this one that was until { $time }.
bibblix-refusal-cap-below-committed = { $used } are used already this month. The cap can't be lower.

bibblix-csv-reference = Reference
bibblix-csv-author = Author
bibblix-csv-ended = Ended
bibblix-csv-price-list = Price list
bibblix-csv-step = Step (months)

api-bibblix-list-titles = List and search titles
api-bibblix-list-loans = List loans
api-bibblix-start-loan = Lend a title
api-bibblix-show-loan = Show a loan
api-bibblix-return-loan = Return a loan
api-bibblix-reverse-loan = Take back a loan that failed
api-bibblix-show-budget = Show the month's budget
api-bibblix-decide-budget = Decide the budget
schedule-bibblix-expire = Loans that are over are ended
scope-bibblix-loans-read = Read titles, loans and the budget
scope-bibblix-loans-start = Lend
scope-bibblix-loans-return = Receive returned loans

# Acts in the audit log
audit-bibblix-loan-start = Started a loan
audit-bibblix-loan-return = Returned a loan
audit-bibblix-loan-reverse = Reversed a loan
