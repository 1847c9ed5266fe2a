billing-task-approve = Attestera debiteringen av { $service }, { $billed-month }
billing-task-approve-note = Fakturor på sammanlagt { $sum-ore } väntar på att en annan person än den som förberedde körningen attesterar.

billing-run-nav = Debitering
billing-run-list = Debitering
billing-run-list-lead = Redo att debitera: { $open }.
billing-run-list-lead-none = Alla månader som är slut är debiterade eller väntar på attest.
billing-run-list-card = Körningar
billing-run-list-empty = Här visas varje månads körning när den första är startad.
billing-run-invoices = Alla fakturor
billing-run-all = Alla
billing-run-start = Starta debitering
billing-run-title = Debitering av { $service }, { $month }

billing-run-state-preparing = Beräknas
billing-run-state-preview = Väntar på attest
billing-run-state-approved = Attesterad
billing-run-state-issued = Utfärdad
billing-run-state-discarded = Kastad

billing-run-column-month = Tjänst och månad
billing-run-column-state = Läge
billing-run-column-users = Kommuner
billing-run-column-net = Utan moms, kr
billing-run-column-invoices = Fakturor
billing-run-column-payable = Att betala, kr
billing-run-column-user = Kommun
billing-run-column-user-code = Kod
billing-run-column-payer = Betalare
billing-run-column-quantity = Antal
billing-run-column-previous = Föregående, kr
billing-run-column-new = Ny, kr
billing-run-column-difference = Skillnad, kr
billing-run-column-deviation = Avvikelse

billing-run-new = Starta debitering
billing-run-new-lead = En månad kan debiteras när den är slut och tidigare månader är klara. Ingenting skickas förrän en annan person har attesterat.
billing-run-new-card = Vad ska debiteras?
billing-run-field-service = Tjänst
billing-run-field-month = Månad
billing-run-field-month-hint = Lämna tomt för nästa månad som ska debiteras
billing-run-start-note = Månaden stängs: användning som kommer senare hör till nästa månad.
billing-run-waiting = { $count ->
    [one] En användning väntar på att kunna debiteras och kommer inte med. Gå igenom den under Väntande användning först.
   *[other] { $count } användningar väntar på att kunna debiteras och kommer inte med. Gå igenom dem under Väntande användning först.
}
billing-run-differing = { $count ->
    [one] En kontrollsumma stämmer inte: tjänsten har räknat annat än det som har kommit fram. Se Kontrollsummor.
   *[other] { $count } kontrollsummor stämmer inte: tjänsten har räknat annat än det som har kommit fram. Se Kontrollsummor.
}
billing-run-no-doubts = Ingen användning väntar, och alla kontrollsummor som har kommit stämmer.

billing-run-step-basis = Underlag
billing-run-step-calculation = Beräkning
billing-run-step-preview = Förhandsgranskning
billing-run-step-approval = Attest
billing-run-step-dispatch = Utskick

billing-run-lead-preparing = { $users } kommuner beräknas. Underlaget frystes { $frozen }. Inget är skickat.
billing-run-lead-preparing-stopped = Beräkningen stannade. Underlaget frystes { $frozen }. Inget är skickat.
billing-run-lead-preview = { $users } kommuner. Underlaget frystes { $frozen }. Inget är skickat.
billing-run-lead-approved = Attesterad { $approved }. Fakturorna får sina nummer nu.
billing-run-lead-approved-stopped = Attesterad { $approved }, men inga fakturor är utfärdade: raderna har ändrats sedan attesten. Be driften ta reda på varför.
billing-run-lead-issued = { $invoices ->
    [one] En faktura utfärdades { $issued }.
   *[other] { $invoices } fakturor utfärdades { $issued }.
}
billing-run-lead-discarded = Körningen kastades { $discarded }: { $reason }

billing-run-fact-users = Kommuner
billing-run-fact-events = Användningar
billing-run-fact-frozen = Underlaget frystes
billing-run-fact-by = Förberedd av
billing-run-fact-rollups = Summor i underlaget
billing-run-fact-hash = Underlagets kontrollkod
billing-run-fact-invoices = Fakturor
billing-run-fact-lines = Rader
billing-run-who-you = dig
billing-run-who-person = en person i föreningen ({ $id })
billing-run-who-client = en maskin ({ $id })
billing-run-who-system = plattformen
billing-run-late-title = Vad händer med det som kommer sent?
billing-run-late = Användning som kommer efter frysningen debiteras nästa månad, på en egen rad med priset i den månad då den skedde.
billing-run-next = Till beräkningen

billing-run-progress = Beräknar per kommun
billing-run-progress-note = Du kan lämna sidan. Beräkningen fortsätter, också om plattformen startas om.
billing-run-progress-done = Beräkningen är klar.
billing-run-refresh = Uppdatera
billing-run-to-preview = Till förhandsgranskningen
billing-run-problem = Beräkningen stannade: { $problem } Kasta körningen, rätta felet och starta igen.

billing-run-per-user = Per kommun
billing-run-only-deviations = Bara avvikelser
billing-run-usual = Normal
billing-run-deviation-negative = Under noll
billing-run-deviation-population-missing = Invånarantal saknas
billing-run-deviation-no-subscription = Inte ansluten
billing-run-deviation-unused = Ingen användning i månaden
billing-run-deviation-doubled = Mer än dubblad
billing-run-deviation-new = Ny
billing-run-no-deviations = Inga avvikelser.
billing-run-stat-net = Att debitera, utan moms
billing-run-stat-net-note = föregående { $previous }
billing-run-stat-passed-on = Innehåll till självkostnad
billing-run-stat-passed-on-note = förs vidare som tjänsten har räknat det
billing-run-stat-payable = Att betala, med moms
billing-run-stat-payable-note = { $invoices ->
    [one] på en faktura, avrundad till hela kronor
   *[other] på { $invoices } fakturor, var och en avrundad till hela kronor
}
billing-run-to-approval = Gå till attest
billing-run-again = Gör om
billing-run-not-you = Attest görs av någon annan än du.
billing-run-not-preparer = Attest görs av någon annan än den som förberedde körningen.
billing-run-preview-not-yet = Här visas varje kommuns summa när beräkningen är klar.
billing-run-discarded-empty = Körningen är kastad och har inga rader. Månaden kan debiteras på nytt.

billing-run-approval-card = Det här skickas
billing-run-approval-text = { $invoices ->
    [one] En faktura på { $sum } utfärdas för { $service }, { $month }. Den ska betalas senast { $due } och kan inte ändras efteråt.
   *[other] { $invoices } fakturor på sammanlagt { $sum } utfärdas för { $service }, { $month }. De ska betalas senast { $due } och kan inte ändras efteråt.
}
billing-run-approve = Attestera och utfärda
billing-run-approve-note = Du behöver ha loggat in på tillitsnivå 3 den senaste kvarten.
billing-run-back-to-preview = Tillbaka till förhandsgranskningen
billing-run-approved-by = Attesterad av { $who } { $when }.
billing-run-own = Du har förberett körningen. Någon annan behöver attestera den.

billing-run-dispatch-not-yet = Här visas fakturorna när körningen är attesterad.
billing-run-dispatch-under-way = Körningen är attesterad. Fakturorna får sina nummer och visas här om en liten stund.
billing-run-issued-title = Fakturorna är utfärdade
billing-run-issued-numbers = Fakturanummer
billing-run-issued-text = { $invoices ->
    [one] En faktura på { $sum } med moms.
   *[other] { $invoices } fakturor på sammanlagt { $sum } med moms.
}
billing-run-issued-next = Betalarna ser sina fakturor i portalen. De skickas inte med e-post eller som e-faktura.

billing-run-discard = Kasta körningen
billing-run-discard-title = Kasta körningen?
billing-run-discard-text = Raderna tas bort och månaden öppnas igen. Att körningen fanns, vem som kastade den och varför sparas.
billing-run-discard-reason = Varför?
billing-run-discard-hint = Till exempel att ett pris var fel
billing-run-discard-reason-missing = Skriv varför, med 3 till 500 tecken.
billing-run-keep = Behåll körningen
billing-run-back = Tillbaka till körningen

billing-run-refused-unknown-service = Välj en tjänst i listan.
billing-run-refused-month-not-over = Månaden är inte slut. { $month } kan debiteras från den första i månaden efter.
billing-run-refused-earlier-month-open = Månaderna debiteras i ordning. Börja med { $month }.
billing-run-refused-already-run = Månaden har redan en körning.
billing-run-refused-price-missing = Pris saknas för: { $items }. Lägg in det under Avgifter först.
billing-run-refused-nothing-to-bill = Det finns ingenting att debitera. Välj en månad som är slut.
billing-run-refused-same-person = Du har förberett körningen. Någon annan behöver attestera den. Försöket är antecknat i loggen.
billing-run-refused-wrong-state = Det går inte nu. Körningens läge: { $state }.
billing-run-refused-negative-invoice = Fakturan till { $payer } skulle bli negativ. Det kräver en kreditfaktura, som en körning inte gör. Kasta körningen.
billing-run-refused-lines-changed = Raderna har ändrats sedan de räknades. Kasta körningen och ta reda på varför.
billing-run-refused-too-large = En summa är orimligt stor. Leta efter ett fel pris eller antal.

billing-line-list = Rader
billing-line-list-lead = { $service }, { $month }: { $sum } utan moms, betalas av { $payer }.
billing-line-lead = { $sum } utan moms på { $service }, { $month }.
billing-line-what = Avser
billing-line-why = Så räknas det
billing-line-how = Så räknas raden
billing-line-quantity = Antal
billing-line-unit-price = Pris, kr
billing-line-vat = Moms
billing-line-sum = Summa, kr
billing-line-account = Konto
billing-line-version = Prislista
billing-line-version-is = Version { $version }
billing-line-late = { $name }, använt i { $month }
billing-line-item-fixed-per-inhabitant = Fast avgift, månadens del
billing-line-item-fixed-monthly = Fast avgift per månad
billing-line-item-connection-fee = Anslutningsavgift
billing-line-item-other = Engångspost
billing-line-why-priced = { $quantity } à { $unit } kr, { $events ->
    [one] en användning
   *[other] { $events } användningar
}
billing-line-why-passed-through = { $events ->
    [one] En användning
   *[other] { $events } användningar
} till den kostnad som tjänsten har räknat (prislista { $lists })
billing-line-why-per-inhabitant = { $inhabitants } invånare à { $unit } kr är { $year } om året. Det här är månadens tolftedel; tolv månader blir exakt årets summa.
billing-line-why-monthly = Samma belopp varje månad

billing-single-list = Användningar, senaste först
billing-single-time = Tid
billing-single-meter = Mätare
billing-single-sum = Belopp, kr
billing-single-reference = Referens
billing-single-kind = Slag
billing-single-use = Användning
billing-single-reversal = Återtagen
billing-single-none = Inga användningar.
billing-single-opaque = Referensen kan bara tjänsten själv slå upp. Här syns varken titlar eller personer.

billing-invoice-list = Fakturor
billing-invoice-list-all = Alla fakturor
billing-invoice-list-lead = { $count ->
    [0] Inga fakturor.
    [one] En faktura till er organisation.
   *[other] { $count } fakturor till er organisation.
}
billing-invoice-list-lead-all = { $count ->
    [0] Inga fakturor.
    [one] En utfärdad faktura.
   *[other] { $count } utfärdade fakturor.
}
billing-invoice-year = År
billing-invoice-list-card = Fakturor
billing-invoice-list-empty = Här visas fakturorna när de är utfärdade.
billing-invoice-search = Sök faktura
billing-invoice-search-hint = Fakturanummer eller OCR
billing-invoice-search-hint-all = Fakturanummer, OCR eller betalare
billing-invoice-title = Faktura { $number }
billing-invoice-lead = { $sum } att betala senast { $due } för { $service }, { $month }.
billing-invoice-parties = Säljare och köpare
billing-invoice-payment = Betalning
billing-invoice-seller = Säljare
billing-invoice-seller-number = Organisationsnummer
billing-invoice-buyer = Köpare
billing-invoice-for = Avser
billing-invoice-number = Fakturanummer
billing-invoice-date = Fakturadatum
billing-invoice-due = Förfallodag
billing-invoice-ocr = OCR
billing-invoice-sums = Summor
billing-invoice-vat-rows = Moms per momssats
billing-invoice-base = Underlag, kr
billing-invoice-vat-column = Moms, kr
billing-invoice-total = Att betala
billing-invoice-part = Del
billing-invoice-net = Summa utan moms
billing-invoice-vat = Moms
billing-invoice-rounding = Öresavrundning
billing-invoice-payable = Att betala
billing-invoice-payable-column = Att betala, kr
billing-paper-get = Hämta PDF
billing-paper-kind = Faktura
billing-paper-name = Namn
billing-paper-address = Adress
billing-paper-seat = Säte
billing-paper-vat-number = Momsreg.nr
billing-paper-contact = Frågor om fakturan
billing-paper-bankgiro = Bankgiro
billing-paper-terms = Betalningsvillkor
billing-paper-days = { $days } dagar
billing-paper-lines = Rader för { $user }
billing-paper-attachment = Fakturan och dess rader i maskinläsbar form

scope-billing-invoices-read = Läsa organisationens fakturor
scope-billing-lines-read = Läsa vilken användning en fakturarad består av
billing-run-sandbox = Sandlådan är utelämnad: { $count ->
    [one] en användning där debiteras inte.
   *[other] { $count } användningar där debiteras inte.
  }

# Handlingar i spårbarhetsloggen
audit-billing-invoice-archive = Sparade en faktura som PDF
audit-billing-invoice-issue = Ställde ut en faktura
audit-billing-run-approve = Godkände en debitering
audit-billing-run-approve-refused = Nekades att godkänna en debitering
audit-billing-run-discard = Kastade en debitering
audit-billing-run-issue = Ställde ut en debitering
audit-billing-run-preview = Gjorde klart en förhandsvisning
audit-billing-run-start = Startade en debitering
audit-billing-run-stop = Stoppade en debitering

schedule-billing-invoice-archive = Fakturor arkiveras som PDF
