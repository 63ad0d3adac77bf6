import type { Language } from './language.js';
import { FRENCH_LOOKS } from './looks/fr.js';
import { FRENCH_TALK } from './talk/fr.js';

export const FRENCH: Language = {
  spaced: true,
  ignored: 'le, la, les, un, une, l',
  degrees:
    'partout, comme dans films, comme dans les films, comme a hollywood, extremement, peu, un peu, un tout petit peu, un petit peu, petit peu, legerement, beaucoup, bien, encore, tres, vraiment, nettement, carrement, bcp, juste, super, beaucoup plus bien, un chouia, chouia, un poil, poil, bien bien, hyper, grave, une touche, un brin, un cran, vachement, tout petit peu, a fond, quand meme, encore un peu, un tantinet, on voit rien, on ne voit rien, on y voit rien, j y vois rien, la, ah, oh, ca, uniquement, seulement, comme au cinema, facon cinema',
  aBit: 'un peu, un tout petit peu, un petit peu, petit peu, legerement, peu, un chouia, chouia, un poil, poil, une touche, un brin, un tantinet, encore un peu',
  much: 'extremement, beaucoup, bien, tres, vraiment, nettement, carrement, bcp, super, hyper, grave, vachement, a fond',
  frames:
    'pourrait etre, peut etre, devrait etre, doit etre, lui mettre, y mettre, lui donner, ces, cet, cette, balance, colle, jveux, je veux un, fous, rends, rend, rendre, rendez, rends moi, fais, fais moi, fait, faites, faire, fais en sorte que ce soit, fais que ce soit, mets, met, mettre, mettez, mets moi, passe, passe en, passer, passer en, change, change en, changer, transforme, transforme en, transformer en, donne, donne lui, donne moi, je veux, je veux que ce soit, je veux ca, je voudrais, je voudrais que ce soit, j aimerais, j aimerais que ce soit, il faudrait, il faut, il me faut, je prefere, tu peux, peux tu, pourrais tu, tu pourrais, vous pouvez, pouvez vous, pourriez vous, peut on, on peut, est ce que tu peux, est ce que vous pouvez, est il possible de, que ce soit, ce soit, en, a, au, avec, mode, en mode, version, style, effet, ambiance, avec ambiance, de, ajoute, ajoutez, ajouter, rajoute, rajoutez, rajouter, applique, appliquez, appliquer, utilise, rends le, rends la, rends les, rends ca, rend le, rend la, mets le, mets la, mets les, met le, mets ca, passe le, passe la, passe ca, mets lui, fais le, fais en, un effet, l effet, un filtre, filtre, look, ton, un ton, teinte, facon, genre, type, en style, dans style, en format, d ambiance, qu il fasse, qu on dirait, qu il soit, qu elle soit, que ca soit, que ca fasse, que ca ressemble a, ressemble a, comme, comme si c etait, comme si on etait, j aimerais bien, je voudrais bien, je veux bien, j aurais aime, tu peux mettre, tu peux faire, tu peux rendre, tu peux passer, tu peux ajouter, peux tu mettre, peux tu rendre, peux tu faire, peux tu ajouter, pourrais tu mettre, pourrais tu rendre, pourriez vous mettre, pourriez vous faire, pourriez vous rendre, pourriez vous ajouter, pouvez vous mettre, pouvez vous faire, pouvez vous rendre, on peut mettre, on pourrait mettre, on pourrait, il faudrait mettre, faut mettre, faut, faudrait, vire en, bascule en, avec un, avec une, avec des, avec effet, du, des, sur, d effet, tout en, plutot en, touche de, une touche de, lis, joue, joue le, que ca finisse, que ca commence',
  clip: 'dans cette scene, dans ce clip, dans ce plan, dans cette video, a cette scene, a ce clip, sur ce plan, sur cette scene, dans cette image, sur cette image, ca, cela, scene, image, clip, video, plan, sequence, cette scene, cette image, ce clip, cette video, ce plan, tout, de scene, d image, du clip, de video, a scene, a image, au clip, a video, de cette scene, dans scene, dans video, couleurs, tous, toutes, clips, scenes, plans, ici, l image, ce truc, tout ca, video entiere, celui ci, celle ci, chanson',
  courtesies:
    't as abuse, tu as abuse, tu exageres, t exageres, j ai mal aux yeux, mal aux yeux, ca fait mal aux yeux, j en ai mal aux yeux, s il te plait, s il vous plait, s il te plais, stp, svp, merci, si possible, si tu peux, maintenant, aussi, ok, okay, alors, bon, oui, d accord, pour moi, hey, rien d autre, c est tout, plutot, ici, salut, bonjour, s te plait, steuplait, merci d avance, franchement, du coup, par contre, quand meme, hein, mdr, voila',
  joins: 'et, mais, puis, ensuite, et aussi',
  pairs: 'haut en, noir blanc, blanc noir',
  more: 'plus *, plus de #, plus d #, (augmente|augmenter|augmentez|monte|monter|renforce|accentue|pousse) #, (ajoute|ajouter|ajoutez|mets|met|donne) (plus|) (de|du|d) #, davantage de #, davantage d #, (mets|met|mettez|mettre|rajoute|rajoutez|rajouter|ajoute|ajoutez|faut|avec|veux|voudrais|donne) (plus|davantage) (de|d|du) #, (rajoute|rajoutez|rajouter) (plus|encore|) (de|du|d) #, (augmente|monte|pousse|booste|remonte) (les|) #, plus #, encore plus de #, encore plus *, que ce soit plus *',
  less: 'moins *, moins de #, moins d #, pas si *, pas aussi *, pas tant de #, (baisse|baisser|baissez|reduis|reduire|reduisez|diminue|diminuer|diminuez|attenue) #, que ce soit moins *, (baisse|reduis|diminue|attenue|calme|enleve) (un peu|) (de|du|d|) #, (mets|met|mettez|avec|veux|voudrais) moins (de|d) #, un peu moins de #, encore moins *, moins #',
  tooMuch:
    '(il|ca) fait (bien|vraiment|un peu|) trop *, (c est|il est|elle est|est|ca fait|c|reste|) trop *, (il y a|y a|c est|) trop de #, (il y a|y a|) trop d #, je trouve (ca|) trop *, (c est|il est|elle est|est|ca fait|c|reste|ca rend|c etait) (beaucoup|bcp|bien|vraiment|un peu|encore|un poil|) trop *, trop de #, trop d #, trop #, y a trop #, je trouve que c est trop *, beaucoup trop de #, t as mis trop de #, il y a beaucoup trop de #',
  tooLittle:
    '(c est|il est|elle est|ce n est|) pas assez *, (il n y a|il y a|y a|) pas assez de #, (il n y a|il y a|) pas assez d #, (c est|il est|est|) trop peu *, il manque de #, manque de #, il manque de l #, ca manque de #, ca manque d #, (pas|c est pas|ce n est pas) suffisamment *, (ca|) manque de #, (ca|) manque d #, pas assez #, manque un peu de #, c est pas assez *, (y a|il y a) pas beaucoup de #',
  otherWishes:
    'ajoute, ajoutez, ajouter, mets, mettez, enleve, enlevez, retire, supprime, supprimez, remplace, efface, cree, dessine, donne',
  words: FRENCH_TALK,
  talk: {
    undo: 'annuler, annule, annulez, annule ca, annule cela, annule le dernier changement, defaire, defais, defais ca, retour, reviens en arriere, retour en arriere, revenir en arriere, version precedente, reviens a version precedente, version d avant, remets comme avant, comme avant, annule la modification, annule la derniere modification, tu peux annuler, peux tu annuler, remets l ancienne version, remets comme c etait',
    redo: 'refaire, refais, refais le, retablir, retablis',
    'start over':
      'annule tout, tout annuler, annuler tout, (enleve|supprime) toutes les modifications, recommence, recommencer, recommence a zero, repartir de zero, repars de zero, original, version originale, reviens a original, retour a original',
    cancel: 'stop, arrete, arretez, arreter, attends, attendez, laisse tomber tout',
    no: 'pas comme ca, non pas ca, surtout pas, non, non merci, nan, laisse tomber, oublie, oublie ca, tant pis, surtout pas, pas du tout, jamais, rien',
    yes: 'oui, ouais, d accord, ok, okay, vas y, bien sur, oui merci, oui s il te plait, confirmer, confirme, accepter, j accepte, allez, c est bon, parfait vas y, oui stp, carrement, fais le',
    'I do not like it':
      '(je n aime|j aime|je aime) pas (ca|cela|du tout|), (ca|cela|) (ne|) (me|) plait pas, c est (moche|nul|mauvais|horrible|laid|affreux|bizarre|ennuyeux|pas bien|pas bon|pas terrible), ce n est pas (bien|bon|ca|ce que je voulais), moche, nul, horrible, bof',
    help: 'aide, aide moi, aidez moi, a l aide, que peux tu faire, qu est ce que tu peux faire, que sais tu faire, tu peux faire quoi, comment ca marche, qui es tu, que puis je (faire|dire|demander|changer) (ici|), qu est ce que je peux (faire|dire|demander|changer) (ici|), que peut on faire, comment faire, comment (l utiliser|utiliser ca), tu sais faire quoi, je peux faire quoi',
    thanks:
      'c est (super|genial|parfait|tres bien|bien|mieux|beau|magnifique), (beaucoup|bien|) mieux, merci, merci beaucoup, merci bien, mille mercis, parfait, super, genial, excellent, tres bien, bien, c est parfait, c est super, j aime, j adore, j aime bien, bravo, bon travail, magnifique, top, c est beau, beau travail',
    hi: 'bonjour, bonsoir, salut, coucou, bonne nuit, bonne journee, ca va, comment ca va, au revoir, a bientot, allo',
    'what did it cost':
      '(combien|qu est ce que) (ca|cela|c|) (a|) (coute|ca coute|cela a coute|coute t il), combien ca (coute|a coute|m a coute|va couter|couterait|vaut), combien cela (coute|a coute), combien (a coute|coute|coutait) (ca|cela|derniere modification|dernier changement|modification|changement), c est combien, ca coute combien, quel (est|etait) (prix|cout), (c est|c etait|est ce) gratuit, est ce que c est gratuit, c est payant, prix',
    'what have I spent':
      'combien (ai je|j ai|est ce que j ai) (depense|paye) (jusqu ici|jusqu a present|au total|en tout|pour cette video|), combien (a coute|coute) (video|cette video|tout) (jusqu ici|au total|en tout|), combien (d argent|) (il reste|reste t il|il me reste) (d argent|), cout total, depenses, addition, facture, note, addition s il te plait',
    'what changed':
      'qu est ce qui (a change|est different|est nouveau) (ici|dans video|maintenant|), qu (ai je|as tu|avons nous) (change|modifie|fait), qu est ce que (j ai|tu as|on a) (change|modifie|fait), quoi de neuf, quels changements, montre moi (changements|historique|modifications), historique, (j ai|tu as) change quoi',
  },
  templates: FRENCH_LOOKS,
};
