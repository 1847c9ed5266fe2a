ui-site-name = Sambruk
ui-language-name = Svenska
ui-clock = kl.{"\u00a0"}{ $hour }.{ $minute }
ui-months = januari februari mars april maj juni juli augusti september oktober november december
ui-months-short = jan feb mar apr maj jun jul aug sep okt nov dec

ui-skip = Hoppa till innehållet
ui-menu = Meny
ui-menu-close = Stäng menyn
ui-navigation = Huvudmeny
ui-crumbs = Du är här
ui-switch = Byt organisation eller roll
ui-sign-in = Logga in
ui-sign-out = Logga ut
ui-language-switch = In English
ui-demonstration-label = Demonstration
ui-lent-label = Supportåtkomst
ui-demonstration = Demonstration. Alla personer, röster och belopp är påhittade.
ui-footer = Om webbplatsen
ui-accessibility = Tillgänglighetsredogörelse
ui-version = Version { $version }
ui-waiting = { $count ->
    [one] { $count } väntar
   *[other] { $count } väntar
  }
ui-error-prefix = Fel: { $title }

ui-optional = frivilligt
ui-choose = Välj
ui-error = Fel:
ui-error-summary = { $count ->
    [one] En uppgift behöver rättas
   *[other] { $count } uppgifter behöver rättas
  }

ui-table-empty = Inget att visa.
ui-table-count = { $count ->
    [one] { $count } rad
   *[other] { $count } rader
  }
ui-table-total = Summa
ui-sorted-ascending = sorterad stigande
ui-sorted-descending = sorterad fallande
ui-sort = sortera
ui-pagination = Sidor
ui-page-previous = Föregående
ui-page-next = Nästa
ui-page-number = Sida { $page }
ui-page-range = Visar { $first } till { $last } av { $total }
ui-page-none = Inga träffar
ui-page-shown = { $count ->
    [one] Visar { $count } rad
   *[other] Visar { $count } rader
  }
ui-page-newer = Nyare
ui-page-older = Äldre
ui-filters = Filtrera
ui-filter-form = Filtrera listan
ui-filter-show = Visa
ui-filter-clear = Rensa
ui-saved-filters = Sparade filter
ui-saved-manage = Hantera
ui-saved-save = Spara filtret
ui-saved-name = Filtrets namn
ui-saved-send = Spara
ui-search = Sök
ui-search-clear = Rensa sökningen

ui-notice-info = Information:
ui-notice-good = Klart:
ui-notice-warning = Varning:
ui-notice-error = Fel:
ui-steps = Steg
ui-step-of = Steg { $number } av { $total }
ui-step-done = klart
ui-step-current = pågår
ui-step-todo = återstår
ui-progress = { $done } av { $total }
ui-chart-table = Visa som tabell
ui-explain = Så räknas det
ui-confirmation-next = Vad händer nu?
