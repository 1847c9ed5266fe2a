service-uka = UKA
service-uka-about = Uppföljning av kommunernas aktivitetsansvar: ungdomar under 20 år som har gått ut grundskolan men inte har en gymnasieutbildning.
meter-uka-registered-youth-peak-month = Registrerade ungdomar, högsta antalet under månaden
meter-uka-registered-youth-peak-month-unit = ungdomar
retention-uka-closed = Två år efter att ett ärende har avslutats raderas allt om ungdomen: namn, personnummer, kontakter och insatser. Loggen över vem som har läst finns kvar, men leder inte längre till någon person.
problem-protected-identity = Skyddade personuppgifter
problem-protected-identity-text = Den här personen har skyddade personuppgifter och får bara öppnas av den som har särskild behörighet. Vänd dig till kommunens administratör. Försöket har antecknats i loggen.

uka-nav = UKA
uka-lead = { $open ->
    [0] Ingen ungdom är registrerad just nu.
    [one] En ungdom är registrerad. { $overdue ->
        [0] Uppföljningen är i tid.
       *[other] Uppföljningen är försenad.
      }
   *[other] { $open } ungdomar är registrerade. { $overdue ->
        [0] Alla uppföljningar är i tid.
        [one] En uppföljning är försenad.
       *[other] { $overdue } uppföljningar är försenade.
      }
  }
uka-register = Registrera en ungdom
uka-find = Sök en person
uka-find-hint = 10 eller 12 siffror. Sökningen och den du öppnar antecknas i loggen.
uka-find-button = Sök
uka-find-none = Ingen med det personnumret är registrerad i kommunen.
uka-back = Till listan
uka-cancel = Avbryt
uka-state-open = Pågående
uka-state-overdue = Försenade
uka-state-closed = Avslutade
uka-list-open = Pågående ärenden, nästa uppföljning först
uka-list-overdue = Försenade uppföljningar
uka-list-closed = Avslutade ärenden, de senaste först
uka-none-open = Här visas ungdomarna i ordning efter nästa uppföljning. Ännu är ingen registrerad.
uka-none-overdue = Ingen uppföljning är försenad.
uka-none-closed = Här visas avslutade ärenden. Ännu finns inga.
uka-protected = Skyddade personuppgifter
uka-badge-open = Pågår
uka-badge-overdue = Försenad

uka-column-name = Namn
uka-column-next = Nästa uppföljning
uka-column-closed = Avslutat
uka-column-state = Läge
uka-column-situation = Skolsituation
uka-column-twenty = Fyller 20 år
uka-number = Personnummer
uka-number-hint = Personnummer eller samordningsnummer, till exempel 20080213-2381.
uka-number-form = Skriv personnumret med 10 eller 12 siffror, till exempel 20080213-2381.
uka-number-day = Personnumret börjar med en dag som inte finns eller inte har varit än. Kontrollera de första siffrorna.
uka-number-check-digit = Sista siffran stämmer inte med de andra. Någon siffra är felskriven.
uka-name-wrong = Skriv namnet med 2 till 100 tecken.
uka-choice-wrong = Välj i listan.
uka-day-wrong = Skriv dagen som år-månad-dag, till exempel 2026-11-22.

uka-register-lead = Hemkommunen ska hålla sig informerad om ungdomar som fullgjort skolplikten, inte fyllt 20 år och varken går i eller har slutfört gymnasiet.
uka-resident = Folkbokförd i kommunen, eller vistas här med skyddad folkbokföring
uka-protected-mark = Har skyddade personuppgifter, och visas då bara för den som har särskild behörighet
uka-register-button = Registrera
uka-register-note = Namn och personnummer lagras krypterade. Första uppföljningen blir om två veckor.
uka-register-known = Öppna personen
uka-registered = Klart
uka-registered-title = Personen är skyddad
uka-registered-text = Uppgifterna är sparade som skyddade och öppnas från och med nu bara av den som har särskild behörighet, kommunens administratör.

uka-youth-next = Nästa uppföljning är { $day }.
uka-youth-overdue = Uppföljningen skulle ha gjorts { $day }.
uka-youth-closed = Ärendet avslutades { $day }.
uka-facts = Uppgifter
uka-opened = Registrerad
uka-earlier-case = Tidigare ärende
uka-earlier-case-text = { $from } till { $to }: { $why }
uka-contact-new = Ny kontakt
uka-contacts = Kontakter
uka-contacts-none = Här visas kontakter och försök till kontakt. Ännu finns inga.
uka-contact-day = Dag
uka-contact-way = Kontaktväg
uka-contact-outcome = Resultat
uka-contact-save = Spara kontakten
uka-note = Anteckning
uka-note-hint = Skriv inget om hälsa, brott, religion eller annat känsligt: det får inte registreras.
uka-note-wrong = Skriv högst 500 tecken.
uka-measures = Insatser
uka-measures-none = Här visas insatser. Ännu finns inga.
uka-measure-kind = Insats
uka-measure-new = Ny insats
uka-measure-starts = Första dag
uka-measure-ends = Sista dag
uka-measure-going = Pågår
uka-measure-save = Spara insatsen
uka-measure-end = Avsluta insatsen
uka-measure-last-day = Sista dag för { $kind }
uka-close-title = Avsluta ärendet
uka-close-reason = Orsak
uka-close = Avsluta ärendet
uka-close-note = Pågående insatser avslutas samtidigt. Två år efter avslutet raderas allt om personen.
uka-register-again = Registrera på nytt
uka-register-again-note = Omfattas personen av ansvaret igen registreras den på nytt med samma personnummer.
uka-protection = Personuppgifter
uka-protect = Markera som skyddad
uka-protect-note = Markera den som har sekretessmarkering, skyddad folkbokföring eller fingerade uppgifter.
uka-protect-note-away = Markera den som har sekretessmarkering, skyddad folkbokföring eller fingerade uppgifter. Sedan kan du inte längre öppna personen själv.
uka-unprotect = Ta bort skyddet
uka-unprotect-note = Bara när skyddet har upphört hos Skatteverket. Då ser alla handläggare personen.
uka-accesses = Logg: vem har läst och ändrat
uka-access-at = Tid
uka-access-who = Vem
uka-access-why = Vad
uka-access-system = Systemet

uka-why-list = Visades i listan
uka-why-search = Söktes fram med personnummer
uka-why-record = Öppnade uppgifterna
uka-why-registered = Registrerade
uka-why-contact = Antecknade en kontakt
uka-why-measure = Ändrade insatser
uka-why-closed = Avslutade ärendet
uka-why-protection = Ändrade skyddet
uka-why-denied = Nekades: skyddade personuppgifter
uka-why-refused = Nekades av en regel: inget ändrades

uka-situation-never-started = Har inte börjat gymnasiet
uka-situation-dropped-out = Har avbrutit gymnasiet
uka-situation-studiebevis = Har studiebevis men inte examen
uka-situation-newly-arrived = Har kommit till Sverige efter skolpliktig ålder
uka-situation-im-ended = Har lämnat introduktionsprogram
uka-situation-in-compulsory = Går i grundskolan
uka-situation-attends-upper = Går i gymnasiet eller introduktionsprogram
uka-situation-completed = Har slutfört gymnasiet

uka-way-letter = Brev
uka-way-sms = Sms
uka-way-phone = Telefon
uka-way-email = E-post
uka-way-meeting = Möte
uka-way-home-visit = Hembesök
uka-way-social-media = Sociala medier
uka-way-via-guardian = Genom vårdnadshavare

uka-outcome-reached = Fick kontakt
uka-outcome-agreed-meeting = Bokade möte
uka-outcome-refused = Tackade nej
uka-outcome-no-answer = Inget svar
uka-outcome-wrong-number = Fel nummer eller adress
uka-outcome-not-home = Inte hemma

uka-measure-guidance = Studie- och yrkesvägledning
uka-measure-motivating-talk = Motiverande samtal
uka-measure-im-study = Studier på introduktionsprogram
uka-measure-placement = Praktik
uka-measure-validation = Validering
uka-measure-mentor = Mentor
uka-measure-work-programme = Arbetsmarknadsinsats
uka-measure-other = Annan insats

uka-closing-started-education = Har börjat en utbildning
uka-closing-completed-education = Har slutfört en utbildning
uka-closing-turned-20 = Har fyllt 20 år
uka-closing-moved-out = Har flyttat från kommunen
uka-closing-out-of-country = Har flyttat från Sverige
uka-closing-deceased = Avliden
uka-closing-registered-in-error = Registrerad av misstag

uka-refusal-already-registered = Personen är redan registrerad i kommunen och kan inte registreras två gånger.
uka-refusal-over-age = Personen fyllde 20 år { $day }. Kommunens aktivitetsansvar har då upphört.
uka-refusal-under-age = Personen är för ung: skolplikten kan vara fullgjord tidigast { $year }.
uka-refusal-not-resident = Personen är inte folkbokförd i kommunen. Det är hemkommunen som registrerar (29 kap. 6 § skollagen).
uka-refusal-in-compulsory-school = Den som går i grundskolan omfattas inte: ansvaret börjar när skolplikten är fullgjord (29 kap. 9 § skollagen).
uka-refusal-attends-upper-secondary = Den som går i gymnasiet eller på introduktionsprogram omfattas inte (29 kap. 9 § skollagen).
uka-refusal-completed-upper-secondary = Den som har slutfört gymnasiet omfattas inte (29 kap. 9 § skollagen).
uka-refusal-protected-identity = Personen har skyddade personuppgifter och hanteras bara av den som har särskild behörighet. Vänd dig till kommunens administratör.
uka-refusal-contact-in-future = En kontakt kan inte ligga i framtiden. I dag är det { $day }.
uka-refusal-before-case = Dagen ligger före registreringen { $day }.
uka-refusal-follow-up-in-past = Nästa uppföljning kan inte ligga i det förflutna. I dag är det { $day }.
uka-refusal-ends-before-start = En insats kan inte sluta innan den börjar. Den börjar { $day }.
uka-refusal-measure-ended = Insatsen är redan avslutad.
uka-refusal-case-closed = Ärendet avslutades { $day } och kan inte ändras.
uka-refusal-not-twenty-yet = Personen fyller 20 år först { $day }. Välj en annan orsak.

api-uka-list-youths = Lista ungdomar
api-uka-register-youth = Registrera en ungdom
api-uka-show-youth = Visa en ungdom
api-uka-list-accesses = Lista vem som har läst en akt
api-uka-record-contact = Anteckna en kontakt
api-uka-start-measure = Börja en insats
api-uka-end-measure = Avsluta en insats
api-uka-close-case = Avsluta ett ärende
api-uka-protect-youth = Skydda en ungdoms identitet
schedule-uka-peaks = Månadens högsta antal ungdomar
schedule-uka-of-age = Ärenden avslutas vid 20 år
scope-uka-youths-read = Läsa registret över unga
scope-uka-youths-register = Registrera unga

# Handlingar i spårbarhetsloggen
audit-uka-case-open = Öppnade ett ärende
audit-uka-case-close = Avslutade ett ärende
audit-uka-contact-record = Antecknade en kontakt
audit-uka-measure-start = Påbörjade en insats
audit-uka-measure-end = Avslutade en insats
audit-uka-register-refused = Nekades att registrera
audit-uka-youth-protect = Ändrade skyddet av en identitet
audit-uka-retention = Gallrade registret

uka-task-overdue = Uppföljningar är försenade
uka-task-overdue-note = Ungdomar i UKA skulle ha kontaktats före i dag. Anteckna en kontakt eller ett försök.
uka-task-protected = Uppföljningar med skyddade personuppgifter är försenade
uka-task-protected-note = Ungdomar med skyddade personuppgifter skulle ha kontaktats före i dag. Bara den som har särskild behörighet kan göra det.

schedule-uka-waiting = Försenade uppföljningar söks
