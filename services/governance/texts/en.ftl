service-governance = Governance councils
service-governance-about = The municipalities that use a service govern it together: they propose, vote, and see why it turned out as it did.
governance-nav = Councils

governance-councils = Governance councils
governance-councils-none = The councils in which the municipality sits are shown here. A municipality gets a seat when it begins to use a service.
governance-home-lead = The municipality sits in { $count ->
    [0] no council
    [one] one council
   *[other] { $count } councils
  }. { $waiting ->
    [0] No ballot waits for you.
    [one] One ballot waits for your vote.
   *[other] { $waiting } ballots wait for your vote.
  }
governance-home-lead-staff = { $count ->
    [0] No municipality uses any service yet, so there are no councils.
    [one] There is one council.
   *[other] There are { $count } councils.
  }
governance-open-until = Open until { $time }
governance-no-open = No open ballot
governance-vote-now = Vote
governance-see-vote = See or change your vote
governance-has-voted = Has voted
governance-has-not-voted = Has not voted
governance-did-not-vote = Did not vote
governance-no-paper = Was not in the voting register

governance-column-council = Council
governance-column-ballot = Ballot
governance-column-own-vote = Your vote
governance-column-state = State
governance-column-closes = Closes
governance-column-frame = Budget, hours
governance-column-proposal = Proposal
governance-column-hours = Hours and state
governance-column-hours-number = Hours
governance-column-votes = Votes
governance-column-why = Why
governance-column-act = Action
governance-column-municipality = Municipality
governance-column-supported = Supported
governance-column-got = Were chosen
governance-column-used = Used of the share

governance-council-title = { $service }: governance council
governance-council-lead = { $count ->
    [one] One municipality uses { $service } and sits in the council.
   *[other] { $count } municipalities use { $service } and have one seat each in the council.
  }
governance-done-proposed = The service manager estimates its hours; then the council can vote on it.
governance-done-estimated = The estimate is saved.
governance-done-opened = The ballot is open and the members have been told.
governance-done-moved = The roadmap has changed.
governance-ballots = Ballots
governance-ballots-none = Ballots are shown here. The council has not voted on anything yet.
governance-ballot-open = Open
governance-ballot-closed = Closed
governance-ballot-counting = Being counted
governance-roadmap = Roadmap
governance-members = { $count ->
    [one] One municipality in the council
   *[other] { $count } municipalities in the council
  }
governance-lane-now = Now
governance-lane-next = Next
governance-lane-later = Later
governance-lane-done = Done
governance-lane-now-none = Nothing is being developed just now.
governance-lane-next-none = Nothing is chosen as the next step. What the council chooses in a ballot comes here.
governance-lane-later-none = No proposals wait. Do make one.
governance-lane-done-none = Nothing has been delivered yet.
governance-state-proposed = Waits for an estimate
governance-state-estimated = Can be voted on
governance-state-on-ballot = On a ballot
governance-state-next = Chosen
governance-state-now = Being developed
governance-state-done = Delivered
governance-proposed-by = { $name }, { $date }
governance-spread = { $low } to { $high }
governance-estimate = Estimate
governance-estimate-again = Change the estimate
governance-move-now = Begin
governance-move-done = Is delivered

governance-propose = Propose development
governance-propose-lead = Describe the need. The service manager estimates the hours, and the council chooses in a ballot.
governance-proposed = The proposal is made
governance-propose-again = Propose something more
governance-propose-what = Your proposal
governance-propose-send = Make the proposal
governance-propose-note = The whole council sees the proposal and which municipality made it.
governance-title = Title
governance-title-hint = Short, so that it can be read in a list.
governance-text = Need
governance-text-hint = What is needed, for whom and why? Write no names of persons.

governance-estimate-title = Estimate: { $title }
governance-estimate-lead = The likely number of hours counts in the ballot. The lowest and highest are shown beside it.
governance-estimate-card = Development hours
governance-estimate-save = Save the estimate
governance-hours = Likely number of hours
governance-hours-hint = At least 1 hour.
governance-low = Lowest
governance-high = Highest

governance-open = Open a ballot
governance-open-lead = { $count ->
    [0] No proposal is estimated and can be voted on.
    [one] One estimated proposal of { $hours } hours can be voted on.
   *[other] { $count } estimated proposals of { $hours } hours together can be voted on.
  }
governance-open-too-few = A ballot needs at least { $needed } estimated proposals. Estimate more first.
governance-open-card = The ballot
governance-open-send = Open the ballot
governance-open-note = The voting register is fixed: one seat for each municipality that uses the service today.
governance-ballot-title = Title
governance-ballot-title-hint = For example Bibblix roadmap 2027.
governance-frame-hours = Budget, development hours
governance-frame-hint = So many hours can be paid for.
governance-closes = Last day
governance-closes-hint = Between 14 and 90 days from today. It closes at 16:00.

governance-task-vote = Vote on the roadmap of { $service }
governance-task-vote-note = { $items } proposals, { $hours } hours to share out. Choose at least three.

governance-step-choose = Choose
governance-step-check = Check
governance-step-receipt = Receipt
governance-paper-lead = Support at least { $minimum } proposals. Every municipality has an equal part of the budget. Open ballot, closes { $time }.
governance-paper-lead-voted = The municipality has voted. You can change the vote until the ballot closes { $time }.
governance-paper-lead-closed = The ballot closed { $time }.
governance-frame = Budget
governance-share = The part of { $name }
governance-share-of = { $share } if all { $voters } municipalities vote
governance-own-vote = Your vote
governance-voted-at = Cast { $time }
governance-items = { $count ->
    [0] No proposals
    [one] One proposal
   *[other] { $count } proposals
  }
governance-items-hint = Tick at least { $minimum }. There is no upper limit, and it costs nothing to support a proposal that others want too.
governance-items-card = Proposals on the ballot
governance-check = Check your vote
governance-check-note = The vote is cast in the next step.
governance-check-lead = This is how { $name } votes. The vote is cast when you have pressed Cast the vote.
governance-you-support = You support { $count } of { $all } proposals
governance-cast = Cast the vote
governance-cast-note = You can change the vote until the ballot closes.
governance-change-choice = Change the choice
governance-receipt = Receipt
governance-receipt-lead = Keep the reference if you want to be able to show how the municipality has voted.
governance-receipt-title = The vote is cast
governance-receipt-text = The municipality supports { $items }. The vote can be changed until { $time }.
governance-receipt-change = Change the vote
governance-receipt-council = To the council
governance-see-outcome = See the ballot
governance-explain = Every municipality that votes gets the same number of hours. Those who support a proposal share its hours equally as far as their own go, and what most want to share is chosen first. No proposal wins just because it is large.

governance-ballot-lead-open = The ballot is open until { $time }. How the municipalities have voted is shown when it is closed.
governance-ballot-facts = About the ballot
governance-turnout = Turnout
governance-turnout-of = { $voted } of { $voters } municipalities have voted
governance-lot = Seal of the lot
governance-close = Close now
governance-close-note = Before the last day only if all municipalities have voted.

governance-outcome-lead = { $chosen ->
    [0] No proposal was chosen, of { $items }.
    [one] One of { $items } proposals was chosen, { $used } hours.
   *[other] { $chosen } of { $items } proposals were chosen, { $used } hours together.
  } The ballot closed { $time }.
governance-stat-used = Hours shared out
governance-stat-of = Of { $hours } hours in the budget
governance-stat-share = Final share of each municipality
governance-stat-share-first = The count began at { $share } and raised the share until the budget was used
governance-nobody-voted = No municipality voted, so nothing was chosen. The proposals can be voted on again.
governance-chosen = Chosen proposals
governance-chosen-none = No proposal was chosen.
governance-not-chosen = Not chosen
governance-not-chosen-none = All proposals were chosen.
governance-explain-outcome = The proposals were bought in turn by the municipalities that support them, in equal parts. What that did not use up was filled by number of votes. What was not chosen can be voted on again.
governance-reason-everything-fits = Everything fits
governance-reason-everything-fits-text = All proposals that somebody supports fit the budget.
governance-reason-shared = Shared
governance-reason-shared-text = { $votes ->
    [one] One municipality paid
   *[other] { $votes } municipalities shared the hours,
  } at most { $each } each.
governance-reason-filled = Filled by number of votes
governance-reason-filled-text = The hours that were left sufficed, and the proposal came first by number of votes.
governance-reason-no-votes = No votes
governance-reason-no-votes-text = No municipality supports the proposal.
governance-reason-too-few-votes = Too few votes
governance-reason-too-few-votes-text = The municipalities behind it had { $money }; { $short } were missing. { $missing ->
    [one] One more municipality would have sufficed.
   *[other] { $missing } more municipalities would have sufficed.
  }
governance-reason-supporters-spent = The hours went elsewhere
governance-reason-supporters-spent-text = The municipalities behind it used their hours for { $taken }. { $short } were missing.
governance-reason-tie-lost = Lost a tie
governance-reason-tie-lost-text = Another proposal cost the same per hour and went first (lowest cost, most votes, lot). { $short } were missing.
governance-reason-no-room = No room
governance-reason-no-room-text = What was left of the budget did not suffice.
governance-votes = How the municipalities voted
governance-got = { $chosen } of { $supported }
governance-recount = Count it yourself
governance-recount-text = All votes and the rule are open, so that anybody can count again.
governance-rule = Rule
governance-rule-text = { $rule }: equal shares, raised by { $step } at a time, then by number of votes
governance-votes-hash = Checksum of the votes
governance-lot-salt = Salt of the lot

governance-refusal-ballot-closed = The ballot closed { $time } and takes no more votes.
governance-refusal-unknown-item = Proposal number { $item } is not on this ballot, which has { $items }. Choose among those shown.
governance-refusal-item-twice = Proposal number { $item } is chosen twice.
governance-refusal-too-few-approvals = { $chosen ->
    [0] You have not chosen any proposal. Support at least { $minimum }.
    [one] You have chosen one proposal only. Support at least { $minimum }.
   *[other] You have chosen { $chosen } proposals only. Support at least { $minimum }.
  }
governance-refusal-voted-meanwhile = A colleague has cast the municipality's vote meanwhile. The vote that counts is shown here. Change it if you agree.
governance-refusal-too-early-to-close = The ballot is open until { $time }. It can be closed earlier only when all have voted, and { $left ->
    [one] one municipality has not voted.
   *[other] { $left } municipalities have not voted.
  }
governance-refusal-closed-already = The ballot is closed already.
governance-refusal-proposal-title = Write a title of 5 to 120 characters.
governance-refusal-proposal-text = Describe the need in 10 to 2 000 characters.
governance-refusal-estimate-hours = Write a whole number of hours, from 1 to 20 000.
governance-refusal-estimate-spread = The lowest can't be above the likely number, nor the highest below it.
governance-refusal-estimate-stands = The proposal is on a ballot or chosen already, so its estimate can't be changed.
governance-refusal-too-few-items = A ballot needs at least { $needed } estimated proposals. There are { $found }. Estimate more first.
governance-refusal-hours-budget = Write the budget as a whole number of hours, from 1 to 100 000.
governance-refusal-closing-day = Choose a last day from { $first } to { $last }.
governance-refusal-no-seats = No municipality sits in the council today, so there is no voting register.
governance-refusal-no-such-move = A proposal moves from Next to Now and from Now to Done, not otherwise.

api-governance-list-councils = List councils
api-governance-show-council = Show a council and its roadmap
api-governance-propose = Propose development
api-governance-estimate-proposal = Estimate a proposal
api-governance-move-roadmap = Move an item of the roadmap
api-governance-open-ballot = Open a ballot
api-governance-show-ballot = Show a ballot
api-governance-close-ballot = Close a ballot
api-governance-show-paper = Show a ballot paper
api-governance-cast-vote = Cast a vote
schedule-governance-close = Ballots are closed
governance-paper-get = Download PDF
governance-paper-kind = Result of a ballot
governance-paper-closed = Closed
governance-paper-figures = The result in figures
governance-paper-used = { $used } of { $hours }
governance-paper-turnout = { $voted } of { $voters }
governance-paper-attachment = The result, all votes and what is needed to count again
scope-governance-councils-read = Read the councils' proposals, ballots and roadmaps
governance-task-notice = Send the notice of the council's meeting for { $service }
governance-task-notice-note = The meeting is on { $meeting-date }. The notice goes out at least 14 days before.
governance-task-correct = Correct the minutes of the council's meeting for { $service }
governance-task-correct-note = The minutes of { $meeting-date } were sent back by who was to verify them.
governance-task-verify = Verify the minutes of the council's meeting for { $service }
governance-task-verify-note = The meeting was on { $meeting-date }. Read them, and verify or send them back.

governance-meetings = Meetings
governance-meetings-lead = Next meeting: { $title }, { $time }.
governance-meetings-lead-none = No meeting is planned.
governance-meetings-none = The council's meetings are shown here. There is no meeting planned yet.
governance-column-meeting = Meeting
governance-column-begins = Time
governance-column-place = Place
governance-column-item = Item
governance-column-kind = Kind
governance-meeting-online = Online
governance-meeting-cancelled = Cancelled
governance-meeting-held = Held
governance-meeting-noticed = Notice sent
governance-meeting-planned = Planned
governance-minutes-verifying = Minutes being verified
governance-minutes-verified = Minutes verified

governance-calendar = Follow in your calendar
governance-calendar-name = Meetings: { $service }
governance-calendar-own = Your calendar address
governance-calendar-lead = With an address of your own, your calendar fetches the council's meetings and every change.
governance-calendar-lead-has = You have a calendar address. It was shown when it was made and can't be shown again.
governance-calendar-since = Made
governance-calendar-make = Make an address
governance-calendar-renew = Make a new address
governance-calendar-end = End the address
governance-calendar-made = The address is made
governance-calendar-made-lead = Copy the address now. It is shown this once only.
governance-calendar-address = Your address
governance-calendar-made-text = Add it as a subscribed calendar. Don't share it: whoever has the address can read the council's meetings.
governance-calendar-open = Open in the calendar
governance-calendar-explain = The address is secret and yours alone. It ends when you make a new one, when you end it, when you no longer hold a role in the municipality, or when the municipality leaves the council.

governance-meeting-plan = Plan a meeting
governance-meeting-plan-lead = All municipalities in the council are told the time at once. The notice goes out at least { $days } days before.
governance-meeting-plan-note = You write the agenda next, before the notice is sent.
governance-meeting-explain = The notice goes out at least { $days } days before the meeting, so that municipalities have time to decide at home. After that nothing more can be listed for decision, and if the meeting is moved a new notice is needed.
governance-meeting-facts = About the meeting
governance-meeting-title = Title
governance-meeting-day = Day
governance-meeting-from = Begins
governance-meeting-to = Ends
governance-time-hint = For example 13.00.
governance-place-hint = Leave it empty if the meeting is held online only.
governance-meeting-link = Link
governance-link-hint = The address of the online meeting, which begins with https://.
governance-meeting-edit = Change the meeting
governance-meeting-save = Save the change
governance-meeting-save-note = All municipalities in the council are told of the change.
governance-edit-lead = The notice has not been sent yet.
governance-edit-lead-noticed = The notice has been sent. If you move the meeting to another time, a new notice must be sent, at least 14 days before.
governance-meeting-cancel = Cancel the meeting
governance-meeting-keep = Keep the meeting
governance-cancel-lead = { $title } was to be held { $time }. All municipalities in the council are told that it is cancelled, and that can't be undone.
governance-meeting-lead-planned = { $time }, { $place }. The notice has not been sent yet.
governance-meeting-lead-noticed = { $time }, { $place }. The notice has been sent.
governance-meeting-lead-held = The meeting was held { $time }, { $place }. The minutes are not ready.
governance-meeting-lead-verifying = The meeting was held { $time }, { $place }. The minutes wait to be verified.
governance-meeting-lead-verified = The meeting was held { $time }, { $place }. The minutes are verified.
governance-meeting-lead-cancelled = The meeting was to be held { $time } but is cancelled.

governance-notice = Notice
governance-notice-send = Send the notice
governance-notice-note = By { $date }. After that nothing more can be listed for decision.
governance-notice-sent = Sent { $time }
governance-notice-due = Not sent; goes out by { $date }
governance-agenda = Agenda
governance-agenda-none = Nothing is on the agenda yet.
governance-agenda-add = Add an item
governance-item-decides = Decision
governance-item-informs = Information
governance-item-kind-hint = Only what the notice listed for decision can be decided.
governance-item-subject = About
governance-item-of-ballot = Ballot: { $title }
governance-item-of-proposal = Proposal: { $title }
governance-item-ballot = To the ballot
governance-item-proposal = Proposal { $number } on the roadmap
governance-item-remove = Remove { $title }
governance-item-number = § { $number } { $title }
governance-item-no-decision = { $item }: for information, no decision.
governance-decision = Decision
governance-decision-on = Decision, { $item }
governance-decided = { $item }. Decision: { $decision }

governance-attendance = Attendance
governance-attendance-lead = Tick the municipalities that were there. The council is quorate when at least half of the seats were.
governance-attendance-card = Who was there?
governance-attendance-save = Save attendance
governance-present = Municipalities present
governance-present-hint = At least { $needed } of { $seats } for the council to be quorate.
governance-present-of = { $present } of { $seats } municipalities were there; { $needed } were needed.
governance-quorum = Quorate
governance-quorate = Quorate
governance-not-quorate = Not quorate
governance-chair = Chair of the meeting
governance-chair-hint = The municipality whose member led the meeting.
governance-verifier = Minutes' verifier
governance-verifier-hint = Another municipality that was there.

governance-minutes = Minutes
governance-minutes-write = Write minutes
governance-minutes-lead = Write the decisions and the minutes. Once they are sent to be verified they can't be changed.
governance-minutes-hint = What was said, in short. An empty line between paragraphs.
governance-minutes-save = Save as draft
governance-minutes-send = Send to be verified
governance-minutes-note = The chair and the verifier are told that it waits for them. Only the office sees the draft.
governance-returned = The minutes came back: { $reason }
governance-no-notice = No notice was sent, so no decisions can be written.
governance-no-quorum = The council is not quorate by its attendance, so no decisions can be written. Take attendance first.
governance-signed = Verified by { $person }, { $municipality }, { $time }
governance-not-signed = Waits for { $municipality }

governance-verify = Verify the minutes
governance-verify-lead-chair = Your municipality led the meeting. Read the minutes, and verify them if they are right.
governance-verify-lead-verifier = Your municipality verifies. Read the minutes, and verify them if they are right.
governance-verify-done = Your municipality has verified the minutes.
governance-verify-sign = Verify
governance-verify-note = You verify them with your name.
governance-verify-explain = Two persons of two municipalities verify: the chair and the verifier. When both have, nothing of the meeting can be changed.
governance-return-card = Is something wrong?
governance-return-reason = What needs to be corrected?
governance-return = Send back
governance-to-meeting = To the meeting

governance-done-planned = The meeting is planned and all municipalities in the council are told.
governance-done-changed = The meeting is changed and all municipalities in the council are told.
governance-done-listed = The item is on the agenda.
governance-done-unlisted = The item is removed.
governance-done-noticed = The notice is sent.
governance-done-attended = Attendance is saved.
governance-done-written = The draft is saved.
governance-done-sent = The minutes are sent to be verified.
governance-done-signed = Your municipality has verified the minutes.

governance-refusal-meeting-day = Choose a day from { $first } to { $last }, so that the notice can go out in time.
governance-refusal-meeting-time = Write when the meeting begins and ends, on the same day and at most 12 hours apart. For example 13.00.
governance-refusal-meeting-place = Write a place of at most 200 characters, or a link.
governance-refusal-meeting-link = Write a link that begins with https://, at most 200 characters.
governance-refusal-meeting-cancelled = The meeting is cancelled.
governance-refusal-meeting-begun = The meeting has begun and can't be changed any more.
governance-refusal-meeting-not-begun = The meeting begins { $time }. Write about it when it has begun.
governance-refusal-notice-sent = The notice has been sent already.
governance-refusal-notice-late = The notice was to go out by { $date }. Move the meeting to a later day.
governance-refusal-no-agenda = Put at least one item on the agenda before the notice is sent.
governance-refusal-listed-late = The notice has been sent, so nothing more can be listed for decision. Choose Information, or take it at the next meeting.
governance-refusal-unknown-subject = The council has no such proposal or ballot. Choose among those shown.
governance-refusal-not-listed = Only what the notice listed for decision can be decided.
governance-refusal-not-noticed = No notice was sent, so the meeting can't decide.
governance-refusal-not-quorate = { $present ->
    [0] No municipality is noted as present.
    [one] One municipality was there.
   *[other] { $present } municipalities were there.
  } At least { $needed } are needed for a decision.
governance-refusal-not-seated = One of the municipalities had no seat in the council that day. Choose among those shown.
governance-refusal-verifiers = Choose chair and verifier: two different municipalities that were there.
governance-refusal-minutes-text = Write minutes of 10 to 20,000 characters.
governance-refusal-decision-text = A decision may have at most 2,000 characters.
governance-refusal-minutes-fixed = The minutes are being verified or are verified, and can't be changed.
governance-refusal-not-verifying = The minutes do not wait to be verified by you.
governance-refusal-writer-verifies = Who wrote the minutes can't verify them.
governance-refusal-same-person = You have verified them for the other municipality already. Another person must.
governance-refusal-return-reason = Write in 5 to 2,000 characters what needs to be corrected.

retention-governance-calendars = Calendar addresses are deleted 90 days after they ended, because they are no longer needed.

api-governance-list-meetings = List meetings
api-governance-plan-meeting = Plan a meeting
api-governance-show-meeting = Show a meeting

# Acts in the audit log
audit-governance-agenda-add = Added an item to the agenda
audit-governance-agenda-remove = Removed an item from the agenda
audit-governance-ballot-close = Closed a ballot
audit-governance-ballot-open = Opened a ballot
audit-governance-calendar-make = Made a calendar address
audit-governance-calendar-end = Ended a calendar address
audit-governance-meeting-attendance = Noted who was there
audit-governance-meeting-cancel = Cancelled a meeting
audit-governance-meeting-change = Changed a meeting
audit-governance-meeting-notice = Sent a notice
audit-governance-meeting-plan = Planned a meeting
audit-governance-minutes-return = Returned minutes
audit-governance-minutes-verify = Verified minutes
audit-governance-minutes-write = Wrote minutes
audit-governance-proposal-add = Made a proposal
audit-governance-proposal-estimate = Estimated a proposal
audit-governance-roadmap-move = Moved on the roadmap
audit-governance-vote-cast = Voted
audit-governance-vote-refused = Was refused to vote

schedule-governance-invite = New members are told of coming meetings
