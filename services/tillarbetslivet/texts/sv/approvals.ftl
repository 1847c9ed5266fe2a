# Arbetsgivaren och vårdnadshavaren godkänner en bekräftad plats.
tillarbetslivet-approvals = Godkännanden
tillarbetslivet-approvals-nobody = Ingen är inbjuden att godkänna platsen. Bjud in arbetsgivaren först.
tillarbetslivet-approvals-employer = Väntar på arbetsgivaren.
tillarbetslivet-approvals-guardian = Arbetsgivaren har godkänt. Väntar på vårdnadshavaren.
tillarbetslivet-approvals-done = Arbetsgivaren och vårdnadshavaren har godkänt platsen.
tillarbetslivet-approvals-list = Inbjudna
tillarbetslivet-approvals-who = Vem
tillarbetslivet-approvals-step = Läge
tillarbetslivet-approvals-when = Tid
tillarbetslivet-approvals-act = Gör
tillarbetslivet-step-invited = Inbjuden, länken gäller till
tillarbetslivet-step-lapsed = Länken gick ut
tillarbetslivet-step-accepted = Har loggat in
tillarbetslivet-step-approved = Godkänt
tillarbetslivet-step-withdrawn = Tillbakadragen
tillarbetslivet-remind = Påminn { $party }
tillarbetslivet-link-anew = Ny länk till { $party }
tillarbetslivet-withdraw = Dra tillbaka { $party }
tillarbetslivet-invite = Bjud in
tillarbetslivet-invite-whom = Vem ska bjudas in?
tillarbetslivet-invite-employer = Godkänner att platsen finns. Ser elevens kod och årskurs, dagarna och dig som kontakt.
tillarbetslivet-invite-guardian = Godkänner efter arbetsgivaren. Ser dessutom var praktiken är. Högst två.
tillarbetslivet-invite-address = E-postadress
tillarbetslivet-invite-address-hint = Skriv en adress om länken ska skickas med brev. Annars visas den bara för dig, en gång.
tillarbetslivet-invite-note = Den som loggar in först med länken, med e-legitimation, är den som är inbjuden. Länken gäller i 14 dagar, dock längst tills praktiken är slut.
tillarbetslivet-link-title = Länken är klar
tillarbetslivet-link-once = Länken visas bara nu. Kopiera den innan du lämnar sidan.
tillarbetslivet-link-made-employer = Arbetsgivaren är inbjuden
tillarbetslivet-link-made-guardian = Vårdnadshavaren är inbjuden
tillarbetslivet-link = Länk
tillarbetslivet-link-text = Lämna länken till den som är inbjuden och ingen annan. Den gäller till { $until } och kan användas av en person.
tillarbetslivet-link-mailed = Länken är också skickad med e-post. Den gäller till { $until } och kan användas av en person.

tillarbetslivet-own = Mina praktikplatser
tillarbetslivet-own-list = Praktikplatser
tillarbetslivet-own-lead = { $count ->
    [0] Du är inte inbjuden till någon praktikplats just nu.
    [one] Du är inbjuden till en praktikplats.
   *[other] Du är inbjuden till { $count } praktikplatser.
  }
tillarbetslivet-own-none = Här visas de praktikplatser som du är inbjuden att godkänna. Öppna länken i inbjudan, eller hör av dig till kommunen.
tillarbetslivet-own-arriving = Din inbjudan tas emot. Det tar oftast någon sekund.
tillarbetslivet-own-again = Titta igen
tillarbetslivet-own-waits = Ska godkännas
tillarbetslivet-own-cancelled = Avbokad
tillarbetslivet-own-facts = Om praktikplatsen
tillarbetslivet-own-contact = Din kontakt hos kommunen
tillarbetslivet-own-employer = Arbetsgivaren
tillarbetslivet-own-employer-yes = Har godkänt platsen
tillarbetslivet-own-employer-no = Har inte godkänt platsen än
tillarbetslivet-own-lead-waits = Praktiken börjar { $day }. Ditt godkännande saknas.
tillarbetslivet-own-lead-approved = Praktiken börjar { $day }. Du har godkänt platsen.
tillarbetslivet-own-lead-employer-first = Praktiken börjar { $day }. Arbetsgivaren godkänner först.
tillarbetslivet-own-lead-closed = Här finns inget mer att godkänna.
tillarbetslivet-approve-title = Godkänn platsen
tillarbetslivet-approve = Godkänn
tillarbetslivet-approve-note = Du visar vem du är på nytt med e-legitimation. Kommunen ser ditt namn och när du godkände.
tillarbetslivet-approve-employer = Med ditt godkännande säger du att platsen finns de här dagarna och att det finns en handledare.
tillarbetslivet-approve-guardian = Med ditt godkännande säger du ja till att eleven är på arbetsplatsen de här dagarna.
tillarbetslivet-approved-title = Du har godkänt platsen
tillarbetslivet-approved-text = Godkänt av { $name } { $at }.
tillarbetslivet-approved-next = Nu godkänner vårdnadshavaren. Du behöver inte göra något mer.
tillarbetslivet-approved-done = Du behöver inte göra något mer.

tillarbetslivet-invited-employer = Godkänn en praktikplats hos { $place }.
tillarbetslivet-invited-guardian = Godkänn en praktikplats som vårdnadshavare.
tillarbetslivet-letter-invitation-subject = Du är inbjuden att godkänna en praktikplats
tillarbetslivet-letter-invitation =
    Hej!

    { $organisation } bjuder in dig att godkänna en praktikplats. Öppna länken och logga in med e-legitimation:
    { $address }

    Länken är din: skicka den inte vidare. Den som loggar in först är den som är inbjuden. Vet du inte vad det gäller kan du bortse från brevet.
tillarbetslivet-letter-reminder-subject = En praktikplats väntar på ditt godkännande
tillarbetslivet-letter-reminder =
    Hej!

    En praktikplats som { $organisation } har bjudit in dig till väntar på ditt godkännande. Logga in som arbetsgivare eller vårdnadshavare:
    { $address }

tillarbetslivet-refusal-placement-cancelled = Platsen är avbokad, så det finns inget att godkänna. Hör av dig till kommunen om du undrar.
tillarbetslivet-refusal-placement-over = Praktiken slutade { $day }, så det finns inget att godkänna.
tillarbetslivet-refusal-employer-first = Arbetsgivaren godkänner platsen först. Vänta tills det är gjort.
tillarbetslivet-refusal-already-approved = Platsen är redan godkänd.
tillarbetslivet-refusal-already-invited = En plats har en arbetsgivare och högst två vårdnadshavare. Dra tillbaka en inbjudan först, eller skicka en ny länk.
tillarbetslivet-refusal-address-wrong = Skriv en e-postadress som namn@exempel.se, eller lämna fältet tomt.
tillarbetslivet-refusal-no-address = Det finns ingen adress att påminna på. Hör av dig på annat sätt.
tillarbetslivet-refusal-reminded-today = Påminnelsen är redan skickad i dag. En om dagen räcker.

audit-tillarbetslivet-invitation-send = Bjöd in någon att godkänna en placering
audit-tillarbetslivet-invitation-refused = Nekades att bjuda in någon
audit-tillarbetslivet-invitation-remind = Påminde någon om att godkänna en placering
audit-tillarbetslivet-reminder-refused = Nekades att påminna någon
audit-tillarbetslivet-invitation-withdraw = Drog tillbaka en inbjudan
audit-tillarbetslivet-invitation-accepted = Tog emot en inbjudan
audit-tillarbetslivet-placement-approve = Godkände en placering
audit-tillarbetslivet-approval-refused = Nekades att godkänna en placering
