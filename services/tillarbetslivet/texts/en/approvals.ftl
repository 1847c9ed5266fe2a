# The employer and the guardian approve a confirmed placement.
tillarbetslivet-approvals = Approvals
tillarbetslivet-approvals-nobody = Nobody is invited to approve the placement. Invite the employer first.
tillarbetslivet-approvals-employer = Waits for the employer.
tillarbetslivet-approvals-guardian = The employer has approved. Waits for the guardian.
tillarbetslivet-approvals-done = The employer and the guardian have approved the placement.
tillarbetslivet-approvals-list = Invited
tillarbetslivet-approvals-who = Who
tillarbetslivet-approvals-step = State
tillarbetslivet-approvals-when = Time
tillarbetslivet-approvals-act = Act
tillarbetslivet-step-invited = Invited, the link works until
tillarbetslivet-step-lapsed = The link has ended
tillarbetslivet-step-accepted = Has signed in
tillarbetslivet-step-approved = Approved
tillarbetslivet-step-withdrawn = Withdrawn
tillarbetslivet-remind = Remind the { $party }
tillarbetslivet-link-anew = New link for the { $party }
tillarbetslivet-withdraw = Withdraw the { $party }
tillarbetslivet-invite = Invite
tillarbetslivet-invite-whom = Who is to be invited?
tillarbetslivet-invite-employer = Approves that there is a seat. Sees the pupil's code and grade, the days, and you as the contact.
tillarbetslivet-invite-guardian = Approves after the employer. Sees where the placement is, too. At most two.
tillarbetslivet-invite-address = Mail address
tillarbetslivet-invite-address-hint = Write an address if the link is to be sent by letter. Otherwise it is shown to you alone, once.
tillarbetslivet-invite-note = Whoever signs in first by the link, with an electronic identity, is the one who is invited. The link works for 14 days, but not after the placement is over.
tillarbetslivet-link-title = The link is ready
tillarbetslivet-link-once = The link is shown only now. Copy it before you leave the page.
tillarbetslivet-link-made-employer = The employer is invited
tillarbetslivet-link-made-guardian = The guardian is invited
tillarbetslivet-link = Link
tillarbetslivet-link-text = Give the link to whoever is invited and to nobody else. It works until { $until } and for one person.
tillarbetslivet-link-mailed = The link has been mailed as well. It works until { $until } and for one person.

tillarbetslivet-own = My placements
tillarbetslivet-own-list = Placements
tillarbetslivet-own-lead = { $count ->
    [0] You are not invited to any placement right now.
    [one] You are invited to one placement.
   *[other] You are invited to { $count } placements.
  }
tillarbetslivet-own-none = The placements that you are invited to approve are shown here. Open the link of the invitation, or contact the municipality.
tillarbetslivet-own-arriving = Your invitation is being received. It usually takes a second.
tillarbetslivet-own-again = Look again
tillarbetslivet-own-waits = To be approved
tillarbetslivet-own-cancelled = Cancelled
tillarbetslivet-own-facts = About the placement
tillarbetslivet-own-contact = Your contact in the municipality
tillarbetslivet-own-employer = The employer
tillarbetslivet-own-employer-yes = Has approved the placement
tillarbetslivet-own-employer-no = Has not approved the placement yet
tillarbetslivet-own-lead-waits = The placement begins on { $day }. Your approval is missing.
tillarbetslivet-own-lead-approved = The placement begins on { $day }. You have approved it.
tillarbetslivet-own-lead-employer-first = The placement begins on { $day }. The employer approves first.
tillarbetslivet-own-lead-closed = There is nothing more to approve here.
tillarbetslivet-approve-title = Approve the placement
tillarbetslivet-approve = Approve
tillarbetslivet-approve-note = You show who you are anew with your electronic identity. The municipality sees your name and when you approved.
tillarbetslivet-approve-employer = By approving you say that there is a seat on these days and that there is a supervisor.
tillarbetslivet-approve-guardian = By approving you say yes to the pupil being at the workplace on these days.
tillarbetslivet-approved-title = You have approved the placement
tillarbetslivet-approved-text = Approved by { $name } on { $at }.
tillarbetslivet-approved-next = Now the guardian approves. There is nothing more for you to do.
tillarbetslivet-approved-done = There is nothing more for you to do.

tillarbetslivet-invited-employer = Approve a placement at { $place }.
tillarbetslivet-invited-guardian = Approve a placement as a guardian.
tillarbetslivet-letter-invitation-subject = You are invited to approve a placement
tillarbetslivet-letter-invitation =
    Hello!

    { $organisation } invites you to approve a placement. Open the link and sign in with your electronic identity:
    { $address }

    The link is yours: do not pass it on. Whoever signs in first is the one who is invited. If you do not know what it is about you can ignore this letter.
tillarbetslivet-letter-reminder-subject = A placement waits for your approval
tillarbetslivet-letter-reminder =
    Hello!

    A placement that { $organisation } has invited you to waits for your approval. Sign in as an employer or guardian:
    { $address }

tillarbetslivet-refusal-placement-cancelled = The placement is cancelled, so there is nothing to approve. Contact the municipality if you wonder why.
tillarbetslivet-refusal-placement-over = The placement ended on { $day }, so there is nothing to approve.
tillarbetslivet-refusal-employer-first = The employer approves the placement first. Wait until that is done.
tillarbetslivet-refusal-already-approved = The placement is approved already.
tillarbetslivet-refusal-already-invited = A placement has one employer and at most two guardians. Withdraw an invitation first, or send a new link.
tillarbetslivet-refusal-address-wrong = Write a mail address like name@example.com, or leave the field empty.
tillarbetslivet-refusal-no-address = There is no address to remind at. Get in touch in another way.
tillarbetslivet-refusal-reminded-today = The reminder has been sent today. One a day is enough.

audit-tillarbetslivet-invitation-send = Invited somebody to approve a placement
audit-tillarbetslivet-invitation-refused = Was refused to invite somebody
audit-tillarbetslivet-invitation-remind = Reminded somebody to approve a placement
audit-tillarbetslivet-reminder-refused = Was refused to remind somebody
audit-tillarbetslivet-invitation-withdraw = Withdrew an invitation
audit-tillarbetslivet-invitation-accepted = Received an invitation
audit-tillarbetslivet-placement-approve = Approved a placement
audit-tillarbetslivet-approval-refused = Was refused to approve a placement
