import type { Language } from '../language.js';

/** How people say each look. */
export const DUTCH_LOOKS: Language['templates'] = {
  brighter: {
    wishes:
      'helderder, lichter, ophelderen, oplichten, verlichten, helderheid omhoog, helderheid hoger, licht aan, meer belichting, beter verlicht, goed verlicht, je ziet niets, je ziet niks, ik zie niets, ik zie niks, je ziet geen reet, (is|oogt|lijkt) (heel|erg|echt|zo) donker',
    boundStates: 'helder, licht, lichte',
    qualities: 'overbelicht',
    amounts: 'licht, helderheid, belichting',
  },
  darker: {
    wishes:
      'donkerder, verduisteren, donkerder maken, dimmen, dim licht, licht dimmen, helderheid omlaag, helderheid lager, licht uit, minder fel, somberder, duisterder, (is|oogt|lijkt) (heel|erg|echt|zo) (licht|fel), is overbelicht',
    states: 'donker, donkere, duister, duistere',
    qualities: 'fel, onderbelicht, zwart',
    amounts: 'duisternis, schaduw, schaduwen',
  },
  nighttime: {
    wishes:
      'nacht, bij nacht, in nacht, s nachts, midden in nacht, nachtscene, nachtelijk, nachtelijke, alsof het nacht is, het nacht, nachtsfeer, nachtbeeld, van dag naar nacht, dag naar nacht, als nacht, nachtversie',
  },
  daytime: {
    wishes:
      'overdag, bij daglicht, daglicht, op klaarlichte dag, midden op dag, van nacht naar dag, nacht naar dag, alsof het dag is, zonnig, als dag, middag',
    boundStates: 'dag',
  },
  sunset: {
    wishes:
      'zonsondergang, bij zonsondergang, ondergaande zon, gouden uur, avondrood, avondlicht, schemering, schemer, avondschemering, in schemering, avondzon, als zonsondergang, zonsondergangsfeer',
  },
  dawn: {
    wishes:
      'zonsopgang, bij zonsopgang, zonsopkomst, bij zonsopkomst, dageraad, ochtendgloren, ochtendlicht, opkomende zon, vroeg in ochtend, vroege ochtend, ochtendrood, als zonsopgang',
  },
  more_motion: {
    wishes:
      'sneller, versnellen, dynamischer, beweeglijker, meer beweging, meer bewegen, meer actie, vlotter',
    states: 'dynamisch, dynamische',
    qualities: 'snel, druk, onrustig, schokkerig, hectisch',
    amounts: 'beweging, bewegingen, tempo, snelheid, actie, dynamiek, camerabeweging',
  },
  less_motion: {
    wishes:
      'langzamer, trager, rustiger, kalmer, stabieler, stabiliseren, stabiliseer, minder bewegen, camera stil, camera stilhouden, camera stil houden',
    states: 'rustig, rustige, langzaam, traag, kalm, stabiel',
    qualities: 'stil, statisch, saai',
    amounts: 'rust',
  },
  warmer: {
    wishes:
      'warmer, warmer van kleur, warmere kleuren, warme kleuren, warmere tinten, warme tinten, kleuren warmer, warm licht, warmer licht, warme gloed, warme tonen, warmere tonen, warmere kleur, gezelliger, warme sfeer, warmere',
    states: 'warme',
    boundStates: 'warm',
    qualities: 'oranje, geel, gelig',
    amounts: 'warmte',
  },
  cooler: {
    wishes:
      'kouder, koeler, kouder van kleur, koudere kleuren, koude kleuren, koele kleuren, koelere kleuren, koelere tinten, koude tinten, koudere tinten, kleuren kouder, kleuren koeler, koud licht, blauwer, blauwige, koude sfeer',
    states: 'koel, koele, koude',
    boundStates: 'koud',
    qualities: 'blauw, blauwig, ijzig, kil',
    amounts: 'kou',
  },
  high_contrast: {
    wishes:
      'hoog contrast, hoger contrast, sterker contrast, contrast omhoog, contrast hoger, contrast verhogen, verhoog contrast, contrastrijker, contrasten versterken, contrast opvoeren',
    states: 'contrastrijk, contrastrijke',
    amounts: 'contrast',
  },
  desaturated: {
    wishes:
      'kleuren zijn te fel, kleuren te fel, te felle kleuren, minder kleur, minder kleuren, minder verzadigd, minder verzadiging, kleuren fletser, fletser, fletse kleuren, flets, vale kleuren, valer, vaal, doffere kleuren, doffe kleuren, doffer, verzadiging omlaag, verzadiging lager, gedempte kleuren, kleuren minder fel, minder felle kleuren, uitgewassen kleuren, minder kleurrijk, kleuren zijn (te|veel te) (fel|schreeuwerig|sterk|hard|hevig|verzadigd)',
    qualities: 'bleek, dof, grauw, kleurloos',
  },
  dramatic: {
    wishes: 'dramatischer, dramatischere, meer dramatisch, meer drama',
    states: 'dramatisch, dramatische',
    amounts: 'drama, dramatiek',
  },
  dreamy: {
    wishes: 'dromeriger, sprookjesachtig, droomachtig, als een droom, als in een droom, magisch',
    states: 'dromerig, dromerige',
  },
  gritty: { wishes: 'ruiger, rauwer, ruwer, smeriger', states: 'ruig, ruige, rauw, rauwe, ruw' },
  ethereal: { wishes: 'hemels, engelachtig, zweverig, zweveriger', states: 'etherisch, etherische' },
  high_energy: {
    wishes: 'energieker, levendiger, meer pit, vol energie, met meer energie, pittiger',
    states: 'energiek, energieke, levendig',
    amounts: 'energie, power',
  },
  vivid: {
    wishes:
      'kleurrijker, kleuriger, fellere kleuren, felle kleuren, feller van kleur, levendigere kleuren, levendige kleuren, meer kleur, meer kleuren, verzadigder, kleuren feller, kleuren levendiger, kleuren intenser, intensere kleuren, sprekende kleuren, verzadiging omhoog, vrolijkere kleuren, knallende kleuren, kleuren laten knallen',
    states: 'kleurrijk, kleurrijke, kleurig, verzadigd',
    amounts: 'kleur, kleuren, verzadiging',
  },
  pastel: {
    wishes: 'pasteltinten, pastelkleuren, in pastel, in pasteltinten, zachte pasteltinten, pastelkleurig',
  },
  teal_orange: {
    wishes:
      'teal oranje, oranje teal, teal en oranje, oranje en teal, turquoise oranje, oranje turquoise, blockbuster kleuren, bioscooplook, filmische look, filmischer, filmische kleuren',
  },
  matte: { wishes: 'matte look, matte afwerking, verwassen zwart' },
  black_and_white: {
    wishes:
      'zwart wit, zwartwit, in zwart wit, in zwartwit, zwart en wit, monochroom, grijstinten, in grijstinten, zonder kleur, zonder kleuren, geen kleur',
  },
  sepia: {
    wishes: 'sepiatint, sepiatinten, in sepiatinten, als een oude foto, oude foto, oude fotos, sepiakleur',
  },
  red_tint: {
    wishes:
      'rode gloed, rode tint, rood licht, rode filter, rood filter, rood getint, roder, roodachtig, roodachtige, rode waas, rode kleur',
    states: 'rood',
  },
  orange_tint: {
    wishes: 'oranje gloed, oranje tint, oranje licht, oranje filter, oranje waas, oranje getint',
  },
  yellow_tint: {
    wishes: 'gele gloed, gele tint, geel licht, geel filter, gele filter, gele waas, geel getint',
  },
  green_tint: {
    wishes:
      'groene gloed, groene tint, groen licht, groen filter, groene filter, groene waas, groen getint, groener',
    states: 'groen',
  },
  blue_tint: {
    wishes: 'blauwe gloed, blauwe tint, blauw licht, blauw filter, blauwe filter, blauwe waas, blauw getint',
  },
  purple_tint: {
    wishes:
      'paarse gloed, paarse tint, paars licht, paars filter, paarse filter, paarse waas, paars getint, paarser',
    states: 'paars',
  },
  pink_tint: {
    wishes: 'roze gloed, roze tint, roze licht, roze filter, roze waas, roze getint, rozer',
    states: 'roze',
  },
  blur: {
    wishes: 'waziger, vervagen, vervaag, onscherp, onscherper, wazig maken, wazigheid, vager',
    states: 'wazig, wazige, onscherpe',
    amounts: 'onscherpte',
  },
  soft_focus: { wishes: 'zachte focus, zachter beeld, zacht beeld, zachtere focus, verzachten, softfocus' },
  sharpen: {
    wishes:
      'beeld is onscherp, is onscherp, beeld is wazig, is wazig, scherper, verscherpen, verscherp, scherp, scherp maken, scherper beeld, meer scherpte, scherp stellen',
    amounts: 'scherpte, details',
  },
  cartoon: {
    wishes:
      'tekenfilm, als tekenfilm, als een tekenfilm, tekenfilmstijl, tekenfilmeffect, stripverhaal, als een stripverhaal, als een strip, stripstijl, getekend, cartoonstijl, cartooneffect',
  },
  pixelate: { wishes: 'pixels erin, korrelige pixels, gepixeld, pixelachtig, verpixelen, mozaiek, blokjes' },
  glitch: {
    wishes: 'beeldstoring, beeldstoringen, storing, storingen, glitcheffect, digitale storing, haperen',
  },
  vintage_film: {
    wishes:
      'oude film, als een oude film, oude filmlook, oud filmpje, ouderwets, ouderwetse film, als vroeger, uit de jaren 70, jaren 70, oude filmrol, vintage filmlook, super8',
  },
  vhs: {
    wishes:
      'vhs band, oude vhs band, als een vhs band, videoband, oude videoband, als een videoband, vhs effect',
  },
  film_grain: {
    wishes: 'filmkorrel, korrel, korreliger, ruis, korreleffect, met korrel, filmruis',
    states: 'korrelig, korrelige',
    amounts: 'korrel, ruis, filmkorrel',
  },
  vignette: {
    wishes:
      'vignet, met vignet, donkere randen, randen donkerder, donkere hoeken, hoeken donkerder, vignettering',
    amounts: 'vignet',
  },
  mirror: {
    wishes: 'spiegelen, gespiegeld, in spiegelbeeld, horizontaal spiegelen, links en rechts omwisselen',
  },
  flip: { wishes: 'op zijn kop, ondersteboven, op de kop, op kop, verticaal spiegelen' },
  rotate: { wishes: 'draaien, draai, roteren, roteer, 90 graden draaien, kantelen, gedraaid' },
  crop_closer: {
    wishes:
      'bijsnijden, snij bij, strakker kader, strakker bijsnijden, krapper kader, nauwer kader, dichterbij',
  },
  zoom_in: {
    wishes: 'inzoomen, ingezoomd, langzaam inzoomen, erop inzoomen, verder inzoomen, naar binnen zoomen',
  },
  zoom_out: { wishes: 'uitzoomen, uitgezoomd, langzaam uitzoomen, verder uitzoomen, naar buiten zoomen' },
  pan_left: {
    wishes:
      'naar links, camera naar links, naar links pannen, pan naar links, naar links bewegen, camera naar links bewegen',
  },
  pan_right: {
    wishes:
      'naar rechts, camera naar rechts, naar rechts pannen, pan naar rechts, naar rechts bewegen, camera naar rechts bewegen',
  },
  shake: {
    wishes:
      'trillen, schudden, schokken, camera schudden, trillend beeld, trillende camera, schuddende camera, wiebelen, uit de losse hand',
    amounts: 'getril, trillingen, geschud',
  },
  letterbox: {
    wishes:
      'zwarte balken, zwarte balken boven en onder, balken boven en onder, bioscoopbalken, filmbalken, bioscoopformaat, breedbeeld, met zwarte balken',
    amounts: 'zwarte balken',
  },
  slow_motion: {
    wishes:
      '(speelt|loopt|draait|gaat) (veel|) te snel (af|), wordt (veel|) te snel afgespeeld, vertraagd, vertragen, vertraag, in slowmotion, slowmotion, halve snelheid, op halve snelheid, vertraagd afspelen, trager afspelen, langzamer afspelen',
  },
  speed_up: {
    wishes:
      'versneld, sneller afspelen, dubbele snelheid, op dubbele snelheid, versneld afspelen, twee keer zo snel, timelapse',
  },
  reverse: {
    wishes:
      'achteruit, achterstevoren, omgekeerd, achteruit afspelen, omgekeerd afspelen, terugspoelen, andersom',
  },
  freeze: {
    wishes:
      'bevriezen, bevries, bevroren, stilzetten, zet stil, stilstaand beeld, stil beeld, beeld stilzetten, beeld bevriezen',
  },
  fade_in: {
    wishes:
      'infaden, inladen vanuit zwart, fade in vanuit zwart, vanuit zwart, langzaam infaden, opkomen uit zwart, zacht infaden',
  },
  fade_out: {
    wishes:
      'uitfaden, naar zwart, langzaam uitfaden, vervagen naar zwart, uitdoven, zacht uitfaden, wegfaden',
  },
  rain: {
    wishes:
      'regenen, het regenen, t regenen, het regent, regenachtig, regendruppels, regenbui, in regen, met regen, stromende regen',
    amounts: 'regen',
  },
  snow: {
    wishes:
      'sneeuw, sneeuwen, het sneeuwen, t sneeuwen, het sneeuwt, sneeuwvlokken, in sneeuw, met sneeuw, besneeuwd, sneeuwbui',
    amounts: 'sneeuw',
  },
  fog: {
    wishes: 'met mist, mistig, mistiger, in mist, nevel, nevelig, mistflarden, mist erbij',
    amounts: 'mist, nevel',
  },
  beat_pulse: {
    wishes:
      'pulseren op beat, pulseren op maat, pulseren op muziek, op maat pulseren, op beat pulseren, laten pulseren op beat, meepulseren, zoomen op beat',
  },
  beat_flash: {
    wishes:
      'flitsen op beat, flitsen op maat, flits op beat, op beat flitsen, op maat flitsen, knipperen op beat, stroboscoop, knipperen op maat, lichtflitsen op beat',
  },
  light_leaks: { wishes: 'lichtlekken, lichtlek, met lichtlekken', amounts: 'lichtlekken' },
};
