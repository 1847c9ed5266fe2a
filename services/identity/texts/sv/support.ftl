# Supportåtkomst: föreningens folk ser en organisations uppgifter, när organisationen har sagt ja och så länge den vill.
identity-nav-support = Supportåtkomst
identity-nav-support-access = Supportåtkomst
identity-support = Supportåtkomst
identity-support-lead = För att hjälpa en organisation kan du be att få se dess uppgifter. Organisationens administratör svarar, och åtkomsten tar slut av sig själv.
identity-support-list = Åtkomst i organisationerna
identity-support-none = Ingen har bett om åtkomst.
identity-support-organisation = Organisation
identity-support-who = Vem
identity-support-from = { $name }, Sambruk
identity-support-what = Vill ha
identity-support-wanted = { $role } i { $services }, { $hours ->
    [one] en timme
   *[other] { $hours } timmar
  }
identity-support-reason = Skäl
identity-support-asked = Begärd
identity-support-answered = Besvarad
identity-support-answer-by = Svara senast
identity-support-until = Gäller till
identity-support-ended = Avslutad
identity-support-step = Läge
identity-support-step-asked = Väntar på svar
identity-support-step-given = Gäller nu
identity-support-step-refused = Nej
identity-support-step-withdrawn = Återtagen
identity-support-step-ended = Avslutad
identity-support-step-lapsed = Obesvarad
identity-support-withdraw = Ta tillbaka begäran till { $organisation }
identity-support-give-up = Avsluta hos { $organisation }
identity-support-go = Byt organisation
identity-support-ask = Be om åtkomst
identity-support-role-reader = Ser det organisationens läsare ser, och ändrar ingenting.
identity-support-role-case-officer = Kan också göra det handläggarna gör. Be om det bara när du måste ändra något.
identity-support-service-hint = Välj den tjänst det gäller. Lämna tomt bara om du måste se alla.
identity-support-hours = Hur länge
identity-support-hours-choice = { $hours ->
    [one] En timme
   *[other] { $hours } timmar
  }
identity-support-reason-hint = Vad du ska hjälpa till med, gärna med ärendets nummer. Organisationens administratör läser det. Skriv inga personuppgifter.
identity-support-send = Be om åtkomst
identity-support-note = Organisationens administratörer får ett ärende. Har ingen svarat på sju dagar förfaller begäran.
identity-support-own = Du har själv bett om åtkomsten. En kollega svarar.
identity-support-facts = Begäran
identity-support-access = Supportåtkomst
identity-support-access-lead = Ingen på Sambruk ser era uppgifter utan att ni har sagt ja. Här står vem som har bett om det, varför, och vad ni har svarat.
identity-support-access-list = Begäran och åtkomst
identity-support-access-none = Ingen har bett om att få se era uppgifter.
identity-support-access-title = Supportåtkomst för { $name }
identity-support-access-asked = Sambruks support ber att få se era uppgifter för att hjälpa er. Ni bestämmer.
identity-support-access-given = Åtkomsten gäller nu. Ni kan avsluta den när ni vill.
identity-support-access-refused = Ni har sagt nej. Ingen åtkomst gavs.
identity-support-access-withdrawn = Begäran togs tillbaka innan ni svarade. Ingen åtkomst gavs.
identity-support-access-ended = Åtkomsten är slut.
identity-support-access-lapsed = Ingen svarade i tid. Ingen åtkomst gavs.
identity-support-access-answer = Ert svar
identity-support-access-text = Säger ni ja gäller rollen från nu och tar slut av sig själv. Allt som görs med den står i er logg under personens namn.
identity-support-access-yes = { $hours ->
    [one] Ja, ge åtkomst i en timme
   *[other] Ja, ge åtkomst i { $hours } timmar
  }
identity-support-access-no = Nej
identity-support-access-end-title = Avsluta
identity-support-access-end = Avsluta åtkomsten nu
identity-support-access-end-note = Personen kommer inte åt något mer hos er, heller inte där hon redan är inloggad.
identity-organisations-support = { $role } (support till { $until })
identity-person-by-support = Supportåtkomst till { $until }
identity-person-by-support-act = Avslutas på sin sida
identity-person-refusal-by-support = Rollen är supportåtkomst. Avsluta den under Supportåtkomst.
identity-task-support = Sambruks support ber om åtkomst
identity-task-support-note = Någon på Sambruk vill se era uppgifter i { $hours } tim för att hjälpa er. Läs skälet och svara ja eller nej.
audit-identity-support-ask = Bad om supportåtkomst
audit-identity-support-give = Gav supportåtkomst
audit-identity-support-refuse = Nekade supportåtkomst
audit-identity-support-end = Avslutade supportåtkomst
audit-identity-support-withdraw = Tog tillbaka en begäran om supportåtkomst
audit-identity-support-lapse = Begäran om supportåtkomst blev obesvarad
retention-identity-support = Begäran om supportåtkomst raderas två år efter att den gjordes. Loggen har kvar vem som fick vad.
identity-refusal-support-organisation = Välj en av organisationerna.
identity-refusal-support-role = Välj läsare eller handläggare.
identity-refusal-support-service = Välj en av tjänsterna, eller ingen.
identity-refusal-support-hours = Välj hur många timmar: 1, 4, 8, 24 eller 72.
identity-refusal-support-reason = Skriv med 10 till 500 tecken vad åtkomsten behövs till. Organisationen läser det.
identity-refusal-support-known = Du har redan åtkomst där, eller har bett om det. Avsluta det först.
identity-refusal-support-own = Ingen ger sig själv åtkomst. En kollega svarar.
identity-refusal-support-over = Det är redan besvarat eller avslutat.
