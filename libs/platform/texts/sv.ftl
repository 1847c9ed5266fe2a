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
