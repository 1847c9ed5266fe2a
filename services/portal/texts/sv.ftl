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
portal-api-lead = { $services } tjänster med { $operations } operationer för andra system. Allt här är gjort ur det som tjänsterna själva uppger.
portal-api-begin = Börja här
portal-api-begin-text = Från första nyckeln till ett system som klarar avbrott: åtkomst, första anropet, listor, fel, omsändning och händelser.
portal-api-begin-link = Kom igång
portal-api-services = Tjänster
portal-api-holds = Innehåll
portal-api-operations-count = Operationer
portal-api-events-count = Händelser
portal-api-conventions = Det som är lika överallt
portal-api-rule-once = Varje POST har rubriken `Idempotency-Key`, ny för varje handling. Samma nyckel och kropp igen ger det första svaret igen, i 72 timmar.
portal-api-rule-state = Varje GET svarar med `ETag`. Skicka den i `If-None-Match` för att få 304 när inget har ändrats, och i `If-Match` när du ändrar med PUT eller PATCH: utan den blir svaret 428, och 412 om någon har ändrat under tiden.
portal-api-rule-lists = Listor tar `page` från 1 och `limit`, normalt 20 och högst 100, och svarar med `items`, `page`, `limit` och `total`.
portal-api-rule-feeds = Flöden, som bara växer, tar `cursor` i stället för `page` och svarar med `items`, `next` och `more`. Det är ett medvetet undantag från den nationella profilens regel för listor (FNS.07), eftersom inget får hoppas över.
portal-api-rule-errors = Fel är `application/problem+json` enligt RFC 9457. Avgör efter `status` och sista delen av `type`. Det du inte får se svarar 404.
portal-api-rule-limits = För många anrop svarar 429 och `Retry-After` säger hur många sekunder du ska vänta.
portal-api-rule-names = Fält skrivs camelCase, datum och tider enligt RFC 3339 i UTC, belopp i hela ören utan moms.
portal-api-rule-promise = Inom v1 lägger vi bara till. Allt annat blir en v2 bredvid. Till dess version 1 är släppt kan även det ändras.
portal-api-of = API för { $service }
portal-api-base = Adress och dokument
portal-api-address = Adress
portal-api-openapi = OpenAPI
portal-api-asyncapi = AsyncAPI
portal-api-info = Version och läge
portal-api-no-operations = Tjänsten har inga operationer för andra system.
portal-api-tells = { $count ->
    [one] Tjänsten berättar en sorts händelse.
   *[other] Tjänsten berättar { $count } sorters händelser.
  }
portal-api-to-events = Händelser, med fält och exempel
portal-api-operations = Operationer
portal-api-operation = Operation
portal-api-method = Metod
portal-api-path = Adress
portal-api-roles = Vem som får
portal-api-anyone = Alla inloggade
portal-api-across = { $roles } (föreningens)
portal-api-step-up = { $roles }, med ny inloggning på tillitsnivå 3
portal-api-does = Vad den gör
portal-api-id = Operationens namn
portal-api-permission = Behörighet
portal-api-parameters = Parametrar
portal-api-name = Namn
portal-api-where = Plats
portal-api-type = Typ och gränser
portal-api-required = Krävs
portal-api-meaning = Betydelse
portal-api-in-path = Adressen
portal-api-in-query = Frågan
portal-api-in-header = Rubrik
portal-api-yes = Ja
portal-api-no = Nej
portal-api-field = Fält
portal-api-body = Det som skickas
portal-api-body-fields = Fält som skickas
portal-api-body-example = Exempel på det som skickas
portal-api-answers = Svar
portal-api-status = Status
portal-api-problem = Feltyp
portal-api-headers = Rubriker
portal-api-answer = Svar { $status }
portal-api-answer-fields = Fält i svar { $status }
portal-api-answer-example = Exempel på svar { $status }
portal-api-call = Anropet med curl
portal-api-events = Händelser
portal-api-events-of = Händelser från { $service }
portal-api-events-lead = Fakta som tjänsten berättar, som CloudEvents 1.0 i JSON och utan personuppgifter.
portal-api-events-read = Så läser du dem
portal-api-events-how = Läs din egen organisations händelser i tjänstens flöde. Spara `next` och fråga igen med den som `cursor`: inget hoppas över och inget kommer två gånger. Händelser kommer inom ett par sekunder.
portal-api-to-feed = Operationen som läser flödet
portal-api-event-fields = Fält i data för { $event }
portal-api-event-sample = Exempel på { $event }

portal-begin-title = Kom igång
portal-begin-lead = Så här går det till, från åtkomst till händelser.
portal-begin-access = Skaffa åtkomst
portal-begin-access-text = Administratören i din organisation skapar åtkomst för systemet: ett namn, vad det får göra och hur länge. Hemligheten visas en enda gång. Den får aldrig stå i en adress eller i en logg.
portal-begin-sandbox = Pröva mot en provkommun i demonstrationen först. Där är alla uppgifter påhittade, och nycklarna ligger i filen `demo-keys.txt` i dess datakatalog.
portal-begin-to-access = Skapa åtkomst
portal-begin-token = Hämta en token
portal-begin-token-text = Byt klientens hemlighet mot en token som gäller en kort stund (OAuth 2.0, client credentials). Hämta en ny när den har gått ut.
portal-begin-first = Första anropet
portal-begin-first-text = Skicka nyckeln eller tokenen i rubriken `Authorization` i varje anrop. Svaret säger vem du är och vad du får göra.
portal-begin-lists = Läs listor
portal-begin-lists-text = Fråga efter sida för sida tills du har `total` poster. `limit` är högst 100.
portal-begin-once = Gör något en gång
portal-begin-once-text = Ge varje handling en egen `Idempotency-Key` och spara den före anropet. Kom inget svar, eller 429 eller 503: vänta så länge som `Retry-After` säger, annars 1, 2, 4 sekunder och så vidare, och skicka samma anrop med samma nyckel.
portal-begin-changes = Ändra det som andra också ändrar
portal-begin-changes-text = Läs först och spara svarets `ETag`. Skicka den i `If-Match`. Blir svaret 412 har någon hunnit före: läs igen och ta ställning på nytt.
portal-begin-errors = Ta hand om fel
portal-begin-errors-text = Sista delen av `type` är stabil. Sänd inte om 400, 404 och 422: de blir inte bättre av det. Uppge `instance` när du ber om hjälp.
portal-begin-events = Följ händelser
portal-begin-events-text = Spara `next` i samma transaktion som det du gör av händelserna. När `more` är falskt: vänta några sekunder. Svaret 410 (`cursor-too-old`) betyder att du ska börja om utan `cursor` och gå förbi de id du redan har.
portal-begin-more = Läs mer
portal-begin-more-text = Varje tjänst har sin egen sida med alla operationer, fält, fel och exempel.
portal-begin-to-reference = API och händelser
portal-begin-example = Exempel: { $step }

retention-portal-closed-tasks = Avslutade ärenden på startsidan raderas 90 dagar efter att de avslutades, eftersom de inte längre behövs. Tjänsten som öppnade ärendet behåller sina egna uppgifter.

api-portal-list-tasks = Lista det som väntar
api-portal-list-usage = Lista användning och kostnad per månad
