service-billing = Fakturering
service-billing-about = Samlar användningen av samverkanstjänsterna och fakturerar den varje månad.
retention-billing-usage = Användning, med summor och kontrollsummor, gallras efter det sjunde året efter det kalenderår då den fakturerades (bokföringslagen 7 kap. 2 §).

billing-nav-cost = Fakturor och kostnad
billing-home = Start
billing-finance-pages = Sidor för ekonomi
billing-tab-runs = Debiteringskörningar
billing-tab-prices = Avgifter
billing-tab-charges = Engångsposter
billing-tab-quarantine = Väntande användning
billing-tab-control = Kontrollsummor

billing-service = Tjänst
billing-what = Avser
billing-meter = Mätare
billing-quantity = Antal
billing-unit-price = Avgift per styck
billing-amount = Belopp utan moms, kr
billing-month = Månad
billing-received = Inkommen
billing-time = Tid
billing-day = Dag
billing-reference = Referens
billing-organisation = Organisation
billing-payer = Betalare
billing-state = Läge
billing-all = Alla
billing-show = Visa
billing-why = Varför
billing-act = Åtgärd
billing-version = Version
billing-price = Avgift
billing-vat = Moms
billing-account = Konto
billing-decision = Beslut
billing-reason = Skäl
billing-valid-from = Gäller från
billing-at-cost = till självkostnad
billing-no-price = avgift saknas
billing-late-use = { $what }, använt i { $month }
billing-reversal = { $what }, återtagen
billing-priced-monthly = räknas per månad

billing-item-fixed-per-inhabitant = Fast avgift per invånare och år
billing-item-fixed-monthly = Fast avgift per månad
billing-item-connection-fee = Anslutningsavgift

billing-vat-s25 = 25 %
billing-vat-s12 = 12 %
billing-vat-s6 = 6 %
billing-vat-e = Undantagen från moms
billing-vat-o = Utanför moms

billing-cost = Kostnad
billing-cost-lead = Hittills kostar { $month } { $amount } utan moms. Månaden är inte slut.
billing-cost-lead-empty = Er organisation använder ingen tjänst som kostar något.
billing-cost-empty = När ni ansluter er till en samverkanstjänst visas kostnaden här, dag för dag.
billing-cost-nothing-yet = Ingen kostnad än den här månaden.
billing-cost-so-far = Användning hittills
billing-cost-so-far-note = Utan moms
billing-cost-fixed = Fast avgift
billing-cost-once = Engångsposter
billing-cost-estimate = Beräknat för hela månaden
billing-cost-estimate-note = En uppskattning: resten av månaden antas bli som hittills
billing-cost-table = Kostnad i { $month }
billing-cost-payer = Fakturan går till en annan betalare: { $payer }.
billing-cost-invoices = Se fakturor
billing-cost-usage = Se användningen
billing-cost-explain = Användningen räknas samman när den sker. Innehåll förs vidare till självkostnad, övriga avgifter är de som tjänstens förvaltningsråd har beslutat. Den fasta avgiften är årets avgift delad på tolv månader.
billing-cost-series = { $service }, kr
billing-cost-year = Kostnad de senaste tolv månaderna

billing-usage = Användning
billing-usage-lead = { $n ->
    [0] Ingen användning debiteras i { $month }.
    [one] { $n } användning debiteras i { $month }.
   *[other] { $n } användningar debiteras i { $month }.
}
billing-usage-table = Användning, den senaste först
billing-usage-empty = Här visas varje användning som debiteras. Välj en annan månad eller tjänst.

billing-prices = Avgifter
billing-prices-lead = { $n ->
    [0] Inga avgifter är inlagda. Användning väntar tills de finns.
    [one] { $n } version av avgifter är inlagd. En version ändras aldrig; en rättelse ersätter den.
   *[other] { $n } versioner av avgifter är inlagda. En version ändras aldrig; en rättelse ersätter den.
}
billing-prices-table = Avgifternas versioner
billing-prices-empty = Här visas avgifterna när den första är inlagd.
billing-prices-add = Lägg till avgift
billing-prices-added = Avgiften är inlagd. Användning som väntade på den har räknats.
billing-price-in-force = Gäller
billing-price-coming = Kommande
billing-price-past = Tidigare
billing-price-replaced = Ersatt
billing-kronor = Kronor utan moms
billing-kronor-hint = Till exempel 9,50. Lämna tomt för en mätare som förs vidare till självkostnad.
billing-decision-hint = Protokoll och paragraf, till exempel FR 2026-11-12 § 4

billing-charges = Engångsposter
billing-charges-lead = { $n ->
    [0] Inga engångsposter finns.
    [one] { $n } engångspost finns.
   *[other] { $n } engångsposter finns.
}
billing-charges-table = Engångsposter, den senaste månaden först
billing-charges-empty = Anslutningsavgifter läggs till av sig själva. Andra poster lägger du till här.
billing-charges-add = Lägg till engångspost
billing-charges-added = Engångsposten är tillagd och kommer med på månadens faktura.
billing-charge-billed = Fakturerad
billing-charge-waits = Väntar på körning
billing-charge-kronor = Kronor utan moms
billing-charge-kronor-hint = Till exempel 4 500 eller −1 200,50 för ett avdrag
billing-charge-month = Månad som debiterar den
billing-charge-reason-hint = Syns på fakturan

billing-quarantine = Väntande användning
billing-quarantine-lead = { $n ->
    [0] Ingen användning väntar. Allt som har kommit in kan debiteras.
    [one] { $n } användning kan inte debiteras än.
   *[other] { $n } användningar kan inte debiteras än.
}
billing-quarantine-table = Användning som väntar
billing-quarantine-empty = Här visas användning som inte kan debiteras än, och varför.
billing-quarantine-retry-all = Försök igen med alla
billing-quarantine-drop = Debitera aldrig
billing-quarantine-reason = Skäl att aldrig debitera
billing-quarantine-done = Klart. Det som nu kan debiteras har räknats.
billing-waits-unknown-service = Tjänsten är okänd
billing-waits-unknown-meter = Tjänsten har ingen sådan mätare
billing-waits-wrong-kind = Mätaren räknar antal men fick belopp, eller tvärtom
billing-waits-no-price = Avgift saknas för månaden
billing-waits-not-subscribed = Organisationen var inte ansluten den dagen
billing-waits-conflict = Samma id kom tidigare med annat innehåll; det första gäller

billing-control = Kontrollsummor
billing-control-lead = { $n ->
    [0] Allt som tjänsterna har räknat har kommit fram.
    [one] { $n } kontrollsumma stämmer inte.
   *[other] { $n } kontrollsummor stämmer inte.
}
billing-control-warning = Fakturera inte innan skillnaderna är förklarade: användning kan vara på väg, saknas eller ha ändrats.
billing-control-differences = Skillnader
billing-control-days = Dag för dag
billing-control-told-events = Räknat i tjänsten
billing-control-arrived-events = Kommit fram
billing-control-told-ore = Belopp i tjänsten, kr
billing-control-arrived-ore = Belopp som kommit fram, kr
billing-control-equal = Stämmer
billing-control-differs = Stämmer inte
billing-control-empty = Tjänsterna räknar sin användning när dygnet är slut. De senaste 35 dygnen visas här.
billing-control-explain = Varje tjänst räknar sin egen användning per dygn (UTC), organisation och mätare. Här jämförs det med vad som har kommit fram hit.

billing-refused-unknown-service = Välj en tjänst i listan.
billing-refused-unknown-item = Välj vad avgiften avser i listan.
billing-refused-wrong-rate = Skriv beloppet i kronor med högst fyra decimaler, till exempel 9,50.
billing-refused-passed-on = Mätaren förs vidare till självkostnad. Lämna beloppet tomt.
billing-refused-not-first-of-month = Välj en månad.
billing-refused-month-closed = Månaden är redan stängd för debitering. Välj en senare månad.
billing-refused-unknown-vat = Välj moms i listan.
billing-refused-wrong-account = Skriv ett intäktskonto: fyra siffror som börjar med 3.
billing-refused-decision-missing = Skriv vilket beslut som ligger till grund, 3 till 100 tecken.
billing-refused-reason-missing = Skriv ett skäl, 3 till 500 tecken.
billing-refused-wrong-amount = Skriv ett belopp i kronor med högst två decimaler, inte noll och högst tio miljoner.
billing-refused-not-subscribed = Organisationen är inte ansluten till tjänsten den månaden.

scope-billing-usage-send = Rapportera användning som ska debiteras
scope-billing-usage-read = Läsa organisationens användning

# Handlingar i spårbarhetsloggen
audit-billing-charge-add = Lade till en engångsavgift
audit-billing-price-add = Lade till ett pris
audit-billing-quarantine-drop = Strök användning i karantän
