import type { Language } from './language.js';
import { ITALIAN_LOOKS } from './looks/it.js';
import { ITALIAN_TALK } from './talk/it.js';

export const ITALIAN: Language = {
  spaced: true,
  ignored: 'il, lo, la, i, gli, le, un, uno, una, l',
  degrees:
    'dappertutto, ovunque, come nei film, come a hollywood, estremamente, po, un po, un pelino, pelino, un filino, filino, un pochetto, pochetto, una punta, una spolverata, un pochino, pochino, un pelo, un tantino, leggermente, molto, molta, ancora, davvero, parecchio, decisamente, assai, super, un filo, filo, un tocco, un goccio, un pizzico, un poco, appena, un attimo, tantissimo, un sacco, un botto, tanto, veramente, ben, un bel po, non si vede niente, non si vede nulla, non si capisce niente, non vedo niente, oh, eh, li, solo, solamente, soltanto, come al cinema',
  aBit: 'po, un po, un pelino, pelino, un filino, filino, un pochetto, pochetto, una punta, una spolverata, un pochino, pochino, un pelo, un tantino, leggermente, un filo, filo, un tocco, un goccio, un pizzico, un poco, appena, un attimo',
  much: 'estremamente, molto, molta, davvero, parecchio, decisamente, assai, super, tantissimo, un sacco, un botto, tanto, veramente, un bel po',
  frames:
    'potrebbe essere, puo essere, dovrebbe essere, deve essere, metterle, metterci, mettergli, dargli, dargli un, quelle, quei, quegli, quella, quel, spara, buttaci, sparaci, piazzaci, fai, fallo, falla, fa, fare, farlo, farla, fammi, fammelo, fai che sia, fai in modo che sia, rendi, rendilo, rendila, rendere, renderlo, renderla, metti, mettilo, mettila, mettere, metterlo, mettici, dai, dagli, dalle, cambia, cambialo, cambiare, cambia in, cambialo in, trasforma, trasformalo, trasformalo in, trasforma in, voglio, voglio che sia, lo voglio, vorrei, vorrei che fosse, vorrei che sia, preferirei, preferisco, mi piacerebbe, mi serve, serve, ci vuole, puoi, puoi fare, potresti, puo, si puo, possiamo, che sia, sia, che fosse, che sembri, di, a, in, con, come, versione, modalita, effetto, stile, atmosfera, con atmosfera, aggiungi, aggiungici, aggiungere, applica, applicaci, applicare, usa, inserisci, inserire, mettigli, mettimi, metterci, mettili, mettile, rendili, rendile, falli, falle, facci, dagli un, vorrei vedere, voglio vedere, voglio un, vorrei un, vorrei una, vorrei che, vorrei che sembrasse, che sembrasse, sembri, sembrasse, fallo sembrare, fai sembrare, falla sembrare, che diventi, diventi, diventare, fallo diventare, un effetto, l effetto, filtro, un filtro, look, tono, un tono, aspetto, tipo, modo, un tocco di, tocco di, tocco, aria, un aria, da, come se fosse, come se, in stile, con effetto, con l effetto, con un, con una, con dei, con delle, dei, delle, del, della, dello, su, puoi mettere, puoi renderlo, puoi farlo, puoi aggiungere, potresti mettere, potresti renderlo, potresti farlo, potresti aggiungere, potresti fare, riesci a, riesci a fare, riesci a mettere, riesci a renderlo, si potrebbe, si puo mettere, si puo fare, sarebbe bello, ci starebbe bene, ci sta, starebbe bene, porta, portalo, passa, passalo a, converti, convertilo in, trasformali in, tutto in, piuttosto, abbia, che abbia, ci metti, mi metti, mi fai, me lo fai, lo fai, mandalo, manda, mandala, fallo andare, fai andare, riproduci, riproducilo, che vada, falla andare',
  clip: 'scena, immagine, clip, video, ripresa, inquadratura, sequenza, questa scena, questa immagine, questa clip, questo video, questa ripresa, tutto, questo, della scena, di scena, dell immagine, del video, della clip, nella scena, nel video, colori, tutti, tutte, scene, immagini, qui, questa parte, l immagine, l intero video, canzone, cose, questi',
  courtesies:
    'hai esagerato, esagerato, mi fanno male occhi, mi fanno male gli occhi, fa male agli occhi, mi bruciano occhi, per favore, perfavore, per piacere, per cortesia, grazie, se possibile, se puoi, ora, adesso, anche, ok, okay, allora, bene, si, per me, ehi, solo questo, nient altro, piuttosto, qui, qua, dai, ciao, oddio, uffa, mamma mia, boh, comunque, cmq, quindi, magari, grazie mille, se riesci, pls',
  joins: 'e, ed, ma, poi, e poi, e anche, pero',
  pairs: 'sopra sotto, bianco nero, nero bianco',
  more: 'piu *, piu di #, con piu #, (aumenta|aumentare|alza|alzare|incrementa|potenzia) #, (aggiungi|aggiungere|metti|dai) (piu|) #, maggiore #, (metti|dai|dagli|voglio|vorrei|con|serve|aggiungi|mettici) piu #, ancora piu *, ancora piu #, piu # ancora, (alza|aumenta|incrementa|pompa) (un po|) (il|la|i|) #, un po di #, aggiungi un po di #, metti un po di #, un po piu di #',
  less: 'meno *, non cosi *, non tanto *, con meno #, (abbassa|abbassare|riduci|ridurre|diminuisci|diminuire|cala|togli) #, minore #, (abbassa|riduci|diminuisci|cala|togli) (un po|un po di|) (il|la|i|di|) #, (metti|voglio|vorrei|con) meno #, un po meno #, un po meno di #, meno di #',
  tooMuch:
    '(e|sembra|risulta|rimane|c e|ha|) (troppo|troppa|troppi|troppe) *, c e troppo *, (lo|) trovo troppo *, eccesso di #, (e|sembra|risulta|rimane|c e|ha|mi sembra|mi pare|resta|viene|) (un po|davvero|ancora|) (troppo|troppa|troppi|troppe) *, c e un po troppo #, troppo # per me, (e|) * di troppo, hai messo troppo #, hai messo troppa #, (e|) esageratamente *, sono troppo *, (i|) colori sono troppo *',
  tooLittle:
    '(c e|ha|) (poco|poca|troppo poco|troppo poca) #, manca #, manca di #, non c e abbastanza #, (non|non e) abbastanza *, (non|non e) sufficientemente *, (non c e|) # insufficiente, (e|) troppo poco *, (c e|ha|) (troppo|) (poco|poca) #, (e|) poco *, ci vuole piu #, servirebbe piu #, serve piu #, manca un po di #',
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
      'quanto (ho speso|ho pagato|abbiamo speso) (finora|in totale|per questo video|fino ad ora|), quanto (e costato|costa) (video|questo video|tutto) (finora|in totale|), quanti soldi (restano|rimangono|mi restano), costo totale, spesa totale, conto, il conto, conto per favore, fattura',
    'what changed':
      '(cosa|che cosa|che) (e cambiato|ho cambiato|hai cambiato|abbiamo cambiato|hai fatto|ho fatto|ho modificato|hai modificato|c e di nuovo|c e di diverso) (finora|qui|nel video|adesso|ora|), quali modifiche, mostrami (modifiche|cronologia|cambiamenti), cronologia, modifiche',
  },
  templates: ITALIAN_LOOKS,
};
