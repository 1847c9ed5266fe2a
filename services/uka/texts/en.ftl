service-uka = UKA
service-uka-about = Follow-up of young people under 20 who have left compulsory school without an upper secondary education.
meter-uka-registered-youth-peak-month = Registered young people, highest number in the month
meter-uka-registered-youth-peak-month-unit = young people
retention-uka-closed = Two years after a case was closed, everything about the young person is deleted: name, personal number, contacts and measures. The log of who has read remains, but leads to nobody any more.
problem-protected-identity = Protected identity
problem-protected-identity-text = This person has a protected identity and may only be opened by those with special permission. Turn to your municipality's administrator. The attempt has been noted in the log.

uka-nav = UKA
uka-lead = { $open ->
    [0] No young person is registered right now.
    [one] One young person is registered. { $overdue ->
        [0] The follow-up is on time.
       *[other] The follow-up is overdue.
      }
   *[other] { $open } young people are registered. { $overdue ->
        [0] All follow-ups are on time.
        [one] One follow-up is overdue.
       *[other] { $overdue } follow-ups are overdue.
      }
  }
uka-register = Register a young person
uka-find = Look somebody up
uka-find-hint = 10 or 12 digits. The search, and whom you open, are noted in the log.
uka-find-button = Search
uka-find-none = Nobody with that personal number is registered in the municipality.
uka-back = To the list
uka-cancel = Cancel
uka-state-open = Open
uka-state-overdue = Overdue
uka-state-closed = Closed
uka-list-open = Open cases, the next follow-up first
uka-list-overdue = Overdue follow-ups
uka-list-closed = Closed cases, the latest first
uka-none-open = Young people are shown here in the order of their next follow-up. Nobody is registered yet.
uka-none-overdue = No follow-up is overdue.
uka-none-closed = Closed cases are shown here. There are none yet.
uka-protected = Protected identity
uka-badge-open = Open
uka-badge-overdue = Overdue

uka-column-name = Name
uka-column-next = Next follow-up
uka-column-closed = Closed
uka-column-state = State
uka-column-situation = School situation
uka-column-twenty = Turns 20
uka-number = Personal number
uka-number-hint = Personal identity number or coordination number, such as 20080213-2381.
uka-number-form = Write the personal number with 10 or 12 digits, such as 20080213-2381.
uka-number-day = The personal number begins with a day that does not exist or has not come yet. Check the first digits.
uka-number-check-digit = The last digit does not fit the others. One of them is mistyped.
uka-name-wrong = Write the name with 2 to 100 characters.
uka-choice-wrong = Choose from the list.
uka-day-wrong = Write the day as year-month-day, such as 2026-11-22.

uka-register-lead = The home municipality keeps itself informed of young people who have completed compulsory schooling, have not turned 20 and neither attend nor have completed upper secondary school.
uka-resident = Registered in the municipality, or staying here with a protected registration
uka-protected-mark = Has a protected identity, and is then shown only to those with that permission
uka-register-button = Register
uka-register-note = Name and personal number are stored encrypted. The first follow-up is in two weeks.
uka-register-known = Open the person
uka-registered = Done
uka-registered-title = The person is protected
uka-registered-text = The person is kept as protected and from now on opened only by those with special permission, your municipality's administrator.

uka-youth-next = The next follow-up is on { $day }.
uka-youth-overdue = The follow-up should have been on { $day }.
uka-youth-closed = The case was closed on { $day }.
uka-facts = Details
uka-opened = Registered
uka-earlier-case = Earlier case
uka-earlier-case-text = { $from } to { $to }: { $why }
uka-contact-new = New contact
uka-contacts = Contacts
uka-contacts-none = Contacts and attempts are shown here. There are none yet.
uka-contact-day = Day
uka-contact-way = Way
uka-contact-outcome = Outcome
uka-contact-save = Save the contact
uka-note = Note
uka-note-hint = Nothing about health, crime, religion or other sensitive matters: it may not be registered.
uka-note-wrong = Write at most 500 characters.
uka-measures = Measures
uka-measures-none = Measures are shown here. There are none yet.
uka-measure-kind = Measure
uka-measure-new = New measure
uka-measure-starts = First day
uka-measure-ends = Last day
uka-measure-going = Goes on
uka-measure-save = Save the measure
uka-measure-end = End the measure
uka-measure-last-day = Last day of { $kind }
uka-close-title = Close the case
uka-close-reason = Reason
uka-close = Close the case
uka-close-note = Measures that go on end at the same time. Two years after closing, everything about the person is deleted.
uka-register-again = Register again
uka-register-again-note = If the responsibility covers the person again, register with the same personal number.
uka-protection = Identity
uka-protect = Mark as protected
uka-protect-note = Mark those with a confidentiality mark, a protected registration or a new identity.
uka-protect-note-away = Mark those with a confidentiality mark, a protected registration or a new identity. You will not be able to open the person any more.
uka-unprotect = Remove the protection
uka-unprotect-note = Only when the protection has ended at the Tax Agency. Then all case officers see the person.
uka-accesses = Log: who has read and changed
uka-access-at = Time
uka-access-who = Who
uka-access-why = What
uka-access-system = The system

uka-why-list = Was shown in the list
uka-why-search = Looked up by personal number
uka-why-record = Opened the record
uka-why-registered = Registered
uka-why-contact = Recorded a contact
uka-why-measure = Changed measures
uka-why-closed = Closed the case
uka-why-protection = Changed the protection
uka-why-denied = Refused: protected identity
uka-why-refused = Refused by a rule: nothing was changed

uka-situation-never-started = Has not started upper secondary school
uka-situation-dropped-out = Has dropped out of upper secondary school
uka-situation-studiebevis = Has a study certificate but no diploma
uka-situation-newly-arrived = Came to Sweden after compulsory school age
uka-situation-im-ended = Has left an introductory programme
uka-situation-in-compulsory = Attends compulsory school
uka-situation-attends-upper = Attends upper secondary school or an introductory programme
uka-situation-completed = Has completed upper secondary school

uka-way-letter = Letter
uka-way-sms = Text message
uka-way-phone = Phone
uka-way-email = E-mail
uka-way-meeting = Meeting
uka-way-home-visit = Home visit
uka-way-social-media = Social media
uka-way-via-guardian = Through a guardian

uka-outcome-reached = Reached
uka-outcome-agreed-meeting = Agreed on a meeting
uka-outcome-refused = Declined
uka-outcome-no-answer = No answer
uka-outcome-wrong-number = Wrong number or address
uka-outcome-not-home = Not at home

uka-measure-guidance = Study and career guidance
uka-measure-motivating-talk = Motivating talk
uka-measure-im-study = Studies in an introductory programme
uka-measure-placement = Work placement
uka-measure-validation = Validation
uka-measure-mentor = Mentor
uka-measure-work-programme = Labour market measure
uka-measure-other = Other measure

uka-closing-started-education = Has started an education
uka-closing-completed-education = Has completed an education
uka-closing-turned-20 = Has turned 20
uka-closing-moved-out = Has moved from the municipality
uka-closing-out-of-country = Has moved from Sweden
uka-closing-deceased = Deceased
uka-closing-registered-in-error = Registered by mistake

uka-refusal-already-registered = The person is registered in the municipality already and can't be registered twice.
uka-refusal-over-age = The person turned 20 on { $day }. The municipality's responsibility ended then.
uka-refusal-under-age = The person is too young: compulsory schooling can be over in { $year } at the earliest.
uka-refusal-not-resident = The person is not registered as living in the municipality. The home municipality registers (Education Act 29:6).
uka-refusal-in-compulsory-school = Who attends compulsory school is not covered: the responsibility begins when it is completed (Education Act 29:9).
uka-refusal-attends-upper-secondary = Who attends upper secondary school or an introductory programme is not covered (Education Act 29:9).
uka-refusal-completed-upper-secondary = Who has completed upper secondary school is not covered (Education Act 29:9).
uka-refusal-protected-identity = The person has a protected identity and is handled only by those with special permission. Turn to your municipality's administrator.
uka-refusal-contact-in-future = A contact can't lie in the future. Today is { $day }.
uka-refusal-before-case = The day lies before the registration on { $day }.
uka-refusal-follow-up-in-past = The next follow-up can't lie in the past. Today is { $day }.
uka-refusal-ends-before-start = A measure can't end before it begins. It begins on { $day }.
uka-refusal-measure-ended = The measure has ended already.
uka-refusal-case-closed = The case was closed on { $day } and can't be changed.
uka-refusal-not-twenty-yet = The person turns 20 on { $day }. Choose another reason.

api-uka-list-youths = List young people
api-uka-register-youth = Register a young person
api-uka-show-youth = Show a young person
api-uka-list-accesses = List who has read a record
api-uka-record-contact = Record a contact
api-uka-start-measure = Start a measure
api-uka-end-measure = End a measure
api-uka-close-case = Close a case
api-uka-protect-youth = Protect a young person's identity
schedule-uka-peaks = The month's highest number of young people
schedule-uka-of-age = Cases are closed at 20
scope-uka-youths-read = Read the register of young people
scope-uka-youths-register = Register young people

# Acts in the audit log
audit-uka-case-open = Opened a case
audit-uka-case-close = Closed a case
audit-uka-contact-record = Recorded a contact
audit-uka-measure-start = Started a measure
audit-uka-measure-end = Ended a measure
audit-uka-register-refused = Was refused to register
audit-uka-youth-protect = Changed the protection of an identity
audit-uka-retention = Deleted what was due

uka-task-overdue = Follow-ups are late
uka-task-overdue-note = Young people in UKA should have been contacted before today. Record a contact or an attempt.
uka-task-protected = Follow-ups of people with a protected identity are late
uka-task-protected-note = Young people with a protected identity should have been contacted before today. Only who has the right to open them can do it.

schedule-uka-waiting = Late follow-ups are looked for
