import type { TalkWords } from './slots.js';

export const ITALIAN_TALK: TalkWords = {
  filler:
    'lei, lui, loro, la cantante, cantante, il cantante, mi, ti, si, ci, vi, ne, questo, questa, questi, quello, quella, cio, qui, qua, gia, allora, dunque, di, d, del, della, dello, dell, dei, degli, delle, in, nel, nella, nello, nell, nei, con, per, da, dal, dalla, a, al, alla, all, e, ed, ma, pero, che, mio, mia, tuo, tua, per favore, perfavore, pls, plis, per piacere, per cortesia, amico, fra, ragazzi, ora, adesso, proprio, ancora, anche, solo, cosi, no no, dimmi, mi dici, sai dirmi, voglio sapere, vorrei sapere, esattamente, ahah, haha, ahaha, ah, oh, eh, boh, beh, mah, ehm, wow, uau, poi, dopo, io, ho, hai, ha, abbiamo, c, sono, stato, stata, essere, fatto, infatti, dai, ok, cmq, comunque, ecco, uffa, quanto riguarda, su, sul, sulla, li, li, davvero, puoi dirmi, viene, volta',
  hi: 'ciao, ciaoo, ciao ciao, salve, ehi, ehila, hey, buongiorno, buon giorno, buonasera, buona sera, buon pomeriggio, buonanotte, buona notte, buona giornata, come va, come stai, come butta, tutto bene, tutto ok, arrivederci, a presto, a dopo, ci vediamo, hola, hello',
  thanks:
    'grazie, graziee, grz, grazie mille, mille grazie, molte grazie, tante grazie, grazie tante, ti ringrazio, ringrazio, grazie infinite, thanks',
  good: 'perfett(o|a), ottim(o|a), bell(o|a|i|e), bellissim(o|a|i|e), bellino, bene, benissimo, buon(o|a), bravo, brava, bravissim(o|a), fantastic(o|a), stupend(o|a), meraviglios(o|a), magnific(o|a), splendid(o|a), spettacolare, spettacolo, incredibile, eccezionale, eccellente, fico, figo, figata, che figata, carin(o|a), top, super, mi piace, mi piace molto, mi piace tanto, mi piace tantissimo, mi piace un sacco, piace, adoro, lo adoro, amo, ben fatto, ottimo lavoro, bel lavoro, grande, grandissimo, mitico, complimenti, come volevo, come lo volevo, quello che volevo, proprio come volevo, bomba, una bomba, da paura, pazzesco, favoloso, spacca',
  better: 'meglio, molto meglio',
  looks:
    'sembra, viene, venuto, venuta, e venuto, e venuta, uscito, e uscito, appare, risulta, si vede, aspetto, come viene, come e venuto',
  is: 'appartengono, fanno parte, e, era, sono, sia, sta, stava, fa, dura, ci sono, c e, ha',
  very: 'molto, tanto, tantissimo, troppo, davvero, cosi, proprio, un sacco, per niente, affatto, veramente, super, assai, decisamente',
  bad: 'brutt(o|a|i|e), bruttissim(o|a), orribile, schifo, fa schifo, schifos(o|a), terribile, pessim(o|a), stran(o|a), noios(o|a), male, orrendo, orrend(o|a), una merda, merda, una schifezza, schifezza, ridicolo, non mi piace, non mi piace per niente, non mi piace affatto, non mi piace molto, non piace, non mi convince, non va bene, non va, non e quello che volevo, non volevo questo, non era quello che volevo, odio, lo odio, peggio, peggiore, deludente, deluso, delusa, un disastro, disastro, che schifo, non bello, non e bello, non mi soddisfa, non ci siamo',
  not: 'non, mica, mai',
  yes: 'si, sii, certo, certamente, certo che si, sicuro, sicuramente, va bene, vabene, va benissimo, ok, okay, okk, d accordo, daccordo, perfetto, procedi, procediamo, vai, vai pure, vai cosi, fallo, falla, fai, fai pure, facciamolo, confermo, conferma, confermare, accetto, accetta, esatto, giusto, assolutamente, assolutamente si, ovvio, ovviamente, volentieri, dai, dai fallo, per me va bene, mi va bene, ci sto, andata, applica, applicalo, avanti, come no, perche no, benissimo, lo voglio, yes',
  no: 'no, noo, nope, no no, no grazie, niente, nulla, lascia, lascia stare, lascia perdere, lascia cosi, lascialo cosi, lascialo stare, lasciamo perdere, lasciamo stare, lasciamo cosi, meglio di no, cosi no, non importa, fa niente, non fa niente, non serve, non farlo, non fare niente, non fare nulla, non voglio, per niente, assolutamente no, mai, neanche per sogno, non ora, non adesso, non ancora, dimentica, dimenticalo, scherzavo, anzi no, preferisco di no, va bene cosi, e indifferente',
  cancel:
    'ferma, fermati, fermo, fermalo, stop, stoppa, aspetta, aspetta un attimo, un attimo, un momento, attendi, basta, interrompi, interrompere, blocca, blocca tutto, ferma tutto, cancella operazione, smetti, smettila',
  undo: 'annulla, annullare, annullalo, annullala, annulli, disfa, disfare, elimina ultima modifica, togli ultima modifica, cancella ultima modifica, revoca, toglilo, levalo, toglila, rimuovilo, togli questo, leva questo',
  redo: 'ripeti, ripristina annullato, rifai, rifallo, rifare, rimettilo, rimetti',
  back: 'torna, tornare, torniamo, torna indietro, indietro, ritorna, tornando, riportalo, riporta, rimetti, rimettilo, rimettila, ripristina, ripristinare, lascialo, lascia, voglio, vorrei, ridammi, fai tornare, fallo tornare',
  before:
    'prima, come prima, com era, com era prima, come era, come era prima, quello di prima, quella di prima, di prima, precedente, versione precedente, versione di prima, passo indietro, un passo indietro, stato precedente, un passo, passaggio precedente, com era in precedenza',
  all: 'intero, intera, completo, tutto, tutti, tutte, tutta, completamente, totalmente',
  original:
    'originale, versione originale, da capo, da zero, ricomincia, ricominciare, ricominciamo, ricomincia da capo, ricomincia da zero, inizio, dall inizio, all inizio, partenza, resetta, resettare, reset, azzera, azzera tutto, iniziale',
  version: 'versione, versioni',
  last: 'ultim(o|a), ultime, ultimi, appena fatta, appena fatto, recente, che hai fatto, che hai appena fatto, che ho fatto',
  change:
    'modifica, modifiche, cambiamento, cambiamenti, cambio, passaggio, passo, effetto, azione, ritocco, ritocchi, regolazione, regolazioni, cronologia, cosa, intervento',
  changed:
    'cambiato, e cambiato, cambiata, cambiati, modificato, modificata, fatto, e stato fatto, diverso, di diverso, nuovo, di nuovo, ho cambiato, hai cambiato, ho fatto, hai fatto, abbiamo cambiato, abbiamo fatto, e successo, successo, ho modificato, hai modificato, modifiche',
  what: 'mostrami, fammi vedere, voglio vedere, cosa, che, che cosa, ke, cos, qual, quale, quali, quello che',
  which:
    'in che parte, in quale parte, in quale punto, quale, quali, qual, che, cosa, cos, in quale, in quali, chi, che cosa, in che',
  how: 'come, in che modo',
  'how much': 'quanto, quanti soldi, quanta, qto, qual, a quanto, che',
  'how many': 'quanti, quante, quanto',
  'how long':
    'quanto tempo, quanto, quanti secondi, quanti minuti, qual durata, che durata, durata, quanto e lungo, quanto e lunga',
  seen: 'scur(o|a), chiar(o|a), luminos(o|a), blu, ross(o|a), verde, giall(o|a), arancione, rosa, viola, grigi(o|a), sfocat(o|a), sgranat(o|a), pallid(o|a), lent(o|a), veloce, fredd(o|a), cald(o|a), azzurr(o|a), bluastr(o|a), rossicci(o|a), verdastr(o|a), giallastr(o|a), ner(o|a), bianc(o|a), bianco e nero, moss(o|a), spent(o|a)',
  why: 'perche, xke, xche, come mai, per quale motivo, per che motivo',
  where: 'dove, quando, in che momento, a che secondo, a che minuto, in quale momento, da dove',
  cost: 'costa, costato, e costato, e costata, costata, costare, costo, costi, costera, costerebbe, prezzo, viene, caro, addebitato, mi e costato, mi e costata, pago, vale, paga, devo, conto, addebiti, tariffa',
  free: 'gratis, gratuito, gratuita, a pagamento, si paga, costa qualcosa, bisogna pagare, devo pagare',
  spent:
    'speso, ho speso, abbiamo speso, spesa, spese, pagato, ho pagato, soldi, spendendo, sto spendendo, spendo, conto, devo, fattura',
  'so far':
    'finora, fin qui, fin ora, fino a ora, fino ad ora, fino adesso, fino ad adesso, in totale, totale, in tutto, complessivamente, per ora',
  takes:
    'ci vuole, vuole, ci ha messo, messo, ci metti, metti, ci mette, mette, impiega, impiegato, durato, durata, e durato, e durata, ci vorra, manca, tempo ci vuole, ci e voluto, voluto, richiede',
  can: 'puoi, posso, puo, potresti, possiamo, potete, si puo, sai, sapete, sei capace, sei in grado, riesci',
  you: 'tu, voi, chi sei, cosa sei, con te, app, applicazione, chat, strumento',
  do: 'fare, fai, fate, cambiare, modificare, chiedere, chiederti, dire, dirti, scrivere, cose, opzioni, comandi, funzioni, effetti, usare, uso, usa, utilizzare, usarlo, farmi',
  help: 'aiuto, aiutami, aiutarmi, aiutare, aiuta, mi aiuti, mi serve aiuto, ho bisogno di aiuto, soccorso, chi sei, cosa sei, istruzioni, guida, tutorial, non capisco come funziona, a cosa servi',
  works: 'funziona, funzioni, si usa, uso, usa, usare, usarlo, faccio, si fa, si utilizza, utilizzo',
  sung: 'canta, cantano, cantato, cantata, canti, dice, dicono, testo, testi, parole, si canta, viene cantato, cantando, e cantato',
  model:
    'modello, prompt, istruzione, descrizione, ia, ai, intelligenza artificiale, usato, hai usato, e stato usato, utilizzato, generato, ha generato',
  clip: 'clip, scena, scene, inquadratura, inquadrature, ripresa, riprese, parte, parti, spezzone, spezzoni',
  video: 'video, canzone, musica, brano, videoclip, progetto, intero, completo',
  section: 'ritornello, ritornelli, strofa, strofe, ponte, bridge, intro, introduzione, outro, finale, coro',
  number:
    'uno, due, tre, quattro, cinque, sei, sette, otto, nove, dieci, prim(o|a), second(o|a), terz(o|a), numero',
  more: 'piu, ancora di piu, di piu, piu forte, piu intens(o|a), ancora piu forte, aumenta, aumentalo, alza, ancora, piu marcat(o|a), ancora piu intens(o|a), accentua, piu di cosi',
  less: 'meno, di meno, meno forte, meno intens(o|a), non cosi forte, non cosi tanto, non tanto, piu leggero, piu leggera, piu delicat(o|a), piu morbid(o|a), piu sottile, riduci, riducilo, abbassa, abbassalo, diminuisci, attenua, attenualo, smorza, meno marcat(o|a), ammorbidisci, meno di cosi, piu debole',
  'a bit':
    'un po, po, un pochino, pochino, un pelo, pelo, un tantino, tantino, leggermente, un tocco, un filo, filo, poco, un poco, appena, un goccio',
  'too much':
    'troppo, e troppo, troppo forte, troppo intens(o|a), hai esagerato, esagerat(o|a), eccessiv(o|a), troppo marcat(o|a), un po troppo',
  again: 'ancora una volta, un altra volta, di nuovo, stessa cosa, ancora una',
};
