import type { Language } from './language.js';
import { DUTCH_LOOKS } from './looks/nl.js';
import { DUTCH_TALK } from './talk/nl.js';

export const DUTCH: Language = {
  spaced: true,
  ignored: 'de, het, een, t',
  degrees:
    'beetje, een beetje, klein beetje, ietsje, iets, ietwat, wat, tikje, tikkeltje, snufje, pietsie, lichtelijk, veel, heel, erg, heel erg, zeer, super, mega, flink, behoorlijk, een stuk, stuk, stukken, echt, nog, nog wat, nog iets, enorm, extreem, vet, kei, onwijs, maar, even, eens, gewoon, alleen, toch, wel, overal, zoals in films, zoals in de film, als in de bioscoop, je ziet niks, je ziet niets',
  aBit: 'beetje, klein beetje, ietsje, iets, ietwat, wat, tikje, tikkeltje, snufje, pietsie, lichtelijk',
  much: 'veel, heel, erg, zeer, super, mega, flink, behoorlijk, stuk, stukken, enorm, extreem, echt, onwijs, kei',
  frames:
    'zou, mogen, zou mogen, kan, kan wel, mag wel, zou kunnen, kunnen, maak, maak er, maak er een, maak van, maak van dit, maak dat, maken, maak hem, maak ze, zet, zet er, zet er een, zet hem, zet in, zetten, doe, doe er, doe er wat, doe er een, doe er een beetje, doe in, doen, geef, geef het, geef hem, geef er, geven, laat, laat het, laat er, laten, voeg, voeg toe, voeg er, toevoegen, toe, erbij, erin, erop, eroverheen, eraan toe, verander in, verander naar, verander, veranderen in, wil, ik wil, ik wil het, ik wil dat het, ik wil hem, ik zou graag, ik zou het graag, ik zou graag willen, graag, ik heb liever, liever, ik wil graag, we willen, wij willen, kan je, kun je, kunt u, kan je het, kun je het, kan je hem, kun je hem, kan het, mag het, mag, het mag, hij mag, kan hij, kan er, kunnen we, zou je, zou je het, moet, moet zijn, het moet, hij moet, moet worden, zou moeten zijn, worden, zijn, hebben, in, naar, tot, met, met een, met wat, als, als een, zoals, alsof het, in stijl van, stijl, sfeer, look, effect, met effect, filter, een filter, een effect, versie, modus, uitzien, eruit laten zien als, eruit laten zien, laten lijken op, gooi er, gooi, gooi er een, plak, plak er, knal, gebruik, pas toe, toepassen, in een, op, bij, tijdens, overal in, krijgen, iets van, soort, een soort, van',
  clip: 'scene, beeld, clip, video, shot, opname, filmpje, deze scene, dit beeld, deze clip, deze video, dit shot, hem, alles, dit, dat, in scene, in beeld, in clip, in video, hier, clips, scenes, ze, die, geheel',
  courtesies:
    'mijn ogen doen pijn, doet pijn aan mijn ogen, alsjeblieft, alstublieft, aub, alsjeblief, asjeblieft, graag gedaan, dankje, dank je, dank je wel, dankjewel, dank u wel, bedankt, als het kan, als dat kan, indien mogelijk, als je wilt, nu, ook, oke, okay, goed, ja, voor mij, hoi, hallo, hey, verder niks, dat is alles, dan, dus, trouwens, misschien, eigenlijk, liever, joh, hoor, man, pls, plz, zeg, nou, even, eens, he, je hebt overdreven, overdreven',
  joins: 'en, maar, dan, en dan, plus',
  pairs: 'teal oranje, oranje teal, zwart wit, boven onder, links rechts',
  more: 'meer *, nog meer #, met meer #, (verhoog|versterk) #, # (omhoog|hoger|verhogen|versterken|erbij|opvoeren), (voeg|doe|zet|geef) (wat|er|) (meer|) # (toe|bij|erbij|), (ik wil|wil|graag|geef) meer #, het mag meer *, mag * zijn, het mag * zijn, mag *, nog *',
  less: 'minder *, niet zo *, niet zo veel #, niet zoveel #, met minder #, (verlaag|verminder) #, # (omlaag|lager|verlagen|verminderen), haal wat # weg, (ik wil|wil|graag|geef) minder #, mag minder *, het mag minder *',
  tooMuch:
    '(het|dit|hij|) (is|lijkt|oogt|blijft|wordt) (veel|iets|nogal|nog|nog steeds|een beetje|beetje|wat|) te *, te *, veel te *, iets te *, beetje te *, (er is|er zit|heeft|) te veel #, teveel #, veel te veel #, (het|dit|) ziet er te * uit, (ik vind het|vind ik|ik vind dit|vind het) (veel|iets|) te *, # is te (sterk|veel|heftig), kleuren zijn te *, wel te *, is wel te *',
  tooLittle:
    '(het|dit|) (is|) niet * genoeg, (er is|) niet genoeg #, (er is|) te weinig #, veel te weinig #, (het|dit|) (is|) te weinig *, (er|) mist #, er ontbreekt #, mag wel meer # hebben, kan wel meer # gebruiken, (het|) kan wel * zijn, onvoldoende #',
  otherWishes:
    'voeg, zet, plaats, verwijder, haal, vervang, teken, geef, doe, maak, verander, laat, stop, gooi, bouw, toon',
  words: DUTCH_TALK,
  talk: {
    undo: 'ongedaan maken, maak (het|dat|dit|) ongedaan, maak (het|dat) even ongedaan, terugdraaien, draai (het|dat|) terug, vorige versie, zet (het|) terug zoals het was, zoals het was, laatste wijziging ongedaan maken, maak laatste wijziging ongedaan, ga terug, terug, stap terug, terug naar vorige versie',
    redo: 'opnieuw doen, doe het opnieuw, herstel, herstellen',
    'start over':
      'alles ongedaan maken, maak alles ongedaan, alles terugdraaien, draai alles terug, verwijder alle wijzigingen, opnieuw beginnen, begin opnieuw, terug naar origineel, terug naar het origineel, originele versie, origineel, zet alles terug, van voren af aan',
    cancel: 'annuleer, annuleren, stop, stoppen, wacht, wacht even, ho, afbreken',
    no: 'nee, neen, nee bedankt, nee dank je, laat maar, liever niet, niet doen, vergeet het, hoeft niet, toch maar niet',
    yes: 'ja, jawel, ja graag, ja doe maar, doe maar, oke, okay, is goed, prima, akkoord, zeker, natuurlijk, ga je gang, bevestig',
    'I do not like it':
      '(dat|dit|het|) (ziet er|is) (echt|zo|heel|) (lelijk|slecht|vreselijk|raar|saai) (uit|), (dat|dit|het) is (echt|zo|heel|) (lelijk|slecht|vreselijk|raar|saai|niks|waardeloos|niet goed|niet mooi), ik vind (het|dit|dat) (niks|niet mooi|lelijk|niet leuk|niet goed), lelijk, slecht, niet mooi, niet goed, waardeloos, saai, (dat|dit|het) bevalt me niet, dat is niet wat ik wilde',
    help: 'help, hulp, help me, wat kan je, wat kun je, wat kan je allemaal, wat kun je allemaal, wat kan je doen, wat kun je doen, wat kan ik (hier|) (doen|zeggen|vragen|veranderen), hoe werkt (dit|het|dat), wie ben je, hoe gebruik ik (dit|het), wat zijn de mogelijkheden, wat zijn mogelijkheden',
    thanks:
      '(dat|dit|het) (ziet er|is) (super|heel|echt|) (goed|mooi|gaaf|prachtig|geweldig|perfect|beter) (uit|), bedankt, dank je, dankje, dank je wel, dankjewel, dank u wel, top, super, geweldig, perfect, prachtig, mooi, heel mooi, gaaf, goed gedaan, tof, veel beter, beter, top dankje',
    hi: 'hoi, hallo, hey, goedemorgen, goedemiddag, goedenavond, goedendag, hoe gaat het, doei, tot ziens, dag',
    'what did it cost':
      '(wat|hoeveel) (kost|kostte) (dit|dat|het), (wat|hoeveel) heeft (dit|dat|het|de laatste wijziging|laatste wijziging) gekost, hoe duur (is|was) (dit|dat|het), is (dit|dat|het) gratis, kost (dit|dat|het) (iets|geld|wat)',
    'what have I spent':
      '(wat|hoeveel) heb ik (tot nu toe|in totaal|al|) (uitgegeven|betaald|besteed), (wat|hoeveel) heeft (de video|video|alles|de hele video|hele video) (tot nu toe|in totaal|) gekost, totale kosten, wat zijn totale kosten, wat zijn de totale kosten, rekening, rekening graag',
    'what changed':
      'wat is er (veranderd|gewijzigd|anders), wat (heb ik|heb je|hebben we) (tot nu toe|allemaal|al|) (veranderd|gewijzigd|aangepast|gedaan), laat (de|) wijzigingen zien, wijzigingen, geschiedenis',
  },
  templates: DUTCH_LOOKS,
};
