service-tillarbetslivet = Tillarbetslivet
service-tillarbetslivet-about = Prao och APL: praktikplatser hos arbetsgivare, elevernas val och vem som får vilken plats.
meter-tillarbetslivet-placement-confirmed = Bekräftade praktikplatser
meter-tillarbetslivet-placement-confirmed-unit = platser
retention-tillarbetslivet-pupils = När läsåret är slut (den 30 juni) tas eleverna, deras val, de som varit inbjudna att godkänna och kopplingen mellan elev och praktikplats bort. Kvar blir hur många platser som bekräftades.

tillarbetslivet-nav = Tillarbetslivet
tillarbetslivet-offers = Praktikplatser
tillarbetslivet-wishes = Elevernas val
tillarbetslivet-reference = Referens
tillarbetslivet-all = Alla
tillarbetslivet-cancel = Avbryt

tillarbetslivet-column-place = Arbetsplats
tillarbetslivet-column-kind = Slag
tillarbetslivet-column-first = Första dag
tillarbetslivet-column-last = Sista dag
tillarbetslivet-column-taken = Bekräftade
tillarbetslivet-column-status = Status
tillarbetslivet-column-pupil = Elev
tillarbetslivet-column-school = Skola och klass
tillarbetslivet-column-grade = Årskurs
tillarbetslivet-column-rank = Val
tillarbetslivet-column-period = Period
tillarbetslivet-column-worked = Praktikdagar
tillarbetslivet-column-hours = Arbetstid
tillarbetslivet-column-tasks = Uppgifter
tillarbetslivet-column-min-age = Lägsta ålder
tillarbetslivet-column-schools = För skolorna
tillarbetslivet-column-confirmed = Bekräftad
tillarbetslivet-column-cancelled = Avbokad
tillarbetslivet-column-wished = Valet gjordes
tillarbetslivet-column-prao-days = Praodagar det här läsåret
tillarbetslivet-column-charge = Debitering

tillarbetslivet-kind-all = Prao och APL
tillarbetslivet-kind-prao = Prao
tillarbetslivet-kind-apl = APL
tillarbetslivet-kind-note-prao = Årskurs 8 till 10. Högst 7 timmar om dagen mellan 06.00 och 20.00, inte på helger.
tillarbetslivet-kind-note-apl = Gymnasiet. Högst 8 timmar om dagen mellan 06.00 och 22.00 eller 07.00 och 23.00.
tillarbetslivet-grade-8 = Årskurs 8
tillarbetslivet-grade-9 = Årskurs 9
tillarbetslivet-grade-10 = Årskurs 10 (specialskolan)
tillarbetslivet-grade-gy1 = Gymnasiet, år 1
tillarbetslivet-grade-gy2 = Gymnasiet, år 2
tillarbetslivet-grade-gy3 = Gymnasiet, år 3
tillarbetslivet-grade-gy4 = Gymnasiet, år 4

tillarbetslivet-stand-free = Lediga platser
tillarbetslivet-stand-full = Fullt
tillarbetslivet-stand-ongoing = Pågår
tillarbetslivet-stand-past = Avslutad
tillarbetslivet-wish-open = Väntar på besked
tillarbetslivet-wish-confirmed = Bekräftat
tillarbetslivet-wish-passed = Fick ett annat val
tillarbetslivet-wish-cancelled = Avbokat

tillarbetslivet-period = vecka { $weeks }, { $first } till { $last }
tillarbetslivet-days-weekdays = måndag till fredag
tillarbetslivet-day-mon = måndag
tillarbetslivet-day-tue = tisdag
tillarbetslivet-day-wed = onsdag
tillarbetslivet-day-thu = torsdag
tillarbetslivet-day-fri = fredag
tillarbetslivet-day-sat = lördag
tillarbetslivet-day-sun = söndag
tillarbetslivet-seats-of = { $taken } av { $seats }
tillarbetslivet-years = { $years } år
tillarbetslivet-hours = { $hours ->
    [one] 1 timme
   *[other] { $hours } timmar
  }
tillarbetslivet-hours-minutes = { $hours } tim { $minutes } min
tillarbetslivet-hours-told = { $days } { $starts }–{ $ends } med { $pause } minuters rast ({ $work } om dagen)
tillarbetslivet-days-count = { $days ->
    [one] 1 dag
   *[other] { $days } dagar
  }
tillarbetslivet-schools-all = Alla skolor i kommunen
tillarbetslivet-pupil-removed = Elev som är borttagen
tillarbetslivet-prao-days = { $days } av minst 10

tillarbetslivet-home-lead = { $open ->
    [0] Inga val väntar på besked
    [one] Ett val väntar på besked
   *[other] { $open } val väntar på besked
  } och { $seats ->
    [0] inga kommande platser är lediga
    [one] en kommande plats är ledig
   *[other] { $seats } kommande platser är lediga
  }.
tillarbetslivet-stat-open = Val som väntar
tillarbetslivet-stat-free = Lediga platser
tillarbetslivet-stat-confirmed = Bekräftade platser
tillarbetslivet-stat-confirmed-note = Det här läsåret
tillarbetslivet-due-wishes = Val som väntar på besked
tillarbetslivet-due-seats = Kommande praktikplatser med lediga platser
tillarbetslivet-wishes-all = Alla val som väntar
tillarbetslivet-offers-all = Alla praktikplatser
tillarbetslivet-wishes-none-open = Inga val väntar. Nya val skriver du in på praktikplatsens sida.
tillarbetslivet-offers-none-free = Inga kommande praktikplatser har lediga platser. Lägg in fler när en arbetsgivare hör av sig.
tillarbetslivet-rule-title = Bra att veta
tillarbetslivet-rule = Kommunen ska ordna minst tio dagars prao från årskurs 8 för varje elev. En bekräftad plats debiteras; avbokas den innan praktiken börjar tas debiteringen tillbaka.

tillarbetslivet-offers-lead = { $count ->
    [one] En praktikplats
   *[other] { $count } praktikplatser
  } i det här urvalet.
tillarbetslivet-offers-card = Alla praktikplatser
tillarbetslivet-offers-none = Ingen praktikplats passar urvalet. Välj ett annat, eller lägg in en ny praktikplats.
tillarbetslivet-wishes-lead = { $count ->
    [one] Ett val
   *[other] { $count } val
  } i det här urvalet, förstahandsvalen först.
tillarbetslivet-wishes-card = Alla val
tillarbetslivet-wishes-none = Inga val passar urvalet. Välj en praktikplats och skriv in elevens val där.
tillarbetslivet-wishes-how = Se lediga praktikplatser

tillarbetslivet-offer-add = Lägg in en praktikplats
tillarbetslivet-offer-add-lead = Skriv in vad arbetsgivaren erbjuder. Arbetstiden prövas mot reglerna för minderåriga.
tillarbetslivet-offer-save = Lägg in praktikplatsen
tillarbetslivet-hours-rule-title = Reglerna för minderåriga
tillarbetslivet-hours-rule = Tiderna följer Arbetsmiljöverkets föreskrifter om minderåriga (AFS 2023:2, 8 kap.). Prao: högst 7 timmar om dagen, mellan 06.00 och 20.00, 14 timmars vila varje natt, aldrig på helgen. APL: högst 8 timmar, mellan 06.00 och 22.00 eller 07.00 och 23.00, 12 timmars vila. Alla: rast inom fyra och en halv timme och två dagars vila i veckan.
tillarbetslivet-field-kind = Slag av praktik
tillarbetslivet-field-employer = Arbetsgivare
tillarbetslivet-field-workplace = Arbetsplats
tillarbetslivet-field-workplace-hint = Avdelning eller adress, så att eleven hittar dit.
tillarbetslivet-field-tasks = Uppgifter
tillarbetslivet-field-tasks-hint = Vad får eleven göra? Skriv inga namn.
tillarbetslivet-field-seats = Antal platser
tillarbetslivet-field-first = Första dag
tillarbetslivet-field-last = Sista dag
tillarbetslivet-field-days = Dagar i veckan
tillarbetslivet-field-starts = Börjar
tillarbetslivet-field-ends = Slutar
tillarbetslivet-field-time-hint = Som 08:00.
tillarbetslivet-field-pause = Rast, minuter
tillarbetslivet-field-minAge = Lägsta ålder
tillarbetslivet-field-minAge-hint = 13 till 20 år för prao, 16 till 20 för APL.
tillarbetslivet-field-schools = Bara för skolorna
tillarbetslivet-field-schools-hint = Skriv skolorna med komma emellan. Tomt betyder alla skolor i kommunen.
tillarbetslivet-field-assessed = Skolan har tagit del av arbetsplatsens riskbedömning, en handledare är utsedd och inga uppgifter är förbjudna för minderåriga (ensamarbete, kassaansvar, tunga lyft, risk för våld, farliga ämnen).
tillarbetslivet-field-reference = Elevkod
tillarbetslivet-field-reference-hint = Skolans egen kod för eleven, som 8B-14. Aldrig namn eller personnummer.
tillarbetslivet-field-school = Skola
tillarbetslivet-field-class = Klass
tillarbetslivet-field-grade = Årskurs
tillarbetslivet-field-born = Född, år och månad
tillarbetslivet-field-born-hint = Behövs för åldersreglerna. Som 2012-05.
tillarbetslivet-field-rank = Vilket val är det?
tillarbetslivet-rank = { $rank ->
    [1] Förstahandsval
    [2] Andrahandsval
    [3] Tredjehandsval
   *[other] Val nummer { $rank }
  }
tillarbetslivet-wrong-kind = Välj prao eller APL.
tillarbetslivet-wrong-first = Skriv första dagen som 2026-11-30.
tillarbetslivet-wrong-last = Skriv sista dagen som 2026-12-11.
tillarbetslivet-wrong-starts = Skriv klockslaget när dagen börjar som 08:00.
tillarbetslivet-wrong-ends = Skriv klockslaget när dagen slutar som 15:00.
tillarbetslivet-wrong-pause = Skriv rasten i hela minuter, till exempel 60.
tillarbetslivet-wrong-age = Skriv åldern i hela år, till exempel 13.
tillarbetslivet-wrong-reference = Skriv skolans kod för eleven: 2 till 16 bokstäver, siffror och bindestreck, med minst en siffra. Skriv aldrig namn eller personnummer.
tillarbetslivet-wrong-school = Skriv skolans namn, 2 till 80 tecken utan komma.
tillarbetslivet-wrong-class = Skriv klassen, till exempel 8B.
tillarbetslivet-wrong-grade = Välj årskurs. Prao ordnas från årskurs 8.
tillarbetslivet-wrong-born = Skriv år och månad som 2012-05.

tillarbetslivet-offer-lead-free = { $free } av { $seats } platser är lediga.
tillarbetslivet-offer-lead-full = { $seats ->
    [one] Platsen är bekräftad.
   *[other] Alla { $seats } platser är bekräftade.
  } Nya val hamnar i kö.
tillarbetslivet-offer-lead-ongoing = Praktiken pågår med { $taken ->
    [one] en elev
   *[other] { $taken } elever
  }.
tillarbetslivet-offer-lead-past = Praktiken är avslutad. { $taken ->
    [one] En elev
   *[other] { $taken } elever
  } hade en bekräftad plats.
tillarbetslivet-offer-facts = Om praktikplatsen
tillarbetslivet-offer-pupils = Elever med bekräftad plats
tillarbetslivet-offer-pupils-none = Ingen elev är bekräftad än. Bekräfta ett av valen som väntar, eller skriv in ett val.
tillarbetslivet-wish-add = Skriv in en elevs val
tillarbetslivet-wish-save = Spara valet

tillarbetslivet-wish-title = Val av { $pupil }
tillarbetslivet-wish-others = Elevens andra val
tillarbetslivet-wish-facts = Om valet
tillarbetslivet-wish-lead-open = Val { $rank }: { $place }. Väntar på ditt besked.
tillarbetslivet-wish-lead-confirmed = Val { $rank }: { $place }. Eleven har platsen.
tillarbetslivet-wish-lead-passed = Val { $rank }: { $place }. Eleven fick ett annat val samma tid.
tillarbetslivet-wish-lead-cancelled = Val { $rank }: { $place }. Platsen avbokades.
tillarbetslivet-confirm-title = Ge eleven platsen
tillarbetslivet-confirm = Bekräfta platsen
tillarbetslivet-confirm-note = En bekräftad plats debiteras. Elevens andra val för samma tid läggs åt sidan.

tillarbetslivet-receipt-page = Kvittens
tillarbetslivet-receipt-title = Platsen är bekräftad
tillarbetslivet-receipt-text = { $pupil } har plats hos { $place }, { $period }.
tillarbetslivet-receipt-days = Eleven har nu { $days } av minst 10 praodagar det här läsåret.
tillarbetslivet-receipt-next = Nästa val som väntar
tillarbetslivet-receipt-see = Visa den bekräftade platsen

tillarbetslivet-placement-facts = Om den bekräftade platsen
tillarbetslivet-placement-lead-coming = Platsen är bekräftad och praktiken börjar { $day }.
tillarbetslivet-placement-lead-begun = Platsen är bekräftad. Praktiken började { $day }.
tillarbetslivet-placement-lead-cancelled = Platsen avbokades { $day } och debiteras inte.
tillarbetslivet-cancel-title = Avboka platsen
tillarbetslivet-cancel-placement = Avboka platsen
tillarbetslivet-cancel-note = Går till och med { $day }. Platsen blir ledig, debiteringen tas tillbaka och elevens andra val väntar på besked igen.
tillarbetslivet-charge-one = En bekräftad plats
tillarbetslivet-charge-none = Tillbakatagen

tillarbetslivet-refusal-text-missing = Fyll i fältet, minst två tecken.
tillarbetslivet-refusal-seats-out-of-range = Skriv antalet platser, 1 till 30.
tillarbetslivet-refusal-period-begun = Första dagen måste vara senare än i dag.
tillarbetslivet-refusal-period-wrong = Sista dagen kan inte ligga före den första, och perioden ska vara kortare än ett år.
tillarbetslivet-refusal-age-out-of-range = Lägsta ålder ska vara { $from } till { $to } år.
tillarbetslivet-refusal-not-assessed = Ingen elev får placeras innan skolan tagit del av riskbedömningen och en handledare är utsedd. Kryssa i när det är gjort.
tillarbetslivet-refusal-hours-backwards = Dagen måste sluta senare än den börjar och vara längre än rasten.
tillarbetslivet-refusal-night-work-prao = Reglerna för minderåriga (AFS 2023:2, 8 kap.) tillåter arbete bara mellan 06:00 och 20:00 under prao, aldrig på natten.
tillarbetslivet-refusal-night-work-apl = Reglerna för minderåriga (AFS 2023:2, 8 kap.) tillåter arbete bara mellan 06:00 och 22:00 eller mellan 07:00 och 23:00, aldrig på natten.
tillarbetslivet-refusal-day-too-long = Reglerna för minderåriga (AFS 2023:2, 8 kap.) tillåter högst { $limit } om dagen. Det här är { $hours }.
tillarbetslivet-refusal-night-rest = Reglerna för minderåriga (AFS 2023:2, 8 kap.) kräver { $limit } timmars vila varje natt. Korta dagen.
tillarbetslivet-refusal-weekly-rest = Reglerna för minderåriga (AFS 2023:2, 8 kap.) kräver två dagars vila i veckan. Ta bort en dag.
tillarbetslivet-refusal-break-missing = Reglerna för minderåriga (AFS 2023:2, 8 kap.) kräver minst 30 minuters rast inom fyra och en halv timme.
tillarbetslivet-refusal-weekend = Prao görs inte på lördagar och söndagar, för då gäller inte elevens försäkring.
tillarbetslivet-refusal-no-days = Välj minst en dag i veckan som ligger i perioden.
tillarbetslivet-refusal-wrong-school = Praktikplatsen är bara för elever på { $schools }.
tillarbetslivet-refusal-wrong-grade-prao = Praktikplatsen är prao, för årskurs 8 till 10. Eleven går på gymnasiet.
tillarbetslivet-refusal-wrong-grade-apl = Praktikplatsen är APL, för gymnasiet. Eleven går i grundskolan.
tillarbetslivet-refusal-too-young = Eleven måste ha fyllt { $years } år när praktiken börjar.
tillarbetslivet-refusal-begun = Praktiken började { $day }, så platsen kan varken bekräftas eller avbokas.
tillarbetslivet-refusal-full = { $seats ->
    [one] Den enda platsen är redan bekräftad.
   *[other] Alla { $seats } platser är redan bekräftade.
  } Avboka någon av dem, eller ge eleven ett annat val.
tillarbetslivet-refusal-overlap = Eleven har redan en bekräftad plats { $first } till { $last }. Avboka den först om eleven ska byta.
tillarbetslivet-refusal-already-wished = Eleven har redan valt den här praktikplatsen.
tillarbetslivet-refusal-rank-taken = Eleven har redan ett val med nummer { $rank } för samma tid. Välj ett annat nummer.
tillarbetslivet-refusal-rank-out-of-range = En elev kan ha högst sex val för samma tid. Välj nummer 1 till 6.
tillarbetslivet-refusal-not-open = Valet är redan avgjort.
tillarbetslivet-refusal-already-cancelled = Platsen är redan avbokad.

api-tillarbetslivet-list-offers = Lista erbjudna platser
api-tillarbetslivet-add-offer = Erbjud en plats
api-tillarbetslivet-show-offer = Visa en erbjuden plats
api-tillarbetslivet-list-wishes = Lista elevers val
api-tillarbetslivet-add-wish = Anteckna en elevs val
api-tillarbetslivet-show-wish = Visa en elevs val
api-tillarbetslivet-confirm-wish = Bekräfta en elevs plats
api-tillarbetslivet-list-placements = Lista bekräftade platser
api-tillarbetslivet-show-placement = Visa en bekräftad plats
api-tillarbetslivet-cancel-placement = Avboka en plats
scope-tillarbetslivet-offers-read = Läsa platser
scope-tillarbetslivet-offers-write = Lägga upp platser
scope-tillarbetslivet-pupils-read = Läsa elevers val och placeringar
scope-tillarbetslivet-wishes-write = Föra in elevers val

# Handlingar i spårbarhetsloggen
audit-tillarbetslivet-offer-add = Lade ut en plats
audit-tillarbetslivet-offer-refused = Nekades att lägga ut en plats
audit-tillarbetslivet-placement-cancel = Ställde in en placering
audit-tillarbetslivet-placement-confirm = Bekräftade en placering
audit-tillarbetslivet-wish-add = Lade till ett önskemål

tillarbetslivet-task-choices = Elevers val väntar på svar
tillarbetslivet-task-choices-note = Det finns val med ledig plats som ingen har bekräftat. Gå igenom dem före första dagen.

schedule-tillarbetslivet-waiting = Val som väntar på svar söks
