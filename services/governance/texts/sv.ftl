service-governance = Förvaltningsråd
service-governance-about = Kommunerna som använder en tjänst styr den tillsammans: de föreslår, röstar och ser varför det blev som det blev.
governance-nav = Förvaltningsråd

governance-councils = Förvaltningsråd
governance-councils-none = Här visas de råd där kommunen sitter. En kommun får en plats i rådet när den ansluter sig till en tjänst.
governance-home-lead = Kommunen sitter i { $count ->
    [0] inget förvaltningsråd
    [one] ett förvaltningsråd
   *[other] { $count } förvaltningsråd
  }. { $waiting ->
    [0] Ingen omröstning väntar på er.
    [one] En omröstning väntar på er röst.
   *[other] { $waiting } omröstningar väntar på er röst.
  }
governance-home-lead-staff = { $count ->
    [0] Inga kommuner använder någon tjänst ännu, så det finns inga förvaltningsråd.
    [one] Det finns ett förvaltningsråd.
   *[other] Det finns { $count } förvaltningsråd.
  }
governance-open-until = Öppen till { $time }
governance-no-open = Ingen öppen omröstning
governance-vote-now = Rösta
governance-see-vote = Se eller ändra er röst
governance-has-voted = Har röstat
governance-has-not-voted = Har inte röstat
governance-did-not-vote = Röstade inte
governance-no-paper = Fanns inte i röstlängden

governance-column-council = Råd
governance-column-ballot = Omröstning
governance-column-own-vote = Er röst
governance-column-state = Läge
governance-column-closes = Stänger
governance-column-frame = Ram, timmar
governance-column-proposal = Förslag
governance-column-hours = Timmar och läge
governance-column-hours-number = Timmar
governance-column-votes = Röster
governance-column-why = Varför
governance-column-act = Åtgärd
governance-column-municipality = Kommun
governance-column-supported = Stödde
governance-column-got = Blev valda
governance-column-used = Använt av delen

governance-council-title = { $service }: förvaltningsråd
governance-council-lead = { $count ->
    [one] En kommun använder { $service } och sitter i rådet.
   *[other] { $count } kommuner använder { $service } och har varsin plats i rådet.
  }
governance-done-proposed = Förvaltningsledaren uppskattar timmarna; sedan kan rådet rösta om det.
governance-done-estimated = Uppskattningen är sparad.
governance-done-opened = Omröstningen är öppen och ledamöterna har fått veta.
governance-done-moved = Färdplanen är ändrad.
governance-ballots = Omröstningar
governance-ballots-none = Här visas omröstningarna. Ännu har rådet inte röstat om något.
governance-ballot-open = Öppen
governance-ballot-closed = Stängd
governance-ballot-counting = Räknas
governance-roadmap = Färdplan
governance-members = { $count ->
    [one] En kommun i rådet
   *[other] { $count } kommuner i rådet
  }
governance-lane-now = Nu
governance-lane-next = Nästa
governance-lane-later = Senare
governance-lane-done = Klart
governance-lane-now-none = Inget utvecklas just nu.
governance-lane-next-none = Inget är valt som nästa steg. Det rådet väljer i en omröstning hamnar här.
governance-lane-later-none = Inga förslag väntar. Lämna gärna ett.
governance-lane-done-none = Inget är levererat ännu.
governance-state-proposed = Väntar på uppskattning
governance-state-estimated = Kan röstas om
governance-state-on-ballot = I omröstning
governance-state-next = Valt
governance-state-now = Utvecklas
governance-state-done = Levererat
governance-proposed-by = { $name }, { $date }
governance-spread = { $low } till { $high }
governance-estimate = Uppskatta
governance-estimate-again = Ändra uppskattning
governance-move-now = Börja
governance-move-done = Är levererat

governance-propose = Föreslå utveckling
governance-propose-lead = Beskriv behovet. Förvaltningsledaren uppskattar timmarna, och rådet väljer i en omröstning.
governance-proposed = Förslaget är lämnat
governance-propose-again = Föreslå något mer
governance-propose-what = Ert förslag
governance-propose-send = Lämna förslaget
governance-propose-note = Hela rådet ser förslaget och vilken kommun som lämnat det.
governance-title = Rubrik
governance-title-hint = Kort, så att den går att läsa i en lista.
governance-text = Behov
governance-text-hint = Vad behövs, för vem och varför? Skriv inga namn på personer.

governance-estimate-title = Uppskatta: { $title }
governance-estimate-lead = Det troliga antalet timmar räknas i omröstningen. Det lägsta och högsta visas bredvid.
governance-estimate-card = Utvecklingstimmar
governance-estimate-save = Spara uppskattningen
governance-hours = Troligt antal timmar
governance-hours-hint = Minst 1 timme.
governance-low = Lägst
governance-high = Högst

governance-open = Öppna omröstning
governance-open-lead = { $count ->
    [0] Inget förslag är uppskattat och kan röstas om.
    [one] Ett uppskattat förslag på { $hours } timmar kan röstas om.
   *[other] { $count } uppskattade förslag på tillsammans { $hours } timmar kan röstas om.
  }
governance-open-too-few = En omröstning behöver minst { $needed } uppskattade förslag. Uppskatta fler först.
governance-open-card = Omröstningen
governance-open-send = Öppna omröstningen
governance-open-note = Röstlängden låses: en plats för varje ansluten kommun i dag.
governance-ballot-title = Rubrik
governance-ballot-title-hint = Till exempel Bibblix färdplan 2027.
governance-frame-hours = Ram, utvecklingstimmar
governance-frame-hint = Så många timmar räcker budgeten till.
governance-closes = Sista dag
governance-closes-hint = Mellan 14 och 90 dagar från i dag. Den stänger kl. 16.00.

governance-task-vote = Rösta om färdplanen för { $service }
governance-task-vote-note = { $items } förslag, { $hours } timmar att fördela. Välj minst tre.

governance-step-choose = Välj
governance-step-check = Kontrollera
governance-step-receipt = Kvittens
governance-paper-lead = Stöd minst { $minimum } förslag. Varje kommun har lika stor del av ramen. Öppen omröstning, stänger { $time }.
governance-paper-lead-voted = Kommunen har röstat. Ni kan ändra rösten tills omröstningen stänger { $time }.
governance-paper-lead-closed = Omröstningen stängde { $time }.
governance-frame = Ram
governance-share = { $name }s del
governance-share-of = { $share } om alla { $voters } kommuner röstar
governance-own-vote = Er röst
governance-voted-at = Lagd { $time }
governance-items = { $count ->
    [0] Inga förslag
    [one] Ett förslag
   *[other] { $count } förslag
  }
governance-items-hint = Kryssa för minst { $minimum }. Det finns inget tak, och det kostar inget att stödja ett förslag som andra också vill ha.
governance-items-card = Förslag i omröstningen
governance-check = Kontrollera din röst
governance-check-note = Rösten läggs först i nästa steg.
governance-check-lead = Så här röstar { $name }. Rösten är lagd när du tryckt på Lägg röst.
governance-you-support = Ni stöder { $count } av { $all } förslag
governance-cast = Lägg röst
governance-cast-note = Du kan ändra rösten tills omröstningen stänger.
governance-change-choice = Ändra valet
governance-receipt = Kvittens
governance-receipt-lead = Spara referensen om ni vill kunna visa hur kommunen har röstat.
governance-receipt-title = Rösten är lagd
governance-receipt-text = Kommunen stöder { $items }. Rösten kan ändras till { $time }.
governance-receipt-change = Ändra rösten
governance-receipt-council = Till rådet
governance-see-outcome = Se omröstningen
governance-explain = Varje kommun som röstar får lika många timmar. De som stöder ett förslag delar lika på dess timmar så länge deras egna räcker, och det som flest vill dela på väljs först. Inget förslag vinner bara för att det är stort.

governance-ballot-lead-open = Omröstningen pågår till { $time }. Hur kommunerna röstat visas när den stängt.
governance-ballot-facts = Om omröstningen
governance-turnout = Deltagande
governance-turnout-of = { $voted } av { $voters } kommuner har röstat
governance-lot = Lottens försegling
governance-close = Stäng nu
governance-close-note = Går före sista dagen bara om alla kommuner har röstat.

governance-outcome-lead = { $chosen ->
    [0] Inget av { $items } förslag valdes.
    [one] Ett av { $items } förslag valdes, { $used } timmar.
   *[other] { $chosen } av { $items } förslag valdes, tillsammans { $used } timmar.
  } Omröstningen stängde { $time }.
governance-stat-used = Fördelade timmar
governance-stat-of = Av { $hours } timmar i ramen
governance-stat-share = Slutlig del för varje kommun
governance-stat-share-first = Räkningen började på { $share } och höjde delen tills ramen tog slut
governance-nobody-voted = Ingen kommun röstade, så inget valdes. Förslagen kan röstas om igen.
governance-chosen = Valda förslag
governance-chosen-none = Inget förslag valdes.
governance-not-chosen = Inte valda
governance-not-chosen-none = Alla förslag valdes.
governance-explain-outcome = Förslagen köptes i tur och ordning av de kommuner som stöder dem, med lika stor del var. Det som då inte räckte till fylldes på efter röstetal. Det som inte valdes kan röstas om igen.
governance-reason-everything-fits = Allt rymdes
governance-reason-everything-fits-text = Alla förslag som någon stöder ryms i ramen.
governance-reason-shared = Delat
governance-reason-shared-text = { $votes ->
    [one] En kommun betalade
   *[other] { $votes } kommuner delade på timmarna,
  } högst { $each } var.
governance-reason-filled = Kompletterat efter röstetal
governance-reason-filled-text = Timmarna som blev över räckte, och förslaget stod i tur efter röstetal.
governance-reason-no-votes = Inga röster
governance-reason-no-votes-text = Ingen kommun stöder förslaget.
governance-reason-too-few-votes = För få röster
governance-reason-too-few-votes-text = Kommunerna bakom hade { $money }; det fattades { $short }. { $missing ->
    [one] En kommun till hade räckt.
   *[other] { $missing } kommuner till hade räckt.
  }
governance-reason-supporters-spent = Timmarna gick till annat
governance-reason-supporters-spent-text = Kommunerna bakom lade sina timmar på { $taken }. Det fattades { $short }.
governance-reason-tie-lost = Förlorade vid lika
governance-reason-tie-lost-text = Ett annat förslag kostade lika mycket per timme och gick före (lägst kostnad, flest röster, lott). Det fattades { $short }.
governance-reason-no-room = Rymdes inte
governance-reason-no-room-text = Det som var kvar av ramen räckte inte.
governance-votes = Så röstade kommunerna
governance-got = { $chosen } av { $supported }
governance-recount = Räkna själv
governance-recount-text = Alla röster och regeln är öppna, så att vem som helst kan räkna om.
governance-rule = Regel
governance-rule-text = { $rule }: lika delar, höjda med { $step } i taget, därefter efter röstetal
governance-votes-hash = Rösternas kontrollsumma
governance-lot-salt = Lottens salt

governance-refusal-ballot-closed = Omröstningen stängde { $time } och tar inte emot fler röster.
governance-refusal-unknown-item = Förslag nummer { $item } finns inte i den här omröstningen, som har { $items } förslag. Välj bland dem som visas.
governance-refusal-item-twice = Förslag nummer { $item } är valt två gånger.
governance-refusal-too-few-approvals = { $chosen ->
    [0] Ni har inte valt något förslag. Stöd minst { $minimum }.
    [one] Ni har bara valt ett förslag. Stöd minst { $minimum }.
   *[other] Ni har bara valt { $chosen } förslag. Stöd minst { $minimum }.
  }
governance-refusal-voted-meanwhile = En kollega har lagt kommunens röst under tiden. Här visas den röst som gäller. Ändra den om ni är överens.
governance-refusal-too-early-to-close = Omröstningen är öppen till { $time }. Den kan stängas tidigare bara när alla har röstat, och { $left ->
    [one] en kommun har inte röstat.
   *[other] { $left } kommuner har inte röstat.
  }
governance-refusal-closed-already = Omröstningen är redan stängd.
governance-refusal-proposal-title = Skriv en rubrik på 5 till 120 tecken.
governance-refusal-proposal-text = Beskriv behovet med 10 till 2 000 tecken.
governance-refusal-estimate-hours = Skriv ett helt antal timmar, från 1 till 20 000.
governance-refusal-estimate-spread = Det lägsta får inte vara högre än det troliga, och det högsta inte lägre.
governance-refusal-estimate-stands = Förslaget är med i en omröstning eller redan valt, så uppskattningen kan inte ändras.
governance-refusal-too-few-items = En omröstning behöver minst { $needed } uppskattade förslag. Det finns { $found }. Uppskatta fler först.
governance-refusal-hours-budget = Skriv ramen som ett helt antal timmar, från 1 till 100 000.
governance-refusal-closing-day = Välj en sista dag från { $first } till { $last }.
governance-refusal-no-seats = Ingen kommun sitter i rådet i dag, så det finns ingen röstlängd.
governance-refusal-no-such-move = Ett förslag flyttas från Nästa till Nu och från Nu till Klart, inte på annat sätt.

api-governance-list-councils = Lista förvaltningsråd
api-governance-show-council = Visa ett förvaltningsråd och dess färdplan
api-governance-propose = Föreslå utveckling
api-governance-estimate-proposal = Tidsuppskatta ett förslag
api-governance-move-roadmap = Flytta en punkt i färdplanen
api-governance-open-ballot = Öppna en omröstning
api-governance-show-ballot = Visa en omröstning
api-governance-close-ballot = Stäng en omröstning
api-governance-show-paper = Visa en röstsedel
api-governance-cast-vote = Lägg en röst
schedule-governance-close = Omröstningar stängs
governance-paper-get = Hämta PDF
governance-paper-kind = Resultat av omröstning
governance-paper-closed = Stängd
governance-paper-figures = Resultatet i siffror
governance-paper-used = { $used } av { $hours }
governance-paper-turnout = { $voted } av { $voters }
governance-paper-attachment = Resultatet, alla röster och det som behövs för att räkna om
scope-governance-councils-read = Läsa förvaltningsrådens förslag, omröstningar och färdplaner
governance-task-notice = Skicka kallelse till rådsmötet för { $service }
governance-task-notice-note = Mötet hålls { $meeting-date }. Kallelsen ska gå ut minst 14 dagar före.
governance-task-correct = Rätta protokollet från rådsmötet för { $service }
governance-task-correct-note = Protokollet från { $meeting-date } kom tillbaka från justeringen.
governance-task-verify = Justera protokollet från rådsmötet för { $service }
governance-task-verify-note = Mötet hölls { $meeting-date }. Läs, och justera eller skicka tillbaka.

governance-meetings = Möten
governance-meetings-lead = Nästa möte: { $title }, { $time }.
governance-meetings-lead-none = Inget möte är planerat.
governance-meetings-none = Här visas rådets möten. Ännu är inget planerat.
governance-column-meeting = Möte
governance-column-begins = Tid
governance-column-place = Plats
governance-column-item = Ärende
governance-column-kind = Slag
governance-meeting-online = På distans
governance-meeting-cancelled = Inställt
governance-meeting-held = Hållet
governance-meeting-noticed = Kallelse skickad
governance-meeting-planned = Planerat
governance-minutes-verifying = Protokollet justeras
governance-minutes-verified = Protokollet är justerat

governance-calendar = Följ i din kalender
governance-calendar-name = Möten: { $service }
governance-calendar-own = Din kalenderadress
governance-calendar-lead = Med en egen adress hämtar din kalender rådets möten och alla ändringar.
governance-calendar-lead-has = Du har en kalenderadress. Den visades när den skapades och kan inte visas igen.
governance-calendar-since = Skapad
governance-calendar-make = Skapa adress
governance-calendar-renew = Skapa ny adress
governance-calendar-end = Avsluta adressen
governance-calendar-made = Adressen är skapad
governance-calendar-made-lead = Kopiera adressen nu. Den visas bara den här gången.
governance-calendar-address = Din adress
governance-calendar-made-text = Lägg till den som en prenumererad kalender. Dela den inte: den som har adressen kan läsa rådets möten.
governance-calendar-open = Öppna i kalendern
governance-calendar-explain = Adressen är hemlig och bara din. Den slutar gälla när du skapar en ny, när du avslutar den, när du inte längre har en roll i kommunen eller när kommunen lämnar rådet.

governance-meeting-plan = Planera möte
governance-meeting-plan-lead = Alla kommuner i rådet får veta tiden direkt. Kallelsen ska gå ut minst { $days } dagar före.
governance-meeting-plan-note = Dagordningen skriver du sedan, innan kallelsen skickas.
governance-meeting-explain = Kallelsen går ut minst { $days } dagar före mötet, så att kommunerna hinner ta ställning hemma. Därefter kan inget mer tas upp för beslut, och flyttas mötet behövs en ny kallelse.
governance-meeting-facts = Om mötet
governance-meeting-title = Rubrik
governance-meeting-day = Dag
governance-meeting-from = Börjar
governance-meeting-to = Slutar
governance-time-hint = Till exempel 13.00.
governance-place-hint = Lämna tomt om mötet hålls bara på distans.
governance-meeting-link = Länk
governance-link-hint = Adressen till mötet på distans, som börjar med https://.
governance-meeting-edit = Ändra mötet
governance-meeting-save = Spara ändringen
governance-meeting-save-note = Alla kommuner i rådet får veta ändringen.
governance-edit-lead = Kallelsen är inte skickad än.
governance-edit-lead-noticed = Kallelsen är skickad. Flyttar du mötet till en annan tid måste en ny kallelse skickas, minst 14 dagar före.
governance-meeting-cancel = Ställ in mötet
governance-meeting-keep = Behåll mötet
governance-cancel-lead = { $title } skulle ha hållits { $time }. Alla kommuner i rådet får veta att det ställs in, och det går inte att ångra.
governance-meeting-lead-planned = { $time }, { $place }. Kallelsen är inte skickad än.
governance-meeting-lead-noticed = { $time }, { $place }. Kallelsen är skickad.
governance-meeting-lead-held = Mötet hölls { $time }, { $place }. Protokollet är inte klart.
governance-meeting-lead-verifying = Mötet hölls { $time }, { $place }. Protokollet väntar på att justeras.
governance-meeting-lead-verified = Mötet hölls { $time }, { $place }. Protokollet är justerat.
governance-meeting-lead-cancelled = Mötet skulle ha hållits { $time } men är inställt.

governance-notice = Kallelse
governance-notice-send = Skicka kallelsen
governance-notice-note = Senast { $date }. Därefter kan inget mer tas upp för beslut.
governance-notice-sent = Skickad { $time }
governance-notice-due = Inte skickad; ska gå ut senast { $date }
governance-agenda = Dagordning
governance-agenda-none = Inget ärende står på dagordningen än.
governance-agenda-add = Lägg till ärende
governance-item-decides = Beslut
governance-item-informs = Information
governance-item-kind-hint = Bara det som stod för beslut i kallelsen kan beslutas.
governance-item-subject = Gäller
governance-item-of-ballot = Omröstning: { $title }
governance-item-of-proposal = Förslag: { $title }
governance-item-ballot = Till omröstningen
governance-item-proposal = Förslag { $number } i färdplanen
governance-item-remove = Ta bort { $title }
governance-item-number = § { $number } { $title }
governance-item-no-decision = { $item }: för information, inget beslut.
governance-decision = Beslut
governance-decision-on = Beslut, { $item }
governance-decided = { $item }. Beslut: { $decision }

governance-attendance = Närvaro
governance-attendance-lead = Kryssa för de kommuner som var med. Rådet är beslutsfört när minst hälften av platserna var närvarande.
governance-attendance-card = Vilka var med?
governance-attendance-save = Spara närvaron
governance-present = Närvarande kommuner
governance-present-hint = Minst { $needed } av { $seats } för att rådet ska vara beslutsfört.
governance-present-of = { $present } av { $seats } kommuner var med; { $needed } behövdes.
governance-quorum = Beslutsfört
governance-quorate = Beslutsfört
governance-not-quorate = Inte beslutsfört
governance-chair = Mötesordförande
governance-chair-hint = Kommunen vars ledamot ledde mötet.
governance-verifier = Justerare
governance-verifier-hint = En annan kommun som var med.

governance-minutes = Protokoll
governance-minutes-write = Skriv protokoll
governance-minutes-lead = Skriv besluten och protokollet. När det skickats till justering kan det inte ändras.
governance-minutes-hint = Vad som sades, i korthet. Tom rad mellan stycken.
governance-minutes-save = Spara utkast
governance-minutes-send = Skicka till justering
governance-minutes-note = Mötesordföranden och justeraren får veta att det väntar på dem. Utkastet ser bara kansliet.
governance-returned = Protokollet kom tillbaka: { $reason }
governance-no-notice = Ingen kallelse skickades till mötet, så inga beslut kan skrivas.
governance-no-quorum = Rådet är inte beslutsfört enligt närvaron, så inga beslut kan skrivas. Fyll i närvaron först.
governance-signed = Justerat av { $person }, { $municipality }, { $time }
governance-not-signed = Väntar på { $municipality }

governance-verify = Justera protokollet
governance-verify-lead-chair = Er kommun ledde mötet. Läs protokollet och justera det om det stämmer.
governance-verify-lead-verifier = Er kommun är justerare. Läs protokollet och justera det om det stämmer.
governance-verify-done = Er kommun har justerat protokollet.
governance-verify-sign = Justera
governance-verify-note = Du justerar med ditt namn.
governance-verify-explain = Två personer från två kommuner justerar: mötesordföranden och justeraren. När båda gjort det kan inget om mötet ändras.
governance-return-card = Stämmer det inte?
governance-return-reason = Vad behöver rättas?
governance-return = Skicka tillbaka
governance-to-meeting = Till mötet

governance-done-planned = Mötet är planerat och alla kommuner i rådet har fått veta.
governance-done-changed = Mötet är ändrat och alla kommuner i rådet har fått veta.
governance-done-listed = Ärendet står på dagordningen.
governance-done-unlisted = Ärendet är borttaget.
governance-done-noticed = Kallelsen är skickad.
governance-done-attended = Närvaron är sparad.
governance-done-written = Utkastet är sparat.
governance-done-sent = Protokollet är skickat till justering.
governance-done-signed = Protokollet är justerat av er kommun.

governance-refusal-meeting-day = Välj en dag från { $first } till { $last }, så att kallelsen hinner gå ut.
governance-refusal-meeting-time = Skriv när mötet börjar och slutar, samma dag och högst 12 timmar isär. Till exempel 13.00.
governance-refusal-meeting-place = Skriv en plats med högst 200 tecken, eller en länk.
governance-refusal-meeting-link = Skriv en länk som börjar med https://, högst 200 tecken.
governance-refusal-meeting-cancelled = Mötet är inställt.
governance-refusal-meeting-begun = Mötet har börjat och kan inte längre ändras.
governance-refusal-meeting-not-begun = Mötet börjar { $time }. Skriv om det när det har börjat.
governance-refusal-notice-sent = Kallelsen är redan skickad.
governance-refusal-notice-late = Kallelsen skulle ha gått ut senast { $date }. Flytta mötet till en senare dag.
governance-refusal-no-agenda = Skriv minst ett ärende på dagordningen innan kallelsen skickas.
governance-refusal-listed-late = Kallelsen är skickad, så inget mer kan tas upp för beslut. Välj Information, eller ta ärendet på nästa möte.
governance-refusal-unknown-subject = Rådet har inget sådant förslag eller ingen sådan omröstning. Välj bland dem som visas.
governance-refusal-not-listed = Bara det som stod för beslut i kallelsen kan beslutas.
governance-refusal-not-noticed = Ingen kallelse skickades till mötet, så det kan inte fatta beslut.
governance-refusal-not-quorate = { $present ->
    [0] Ingen kommun är antecknad som närvarande.
    [one] En kommun var med.
   *[other] { $present } kommuner var med.
  } Minst { $needed } behövs för ett beslut.
governance-refusal-not-seated = En av kommunerna hade ingen plats i rådet den dagen. Välj bland dem som visas.
governance-refusal-verifiers = Välj mötesordförande och justerare: två olika kommuner som var med.
governance-refusal-minutes-text = Skriv protokollet med 10 till 20 000 tecken.
governance-refusal-decision-text = Ett beslut får ha högst 2 000 tecken.
governance-refusal-minutes-fixed = Protokollet är skickat till justering eller justerat och kan inte ändras.
governance-refusal-not-verifying = Protokollet väntar inte på att justeras av er.
governance-refusal-writer-verifies = Den som skrivit protokollet kan inte justera det.
governance-refusal-same-person = Du har redan justerat för den andra kommunen. En annan person måste göra det.
governance-refusal-return-reason = Skriv med 5 till 2 000 tecken vad som behöver rättas.

retention-governance-calendars = Kalenderadresser raderas 90 dagar efter att de avslutades, eftersom de inte längre behövs.

api-governance-list-meetings = Lista möten
api-governance-plan-meeting = Planera ett möte
api-governance-show-meeting = Visa ett möte

# Handlingar i spårbarhetsloggen
audit-governance-agenda-add = Lade till en punkt på dagordningen
audit-governance-agenda-remove = Tog bort en punkt från dagordningen
audit-governance-ballot-close = Stängde en omröstning
audit-governance-ballot-open = Öppnade en omröstning
audit-governance-calendar-make = Skapade en kalenderadress
audit-governance-calendar-end = Avslutade en kalenderadress
audit-governance-meeting-attendance = Antecknade närvaro
audit-governance-meeting-cancel = Ställde in ett möte
audit-governance-meeting-change = Ändrade ett möte
audit-governance-meeting-notice = Skickade en kallelse
audit-governance-meeting-plan = Planerade ett möte
audit-governance-minutes-return = Skickade tillbaka ett protokoll
audit-governance-minutes-verify = Justerade ett protokoll
audit-governance-minutes-write = Skrev protokoll
audit-governance-proposal-add = Lämnade ett förslag
audit-governance-proposal-estimate = Uppskattade ett förslag
audit-governance-roadmap-move = Flyttade på färdplanen
audit-governance-vote-cast = Röstade
audit-governance-vote-refused = Nekades att rösta

schedule-governance-invite = Nya ledamöter får kommande möten
