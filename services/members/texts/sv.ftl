service-members = Medlemsregister
service-members-about = Vilka kommuner och organisationer som är medlemmar, och vilka tjänster de använder.
members-nav = Medlemsregister

members-title = Medlemsregister
members-lead = { $members } av { $all } organisationer är medlemmar. Medlemskommunerna har { $share } av landets invånare.
members-organisations = Organisationer
members-search = Namn, kommunkod eller organisationsnummer
members-county = Län
members-every-county = Alla län
members-any-service = Oavsett tjänst
members-filter-all = Alla
members-filter-members = Medlemmar
members-none = Ingen organisation stämmer med det du sökte efter.
members-source-title = Varifrån uppgifterna kommer
members-source = Kommuner, län och folkmängd den 31 december 2024 kommer från SCB. Medlemskap och anslutningar för kansliet in.
members-name = Namn
members-code = Kommunkod
members-population = Invånare
members-population-at = { $count } den { $date }
members-membership = Medlemskap
members-since = Medlem sedan { $date }
members-not = Inte medlem
members-number = Organisationsnummer
members-tenant = Id i API och händelser
members-unknown = Uppgift saknas

members-kind = Typ
members-kind-municipality = Kommun
members-kind-federation = Kommunalförbund
members-kind-organisation = Annan organisation
members-kind-association = Föreningen

members-csv-short-name = Kortnamn
members-csv-kind = Typ
members-csv-population-date = Invånare per
members-csv-number = Organisationsnummer

members-uses = { $count ->
    [0] Inga tjänster används.
    [one] En tjänst används.
   *[other] { $count } tjänster används.
  }
members-lead-member = Medlem sedan { $date }. { $uses }
members-lead-other = Inte medlem i föreningen. { $uses }
members-lead-association = Föreningen själv, som förvaltar tjänsterna åt medlemmarna.
members-facts = Uppgifter
members-services = Tjänster
members-others = Avtal för andra organisationer
members-user = Användare
members-service = Tjänst
members-begins = Första dag
members-ends = Sista dag
members-member = Avtalspart
members-payer = Betalare
members-change = Ändra
members-goes-on = Pågår
members-end = Avsluta
members-no-services = Organisationen använder ingen av föreningens tjänster.
members-subscribe = Anslut till tjänst
members-started = { $service } är ansluten från { $date }. Referens { $reference }.
members-ended = { $service } avslutas { $date }. Referens { $reference }.

members-subscribe-title = Anslut { $name } till en tjänst
members-subscribe-lead = Användningen kan debiteras från och med första dagen.
members-begins-hint = Normalt den första i en månad.
members-member-hint = Den medlem som har avtalet: kommunen själv, eller ett kommunalförbund som den hör till.
members-subscribe-send = Anslut
members-cancel = Avbryt
members-end-title = Avsluta { $service } för { $name }
members-end-lead = { $name } använder { $service } sedan { $date }. Användning till och med sista dagen debiteras. Ett slutdatum kan inte ändras här efteråt.
members-ends-hint = Den sista dag som tjänsten får användas.
members-end-send = Avsluta anslutningen

members-choose-service = Välj en tjänst
members-write-day = Skriv dagen som 2026-12-01
members-refusal-unknown-service = Det finns ingen sådan tjänst. Välj en i listan.
members-refusal-not-a-member = Avtalsparten är inte medlem i föreningen den första dagen. Välj en annan avtalspart eller en senare dag.
members-refusal-unknown-organisation = Organisationen finns inte i registret. Välj en i listan.
members-refusal-already-subscribed = Organisationen använder redan tjänsten då, eller har en planerad anslutning.
members-refusal-ends-before-beginning = Sista dagen är före den första. Välj en senare dag.
members-refusal-already-ended = Anslutningen har redan en sista dag.
members-refusal-too-far-ahead = Dagen ligger mer än två år framåt. Välj en tidigare dag.

api-members-list-organisations = Lista organisationer
api-members-get-organisation = Visa en organisation
api-members-list-subscriptions = Lista egna anslutningar
api-members-start-subscription = Anslut en organisation till en tjänst
api-members-end-subscription = Avsluta en anslutning
members-sandbox = Sandlåda
members-sandbox-text = Sandlådan är en påhittad kommun där alla kommuners integratörer provar sina system mot alla tjänster. Den räknas inte i någon summa, har ingen plats i förvaltningsråden och debiteras aldrig.
members-sandbox-see = Se sandlådan
members-sandbox-make = Skapa sandlåda
members-lead-sandbox = Sandlåda för prov. { $uses }

scope-members-register-read = Läsa medlemsregistret
scope-members-subscriptions-read = Läsa vilka tjänster organisationen använder
members-department = Förvaltning
members-department-hint = Den del av organisationen som arbetar med tjänsten.
members-contact = Kontakt
members-contact-hint = E-postadress till en funktion, inte till en person.
members-refusal-department = Skriv förvaltningens namn med 3 till 80 tecken.
members-refusal-contact = Skriv en e-postadress till den funktion som svarar, högst 120 tecken.

api-members-make-sandbox = Skapa sandlådan

# Handlingar i spårbarhetsloggen
audit-members-subscription-start = Började använda en tjänst
audit-members-subscription-end = Slutade använda en tjänst
