import type { Language } from './language.js';
import { ITALIAN_TALK } from './talk/it.js';

export const ITALIAN: Language = {
  spaced: true,
  ignored: 'il, lo, la, i, gli, le, un, uno, una, l',
  degrees:
    'po, un po, un pochino, pochino, un pelo, un tantino, leggermente, molto, molta, ancora, davvero, parecchio, decisamente, assai, super',
  aBit: 'po, un po, un pochino, pochino, un pelo, un tantino, leggermente',
  much: 'molto, molta, davvero, parecchio, decisamente, assai, super',
  frames:
    'fai, fallo, falla, fa, fare, farlo, farla, fammi, fammelo, fai che sia, fai in modo che sia, rendi, rendilo, rendila, rendere, renderlo, renderla, metti, mettilo, mettila, mettere, metterlo, mettici, dai, dagli, dalle, cambia, cambialo, cambiare, cambia in, cambialo in, trasforma, trasformalo, trasformalo in, trasforma in, voglio, voglio che sia, lo voglio, vorrei, vorrei che fosse, vorrei che sia, preferirei, preferisco, mi piacerebbe, mi serve, serve, ci vuole, puoi, puoi fare, potresti, puo, si puo, possiamo, che sia, sia, che fosse, che sembri, di, a, in, con, come, versione, modalita, effetto, stile, atmosfera, con atmosfera',
  clip: 'scena, immagine, clip, video, ripresa, inquadratura, sequenza, questa scena, questa immagine, questa clip, questo video, questa ripresa, tutto, questo, della scena, di scena, dell immagine, del video, della clip, nella scena, nel video',
  courtesies:
    'per favore, perfavore, per piacere, per cortesia, grazie, se possibile, se puoi, ora, adesso, anche, ok, okay, allora, bene, si, per me, ehi, solo questo, nient altro, piuttosto',
  joins: 'e, ed, ma, poi, e poi, e anche, pero',
  pairs: 'bianco nero, nero bianco',
  more: 'piu *, piu di #, con piu #, (aumenta|aumentare|alza|alzare|incrementa|potenzia) #, (aggiungi|aggiungere|metti|dai) (piu|) #, maggiore #',
  less: 'meno *, non cosi *, non tanto *, con meno #, (abbassa|abbassare|riduci|ridurre|diminuisci|diminuire|cala|togli) #, minore #',
  tooMuch:
    '(e|sembra|risulta|rimane|c e|ha|) (troppo|troppa|troppi|troppe) *, c e troppo *, (lo|) trovo troppo *, eccesso di #',
  tooLittle:
    '(c e|ha|) (poco|poca|troppo poco|troppo poca) #, manca #, manca di #, non c e abbastanza #, (non|non e) abbastanza *, (non|non e) sufficientemente *, (non c e|) # insufficiente, (e|) troppo poco *',
  otherWishes:
    'aggiungi, aggiungere, metti, mettici, togli, rimuovi, elimina, cancella, sostituisci, crea, disegna, inserisci, cambia',
  words: ITALIAN_TALK,
  talk: {
    undo: 'annulla, annullare, annullalo, annulla modifica, annulla ultima modifica, annulla (questo|quello), torna indietro, tornare indietro, indietro, ripristina, versione precedente, torna a versione precedente, come prima, rimettilo come prima, annulla l ultima modifica, annulla la modifica, puoi annullare, rimetti com era prima, rimetti come era, torna alla versione precedente',
    redo: 'ripeti, rifai, rifallo, rifare',
    'start over':
      'annulla tutto, annullare tutto, (togli|elimina) tutte le modifiche, ricomincia, ricominciare, ricomincia da capo, da capo, da zero, originale, versione originale, torna a originale, torna all originale',
    cancel: 'ferma, fermati, fermo, stop, aspetta, basta, interrompi, interrompere',
    no: 'cosi no, no cosi no, meglio di no, no, no grazie, niente, lascia stare, lascia perdere, non importa, meglio di no, fa niente, mai',
    yes: 'si, certo, certamente, va bene, ok, okay, d accordo, procedi, vai, fallo, fai pure, confermo, conferma, accetto, accetta, si grazie, si per favore, sicuro, va benissimo',
    'I do not like it':
      'non mi piace (cosi|per niente|), (e|sembra) (brutto|orribile|bruttissimo|strano|noioso|terribile), che (brutto|schifo), brutto, orribile, fa schifo, non va bene, non e quello che volevo',
    help: 'aiuto, aiutami, cosa puoi fare, che cosa puoi fare, cosa sai fare, come funziona, come funziona questo, chi sei, cosa posso (fare|dire|chiedere|cambiare) (qui|), che posso fare, come si usa, come (lo|) uso, cosa si puo fare, come faccio',
    thanks:
      'e (perfetto|bellissimo|bello|fantastico), molto meglio, grazie, grazie mille, mille grazie, molte grazie, tante grazie, perfetto, ottimo, eccellente, bene, molto bene, benissimo, mi piace, bello, bellissimo, fantastico, bravo, bravissimo, ben fatto, stupendo, grande, ottimo lavoro',
    hi: 'ciao, salve, buongiorno, buon giorno, buonasera, buona sera, buonanotte, buona notte, come va, come stai, arrivederci, a presto, ehila',
    'what did it cost':
      'quanto (costa|e costato|e costata|costava|mi costa|costera|viene) (questo|quello|ultima modifica|modifica|tutto questo|), quanto (ha|) costato, qual (e|era) (prezzo|costo), (e|era) (gratis|gratuito), quanto mi e costato, costa qualcosa, prezzo',
    'what have I spent':
      'quanto (ho speso|ho pagato|abbiamo speso) (finora|in totale|per questo video|fino ad ora|), quanto (e costato|costa) (video|questo video|tutto) (finora|in totale|), quanti soldi (restano|rimangono|mi restano), costo totale, spesa totale',
    'what changed':
      '(cosa|che cosa|che) (e cambiato|ho cambiato|hai cambiato|abbiamo cambiato|hai fatto|ho fatto|ho modificato|hai modificato|c e di nuovo|c e di diverso) (finora|qui|nel video|adesso|ora|), quali modifiche, mostrami (modifiche|cronologia|cambiamenti), cronologia, modifiche',
  },
  templates: {
    brighter: {
      wishes:
        'schiarisci, schiariscilo, schiarire, schiariscila, illumina, illuminalo, illuminare, ben illuminat(o|a)',
      states: 'luminos(o|a|i|e), brillante, brillanti, illuminat(o|a)',
      boundStates: 'chiar(o|a|i|e)',
      qualities: 'sovraesposto',
      amounts: 'luce, luminosita, illuminazione, esposizione',
    },
    darker: {
      wishes:
        'scurisci, scuriscilo, scurire, scuriscila, oscura, oscuralo, oscurare, abbassa luci, attenua luci',
      states: 'scur(o|a|i|e), buio, buia',
      qualities: 'ner(o|a), cupo, cupa, sottoesposto',
      amounts: 'oscurita, ombra, ombre, buio',
    },
    nighttime: {
      wishes:
        '(di|durante|nella|) notte, (durante|nella) notte, notturn(o|a), scena (notturna|di notte), mezzanotte, a mezzanotte, in piena notte, giorno in notte, da giorno a notte',
    },
    daytime: {
      wishes:
        '(di|durante|) giorno, in pieno giorno, (alla|con|) luce del giorno, alla luce del giorno, diurn(o|a), scena (diurna|di giorno), notte in giorno, da notte a giorno',
    },
    sunset: {
      wishes:
        '(al|con|durante|) tramonto, (al|) crepuscolo, ora d oro, all ora d oro, golden hour, imbrunire, all imbrunire, sole che tramonta',
    },
    dawn: {
      wishes:
        '(all|con|) alba, all alba, sorgere del sole, al sorgere del sole, aurora, all aurora, mattina presto, di prima mattina, primo mattino, di mattina presto',
    },
    more_motion: {
      wishes:
        'accelera, acceleralo, accelerare, velocizza, velocizzalo, velocizzare, piu velocemente, muovi di piu',
      states: 'dinamic(o|a)',
      qualities: 'veloc(e|i), rapid(o|a), mosso, movimentat(o|a), frenetic(o|a)',
      amounts:
        'movimento, movimenti, velocita, dinamismo, azione, ritmo, movimento di camera, movimenti di camera',
    },
    less_motion: {
      wishes:
        'rallenta, rallentalo, rallentare, piu lentamente, piu piano, meno velocemente, calma movimento',
      states: 'lent(o|a|i|e), tranquill(o|a)',
      boundStates: 'calm(o|a)',
      qualities: 'ferm(o|a), statico, immobile',
      amounts: 'calma, tranquillita',
    },
    warmer: {
      wishes:
        '(colori|toni) (piu|) caldi, (tonalita|tinte) (piu|) calde, (luce|colore|tono) (piu|) (calda|caldo), scalda, scaldalo, riscalda, riscalda colori, scalda colori, piu arancione',
      states: 'cald(o|a|i|e)',
      qualities: 'arancione, gialla, giallo',
      amounts: 'calore',
    },
    cooler: {
      wishes:
        '(colori|toni) (piu|) freddi, (tonalita|tinte) (piu|) fredde, (luce|colore|tono) (piu|) (fredda|freddo), raffredda, raffredda colori, piu blu, piu bluastro',
      states: 'fredd(o|a|i|e)',
      qualities: 'blu, bluastro, gelid(o|a)',
    },
    high_contrast: {
      wishes: '(alto|maggiore|forte) contrasto, contrasto (alto|piu alto|maggiore|piu forte), contrasto',
      states: 'contrastat(o|a)',
      amounts: 'contrasto',
    },
    desaturated: {
      wishes:
        'desatura, desaturalo, desaturare, desaturat(o|a), colori (piu|) (spenti|smorti|tenui|sbiaditi|pallidi|desaturati), colori meno (vivaci|saturi|accesi), meno (colore|colori|saturazione|satur(o|a)|colorat(o|a)|vivace), (abbassa|riduci|diminuisci) (colori|saturazione), (e|) tropp(o|a|i) (colore|colori|saturazione|satur(o|a)|colorat(o|a))',
    },
    dramatic: { states: 'drammatic(o|a)', amounts: 'dramma, drammaticita' },
    dreamy: { wishes: 'come (in|) sogno, come in sogno, da sogno', states: 'oniric(o|a), sognante' },
    gritty: { states: 'grezz(o|a), ruvid(o|a), crud(o|a)' },
    ethereal: { states: 'etere(o|a)' },
    high_energy: {
      states: 'energic(o|a), vivace, energetic(o|a)',
      amounts: 'energia, vita, grinta, vitalita',
    },
    vivid: {
      wishes: 'colori (piu|) (vivaci|vividi|accesi|intensi|saturi|brillanti), satura, saturare, saturalo',
      states: 'vivid(o|a), colorat(o|a), satur(o|a)',
      amounts: 'colore, colori, saturazione',
    },
    pastel: { wishes: '(in|) (colori|tinte|toni) pastello, in pastello', states: 'pastello' },
    teal_orange: {
      wishes: 'turchese arancione, arancione turchese, teal orange, colori da cinema, colori cinematografici',
    },
    matte: { wishes: 'finitura opaca, neri sbiaditi', states: 'opac(o|a)' },
    black_and_white: {
      wishes:
        'bianco e nero, in bianco e nero, nero e bianco, monocromatic(o|a), monocromo, scala di grigi, in scala di grigi, senza colore, senza colori',
    },
    sepia: {
      wishes:
        'in seppia, tono seppia, toni seppia, color seppia, seppiato, vecchia foto, come (una|) vecchia foto',
      states: 'seppia',
    },
    red_tint: {
      wishes: 'tinta rossa, tinto di rosso, in rosso, tutto rosso, toni rossi, luce rossa',
      states: 'ross(o|a), rossastr(o|a)',
    },
    orange_tint: { wishes: 'tinta arancione, tinto di arancione, tutto arancione, luce arancione' },
    yellow_tint: { wishes: 'tinta gialla, tinto di giallo, tutto giallo, luce gialla' },
    green_tint: {
      wishes: 'tinta verde, tinto di verde, tutto verde, toni verdi, luce verde',
      states: 'verde, verdastr(o|a)',
    },
    blue_tint: { wishes: 'tinta blu, tinto di blu, tutto blu, luce blu' },
    purple_tint: {
      wishes: 'tinta viola, tinto di viola, tutto viola, toni viola, luce viola',
      states: 'viola',
    },
    pink_tint: { wishes: 'tinta rosa, tinto di rosa, tutto rosa, toni rosa, luce rosa' },
    blur: {
      wishes: 'sfoca, sfocalo, sfocare, sfuma, fuori fuoco',
      states: 'sfocat(o|a), sfumat(o|a)',
      amounts: 'sfocatura',
    },
    soft_focus: { wishes: 'fuoco morbido, messa a fuoco morbida, effetto flou' },
    sharpen: {
      wishes: 'piu nitidezza, rendi nitido, affila, con piu dettaglio',
      states: 'nitid(o|a), definit(o|a)',
      amounts: 'nitidezza, definizione',
    },
    cartoon: {
      wishes:
        'cartone animato, come (un|) cartone animato, fumetto, come (un|) fumetto, stile fumetto, stile cartone animato',
    },
    pixelate: {
      wishes: 'pixela, pixelare, pixelalo, effetto pixel, a pixel, pixel art',
      states: 'pixelat(o|a)',
      amounts: 'pixel',
    },
    glitch: {
      wishes: 'glitch, con glitch, effetto glitch, disturbo digitale, interferenze',
      amounts: 'glitch, interferenze',
    },
    vintage_film: {
      wishes:
        'vecchio film, come (un|) vecchio film, film vecchio, film d epoca, pellicola antica, super 8, retro',
      states: 'vintage',
    },
    vhs: { wishes: 'vhs, videocassetta, come (una|) videocassetta, cassetta vhs, come (una|) vhs, come vhs' },
    film_grain: {
      wishes: 'grana, grana della pellicola, grana pellicola, con grana, grana cinematografica',
      states: 'granulos(o|a), sgranat(o|a)',
      amounts: 'grana',
    },
    vignette: {
      wishes: 'vignettatura, con vignettatura, bordi scuri, angoli scuri, scurisci (bordi|angoli)',
      amounts: 'vignettatura',
    },
    mirror: {
      wishes:
        'specchia, specchialo, specchiato, specchiata, a specchio, come (uno|) specchio, capovolgi orizzontalmente, rifletti',
    },
    flip: {
      wishes: 'a testa in giu, sottosopra, capovolgi, capovolgilo, capovolt(o|a), capovolgi verticalmente',
    },
    rotate: { wishes: 'ruota, ruotalo, ruotare, ruota di 90 gradi, ruotalo di 90 gradi, ruota 90 gradi' },
    crop_closer: {
      wishes: 'ritaglia, ritaglialo, ritagliare, inquadratura piu stretta, piano piu stretto, piu vicino',
    },
    zoom_in: {
      wishes:
        'zoom avanti, zoom in avanti, ingrandisci, avvicina, avvicinati, avvicina camera, zooma, fai zoom, zoom',
    },
    zoom_out: { wishes: 'zoom indietro, zoom all indietro, allontana, allontanati, allontana camera' },
    pan_left: { wishes: 'panoramica a sinistra, panoramica verso sinistra, camera verso sinistra' },
    pan_right: { wishes: 'panoramica a destra, panoramica verso destra, camera verso destra, panoramica' },
    shake: {
      wishes: 'camera a mano, camera traballante, scuoti camera, tremolio, scossa, scosse',
      states: 'traballante, tremolante',
      amounts: 'tremolio, scosse',
    },
    letterbox: {
      wishes: 'bande nere, con bande nere, barre nere, con barre nere, formato cinema, cinemascope',
      amounts: 'bande nere, barre nere',
    },
    slow_motion: {
      wishes: 'rallentatore, al rallentatore, a rallentatore, slow motion, a meta velocita, meta velocita',
    },
    speed_up: {
      wishes:
        'doppia velocita, a doppia velocita, al doppio della velocita, doppio della velocita, due volte piu veloce',
    },
    reverse: {
      wishes:
        'al contrario, all indietro, a ritroso, inverti, invertire, invertit(o|a), riproduci al contrario, in senso inverso',
    },
    freeze: {
      wishes:
        'congela, congelalo, congelare, fermo immagine, fermo fotogramma, blocca immagine, congela immagine',
      states: 'congelat(o|a)',
    },
    fade_in: {
      wishes: 'dissolvenza in entrata, dissolvenza iniziale, dissolvenza dal nero, appare dal nero',
    },
    fade_out: {
      wishes: 'dissolvenza in uscita, dissolvenza finale, dissolvenza al nero, sfuma al nero',
    },
    rain: {
      wishes: 'con pioggia, sotto pioggia, pioggia, piove, fai piovere, che piova',
      states: 'piovos(o|a)',
      amounts: 'pioggia',
    },
    snow: {
      wishes: 'con neve, sotto neve, neve, nevica, fai nevicare, che nevichi, nevicata',
      states: 'innevat(o|a)',
      amounts: 'neve',
    },
    fog: {
      wishes: 'con nebbia, nella nebbia, nebbia, foschia, con foschia, bruma',
      states: 'nebbios(o|a)',
      amounts: 'nebbia, foschia',
    },
    beat_pulse: { wishes: 'pulsa a ritmo, pulsare a ritmo, pulsazioni a ritmo, zoom a ritmo' },
    beat_flash: { wishes: 'flash a ritmo, lampi a ritmo, stroboscopio, luce stroboscopica' },
    light_leaks: {
      wishes: 'infiltrazioni di luce, con infiltrazioni di luce, light leaks',
      amounts: 'infiltrazioni di luce',
    },
  },
};
