# Klienter som visar vem de är med en nyckel i stället för en hemlighet.
identity-client-key = Publik nyckel
identity-client-key-hint = Lämna tomt för en hemlighet. Säkrare är att systemet har ett eget nyckelpar: klistra in den publika nyckeln som JWK eller PEM, så lämnar ingen hemlighet systemet. P-256 (ES256) eller RSA från 2048 bitar (PS256).
identity-client-key-rotate-hint = Lämna tomt för en ny hemlighet, eller klistra in en publik nyckel som JWK eller PEM.
identity-client-key-of = Nyckel { $algorithm }, { $thumbprint }…
identity-client-key-rotated-title = Ny nyckel
identity-client-key-rotated = { $name } har fått en ny nyckel
identity-client-key-thumbprint = Nyckelns tumavtryck (kid)
identity-client-key-text = Jämför det med det andra systemets. Den privata nyckeln stannar där.
identity-client-key-algorithm = Algoritm
identity-client-key-claims = Skriv under detta för varje hämtning, med exp högst 60 sekunder fram (sekunder sedan 1970) och ett nytt jti
identity-client-key-fetch = Hämta en åtkomsttoken med det underskrivna, som gäller i tio minuter
identity-client-wrong-key-form = Nyckeln går inte att läsa. Klistra in en publik nyckel som JWK eller som PEM med BEGIN PUBLIC KEY.
identity-client-wrong-key-private = Det här är en privat nyckel. Den ska aldrig lämna systemet som skriver under: byt ut den, och klistra in den publika.
identity-client-wrong-key-kind = Nyckeln är av ett slag som inte tas. Använd P-256 (ES256) eller RSA med 2048 till 8192 bitar (PS256).
problem-identity-client-same-key = Klienten har redan nyckeln
problem-identity-client-same-key-text = Den har eller har haft just den nyckeln. Gör ett nytt nyckelpar i det andra systemet.
