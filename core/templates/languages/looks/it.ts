import type { Language } from '../language.js';

/** How people say each look. */
export const ITALIAN_LOOKS: Language['templates'] = {
  brighter: {
    wishes:
      'sembra (molto|super) scur(o|a), schiarisci, schiariscilo, schiarire, schiariscila, illumina, illuminalo, illuminare, ben illuminat(o|a), luminoso, piu luce, aumenta luminosita, alza luminosita, luce, non si vede niente, non si vede nulla, non vedo niente, piu luminosa, schiarito, (sembra|risulta) (molto|davvero|super) (scuro|scura|buio|buia)',
    states: 'luminos(o|a|i|e), brillante, brillanti, illuminat(o|a), luminoso, luminosa',
    boundStates: 'chiar(o|a|i|e)',
    qualities: 'sovraesposto',
    amounts: 'luce, luminosita, illuminazione, esposizione',
  },
  darker: {
    wishes:
      'scurisci, scuriscilo, scurire, scuriscila, oscura, oscuralo, oscurare, abbassa luci, attenua luci, meno luce, abbassa luminosita, meno luminoso, incupisci, cupo, piu cupo, piu buio, buio, (sembra|risulta) (molto|davvero|super) (chiaro|chiara|luminoso|luminosa)',
    states: 'scur(o|a|i|e), buio, buia',
    qualities: 'ner(o|a), cupo, cupa, sottoesposto',
    amounts: 'oscurita, ombra, ombre, buio',
  },
  nighttime: {
    wishes:
      '(di|durante|nella|) notte, (durante|nella) notte, notturn(o|a), scena (notturna|di notte), mezzanotte, a mezzanotte, in piena notte, giorno in notte, da giorno a notte, di notte, notte, notturno, notturna, come se fosse notte, che sia notte, ambientato di notte, in notturna, scena notturna, atmosfera notturna',
  },
  daytime: {
    wishes:
      '(di|durante|) giorno, in pieno giorno, (alla|con|) luce del giorno, alla luce del giorno, diurn(o|a), scena (diurna|di giorno), notte in giorno, da notte a giorno, di giorno, giorno, come se fosse giorno, soleggiato, luce del giorno, diurno, mezzogiorno',
  },
  sunset: {
    wishes:
      '(al|con|durante|) tramonto, (al|) crepuscolo, ora d oro, all ora d oro, golden hour, imbrunire, all imbrunire, sole che tramonta, al tramonto, tramonto, come al tramonto, luce del tramonto, come un tramonto, crepuscolo, al crepuscolo, (luce|luci|colori|toni|tono) del tramonto, (luce|luci|colori|toni|tono) da tramonto, un tramonto, da tramonto',
  },
  dawn: {
    wishes:
      '(all|con|) alba, all alba, sorgere del sole, al sorgere del sole, aurora, all aurora, mattina presto, di prima mattina, primo mattino, di mattina presto, alba, come all alba, luce dell alba, di primo mattino, alle prime luci, luce del mattino, prime luci, come un alba, luci dell alba, da alba',
  },
  more_motion: {
    wishes:
      'accelera, acceleralo, accelerare, velocizza, velocizzalo, velocizzare, piu velocemente, muovi di piu, piu movimento, piu dinamico, piu mosso',
    states: 'dinamic(o|a)',
    qualities: 'veloc(e|i), rapid(o|a), mosso, movimentat(o|a), frenetic(o|a)',
    amounts:
      'movimento, movimenti, velocita, dinamismo, azione, ritmo, movimento di camera, movimenti di camera',
  },
  less_motion: {
    wishes:
      'piu lentamente, piu piano, meno velocemente, calma movimento, meno movimento, piu calmo, piu fermo, stabilizza, stabilizzalo, camera ferma, piu stabile, camera fissa',
    states: 'lent(o|a|i|e), tranquill(o|a)',
    boundStates: 'calm(o|a)',
    qualities: 'ferm(o|a), statico, immobile',
    amounts: 'calma, tranquillita',
  },
  warmer: {
    wishes:
      '(colori|toni) (piu|) caldi, (tonalita|tinte) (piu|) calde, (luce|colore|tono) (piu|) (calda|caldo), scalda, scaldalo, riscalda, riscalda colori, scalda colori, piu arancione, colori caldi, toni caldi, tono caldo, luce calda, colori piu caldi, toni piu caldi, luce piu calda, tonalita calde, piu calorosi',
    states: 'cald(o|a|i|e), caldo, calda, caldi, calde',
    qualities: 'arancione, gialla, giallo',
    amounts: 'calore',
  },
  cooler: {
    wishes:
      '(colori|toni) (piu|) freddi, (tonalita|tinte) (piu|) fredde, (luce|colore|tono) (piu|) (fredda|freddo), raffredda, raffredda colori, piu blu, piu bluastro, colori freddi, toni freddi, tono freddo, luce fredda, colori piu freddi, toni piu freddi, tonalita fredde, bluastro',
    states: 'fredd(o|a|i|e), freddo, fredda, freddi, fredde',
    qualities: 'blu, bluastro, gelid(o|a)',
  },
  high_contrast: {
    wishes:
      '(alto|maggiore|forte) contrasto, contrasto (alto|piu alto|maggiore|piu forte), contrasto, contrasto alto, alto contrasto, piu contrasto, piu contrastato, molto contrasto, contrastato, aumenta contrasto, alza contrasto',
    states: 'contrastat(o|a)',
    amounts: 'contrasto',
  },
  desaturated: {
    wishes:
      'desatura, desaturalo, desaturare, desaturat(o|a), colori (piu|) (spenti|smorti|tenui|sbiaditi|pallidi|desaturati), colori meno (vivaci|saturi|accesi), meno (colore|colori|saturazione|satur(o|a)|colorat(o|a)|vivace), (abbassa|riduci|diminuisci) (colori|saturazione), (e|) tropp(o|a|i) (colore|colori|saturazione|satur(o|a)|colorat(o|a)), desaturato, colori spenti, spegni colori, colori slavati, slavato, sbiadito, colori sbiaditi, meno saturo, meno colore, meno colori, meno colorato, smorto, pallido, colori piu spenti, colori smorti, colori tenui, colori (sono|sembrano) (troppo|molto) (accesi|forti|sgargianti|intensi|carichi|saturi|vivaci), colori troppo (accesi|forti|sgargianti|intensi|carichi|saturi|vivaci)',
    qualities: 'pallid(o|a|i|e), spent(o|a|i|e), smort(o|a|i|e)',
  },
  dramatic: { states: 'drammatic(o|a)', amounts: 'dramma, drammaticita' },
  dreamy: {
    wishes:
      'come (in|) sogno, come in sogno, da sogno, onirico, sognante, come in un sogno, come un sogno, fiabesco, magico, atmosfera onirica',
    states: 'oniric(o|a), sognante',
  },
  gritty: {
    states: 'grezz(o|a), ruvid(o|a), crud(o|a)',
    wishes: 'sporco, grezzo, crudo, ruvido, piu sporco, piu grezzo',
  },
  ethereal: { states: 'etere(o|a)', wishes: 'etereo, celestiale, angelico' },
  high_energy: {
    states: 'energic(o|a), vivace, energetic(o|a)',
    amounts: 'energia, vita, grinta, vitalita',
    wishes:
      'energico, pieno di energia, con energia, piu energico, vivace, carico, piu carico, piu energia, animato',
  },
  vivid: {
    wishes:
      'colori (piu|) (vivi|vivaci|vividi|accesi|intensi|saturi|brillanti), satura, saturare, saturalo, colori vivaci, colori vividi, colori accesi, colori piu vivaci, colori piu accesi, saturo, piu colorato, piu colore, piu colori, colori forti, vivido, colori brillanti, colori intensi, colori piu intensi, colori saturi, accendi colori, colorato, colori (sono|) troppo (pallidi|spenti|smorti), (e|) troppo (pallido|spento|smorto)',
    states: 'vivid(o|a), colorat(o|a), satur(o|a)',
    amounts: 'colore, colori, saturazione',
  },
  pastel: {
    wishes:
      '(in|) (colori|tinte|toni) pastello, in pastello, pastello, colori pastello, toni pastello, tinte pastello',
    states: 'pastello',
  },
  teal_orange: {
    wishes:
      'turchese arancione, arancione turchese, teal orange, colori da cinema, colori cinematografici, look cinema, cinematografico, come al cinema, da cinema, stile cinema, effetto cinema, look cinematografico, da film',
  },
  matte: { wishes: 'finitura opaca, neri sbiaditi', states: 'opac(o|a)' },
  black_and_white: {
    wishes:
      'bianco e nero, in bianco e nero, nero e bianco, monocromatic(o|a), monocromo, scala di grigi, in scala di grigi, senza colore, senza colori, b n, bn, in b n, in bn, togli colori, monocromatico',
  },
  sepia: {
    wishes:
      'in seppia, tono seppia, toni seppia, color seppia, seppiato, vecchia foto, come (una|) vecchia foto, seppia, effetto seppia, foto antica, come una vecchia foto',
    states: 'seppia',
  },
  red_tint: {
    wishes:
      'tinta rossa, tinto di rosso, in rosso, tutto rosso, toni rossi, luce rossa, filtro rosso, rossastro, piu rosso, tono rosso, rosso, luci rosse, tonalita rossa, sfumatura rossa',
    states: 'ross(o|a), rossastr(o|a)',
  },
  orange_tint: {
    wishes:
      'tinta arancione, tinto di arancione, tutto arancione, luce arancione, filtro arancione, arancione, tono arancione, aranciato',
  },
  yellow_tint: {
    wishes:
      'tinta gialla, tinto di giallo, tutto giallo, luce gialla, filtro giallo, giallastro, giallo, tono giallo',
  },
  green_tint: {
    wishes:
      'tinta verde, tinto di verde, tutto verde, toni verdi, luce verde, filtro verde, verdastro, in verde, piu verde, stile matrix, verde, tono verde, come matrix, tonalita verde',
    states: 'verde, verdastr(o|a)',
  },
  blue_tint: {
    wishes:
      'tinta blu, tinto di blu, tutto blu, luce blu, filtro blu, in blu, tono blu, azzurrato, tonalita blu, luci blu',
  },
  purple_tint: {
    wishes:
      'tinta viola, tinto di viola, tutto viola, toni viola, luce viola, filtro viola, in viola, piu viola, tono viola, luci viola, violaceo, tonalita viola',
    states: 'viola',
  },
  pink_tint: {
    wishes:
      'tinta rosa, tinto di rosa, tutto rosa, toni rosa, luce rosa, filtro rosa, in rosa, piu rosa, rosa, tono rosa, luci rosa, roseo, tonalita rosa',
  },
  blur: {
    wishes:
      'sfoca, sfocalo, sfocare, sfuma, fuori fuoco, sfocato, sfocata, sfocatura, offusca, offuscato, sfuoca, effetto sfocato',
    states: 'sfocat(o|a), sfumat(o|a)',
    amounts: 'sfocatura',
  },
  soft_focus: {
    wishes: 'fuoco morbido, messa a fuoco morbida, effetto flou, soft focus, morbido, sfocatura morbida',
  },
  sharpen: {
    wishes:
      '(sembra|si vede|risulta|viene) sfocat(o|a), piu nitidezza, rendi nitido, affila, con piu dettaglio, piu nitido, nitidezza, nitida, piu definito, aumenta nitidezza, metti a fuoco, a fuoco, piu definizione, piu dettagli, nitido, ben nitido, piu a fuoco',
    states: 'nitid(o|a), definit(o|a)',
    amounts: 'nitidezza, definizione',
  },
  cartoon: {
    wishes:
      'cartone animato, come (un|) cartone animato, fumetto, come (un|) fumetto, stile fumetto, stile cartone animato, come un cartone, cartone, stile cartone, cartoon, come un fumetto, a fumetti, come un cartone animato, effetto cartone, da cartone animato, effetto cartoon, effetto fumetto, tipo cartone animato',
  },
  pixelate: {
    wishes:
      'pixela, pixelare, pixelalo, effetto pixel, a pixel, pixel art, pixelato, pixellato, pixellare, mosaico, effetto mosaico, pixel, come un vecchio videogioco, sgranato a pixel',
    states: 'pixelat(o|a)',
    amounts: 'pixel',
  },
  glitch: {
    wishes:
      'glitch, con glitch, effetto glitch, disturbo digitale, interferenze, disturbi digitali, errore digitale, distorsione digitale, glitchato',
    amounts: 'glitch, interferenze',
  },
  vintage_film: {
    wishes:
      'vecchio film, come (un|) vecchio film, film vecchio, film d epoca, pellicola antica, super 8, retro, pellicola vintage, vintage, pellicola vecchia, vecchia pellicola, come un vecchio film, stile vintage, stile retro, anni 70, antico, look vintage, look retro, d epoca, effetto pellicola, effetto vintage, da vecchio film, anticato',
    states: 'vintage',
  },
  vhs: {
    wishes:
      'vhs, videocassetta, come (una|) videocassetta, cassetta vhs, come (una|) vhs, come vhs, effetto vhs, stile vhs, come una vhs, vecchia vhs, come una vecchia vhs, da vhs, look vhs',
  },
  film_grain: {
    wishes:
      'grana, grana della pellicola, grana pellicola, con grana, grana cinematografica, grana di pellicola, effetto grana, granuloso, rumore pellicola, sgranato, rumore',
    states: 'granulos(o|a), sgranat(o|a)',
    amounts: 'grana',
  },
  vignette: {
    wishes:
      'vignettatura, con vignettatura, bordi scuri, angoli scuri, scurisci (bordi|angoli), vignetta, scurisci bordi, scurisci angoli, effetto vignetta, bordi piu scuri, angoli piu scuri, effetto vignettatura',
    amounts: 'vignettatura, vignetta',
  },
  mirror: {
    wishes:
      'specchia, specchialo, specchiato, specchiata, a specchio, come (uno|) specchio, capovolgi orizzontalmente, rifletti, specchiare, effetto specchio, ribalta orizzontalmente, rifletti orizzontalmente, specchio, gira orizzontalmente',
  },
  flip: {
    wishes:
      'a testa in giu, sottosopra, capovolgi, capovolgilo, capovolt(o|a), capovolgi verticalmente, capovolto, ribalta, ribaltato, ribalta verticalmente, al contrario in verticale, ribaltalo',
  },
  rotate: {
    wishes:
      'ruota, ruotalo, ruotare, ruota di 90 gradi, ruotalo di 90 gradi, ruota 90 gradi, gira, giralo, ruotato, ruota immagine, girare',
  },
  crop_closer: {
    wishes:
      'ritaglia, ritaglialo, ritagliare, inquadratura piu stretta, piano piu stretto, piu vicino, ritaglia piu stretto, piu da vicino, stringi inquadratura, stringi, taglia piu stretto',
  },
  zoom_in: {
    wishes:
      'zoom avanti, zoom in avanti, ingrandisci, avvicina, avvicinati, avvicina camera, zooma, fai zoom, zoom, zoom in, zoomare, fai uno zoom, uno zoom, zoom lento, zooma dentro, con zoom, con uno zoom, zumma',
  },
  zoom_out: {
    wishes:
      'zoom indietro, zoom all indietro, allontana, allontanati, allontana camera, zoom out, allarga inquadratura, zooma fuori, allarga',
  },
  pan_left: {
    wishes:
      'panoramica a sinistra, panoramica verso sinistra, camera verso sinistra, camera a sinistra, muovi camera a sinistra, muovi camera verso sinistra, sposta camera a sinistra, verso sinistra, carrellata a sinistra, telecamera verso sinistra, muovi telecamera verso sinistra, muovi telecamera a sinistra, a sinistra',
  },
  pan_right: {
    wishes:
      'panoramica a destra, panoramica verso destra, camera verso destra, panoramica, camera a destra, muovi camera a destra, muovi camera verso destra, sposta camera a destra, verso destra, carrellata a destra, telecamera verso destra, muovi telecamera verso destra, muovi telecamera a destra, a destra',
  },
  shake: {
    wishes:
      'camera a mano mossa, camera a mano traballante, camera a mano tremolante, camera a mano, camera traballante, scuoti camera, tremolio, scossa, scosse, camera tremolante, fai tremare camera, trema, scuoti, scuotimento, mossa, camera mossa, tremare, camera che trema, fai tremare, telecamera che trema, effetto tremolio, fai tremare immagine, telecamera tremolante',
    states: 'traballante, tremolante',
    amounts: 'tremolio, scosse',
  },
  letterbox: {
    wishes:
      'bande nere sopra e sotto, barre nere sopra e sotto, bande nere, con bande nere, barre nere, con barre nere, formato cinema, cinemascope, bande nere cinema, strisce nere, formato cinematografico, bande cinematografiche, bande cinema, bande nere come al cinema',
    amounts: 'bande nere, barre nere',
  },
  slow_motion: {
    wishes:
      '(si riproduce|scorre|gira|va) (molto|) troppo (veloce|velocemente|in fretta), rallenta, rallentalo, rallentare, rallentatore, al rallentatore, a rallentatore, slow motion, a meta velocita, meta velocita, slow mo, rallentato, in slow motion, moviola',
  },
  speed_up: {
    wishes:
      'doppia velocita, a doppia velocita, al doppio della velocita, doppio della velocita, due volte piu veloce, accelerato, a velocita doppia, timelapse, al doppio di velocita, aumenta velocita',
  },
  reverse: {
    wishes:
      'al contrario, all indietro, a ritroso, inverti, invertire, invertit(o|a), riproduci al contrario, in senso inverso, al rovescio, all inverso, in reverse, riavvolgi, invertito, in retromarcia, all incontrario',
  },
  freeze: {
    wishes:
      'congela, congelalo, congelare, fermo immagine, fermo fotogramma, blocca immagine, congela immagine, congelato, un fermo immagine, immagine ferma, immagine congelata, ferma immagine, fotogramma congelato, pausa',
    states: 'congelat(o|a)',
  },
  fade_in: {
    wishes:
      'dissolvenza in entrata, dissolvenza iniziale, dissolvenza dal nero, appare dal nero, dissolvenza all inizio, apri dal nero, fade in, dissolvenza in apertura, dissolvenza d ingresso, comparsa dal nero, parte dal nero, entrata in dissolvenza',
  },
  fade_out: {
    wishes:
      'dissolvenza in uscita, dissolvenza finale, dissolvenza al nero, sfuma al nero, dissolvenza alla fine, dissolvenza a nero, sfuma a nero, fade out, dissolvenza in chiusura, chiudi in dissolvenza, sfuma nel nero, sfumatura a nero, dissolvi a nero, dissolvenza in nero, finisci in nero, finisce in nero, dissolvenza a nero alla fine, uscita in dissolvenza',
  },
  rain: {
    wishes:
      'con pioggia, sotto pioggia, pioggia, piove, fai piovere, che piova, gocce di pioggia, effetto pioggia, piovoso, piovere, piova',
    states: 'piovos(o|a)',
    amounts: 'pioggia',
  },
  snow: {
    wishes:
      'con neve, sotto neve, neve, nevica, fai nevicare, che nevichi, nevicata, fiocchi di neve, effetto neve, innevato, nevicare, nevichi',
    states: 'innevat(o|a)',
    amounts: 'neve',
  },
  fog: {
    wishes:
      'con nebbia, nella nebbia, nebbia, foschia, con foschia, bruma, nebbioso, effetto nebbia, foschioso, banco di nebbia',
    states: 'nebbios(o|a)',
    amounts: 'nebbia, foschia',
  },
  beat_pulse: {
    wishes:
      'pulsa a ritmo, pulsare a ritmo, pulsazioni a ritmo, zoom a ritmo, pulsa col beat, a ritmo di musica, a tempo di musica, pulsare a tempo, pulsare sul beat, pulsi a ritmo, pulsa a tempo, pulsare con la musica, pulsi a tempo, zoom a tempo',
  },
  beat_flash: {
    wishes:
      'flash a ritmo, lampi a ritmo, stroboscopio, luce stroboscopica, flash sul beat, lampeggia a ritmo, luci a ritmo, flash a tempo, lampeggi a ritmo, lampeggiare a ritmo, luci a ritmo di musica, luci stroboscopiche, flash a ritmo di musica, lampeggiare a tempo',
  },
  light_leaks: {
    wishes:
      'infiltrazioni di luce, con infiltrazioni di luce, light leaks, fughe di luce, fuga di luce, perdite di luce, luce che filtra, effetto light leak, bagliori',
    amounts: 'infiltrazioni di luce',
  },
};
