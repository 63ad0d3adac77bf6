import type { Language } from '../language.js';

/** How people say each look. */
export const GERMAN_LOOKS: Language['templates'] = {
  brighter: {
    wishes:
      '(es|das|der clip|die szene|das bild|) (ist|wirkt) (sehr|ganz schon|super) (dunkel|duster), (heller|hellere|helleres), aufhellen, helle auf, hell auf, (hell|helle) (es|bild|szene) auf, helle bild auf, helle szene auf, (heller|hellere|helleres) (licht|beleuchtung|bild|szene), gut beleuchtet, beleuchten, heller beleuchtet, leuchtender, lichter, mach heller, mach licht an, licht an, mehr licht, aufgehellt, erhellen, erhelle, heller stellen, mach hell, helligkeit rauf, helligkeit hoch, man sieht nichts, man sieht ja nichts, man sieht nix, ich seh nichts, man erkennt nichts, man sieht kaum was, lichtvoller, hell beleuchtet',
    boundStates: 'hell, helles, helle',
    qualities: 'uberbelichtet',
    amounts: 'licht, helligkeit, beleuchtung, belichtung',
  },
  darker: {
    wishes:
      'das blendet (ja|mich|), es blendet (ja|mich|), blendet (ja|mich|), (dunkler|dunklere|dunkleres|dunkeler), abdunkeln, verdunkeln, dunkle (bild|szene|clip|video) ab, dunkle ab, dunkle es ab, dunkel ab, dusterer, finsterer, licht dimmen, dimme licht, dimmen, dimme, (dunkleres|dunkler) (licht|bild|szene), abgedunkelt, weniger licht, weniger hell, licht aus, mach licht aus, finster, verdunkle, helligkeit runter, helligkeit weg, schattiger, (ist|wirkt|sieht) (sehr|echt|richtig|voll) hell, ist uberbelichtet',
    states: 'dunkel, dunkles, dunkle, duster, finster',
    qualities: 'schwarz, unterbelichtet',
    amounts: 'dunkelheit, schatten',
  },
  nighttime: {
    wishes:
      '(bei|in|mitten in|wahrend|zur|) nacht, nachts, bei nacht, nacht(szene|bild|aufnahme|version|stimmung), nachtlich, nachtliche, nachtlicher, mitternacht, um mitternacht, tag zu nacht, tag zur nacht, aus tag nacht, nacht, wie nachts, wie bei nacht, nachtstimmung, als ob es nacht ware, nachtaufnahme, es nacht, nacht werden, mitten in der nacht, nachtszene, es soll nacht sein',
  },
  daytime: {
    wishes:
      '(bei|am|wahrend|zum) tag, am tage, am helllichten tag, tagsuber, tagsueber, tageslicht, bei tageslicht, taghell, tagszene, nacht zu tag, nacht zum tag, mittags, am mittag, am tag, bei tag, wie am tag, sonnig, mittag, heller tag, am hellen tag, mitten am tag',
    boundStates: 'tag',
  },
  sunset: {
    wishes:
      '(bei|im|wahrend|mit|zum|) sonnenuntergang, sonnenuntergangsstimmung, (in|zur|) abenddammerung, abendrot, goldene stunde, goldenen stunde, in goldenen stunde, zur goldenen stunde, untergehende sonne, abendlicht, im abendlicht, abendstimmung, bei sonnenuntergang, sonnenuntergang, im sonnenuntergang, wie bei sonnenuntergang, abenddammerung, golden hour, abendsonne, zur abenddammerung, wie im sonnenuntergang, sonnenuntergangslicht, sonnenuntergangsfarben, untergangsstimmung',
  },
  dawn: {
    wishes:
      '(bei|im|wahrend|mit|zum|) sonnenaufgang, (im|beim|bei|) morgengrauen, morgendammerung, in morgendammerung, morgenrot, bei tagesanbruch, tagesanbruch, fruhmorgens, am fruhen morgen, fruher morgen, aufgehende sonne, morgenlicht, morgenstimmung, bei sonnenaufgang, sonnenaufgang, im sonnenaufgang, wie bei sonnenaufgang, morgengrauen, im morgengrauen, wie im morgengrauen, morgens fruh, zum sonnenaufgang',
  },
  more_motion: {
    wishes:
      '(schneller|schnellere|schnelleres), beschleunigen, beschleunige, beschleunige es, dynamischer, dynamischere, lebhafter, bewegter, flotter, rasanter, mehr bewegen, bewegungen schneller, mehr bewegung, mehr action',
    states: 'dynamisch, dynamische',
    qualities: 'schnell, hektisch, unruhig, wackelig, verwackelt, bewegt',
    amounts:
      'bewegung, bewegungen, tempo, dynamik, geschwindigkeit, action, kamerabewegung, kamerabewegungen, schwung',
  },
  less_motion: {
    wishes:
      'ist verwackelt, ist wackelig, wackelt, wirkt verwackelt, sieht verwackelt aus, (langsamer|langsamere|langsameres), ruhiger, ruhigere, ruhigeres, gemachlicher, entspannter, beruhigen, beruhige, beruhige es, sanfter bewegt, weniger bewegen, weniger bewegung, stabilisieren, stabilisiere, kamera ruhig halten, ruhige kamera, ruhigere kamera, stabiler, stabil, kamera ruhiger',
    states: 'ruhig, ruhige, langsam, langsame',
    qualities: 'statisch, starr, reglos',
    amounts: 'ruhe',
  },
  warmer: {
    wishes:
      '(warmer|warmere|warmeres|waermer|waermere), (warmere|waermere|warme) (farben|farbtone|tone|lichtstimmung|farbstimmung|stimmung), farben (warmer|waermer), farbtone warmer, (warmeres|warmes) licht, warmer(e|) farbton, oranger, goldener, warme farben, warmes licht, warmere farben, warmere tone, warme tone, warmer farbton, warmer ton, farben warmer, gemutlicher, lichtstimmung warmer',
    states: 'warme, warmes',
    boundStates: 'warm',
    qualities: 'orange, gelb, gelblich',
    amounts: 'warme, waerme',
  },
  cooler: {
    wishes:
      '(kalter|kaltere|kalteres|kaelter|kaeltere|kuhler|kuhlere|kuhleres|kuehler), (kaltere|kalte|kuhle|kuhlere|kuehlere) (farben|farbtone|tone|stimmung), farben (kalter|kuhler|kaelter|kuehler), (kalteres|kuhleres|kaltes|kuhles) licht, blauer, blaulicher, farben blauer, kalte farben, kuhle farben, kaltes licht, kuhlere farben, kaltere farben, kalter farbton, farben kalter, blaustichig, kalte stimmung, farben kuhler',
    states: 'kuhl, kuhle, kuehl',
    boundStates: 'kalt',
    qualities: 'blau, blaulich, eisig',
    amounts: 'kuhle, kalte',
  },
  high_contrast: {
    wishes:
      '(hoher|starker|hoherer|mit hohem|hohem) kontrast, kontrast, kontrast (hoher|starker|erhohen|hoch), kontrastreicher, kontrastreichere, kontraststarker, kontraste verstarken, mehr kontrast, hoher kontrast, starker kontrast, kontrast hoch, kontrast rauf, kontrast erhohen, kontraste starker',
    states: 'kontrastreich, kontrastreiche',
    amounts: 'kontrast, kontraste',
  },
  desaturated: {
    wishes:
      'entsattigen, entsattige, entsattigt, entsattigte farben, entsaettigt, weniger (farbe|farben|sattigung|saettigung|gesattigt|bunt|farbig|farbenfroh|krass), (blassere|blasse|gedampfte|gedecktere|gedeckte|mattere|matte|verwaschene) farben, farben (blasser|matter|gedampft|gedampfter|weniger gesattigt|weniger bunt), blasser, matter, (sattigung|saettigung|farben) (verringern|reduzieren|senken|runter|niedriger), (reduziere|verringere|senke) (farben|sattigung), zu (bunt|gesattigt|farbig|farbenfroh|viel farbe|viele farben), nicht so bunt, nicht so farbig, blasse farben, matte farben, weniger farbe, weniger farben, weniger bunt, ausgewaschen, ausgebleicht, farben rausnehmen, farben weniger kraftig, verblasst, farbloser, fahl, fahler, ausgeblichen, gedecktere farben, gedeckte farben, farben sind (mir|) (zu|viel zu|etwas zu) (knallig|grell|bunt|kraftig|intensiv|stark|satt|aufdringlich), zu (knallige|grelle|bunte|kraftige|intensive) farben, (zu|viel zu) (knallig|grell|bunt), farben (zu|viel zu) (knallig|grell|kraftig), (ist|wirkt) (sehr|echt|richtig) (bunt|grell|knallig|gesattigt)',
    qualities: 'blass, fahl, farblos, matt',
  },
  dramatic: {
    wishes: 'dramatischer, dramatischere',
    states: 'dramatisch, dramatische',
    amounts: 'drama, dramatik',
  },
  dreamy: {
    wishes:
      'vertraumter, traumerischer, traumhafter, wie im traum, wie in einem traum, wie ein traum, traumhaft, vertraumt, marchenhaft, magisch, verwunschen, wie ein marchen',
    states: 'vertraumt, vertraumte, traumhaft, traumerisch',
  },
  gritty: {
    wishes: 'rauer, rauher, dreckiger, schmutzig',
    states: 'rau, rauh, dreckig',
  },
  ethereal: {
    wishes: 'atherischer, himmlisch, engelsgleich, uberirdisch, uberirdischer, atherisch, schwebend',
    states: 'atherisch, atherische',
  },
  high_energy: {
    wishes:
      'energiegeladener, energischer, lebendiger, temperamentvoller, energiegeladen, mit mehr energie, energetischer, fetziger, peppiger, mitreissender, mit energie, voller energie, powervoller',
    states: 'energiegeladen, energetisch, lebendig, energiereich',
    amounts: 'energie, power',
  },
  vivid: {
    wishes:
      '(kraftigere|kraftige|sattere|lebendige|leuchtende|intensivere|intensive) farben, farben (kraftiger|satter|leuchtender|intensiver), bunter, farbiger, gesattigter, farbenfroher, kraftige farben, kraftigere farben, leuchtende farben, knallige farben, knalliger, farben knalliger, farbenfroh, lebendigere farben, sattere farben, mehr farbe, mehr farben, farbintensiver, farben intensiver, farben kraftiger, knallige, knallbunt, intensive farben, sattigung hoch, sattigung rauf, farben (sind|) (mir|) zu (blass|matt|fahl), (ist|) zu (blass|fahl|farblos)',
    states: 'bunt, bunte, farbenfroh, farbenprachtig, gesattigt',
    amounts: 'farbe, farben, sattigung',
  },
  pastel: {
    wishes: 'pastell, pastellfarben, in pastell, in pastellfarben, pastelltone, in pastelltonen, pastellig',
  },
  teal_orange: {
    wishes:
      'turkis orange, orange turkis, teal orange, blockbuster farben, kinolook, filmlook, wie im kino, hollywood look, filmischer, cinematic',
  },
  matte: { wishes: 'matter look, mattes finish, ausgewaschenes schwarz' },
  black_and_white: {
    wishes:
      'schwarzweiss, schwarz weiss, schwarz und weiss, in schwarzweiss, in schwarz weiss, in schwarz und weiss, monochrom, graustufen, in graustufen, einfarbig, ohne farbe, ohne farben, entfarben, entfarbe, sw, s w, in sw, farbe raus, farben raus, farblos',
  },
  sepia: {
    wishes:
      'sepia, in sepia, sepiaton, sepiatone, in sepiatonen, altes foto, wie altes foto, sepiafarben, wie ein altes foto, alte fotografie, vergilbt',
  },
  red_tint: {
    wishes:
      'rot einfarben, rot eingefarbt, rotstich, in rot, rot getont, rotes licht, rottone, roter, rotlich, roter filter, in rotes licht, rote beleuchtung, roten farbstich, rot farben, roter farbstich, roten filter, rotfilter, mehr rot, roten stich, roter stich',
    states: 'rot, rotlich',
  },
  orange_tint: {
    wishes: 'orange einfarben, orange eingefarbt, orangestich, in orange, orange getont, orange',
  },
  yellow_tint: {
    wishes: 'gelb einfarben, gelb eingefarbt, gelbstich, in gelb, gelb getont, gelbes licht, gelblich, gelb',
  },
  green_tint: {
    wishes:
      'grun einfarben, grun eingefarbt, grunstich, in grun, grun getont, grunes licht, gruner, grunlich, gruner filter, wie matrix, matrix look, in grunes licht, grun farben, gruner stich, grunen stich, grun',
    states: 'grun, grunlich',
  },
  blue_tint: {
    wishes:
      'blau einfarben, blau eingefarbt, blaustich, in blau, blau getont, blaues licht, blauer filter, in blaues licht, blau farben, blaue beleuchtung, blauen stich, blauer stich',
  },
  purple_tint: {
    wishes:
      '(lila|violett) einfarben, (lila|violett) eingefarbt, in (lila|violett), lila licht, (lila|violett) getont, lilastich, violettes licht, lila, violett, lila filter, lila farben, in lila licht, lila stich, violetten stich, lila ton, lilafarben',
    states: 'lila, violett',
  },
  pink_tint: {
    wishes:
      '(rosa|pink) einfarben, (rosa|pink) eingefarbt, in (rosa|pink), rosa licht, (rosa|pink) getont, rosastich, pinkes licht, pink, rosa, rosa filter, pinker filter, rosa farben, pink farben, rosa stich, pinken stich, pinker, rosiger',
    states: 'rosa, pink',
  },
  blur: {
    wishes:
      'unscharfer, weichzeichnen, verschwimmen, verschwommener, unscharf stellen, unscharf, verschwommen, weichgezeichnet, blurry, blur, verwischen, verwischt, unscharfe, verschwimmen lassen, mit unscharfe, bild unscharf',
    states: 'unscharf, verschwommen',
    amounts: 'unscharfe',
  },
  soft_focus: {
    wishes: 'weichzeichner, weicher fokus, mit weichzeichner, soft focus, weiches bild, weicher',
  },
  sharpen: {
    wishes:
      'ist unscharf, ist verschwommen, total unscharf, wirkt unscharf, sieht unscharf aus, scharfer, scharfen, nachscharfen, scharfe, scharf, scharfe rauf, mehr scharfe, klarer, scharf stellen, scharfstellen, detailreicher, knackscharf, gestochen scharf',
    states: 'scharf',
    amounts: 'scharfe, details',
  },
  cartoon: {
    wishes:
      'cartoon, wie cartoon, als cartoon, zeichentrick, wie zeichentrick, wie zeichentrickfilm, comic, wie comic, als comic, als zeichentrick, wie ein comic, comicstil, comic stil, zeichentrickfilm, wie ein cartoon, comichaft, wie im comic, wie ein zeichentrickfilm, gezeichnet, cartoonstil, comic look, cartoon look',
  },
  pixelate: {
    wishes: 'pixeln, verpixeln, verpixele, pixel effekt, verpixelt, pixelig, pixelart, mosaik',
    states: 'pixelig, verpixelt',
    amounts: 'pixel',
  },
  glitch: {
    wishes:
      'glitch, glitches, glitch effekt, bildstorung, bildstorungen, mit bildstorungen, glitchig, storungen, glitcheffekt, digitale storung, storeffekt, bildfehler',
    amounts: 'glitch, glitches, bildstorungen',
  },
  vintage_film: {
    wishes:
      'alter film, wie alter film, altfilm, wie altem film, super 8, retro, wie in altem film, wie ein alter film, wie in einem alten film, vintage, vintage look, retro look, altmodisch, analog, analogfilm, wie fruher, altes filmmaterial, alter filmlook, 70er look, 80er look, auf alt, auf alt gemacht, alt, im retro stil, im vintage stil, alten film, in alten film, wie aus den 70ern',
    states: 'vintage',
  },
  vhs: {
    wishes:
      'vhs, vhs kassette, wie vhs, wie vhs kassette, videokassette, wie videokassette, vhs look, wie von einer vhs kassette, vhs effekt, wie eine alte vhs, vhs stil, vhs aufnahme, vhs optik',
  },
  film_grain: {
    wishes:
      'filmkorn, mit filmkorn, bildrauschen, filmkornung, korn, koernung, kornung, kornig, korniger, rauschen, grain, mit korn, filmkorn effekt, kornigen look',
    states: 'kornig, kornige',
    amounts: 'filmkorn, korn, kornung, rauschen, filmkornung',
  },
  vignette: {
    wishes:
      'vignette, mit vignette, vignettierung, dunkle rander, dunkle ecken, rander abdunkeln, ecken abdunkeln, rander dunkler, dunkler rand, rand dunkler, dunkle die rander ab, ecken dunkler, abgedunkelte rander',
    amounts: 'vignette, vignettierung',
  },
  mirror: {
    wishes:
      'spiegeln, spiegle, spiegel, gespiegelt, spiegelverkehrt, horizontal spiegeln, seitenverkehrt, spiegel es, horizontal gespiegelt, spiegelbild, spiegele, links rechts vertauschen',
  },
  flip: {
    wishes:
      'auf kopf, auf kopf stellen, kopfuber, kopf stehend, vertikal spiegeln, auf den kopf, auf den kopf stellen, verkehrt herum, auf dem kopf, umdrehen, auf kopf gestellt, kopfstehend',
  },
  rotate: {
    wishes:
      'drehen, um 90 grad drehen, 90 grad drehen, dreh um 90 grad, rotieren, rotiere, dreh, drehe, gedreht, dreh bild, bild drehen, kippen',
  },
  crop_closer: {
    wishes:
      'zuschneiden, zuschneide, engerer ausschnitt, enger zuschneiden, naher zuschneiden, engerer bildausschnitt, beschneiden, ausschnitt enger, naher dran, enger beschneiden, naheren ausschnitt',
  },
  zoom_in: {
    wishes:
      'heranzoomen, reinzoomen, hineinzoomen, zoom rein, zoome rein, zoome heran, zoom heran, naher ran, zoomen, zoom, ranzoomen, zoom ran, mit zoom, zoom hinein, naher ranzoomen, rein zoomen, langsam reinzoomen, langsam ranzoomen, einen zoom, zoome ran',
  },
  zoom_out: {
    wishes:
      'herauszoomen, rauszoomen, zoom raus, zoome raus, zoome heraus, wegzoomen, zoom heraus, raus zoomen, zoom weg, langsam rauszoomen',
  },
  pan_left: {
    wishes:
      'schwenk nach links, nach links schwenken, schwenke nach links, kamera nach links, kameraschwenk nach links, kamera nach links schwenken, links schwenken, linksschwenk, nach links, kamera links, kamerafahrt nach links, kamera nach links bewegen',
  },
  pan_right: {
    wishes:
      'schwenk nach rechts, nach rechts schwenken, schwenke nach rechts, kamera nach rechts, kameraschwenk, schwenk, kameraschwenk nach rechts, kamera nach rechts schwenken, rechts schwenken, rechtsschwenk, nach rechts, kamera rechts, kamerafahrt nach rechts, kamera nach rechts bewegen',
  },
  shake: {
    wishes:
      'verwackelte handkamera, wackelige handkamera, wacklige handkamera, wackelkamera, handkamera, kamera wackeln, verwackeln, wackeln, ruttle kamera, verwackelt, kamerawackeln, wackelig, kamera soll wackeln, wackler, bild wackeln lassen, wackelnde kamera, wackeleffekt, ruttelig, zittern, kamera wackelt, ruckeln, schutteln',
    amounts: 'wackeln',
  },
  letterbox: {
    wishes:
      'schwarze balken oben und unten, schwarze streifen oben und unten, balken oben und unten, schwarze balken, mit schwarzen balken, kinoformat, cinemascope, kinobalken, kinostreifen, breitbild, letterbox, schwarze streifen, schwarze streifen oben unten, balken wie im kino, balken oben unten, filmbalken',
    amounts: 'schwarze balken',
  },
  slow_motion: {
    wishes:
      '(spielt|lauft|ist) (viel|) zu schnell abgespielt, (spielt|lauft) (viel|) zu schnell (ab|), verlangsamen, verlangsame, verlangsame es, zeitlupe, in zeitlupe, slow motion, halbe geschwindigkeit, in halber geschwindigkeit, mit halber geschwindigkeit, slowmo, slow mo, langsamer abspielen, in slow motion, verlangsamt, als zeitlupe',
    amounts: 'zeitlupe',
  },
  speed_up: {
    wishes:
      'zeitraffer, im zeitraffer, doppelte geschwindigkeit, in doppelter geschwindigkeit, mit doppelter geschwindigkeit, doppelt so schnell, schneller abspielen, doppeltes tempo, schnelldurchlauf, schneller ablaufen, geschwindigkeit hoch, vorspulen, abspielgeschwindigkeit hoher, beschleunigt',
  },
  reverse: {
    wishes:
      'ruckwarts, ruckwarts abspielen, spiel ruckwarts ab, umkehren, rucklaufig, rucklauf, verkehrt herum abspielen, rueckwarts, ruckwarts laufen, rueckwaerts, umgekehrt, umgekehrt abspielen, ruckwarts laufen lassen, zuruckspulen, in umgekehrter reihenfolge, andersrum',
  },
  freeze: {
    wishes:
      'einfrieren, standbild, friere ein, friere bild ein, bild einfrieren, freeze frame, eingefroren, anhalten bild, freeze, frier ein, bild anhalten, als standbild, stillstehen, bild stehen lassen, bild eingefroren',
    states: 'eingefroren',
  },
  fade_in: {
    wishes:
      'einblenden, blende ein, aufblende, aus schwarz einblenden, langsam einblenden, einblendung, am anfang einblenden, fade in, mit einblendung, sanft einblenden, von schwarz einblenden, aus dem schwarz einblenden, aufblenden, aus schwarz',
  },
  fade_out: {
    wishes:
      'ausblenden, blende aus, abblende, in schwarz ausblenden, zu schwarz ausblenden, langsam ausblenden, nach schwarz ausblenden, ausblendung, am ende ausblenden, fade out, ins schwarze ausblenden, ins schwarz ausblenden, sanft ausblenden, abblenden, auf schwarz ausblenden, ausfaden, am ende ins schwarze',
  },
  rain: {
    wishes:
      'regen, mit regen, im regen, bei regen, lass es regnen, es regnet, regnen, regne, es regnen, regnen lassen, regnet, es soll regnen, regnerisch, regentropfen, regen einfugen, verregnet, regenwetter',
    states: 'regnerisch, verregnet',
    amounts: 'regen',
  },
  snow: {
    wishes:
      'schnee, mit schnee, im schnee, bei schnee, lass es schneien, es schneit, schneien, schneefall, es schneien, schneien lassen, schneit, es soll schneien, verschneit, schneeflocken, winterlich',
    states: 'verschneit',
    amounts: 'schnee',
  },
  fog: {
    wishes: 'nebel, mit nebel, im nebel, bei nebel, neblig, nebelig, nebelschwaden, dunst, dunstig, nebliger',
    states: 'neblig, nebelig',
    amounts: 'nebel, dunst',
  },
  beat_pulse: {
    wishes:
      'pulsieren im takt, pulsiere im takt, im takt pulsieren, pulsieren zum beat, zoom im takt, zum beat pulsieren, im takt zoomen, im rhythmus pulsieren, im beat pulsieren, pulsierend im takt, soll im takt pulsieren, im takt der musik pulsieren, zum takt pulsieren, im takt der musik, im rhythmus der musik pulsieren',
  },
  beat_flash: {
    wishes:
      'blitzen im takt, blitze im takt, im takt blitzen, stroboskop, stroboskoplicht, blitzlicht im takt, zum beat blitzen, flackern im takt, im takt flackern, im takt aufblitzen, lichtblitze im takt, im rhythmus blitzen, strobo, zum beat flackern',
  },
  light_leaks: {
    wishes: 'lichtlecks, light leaks, lichteinfall, lichtleck',
    amounts: 'lichtlecks',
  },
};
