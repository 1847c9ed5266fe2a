# Roller som följer av vad organisationens egen inloggningstjänst uppger.
identity-rules = Roller efter uppgifter från er inloggning
identity-rules-text = Den som inloggningstjänsten uppger något av det här om har rollen så länge tjänsten gör det. Det prövas vid varje inloggning. Roller som någon har gett för hand påverkas inte.
identity-rules-list = Regler
identity-rules-none = Ingen regel än: roller ges för hand.
identity-rules-attribute = Attribut
identity-rules-attribute-hint = Namnet som det kommer, till exempel groups (OpenID Connect) eller memberOf (SAML). Ett prov visar vilka namn som kommer.
identity-rules-value = Värde
identity-rules-value-hint = Hela värdet, tecken för tecken, med stora och små bokstäver som de kommer. Mönster går inte: den som läser regeln ska se vilka den gäller.
identity-rules-role-hint = Roller som når andra organisationer, till exempel ledamot i förvaltningsråd, ges för hand.
identity-rules-made = Sedan
identity-rules-own = Skriven av dig: den ger inte dig själv någon roll.
identity-rules-show = Visa regeln { $attribute } = { $value }
identity-rules-remove = Ta bort regeln { $attribute } = { $value }
identity-rules-make = Lägg till regeln
identity-rules-note = Gäller från nästa inloggning. Den som skriver en regel får ingen roll av den: ingen ändrar sina egna roller.
identity-rule = Regel
identity-rule-facts = Regeln
identity-rule-lead = { $count ->
    [0] Ingen har en roll genom regeln just nu.
    [one] En person har en roll genom regeln.
   *[other] { $count } personer har en roll genom regeln.
  }
identity-rule-own = Du har skrivit regeln: den ger inte dig själv någon roll.
identity-rule-remove-title = Ta bort regeln
identity-rule-remove = Ta bort regeln
identity-rule-remove-note = De som har rollen genom regeln mister den genast, också där de är inloggade. Har någon fått rollen för hand eller genom en annan regel, står den kvar.
identity-rule-attribute = Skriv attributets namn som det kommer: 1 till 256 tecken utan mellanslag.
identity-rule-personal = En regel gäller en grupp eller en enhet, inte en enda persons nummer. Ge personen rollen för hand.
identity-rule-value = Skriv värdet som det kommer: 1 till 256 tecken.
identity-rule-role = Välj en av rollerna. Roller som når andra organisationer ges för hand.
identity-rule-service = Välj en av tjänsterna, eller ingen. Administratör gäller alltid allt.
identity-rule-known = Anslutningen har redan den regeln.
identity-rules-too-many = En anslutning har högst 100 regler. Ta bort en som inte används.
identity-trial-roles = Roller enligt reglerna
identity-trial-no-roles = Ingen
identity-trial-unused = Kom också, men ingen regel gäller det
identity-trial-cut = Mer kom än vi läser. Låt inloggningstjänsten uppge färre grupper.
identity-person-by-rule = genom regeln { $attribute } = { $value }
identity-person-by-rule-act = Följer regeln
identity-person-refusal-by-rule = Rollen följer av en regel. Ändra regeln på anslutningens sida.
retention-identity-vouched = Roller som följer av regler tas bort 90 dagar efter personens senaste inloggning: ingen har intygat dem sedan dess.
