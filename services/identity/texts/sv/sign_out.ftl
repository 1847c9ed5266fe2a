# Utloggning här och hos organisationens egen inloggningstjänst.
identity-signed-out-offered = Din session här är avslutad. Du kan fortfarande vara inloggad hos { $provider }.
identity-signed-out-asked = Din session här är avslutad. { $provider } har inte svarat än på frågan om att logga ut dig där.
identity-signed-out-everywhere = Du är utloggad både här och hos { $provider }.
identity-signed-out-partly = Du är utloggad här, men { $provider } kunde inte logga ut dig överallt.
identity-signed-out-returned = Du är utloggad här och har kommit tillbaka från { $provider }. Svarade du ja på frågan där, eller fick du ingen, så är du utloggad där också.
identity-signed-out-close = Stäng webbläsaren om du delar dator med andra. Då kan ingen fortsätta där du slutade.
identity-signed-out-by-provider = Din organisations inloggningstjänst har loggat ut dig, och därför är din session här avslutad.
identity-leave = Logga ut även hos { $provider }
identity-leave-failed = Du är utloggad här, men inte säkert hos din organisation
identity-leave-failed-text = Utloggningen hos din organisations inloggningstjänst gick inte att slutföra.
identity-leave-failed-help = Delar du dator med andra: stäng webbläsaren, eller logga ut hos inloggningstjänsten själv. Händer det igen, kontakta Sambruks kansli och uppge referensen nedan.
identity-leave-home = Till startsidan
identity-asked-failed = Begäran om utloggning togs inte emot
identity-asked-failed-text = Ingenting har ändrats här: begäran kom inte från en inloggningstjänst som vi känner, eller var för gammal.
identity-connection-left = Dit den som loggar ut skickas tillbaka (post_logout_redirect_uri)
identity-connection-back-channel = Dit utloggningar anmäls (back-channel logout)
identity-connection-slo = Dit utloggningar skickas (Single Logout Service)
