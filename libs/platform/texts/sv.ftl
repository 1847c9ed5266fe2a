nav-group-services = Tjänster
nav-group-together = Vi styr tillsammans
nav-group-municipality = Kommunen
nav-group-association = Kansliet
nav-group-operations = Drift

assurance-loa2 = Inloggad på tillitsnivå 2
assurance-loa3 = Inloggad på tillitsnivå 3
role-reader = Läsare
role-case-officer = Handläggare
role-economist = Ekonom
role-administrator = Administratör
role-integrator = Integratör
role-office = Kansli
role-finance = Ekonomi
role-council-member = Ledamot
role-operator = Drift
role-auditor = Revisor
role-employer = Arbetsgivare
role-guardian = Vårdnadshavare

not-subscribed = Kommunen är inte ansluten till { $service } i dag. Kontakta kansliet om ni vill ansluta er.

problem-not-found = Sidan finns inte
problem-not-found-text = Adressen är fel, sidan har flyttats, eller så har du inte behörighet att se den. Gå till startsidan, eller byt organisation om du har flera.
problem-unauthenticated = Du är inte inloggad
problem-unauthenticated-text = Logga in och försök igen.
problem-invalid-token = Åtkomsttoken gäller inte
problem-insufficient-scope = Åtkomsttoken räcker inte
problem-step-up-required = Logga in starkare
problem-step-up-required-text = Det här kräver att du loggar in på nytt på tillitsnivå 3.
problem-foreign-origin = Begäran kom från en annan webbplats
problem-foreign-origin-text = Av säkerhetsskäl tar vi bara emot formulär från våra egna sidor. Öppna sidan på nytt och försök igen.
problem-conflict = Någon annan hann före
problem-conflict-text = Uppgiften har ändrats sedan du öppnade sidan. Öppna den på nytt och försök igen.
problem-stale = Uppgiften har ändrats
problem-stale-text = Öppna sidan på nytt för att se det senaste, och försök igen.
problem-too-many-requests = För många försök
problem-too-many-requests-text = Vänta en liten stund och försök igen.
problem-document-unavailable = PDF:en kan inte skapas just nu
problem-document-unavailable-text = Programmet som skapar PDF:er startar, har mycket att göra eller saknas. Inget har gått förlorat: uppgifterna finns kvar på sidan du kom från. Försök igen om en stund.
problem-document-too-large = Det är för mycket för en PDF
problem-document-too-large-text = Läs uppgifterna på sidan du kom från, eller hämta dem genom API:et.
problem-unavailable = Tjänsten svarar inte just nu
problem-unavailable-text = En del av plattformen startar eller är tillfälligt borta. Inget har gått förlorat. Försök igen om en minut.
problem-internal = Något gick fel hos oss
problem-internal-text = Felet är loggat. Uppge referensen nedan om du kontaktar kansliet.
problem-invalid-parameters = Något i begäran stämmer inte
problem-invalid-parameters-text = Gå tillbaka och rätta uppgifterna.
problem-rule = Det går inte
problem-too-large = Det var för mycket på en gång
problem-too-large-text = Skicka mindre åt gången.
problem-unsupported-media-type = Formatet kan inte läsas
problem-unsupported-media-type-text = Gå tillbaka och försök från sidan.
problem-method-not-allowed = Sidan kan inte användas så
problem-method-not-allowed-text = Gå till startsidan och försök därifrån.
problem-reference = Referens: { $reference }
problem-home = Till startsidan

openapi-about = Så logga in, göra om anrop utan att något sker två gånger, läsa listor och händelser och tolka fel: se /portal/api/start på den här adressen. Servicenivå: API:et är öppet dygnet runt och underhålls i förväg aviserade fönster; driftläget visas i portalen. Gränser: från början 50 anrop i sekunden per nyckel och 100 per organisation (429 med Retry-After), högst 1 MiB i en begäran, högst 100 poster på en sida och 1000 i ett flöde. API:et har inte släppts: det kan ändras tills version 1 är släppt, och därefter utökas det bara inom v1.
api-list-events = Läs händelser
api-get-api-info = Läs om API:et
document-page = Sida { $page } av { $pages }
document-demonstration = Demonstration. Alla personer, röster och belopp är påhittade.
list-all = Alla
list-none = Inget passar filtret.
list-clear = Visa alla
list-unknown = Adressen har värden som inte finns och som därför inte används: { $names }.
list-note = Anmärkning
list-demonstration = Påhittade uppgifter från en demonstration

resume-title = Slutför det du började
resume-lead = Du har visat vem du är på nytt. Det du fyllde i är kvar: tryck för att skicka det.
resume-send = Skicka
resume-cancel = Avbryt
resume-none = Det finns inget att slutföra
resume-none-lead = Formuläret är för gammalt, eller så fyllde någon annan i det. Gå tillbaka till sidan det stod på och fyll i det igen.

saved-title = Sparade filter
saved-lead = { $count ->
    [0] Du har inga sparade filter i { $service }.
    [one] Du har ett sparat filter i { $service }.
   *[other] Du har { $count } sparade filter i { $service }.
  }
saved-empty = Filtrera eller sortera en lista och välj Spara filtret ovanför den. Filtret visas då här och ovanför listan, bara för dig.
saved-card = Dina filter
saved-name = Namn
saved-list = Lista
saved-at = Sparat
saved-act = Ta bort
saved-remove = Ta bort { $name }
saved-send = Spara
saved-refused-name = Skriv ett namn på 1 till 60 tecken.
saved-refused-address = Filtret hör inte till någon av tjänstens sidor. Öppna listan och spara filtret därifrån.
saved-refused-full = Du har redan { $most } sparade filter. Ta bort något först.
problem-export-too-large = Listan är för lång för en fil
problem-export-too-large-text = En fil får ha högst 50 000 rader, så att den säkert är hel. Gå tillbaka och välj ett snävare filter.
scope-events-read = Läsa tjänstens händelser om organisationen
footer-privacy = Personuppgifter

# Spårbarhetsloggen
audit-nav = Spårbarhetslogg
audit-title = Spårbarhetslogg för { $service }
audit-lead = { $count ->
    [0] Ingen rad för { $organisation } passar.
    [one] En rad för { $organisation } passar.
   *[other] { $rows } rader för { $organisation } passar, nyast först.
  }
audit-lead-more = Mer än { $rows } rader för { $organisation } passar, nyast först.
audit-narrow = Sidorna når de { $most } nyaste raderna. Välj en period för att se äldre.
audit-services = Tjänster med en logg
audit-all = Alla tjänster
audit-all-lead = { $count ->
    [one] Vad som har gjorts för { $organisation } i en tjänst, nyast först.
   *[other] Vad som har gjorts för { $organisation } i { $count } tjänster, nyast först.
  }
audit-all-silent = De här tjänsterna svarar inte just nu, så deras rader saknas: { $services }. Ladda om sidan om en stund.
audit-platform-audit-silent = Tjänsten svarade inte: dess rader saknas i filen
audit-service = Tjänst
audit-card = Rader i loggen
audit-none = Inget har loggats ännu. Här visas vem som har gjort vad, när, varifrån, och hur det var före och efter.
audit-first = Från och med
audit-last = Till och med
audit-at = När
audit-at-utc = Tid i UTC
audit-who = Vem
audit-who-id = Vem, id
audit-who-person = Person utanför organisationen
audit-who-client = Maskin utanför organisationen
audit-who-system = Systemet
audit-for = För organisationen
audit-from = Varifrån
audit-act = Vad som gjordes
audit-act-code = Handlingens kod
audit-object = Vad det gällde
audit-object-hint = Hela beteckningen
audit-before = Före
audit-after = Efter
audit-more = Uppgifter
audit-request = Begäran
audit-id = Radens id
audit-seal = Försegling
audit-sealed = Nummer { $number } i kedjan, { $hash }
audit-unsealed = Inte förseglad ännu. Det sker inom en sekund.
audit-row = Raden i loggen
audit-row-lead = { $who }, { $at }.
audit-yes = ja
audit-no = nej
audit-across = Läste över organisationsgränser ({ $permission })
audit-platform-audit-look = Såg på spårbarhetsloggen
audit-platform-audit-export = Hämtade spårbarhetsloggen som fil
audit-platform-access-refused = Nekades det som rollen inte ger rätt till
audit-platform-access-foreign = Nekades: anropet kom från en annan webbplats
audit-platform-access-too-many = Nekades: för många anrop
audit-field-missing = saknad rättighet
audit-platform-schedule-run = Startade schemalagt arbete
audit-platform-file-retention = Gallrade en fil
audit-field-reason = skäl
audit-field-why = skäl
audit-field-who = namn
audit-field-role = roll
audit-field-given = given
audit-field-taken = borttagen
audit-field-count = antal
audit-field-rows = rader
audit-field-filter = filter
audit-field-service = tjänst
audit-field-provider = leverantör
audit-field-assurance = tillitsnivå
audit-field-ended = avslutat
audit-field-month = månad
audit-field-number = nummer
audit-field-protected = skyddad
audit-field-hours = timmar
audit-field-until = gäller till

# Uppföljning av loggen
follow-nav = Uppföljningar
follow-title = Uppföljningar i { $service }
follow-lead = { $count ->
    [0] Inget väntar på att följas upp.
    [one] En uppföljning väntar på att någon bedömer den.
   *[other] { $count } uppföljningar väntar på att någon bedömer dem.
  }
follow-card = Uppföljningar
follow-none = Inget har valts ut ännu. Varje natt väljer reglerna ut det som någon annan än den som gjorde det ska bedöma.
follow-rule = Varför
follow-rule-sample = Stickprov
follow-rule-sample-text = Slumpen har valt läsningarna bland månadens alla läsningar i registret.
follow-rule-protected = Skyddad identitet
follow-rule-protected-text = Personen har läst om någon vars identitet är skyddad.
follow-rule-many = Ovanligt många
follow-rule-many-text = Personen har läst om ovanligt många samma dag.
follow-rule-out-of-hours = Utanför arbetstid
follow-rule-out-of-hours-text = Personen har läst kvällstid, på natten eller under en helg.
follow-rule-on-oneself = Egen sak
follow-rule-on-oneself-text = Personen har gjort eller försökt göra något som gäller henne själv.
follow-rule-example = Exempel
follow-rule-example-text = Gjord för att prova sidan.
follow-period = Avser
follow-count = Antal
follow-opened = Utvald
follow-state = Läge
follow-open = Väntar
follow-closed = Bedömda
follow-is-open = Den här uppföljningen väntar på att någon annan än personen bedömer den.
follow-is-closed = Den här uppföljningen är bedömd.
follow-about = Vad som har valts ut
follow-person = Person
follow-why = Regel
follow-deeds = Läsningar och handlingar
follow-deeds-none = Inga rader är sparade med uppföljningen.
follow-first = Här visas de { $count } första. Resten finns i loggen.
follow-close = Avsluta uppföljningen
follow-verdict = Bedömning
follow-verdict-justified = Hörde till arbetet
follow-verdict-justified-text = Personen hade ett ärende eller en uppgift som krävde det.
follow-verdict-questioned = Ifrågasatt
follow-verdict-questioned-text = Det hörde inte till arbetet, eller går inte att avgöra. Ta det vidare enligt kommunens rutin.
follow-reason = Skäl
follow-reason-hint = 10 till 500 tecken. Skriv vad du har kontrollerat, utan namn eller personnummer.
follow-closed-by = Bedömd av
follow-closed-at = Bedömd
follow-refused-own = Uppföljningen gäller dig själv. Ingen avslutar en uppföljning om sig själv: någon annan får bedöma den. Finns ingen annan lämnas den till föreningens kansli.
follow-refused-closed = Någon har redan avslutat uppföljningen.
follow-refused-verdict = Välj om det hörde till arbetet eller inte.
follow-refused-reason = Skriv skälet med 10 till 500 tecken.
problem-follow-up-own = Det går inte
problem-follow-up-closed = Redan avslutad
audit-task-sample = Bedöm ett stickprov ur loggen
audit-task-sample-note = Läsningar i registret har valts ut av slumpen.
audit-task-protected = Bedöm läsning om skyddad identitet
audit-task-protected-note = Någon har läst om en person med skyddad identitet.
audit-task-many = Bedöm ovanligt många läsningar
audit-task-many-note = Någon har läst om ovanligt många samma dag.
audit-task-out-of-hours = Bedöm läsning utanför arbetstid
audit-task-out-of-hours-note = Någon har läst i registret kvällstid, på natten eller under en helg.
audit-task-on-oneself = Bedöm en egen sak
audit-task-on-oneself-note = Någon har gjort eller försökt göra något som gäller henne själv.
audit-platform-audit-prune = Gallrade loggens äldsta rader
follow-handed = Lämnad till föreningen
audit-task-handed = Bedöm en uppföljning från en organisation
audit-task-handed-note = Ingen i organisationen kan bedöma den, eller har gjort det i tid.
audit-platform-follow-up-hand-over = Lämnade en uppföljning till föreningen
audit-platform-follow-up-look = Föreningen såg på en uppföljning
audit-platform-follow-up-open = Valde ut till uppföljning
audit-platform-follow-up-draw = Drog månadens stickprov
audit-platform-follow-up-close = Avslutade en uppföljning
audit-platform-follow-up-refused = Nekades att avsluta en uppföljning
audit-field-rule = regel
retention-audit-log = Rader raderas { $years } år efter att de skrevs: { $services }.
retention-audit-log-term = Spårbarhetslogg
audit-platform-file-delete = Raderade en fil
audit-platform-parked-decide = Avgjorde en parkerad händelse
audit-platform-parked-outcome = En parkerad händelse hanterades igen
support-acting = Du är hos { $organisation } som support till { $until }. Vad du gör står i deras logg. Lämna när du är klar.
break-glass-acting = Du använder ett nödkonto till { $until }. Alla driftansvariga och kansliet har fått larm. Ge en egen person rätten tillbaka, logga ut och försegla nyckeln.
