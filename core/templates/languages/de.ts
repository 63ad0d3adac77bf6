import type { Language } from './language.js';
import { GERMAN_TALK } from './talk/de.js';

export const GERMAN: Language = {
  spaced: true,
  same: 'ae=a, oe=o, ue=u, ß=ss',
  ignored: 'der, die, das, dem, den, des, ein, eine, einen, einem, einer',
  degrees:
    'etwas, bisschen, ein bisschen, ein wenig, wenig, ein klein wenig, bissl, bissel, viel, deutlich, leicht, noch, sehr, wesentlich, richtig, ganz, ein ganzes stuck, einfach, mal, doch, nur',
  aBit: 'etwas, bisschen, ein wenig, ein klein wenig, bissl, bissel, leicht',
  much: 'viel, deutlich, sehr, wesentlich, richtig',
  frames:
    'mach, mach s, mache, machen, machst, mach mir, mach es, mach daraus, draus, daraus, gestalte, gestalten, lass, lass es, lass uns, lasse, setz, setze, stell, stelle, verwandle, verwandeln, wandle, andere, andern, ander, wechsle zu, wechsel zu, wechsle, ich will, ich will es, ich mochte, ich mochte es, ich hatte gern, ich hatte es gern, ich hatte gerne, ich hatte es gerne, hatte gern, hatte gerne, ich brauche, wir brauchen, ich wunsche mir, ich wurde gern, kannst du, konntest du, konnt ihr, konnen sie, konnten sie, konnen wir, kann man, haben, sein, werden, wirken, aussehen, soll, sollte, soll es, sollte es, es soll, es sollte, gib, gib ihm, gib mir, zeig, zeig mir, bitte mach, in, im, zu, zum, zur, mit, als, version, variante, modus, stil, effekt, stimmung, look, wie, nach, um',
  clip: 'es, szene, bild, clip, video, aufnahme, einstellung, sequenz, diese szene, dieses bild, diesen clip, dieses video, diese aufnahme, alles, ganze, gesamte, in szene, im bild, im clip, im video, dieser szene',
  courtesies:
    'bitte, bitte schon, biite, pls, danke, wenn moglich, wenn es geht, falls moglich, jetzt, auch, ok, okay, also, gut, ja, fur mich, hey, sonst nichts, das ist alles, lieber, gern, gerne, nun, statt dessen, stattdessen',
  joins: 'und, aber, dann, und dann, sowie, plus',
  pairs: 'schwarz weiss',
  more: 'mehr *, mit mehr #, # (erhohen|erhohe|steigern|verstarken|verstarke|hoch|rauf|aufdrehen|hochdrehen|hoher|starker), (erhohe|erhoh|steigere|verstarke|steiger|verstark) #, (hoherer|hohere|hoheres|starkerer|starkere|starker) #, dreh # (auf|hoch), # dazu',
  less: 'weniger *, nicht so *, nicht ganz so *, nicht so viel #, nicht so viele #, mit weniger #, # (verringern|reduzieren|senken|runter|herunter|runterdrehen|herunterdrehen|niedriger|verringere|reduziere), (verringere|reduziere|senke|verringer|reduzier|senk) #, dreh # (runter|herunter)',
  tooMuch:
    '(es|) (ist|ist mir|wirkt|sieht|bleibt|war|hat|) (immer|) zu *, (es|) (ist|wirkt|sieht) * aus, (es|) (ist|) zu viel #, zu viele #, (es gibt|da ist|hat|ist|) zu viel #, (ich finde|finde) zu *, (ist|) mir zu *, (sieht|) zu * aus',
  tooLittle:
    '(es ist|ist|) nicht * genug, nicht genug #, (es ist|da ist|es gibt|) zu wenig #, (es ist|ist|) zu wenig *, es fehlt #, (es|) fehlt an #, (es ist|ist|) nicht genugend *, nicht genugend #, nicht ausreichend *',
  otherWishes:
    'fuge, fug, fuege, setze, stelle, lege, zeige, entferne, loesche, losche, ersetze, nimm, gib, male, zeichne, bau, packe, pack',
  words: GERMAN_TALK,
  talk: {
    undo: '(mach|mache|) (es|das|) (bitte|) ruckgangig, ruckgangig machen, (letzte|letzten) anderung (ruckgangig|zuruck|zurucknehmen), mach letzte anderung ruckgangig, letzte anderung ruckgangig machen, zuruck, nimm es zuruck, nimm zuruck, geh zuruck, zurucknehmen, vorherige version, wie vorher, wie zuvor, mach es wie vorher, mach das ruckgangig, das ruckgangig machen, bitte ruckgangig machen, kannst du das ruckgangig machen, mach das wieder weg, alte version, alte version bitte',
    redo: 'wiederholen, wiederherstellen, wiederhole, wiederhole es',
    'start over':
      'alles ruckgangig, alles (bitte|) ruckgangig machen, mach alles ruckgangig, alles zurucksetzen, setz alles zuruck, (mach|) alle anderungen (ruckgangig|ruckgangig machen|entfernen|loschen|verwerfen), von vorn, von vorne, nochmal von vorn, nochmal von vorne, fang von vorn an, neu anfangen, original, originalversion, zuruck zum original, zuruck zum anfang',
    cancel: 'abbrechen, abbruch, brich ab, stopp, stop, halt, warte, aufhoren, hor auf, stornieren',
    no: 'so nicht, nein so nicht, bitte nicht, nein bitte nicht, nein das nicht, lieber nicht so, nein, nein danke, ne, nee, nicht, niemals, lieber nicht, vergiss es, lass es, egal, lass gut sein, auf keinen fall, nichts',
    yes: 'ja, jo, jawohl, klar, na klar, gerne, gern, ok, okay, ja bitte, ja gerne, ja mach, mach, mach es, mach das, los, bestatigen, bestatige, akzeptieren, einverstanden, genau, sicher, naturlich, in ordnung',
    'I do not like it':
      '(das|es|) gefallt mir (gar|uberhaupt|so|) nicht, (das|es|) sieht (echt|so|voll|ziemlich|einfach|) (scheisse|schlecht|furchtbar|schrecklich|komisch|blod|doof|hasslich|mist|billig|langweilig|nicht gut|falsch) aus, (das|es|) ist (echt|so|voll|ziemlich|einfach|) (scheisse|hasslich|schlecht|furchtbar|schrecklich|mist|doof|blod|langweilig|nicht gut|nicht schon|falsch|mull), (ich|) mag (ich|es|das|) nicht, nicht gut, nicht schon, schlecht, hasslich, langweilig, scheisse, mist, das ist nicht was ich wollte',
    help: 'hilfe, hilf mir, was kannst du, was kannst du alles, was kannst du tun, was kannst du machen, wie funktioniert es, wie funktioniert das, wie geht das, wer bist du, was kann ich (hier|mit dir|) (machen|tun|sagen|andern), was kann man (hier|) (machen|tun|andern), wie (mache|macht) (ich|man) (es|das|), wie benutze ich (es|das), was (geht|ist moglich), was soll ich (sagen|schreiben)',
    thanks:
      '(das|es|) sieht (super|toll|gut|klasse|schon|genial|perfekt|mega|geil|besser|viel besser|klasse) aus, (viel|) besser, (das|es) ist (super|toll|gut|perfekt|besser|viel besser), danke, danke schon, dankeschon, vielen dank, danke sehr, herzlichen dank, tausend dank, super, toll, perfekt, klasse, prima, sehr gut, gut, sehr schon, schon, gefallt mir, das gefallt mir, wunderbar, genial, gut gemacht, spitze, geil, mega',
    hi: 'hallo, hallochen, moin, servus, guten tag, guten morgen, morgen, guten abend, gute nacht, hi, gruss gott, gruezi, wie geht s, wie gehts, wie geht es dir, tschuss, auf wiedersehen, bis bald',
    'what did it cost':
      '(was|wieviel|wie viel) hat (es|das|das alles|die letzte anderung|letzte anderung|anderung|clip|) gekostet, (was|wieviel|wie viel) (kostet|kostete) (es|das|das alles|mich das|das mich|eine anderung|anderung|so eine anderung), wie teuer (ist|war) (es|das|die letzte anderung|letzte anderung), ist (es|das) (kostenlos|gratis|umsonst), war (es|das) (kostenlos|gratis|umsonst), kostet (es|das) (etwas|was|geld), hat (es|das) (etwas|was|geld) gekostet',
    'what have I spent':
      '(was|wieviel|wie viel) habe ich (bisher|schon|insgesamt|bis jetzt|) (ausgegeben|bezahlt|gezahlt), (was|wieviel|wie viel) hat (video|das video|das ganze video|alles) (bisher|insgesamt|bis jetzt|) gekostet, wie viel geld (ist|bleibt) (noch|) ubrig, gesamtkosten, was sind die gesamtkosten, wie hoch sind die kosten, wie hoch sind kosten, kosten',
    'what changed':
      'was hat sich (hier|im video|seit gestern|) geandert, was hat sich (alles|hier|) verandert, was (habe ich|hast du|haben wir|wurde|ist) (bisher|schon|alles|jetzt|) (geandert|verandert|gemacht|anders), was ist (jetzt|hier|) (anders|neu), was wurde geandert, zeig mir (anderungen|was ich geandert habe|verlauf), anderungen, verlauf',
  },
  templates: {
    brighter: {
      wishes:
        '(heller|hellere|helleres), aufhellen, helle auf, hell auf, (hell|helle) (es|bild|szene) auf, helle bild auf, helle szene auf, (heller|hellere|helleres) (licht|beleuchtung|bild|szene), gut beleuchtet, beleuchten, heller beleuchtet, leuchtender, lichter, mach heller',
      boundStates: 'hell, helles, helle',
      qualities: 'uberbelichtet',
      amounts: 'licht, helligkeit, beleuchtung, belichtung',
    },
    darker: {
      wishes:
        '(dunkler|dunklere|dunkleres|dunkeler), abdunkeln, verdunkeln, dunkle (bild|szene|clip|video) ab, dunkle ab, dunkle es ab, dunkel ab, dusterer, finsterer, licht dimmen, dimme licht, dimmen, dimme, (dunkleres|dunkler) (licht|bild|szene)',
      states: 'dunkel, dunkles, dunkle, duster, finster',
      qualities: 'schwarz, unterbelichtet',
      amounts: 'dunkelheit, schatten',
    },
    nighttime: {
      wishes:
        '(bei|in|mitten in|wahrend|zur|) nacht, nachts, bei nacht, nacht(szene|bild|aufnahme|version|stimmung), nachtlich, nachtliche, nachtlicher, mitternacht, um mitternacht, tag zu nacht, tag zur nacht, aus tag nacht',
    },
    daytime: {
      wishes:
        '(bei|am|wahrend|zum) tag, am tage, am helllichten tag, tagsuber, tagsueber, tageslicht, bei tageslicht, taghell, tagszene, nacht zu tag, nacht zum tag, mittags, am mittag',
      boundStates: 'tag',
    },
    sunset: {
      wishes:
        '(bei|im|wahrend|mit|zum|) sonnenuntergang, sonnenuntergangsstimmung, (in|zur|) abenddammerung, abendrot, goldene stunde, goldenen stunde, in goldenen stunde, zur goldenen stunde, untergehende sonne, abendlicht, im abendlicht, abendstimmung',
    },
    dawn: {
      wishes:
        '(bei|im|wahrend|mit|zum|) sonnenaufgang, (im|beim|bei|) morgengrauen, morgendammerung, in morgendammerung, morgenrot, bei tagesanbruch, tagesanbruch, fruhmorgens, am fruhen morgen, fruher morgen, aufgehende sonne, morgenlicht, morgenstimmung',
    },
    more_motion: {
      wishes:
        '(schneller|schnellere|schnelleres), beschleunigen, beschleunige, beschleunige es, dynamischer, dynamischere, lebhafter, bewegter, flotter, rasanter, mehr bewegen, bewegungen schneller',
      states: 'dynamisch, dynamische',
      qualities: 'schnell, hektisch, unruhig, wackelig, verwackelt, bewegt',
      amounts:
        'bewegung, bewegungen, tempo, dynamik, geschwindigkeit, action, kamerabewegung, kamerabewegungen, schwung',
    },
    less_motion: {
      wishes:
        '(langsamer|langsamere|langsameres), verlangsamen, verlangsame, verlangsame es, ruhiger, ruhigere, ruhigeres, gemachlicher, entspannter, beruhigen, beruhige, beruhige es, sanfter bewegt, weniger bewegen',
      states: 'ruhig, ruhige, langsam, langsame',
      qualities: 'statisch, starr, reglos',
      amounts: 'ruhe',
    },
    warmer: {
      wishes:
        '(warmer|warmere|warmeres|waermer|waermere), (warmere|waermere|warme) (farben|farbtone|tone|lichtstimmung|farbstimmung|stimmung), farben (warmer|waermer), farbtone warmer, (warmeres|warmes) licht, warmer(e|) farbton, oranger, goldener',
      states: 'warme, warmes',
      boundStates: 'warm',
      qualities: 'orange, gelb, gelblich',
      amounts: 'warme, waerme',
    },
    cooler: {
      wishes:
        '(kalter|kaltere|kalteres|kaelter|kaeltere|kuhler|kuhlere|kuhleres|kuehler), (kaltere|kalte|kuhle|kuhlere|kuehlere) (farben|farbtone|tone|stimmung), farben (kalter|kuhler|kaelter|kuehler), (kalteres|kuhleres|kaltes|kuhles) licht, blauer, blaulicher, farben blauer',
      states: 'kuhl, kuhle, kuehl',
      boundStates: 'kalt',
      qualities: 'blau, blaulich, eisig',
      amounts: 'kuhle, kalte',
    },
    high_contrast: {
      wishes:
        '(hoher|starker|hoherer|mit hohem|hohem) kontrast, kontrast, kontrast (hoher|starker|erhohen|hoch), kontrastreicher, kontrastreichere, kontraststarker, kontraste verstarken',
      states: 'kontrastreich, kontrastreiche',
      amounts: 'kontrast, kontraste',
    },
    desaturated: {
      wishes:
        'entsattigen, entsattige, entsattigt, entsattigte farben, entsaettigt, weniger (farbe|farben|sattigung|saettigung|gesattigt|bunt|farbig|farbenfroh|krass), (blassere|blasse|gedampfte|gedecktere|gedeckte|mattere|matte|verwaschene) farben, farben (blasser|matter|gedampft|gedampfter|weniger gesattigt|weniger bunt), blasser, matter, (sattigung|saettigung|farben) (verringern|reduzieren|senken|runter|niedriger), (reduziere|verringere|senke) (farben|sattigung), zu (bunt|gesattigt|farbig|farbenfroh|viel farbe|viele farben), nicht so bunt, nicht so farbig',
    },
    dramatic: {
      wishes: 'dramatischer, dramatischere',
      states: 'dramatisch, dramatische',
      amounts: 'drama, dramatik',
    },
    dreamy: {
      wishes: 'vertraumter, traumerischer, traumhafter, wie im traum, wie in einem traum, wie ein traum',
      states: 'vertraumt, vertraumte, traumhaft, traumerisch',
    },
    gritty: { wishes: 'rauer, rauher, dreckiger', states: 'rau, rauh, dreckig' },
    ethereal: { wishes: 'atherischer', states: 'atherisch, atherische' },
    high_energy: {
      wishes: 'energiegeladener, energischer, lebendiger, temperamentvoller',
      states: 'energiegeladen, energetisch, lebendig, energiereich',
      amounts: 'energie, power',
    },
    vivid: {
      wishes:
        '(kraftigere|kraftige|sattere|lebendige|leuchtende|intensivere|intensive) farben, farben (kraftiger|satter|leuchtender|intensiver), bunter, farbiger, gesattigter, farbenfroher',
      states: 'bunt, bunte, farbenfroh, farbenprachtig, gesattigt',
      amounts: 'farbe, farben, sattigung',
    },
    pastel: {
      wishes: 'pastell, pastellfarben, in pastell, in pastellfarben, pastelltone, in pastelltonen, pastellig',
    },
    teal_orange: { wishes: 'turkis orange, orange turkis, teal orange, kinofarben, blockbuster farben' },
    matte: { wishes: 'matter look, mattes finish, ausgewaschenes schwarz' },
    black_and_white: {
      wishes:
        'schwarzweiss, schwarz weiss, schwarz und weiss, in schwarzweiss, in schwarz weiss, in schwarz und weiss, monochrom, graustufen, in graustufen, einfarbig, ohne farbe, ohne farben, entfarben, entfarbe',
    },
    sepia: { wishes: 'sepia, in sepia, sepiaton, sepiatone, in sepiatonen, altes foto, wie altes foto' },
    red_tint: {
      wishes: 'rot einfarben, rot eingefarbt, rotstich, in rot, rot getont, rotes licht, rottone, roter',
      states: 'rot, rotlich',
    },
    orange_tint: { wishes: 'orange einfarben, orange eingefarbt, orangestich, in orange, orange getont' },
    yellow_tint: { wishes: 'gelb einfarben, gelb eingefarbt, gelbstich, in gelb, gelb getont, gelbes licht' },
    green_tint: {
      wishes: 'grun einfarben, grun eingefarbt, grunstich, in grun, grun getont, grunes licht, gruner',
      states: 'grun, grunlich',
    },
    blue_tint: { wishes: 'blau einfarben, blau eingefarbt, blaustich, in blau, blau getont' },
    purple_tint: {
      wishes:
        '(lila|violett) einfarben, (lila|violett) eingefarbt, in (lila|violett), lila licht, (lila|violett) getont',
      states: 'lila, violett',
    },
    pink_tint: {
      wishes: '(rosa|pink) einfarben, (rosa|pink) eingefarbt, in (rosa|pink), rosa licht, (rosa|pink) getont',
      states: 'rosa, pink',
    },
    blur: {
      wishes: 'unscharfer, weichzeichnen, verschwimmen, verschwommener, unscharf stellen',
      states: 'unscharf, verschwommen',
      amounts: 'unscharfe',
    },
    soft_focus: { wishes: 'weichzeichner, weicher fokus, mit weichzeichner, soft focus' },
    sharpen: {
      wishes: 'scharfer, scharfen, nachscharfen, scharfe',
      states: 'scharf',
      amounts: 'scharfe, details',
    },
    cartoon: {
      wishes:
        'cartoon, wie cartoon, als cartoon, zeichentrick, wie zeichentrick, wie zeichentrickfilm, comic, wie comic, als comic, als zeichentrick',
    },
    pixelate: {
      wishes: 'pixeln, verpixeln, verpixele, pixel effekt, pixelig machen, pixel art',
      states: 'pixelig, verpixelt',
      amounts: 'pixel',
    },
    glitch: {
      wishes: 'glitch, glitches, glitch effekt, bildstorung, bildstorungen, mit bildstorungen',
      amounts: 'glitch, glitches, bildstorungen',
    },
    vintage_film: {
      wishes: 'alter film, wie alter film, altfilm, wie altem film, super 8, retro, wie in altem film',
      states: 'vintage',
    },
    vhs: { wishes: 'vhs, vhs kassette, wie vhs, wie vhs kassette, videokassette, wie videokassette' },
    film_grain: {
      wishes: 'filmkorn, mit filmkorn, bildrauschen, filmkornung',
      states: 'kornig, kornige',
      amounts: 'filmkorn, korn, kornung',
    },
    vignette: {
      wishes:
        'vignette, mit vignette, vignettierung, dunkle rander, dunkle ecken, rander abdunkeln, ecken abdunkeln',
      amounts: 'vignette, vignettierung',
    },
    mirror: {
      wishes: 'spiegeln, spiegle, spiegel, gespiegelt, spiegelverkehrt, horizontal spiegeln, seitenverkehrt',
    },
    flip: { wishes: 'auf kopf, auf kopf stellen, kopfuber, kopf stehend, vertikal spiegeln' },
    rotate: { wishes: 'drehen, um 90 grad drehen, 90 grad drehen, dreh um 90 grad, rotieren, rotiere' },
    crop_closer: {
      wishes:
        'zuschneiden, zuschneide, engerer ausschnitt, enger zuschneiden, naher zuschneiden, engerer bildausschnitt',
    },
    zoom_in: {
      wishes:
        'heranzoomen, reinzoomen, hineinzoomen, zoom rein, zoome rein, zoome heran, zoom heran, naher ran, zoomen, zoom',
    },
    zoom_out: { wishes: 'herauszoomen, rauszoomen, zoom raus, zoome raus, zoome heraus' },
    pan_left: { wishes: 'schwenk nach links, nach links schwenken, schwenke nach links, kamera nach links' },
    pan_right: {
      wishes:
        'schwenk nach rechts, nach rechts schwenken, schwenke nach rechts, kamera nach rechts, kameraschwenk, schwenk',
    },
    shake: {
      wishes: 'wackelkamera, handkamera, kamera wackeln, verwackeln, wackeln, ruttle kamera',
      amounts: 'wackeln',
    },
    letterbox: {
      wishes: 'schwarze balken, mit schwarzen balken, kinoformat, cinemascope, kinobalken, kinostreifen',
      amounts: 'schwarze balken',
    },
    slow_motion: {
      wishes:
        'zeitlupe, in zeitlupe, slow motion, halbe geschwindigkeit, in halber geschwindigkeit, mit halber geschwindigkeit',
    },
    speed_up: {
      wishes:
        'zeitraffer, im zeitraffer, doppelte geschwindigkeit, in doppelter geschwindigkeit, mit doppelter geschwindigkeit, doppelt so schnell',
    },
    reverse: {
      wishes:
        'ruckwarts, ruckwarts abspielen, spiel ruckwarts ab, umkehren, rucklaufig, rucklauf, verkehrt herum abspielen',
    },
    freeze: {
      wishes: 'einfrieren, standbild, friere ein, friere bild ein, bild einfrieren, freeze frame',
      states: 'eingefroren',
    },
    fade_in: { wishes: 'einblenden, blende ein, aufblende, aus schwarz einblenden' },
    fade_out: {
      wishes: 'ausblenden, blende aus, abblende, in schwarz ausblenden, zu schwarz ausblenden',
    },
    rain: {
      wishes: 'regen, mit regen, im regen, bei regen, lass es regnen, es regnet, regnen, regne',
      states: 'regnerisch, verregnet',
      amounts: 'regen',
    },
    snow: {
      wishes: 'schnee, mit schnee, im schnee, bei schnee, lass es schneien, es schneit, schneien, schneefall',
      states: 'verschneit',
      amounts: 'schnee',
    },
    fog: { wishes: 'nebel, mit nebel, im nebel, bei nebel', states: 'neblig, nebelig', amounts: 'nebel' },
    beat_pulse: {
      wishes: 'pulsieren im takt, pulsiere im takt, im takt pulsieren, pulsieren zum beat, zoom im takt',
    },
    beat_flash: {
      wishes:
        'blitzen im takt, blitze im takt, im takt blitzen, stroboskop, stroboskoplicht, blitzlicht im takt',
    },
    light_leaks: { wishes: 'lichtlecks, mit lichtlecks, light leaks, lichteinfall', amounts: 'lichtlecks' },
  },
};
