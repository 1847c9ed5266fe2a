# Support access: the association's people see an organisation's data, when the organisation has said yes and for as long as it likes.
identity-nav-support = Support access
identity-nav-support-access = Support access
identity-support = Support access
identity-support-lead = To help an organisation you can ask to see its data. The organisation's administrator answers, and the access ends by itself.
identity-support-list = Access in the organisations
identity-support-none = Nobody has asked for access.
identity-support-organisation = Organisation
identity-support-who = Who
identity-support-from = { $name }, Sambruk
identity-support-what = Asks for
identity-support-wanted = { $role } in { $services }, { $hours ->
    [one] one hour
   *[other] { $hours } hours
  }
identity-support-reason = Reason
identity-support-asked = Asked
identity-support-answered = Answered
identity-support-answer-by = Answer by
identity-support-until = Until
identity-support-ended = Ended
identity-support-step = State
identity-support-step-asked = Waits for an answer
identity-support-step-given = In force
identity-support-step-refused = No
identity-support-step-withdrawn = Withdrawn
identity-support-step-ended = Ended
identity-support-step-lapsed = Unanswered
identity-support-withdraw = Withdraw the request to { $organisation }
identity-support-give-up = End at { $organisation }
identity-support-go = Change organisation
identity-support-ask = Ask for access
identity-support-role-reader = Sees what the organisation's readers see, and changes nothing.
identity-support-role-case-officer = Can also do what the case officers do. Ask for it only when you must change something.
identity-support-service-hint = Choose the service that it is about. Leave it empty only if you must see all.
identity-support-hours = For how long
identity-support-hours-choice = { $hours ->
    [one] One hour
   *[other] { $hours } hours
  }
identity-support-reason-hint = What you are going to help with, with the number of the matter if there is one. The organisation's administrator reads it. Write no personal data.
identity-support-send = Ask for access
identity-support-note = The organisation's administrators get a task. If nobody has answered in seven days the request lapses.
identity-support-own = You have asked for the access yourself. A colleague answers.
identity-support-facts = The request
identity-support-access = Support access
identity-support-access-lead = Nobody at Sambruk sees your data unless you have said yes. Here you see who has asked, why, and what you have answered.
identity-support-access-list = Requests and access
identity-support-access-none = Nobody has asked to see your data.
identity-support-access-title = Support access for { $name }
identity-support-access-asked = Sambruk's support asks to see your data in order to help you. You decide.
identity-support-access-given = The access is in force. You can end it whenever you like.
identity-support-access-refused = You have said no. No access was given.
identity-support-access-withdrawn = The request was withdrawn before you answered. No access was given.
identity-support-access-ended = The access is over.
identity-support-access-lapsed = Nobody answered in time. No access was given.
identity-support-access-answer = Your answer
identity-support-access-text = If you say yes the role is in force from now on and ends by itself. All that is done with it is in your log under the person's name.
identity-support-access-yes = { $hours ->
    [one] Yes, give access for one hour
   *[other] Yes, give access for { $hours } hours
  }
identity-support-access-no = No
identity-support-access-end-title = End it
identity-support-access-end = End the access now
identity-support-access-end-note = The person reaches nothing more of yours, also where she is signed in already.
identity-organisations-support = { $role } (support until { $until })
identity-person-by-support = Support access until { $until }
identity-person-by-support-act = Ended on its own page
identity-person-refusal-by-support = The role is support access. End it under Support access.
identity-task-support = Sambruk's support asks for access
identity-task-support-note = Somebody at Sambruk wants to see your data for { $hours } h in order to help you. Read the reason and answer yes or no.
audit-identity-support-ask = Asked for support access
audit-identity-support-give = Gave support access
audit-identity-support-refuse = Refused support access
audit-identity-support-end = Ended support access
audit-identity-support-withdraw = Withdrew a request for support access
audit-identity-support-lapse = A request for support access was not answered
retention-identity-support = Requests for support access are deleted two years after they were made. The log keeps who was given what.
identity-refusal-support-organisation = Choose one of the organisations.
identity-refusal-support-role = Choose reader or case officer.
identity-refusal-support-service = Choose one of the services, or none.
identity-refusal-support-hours = Choose how many hours: 1, 4, 8, 24 or 72.
identity-refusal-support-reason = Say in 10 to 500 characters what the access is needed for. The organisation reads it.
identity-refusal-support-known = You have access there already, or have asked for it. End that first.
identity-refusal-support-own = Nobody gives herself access. A colleague answers.
identity-refusal-support-over = It has been answered or ended already.
