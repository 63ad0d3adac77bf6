import type { TalkWords } from './slots.js';

export const FRENCH_TALK: TalkWords = {
  filler:
    'ils, elles, chanteuse, chanteur, me, m, te, t, se, s, moi, toi, ca, cela, c, ce, cet, cette, ces, ici, la, deja, donc, alors, de, d, du, des, en, dans, avec, par, pour, a, au, aux, et, mais, que, qu, mon, ma, mes, ton, ta, s il te plait, s il vous plait, s il te plais, stp, svp, steuplait, mec, mon ami, maintenant, meme, encore, aussi, juste, dis, dis moi, dites moi, je veux savoir, je voudrais savoir, exactement, mdr, ptdr, haha, lol, ah, oh, eh, euh, bah, ben, bon, hein, puis, ensuite, il, elle, y, ai, as, est ce que, est ce qu, j, je, tu, on, il y a, y a, quand meme, vraiment, franchement, enfin, genre, wow, ouah, waouh, sur, t il, a t, eu, ok, quoi, pas besoin de ca, voila, finalement, merci de, peux me dire, peut, fait, avez, a ete, ete, que ca',
  hi: 'bonjour, bjr, bonsoir, bsr, salut, slt, coucou, hello, hey, allo, ca va, comment ca va, comment vas tu, comment tu vas, tu vas bien, vous allez bien, quoi de neuf, bonne nuit, bonne journee, bonne soiree, au revoir, a bientot, a plus, ciao, bye, wesh',
  thanks:
    'merci, mercii, mrc, mci, merci beaucoup, merci bcp, mille mercis, grand merci, je te remercie, je vous remercie, remercie',
  good: 'super, genial, geniale, parfait, parfaite, top, excellent, excellente, tres bien, bien, beau, belle, magnifique, splendide, sublime, cool, nickel, impeccable, incroyable, formidable, chouette, joli, jolie, bravo, bon travail, bon boulot, beau travail, j aime, j aime bien, j adore, aime, adore, j kiffe, kiffe, j aime trop, trop bien, trop beau, trop cool, trop style, une tuerie, ca me plait, plait, me plait, ca dechire, ouf, de ouf, chapeau, ce que je voulais, exactement ce que je voulais, c est ca, ravi, ravie, propre, dingue, bon, bonne, bien joue, au top, mortel, sympa',
  better: 'mieux',
  looks:
    'rend, ca rend, a l air, l air, fait, ressemble, rendu, resultat, ressemble a ca, rend bien, comment c est, comme ca',
  is: 'appartiennent, font partie, c est, est, sont, etait, c etait, ca fait, soit, a ete, ete, dure, il y a, y a',
  very: 'tres, trop, si, vraiment, beaucoup, bcp, bien, tellement, du tout, carrement, completement, grave, absolument, nettement, vachement',
  bad: 'trouve ca moche, je trouve ca moche, trouve ca nul, je trouve ca nul, je trouve pas ca beau, trouve pas ca beau, moche, nul, nulle, mauvais, mauvaise, horrible, laid, laide, affreux, affreuse, bizarre, ennuyeux, degueulasse, degueu, pourri, pourrie, de la merde, merde, pas terrible, pas top, pas ouf, bof, pas beau, pas belle, pas bien, pas bon, pas bonne, pas cool, j aime pas, je n aime pas, n aime pas, aime pas, je deteste, j deteste, deteste, ca me plait pas, ne me plait pas, me plait pas, plait pas, pas fan, suis pas fan, je suis pas fan, je ne suis pas fan, pas convaincu, pas ce que je voulais, n est pas ce que je voulais, pas ce que j ai demande, rate, ratee, c est rate, pire, catastrophe, catastrophique, decu, decevant, ca craint, n importe quoi, pas genial, pas satisfait, suis pas convaincu, trop moche',
  not: 'pas, ne, n, non, jamais, aucun',
  yes: 'oui, ouais, ouaip, ouep, oui oui, d accord, dac, ok, okay, oki, vas y, allez, allez y, allons y, go, bien sur, bien entendu, evidemment, carrement, volontiers, avec plaisir, parfait, confirme, je confirme, confirmer, j accepte, accepte, accepter, c est bon, c est bon pour moi, ca me va, ca marche, fais le, fais ca, faites le, faites, fais, on y va, exactement, tout a fait, absolument, je valide, valide, valider, je veux bien, je prends, entendu, lance, lance toi, exact, pourquoi pas, nickel, banco',
  no: 'non, nan, nope, non non, non merci, pas ca, pas comme ca, surtout pas, laisse, laisse tomber, laisse comme ca, laissez, laissez tomber, laisse le comme ca, oublie, oublie ca, oubliez, tant pis, pas du tout, pas maintenant, pas encore, pas la peine, pas besoin, ca ira, jamais, rien, rien du tout, ne fais rien, fais rien, ne fais pas ca, fais pas ca, ne le fais pas, le fais pas, plutot pas, vaut mieux pas, mieux vaut pas, il vaut mieux pas, mieux pas, je prefere pas, je ne veux pas, je veux pas, veux pas, hors de question, peu importe, sans facon, garde comme ca, ca va aller, on laisse, on laisse tomber, bof non',
  cancel:
    'stop, arrete, arrete tout, arretez, arreter, attends, attendez, attend, une seconde, un instant, minute, deux secondes, halte, interromps, interrompre, suffit, ca suffit, abandonne, stoppe',
  undo: 'annule, annuler, annulez, annules, annulle, defais, defaire, defait, reviens sur, (enleve|supprime|retire|annule) ce que tu viens de faire, enleve derniere modif, supprime derniere modif, retire derniere modif, enleve ca, retire ca, supprime ca, vire ca, enleve le, retire le',
  redo: 'refais, refaire, refaites, retablis, retablir, remets le, refais le',
  back: 'reviens, revenir, revenez, retour, retourne, retourner, retournez, en arriere, arriere, remets, remettre, remettez, remet, recule, reviens en arriere, retour en arriere, rends moi, remonte, je veux, je prefere, redonne moi, laisse, rends',
  before:
    'avant, comme avant, d avant, comme c etait, comme c etait avant, comme ca etait, comme avant ca, etat d avant, etat precedent, precedent, precedente, version precedente, version d avant, ancienne version, ancien, a l ancienne version, etape precedente, d une etape, etape d avant, a celle d avant, celle d avant, a avant',
  all: 'entier, entiere, complet, complete, tout, toutes, tous, toute, tout ca, completement, entierement',
  original:
    'original, originale, version originale, de zero, a zero, recommence, recommencer, recommencez, recommence tout, repars, repartir, repartons, depart, au depart, debut, au debut, du debut, depuis debut, reinitialise, reinitialiser, reset, version de depart, point de depart',
  version: 'version, versions',
  last: 'derniere, dernier, dernieres, derniers, que tu viens de faire, que je viens de faire, que tu as fait, precedente',
  change:
    'modification, modifications, modif, modifs, changement, changements, edition, etape, action, effet, reglage, reglages, ajout, historique, chose, truc, retouche, retouches',
  changed:
    'change, a change, modifie, j ai change, tu as change, t as change, as change, ai change, on a change, fait, j ai fait, tu as fait, t as fait, on a fait, ai fait, as fait, nouveau, different, de different, ete modifie, ete change, qui a change, qui change, avons change, avons fait, modifs, modifications, changements',
  what: 'montre moi, montrez moi, fais voir, fais moi voir, je veux voir, quoi, que, qu, qu est ce que, qu est ce qu, qu est ce qui, quel, quelle, quels, quelles, keske, kesk, c est quoi, ce que, ce qui',
  which:
    'a quel endroit, dans quelle partie, quel, quelle, quels, quelles, lequel, lesquels, laquelle, dans quel, dans quels, dans quelle, qui, quoi, qu est ce que, qu est ce qu, que, c est quoi, sur quel, sur quels',
  how: 'comment, de quelle maniere',
  'how much':
    'combien, cb, combien d argent, combien de fric, a combien, quel, c est quoi, est ce que, quelle',
  'how many': 'combien, combien de, combien d, cb de, cb',
  'how long':
    'combien de temps, combien de secondes, combien de minutes, cb de temps, quelle duree, quelle est duree, quelle longueur, combien, duree',
  seen: 'sombre, clair, claire, lumineux, bleu, bleue, rouge, vert, verte, jaune, orange, rose, violet, violette, gris, grise, flou, floue, granuleux, pale, lent, lente, rapide, sature, saturee, froid, froide, chaud, chaude, bleute, bleutee, rougeatre, verdatre, jaunatre, noir, noire, blanc, blanche, noir et blanc, terne, pixelise, pixelisee, delave, delavee',
  why: 'pourquoi, pq, pk, pkoi, prq, pour quelle raison, comment ca se fait que, comment ca se fait',
  where:
    'ou, quand, a quel moment, a quelle seconde, a quelle minute, dans quels, ou est, quand est ce que, ou est ce que',
  cost: 'coute, couter, cout, couts, coutera, couterait, a coute, m a coute, prix, vaut, valait, cher, facture, factures, payer, paie, tarif, revient, va couter, revenu, paye, addition, note, dois, devrais, coutent',
  free: 'gratuit, gratuite, gratos, payant, payante, faut payer, il faut payer, payer',
  spent:
    'depense, depenses, ai depense, j ai depense, paye, j ai paye, ai paye, on a depense, argent, claque, j ai claque, depenser, avons depense, addition, note, dois, facture',
  'so far':
    'jusqu ici, jusqu a present, jusqu a maintenant, jusque la, jusqu la, au total, en tout, total, pour instant, pour l instant',
  takes:
    'a dure, prend, pris, a pris, va prendre, prendre, prendra, mis, a mis, met, mets, va mettre, mettre, faut, faudra, long, reste, longtemps',
  can: 'peux, peut, pouvez, puis, pourrais, pourrait, pouvons, sais, savez, peux tu, pouvez vous, peut on, puis je, sais tu, est capable, es capable, capable',
  you: 'tu, vous, on, t, qui es tu, t es qui, tu es qui, avec toi, appli, application, outil, chat',
  do: 'faire, fais, faites, changer, modifier, demander, dire, ecrire, editer, choses, options, commandes, fonctions, effets, utiliser, utilise, t utilise, s utilise, s en sert, sert, se sert, m y prendre',
  help: 'aide, aide moi, aidez moi, m aider, aider, a l aide, besoin d aide, j ai besoin d aide, au secours, secours, qui es tu, t es qui, tu es qui, mode d emploi, instructions, tuto, je comprends pas comment ca marche, tu sers a quoi, a quoi tu sers, sers a quoi',
  works:
    'marche, ca marche, fonctionne, ca fonctionne, tu marches, tu fonctionnes, utilise, utiliser, faire, fait, s utilise, on fait, je fais, ca se passe, on s en sert, s en sert, on utilise',
  sung: 'chante, chantes, chantee, chantent, chanter, dit, dites, disent, paroles, parole, texte, est chante, on chante, il chante, elle chante',
  model:
    'modele, prompt, prompts, consigne, description, ia, intelligence artificielle, modele d ia, as utilise, utilise, tu as utilise, a ete utilise, genere, a genere',
  clip: 'clip, clips, scene, scenes, plan, plans, partie, parties, sequence, sequences',
  video: 'video, videos, chanson, musique, morceau, projet, entiere, complete, ensemble',
  section: 'refrain, refrains, couplet, couplets, pont, intro, introduction, outro, fin',
  number:
    'un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, premier, premiere, deuxieme, second, seconde, troisieme, numero',
  more: 'plus, encore plus, plus fort, plus fort que ca, plus intense, plus prononce, plus marque, augmente, augmente ca, pousse, pousse plus, davantage, plus de ca, monte, plus que ca, encore, accentue, renforce',
  less: 'moins, moins fort, moins intense, moins marque, moins prononce, pas si fort, pas aussi fort, pas autant, plus doux, plus leger, plus legere, plus discret, plus subtil, plus soft, adoucis, adoucir, baisse, reduis, diminue, attenue, calme, plus leger que ca, pas tant, moins que ca, moins de ca',
  'a bit':
    'un peu, peu, un petit peu, un tout petit peu, petit peu, un chouia, chouia, legerement, un poil, poil, une touche, tout petit peu',
  'too much':
    'trop, c est trop, trop fort, trop intense, t as abuse, tu abuses, exagere, c est exagere, trop prononce, trop marque, abuse, y es alle trop fort',
  again: 'encore une fois, une fois de plus, a nouveau, de nouveau, recommence ca, pareil, meme chose',
};
