service-bibblix = Bibblix
service-bibblix-about = Barnens e-bibliotek: biblioteken lånar ut e-böcker för barn mellan 6 och 12 år.
meter-bibblix-loan = Lån enligt prislistan
meter-bibblix-loan-unit = lån
meter-bibblix-bundle-loan = Lån ur förbetalda paket
meter-bibblix-bundle-loan-unit = lån
retention-bibblix-cards = Kopplingen mellan lånekort och titel tas bort 30 dagar efter att lånet tagit slut, så att ingen kan se vad ett barn har läst.

bibblix-nav = Bibblix
bibblix-loans = Lån
bibblix-titles = Titlar
bibblix-budget = Budget för lån
bibblix-lend = Låna ut en titel
bibblix-reference = Referens
bibblix-prepaid = Förbetald
bibblix-excluding-vat = Exklusive moms

bibblix-column-title = Titel
bibblix-column-author = Författare
bibblix-column-publisher = Förlag
bibblix-column-age = Ålder, år
bibblix-column-lix = LIX
bibblix-column-published = Utgiven
bibblix-column-started = Utlånad
bibblix-column-due = Tillbaka senast
bibblix-column-ended = Avslutad
bibblix-column-status = Status
bibblix-column-price = Pris, kr
bibblix-column-month = Månad
bibblix-column-cost = Kostnad, kr
bibblix-column-cap = Tak, kr
bibblix-column-used = Använt, kr
bibblix-column-percent = Andel

bibblix-status-all = Alla
bibblix-status-active = Pågår
bibblix-status-returned = Återlämnat
bibblix-status-expired = Utgånget
bibblix-status-reversed = Återtaget

bibblix-home-lead = Hittills i { $month } har biblioteken lånat ut { $count ->
    [one] en titel
   *[other] { $count } titlar
  } för { $cost }.
bibblix-stat-lent = Lån den här månaden
bibblix-stat-cost = Kostnad hittills
bibblix-stat-active = Pågående lån
bibblix-stat-per-thousand = Lån per 1 000 invånare
bibblix-chart = Kostnad för lån, månad för månad
bibblix-latest = Senaste lånen
bibblix-loans-all = Alla lån
bibblix-loans-none = Här visas lånen. Ännu finns inga.
bibblix-loans-card = Alla lån
bibblix-loans-lead = { $count } lån i det här urvalet. Lånekortens nummer sparas aldrig.

bibblix-budget-see = Se och ändra budgeten
bibblix-budget-of = Budget för { $month }
bibblix-budget-bar = Använt av månadens budget, kronor
bibblix-budget-note = { $percent } procent är använt. { $left } återstår.
bibblix-budget-level-0 = Gott om utrymme
bibblix-budget-level-50 = Mer än hälften är använd
bibblix-budget-level-80 = Snart slut
bibblix-budget-level-95 = Nästan slut
bibblix-budget-lead = Taket är { $cap } i månaden och { $left } återstår den här månaden.
bibblix-budget-default = Kommunen har inte beslutat något tak. Tills ni gör det gäller 10 000 kronor i månaden.
bibblix-budget-months = Månad för månad
bibblix-budget-none = Här visas vad varje månad har kostat. Ännu finns inga lån.
bibblix-budget-rule = Varje lån räknas av från månadens budget när det börjar. När nästa lån inte ryms säger vi nej och talar om vad som återstår. Vi varnar vid 50, 80 och 95 procent.
bibblix-cap-title = Besluta om ett tak
bibblix-cap = Tak i månaden, kronor
bibblix-cap-hint = Gäller den här månaden och framåt, tills ni ändrar det.
bibblix-cap-save = Spara taket
bibblix-cap-wrong = Skriv taket i kronor, mellan 0 och 10 000 000, till exempel 25 000.

bibblix-titles-lead = Katalogen är gemensam för alla kommuner. Priset är dagens.
bibblix-titles-none = Ingen titel passar sökningen. Prova med färre eller andra ord.
bibblix-search = Sök titel eller författare
bibblix-search-hint = Stora och små bokstäver spelar ingen roll.
bibblix-hits = { $count ->
    [one] En titel
   *[other] { $count } titlar
  }
bibblix-price-rule = Ett lån blir billigare med titelns ålder: stegen går vid 6, 12 och 24 månader efter utgivningen. Priset bestäms när lånet börjar och ändras sedan aldrig.

bibblix-lend-lead = Sök upp titeln. I nästa steg ser du vad lånet kostar.
bibblix-lend-chosen = Du lånar ut { $title }.
bibblix-lend-step-title = Välj titel
bibblix-lend-step-card = Lånekort och pris
bibblix-lend-what = Det här lånas ut
bibblix-lend-whom = Vem lånar?
bibblix-lend-other = Välj en annan titel
bibblix-lend-for = Låna ut för { $price }
bibblix-lend-prepaid = Låna ut
bibblix-lend-note = Lånet gäller i 28 dagar.
bibblix-card = Lånekort
bibblix-card-hint = Kortets nummer. Det sparas inte, bara en kod som inte går att läsa baklänges.
bibblix-card-wrong = Skriv lånekortets nummer: 4 till 32 bokstäver och siffror.
bibblix-card-kept = Sparat som kod. Koden tas bort 30 dagar efter att lånet tagit slut.
bibblix-card-removed = Borttaget
bibblix-price-explained = { $price } (steget { $step } månader i prislistan { $version })
bibblix-price-prepaid = Ingår i ett förbetalt paket

bibblix-receipt-page = Kvittens
bibblix-receipt-title = Titeln är utlånad
bibblix-receipt-text = { $title } kan läsas till och med { $day }.
bibblix-receipt-again = Låna ut en titel till
bibblix-receipt-see = Visa lånet

bibblix-loan-facts = Om lånet
bibblix-loan-lead-active = Lånet pågår till och med { $day }.
bibblix-loan-lead-returned = Lånet lämnades tillbaka { $day }.
bibblix-loan-lead-expired = Lånet gick ut { $day }.
bibblix-loan-lead-reversed = Lånet togs tillbaka { $day } och kostar ingenting.
bibblix-return-title = Lämna tillbaka
bibblix-return = Ta emot återlämning
bibblix-return-note = Kortet får en ledig plats. Lånet kostar lika mycket.
bibblix-reverse-title = Ta tillbaka lånet efter ett tekniskt fel
bibblix-reverse = Ta tillbaka lånet
bibblix-reverse-note = Går till { $time }. Pengarna återförs till månadens budget.
bibblix-reason = Orsak
bibblix-reason-hint = Vad var det som inte fungerade? Skriv inga namn.
bibblix-reason-wrong = Beskriv felet med 5 till 500 tecken.

bibblix-refusal-unknown-title = Titeln finns inte i katalogen. Sök upp den på nytt.
bibblix-refusal-not-published = Titeln ges ut { $day } och kan lånas från och med då.
bibblix-refusal-no-price = Titeln har inget pris i prislistan i dag. Välj en annan titel.
bibblix-refusal-loan-limit = Kortet har redan fem lån. Lämna tillbaka ett, eller vänta till { $day } då nästa går ut.
bibblix-refusal-weekly-limit = Kortet har lånat fem titlar de senaste sju dagarna. Nästa lån går { $day }.
bibblix-refusal-already-on-loan = Kortet har redan den här titeln till och med { $day }.
bibblix-refusal-budget-exhausted = Lånet kostar { $price }, men bara { $left } återstår av månadens budget. En ny månad börjar { $day }. Administratören kan höja taket.
bibblix-refusal-already-returned = Lånet är redan återlämnat.
bibblix-refusal-already-reversed = Lånet är redan återtaget.
bibblix-refusal-loan-ended = Lånet har redan tagit slut.
bibblix-refusal-too-late-to-reverse = Ett lån kan tas tillbaka inom 24 timmar. För det här lånet gick det till { $time }.
bibblix-refusal-cap-below-committed = Den här månaden är redan { $used } använt. Taket kan inte vara lägre än så.

bibblix-csv-reference = Referens
bibblix-csv-author = Författare
bibblix-csv-ended = Avslutad
bibblix-csv-price-list = Prislista
bibblix-csv-step = Steg (månader)

api-bibblix-list-titles = Lista och sök titlar
api-bibblix-list-loans = Lista lån
api-bibblix-start-loan = Låna ut en titel
api-bibblix-show-loan = Visa ett lån
api-bibblix-return-loan = Lämna tillbaka ett lån
api-bibblix-reverse-loan = Ta tillbaka ett lån som inte fungerade
api-bibblix-show-budget = Visa månadens budget
api-bibblix-decide-budget = Bestäm budgeten
schedule-bibblix-expire = Lån som gått ut avslutas
scope-bibblix-loans-read = Läsa titlar, lån och budget
scope-bibblix-loans-start = Låna ut
scope-bibblix-loans-return = Ta emot återlämnade lån

# Handlingar i spårbarhetsloggen
audit-bibblix-loan-start = Lånade ut
audit-bibblix-loan-return = Återlämnade ett lån
audit-bibblix-loan-reverse = Ångrade ett lån
