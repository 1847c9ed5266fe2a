# Federationer som inloggningstjänster hämtas ur.
identity-nav-federations = Federationer
identity-federations = Federationer
identity-federations-lead = { $count ->
    [0] Ingen federation är i bruk.
    [one] En federation är i bruk{ $failing ->
        [0] , och den svarar som den ska.
       *[other] , och den svarar inte som den ska.
      }
   *[other] { $count } federationer är i bruk{ $failing ->
        [0] , och alla svarar som de ska.
        [one] . En svarar inte som den ska.
       *[other] . { $failing } svarar inte som de ska.
      }
  }
identity-federations-list = Federationer
identity-federations-none = Ingen federation än. Lägg till en här nedanför, så kan organisationerna välja sina inloggningstjänster ur den.
identity-federations-new = Ny federation
identity-federations-make = Lägg till och hämta
identity-federations-make-note = Metadata hämtas och prövas genast. Federationen erbjuds organisationerna först när det har gått bra.
identity-federation-name = Namn
identity-federation-name-hint = Som organisationerna känner den, till exempel Skolfederation.
identity-federation-kind = Slag
identity-federation-kind-list = Lista
identity-federation-kind-list-note = Ett signerat dokument med alla medlemmar (metadataaggregat).
identity-federation-kind-query = Frågetjänst
identity-federation-kind-query-note = En medlem åt gången (MDQ).
identity-federation-address = Adress
identity-federation-address-hint = Adressen till det signerade dokumentet, eller frågetjänstens adress utan /entities.
identity-federation-certificates = Certifikat som får ha signerat
identity-federation-certificates-hint = I PEM, som federationen publicerar dem, ett till fem efter varandra. Jämför fingeravtrycket med det som federationen uppger. Vid nyckelbyte: lägg till det nya före bytet och ta bort det gamla efteråt.
identity-federation-authority = Registrerad av
identity-federation-authority-hint = Bara inloggningstjänster med denna registrationAuthority erbjuds. Tom: alla i listan.
identity-federation-probe = Entity-ID att pröva med
identity-federation-probe-hint = Bara för en frågetjänst: en medlem som den alltid känner. Genom den prövas signaturen, nu och varje timme.
identity-federation-state = Läge
identity-federation-good = Svarar
identity-federation-failing = Svarar inte, det senaste gäller
identity-federation-unusable = Går inte att använda
identity-federation-waiting = Väntar på svar
identity-federation-off = Avslagen
identity-federation-lead-good = Federationen svarar, och det som den har berättat gäller.
identity-federation-lead-failing = Federationen svarar inte som den ska. Det som den senast berättade gäller till sitt slut.
identity-federation-lead-unusable = Federationen går inte att använda: inget som gäller i dag har kommit från den.
identity-federation-lead-off = Federationen är avslagen: den tillfrågas inte och erbjuds ingen.
identity-federation-facts = Hur det står till
identity-federation-fetched = Svarade senast
identity-federation-until = Gäller till
identity-federation-next = Tillfrågas igen
identity-federation-providers = Inloggningstjänster
identity-federation-passed-over = Går inte att läsa
identity-federation-signed-by = Signerades med
identity-federation-believed = Får ha signerat
identity-federation-connected = Anslutningar genom den
identity-federation-fingerprint = SHA-256 { $fingerprint }
identity-federation-never = Aldrig
identity-federation-certify = Spara certifikaten
identity-federation-certify-note = Federationen tillfrågas genast. Det som gäller i dag fortsätter att gälla också om den nya signaturen inte går att pröva.
identity-federation-use = Tillfråga, slå av
identity-federation-use-text = { $count ->
    [0] Ingen organisation är ansluten genom federationen.
    [one] En anslutning hålls aktuell genom federationen. Slås den av gäller det som den senast berättade till sitt slut, och sedan kan ingen logga in genom anslutningen.
   *[other] { $count } anslutningar hålls aktuella genom federationen. Slås den av gäller det som den senast berättade till sitt slut, och sedan kan ingen logga in genom dem.
  }
identity-federation-ask = Tillfråga nu
identity-federation-switch-off = Slå av
identity-federation-switch-on = Slå på
identity-federation-remove = Ta bort
identity-refusal-federation-name = Ge federationen ett namn på 1 till 60 tecken.
identity-refusal-federation-kind = Välj lista eller frågetjänst.
identity-refusal-federation-address = Adressen börjar med https:// och har inget #.
identity-refusal-federation-certificates = Klistra in ett till fem certifikat i PEM. Nycklarna är RSA med minst 2048 bitar, eller på P-256, P-384 eller P-521.
identity-refusal-federation-authority = En registrationAuthority är en adress eller ett namn utan mellanslag.
identity-refusal-federation-probe = Ange entity-ID för en inloggningstjänst som frågetjänsten känner.
identity-refusal-federation-known = Det finns redan en federation med den adressen.
identity-refusal-federations-too-many = Det finns redan 20 federationer. Ta bort en som inte används.
identity-refusal-federation-in-use = Organisationer är anslutna genom federationen. Deras anslutningar tas bort först.
identity-task-federation-ends = En federation slutar snart att gälla
identity-task-federation-ends-note = Det som { $federation } har berättat gäller till { $end-date }, och inget nyare har kommit. Ta reda på varför: annars kan de som är anslutna genom den inte logga in.
identity-task-provider-missing = Er inloggningstjänst finns inte längre i federationen
identity-task-provider-missing-note = Inloggningen fungerar till { $end-date }. Prata med den som sköter er inloggningstjänst, eller anslut den på annat sätt före dess.
identity-protocol-federation = Via federation
identity-providers = Anslut via en federation
identity-providers-lead = { $count ->
    [0] Föreningens kansli har inte lagt till någon federation än.
    [one] Sök er inloggningstjänst i federationen. Nycklar och adresser hålls sedan aktuella av sig själva.
   *[other] Välj federation och sök er inloggningstjänst. Nycklar och adresser hålls sedan aktuella av sig själva.
  }
identity-providers-no-federation = Ingen federation att välja ur än. Anslut med metadata i stället, eller be föreningens kansli att lägga till er federation.
identity-providers-search = Sök inloggningstjänst
identity-providers-federation = Federation
identity-providers-query = Namn eller entity-ID
identity-providers-query-hint = En del räcker. I en frågetjänst: hela entity-ID, tecken för tecken.
identity-providers-find = Sök
identity-providers-by-id = Den här federationen är en frågetjänst utan lista: skriv hela entity-ID och sök.
identity-providers-found = Inloggningstjänster
identity-providers-count = { $total ->
    [0] Ingen träff.
    [one] En träff.
   *[other] { $shown ->
        [one] Visar en av { $total }. Sök närmare för att se de andra.
       *[other] Visar { $shown } av { $total }. Sök närmare om den du letar efter saknas.
      }
  }
identity-providers-none = Ingen inloggningstjänst i federationen heter så.
identity-providers-name = Inloggningstjänst
identity-providers-entity = Entity-ID
identity-providers-unusable = Kan inte anslutas
identity-providers-scopes = Scope som är era
identity-providers-scopes-hint = Fyll bara i om tjänsten delas av flera organisationer: de av dess scope som gäller er. Tom: alla som federationen intygar.
identity-connection-entity-wrong = Välj en federation och en av dess inloggningstjänster.
identity-connection-told-until = Federationens uppgifter gäller till
identity-connection-missing-provider = Federationen berättar inte längre något som kan användas om er inloggningstjänst.
identity-connection-missing-until = Inloggningen fungerar till
identity-failed-metadata-ended = Det som plattformen vet om inloggningstjänsten gäller inte längre. Be organisationens administratör att förnya anslutningen.
identity-fault-other = Det gick inte. Se vad som svarades här nedanför.
identity-fault-not-listed = Federationen känner ingen inloggningstjänst med det entity-ID:t.
identity-fault-passed-over = Federationens beskrivning av inloggningstjänsten går inte att läsa. Den som sköter tjänsten måste rätta den hos federationen.
identity-fault-federation-gone = Federationen erbjuds inte längre. Välj en annan.
identity-fault-federation-other-authority = Inloggningstjänsten är registrerad av någon annan än den som kansliet har angett.
identity-fault-probe-unknown = Frågetjänsten känner inte den inloggningstjänst som den prövas med.
identity-fault-fetch-address = Adressen får inte tillfrågas: den måste börja med https:// och leda till en server utanför plattformens eget nät.
identity-fault-fetch-unreachable = Servern svarade inte. Kontrollera adressen, eller vänta: den tillfrågas igen av sig själv.
identity-fault-fetch-nothing = Servern svarade att den inte har något där. Kontrollera adressen.
identity-fault-fetch-status = Servern svarade med ett fel. Den tillfrågas igen av sig själv.
identity-fault-fetch-too-long = Svaret är större än vad plattformen tar emot. Kontrollera adressen.
identity-fault-fetch-text = Svaret är inte text i UTF-8. Kontrollera adressen.
identity-fault-aggregate-no-trusted-key = Inget certifikat är angett. Klistra in det som federationen publicerar för sina metadata.
identity-fault-aggregate-too-large = Dokumentet är större än vad plattformen tar emot. Kontrollera adressen.
identity-fault-aggregate-dtd = Dokumentet har en dokumenttypsdeklaration, vilket metadata aldrig har. Kontrollera adressen.
identity-fault-aggregate-malformed = Dokumentet går inte att läsa. Ofta har det brutits av på vägen: tillfråga igen.
identity-fault-aggregate-not-metadata = Dokumentet är inga SAML-metadata. Kontrollera adressen.
identity-fault-aggregate-unsigned = Dokumentet är inte signerat. Ange adressen till federationens signerade metadata.
identity-fault-aggregate-wrapped = Dokumentet kan ha ändrats av någon annan. Använd det inte, och hör av dig till federationen.
identity-fault-aggregate-duplicate-id = Dokumentet kan ha ändrats av någon annan. Använd det inte, och hör av dig till federationen.
identity-fault-aggregate-reference = Signaturen täcker inte hela dokumentet. Hör av dig till federationen.
identity-fault-aggregate-algorithm = Dokumentet är signerat på ett sätt som inte godtas. Be federationen om SHA-256 eller starkare.
identity-fault-aggregate-wrong-key = Dokumentet är signerat med en annan nyckel än de angivna. Har federationen meddelat ett nyckelbyte: lägg till det nya certifikatet. Annars: hör av dig till federationen.
identity-fault-aggregate-signature = Signaturen stämmer inte: dokumentet har ändrats. Tillfråga igen, och hör av dig till federationen.
identity-fault-aggregate-no-valid-until = Dokumentet säger inte hur länge det gäller. Be federationen om metadata med slutdatum.
identity-fault-aggregate-expired = Dokumentet har slutat att gälla. Kontrollera adressen, och hör av dig till federationen.
identity-fault-aggregate-too-far-ahead = Dokumentet gäller längre än de 14 dagar som godtas. Hör av dig till federationen.
identity-fault-aggregate-not-yet-made = Dokumentet säger att det är gjort i framtiden. Kontrollera serverns klocka.
identity-fault-aggregate-date = Ett datum i dokumentet går inte att läsa. Hör av dig till federationen.
identity-fault-aggregate-duplicate-entity = Två medlemmar har samma entity-ID. Det senaste gäller tills federationen har rättat det.
identity-fault-aggregate-rolled-back = Dokumentet är äldre än det som används. Någon kan spela upp gammalt: det senaste gäller. Hör av dig till federationen om det fortsätter.
identity-fault-aggregate-not-one-entity = Svaret är en lista. Kontrollera att adressen går till en frågetjänst.
identity-fault-aggregate-other-entity = Svaret beskriver en annan medlem än den efterfrågade. Använd det inte, och hör av dig till federationen.
identity-fault-aggregate-not-a-provider = Medlemmen är ingen inloggningstjänst som kan användas.
identity-fault-aggregate-setup = Plattformen kunde inte pröva signaturen. Hör av dig till driften.
identity-fault-metadata-ended = Beskrivningen av inloggningstjänsten har slutat att gälla.
identity-fault-metadata-too-large = Beskrivningen av inloggningstjänsten är för stor.
identity-fault-metadata-dtd = Beskrivningen har en dokumenttypsdeklaration, vilket metadata aldrig har.
identity-fault-metadata-malformed = Beskrivningen av inloggningstjänsten går inte att läsa.
identity-fault-metadata-not-a-provider = Medlemmen är ingen inloggningstjänst för SAML 2.0.
identity-fault-metadata-entity-id = Inloggningstjänstens entity-ID går inte att använda.
identity-fault-metadata-no-sign-in = Inloggningstjänsten anger ingen adress att logga in på.
identity-fault-metadata-address = Inloggningstjänsten anger en adress som inte börjar med https://.
identity-fault-metadata-no-signing-key = Inloggningstjänsten har inget certifikat som kan användas.
identity-fault-metadata-scope-pattern = Inloggningstjänstens scope är ett mönster (regexp). Det går inte att ansluta: ingen kan se vilka organisationer ett mönster omfattar. Be den som sköter tjänsten att ange sina scope ett och ett.
identity-fault-metadata-scope = Inloggningstjänsten anger ett scope som inte går att använda.
identity-fault-metadata-date = Ett datum i beskrivningen av inloggningstjänsten går inte att läsa.
identity-fault-metadata-signature = Beskrivningen är inte signerad som den ska.
schedule-identity-federations = Tillfrågar federationer
