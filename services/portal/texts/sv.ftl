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
portal-quiet = { $count ->
    [one] { $services } svarar inte som den ska
   *[other] Dessa delar av plattformen svarar inte som de ska: { $services }
  }. Det som kommer därifrån visas som det var senast. Senast hört:
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

portal-privacy-title = Så behandlas personuppgifter
portal-privacy-lead = Kort om vilka uppgifter portalen och tjänsterna har om dig, varför, hur länge och vart du vänder dig.
portal-privacy-who = Vem som ansvarar
portal-privacy-who-text = Kommunen som använder en tjänst är personuppgiftsansvarig för det som registreras i den. Föreningen Sambruk driver plattformen på kommunernas uppdrag och är deras personuppgiftsbiträde. En kommuns uppgifter hålls åtskilda från alla andras.
portal-privacy-sign-in = När du loggar in
portal-privacy-sign-in-text = Från din organisations inloggningstjänst får portalen ditt namn, en beteckning för ditt konto där, hur säkert du legitimerade dig och det som organisationens regler för roller behöver. Ditt lösenord ser portalen aldrig.
portal-privacy-trace = Vad som loggas
portal-privacy-trace-text = Vem som ändrade vad, när och från vilken adress skrivs i en logg där varje ändring i efterhand märks, så att fel och missbruk kan utredas. Läsning av känsliga uppgifter, till exempel om unga som inte går i skolan, loggas också. Din kommuns administratörer ser kommunens logg i portalen och kan hämta den som fil. Läsningar som sticker ut och stickprov bedöms av någon annan än den som läste.
portal-privacy-cookies = Kakor
portal-privacy-cookies-text = Portalen använder bara kakor som behövs för att den ska fungera: för inloggningen, språket och den organisation du valde sist. Ingen följer vad du gör på andra platser.
portal-privacy-kept = Vad som raderas och när
portal-privacy-kept-text = Tjänsterna raderar av sig själva enligt dessa regler. Det som inte nämns finns kvar så länge kommunen behöver det eller lagen kräver det.
portal-privacy-rights = Dina rättigheter
portal-privacy-rights-text = Du har rätt att få veta vilka uppgifter som finns om dig, att få fel rättade och i vissa fall att få uppgifter raderade. Vänd dig till din kommun, eller till kommunen där ditt barn har lånekort eller går i skola. Är du missnöjd kan du klaga hos tillsynsmyndigheten.
portal-privacy-authority = Integritetsskyddsmyndigheten
portal-privacy-contact = Frågor om plattformen
portal-privacy-contact-text = Frågor om hur plattformen drivs besvarar föreningens kansli.

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
portal-begin-token-text = Byt klientens hemlighet mot en token som gäller en kort stund (OAuth 2.0, client credentials). Hämta en ny när den har gått ut. Ännu säkrare: låt klienten skriva under med en egen nyckel (`private_key_jwt`), så lämnar ingen hemlighet systemet.
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
# Driftens sidor
portal-nav-operations = Driftläge
portal-operations-pages = Driftens sidor
portal-operations-tab-overview = Översikt
portal-operations-overview-title = Driftläge
portal-operations-tab-parked = Parkerade händelser
portal-operations-parked-title = Parkerade händelser
portal-operations-tab-queues = Köer
portal-operations-queues-title = Köer
portal-operations-tab-schedules = Scheman
portal-operations-schedules-title = Schemalagt arbete
portal-operations-tab-control = Kontrollsummor
portal-operations-tab-checks = Kontroller
portal-operations-checks-title = Kontroller
portal-operations-tab-backups = Säkerhetskopior
portal-operations-backups-title = Säkerhetskopior
portal-operations-tab-versions = Versioner
portal-operations-versions-title = Versioner
portal-operations-silent = Svarar inte: { $services }. Det de vet saknas på sidan. Se om processen körs, och läs dess logg.
portal-operations-installation = Installationen
portal-operations-good = Normalt
portal-operations-unusual = Se över
portal-operations-wrong = Fel
portal-operations-no-answer = Svarar inte
portal-operations-age-seconds = { $n } s
portal-operations-age-minutes = { $n } min
portal-operations-age-hours = { $n } tim
portal-operations-age-days = { $n ->
    [one] ett dygn
   *[other] { $n } dygn
  }
portal-operations-as-of = Läget { $when }.
portal-operations-lead-good = Alla { $all } tjänster svarar och inget behöver ses över.
portal-operations-lead-unusual = { $answering } av { $all } tjänster svarar. Inget är fel, men något behöver ses över.
portal-operations-lead-wrong = { $wrong ->
    [one] { $answering } av { $all } tjänster svarar. En sak är fel.
   *[other] { $answering } av { $all } tjänster svarar. { $wrong } saker är fel.
  }
portal-operations-attention = Behöver ses över
portal-operations-services = Tjänsterna
portal-operations-service = Tjänst
portal-operations-state = Läge
portal-operations-what = Vad
portal-operations-instances = Processer
portal-operations-outbox = I utkorgen
portal-operations-behind = Att läsa
portal-operations-database = Databas
portal-operations-disk = Ledig disk
portal-operations-checked = Kontrollerad
portal-operations-version = Version
portal-operations-event = Händelse
portal-operations-tenant = Organisation
portal-operations-since = Sedan
portal-operations-attempts = Försök
portal-operations-error = Fel vid senaste försöket
portal-operations-parked = Parkerade
portal-operations-parked-retried = Lyckade omförsök
portal-operations-parked-dropped = Slängda
portal-operations-oldest = Äldsta
portal-operations-pending = Väntar i strömmen
portal-operations-ack-pending = Under hantering
portal-operations-redelivered = Levererade igen
portal-operations-delivered = Senaste leverans
portal-operations-schedule = Arbete
portal-operations-cadence = När
portal-operations-outcome = Utfall
portal-operations-planned = Planerad
portal-operations-started = Började
portal-operations-ended = Slutade
portal-operations-next = Nästa
portal-operations-act = Åtgärd
portal-operations-when = När
portal-operations-deed = Vad
portal-operations-who = Vem
portal-operations-detail = Skäl eller fel
portal-operations-subject = Ämne i strömmen
portal-operations-event-id = Händelsens id
portal-operations-reason = Skäl
portal-operations-ready = Tar emot anrop
portal-operations-commit = Ändring
portal-operations-began = Startad
portal-operations-instance = Process
portal-operations-schema = Senaste migrering
portal-operations-size = Storlek
portal-operations-broker = Meddelandeserver
portal-operations-sealed = Loggens sigill
portal-operations-anchored = Förankrad
portal-operations-told-by = Berättas av
portal-operations-heard-by = Läses av
portal-operations-code = Kod
portal-operations-finding = Vad
portal-operations-never = Aldrig
portal-operations-running = Pågår
portal-operations-ago = för { $age } sedan
portal-operations-refresh = Visa läget nu
portal-operations-not-known = Okänt
portal-operations-hears-nothing = Läser inget
portal-operations-backups-nowhere = Ingen har angett var säkerhetskopiorna ligger.
portal-operations-backups-none = Det finns ingen säkerhetskopia.
portal-operations-backups-old = Den nyaste säkerhetskopian är { $age } gammal.
portal-operations-backups-lead = Den nyaste säkerhetskopian är { $age } gammal.
portal-operations-backups-warn = En säkerhetskopia ska vara högst { $hours } timmar gammal (backup.warn_after_hours). Gör en ny med sambruk backup.
portal-operations-backups-make = Gör en med sambruk backup, i en egen mapp under backup.directory.
portal-operations-backups-configure = Ange mappen i inställningen backup.directory, så visas kopiorna här.
portal-operations-backups-unread = Mappen kan inte läsas: { $why }
portal-operations-backups-explain = En säkerhetskopia är kontrollerad när sambruk backup --check eller en återläsning har läst allt i den. Återläs den ibland i en tom installation: först då är den prövad.
portal-operations-backup-name = Mapp
portal-operations-backup-made = Gjord
portal-operations-backup-size = Storlek
portal-operations-backup-checked = Kontrollerad
portal-operations-backup-restored = Återläst
portal-operations-backup-broken = Inte hel
portal-operations-totals-differ = { $n ->
    [one] En av tjänsternas kontrollsummor stämmer inte med det som kom till debiteringen.
   *[other] { $n } av tjänsternas kontrollsummor stämmer inte med det som kom till debiteringen.
  }
portal-operations-totals-equal = { $n ->
    [one] Kontrollsummorna till och med { $day } stämmer: en jämförd.
   *[other] Kontrollsummorna till och med { $day } stämmer: { $n } jämförda.
  }
portal-operations-totals-none = Ingen kontrollsumma har berättats än. Det görs när ett dygn är slut.
portal-operations-totals-unknown = Debiteringen svarar inte, så kontrollsummorna är inte jämförda.
portal-operations-remark-silent = Tjänsten svarar inte.
portal-operations-remark-not-ready = Tar inte emot anrop: { $reason }
portal-operations-remark-versions = Olika versioner körs samtidigt.
portal-operations-remark-outbox = { $n ->
    [one] En händelse har väntat på att skickas i { $age }.
   *[other] { $n } händelser har väntat på att skickas, den äldsta i { $age }.
  }
portal-operations-remark-behind = { $n ->
    [one] En händelse har väntat på att läsas i högst { $age }.
   *[other] { $n } händelser har väntat på att läsas, den äldsta i högst { $age }.
  }
portal-operations-remark-consumer = Meddelandeservern svarar inte om vad tjänsten har läst.
portal-operations-remark-parked = { $n ->
    [one] En händelse är parkerad och väntar på beslut.
   *[other] { $n } händelser är parkerade och väntar på beslut.
  }
portal-operations-remark-failed = Det schemalagda arbetet { $name } misslyckades senast.
portal-operations-remark-late = Det schemalagda arbetet { $name } är { $age } försenat.
portal-operations-remark-found = { $n ->
    [one] Kontrollen hittade ett fel.
   *[other] Kontrollen hittade { $n } fel.
  }
portal-operations-remark-check = Den senaste kontrollen kunde inte göras klart.
portal-operations-remark-check-old = Den senaste kontrollen är { $age } gammal.
portal-operations-remark-unsealed = Logghändelser har väntat på sigill i { $age }.
portal-operations-remark-unanchored = Loggens ändar har inte skrivits ned utanför databasen på { $age }.
portal-operations-remark-only-here = Loggens ändar har legat bara på den här maskinen i { $age }. Se till att platsen i audit.copy_to svarar, och jämför filerna.
portal-operations-remark-not-copied = Loggens ändar kopieras inte till någon annan maskin. Ange var i audit.copy_to.
portal-operations-remark-disk = Disken är nästan full: { $percent } % ({ $free }) är ledigt.
portal-operations-parked-lead = { $n ->
    [0] Ingen händelse väntar på beslut.
    [one] En händelse väntar på beslut.
   *[other] { $n } händelser väntar på beslut.
  }
portal-operations-parked-waiting = Väntar på beslut
portal-operations-parked-settled = Avgjorda
portal-operations-parked-all = Alla
portal-operations-parked-decided = Avgjorda
portal-operations-parked-none = Ingen händelse här. När en tjänst inte kan hantera en händelse står den här tills någon beslutar.
portal-operations-parked-explain = En händelse parkeras när tjänsten har försökt sex gånger, eller när en regel säger att den aldrig kan hanteras. Andra händelser går vidare förbi den. Rätta orsaken och försök igen, eller släng den med ett skäl.
portal-operations-unreadable = Oläsligt meddelande
portal-operations-resolution-waits = Väntar på beslut
portal-operations-resolution-retrying = Försöker igen
portal-operations-resolution-retried = Hanterad
portal-operations-resolution-dropped = Slängd
portal-operations-event-title = Parkerad händelse
portal-operations-event-lead-waits = { $n ->
    [one] { $service } har försökt en gång och väntar på ditt beslut.
   *[other] { $service } har försökt { $n } gånger och väntar på ditt beslut.
  }
portal-operations-event-lead-retrying = { $service } har fått i uppdrag att försöka igen. Läget står här under.
portal-operations-event-lead-retried = { $service } har hanterat händelsen.
portal-operations-event-lead-dropped = Händelsen är slängd och hanteras aldrig av { $service }.
portal-operations-event-failed-again = Försöket misslyckades igen. Felet står här under.
portal-operations-event-retrying = Tjänsten försöker igen inom några sekunder.
portal-operations-event-handled = Händelsen är hanterad.
portal-operations-event-error = Felet
portal-operations-event-last-error = Felet vid det senaste misslyckade försöket
portal-operations-event-facts = Om händelsen
portal-operations-event-data = Händelsens innehåll
portal-operations-event-as-it-came = Det här är inte en händelse som plattformen kan läsa. Så här kom det:
portal-operations-event-history = Vad som har gjorts
portal-operations-event-no-history = Inget har gjorts än.
portal-operations-event-back = Till händelsen
portal-operations-retry = Försök igen
portal-operations-drop = Släng med skäl
portal-operations-deed-retry = Försök igen beställt
portal-operations-deed-drop = Slängd
portal-operations-deed-handled = Hanterad
portal-operations-deed-failed = Misslyckades igen
portal-operations-who-person = Person { $id }
portal-operations-who-client = Nyckel { $id }
portal-operations-who-shell = Någon med skal på maskinen
portal-operations-who-system = Tjänsten själv
portal-operations-drop-title = Släng händelsen
portal-operations-drop-lead = { $service } ska aldrig hantera { $event }.
portal-operations-drop-card = Varför slängs den?
portal-operations-drop-text = Det går inte att ångra. Skälet, och att det var du, sparas i loggen.
portal-operations-drop-reason = Skäl
portal-operations-drop-hint = 10 till 500 tecken. Skriv vad som hände och varför inget går förlorat.
portal-operations-drop-reason-missing = Skriv skälet med 10 till 500 tecken.
portal-operations-drop-for-good = Släng för gott
portal-operations-drop-keep = Behåll den
portal-operations-refused = Tjänsten sade nej. Läs läget på sidan och försök igen.
portal-operations-refused-already-decided = Någon har redan beslutat om händelsen, så det går inte att besluta igen.
portal-operations-refused-schedule-running = Arbetet pågår redan eller är beställt. Vänta tills det är klart.
portal-operations-refused-schedule-not-again = Det här arbetet är inte gjort för att köras utanför sin tid. Vänta till nästa gång.
portal-operations-queues-lead = { $out } händelser väntar på att skickas och { $in } på att läsas.
portal-operations-outboxes = På väg ut
portal-operations-consumers = På väg in
portal-operations-queues-explain = En händelse skrivs i tjänstens utkorg tillsammans med det den berättar om, och skickas när meddelandeservern tar emot den. Inget går förlorat medan den väntar. Åldern på det som ska läsas är den högsta den kan vara.
portal-operations-schedules-lead = { $n ->
    [0] Inget av { $all } schemalagda arbeten misslyckades senast.
    [one] Ett av { $all } schemalagda arbeten misslyckades senast.
   *[other] { $n } av { $all } schemalagda arbeten misslyckades senast.
  }
portal-operations-every = Var { $age }
portal-operations-daily = Varje dag { $time }
portal-operations-failed = Misslyckades
portal-operations-not-yet = Inte kört än
portal-operations-done = Klart
portal-operations-wanted = Beställt
portal-operations-run-now = Kör nu
portal-operations-begun = Körningen är beställd och börjar inom några sekunder.
portal-operations-schedule-retention = Gallring
portal-operations-schedule-follow-up = Urval till uppföljning av loggen
portal-operations-schedule-verify = Kontroll av data
portal-operations-schedule-control-totals = Kontrollsummor till debiteringen
portal-operations-checks-lead-good = Alla kontroller är utan anmärkning.
portal-operations-checks-lead-never = { $never ->
    [one] Inget är funnet, men en tjänst har inte kontrollerat sig än.
   *[other] Inget är funnet, men { $never } tjänster har inte kontrollerat sig än.
  }
portal-operations-checks-lead-found = { $n ->
    [one] Kontrollerna har hittat ett fel.
   *[other] Kontrollerna har hittat { $n } fel.
  }
portal-operations-checks-explain = Varje tjänst kontrollerar sina egna data varje natt: utkorgen, parkerade händelser, loggens sigillkedja, filerna och sina egna regler. Det som kräver att flera databaser jämförs kontrollerar sambruk verify.
portal-operations-check-never = Tjänsten har inte kontrollerat sina data än.
portal-operations-check-now = Kontrollera nu
portal-operations-check-broken = Inte klar
portal-operations-check-progress = Kontrollen pågår
portal-operations-check-error = Kontrollen kunde inte göras klart: { $error }
portal-operations-findings = { $n ->
    [one] Ett fel
   *[other] { $n } fel
  }
portal-operations-no-findings = Utan anmärkning
portal-operations-findings-title = Vad som är fel i { $service }
portal-operations-versions-lead = Alla processer kör version { $version }.
portal-operations-versions-lead-many = { $n } olika versioner körs.
portal-operations-instances-title = Processer
portal-operations-stores = Databaser och logg
portal-operations-events-title = Händelsetyper
portal-operations-is-ready = Ja
portal-operations-is-not-ready = Nej
portal-operations-commit-unknown = Okänd
portal-operations-all-sealed = Alla rader
portal-operations-unsealed = Väntar sedan { $age }
portal-operations-know = Bra att veta
scope-portal-tasks-read = Läsa vad som väntar på organisationen
scope-portal-usage-read = Läsa organisationens användning och kostnad
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
portal-others-table = Tjänster, förvaltningar och kontakter
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
portal-components-machines = Text för maskiner
portal-components-code-prose = Skicka `Idempotency-Key` med varje `POST`, och samma värde igen om svaret uteblir.
portal-components-spoken = På engelska heter det
portal-components-code-label = Ett svar
portal-components-sample = Ett anrop
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
portal-components-done-text = 70 kommuner debiteras sammanlagt 842 916,50 kr.
portal-components-done-next = Fakturorna skickas i natt. Du får ett mejl när alla är framme.
portal-components-done-link = Visa fakturorna
portal-components-icons = Ikoner

api-portal-operations = Visa driftläget
api-portal-list-backups = Lista säkerhetskopior
api-portal-list-parked-events = Lista parkerade händelser
api-portal-parked-event = Visa en parkerad händelse
api-portal-retry-parked-event = Försök igen med en parkerad händelse
api-portal-drop-parked-event = Släng en parkerad händelse
api-portal-run-schedule = Kör ett schemalagt arbete nu
scope-portal-operations-read = Läsa driftläget
scope-portal-operations-act = Göra det som en driftansvarig gör
