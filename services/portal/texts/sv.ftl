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
portal-behind = { $count } händelser från andra tjänster väntar på att läsas in. Siffrorna kan släpa efter. Senast hört:
portal-deaf = Portalen har tillfälligt tappat kontakten med de andra tjänsterna. Du ser det senast kända läget, och inget har gått förlorat. Senast hört:

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

portal-source-usage = Användning och kostnad
portal-source-tasks = Det som väntar
portal-source-councils = Möten och färdplaner

portal-meetings = Möten
portal-meetings-none = Inget möte är planerat i de råd där ni sitter.
portal-meeting-when = { $time }, { $place }
portal-meeting-online = på distans
portal-meeting-noticed = Kallelse skickad
portal-meeting-planned = Planerat
portal-meeting-calendar = Följ i din kalender: { $service }
portal-others = Andra förvaltningar i kommunen använder
portal-others-department = Förvaltning
portal-others-unknown = Inte angiven
portal-others-contact = Kontakt
portal-others-register = Se kontakt i medlemsregistret
portal-news = Nytt i färdplanerna
portal-news-none = Här visas vad råden har valt och vad som har levererats.
portal-news-ballot = { $service }: { $count ->
    [0] rådet har röstat och inget förslag valdes.
    [one] rådet har röstat och valt ett förslag, { $hours } timmar.
   *[other] rådet har röstat och valt { $count } förslag, { $hours } timmar.
  }
portal-news-now = { $service }: { $title } utvecklas nu.
portal-news-done = { $service }: { $title } är klart.
