import type { TalkWords } from './slots.js';

export const DUTCH_TALK: TalkWords = {
  filler:
    'het, t, dit, dat, die, deze, er, hier, daar, mij, me, mijn, je, jij, u, uw, jouw, ik, wij, we, ons, onze, ze, zij, hij, maar, toch, even, eens, ook, nog, nu, dan, dus, en, in, op, aan, van, voor, met, bij, naar, te, om, als, zo, wel, gewoon, graag, alsjeblieft, alstublieft, aub, alsjeblief, asjeblieft, pls, plz, hoor, joh, man, jongens, zeg, vertel me, vertel, eigenlijk, precies, haha, hihi, ah, oh, ach, ehm, eh, hm, hmm, nou, tja, wow, zojuist, net, alweer, al, weer, terug even, ben, bent, heb, hebt, heeft, had, hebben, is, was, wordt, worden, geworden, echt, misschien, zangeres, zanger, beetje, a, wat nou, mag, zou, wil, weten, ik wil weten, leuk, erbij',
  hi: 'hoi, hallo, hey, hee, hai, heey, goedemorgen, goedemiddag, goedenavond, goeiemorgen, goeiedag, goedendag, dag, hoe gaat het, hoe gaat het ermee, alles goed, hoe is het, doei, tot ziens, tot later, welterusten, goeie morgen, yo, moi, hallootjes',
  thanks:
    'bedankt, dank je, dankje, dank je wel, dankjewel, dank u, dank u wel, dankuwel, thanks, thx, merci, heel erg bedankt, hartelijk dank, veel dank, dank, bedankt hoor, super bedankt, tof bedankt',
  good: 'top, super, goed, mooi, prachtig, geweldig, perfect, fantastisch, schitterend, gaaf, vet, tof, cool, nice, lekker, fijn, prima, mooi zo, goed gedaan, goed zo, knap, heerlijk, briljant, fraai, netjes, helemaal goed, vind ik mooi, vind ik leuk, ik vind het mooi, ik vind het geweldig, ik hou ervan, hou van, hou ervan, precies wat ik wilde, wat ik wilde, zo wilde ik het, goed werk, mooi werk, dik, kei mooi, super mooi, bravo, klasse, wauw',
  better: 'beter, veel beter, mooier, veel mooier',
  looks:
    'ziet eruit, ziet er uit, ziet, eruit, uit, uitziet, er uitziet, geworden, lijkt, oogt, hoe het eruitziet',
  is: 'horen, hoort, vallen, is, was, zijn, waren, wordt, duurt, duren, lang, lengte, heeft, zitten, zit',
  very: 'heel, erg, zeer, echt, super, mega, heel erg, best, behoorlijk, vrij, nogal, helemaal, totaal, enorm, veel, zo, absoluut, kei, onwijs',
  bad: 'vind het niet mooi, vind dit niet mooi, vind het lelijk, vind het niks, vind dit niks, vind het niet goed, slecht, lelijk, afschuwelijk, verschrikkelijk, vreselijk, stom, raar, vreemd, saai, waardeloos, niks, kut, klote, bagger, rommel, niet goed, niet mooi, niet leuk, niks aan, vind ik niks, vind ik niet mooi, vind ik lelijk, vind ik niet leuk, bevalt me niet, bevalt niet, niet wat ik wilde, ik haat het, haat, verkeerd, fout, slechter, lelijker, trekt nergens op, niet mijn smaak, ik vind het niks, ik vind het niet mooi, ik vind er niks aan, niet tevreden, tegenvallend, valt tegen, gaat nergens over',
  not: 'niet, niets, geen, nooit',
  yes: 'ja, jaa, jep, yes, yep, jawel, ja hoor, ja graag, graag, oke, okay, ok, okee, prima, is goed, dat is goed, doe maar, ga je gang, ga maar, ga door, akkoord, zeker, uiteraard, natuurlijk, tuurlijk, klopt, precies, bevestig, bevestigen, accepteer, goed idee, doe het, doe dat, maak maar, vooruit, toe maar, waarom niet, lijkt me goed, dat wil ik',
  no: 'nee, neen, nope, nah, nee hoor, nee dank je, nee bedankt, laat maar, laat maar zitten, toch niet, liever niet, doe maar niet, niet doen, nee toch, hoeft niet, hoeft niet hoor, vergeet het, vergeet maar, maakt niet uit, nu niet, nog niet, zo laten, laat zo, laat het zo, dat niet, niet nodig, nee niet doen',
  cancel:
    'annuleer, annuleren, stop, stoppen, wacht, wacht even, wacht eens, ho, hou op, afbreken, breek af, ophouden, stop maar, stop ermee, momentje, even wachten',
  undo: 'ongedaan, ongedaan maken, maak ongedaan, maak het ongedaan, maak dat ongedaan, draai terug, draai het terug, draai dat terug, terugdraaien, undo, herroep, haal dat weg, haal het weg, haal weer weg, ongedaan gemaakt',
  redo: 'opnieuw doen, doe opnieuw, doe het opnieuw, herstel, herstellen, redo, nog een keer doen, zet terug',
  back: 'terug, ga terug, terug naar, zet, zet terug, ga, ik wil, ik wil terug, maak, maak weer, terugzetten, een stap terug, stap terug, geef me, doe, terugga, breng terug',
  before:
    'eerder, daarvoor, ervoor, voorheen, zoals eerst, zoals het was, zoals voorheen, hoe het was, zoals daarvoor, vorige, vorige versie, oude versie, oude, eerst, stap terug, een stap terug, zoals het eerst was, hoe het eerst was, zoals het daarvoor was',
  all: 'alles, alle, helemaal, hele, heel, volledig, compleet, complete, totale, volledige, gehele',
  original:
    'origineel, originele, originele versie, orgineel, begin, het begin, opnieuw beginnen, begin opnieuw, van voren af aan, vanaf het begin, van nul, reset, resetten, oorspronkelijke, oorspronkelijk, beginpunt',
  version: 'versie, versies',
  last: 'laatste, net, zojuist, vorige, meest recente, daarnet',
  change:
    'wijziging, wijzigingen, aanpassing, aanpassingen, bewerking, bewerkingen, verandering, veranderingen, stap, stappen, effect, effecten, geschiedenis, actie, edit',
  changed:
    'veranderd, gewijzigd, aangepast, gedaan, anders, nieuw, bewerkt, gebeurd, gemaakt, wijzigingen, veranderingen',
  what: 'wat, welke, welk, laat zien, laat me zien, toon, toon me, wat voor, wat allemaal',
  which: 'welke, welk, in welke, in welk, wie, wat, wat voor, bij welke',
  how: 'hoe, hoe precies, op welke manier',
  'how much': 'hoeveel, hoe veel, wat, hoe duur, hoeveel geld',
  'how many': 'hoeveel, hoe veel, uit hoeveel',
  'how long': 'hoe lang, hoelang, hoeveel seconden, hoeveel minuten, hoeveel tijd, welke lengte',
  why: 'waarom, hoezo, hoe komt het dat, hoe komt het, waardoor',
  where: 'waar, wanneer, op welk moment, bij welke seconde, vanaf wanneer, op welke plek, in welk stuk',
  cost: 'kost, kosten, gekost, kostte, prijs, duur, betalen, betaal, rekening, schuldig, verschuldigd',
  free: 'gratis, kosteloos, kost dat iets, kost het iets, kost dat wat, kost dit iets, kost dit geld',
  spent:
    'uitgegeven, besteed, betaald, verbruikt, kwijt, uitgaven, gespendeerd, schuldig, verschuldigd, rekening',
  'so far':
    'tot nu toe, totaal, in totaal, tot dusver, bij elkaar, alles bij elkaar, samen, opgeteld, totale kosten',
  takes: 'geduurd, duurde, duren, kost, gekost, nodig, duurt dat, duurt dit, duurt het',
  can: 'kan, kun, kunt, kunnen, kon, zou je kunnen, mogelijk, kan je, kun je',
  you: 'je, jij, u, jullie, app, programma, chat, wie ben je, wat ben je, dit ding, tool',
  do: 'doen, maken, aanpassen, veranderen, bewerken, zeggen, vragen, typen, schrijven, opties, mogelijkheden, functies, effecten, gebruiken, gebruik, beginnen, allemaal, doe',
  help: 'help, hulp, help me, help mij, helpen, ik heb hulp nodig, wie ben je, wat ben je, handleiding, uitleg, ik snap het niet, ik begrijp het niet',
  works: 'werkt, werk, werken, gebruik, gebruik ik, gaat, werkt dit, werkt het, moet ik beginnen',
  sung: 'zingt, zingen, gezongen, zing, tekst, songtekst, lyrics, woorden, regel, zinnen',
  model: 'model, prompt, prompts, ai, kunstmatige intelligentie, gebruikt, gegenereerd',
  clip: 'clip, clips, scene, scenes, shot, shots, stuk, stukje, fragment, deel, stukken',
  video: 'video, videos, filmpje, film, nummer, liedje, lied, videoclip, muziekvideo',
  section: 'refrein, refreinen, couplet, coupletten, brug, bridge, intro, outro',
  number:
    'een, twee, drie, vier, vijf, zes, zeven, acht, negen, tien, eerste, tweede, derde, laatste, nr, nummer',
  more: 'meer, nog meer, meer ervan, sterker, nog sterker, intenser, heviger, versterk, verhoog, meer daarvan, heftiger',
  less: 'minder, nog minder, minder ervan, zwakker, zachter, subtieler, minder sterk, minder heftig, niet zo sterk, niet zo veel, niet zoveel, niet zo erg, verminder, minder fel, minder intens, rustiger aan',
  'a bit':
    'beetje, een beetje, ietsje, iets, een tikje, tikje, een tikkeltje, tikkeltje, een klein beetje, klein beetje, een snufje, wat, ietwat, lichtelijk, een pietsie',
  'too much':
    'te veel, teveel, te sterk, te erg, te heftig, te hard, overdreven, te intens, veel te veel, te gek veel, wat te veel, iets te veel, een beetje te veel',
  again: 'nog een keer, nogmaals, opnieuw, weer, nog eens, nog een keertje',
  strong: 'sterk, heftig, intens, hevig',
  seen: 'donker, duister, licht, fel, blauw, rood, groen, geel, oranje, roze, paars, grijs, wazig, onscherp, korrelig, bleek, traag, langzaam, snel, koud, warm, flets, gelig, blauwig, zwart wit',
};
