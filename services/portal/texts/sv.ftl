service-portal = Portalen
service-portal-about = Startsidan: vad som väntar, vad tjänsterna kostar och vilka de är.
portal-nav-start = Start
portal-nav-api = API och händelser

portal-good-morning = God morgon, { $name }
portal-good-day = God dag, { $name }
portal-good-evening = God kväll, { $name }
portal-lead = { $count ->
    [0] Inget väntar på dig i { $organisation } just nu.
    [1] En sak väntar på dig i { $organisation }.
    [2] Två saker väntar på dig i { $organisation }.
    [3] Tre saker väntar på dig i { $organisation }.
    [4] Fyra saker väntar på dig i { $organisation }.
    [5] Fem saker väntar på dig i { $organisation }.
   *[other] { $count } saker väntar på dig i { $organisation }.
  }

portal-waiting = Väntar på dig
portal-nothing-waits = Inga ärenden väntar. Här står det när något behöver godkännas eller rättas.
portal-task-another = Väntar på en annan
portal-task-another-text = Du har förberett det här, så en annan person måste göra det.
portal-task-second = Du är andra person
portal-task-second-text = Du är andra person.
portal-due-passed = Tiden har gått ut
portal-due-today = I dag
portal-due-days = { $count ->
    [one] En dag kvar
   *[other] { $count } dagar kvar
  }
portal-due-day = Senast { $date }

portal-cost = Vad det kostar, alla tjänster
portal-cost-all = Vad det kostar, alla kommuner
portal-cost-chart = Kostnad per månad de senaste tolv månaderna
portal-cost-kr = Kostnad, kr
portal-cost-so-far = { $month } hittills: { $amount }, utan moms och fasta avgifter.
portal-updated = Uppdaterat { $when }.
portal-cost-details = Se vad som ingår
portal-no-cost = Ingen användning har kostat något de senaste tolv månaderna.
portal-month = Månad

portal-services = Våra tjänster
portal-all-services = Alla tjänster
portal-service = Tjänst
portal-unused = Ingen användning
portal-unused-note = Användningen visas här så snart den har räknats.
portal-tile = i { $month }, { $amount } hittills.
portal-tile-before = Hela { $month }: { $count }.
portal-begins = Börjar { $date }
portal-ends = Upphör { $date }
portal-connected = Ansluten
portal-users = { $count ->
    [one] { $count } ansluten
   *[other] { $count } anslutna
  }
portal-no-services = Er organisation är inte ansluten till någon tjänst. Kontakta kansliet för att börja.
portal-no-users = Ingen kommun är ansluten till någon tjänst ännu. Kommuner ansluts i medlemsregistret.
portal-to-register = Till medlemsregistret

portal-invoices = Senaste fakturorna
portal-invoice-number = Nummer
portal-payable = Att betala, kr
portal-due = Förfaller

portal-never = ännu inte alls
portal-behind = { $count } händelser från andra tjänster väntar på att läsas in. Siffrorna kan släpa efter. Senast uppdaterat: { $when }.
portal-deaf = Portalen har tillfälligt tappat kontakten med de andra tjänsterna. Du ser det senast kända läget. Senast uppdaterat: { $when }. Inget har gått förlorat.

portal-accessibility-title = Tillgänglighetsredogörelse
portal-conformance-full = { $service } är helt förenlig med lagen om tillgänglighet till digital offentlig service.
portal-conformance-partial = { $service } är delvis förenlig med lagen om tillgänglighet till digital offentlig service. Bristerna står nedan.
portal-conformance-none = { $service } är inte förenlig med lagen om tillgänglighet till digital offentlig service. Bristerna står nedan.
portal-failings = Innehåll som inte är tillgängligt
portal-no-failings = Vi känner inte till några brister.
portal-failing-requirement = Krav: { $requirement }.
portal-burden = Oskäligt betungande anpassning
portal-outside = Innehåll som inte omfattas av lagen
portal-contact = Kontakta oss om du stöter på hinder
portal-contact-text = Berätta vad du ville göra och vad som hindrade dig. Du kan också be om uppgifterna i en annan form. Vi svarar inom fem arbetsdagar.
portal-supervision = Tillsyn
portal-supervision-text = Myndigheten för digital förvaltning har tillsyn över lagen. Är du inte nöjd med hur vi hanterar dina synpunkter kan du anmäla det till myndigheten.
portal-supervision-link = Anmäl bristande tillgänglighet till Digg
portal-how-assessed = Hur vi har prövat
portal-actor = Ansvarig
portal-service-name = Digital service
portal-assessed = Senast bedömd
portal-statement-updated = Redogörelsen uppdaterad
portal-method = Metod

portal-api-title = API och händelser
portal-api-lead = { $services } tjänster med { $operations } operationer för andra system. Varje tjänst har ett OpenAPI-dokument.
portal-api-key = Så loggar ett system in
portal-api-key-get = Kommunens administratör skapar en nyckel för systemet. Nyckeln visas en gång och ger de roller som den fick.
portal-api-key-send = Skicka nyckeln i varje anrop i rubriken Authorization: Bearer följt av nyckeln. Nyckeln får aldrig stå i en adress.
portal-api-key-once = Skicka med rubriken Idempotency-Key, ny för varje handling, i varje POST. Då utförs handlingen en gång även om anropet skickas om.
portal-api-key-errors = Fel besvaras enligt RFC 9457 (application/problem+json). Det du inte får se svarar 404.
portal-api-key-pages = Listor har page från 1 och limit, normalt 20 och högst 100.
portal-api-documents = OpenAPI-dokument
portal-api-document = OpenAPI-dokument för { $service }
portal-api-operations = Operationer i { $service }
portal-api-operation = Operation
portal-api-method = Metod
portal-api-path = Adress
portal-api-roles = Roller
portal-api-anyone = Alla inloggade
portal-api-across = { $roles } (föreningens)
portal-api-step-up = { $roles }, med ny inloggning på tillitsnivå 3
portal-api-events = Händelser från { $service }
portal-api-event = Händelsetyp
portal-api-fields = Fält

retention-portal-closed-tasks = Avslutade ärenden på startsidan raderas 90 dagar efter att de avslutades, eftersom de inte längre behövs. Tjänsten som öppnade ärendet behåller sina egna uppgifter.

portal-components = Komponenter
portal-components-lead = Allt som portalens sidor byggs av, i varje läge. Uppgifterna är påhittade, och inget här ändrar något.
portal-components-nav = Komponenter
portal-components-ways = Vägar
portal-components-tabs = Delar av tjänsten
portal-components-overview = Översikt
portal-components-cost = Användning och kostnad
portal-components-step-basis = Underlag
portal-components-step-calculation = Beräkning
portal-components-step-preview = Förhandsgranskning
portal-components-step-approval = Attest
portal-components-step-dispatch = Utskick
portal-components-figures = Tal och fakta
portal-components-to-charge = Att debitera
portal-components-stat-note = föregående 811 204,00 kr
portal-components-running = I drift
portal-components-near-cap = 80 % av månadstaket
portal-components-result = Tjänstens resultat i år
portal-components-number = Organisationsnummer
portal-components-agreement = Personuppgiftsbiträdesavtal
portal-components-signed = Tecknat
portal-components-manager = Förvaltningsledare
portal-components-list = Lista
portal-components-per-municipality = Per kommun
portal-components-municipality = Kommun
portal-components-loans = Lån
portal-components-before = Föregående, kr
portal-components-now = Ny, kr
portal-components-difference = Skillnad, kr
portal-components-changed = Ändrad
portal-components-state = Avvikelse
portal-components-unusual = Bara avvikelser
portal-components-doubled = Mer än dubblad
portal-components-normal = Normal
portal-components-nothing = Inget att visa än.
portal-components-charts = Diagram
portal-components-month = Månad
portal-components-chart-one = Kostnad per månad, högst i juni
portal-components-chart-stacked = Kostnad per tjänst och månad
portal-components-chart-grouped = Tjänsterna sida vid sida
portal-components-chart-lines = Hur tjänsternas kostnad utvecklas
portal-components-tables = Tabeller
portal-components-empty = Tom tabell
portal-components-short = Kort tabell
portal-components-all = Visa alla
portal-components-states = Lägen och meddelanden
portal-components-missing = Saknas
portal-components-waits = Väntar
portal-components-notice-info = Avgifterna ändras den 1 januari.
portal-components-notice-good = Kontakten är sparad.
portal-components-notice-warning = Tanum har mer än dubblat sin användning.
portal-components-notice-error = Fakturan kunde inte skickas.
portal-components-notice-error-more = Nytt försök görs kl. 10.00.
portal-components-progress = Långt arbete
portal-components-progress-bar = Kommuner beräknade
portal-components-progress-note = Du kan lämna sidan. Arbetet fortsätter.
portal-components-reload = Läs in läget igen
portal-components-progress-none = Skickar fakturor
portal-components-tasks = Uppgifter och knappar
portal-components-waiting = Väntar på dig
portal-components-task-vote = Rösta om Bibblix färdplan 2027
portal-components-task-vote-text = 9 förslag, 420 timmar att fördela. 38 av 70 kommuner har röstat.
portal-components-task-days = 4 dagar
portal-components-task-contact = Bekräfta kommunens kontakter
portal-components-task-contact-text = Formell representant saknas för Tillarbetslivet.
portal-components-small = Liten
portal-components-primary = Primär
portal-components-secondary = Sekundär
portal-components-danger = Farlig
portal-components-actions-note = En sida har en primär handling.
portal-components-explain = varje kommun betalar sin del av tjänstens kostnad efter antal invånare.
portal-components-explain-link = Visa ett exempel
portal-components-forms = Formulär
portal-components-search = Sök kommun
portal-components-search-hint = Namn eller kommunkod
portal-components-form-wrong = Formulär med fel
portal-components-reason = Vad avser debiteringen?
portal-components-reason-hint = Texten står på fakturan.
portal-components-reason-error = Skriv vad debiteringen avser
portal-components-amount-error = Skriv beloppet som 1 234,50
portal-components-day = Dag
portal-components-account = Konto
portal-components-kind = Typ
portal-components-kind-fee = Anslutningsavgift
portal-components-kind-credit = Kreditering
portal-components-kind-credit-note = Minskar nästa faktura.
portal-components-kind-error = Välj en typ
portal-components-mail = E-post till beställaren
portal-components-note = Anteckning
portal-components-notify = Meddela kommunens ekonom
portal-components-save = Spara
portal-components-cancel = Avbryt
portal-components-form-note = Inget sparas på den här sidan.
portal-components-proposals = Förslag att stödja
portal-components-proposals-hint = Välj minst ett.
portal-components-proposal-a = Läslistor för förskolan
portal-components-proposal-a-note = 14 kommuner har bett om det.
portal-components-proposal-b = Snabbare sökning på stavfel
portal-components-proposal-b-note = Barn stavar fel.
portal-components-proposal-c = Ny läsplattform
portal-components-proposal-c-note = Ryms inte längre i ramen.
portal-components-check = Kontrollera din röst
portal-components-end = Kvittens och ikoner
portal-components-done = Debiteringen är attesterad
portal-components-reference = Referens
portal-components-done-text = 70 kommuner debiteras sammanlagt 842 916,50 kr.
portal-components-done-next = Fakturorna skickas i natt. Du får ett mejl när alla är framme.
portal-components-done-link = Visa fakturorna
portal-components-icons = Ikoner
