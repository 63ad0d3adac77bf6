import type { TalkWords } from './slots.js';

export const GERMAN_TALK: TalkWords = {
  filler:
    'sangerin, sanger, sangerinnen, es, s, das, dies, diese, dieser, dieses, diesen, diesem, da, hier, mir, mich, dir, dich, du, ich, wir, uns, er, sie, man, mal, ma, doch, ja, halt, eben, so, denn, eigentlich, schon, noch, jetzt, nun, dann, also, und, aber, in, im, an, am, auf, aus, von, vom, zu, zum, zur, mit, bei, fur, furs, furs, um, bitte, pls, plz, mein, meine, meinen, dein, deine, bruder, alter, digga, leute, auch, nur, einfach, genau, sag, sag mal, sag mir, sagt, kannst du mir sagen, ich will wissen, wissen, haha, hihi, lol, ach, oh, ah, ahm, hm, hmm, na, naja, tja, boah, wow, wohl, gerade, grad, grade, wieder, davon, damit, daran, dran, dazu, davor, bist, hast, habe, hab, ist, war, wird, wurde, werden, hat, haben, sind, gern, gerne, eh, ne, nen, ner, ok, halt mal, uberhaupt, leider, irgendwie, eine, einen, sein, sehen',
  hi: 'hallo, halli hallo, hallochen, hi, hey, hei, moin, moin moin, moinsen, servus, gruss dich, gruss gott, gruezi, tach, guten tag, guten morgen, morgen, guten abend, gute nacht, na, jo, wie geht s, wie gehts, wie geht es dir, wie lauft s, wie laufts, alles klar bei dir, alles gut, tschuss, ciao, bis bald, bis dann, auf wiedersehen, was geht, was geht ab',
  thanks:
    'danke, danke dir, dankeschon, danke schon, danke sehr, vielen dank, herzlichen dank, tausend dank, besten dank, dank, dank dir, merci, thx, thanks, dankee, lieben dank, ich danke dir',
  good: 'super, toll, gut, klasse, prima, perfekt, schon, sehr schon, wunderschon, wunderbar, genial, geil, mega, krass, spitze, spitzenmassig, top, nice, cool, herrlich, fantastisch, traumhaft, grossartig, ausgezeichnet, hervorragend, hubsch, schick, fein, gefallt, gefallt mir, gefallt mir gut, gefallt mir sehr, liebe, ich liebe es, ich mag es, mag ich, mag, bravo, gut gemacht, gute arbeit, saubere arbeit, super arbeit, weiter so, genau so, so wollte ich es, was ich wollte, genau was ich wollte, passt so, bombe, wahnsinn, beeindruckend, gelungen, richtig gut',
  better: 'besser, viel besser, schoner',
  looks:
    'sieht aus, sieht, aus, schaut aus, schaut, wirkt, geworden, kommt ruber, kommt ruber, aussieht, aussehen, ausschaut, wie es aussieht, wie das aussieht',
  is: 'gehoren, gehort, liegen, kommen, laufen, is, isn, ist, war, sind, waren, wird, sei, dauert, lang, lange, gibt, gibt s, gibts, hat, gibt es, steht, steht auf',
  very: 'sehr, echt, richtig, voll, so, total, ganz, extrem, wirklich, viel, verdammt, ziemlich, gar, uberhaupt, absolut, mega, super, ur',
  bad: 'find das nicht schon, finde das nicht schon, find es nicht schon, finde es nicht schon, find das nicht gut, finde das nicht gut, find ich nicht schon, find ich nicht gut, finde ich nicht gut, grauenvoll, grasslich, entsetzlich, abscheulich, ekelhaft, unterirdisch, lacherlich, schlecht, hasslich, furchtbar, schrecklich, grauenhaft, grausam, scheisse, scheiss, mist, mull, doof, blod, bloed, komisch, seltsam, langweilig, billig, falsch, daneben, kacke, murks, ubel, grottig, gefallt mir nicht, gefallt mir gar nicht, gefallt mir uberhaupt nicht, gefallt mir so nicht, gefallt nicht, mag nicht, mag ich nicht, mag ich gar nicht, nicht gut, nicht schon, nicht toll, nicht so toll, nicht so gut, nicht so schon, nicht meins, nicht mein ding, nicht mein geschmack, hasse, ich hasse es, nicht was ich wollte, so wollte ich das nicht, schlimm, schlimmer, schlechter, katastrophe, peinlich, enttauschend, enttauscht, bin nicht zufrieden, nicht zufrieden, unzufrieden, uberzeugt mich nicht, uberzeugt mich noch nicht, geht gar nicht',
  not: 'nicht, nix, nichts, kein, keine, keinen, nie',
  yes: 'ja, jap, jep, jup, jo, joa, jawohl, yes, klar, na klar, aber klar, alles klar, sicher, gerne, gern, sehr gern, sehr gerne, ok, okay, oki, okey, mach, mach das, mach es, mach s, mach mal, mach ruhig, tu das, tu es, los, los geht s, leg los, bestatige, bestatigen, akzeptiere, akzeptieren, annehmen, einverstanden, genau, naturlich, in ordnung, geht klar, passt, passt so, von mir aus, unbedingt, auf jeden fall, aufjedenfall, auf jeden, bitte, ja bitte, stimmt, richtig, korrekt, so machen wir es, machen wir, machen, ubernehmen, weiter, nur zu, warum nicht, unbedingt bitte, das will ich',
  no: 'nein, ne, nee, no, nope, nicht, lass, lass das, lass mal, lass es, lass es so, lass so, lass gut sein, lass stecken, lieber nicht, besser nicht, bitte nicht, niemals, vergiss es, vergiss das, egal, ist egal, auf keinen fall, auf gar keinen fall, nichts, nix, gar nicht, gar nichts, so nicht, das nicht, noch nicht, jetzt nicht, nicht notig, brauch ich nicht, brauche ich nicht, muss nicht sein, muss nicht, will ich nicht, ich will nicht, mach das nicht, mach es nicht, mach nichts, doch nicht, danke nein, bleibt so, soll so bleiben, lassen wir, lassen wir das, lassen wir es, kein bedarf',
  cancel:
    'abbrechen, abbruch, brich ab, brich das ab, stopp, stop, halt, warte, warte mal, wart mal, warten, moment, moment mal, sekunde, aufhoren, hor auf, stornieren, anhalten, halt an, stoppe, cancel, abbrech',
  undo: 'ruckgangig, ruckgangig machen, mach ruckgangig, mach es ruckgangig, mach das ruckgangig, mache ruckgangig, widerrufen, widerrufe, zurucknehmen, nimm zuruck, nimm es zuruck, nimm das zuruck, macht ruckgangig, rueckgangig, ruckgangig gemacht, undo, mach weg, mach das weg, mach das wieder weg, mach wieder weg',
  redo: 'wiederherstellen, stell wieder her, wiederhole, wiederholen, wieder herstellen, nochmal machen, redo',
  back: 'zuruck, geh zuruck, geh, gehe, zuruck zu, zuruck zur, zuruckgehen, zurucksetzen, setz, setze, setz zuruck, stell, stell zuruck, mach, mach wieder, nimm, ich will, ich hatte gern, gib mir, wieder zuruck, schritt zuruck, einen schritt zuruck, wechsle, wechsel, lass',
  before:
    'vorher, wie vorher, wie es war, wie es vorher war, wie vorhin, wie davor, wie zuvor, davor, zuvor, vorherige, vorherigen, vorige, alte version, alten version, alte, alten, vorherige version, vorherigen version, letzten version, letzte version, vorige version, so wie es war, so wie vorher, so wie es vorher war, schritt zuruck, einen schritt zuruck',
  all: 'ganzen, gesamten, komplette, kompletten, alles, alle, allen, komplett, ganz, samtliche, ganze, gesamte',
  original:
    'original, originale, originalversion, original version, originalzustand, ursprung, ursprungliche, ursprunglichen, ursprungszustand, von vorn, von vorne, ganz von vorn, ganz von vorne, nochmal von vorn, nochmal von vorne, neu anfangen, neu beginnen, fang neu an, fang von vorn an, fang von vorne an, fangen wir von vorne an, anfang, auf anfang, am anfang, auf null, reset, zuruckgesetzt, neustart',
  version: 'version, versionen',
  last: 'letzte, letzten, letzter, letztes, gerade, eben, gerade eben, neueste, neuesten, letzt, vorhin',
  change:
    'anderung, anderungen, bearbeitung, bearbeitungen, schritt, schritte, anpassung, anpassungen, effekt, effekte, sache, aktion, verlauf, verlaufs, edit, edits',
  changed:
    'geandert, verandert, gemacht, getan, anders, neu, bearbeitet, angepasst, passiert, gemacht wurde, geandert wurde, verandert wurde, umgestellt, anderungen',
  what: 'zeig mir, zeige mir, zeigst du mir, zeig mal, was, welche, welcher, welches, welchen, wat, was alles, was fur, wofur, was genau',
  which:
    'welche, welcher, welches, welchen, welchem, in welchen, in welchem, was, wer, was fur, was fur ein, wen',
  how: 'wie, wie genau',
  'how much': 'wieviel, wie viel, was, wie teuer, wie viel geld, wieviel geld, wie hoch, was fur',
  'how many': 'wieviele, wie viele, wieviel, wie viel, aus wie vielen',
  'how long':
    'wie lange, wie lang, wielange, wieviel sekunden, wie viele sekunden, wie viele minuten, welche lange, wie viel zeit, wieviel zeit',
  seen: 'dunkel, duster, hell, blau, rot, grun, gelb, orange, rosa, lila, grau, unscharf, verschwommen, kornig, blass, langsam, schnell, kalt, warm, bunt, violett, blaulich, rotlich, grunlich, gelblich, grell, schwarz weiss, pixelig, ruckelig, wackelig, flach, pink',
  why: 'warum, wieso, weshalb, wieso denn, warum denn, weswegen',
  where: 'wo, wann, in welchem, an welcher stelle, ab wann, bei welcher sekunde, von wann',
  cost: 'kostet, kosten, gekostet, kostete, kost, teuer, preis, preise, bezahlen, zahlen, zahle, verlangt, berechnet, gekost, kosten wurde, kostenpunkt, schulde, schuldig, rechnung, spass, wie teuer',
  free: 'gratis, kostenlos, umsonst, kostenfrei, kostet das was, kostet was, kostet das etwas, kostet das geld, kostet es was, geld, kostenpflichtig, was kosten',
  spent:
    'ausgegeben, bezahlt, gezahlt, verbraucht, ausgaben, verbraten, geblecht, kosten insgesamt, losgeworden, schulde, schuldig, rechnung',
  'so far':
    'bisher, bislang, bis jetzt, insgesamt, schon, gesamt, zusammen, alles zusammen, in summe, unterm strich, total, gesamtkosten',
  takes: 'dauert, gedauert, dauerte, dauern, gebraucht, braucht, brauchst, brauchte, brauchst du noch',
  can: 'kannst, kann, konntest, konnte, konnen, geht, moglich, kannste, kanns',
  you: 'du, ihr, sie, dir, wer bist du, was bist du, app, tool, programm, chat, mit dir',
  do: 'tun, machen, andern, bearbeiten, sagen, fragen, schreiben, eingeben, anstellen, optionen, befehle, funktionen, moglichkeiten, effekte, benutzen, benutze, bedienen, bediene, nutzen, nutze, anfangen, machen kann',
  help: 'hilfe, hilf mir, hilf, helfen, helf mir, brauche hilfe, ich brauche hilfe, wer bist du, was bist du, anleitung, tutorial, bedienungsanleitung, ich versteh das nicht, ich komme nicht klar, wie lauft das',
  works:
    'funktioniert, funktionierst, funktioniere, geht, lauft, benutzt, benutze, benutzt man, bediene, nutze, macht man, mach ich, mache ich, geht das',
  sung: 'gesungen, singt, singen, singe, text, songtext, liedtext, lyrics, gesagt, zeile, zeilen, worte',
  model:
    'modell, ki modell, ki, prompt, prompts, anweisung, beschreibung, verwendet, benutzt, genutzt, erstellt, ai, anweisungen',
  clip: 'clip, clips, szene, szenen, einstellung, einstellungen, aufnahme, aufnahmen, stelle, stellen, teil, teile, abschnitt',
  video: 'video, videos, song, songs, lied, musikvideo, film, projekt, videoclip, spass',
  section: 'refrain, refrains, strophe, strophen, brucke, bridge, intro, outro, chorus, vers, schluss',
  number:
    'eins, zwei, drei, vier, funf, sechs, sieben, acht, neun, zehn, erste, ersten, zweite, zweiten, dritte, dritten, nummer, nr',
  more: 'mehr, mehr davon, noch mehr, noch mehr davon, starker, noch starker, intensiver, noch intensiver, kraftiger, deutlicher, verstarke, verstarken, erhohe, ruhig mehr, weiter so verstarken, doller, noch doller',
  less: 'weniger, weniger davon, nicht so stark, nicht so viel, nicht so doll, nicht ganz so stark, nicht ganz so doll, nicht ganz so viel, schwacher, sanfter, dezenter, subtiler, zarter, reduziere, reduzieren, verringern, abschwachen, schwache ab, runter damit, weniger stark, weniger intensiv, zuruckhaltender, milder',
  'a bit':
    'n bisschen, nen bisschen, en bisschen, n tick, nen tick, etwas, bisschen, ein bisschen, bissl, bissel, bisserl, wenig, ein wenig, klein wenig, leicht, tick, einen tick, ein tick, hauch, einen hauch, ganz leicht, minimal, stuck, ein stuck',
  'too much':
    'zu viel, zuviel, zu stark, zu doll, zu heftig, zu krass, zu intensiv, ubertrieben, zu viel des guten, zu extrem, viel zu viel, viel zu stark',
  again: 'nochmal, noch mal, noch einmal, erneut, dasselbe nochmal, das gleiche nochmal',
};
