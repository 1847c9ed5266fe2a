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
