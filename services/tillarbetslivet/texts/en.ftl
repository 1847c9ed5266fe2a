service-tillarbetslivet = Tillarbetslivet
service-tillarbetslivet-about = Prao and APL: placements at employers, pupils' choices and who has which seat.
meter-tillarbetslivet-placement-confirmed = Confirmed placements
meter-tillarbetslivet-placement-confirmed-unit = placements
retention-tillarbetslivet-pupils = When the school year is over (on 30 June), pupils, their choices, those who were invited to approve and the link between pupil and workplace are removed. What remains is how many placements were confirmed.

tillarbetslivet-nav = Tillarbetslivet
tillarbetslivet-offers = Placements
tillarbetslivet-wishes = Pupils' choices
tillarbetslivet-reference = Reference
tillarbetslivet-all = All
tillarbetslivet-cancel = Cancel

tillarbetslivet-column-place = Workplace
tillarbetslivet-column-kind = Kind
tillarbetslivet-column-first = First day
tillarbetslivet-column-last = Last day
tillarbetslivet-column-taken = Confirmed
tillarbetslivet-column-status = Status
tillarbetslivet-column-pupil = Pupil
tillarbetslivet-column-school = School and class
tillarbetslivet-column-grade = Grade
tillarbetslivet-column-rank = Choice
tillarbetslivet-column-period = Period
tillarbetslivet-column-worked = Days of placement
tillarbetslivet-column-hours = Hours
tillarbetslivet-column-tasks = Tasks
tillarbetslivet-column-min-age = Minimum age
tillarbetslivet-column-schools = For the schools
tillarbetslivet-column-confirmed = Confirmed
tillarbetslivet-column-cancelled = Cancelled
tillarbetslivet-column-wished = Chosen
tillarbetslivet-column-prao-days = Days of prao this school year
tillarbetslivet-column-charge = Charge

tillarbetslivet-kind-all = Prao and APL
tillarbetslivet-kind-prao = Prao
tillarbetslivet-kind-apl = APL
tillarbetslivet-kind-note-prao = Grades 8 to 10. At most 7 hours a day between 06:00 and 20:00, not at weekends.
tillarbetslivet-kind-note-apl = Upper secondary school. At most 8 hours a day between 06:00 and 22:00 or 07:00 and 23:00.
tillarbetslivet-grade-8 = Grade 8
tillarbetslivet-grade-9 = Grade 9
tillarbetslivet-grade-10 = Grade 10 (special school)
tillarbetslivet-grade-gy1 = Upper secondary, year 1
tillarbetslivet-grade-gy2 = Upper secondary, year 2
tillarbetslivet-grade-gy3 = Upper secondary, year 3
tillarbetslivet-grade-gy4 = Upper secondary, year 4

tillarbetslivet-stand-free = Free seats
tillarbetslivet-stand-full = Full
tillarbetslivet-stand-ongoing = Under way
tillarbetslivet-stand-past = Over
tillarbetslivet-wish-open = Waits for an answer
tillarbetslivet-wish-confirmed = Confirmed
tillarbetslivet-wish-passed = Got another choice
tillarbetslivet-wish-cancelled = Cancelled

tillarbetslivet-period = week { $weeks }, { $first } to { $last }
tillarbetslivet-days-weekdays = Monday to Friday
tillarbetslivet-day-mon = Monday
tillarbetslivet-day-tue = Tuesday
tillarbetslivet-day-wed = Wednesday
tillarbetslivet-day-thu = Thursday
tillarbetslivet-day-fri = Friday
tillarbetslivet-day-sat = Saturday
tillarbetslivet-day-sun = Sunday
tillarbetslivet-seats-of = { $taken } of { $seats }
tillarbetslivet-years = { $years } years
tillarbetslivet-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
  }
tillarbetslivet-hours-minutes = { $hours } h { $minutes } min
tillarbetslivet-hours-told = { $days } { $starts }–{ $ends } with a break of { $pause } minutes ({ $work } a day)
tillarbetslivet-days-count = { $days ->
    [one] 1 day
   *[other] { $days } days
  }
tillarbetslivet-schools-all = All schools of the municipality
tillarbetslivet-pupil-removed = Pupil who is removed
tillarbetslivet-prao-days = { $days } of at least 10

tillarbetslivet-home-lead = { $open ->
    [0] No choices wait for an answer
    [one] One choice waits for an answer
   *[other] { $open } choices wait for an answer
  } and { $seats ->
    [0] no coming seats are free
    [one] one coming seat is free
   *[other] { $seats } coming seats are free
  }.
tillarbetslivet-stat-open = Choices that wait
tillarbetslivet-stat-free = Free seats
tillarbetslivet-stat-confirmed = Confirmed seats
tillarbetslivet-stat-confirmed-note = This school year
tillarbetslivet-due-wishes = Choices that wait for an answer
tillarbetslivet-due-seats = Coming placements with free seats
tillarbetslivet-wishes-all = All choices that wait
tillarbetslivet-offers-all = All placements
tillarbetslivet-wishes-none-open = No choices wait. New choices are entered on a placement's page.
tillarbetslivet-offers-none-free = No coming placement has a free seat. Add more when an employer gets in touch.
tillarbetslivet-rule-title = Good to know
tillarbetslivet-rule = The municipality must arrange at least ten days of prao from grade 8 for each pupil. A confirmed placement is charged; if it is cancelled before it begins, the charge is taken back.

tillarbetslivet-offers-lead = { $count ->
    [one] One placement
   *[other] { $count } placements
  } in this selection.
tillarbetslivet-offers-card = All placements
tillarbetslivet-offers-none = No placement fits the selection. Choose another, or add a placement.
tillarbetslivet-wishes-lead = { $count ->
    [one] One choice
   *[other] { $count } choices
  } in this selection, first choices first.
tillarbetslivet-wishes-card = All choices
tillarbetslivet-wishes-none = No choices fit the selection. Pick a placement and enter the pupil's choice there.
tillarbetslivet-wishes-how = See placements with free seats

tillarbetslivet-offer-add = Add a placement
tillarbetslivet-offer-add-lead = Enter what the employer offers. The hours are checked against the rules for minors.
tillarbetslivet-offer-save = Add the placement
tillarbetslivet-hours-rule-title = The rules for minors
tillarbetslivet-hours-rule = Hours follow the Work Environment Authority's provisions on minors (AFS 2023:2, chapter 8). Prao: at most 7 hours a day, between 06:00 and 20:00, 14 hours of rest each night, never at weekends. APL: at most 8 hours, between 06:00 and 22:00 or 07:00 and 23:00, 12 hours of rest. All: a break within four and a half hours and two days of rest a week.
tillarbetslivet-field-kind = Kind of placement
tillarbetslivet-field-employer = Employer
tillarbetslivet-field-workplace = Workplace
tillarbetslivet-field-workplace-hint = Department or address, so that the pupil finds it.
tillarbetslivet-field-tasks = Tasks
tillarbetslivet-field-tasks-hint = What may the pupil do? Write no names.
tillarbetslivet-field-seats = Seats
tillarbetslivet-field-first = First day
tillarbetslivet-field-last = Last day
tillarbetslivet-field-days = Days of the week
tillarbetslivet-field-starts = Begins
tillarbetslivet-field-ends = Ends
tillarbetslivet-field-time-hint = Like 08:00.
tillarbetslivet-field-pause = Break, minutes
tillarbetslivet-field-minAge = Minimum age
tillarbetslivet-field-minAge-hint = 13 to 20 years for prao, 16 to 20 for APL.
tillarbetslivet-field-schools = Only for the schools
tillarbetslivet-field-schools-hint = Write the schools with commas between. Empty means all schools of the municipality.
tillarbetslivet-field-assessed = The school has read the workplace's risk assessment, a supervisor is named, and no task is forbidden to minors (working alone, responsibility for a cash register, heavy lifts, risk of violence, dangerous substances).
tillarbetslivet-field-reference = Pupil's code
tillarbetslivet-field-reference-hint = The school's own code of the pupil, like 8B-14. Never a name or personal identity number.
tillarbetslivet-field-school = School
tillarbetslivet-field-class = Class
tillarbetslivet-field-grade = Grade
tillarbetslivet-field-born = Born, year and month
tillarbetslivet-field-born-hint = Needed for the rules of age. Like 2012-05.
tillarbetslivet-field-rank = Which choice is it?
tillarbetslivet-rank = { $rank ->
    [1] First choice
    [2] Second choice
    [3] Third choice
   *[other] Choice number { $rank }
  }
tillarbetslivet-wrong-kind = Choose prao or APL.
tillarbetslivet-wrong-first = Write the first day as 2026-11-30.
tillarbetslivet-wrong-last = Write the last day as 2026-12-11.
tillarbetslivet-wrong-starts = Write the time at which the day starts as 08:00.
tillarbetslivet-wrong-ends = Write the time at which the day ends as 15:00.
tillarbetslivet-wrong-pause = Write the break in whole minutes, such as 60.
tillarbetslivet-wrong-age = Write the age in whole years, such as 13.
tillarbetslivet-wrong-reference = Write the school's code of the pupil: 2 to 16 letters, digits and hyphens, with at least one digit. Never a name or personal identity number.
tillarbetslivet-wrong-school = Write the school's name, 2 to 80 characters without commas.
tillarbetslivet-wrong-class = Write the class, such as 8B.
tillarbetslivet-wrong-grade = Choose the grade. Prao is arranged from grade 8.
tillarbetslivet-wrong-born = Write year and month like 2012-05.

tillarbetslivet-offer-lead-free = { $free } of { $seats } seats are free.
tillarbetslivet-offer-lead-full = { $seats ->
    [one] The seat is confirmed.
   *[other] All { $seats } seats are confirmed.
  } New choices wait in line.
tillarbetslivet-offer-lead-ongoing = The placement is under way with { $taken ->
    [one] one pupil
   *[other] { $taken } pupils
  }.
tillarbetslivet-offer-lead-past = The placement is over. { $taken ->
    [one] One pupil
   *[other] { $taken } pupils
  } had a confirmed seat.
tillarbetslivet-offer-facts = About the placement
tillarbetslivet-offer-pupils = Pupils with a confirmed seat
tillarbetslivet-offer-pupils-none = No pupil is confirmed yet. Confirm one of the choices that wait, or enter a choice.
tillarbetslivet-wish-add = Enter a pupil's choice
tillarbetslivet-wish-save = Save the choice

tillarbetslivet-wish-title = Choice of { $pupil }
tillarbetslivet-wish-others = The pupil's other choices
tillarbetslivet-wish-facts = About the choice
tillarbetslivet-wish-lead-open = Choice { $rank }: { $place }. Waits for your answer.
tillarbetslivet-wish-lead-confirmed = Choice { $rank }: { $place }. The pupil has the seat.
tillarbetslivet-wish-lead-passed = Choice { $rank }: { $place }. The pupil got another choice for the same time.
tillarbetslivet-wish-lead-cancelled = Choice { $rank }: { $place }. The seat was cancelled.
tillarbetslivet-confirm-title = Give the pupil the seat
tillarbetslivet-confirm = Confirm the seat
tillarbetslivet-confirm-note = A confirmed seat is charged. The pupil's other choices for the same time are put aside.

tillarbetslivet-receipt-page = Receipt
tillarbetslivet-receipt-title = The seat is confirmed
tillarbetslivet-receipt-text = { $pupil } has a seat at { $place }, { $period }.
tillarbetslivet-receipt-days = The pupil now has { $days } of at least 10 days of prao this school year.
tillarbetslivet-receipt-next = The next choice that waits
tillarbetslivet-receipt-see = Show the confirmed seat

tillarbetslivet-placement-facts = About the confirmed seat
tillarbetslivet-placement-lead-coming = The seat is confirmed and the placement begins on { $day }.
tillarbetslivet-placement-lead-begun = The seat is confirmed. The placement began on { $day }.
tillarbetslivet-placement-lead-cancelled = The seat was cancelled on { $day } and is not charged.
tillarbetslivet-cancel-title = Cancel the seat
tillarbetslivet-cancel-placement = Cancel the seat
tillarbetslivet-cancel-note = Possible through { $day }. The seat becomes free, the charge is taken back and the pupil's other choices wait for an answer again.
tillarbetslivet-charge-one = One confirmed placement
tillarbetslivet-charge-none = Taken back

tillarbetslivet-refusal-text-missing = Fill in the field, at least two characters.
tillarbetslivet-refusal-seats-out-of-range = Write the number of seats, 1 to 30.
tillarbetslivet-refusal-period-begun = The first day must be later than today.
tillarbetslivet-refusal-period-wrong = The last day can't be before the first, and the period must be shorter than a year.
tillarbetslivet-refusal-age-out-of-range = The minimum age must be { $from } to { $to } years.
tillarbetslivet-refusal-not-assessed = Nobody may be placed before the school has read the risk assessment and a supervisor is named. Check the box when that is done.
tillarbetslivet-refusal-hours-backwards = The day must end later than it begins and be longer than the break.
tillarbetslivet-refusal-night-work-prao = The rules for minors (AFS 2023:2, chapter 8) allow work only between 06:00 and 20:00 during prao, never at night.
tillarbetslivet-refusal-night-work-apl = The rules for minors (AFS 2023:2, chapter 8) allow work only between 06:00 and 22:00 or between 07:00 and 23:00, never at night.
tillarbetslivet-refusal-day-too-long = The rules for minors (AFS 2023:2, chapter 8) allow at most { $limit } a day. This is { $hours }.
tillarbetslivet-refusal-night-rest = The rules for minors (AFS 2023:2, chapter 8) demand { $limit } hours of rest each night. Shorten the day.
tillarbetslivet-refusal-weekly-rest = The rules for minors (AFS 2023:2, chapter 8) demand two days of rest a week. Remove a day.
tillarbetslivet-refusal-break-missing = The rules for minors (AFS 2023:2, chapter 8) demand a break of at least 30 minutes within four and a half hours.
tillarbetslivet-refusal-weekend = Prao is not done on Saturdays and Sundays, because the pupil's insurance does not hold then.
tillarbetslivet-refusal-no-days = Choose at least one day of the week that lies in the period.
tillarbetslivet-refusal-wrong-school = The placement is only for pupils of { $schools }.
tillarbetslivet-refusal-wrong-grade-prao = The placement is prao, for grades 8 to 10. The pupil is in upper secondary school.
tillarbetslivet-refusal-wrong-grade-apl = The placement is APL, for upper secondary school. The pupil is in compulsory school.
tillarbetslivet-refusal-too-young = The pupil must be { $years } years old when the placement begins.
tillarbetslivet-refusal-begun = The placement began on { $day }, so the seat can neither be confirmed nor cancelled.
tillarbetslivet-refusal-full = { $seats ->
    [one] The only seat is confirmed already.
   *[other] All { $seats } seats are confirmed already.
  } Cancel one of them, or give the pupil another choice.
tillarbetslivet-refusal-overlap = The pupil already has a confirmed seat from { $first } to { $last }. Cancel it first if the pupil is to change.
tillarbetslivet-refusal-already-wished = The pupil has chosen this placement already.
tillarbetslivet-refusal-rank-taken = The pupil already has a choice with number { $rank } for the same time. Choose another number.
tillarbetslivet-refusal-rank-out-of-range = A pupil may have at most six choices for the same time. Choose number 1 to 6.
tillarbetslivet-refusal-not-open = The choice is decided already.
tillarbetslivet-refusal-already-cancelled = The seat is cancelled already.

api-tillarbetslivet-list-offers = List placements on offer
api-tillarbetslivet-add-offer = Offer a placement
api-tillarbetslivet-show-offer = Show a placement on offer
api-tillarbetslivet-list-wishes = List pupils' choices
api-tillarbetslivet-add-wish = Record a pupil's choice
api-tillarbetslivet-show-wish = Show a pupil's choice
api-tillarbetslivet-confirm-wish = Confirm a pupil's placement
api-tillarbetslivet-list-placements = List confirmed placements
api-tillarbetslivet-show-placement = Show a confirmed placement
api-tillarbetslivet-cancel-placement = Cancel a placement
scope-tillarbetslivet-offers-read = Read placements on offer
scope-tillarbetslivet-offers-write = Offer placements
scope-tillarbetslivet-pupils-read = Read pupils' choices and placements
scope-tillarbetslivet-wishes-write = Enter pupils' choices

# Acts in the audit log
audit-tillarbetslivet-offer-add = Added an offer
audit-tillarbetslivet-offer-refused = Was refused an offer
audit-tillarbetslivet-placement-cancel = Cancelled a placement
audit-tillarbetslivet-placement-confirm = Confirmed a placement
audit-tillarbetslivet-wish-add = Added a wish

tillarbetslivet-task-choices = Pupils' choices wait for an answer
tillarbetslivet-task-choices-note = There are choices with a free seat that nobody has confirmed. Go through them before the first day.

schedule-tillarbetslivet-waiting = Choices that wait for an answer are looked for
