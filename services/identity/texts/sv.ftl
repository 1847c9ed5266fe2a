service-identity = Inloggning och behörighet
service-identity-about = Inloggning med kommunens egen inloggningstjänst, roller, sessioner och API-nycklar.

identity-nav-keys = API-nycklar

identity-sign-in = Logga in
identity-sign-in-lead = Välj din organisation, så loggar du in med samma konto som på jobbet.
identity-sign-in-with = Logga in via { $organisation }
identity-sign-in-help = Saknas din kommun? Kontakta kommunens administratör eller Sambruks kansli.
identity-begin = Vill du logga in?
identity-begin-lead = Du kom hit från en annan webbplats, ett brev eller ett bokmärke. Inget har hänt än: inloggningen börjar när du fortsätter.
identity-begin-go = Fortsätt till inloggningen
identity-begin-cancel = Avbryt
identity-no-providers = Ingen inloggningstjänst är ansluten än.
identity-signed-out = Du är utloggad
identity-signed-out-lead = Din session här är avslutad. Din kommuns inloggningstjänst kan fortfarande minnas dig: logga ut där också om du delar dator med andra.
identity-sign-in-again = Logga in igen
identity-sign-in-other = Logga in som någon annan
identity-no-access = Du har ingen behörighet än
identity-no-access-lead = Vi vet nu vem du är, men du har ingen roll i någon organisation här. Därför blev du inte inloggad.
identity-no-access-whom = Be administratören i din kommun att ge dig en roll. Vet du inte vem det är, fråga Sambruks kansli. Logga sedan in igen.

identity-failed = Inloggningen gick inte att slutföra
identity-failed-text = Ingenting har ändrats, och du är inte inloggad på nytt. Försök igen från början.
identity-failed-cancelled = Du avbröt inloggningen. Ingenting har ändrats.
identity-failed-not-of-organisation = Inloggningstjänsten används av flera organisationer, och den intygar inte att du hör till den du valde. Välj din egen organisation. Är det rätt organisation, be er IT kontrollera vilka scope tjänsten skickar.
identity-failed-other-person = Du loggade in som någon annan än den du redan är inloggad som. Ingenting har ändrats. Logga ut först om du vill byta person.
identity-failed-help = Händer det igen, kontakta Sambruks kansli och uppge referensen nedan.
identity-failed-step = Steg
identity-failed-time = Tid
identity-failed-reference = Referens
identity-failed-again = Försök igen
identity-step-provider = Kontakt med inloggningstjänsten
identity-step-answer = Svaret från inloggningstjänsten
identity-step-exchange = Hämtning av din identitet
identity-step-token = Kontroll av din identitet
identity-step-account = Ditt konto hos Sambruk

identity-step-up = Logga in starkare
identity-step-up-lead = Det du vill göra kräver att du nyss har loggat in på tillitsnivå 3.
identity-step-up-why = Så skyddas beslut som kostar pengar eller rör känsliga uppgifter. Inloggningen räcker i 15 minuter, och du kommer tillbaka till sidan du var på.
identity-step-up-kept = Det du fyllde i är kvar när du kommer tillbaka.
identity-step-up-go = Logga in på tillitsnivå 3
identity-step-up-cancel = Avbryt

identity-organisations = Byt organisation
identity-organisations-lead = Du arbetar nu för { $organisation }.
identity-organisations-field = Organisation att arbeta för
identity-organisations-switch = Byt

identity-account = Ditt konto
identity-account-lead = Du är inloggad som { $name }.
identity-mail = E-post
identity-mail-want = Skriv till mig när något väntar på mig
identity-mail-hint = Till { $address }. Adressen kommer från er inloggningstjänst.
identity-mail-save = Spara
identity-mail-no-address = Er inloggningstjänst har inte lämnat någon e-postadress, så vi kan inte skriva till dig.
identity-mail-subject = Något väntar på dig i Sambruk
identity-mail-text =
    Hej!

    Ett ärende i { $service } väntar på dig, eller på någon annan med samma roll:
    { $address }

    Vill du inte ha sådana brev? Välj bort dem på { $account }
identity-sessions = Dina inloggningar
identity-sessions-lead = { $count ->
    [one] Du är inloggad på ett ställe.
   *[other] Du är inloggad på { $count } ställen. Avsluta dem du inte känner igen: det kräver att du har loggat in de senaste 15 minuterna.
  }
identity-sessions-begun = Inloggad
identity-sessions-used = Senast använd
identity-sessions-assurance = Tillitsnivå
identity-sessions-act = Åtgärd
identity-sessions-this = Den här
identity-sessions-end = Avsluta
identity-sessions-end-others = Avsluta alla andra
identity-sessions-none = Du har inga inloggningar.
identity-level-2 = Nivå 2
identity-level-3 = Nivå 3

identity-keys = API-nycklar
identity-keys-lead = { $count ->
    [0] Organisationen har ingen giltig nyckel.
    [one] Organisationen har en giltig nyckel.
   *[other] Organisationen har { $count } giltiga nycklar.
  }
identity-keys-list = Nycklar
identity-keys-new = Skapa nyckel
identity-keys-name = Namn
identity-keys-name-hint = Vad nyckeln används till, till exempel systemets namn.
identity-keys-key = Nyckeln börjar med
identity-keys-roles = Roller
identity-keys-service = Tjänst
identity-keys-service-hint = Begränsa nyckeln till en tjänst. Lämna tomt för alla.
identity-keys-days = Giltig i antal dagar
identity-keys-used = Senast använd
identity-keys-never = Aldrig
identity-keys-expires = Gäller till
identity-keys-state = Åtgärd
identity-keys-live = Gäller
identity-keys-ended = Avslutad
identity-keys-expired = Utgången
identity-keys-end = Avsluta { $name }
identity-keys-none = Här visas nycklar som system använder för att anropa tjänsterna.
identity-keys-make = Skapa nyckel
identity-keys-made = Nyckeln { $name } är skapad
identity-keys-made-title = Nyckel skapad
identity-keys-secret = Nyckel
identity-keys-secret-text = Skicka den i huvudet Authorization: Bearer. Förvara den som ett lösenord.
identity-keys-once = Nyckeln visas bara nu. Spara den på ett säkert ställe innan du lämnar sidan.
identity-keys-back = Till nycklarna
identity-keys-role-integrator = För system som läser och skriver via API.
identity-keys-role-reader = Får läsa organisationens uppgifter.
identity-keys-role-case-officer = Får utföra dagligt arbete i tjänsterna.
identity-keys-role-office = Kansliets roll i alla organisationer.
identity-keys-role-finance = Ekonomins roll i alla organisationer.
identity-keys-role-council-member = Ledamots roll i förvaltningsråd.
identity-keys-role-operator = Driftens roll i hela installationen.
identity-keys-role-auditor = Revisorns läsning i alla organisationer.
identity-key-wrong-name = Skriv ett namn på 1 till 80 tecken.
identity-key-wrong-no-role = Välj minst en roll.
identity-key-wrong-role = Välj bland rollerna i listan.
identity-key-wrong-service = Välj en tjänst i listan, eller ingen.
identity-key-wrong-days = Skriv ett antal dagar mellan 1 och 365.
problem-identity-key-by-key = En nyckel kan inte hantera nycklar
problem-identity-key-by-key-text = Logga in som person för att skapa eller avsluta nycklar.

identity-demonstration = Demonstration
identity-demonstration-warning = Demonstration: vem som helst kan logga in som vem som helst. Personerna är påhittade.
identity-demonstration-sign-in = Logga in med demonstrationsinloggning
identity-demonstration-choose = Vem vill du vara?
identity-demonstration-choose-lead = Välj en påhittad person att logga in som.
identity-demonstration-be = Logga in som { $name }
identity-demonstration-cancel = Avbryt
identity-demonstration-second = Bekräfta att du är { $name }
identity-demonstration-second-lead = Tillitsnivå 3 kräver ett andra steg. Här räcker det att trycka på knappen.
identity-demonstration-confirm = Bekräfta
identity-demonstration-person-kim = Ekonom, läsare, administratör och ledamot i förvaltningsråd
identity-demonstration-person-alex = Handläggare i Bibblix, UKA och Tillarbetslivet
identity-demonstration-person-billie = Läsare, och kansli i föreningen: kan byta organisation
identity-demonstration-person-love = Ledamot i förvaltningsråd
identity-demonstration-person-nova = Ny, utan behörighet
identity-demonstration-person-charlie = Ekonom, handläggare, administratör och ledamot i förvaltningsråd
identity-demonstration-person-robin = Ekonomi: debitering
identity-demonstration-person-sam = Ekonomi: andra attestant
identity-demonstration-person-mika = Kansli
identity-demonstration-person-drew = Drift
problem-identity-unknown-client = Okänd begäran
problem-identity-unknown-client-text = Den som skickade dig hit är inte känd av demonstrationsinloggningen. Gå till startsidan och logga in därifrån.

retention-identity-sign-ins = Påbörjade in- och utloggningar som aldrig slutfördes raderas dagen efter: de behövs inte mer.
retention-identity-sessions = Sessioner raderas 90 dagar efter att de gått ut: så länge kan en händelse behöva utredas. Det som behövs för att logga ut hos inloggningstjänsten raderas när sessionen avslutas, och senast dagen efter att den gått ut.
retention-identity-keys = API-nycklar raderas ett år efter att de avslutats eller gått ut: så länge kan en händelse behöva utredas.
retention-identity-strangers = Konton som aldrig fått någon roll raderas efter ett år utan inloggning.

api-identity-get-me = Visa vem som frågar
api-identity-list-sessions = Lista egna sessioner
api-identity-end-other-sessions = Avsluta de andra sessionerna
api-identity-end-session = Avsluta en session
api-identity-list-keys = Lista nycklar
api-identity-make-key = Skapa en nyckel
api-identity-end-key = Avsluta en nyckel
identity-nav-clients = Klienter

identity-clients = Klienter
identity-clients-lead = { $count ->
    [0] Inget annat system har åtkomst med en klient.
    [one] Ett annat system har åtkomst med en klient.
   *[other] { $count } andra system har åtkomst, med varsin klient.
  }
identity-clients-list = Klienter
identity-clients-name = Namn
identity-clients-name-hint = Systemets namn, till exempel Bibliotekssystemet.
identity-clients-for = Omfattning
identity-clients-used = Senast använd
identity-clients-never = Aldrig
identity-clients-created = Skapad
identity-clients-expires = Gäller till
identity-clients-state = Läge
identity-clients-live = Gäller
identity-clients-ended = Avslutad
identity-clients-expired = Utgången
identity-clients-sandbox-badge = Sandlåda
identity-clients-none = Här visas klienter för system som anropar tjänsterna. Skapa den första nedan.
identity-clients-new = Skapa klient
identity-clients-scopes = Får i { $service }
identity-clients-days = Giltig i antal dagar
identity-clients-days-hint = 1 till 365. Skapa en ny klient innan tiden är ute.
identity-clients-make = Skapa klient
identity-clients-make-note = En hemlighet visas en gång, på nästa sida.
identity-clients-sandbox = Testa i sandlådan
identity-clients-sandbox-text = { $name } är en påhittad kommun för prov. Där får klienten göra allt som en integratör får, och ingenting debiteras.
identity-clients-sandbox-shared = Sandlådan delas av alla kommuners integratörer. Skriv aldrig in riktiga personuppgifter: andra kan läsa och ändra det du sparar där. Klienterna ser bara den kommun som har skapat dem.
identity-clients-sandbox-name = Prov i sandlådan
identity-clients-sandbox-make = Skapa klient för sandlådan
identity-clients-made-title = Klient skapad
identity-clients-made = Klienten { $name } är skapad
identity-clients-rotated-title = Ny hemlighet
identity-clients-rotated = { $name } har fått en ny hemlighet
identity-clients-secret = Hemlighet
identity-clients-secret-text = Förvara den som ett lösenord. Den skickas bara till adressen nedan, aldrig i en webbadress.
identity-clients-once = Hemligheten visas bara nu. Spara den på ett säkert ställe innan du lämnar sidan.
identity-clients-use = Så används den
identity-clients-token-url = Adress för åtkomsttoken
identity-clients-acts-for = Arbetar för
identity-clients-fetch = Hämta en åtkomsttoken, som gäller i tio minuter
identity-clients-call = Ett första anrop
identity-clients-to = Till klienten

identity-client-lead = { $count ->
    [0] Klienten kan inte användas längre.
    [one] Klienten kan användas, med en hemlighet.
   *[other] Klienten kan användas, med { $count } hemligheter: den nya och den som den ersätter.
  }
identity-client-facts = Uppgifter
identity-client-scopes = Omfattning
identity-client-service = Tjänst
identity-client-may = Får
identity-client-scope = Scope i API
identity-client-secrets = Hemligheter och nycklar
identity-client-prefix = Hemlighet eller nyckel
identity-client-until = Slutar gälla
identity-client-with-client = Med klienten
identity-client-valid = Gäller
identity-client-rotate = Byt
identity-client-overlap = Dagar som den gamla gäller
identity-client-overlap-hint = 0 till 30. Under tiden fungerar båda, så att det andra systemet kan ställas om i lugn och ro. Vid misstanke om att hemligheten är röjd: skriv 0.
identity-client-end-replaced = Avsluta den gamla nu
identity-client-end-replaced-note = Gör det när det andra systemet använder den nya. Därefter kan du byta igen.
identity-client-end-title = Avsluta klienten
identity-client-end = Avsluta klienten
identity-client-end-note = Alla hemligheter och token slutar gälla inom en sekund. Det går inte att ångra.
identity-client-wrong-name = Skriv ett namn på 1 till 80 tecken.
identity-client-wrong-no-scope = Välj minst en sak som klienten får göra.
identity-client-wrong-scope = Välj bland det som står i listan.
identity-client-wrong-days = Skriv ett antal dagar mellan 1 och 365.
identity-client-wrong-sandbox = Det finns ingen sandlåda i den här installationen. Be kansliet att skapa den.
identity-client-wrong-overlap = Skriv ett antal dagar mellan 0 och 30.
identity-keys-rather = Nya system bör använda klienter: de får bara det de behöver, deras token gäller i tio minuter och hemligheten kan bytas utan avbrott. Nycklarna nedan fungerar som förut.
problem-identity-client-by-machine = En maskin kan inte hantera klienter
problem-identity-client-by-machine-text = Logga in som person för att skapa, ändra eller avsluta klienter.
problem-identity-client-over = Klienten gäller inte längre
problem-identity-client-over-text = Den är avslutad eller har gått ut. Skapa en ny klient.
problem-identity-client-two-secrets = Klienten har redan två hemligheter
problem-identity-client-two-secrets-text = Avsluta den gamla innan du skapar en till.
retention-identity-clients = Klienter och deras hemligheter raderas ett år efter att de avslutats eller gått ut: så länge kan en händelse behöva utredas.

api-identity-list-clients = Lista klienter
api-identity-make-client = Skapa en klient
api-identity-get-client = Visa en klient
api-identity-end-client = Avsluta en klient
api-identity-rotate-secret = Byt en klients hemlighet
api-identity-end-replaced-secret = Avsluta den utbytta hemligheten
api-identity-get-token-keys = Läs nycklarna som åtkomsttoken signeras med
api-identity-list-scopes = Lista omfattningar som en klient kan få
api-identity-issue-token = Hämta en åtkomsttoken

identity-nav-people = Personer och roller
identity-people = Personer och roller
identity-people-lead = De som har loggat in för { $organisation }, och vad de får göra. Den som är ny får sin första roll här.
identity-people-list = Personer
identity-people-search = Sök namn eller e-postadress
identity-people-name = Namn
identity-people-email = E-post
identity-people-role = Roll
identity-people-roles = Roller
identity-people-waiting = Väntar på sin första roll
identity-people-waits = Ingen roll
identity-people-seen = Senast inloggad
identity-people-never = Aldrig
identity-people-none = Ingen har loggat in än. Den som loggar in första gången visas här och väntar på en roll.
identity-person-lead = { $count ->
    [0] Har ingen roll här än.
    [one] Har en roll här.
   *[other] Har { $count } roller här.
  }
identity-person-own = Det här är du. Ingen ändrar sina egna roller: be en kollega som är administratör.
identity-person-guest = Personen hör hemma i en annan organisation, men har en roll i din.
identity-person-no-email = Inloggningstjänsten har inte uppgett någon
identity-person-first = Första inloggning
identity-person-facts = Uppgifter
identity-person-service = Tjänst
identity-person-service-hint = Begränsa rollen till en tjänst. Lämna tomt för alla.
identity-person-all = Alla tjänster
identity-person-given = Sedan
identity-person-by = av { $name }
identity-person-act = Åtgärd
identity-person-take = Ta bort { $role }
identity-person-give-title = Ge en roll
identity-person-give = Ge rollen
identity-person-note = Gäller genast, överallt. Det loggas vem som gav rollen.
identity-person-no-roles = Ingen roll. Personen kan inte logga in förrän hon eller han har fått en.
identity-person-sessions = Inloggad just nu
identity-person-no-sessions = Personen är inte inloggad för din organisation.
identity-person-end-all = Avsluta alla inloggningar
identity-person-role-reader = Ser organisationens tjänster.
identity-person-role-case-officer = Arbetar i tjänsterna: lånar ut, registrerar, bekräftar.
identity-person-role-economist = Ser kostnad och fakturor.
identity-person-role-administrator = Ger roller och sköter nycklar och klienter. Gäller alltid hela organisationen.
identity-person-role-integrator = Skapar klienter för kommunens system.
identity-person-role-council-member = Föreslår och röstar i förvaltningsråd.
identity-person-role-office = Kansliets arbete: medlemmar, anslutningar och råd. Gäller i alla organisationer.
identity-person-role-finance = Priser, debiteringskörningar och fakturor i alla organisationer.
identity-person-role-operator = Driver installationen och ger roller i föreningen.
identity-person-role-auditor = Läser allt, ändrar inget.
identity-person-refusal-own-roles = Ingen ändrar sina egna roller. Be en kollega som är administratör.
identity-person-refusal-role = Välj en av rollerna.
identity-person-refusal-service = Välj en av tjänsterna, eller ingen. Administratör och föreningens roller gäller alltid allt.
identity-person-refusal-role-held = Personen har redan den rollen.
identity-person-refusal-last-administrator = Det här är den sista som kan ge roller. Ge en kollega den rollen först.
identity-person-refusal-in-portal = Någon i organisationen kan redan ge roller. Låt henne eller honom göra det i portalen.
identity-task-roles = En ny person väntar på en roll
identity-task-roles-note = Någon i organisationen har loggat in första gången och kommer inte vidare utan roll.
identity-task-provider-ends = Er inloggning slutar snart att fungera
identity-task-provider-ends-note = Det som plattformen vet om er inloggningstjänst gäller till { $end-date }. Lägg in nya metadata eller ett nytt certifikat före dess, annars kan ingen hos er logga in.

identity-nav-connections = Inloggning
identity-sign-in-choose = Välj din organisation
identity-sign-in-last = Senast använd
identity-sign-in-search = Sök kommun eller organisation
identity-sign-in-search-hint = Skriv en del av namnet. Listan följer med medan du skriver.
identity-sign-in-none = Ingen ansluten organisation heter något med "{ $q }".
identity-connections = Inloggning
identity-connections-lead = { $count ->
    [0] Ingen anslutning till organisationens egen inloggningstjänst är i bruk.
    [one] En anslutning till organisationens egen inloggningstjänst är i bruk.
   *[other] { $count } anslutningar till organisationens egna inloggningstjänster är i bruk.
}
identity-connections-list = Anslutningar
identity-connections-none = Organisationen har ingen anslutning än. Gör en här nedanför, och prova den innan du slår på den.
identity-connections-label = Benämning
identity-connections-label-hint = Visas för den som loggar in, till exempel Personal eller Skola.
identity-connections-protocol = Protokoll
identity-connections-provider = Inloggningstjänst
identity-connections-state = Läge
identity-connections-live = I bruk
identity-connections-draft = Ska provas
identity-connections-off = Avslagen
identity-connections-new = Ny anslutning
identity-protocol-oidc = OpenID Connect
identity-protocol-oidc-note = Till exempel Microsoft Entra ID, Keycloak eller en e-legitimationsförmedlare.
identity-protocol-saml = SAML 2.0
identity-protocol-saml-note = Till exempel en inloggningstjänst i Sweden Connect, Fedkom eller Skolfederation.
identity-connections-issuer = Utfärdare
identity-connections-issuer-hint = Adressen som inloggningstjänsten kallar sig själv, tecken för tecken, till exempel https://login.example.se/tenant/v2.0.
identity-connections-client_id = Klient-id
identity-connections-client_id-hint = Det namn som inloggningstjänsten har gett Sambruk.
identity-connections-secret = Klienthemlighet
identity-connections-secret-hint = Lämna tom om inloggningstjänsten godtar signatur med vår egen nyckel (private_key_jwt), vilket är säkrare. Hemligheten krypteras och visas aldrig igen.
identity-connections-metadata = Metadata
identity-connections-metadata-hint = Adressen till inloggningstjänstens metadata, eller själva XML-dokumentet.
identity-connections-make = Skapa anslutningen
identity-connections-make-note = Ingen kan logga in genom den förrän du har provat den och slagit på den.
identity-connection-protocol = Välj OpenID Connect eller SAML.
identity-connection-label = Ge anslutningen en benämning på 1 till 60 tecken.
identity-connection-issuer = Utfärdaren är en adress som börjar med https:// och varken har frågetecken eller #.
identity-connection-client-id = Klient-id har 1 till 200 tecken utan mellanslag.
identity-connection-secret = Klienthemligheten har minst 16 tecken, eller lämnas tom.
identity-connection-metadata = Metadata är en adress som börjar med https://, eller själva XML-dokumentet.
identity-connection-metadata-unusable = Metadata går inte att använda: { $why }.
identity-connection-known = Organisationen har redan en anslutning till den inloggningstjänsten.
identity-connections-too-many = En organisation har högst 10 anslutningar. Ta bort en som inte används.
identity-connection-untried = Prova anslutningen först: den slås på när ett prov har gått bra.
identity-connection-in-use = Anslutningen är i bruk. Slå av den innan du tar bort den.
identity-connection-lead-draft = Anslutningen är inte i bruk än: för in uppgifterna hos inloggningstjänsten, prova och slå på.
identity-connection-lead-live = Anslutningen är i bruk: organisationens folk kan logga in genom den.
identity-connection-lead-off = Anslutningen är avslagen: ingen kan logga in genom den.
identity-connection-there = Det här ska föras in hos inloggningstjänsten
identity-connection-there-text = Ge uppgifterna till den som sköter organisationens inloggningstjänst.
identity-connection-redirect = Omdirigeringsadress
identity-connection-proof = Så bevisar vi vilka vi är
identity-connection-by-secret = Med klienthemligheten.
identity-connection-by-key = Med signatur (private_key_jwt, ES256). Nycklarna finns på
identity-connection-scopes = Omfång
identity-connection-levels = Tillitsnivåer (acr)
identity-connection-trial = Senaste prov
identity-connection-untried-text = Anslutningen har inte provats än.
identity-connection-tried = Provades
identity-connection-reason = Orsak
identity-connection-detail = Svar från inloggningstjänsten
identity-connection-stopped = Provet stannade på vägen.
identity-connection-arrived = Kom fram
identity-connection-level = Tillitsnivå
identity-connection-missing = Saknades
identity-connection-changed = Provet gick bra, men anslutningen har ändrats efter det: prova igen.
identity-connection-well = Provet gick bra: anslutningen kan slås på.
identity-connection-use = Prova och slå på
identity-connection-use-text = Ett prov går hela vägen till inloggningstjänsten och tillbaka, men loggar inte in någon och sparar inget om dig.
identity-connection-try = Prova anslutningen
identity-connection-switch-on = Slå på
identity-connection-switch-off = Slå av
identity-connection-remove = Ta bort
identity-trial-subject = varaktigt id
identity-trial-name = namn
identity-trial-email = e-postadress
identity-connections-encrypted = Inloggningstjänsten krypterar sina svar (SAML). Kravet i Sweden Connect; slå bara av det om tjänsten inte kan.
identity-connections-scopes = Scope som är era
identity-connections-scopes-hint = Fyll i om inloggningstjänsten delas av flera organisationer: de domäner eller organisationsnummer efter @ som är era, med mellanslag mellan. Bara den som tjänsten intygar ett av dem för räknas då som er. Tom: alla som tjänsten känner.
identity-connection-scopes-needed = Andra organisationer använder den inloggningstjänsten. Fyll i vilka scope som är era, så att ingen annans folk räknas som ert.
identity-connection-scope-taken = En annan organisation har redan angett något av de scopen hos den inloggningstjänsten.
identity-connection-own-scopes = Vilka som är era
identity-connection-own-scopes-save = Spara scope
identity-connection-own-scopes-note = Gäller från nästa inloggning. Prova anslutningen direkt efteråt.
identity-connection-scopes-wrong = Ett scope är en domän eller ett organisationsnummer, och högst 20 med mellanslag mellan.
identity-connection-entity = Vårt entity-ID, och adressen till våra metadata
identity-connection-acs = Dit svaren ska skickas (Assertion Consumer Service)
identity-connection-certificates = Inloggningstjänstens certifikat gäller till
identity-connection-newer = Inloggningstjänstens metadata
identity-connection-newer-text = När inloggningstjänsten byter nyckel publicerar den det nya certifikatet i sina metadata, bredvid det gamla. Så snart de är hämtade godtas svar med båda.
identity-connection-newer-at = Adress
identity-connection-newer-asked = Senast lästa
identity-connection-newer-ask = Hämta nu
identity-connection-newer-new = Nya metadata
identity-connection-newer-hint = Klistra in hela XML-dokumentet från samma inloggningstjänst. Det tar de gamlas plats.
identity-connection-newer-save = Byt metadata
identity-connection-fault = Det senaste försöket att hämta metadata gav inget; de gamla gäller.
identity-fault-metadata-other = De beskriver en annan inloggningstjänst (entity-ID) än den som är ansluten.
identity-fault-metadata-rolled-back = De slutar att gälla före dem som används, så de är en äldre kopia. Be den som sköter tjänsten om de senaste.
identity-connection-declared = Scope som godtas
identity-connection-declared-none = Inga
identity-connection-attributes = Önskade attribut
identity-connection-signs = Våra förfrågningar är signerade (RSA-SHA256). Svaret som helhet ska vara signerat, med SHA-256 eller starkare.
identity-connection-encrypted = Intyget ska vara krypterat till vårt certifikat (AES).

# Handlingar i spårbarhetsloggen
audit-identity-client-make = Skapade en klient
audit-identity-client-end = Avslutade en klient
audit-identity-client-end-replaced = Avslutade en ersatt hemlighet
audit-identity-client-rotate = Bytte en klients hemlighet
audit-identity-client-token = Hämtade en åtkomstbiljett
audit-identity-connection-make = Lade till en inloggningstjänst
audit-identity-connection-refresh = Hämtade en inloggningstjänsts metadata
audit-identity-connection-scope = Ändrade vilka scope som är organisationens
audit-identity-connection-remove = Tog bort en inloggningstjänst
audit-identity-connection-switch = Slog på eller av en inloggningstjänst
audit-identity-connection-try = Provade en inloggningstjänst
audit-identity-grant-give = Gav en roll
audit-identity-grant-take = Tog bort en roll
audit-identity-grant-refused = Nekades att ändra roller
audit-identity-grant-vouch = Fick roller av inloggningstjänsten
audit-identity-key-make = Skapade en API-nyckel
audit-identity-key-end = Avslutade en API-nyckel
audit-identity-person-make = Fick ett konto
audit-identity-person-mail = Ändrade sina mejl
audit-identity-rule-make = Skapade en regel för roller
audit-identity-rule-remove = Tog bort en regel för roller
audit-identity-rule-refused = Nekades att skapa en regel
audit-identity-session-sign-in = Loggade in
audit-identity-session-sign-in-failed = Misslyckades att logga in
audit-identity-session-step-up = Legitimerade sig på nytt
audit-identity-session-switch = Bytte organisation
audit-identity-session-end = Loggade ut
audit-identity-session-end-others = Avslutade andra sessioner
audit-identity-session-end-all = Avslutade alla en persons sessioner

schedule-identity-token-keys = Nycklar för åtkomsttoken byts
schedule-identity-saml-keys = Nycklar för SAML byts
schedule-identity-provider-metadata = Inloggningstjänsters metadata hämtas
schedule-identity-support-access = Supportåtkomst vars tid är ute avslutas
